from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.decisions import Decisions, changed_texts, texts_in
from service.store.sealed_json import SealedJson

ANSWER: dict[str, Any] = {
    "id": "a-1",
    "question": "Is Rosalind's boiler covered?",
    "answer": "Yes.",
    "citations": [{"n": 1, "quote": "Rosalind's boiler", "file": "rosalind.pdf", "page": 2}],
    "searched": {"scope": "documents of Rosalind", "documents": 3},
}


def test_every_text_of_an_answer_is_found_and_nothing_else() -> None:
    assert set(texts_in(ANSWER)) == {
        "Is Rosalind's boiler covered?",
        "Yes.",
        "Rosalind's boiler",
        "documents of Rosalind",
    }


def test_changing_texts_leaves_ids_names_of_files_and_numbers_alone() -> None:
    changed = changed_texts(ANSWER, str.upper)
    assert changed["id"] == "a-1"
    assert changed["citations"][0] == {"n": 1, "quote": "ROSALIND'S BOILER", "file": "rosalind.pdf", "page": 2}


def test_the_same_verdict_is_kept_once_and_only_its_client_s_readers_see_it(engine: Engine, keyring: Keyring) -> None:
    decisions = Decisions(engine, SealedJson(keyring))
    for _ in range(2):
        decisions.keep("acct", "coverage", "c-1", {"summary": "1 of 1 covered"}, client_id="client-1")
    found = decisions.get(Scope("acct"), "c-1")
    assert found is not None
    assert found["decision"] == {"summary": "1 of 1 covered"}
    assert decisions.get(Scope("acct", frozenset({"client-2"})), "c-1") is None
    assert decisions.get(Scope("other"), "c-1") is None
