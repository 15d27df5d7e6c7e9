"""Webhooks at the door: what is taken, what is refused, and that taken means stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import wait
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from ingest.jobber.inbox import Inbox
from ingest.jobber.receiving import TOO_OLD, Outcome, Receiver
from ingest.jobber.webhooks import signature

SECRET = "the-apps-secret"


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine)


@pytest.fixture
def receiver(inbox: Inbox) -> Iterator[Receiver]:
    receiver = Receiver(inbox, SECRET, lambda: ["acme"])
    yield receiver
    receiver.close()


def body(**other: Any) -> bytes:
    told = {"topic": "JOB_UPDATE", "appId": "app", "accountId": "acme", "itemId": "job-1"}
    told |= {"occurredAt": datetime.now(UTC).isoformat()} | other
    return json.dumps({"data": {"webHookEvent": told}}).encode()


def outcome(receiver: Receiver, raw: bytes, secret: str = SECRET) -> Outcome:
    return receiver.receive(raw, signature(raw, secret)).result(10)


def test_what_is_accepted_is_stored(receiver: Receiver, inbox: Inbox) -> None:
    assert outcome(receiver, body()) is Outcome.ACCEPTED
    assert inbox.status("acme").events == {"waiting": 1}


def test_a_replay_is_taken_for_what_it_is(receiver: Receiver, inbox: Inbox) -> None:
    raw = body()
    assert [outcome(receiver, raw) for _ in range(2)] == [Outcome.ACCEPTED, Outcome.DUPLICATE]
    assert inbox.status("acme").events == {"waiting": 1}


def test_two_deliveries_in_one_commit_are_one_event(inbox: Inbox) -> None:
    receiver, raw = Receiver(inbox, SECRET, lambda: ["acme"]), body()
    futures = [receiver.receive(raw, signature(raw, SECRET)) for _ in range(5)]
    receiver.close()
    assert sorted(future.result(0) for future in futures) == ["accepted", *["duplicate"] * 4]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (body(accountId="stranger"), Outcome.UNKNOWN_ACCOUNT),
        (body(topic="PAYOUT_CREATE"), Outcome.NOTHING_KEPT),
        (body(topic="NOTE_CREATE"), Outcome.UNKNOWN_TOPIC),
        (body(occurredAt=(datetime.now(UTC) - TOO_OLD - timedelta(hours=1)).isoformat()), Outcome.TOO_OLD),
        (body(itemId="x" * 300), Outcome.UNREADABLE),
        (body(itemId="job\x001"), Outcome.UNREADABLE),
        (b"[]", Outcome.UNREADABLE),
    ],
)
def test_what_is_of_no_use_is_counted_and_not_stored(
    inbox: Inbox, receiver: Receiver, raw: bytes, expected: Outcome
) -> None:
    assert outcome(receiver, raw) is expected
    receiver.close()
    status = inbox.status("acme")
    assert (status.received, status.events) == ({expected.value: 1}, {})


def test_a_wrong_signature_is_refused_before_anything_is_read(receiver: Receiver, inbox: Inbox) -> None:
    assert outcome(receiver, b"no json", secret="another") is Outcome.BAD_SIGNATURE
    assert receiver.receive(body(), None).result(10) is Outcome.BAD_SIGNATURE
    receiver.close()
    assert inbox.status("acme").received == {"bad signature": 2}


def test_many_at_once_share_commits(engine: Engine, receiver: Receiver) -> None:
    commits: list[int] = []
    outcome(receiver, body(itemId="first"))
    event.listen(engine, "commit", lambda connection: commits.append(1))
    raw = [body(itemId=f"job-{number}") for number in range(200)]
    futures = [receiver.receive(each, signature(each, SECRET)) for each in raw]
    wait(futures, timeout=30)
    assert [future.result(0) for future in futures] == [Outcome.ACCEPTED] * 200
    assert 0 < len(commits) < 50


def test_what_could_not_be_stored_is_not_taken(engine: Engine, receiver: Receiver) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE jobber_webhooks RENAME TO elsewhere"))
    with pytest.raises(SQLAlchemyError):
        outcome(receiver, body())
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO jobber_webhooks"))
    assert outcome(receiver, body()) is Outcome.ACCEPTED, "the next one is stored again"
