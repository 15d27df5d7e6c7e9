"""What follows an answer in a chat window, which shows text alone: where the cited words stand, and notes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]


def closing_text(answer: Json, public_url: str) -> str:
    """A list of sources with links to the cited words, and notes of how the answer was made; Markdown."""
    sources = [
        _source(citation, public_url, quoted=answer.get("composed_by") == "llm") for citation in answer["citations"]
    ]
    parts = ["\n".join(sources)] if sources else []
    parts += [f"_{note}_" for note in answer["notes"]]
    return "".join(f"\n\n{part}" for part in parts)


_ACTIVE = re.compile(r"(?<!\\)(?:!\[|\]\(|<(?=[a-z/!?]))")


def shown_text(text: str) -> str:
    """An answer's text for a window that renders Markdown: what a document says loads no picture and hides no link."""
    return _ACTIVE.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", text)


def _source(citation: Json, public_url: str, *, quoted: bool) -> str:
    """Answers we compose hold their quotes already; those of a model have them here."""
    name = citation["file"] or citation["kind"]
    where = [name, f"page {citation['page']}" if citation["page"] else "", citation["section"]]
    address = f"{public_url.rstrip('/')}/documents/{quote(citation['document_id'])}/sheet"
    link = f"{address}?start={citation['start']}&end={citation['end']}"
    words = f": “{citation['quote']}”" if quoted else ""
    return f"- [{citation['n']}] [{_plain(', '.join(each for each in where if each))}]({link}){_plain(words)}"


def _plain(text: str) -> str:
    """Words of a document are words in Markdown too: no links, pictures or headings come of them."""
    return "".join(f"\\{letter}" if letter in "\\[]`*_<>!#|" else letter for letter in text)
