"""What chat clients ask for behind a person's back: a title, tags, follow-ups, search terms.

Open WebUI sends these to the chat model as prompts of a fixed form ("### Task: …" over a `<chat_history>`) and reads
JSON from the reply. They ask nothing of the documents: they get what can be told without looking.
"""

from __future__ import annotations

import json
import re

_HISTORY = re.compile(r"<chat_history>(?P<history>.*?)</chat_history>", re.DOTALL)
_WANTED = re.compile(r"\{\s*\"(?P<key>title|tags|follow_ups|queries|text|prompt|emoji)\"\s*:")
_FIRST_QUESTION = re.compile(r"^\s*user:\s*(?P<text>.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_RETRIEVED = re.compile(r"<user_query>\s*(?P<query>.*?)\s*</user_query>", re.DOTALL)
_EMPTY: dict[str, str | list[str]] = {"tags": ["Agreements"], "follow_ups": [], "queries": []}
TITLE_WORDS = 6


def reply_to_task(text: str) -> str | None:
    """The reply to such a prompt; None for anything a person may have written."""
    if not text.lstrip().startswith("### Task:"):
        return None
    history = _HISTORY.search(text)
    wanted = _WANTED.search(text)
    if history is None or wanted is None:
        return None
    key = wanted["key"]
    return json.dumps({key: _title(history["history"]) if key == "title" else _EMPTY.get(key, "")}, ensure_ascii=False)


def question_in(text: str) -> str:
    """The person's own words where a client has wrapped them into a prompt with passages it retrieved itself."""
    found = _RETRIEVED.search(text) if text.lstrip().startswith("### Task:") else None
    return found["query"] if found else text


def _title(history: str) -> str:
    """The first words that were asked."""
    asked = _FIRST_QUESTION.search(history)
    words = asked["text"].split() if asked else []
    return " ".join(words[:TITLE_WORDS]).rstrip(" .,;:") or "Agreements"
