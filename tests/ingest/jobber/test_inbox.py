"""The inbox: each event once, in runs, tried again later and later, and gone in the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from ingest.jobber.inbox import FIRST_LOOK, FIRST_WAIT, KEEP_FOR, LONGEST_WAIT, TRIES, Inbox, coalesced
from ingest.jobber.topics import APP_DISCONNECT
from ingest.jobber.webhooks import WebhookEvent

NOW = datetime.now(UTC)
SOON = NOW + FIRST_LOOK + timedelta(days=1)  # whenever the tests run


def event(item: str = "job-1", topic: str = "JOB_UPDATE", account: str = "acme", at: datetime = NOW) -> WebhookEvent:
    return WebhookEvent(topic, account, item, "app-1", at)


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine)


def taken(inbox: Inbox, now: datetime = SOON) -> str:
    run = inbox.take("acme", now)
    assert run is not None
    return run


def failed_once(inbox: Inbox, *events: WebhookEvent) -> datetime:
    """When what failed once is due again."""
    inbox.store(events, {})
    inbox.put_back("acme", taken(inbox), "an outage", SOON)
    return SOON + FIRST_WAIT


def test_an_event_is_kept_once_however_often_it_comes(inbox: Inbox) -> None:
    assert inbox.store([event(), event(), event("job-2")], {}) == {event().key, event("job-2").key}
    assert inbox.store([event()], {"bad signature": 2}) == set()
    status = inbox.status("acme")
    assert status.received == {"accepted": 2, "bad signature": 2, "duplicate": 2}
    assert status.events == {"waiting": 2}


def test_counts_are_added_up(inbox: Inbox) -> None:
    inbox.store([], {"bad signature": 2})
    inbox.store([], {"bad signature": 3, "too old": 0})
    assert inbox.status("acme").received == {"bad signature": 5}


def test_nothing_is_looked_at_before_a_burst_can_be_over(inbox: Inbox) -> None:
    inbox.store([event()], {})
    assert inbox.accounts_due(NOW) == []
    assert inbox.take("acme", NOW) is None
    assert inbox.accounts_due(SOON) == ["acme"]


def test_a_run_takes_one_accounts_events_and_reads_each_record_once(inbox: Inbox) -> None:
    later = event(at=NOW + timedelta(seconds=1))
    inbox.store([later, event(), event("client-1", "CLIENT_UPDATE"), event("job-1", account="other")], {})
    run = taken(inbox)
    events = inbox.of_run("acme", run)
    assert [each.key for each in events][-1] == later.key
    assert coalesced(events) in ([("Job", "job-1"), ("Client", "client-1")], [("Client", "client-1"), ("Job", "job-1")])
    assert inbox.runs() == [("acme", run)]


def test_an_account_has_one_run_at_a_time(inbox: Inbox) -> None:
    inbox.store([event()], {})
    run = taken(inbox)
    inbox.store([event("job-2")], {})
    assert inbox.take("acme", SOON) is None
    assert inbox.done("acme", run) == 1
    assert [each.item_id for each in inbox.of_run("acme", taken(inbox))] == ["job-2"]


def test_an_event_that_comes_again_after_its_end_is_still_known(inbox: Inbox) -> None:
    inbox.store([event()], {})
    inbox.done("acme", taken(inbox))
    assert inbox.store([event()], {}) == set()
    assert inbox.take("acme", SOON) is None


def test_what_failed_waits_and_then_goes_record_by_record(inbox: Inbox) -> None:
    due = failed_once(inbox, event(), event("job-2"))
    assert inbox.take("acme", due - timedelta(seconds=1)) is None
    assert len(inbox.of_run("acme", taken(inbox, due))) == 1


def test_what_is_new_goes_before_what_failed(inbox: Inbox) -> None:
    due = failed_once(inbox, event())
    inbox.store([event("job-2"), event("job-3")], {})
    assert {each.item_id for each in inbox.of_run("acme", taken(inbox, due))} == {"job-2", "job-3"}


def test_an_event_that_always_fails_ends_with_its_reason_and_holds_up_nothing(inbox: Inbox) -> None:
    inbox.store([event()], {})
    now = SOON
    for _ in range(TRIES):
        inbox.put_back("acme", taken(inbox, now), "Jobber refused the query", now)
        now += LONGEST_WAIT
    assert inbox.take("acme", now) is None
    assert inbox.failures("acme") == [("JOB_UPDATE", "job-1", "Jobber refused the query")]
    assert inbox.status("acme").oldest_waiting is None


def test_where_jobber_said_no_two_tries_are_enough(inbox: Inbox) -> None:
    due = failed_once(inbox, event())
    inbox.put_back("acme", taken(inbox, due), "refused", due, tries_allowed=2)
    assert inbox.status("acme").events == {"failed": 1}


def test_an_account_that_is_left_alone_blames_no_event(inbox: Inbox) -> None:
    inbox.store([event()], {})
    inbox.postpone("acme", taken(inbox), "blocked", SOON + timedelta(minutes=5))
    assert inbox.take("acme", SOON) is None
    run = taken(inbox, SOON + timedelta(minutes=5))
    assert [each.tries for each in inbox.of_run("acme", run)] == [0]


def test_a_disconnection_goes_first_and_alone(inbox: Inbox) -> None:
    inbox.store([event(), event("acme", APP_DISCONNECT, at=NOW + timedelta(seconds=9))], {})
    assert [each.topic for each in inbox.of_run("acme", taken(inbox))] == [APP_DISCONNECT]


def test_giving_an_account_up_ends_whatever_waits_for_it(inbox: Inbox) -> None:
    inbox.store([event(), event("job-2"), event("job-3", account="other")], {})
    taken(inbox)
    assert inbox.give_up("acme", "disconnected", SOON) == 2
    assert inbox.status("other").events == {"waiting": 1}


def test_what_ended_long_ago_is_dropped_and_what_waits_is_not(inbox: Inbox) -> None:
    inbox.store([event()], {})
    inbox.done("acme", taken(inbox))
    inbox.store([event("job-2")], {})
    assert inbox.prune(SOON) == 0
    assert inbox.prune(SOON + KEEP_FOR) == 1
    assert inbox.status("acme").events == {"waiting": 1}


def test_other_processes_are_told_when_an_account_may_have_learned_names(inbox: Inbox) -> None:
    inbox.store([event()], {})
    assert inbox.settled_until("acme") is None
    inbox.done("acme", taken(inbox))
    first = inbox.settled_until("acme")
    assert first is not None
    assert inbox.settled_until("other") is None
    inbox.store([event("client-1")], {})
    inbox.done("acme", taken(inbox))
    second = inbox.settled_until("acme")
    assert second is not None
    assert second > first
