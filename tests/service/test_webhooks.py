"""What an account's webhooks lead to, and the loop that sees to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Engine, text

from ingest.jobber.inbox import FIRST_LOOK, Inbox
from ingest.jobber.topics import APP_DISCONNECT
from ingest.jobber.webhooks import WebhookEvent
from ingest.sync import AccountSync
from service.webhooks import InboxLoop, WebhookWork

NOW = datetime.now(UTC)
DUE = NOW + FIRST_LOOK + timedelta(days=1)  # whenever the tests run


class Refetching:
    """The part of a sync that reads single objects again; notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[tuple[str, str]]] = []

    def refetch(self, run: str, items: Sequence[tuple[str, str]]) -> list[str]:
        self.asked.append(list(items))
        return [f"document of {id}" for _, id in items]


class Place:
    """An inbox with what works on it, and an account whose permission may be ended."""

    def __init__(self, engine: Engine) -> None:
        self.inbox, self.sync = Inbox(engine), Refetching()
        self.ended_at: datetime | None = None
        self.connected_at, self.renewed = NOW - timedelta(days=1), 0
        self.work = WebhookWork(
            "acme",
            self.inbox,
            lambda: cast(AccountSync, self.sync),
            disconnect=self._disconnect,
            renew=self._renew,
        )

    def run(self, *events: WebhookEvent) -> str:
        self.inbox.store(events, {})
        taken = self.inbox.take("acme", DUE)
        assert taken is not None
        return taken

    def _disconnect(self, at: datetime) -> bool:
        if at >= self.connected_at:
            self.ended_at = at
        return self.ended_at is not None

    def _renew(self) -> None:
        self.renewed += 1


@pytest.fixture
def place(engine: Engine) -> Place:
    return Place(engine)


def event(item: str = "job-1", topic: str = "JOB_UPDATE", at: datetime = NOW) -> WebhookEvent:
    return WebhookEvent(topic, "acme", item, "app-1", at)


def test_each_record_is_read_once_and_its_events_are_done(place: Place) -> None:
    run = place.run(event(), event(topic="JOB_CLOSED"), event("job-1", "JOB_UPDATE", NOW + timedelta(seconds=1)))
    assert place.work.read_again(run) == ["document of job-1"]
    assert place.work.done(run) == 3
    assert (place.sync.asked, place.renewed) == ([[("Job", "job-1")]], 1)


def test_a_disconnection_ends_the_account_and_all_that_waits_for_it(place: Place) -> None:
    run = place.run(event(), event("acme", APP_DISCONNECT))
    assert place.work.read_again(run) == []
    assert place.ended_at == NOW
    assert place.inbox.status("acme").events == {"done": 1, "failed": 1}
    assert place.sync.asked == [], "no call is made for an account that took its permission back"


def test_a_disconnection_from_before_the_account_was_connected_again_changes_nothing(place: Place) -> None:
    run = place.run(event("acme", APP_DISCONNECT, NOW - timedelta(days=2)))
    assert place.work.read_again(run) == []
    assert (place.ended_at, place.work.done(run)) == (None, 1)


@pytest.mark.parametrize(
    ("error", "states", "tries"),
    [
        ("Unavailable", {"waiting": 1}, 1),
        ("Blocked", {"waiting": 1}, 0),
        ("Disconnected", {"failed": 1}, 0),
    ],
)
def test_a_failure_is_settled_by_its_kind(
    place: Place, engine: Engine, error: str, states: dict[str, int], tries: int
) -> None:
    place.work.fail(place.run(event()), error, "what a person reads")
    assert place.inbox.status("acme").events == states
    with engine.connect() as connection:
        found = connection.execute(text("SELECT tries, reason FROM jobber_webhooks")).one()
    assert tuple(found) == (tries, "what a person reads")


def test_the_loop_starts_what_is_due_and_goes_on_with_what_was_begun(place: Place) -> None:
    begun = place.run(event())
    started: list[tuple[str, str]] = []

    def start(account: str, run: str) -> bool:
        started.append((account, run))
        return True

    InboxLoop(place.inbox, start).turn()
    assert started == [("acme", begun)]


def test_a_run_that_broke_off_is_tried_again_and_says_so(place: Place) -> None:
    place.run(event())
    InboxLoop(place.inbox, lambda account, run: False).turn()
    assert place.inbox.runs() == []
    assert place.inbox.status("acme").events == {"waiting": 1}
