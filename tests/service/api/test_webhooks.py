"""`POST /webhooks/jobber`: what Jobber is answered, and how soon."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from ingest.jobber.inbox import Inbox
from ingest.jobber.receiving import Receiver
from ingest.jobber.webhooks import SIGNATURE_HEADER, signature
from service.api import problems, webhooks
from tests.fakes.databases import database

SECRET = "the-apps-secret"
EVENT = {"topic": "JOB_UPDATE", "appId": "app", "accountId": "acme", "itemId": "job-1"}
BODY = json.dumps({"data": {"webHookEvent": EVENT | {"occurredAt": datetime.now(UTC).isoformat()}}}).encode()


@pytest.fixture
def receiver(engine: Engine) -> Iterator[Receiver]:
    receiver = Receiver(Inbox(engine), SECRET, lambda: ["acme"])
    yield receiver
    receiver.close()


@pytest.fixture
def http(receiver: Receiver) -> TestClient:
    return served(receiver)


def served(receiver: Receiver) -> TestClient:
    app = FastAPI()
    app.state.webhooks = receiver
    problems.install(app)
    app.include_router(webhooks.router)
    return TestClient(app)


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {SIGNATURE_HEADER: signature(body, secret)}


def test_a_signed_event_is_taken_and_stored(http: TestClient, engine: Engine) -> None:
    answer = http.post("/webhooks/jobber", content=BODY, headers=signed(BODY))
    assert (answer.status_code, answer.json()) == (202, {"outcome": "accepted"})
    assert Inbox(engine).status("acme").events == {"waiting": 1}


def test_what_is_signed_is_always_taken_so_that_jobber_goes_on_sending(http: TestClient) -> None:
    stranger = BODY.replace(b"acme", b"none")
    payout = BODY.replace(b"JOB_UPDATE", b"PAYOUT_CREATE")
    for body in (BODY, BODY, stranger, payout):
        assert http.post("/webhooks/jobber", content=body, headers=signed(body)).status_code == 202


@pytest.mark.parametrize(
    ("body", "headers", "status", "said"),
    [
        (BODY, {}, 401, "X-Jobber-Hmac-SHA256"),
        (BODY, signed(BODY, "another"), 401, "FINEPRINT_JOBBER_CLIENT_SECRET"),
        (b"[]", signed(b"[]"), 400, "no webhook of Jobber's"),
        (b"x" * 20_000, signed(b"x" * 20_000), 413, "less than 16384 bytes"),
    ],
)
def test_what_is_refused_says_why(
    http: TestClient, body: bytes, headers: dict[str, str], status: int, said: str
) -> None:
    answer = http.post("/webhooks/jobber", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]


def test_a_database_that_is_locked_too_long_gets_jobber_to_try_again_and_nothing_is_lost(tmp_path: Path) -> None:
    with database("sqlite", tmp_path) as engine:
        receiver = Receiver(Inbox(engine), SECRET, lambda: ["acme"])
        with engine.connect() as writer:
            writer.exec_driver_sql("BEGIN IMMEDIATE")
            answer = served(receiver).post("/webhooks/jobber", content=BODY, headers=signed(BODY))
            writer.rollback()  # only after the answer
        assert answer.status_code == 503
        receiver.close()
        assert Inbox(engine).status("acme").events == {"waiting": 1}, "it was stored once that was possible"
