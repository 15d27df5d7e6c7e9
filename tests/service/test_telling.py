"""What the audit log says of answers and verdicts: who, by which clauses, with which model; nothing of what they say."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope, Seal
from anonymize.keys import Keyring
from ingest.ledger import Document, Ledger
from retrieval.model import DocumentKind
from service.audit.log import AuditLog
from service.llm.tally import Tally
from service.store.sealed_json import SealedJson
from service.telling import PROMPT_VERSION, ToldDecisions
from tests.fakes.auditing import audit_of

WHOLE = Scope("acme")
CITATION = {"document_id": "doc-1", "quote": "Quittengelee pays", "page": 2, "start": 10, "end": 27}


@pytest.fixture
def log(engine: Engine, keyring: Keyring) -> AuditLog:
    return audit_of(engine, keyring)


@pytest.fixture
def told(engine: Engine, keyring: Keyring, log: AuditLog) -> ToldDecisions:
    ledger = Ledger(engine, keyring, lambda account: Seal(account, b"key", "test-policy"))
    ledger.save(Document("doc-1", "acme", DocumentKind.FILE, "ClientNote", "note-1", "client-1"))
    return ToldDecisions(engine, SealedJson(keyring), log, ledger, Tally(), by="user_ada", model="some-model")


def answer(composed_by: str) -> dict[str, Any]:
    return {"composed_by": composed_by, "abstained": False, "answer": "Quittengelee pays.", "citations": [CITATION] * 2}


def test_an_answer_is_told_with_its_clauses_by_place_and_the_model_and_prompt_where_one_was_used(
    told: ToldDecisions, log: AuditLog
) -> None:
    for id, composed_by in (("ans_1", "terms"), ("ans_2", "llm")):
        told.keep("acme", "answer", id, answer(composed_by), client_id=None)
    composed, written = log.events(WHOLE, kind="decision")
    assert (composed.actor, composed.kind, composed.about) == ("user_ada", "decision.answer", "ans_1")
    [clause] = composed.detail["clauses"]
    assert (clause["page"], clause["start"], clause["end"]) == (2, 10, 27)
    assert log.subject(WHOLE, clause["document"]) == "doc-1"
    assert "model" not in composed.detail
    assert (written.detail["model"], written.detail["prompt"]) == ("some-model", PROMPT_VERSION)
    assert "Quittengelee" not in str([composed, written])


def test_a_verdict_is_told_by_how_many_lines_came_out_how_and_its_facts_are_no_event(
    told: ToldDecisions, log: AuditLog
) -> None:
    lines = [{"verdict": verdict, "citations": [CITATION]} for verdict in ("covered", "covered", "unclear")]
    told.keep_with_facts("acme", "coverage", "cov_1", {"lines": lines}, {"job": {}}, client_id="client-1")
    [event] = log.events(WHOLE, kind="decision")
    assert event.detail["verdicts"] == {"covered": 2, "unclear": 1}
    assert log.subject(WHOLE, str(event.about)) == "cov_1"
