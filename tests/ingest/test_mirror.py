"""How much a sync reads: what changed, what may have changed without telling, and what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.inbox import Inbox
from ingest.jobber.records import Client, Expense, Job, Note, Property, Record, Visit
from ingest.jobber.webhooks import WebhookEvent
from ingest.mirror import GONE, NOTES
from ingest.runs import Depth
from ingest.status import SyncStatus
from tests.fakes.account import HandClock
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import WHOLE, Workplace, workplace

LONG_AGO = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
ROSA = Client("client-1", first_name="Rosa", last_name="Quill", updated_at=LONG_AGO)
KURT = Client("client-2", first_name="Kurt", last_name="Okonkwo", updated_at=LONG_AGO)
HOME = Property("property-1", client_id="client-1", name="Home")
JOB = Job("job-1", client_id="client-1", title="Boiler service", updated_at=LONG_AGO)
VISIT = Visit("visit-1", client_id="client-1", job_id="job-1", instructions="Mind the dog")
EXPENSE = Expense("expense-1", job_id="job-1", title="Filter", updated_at=LONG_AGO)
GATE = Note(
    "note-1", note_type="JobNote", client_id="client-1", parent_id="job-1", job_id="job-1", message="Ring twice"
)
ACCOUNT = (ROSA, KURT, HOME, JOB, VISIT, EXPENSE, GATE)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 6, 1, 8, 0, tzinfo=UTC))


@pytest.fixture
def small(engine: Engine, keyring: Keyring, tmp_path: Path, clock: HandClock) -> Iterator[Workplace]:
    """An account small enough to be swept by every run, read once."""
    with workplace(JobberInMemory(*ACCOUNT), engine, keyring, tmp_path, clock=clock) as opened:
        opened.run("run-1")
        opened.jobber.pages.clear()
        clock.advance(hours=1)
        yield opened


@pytest.fixture
def large(engine: Engine, keyring: Keyring, tmp_path: Path, clock: HandClock) -> Iterator[Workplace]:
    """An account too large to be swept by every run, read once."""
    with workplace(JobberInMemory(*ACCOUNT), engine, keyring, tmp_path, clock=clock, small=0) as opened:
        opened.run("run-1")
        opened.jobber.pages.clear()
        clock.advance(hours=1)
        yield opened


def depth(work: Workplace, run: str) -> Depth:
    found = work.runs.get(WHOLE, run)
    assert found is not None
    return found.depth


def held(work: Workplace, kind: type[Record], id: str) -> Record | None:
    return work.records.one(WHOLE, kind, id)


def test_the_first_run_reads_everything(small: Workplace) -> None:
    assert depth(small, "run-1") is Depth.WHOLE


def test_a_run_asks_for_changes_since_the_last_good_one_began_and_a_quarter_of_an_hour(
    small: Workplace, clock: HandClock
) -> None:
    began = clock.now - timedelta(hours=1)
    small.run("run-2")
    assert dict(small.jobber.pages)["Client"] == began - timedelta(minutes=15)
    assert dict(small.jobber.pages)["Visit"] is None


def test_every_change_is_read_by_two_runs(large: Workplace, clock: HandClock) -> None:
    began = clock.now
    for run in ("run-2", "run-3"):
        large.run(run)
        clock.advance(hours=1)
    large.jobber.pages.clear()
    large.run("run-4")
    assert dict(large.jobber.pages)["Client"] == began - timedelta(minutes=15)


def test_a_run_that_failed_moves_no_watermark(large: Workplace, clock: HandClock) -> None:
    began = clock.now - timedelta(hours=1)
    large.plan("run-2")
    large.sync.fail("run-2", "outage")
    clock.advance(hours=1)
    large.jobber.pages.clear()
    large.run("run-3")
    assert dict(large.jobber.pages)["Client"] == began - timedelta(minutes=15)


def test_between_sweeps_a_large_account_is_asked_for_changes_only(large: Workplace) -> None:
    large.sync.begin("run-2", full=False)
    assert depth(large, "run-2") is Depth.CHANGES
    stages = large.sync.begin("run-2", full=False)
    assert {"visits", "properties", "clients: list"} & set(stages) == set()
    assert stages[-2:] == [NOTES, GONE]


def test_notes_of_a_changed_record_are_read_between_sweeps(large: Workplace, clock: HandClock) -> None:
    large.jobber.keep(replace(JOB, updated_at=clock.now), replace(GATE, message="Ring three times"))
    large.run("run-2")
    found = held(large, Note, "note-1")
    assert isinstance(found, Note)
    assert found.message == "Ring three times"


def test_a_large_account_is_swept_within_a_day(large: Workplace, clock: HandClock) -> None:
    large.jobber.keep(replace(VISIT, instructions="The dog is gone"))
    large.jobber.drop("property-1")
    large.run("run-2")
    assert held(large, Property, "property-1") == HOME
    clock.advance(hours=20)
    large.run("run-3")
    assert depth(large, "run-3") is Depth.SWEEP
    assert held(large, Property, "property-1") is None
    assert held(large, Visit, "visit-1") == replace(VISIT, instructions="The dog is gone")


def test_a_change_that_was_missed_is_found_by_the_list_of_a_sweep(small: Workplace) -> None:
    """Older than the watermark: the index lagged, or the record slipped over a page's edge."""
    missed = replace(JOB, title="Boiler repair", updated_at=LONG_AGO + timedelta(days=1))
    small.jobber.keep(missed, Client("client-3", last_name="Late", updated_at=LONG_AGO))
    small.run("run-2")
    assert held(small, Job, "job-1") == missed
    assert held(small, Client, "client-3") is not None


def test_everything_is_read_again_after_a_week(small: Workplace, clock: HandClock) -> None:
    clock.advance(days=7)
    small.run("run-2")
    assert depth(small, "run-2") is Depth.WHOLE


def test_a_list_that_shows_a_record_too_few_removes_nothing(small: Workplace) -> None:
    small.jobber.unlisted.update({"client-2", "visit-1", "note-1"})
    small.run("run-2")
    assert held(small, Client, "client-2") == KURT
    assert held(small, Visit, "visit-1") == VISIT
    assert held(small, Note, "note-1") == GATE


def test_an_expense_follows_its_job_to_another_client(small: Workplace, clock: HandClock) -> None:
    small.jobber.keep(replace(JOB, client_id="client-2", updated_at=clock.now))
    small.run("run-2")
    assert small.records.ids(WHOLE, Expense, client_id="client-2") == ["expense-1"]
    assert held(small, Expense, "expense-1") == EXPENSE


def test_a_sweep_asks_for_an_erased_clients_objects_once_and_when_they_change(
    small: Workplace, keyring: Keyring, clock: HandClock
) -> None:
    keyring.shred("acme", "client-1")
    small.records.remove("acme", [(type(record), record.id) for record in ACCOUNT if record is not KURT])
    small.run("run-2")
    assert {"client-1", "job-1", "expense-1"} <= set(small.jobber.asked_for)
    for run in ("run-3", "run-4"):
        small.jobber.asked_for.clear()
        clock.advance(hours=1)
        small.run(run)
        assert small.jobber.asked_for == []
    small.jobber.keep(replace(JOB, client_id="client-2", updated_at=clock() - timedelta(days=1)))
    small.run("run-5")
    assert set(small.jobber.asked_for) == {"job-1"}
    assert held(small, Job, "job-1") is not None, "the job is another client's now"


def test_the_status_tells_how_far_each_type_is_behind(large: Workplace, engine: Engine, clock: HandClock) -> None:
    large.run("run-2")
    clock.advance(minutes=30)
    found = SyncStatus(engine, clock)
    behind = {each.name: each.as_json(clock.now)["behind_seconds"] for each in found.types(WHOLE)}
    assert (behind["clients"], behind["visits"], behind["messages"]) == (1800, 5400, None)
    shown = found.as_json(WHOLE)
    assert shown["behind_seconds"] == 5400
    assert [(run.id, run.state) for run in found.runs(WHOLE)] == [("run-2", "done"), ("run-1", "done")]


def test_the_status_counts_what_webhooks_came_and_what_waits(large: Workplace, engine: Engine) -> None:
    at = datetime(2026, 3, 3, tzinfo=UTC)
    events = [WebhookEvent("JOB_UPDATE", "acme", item, "app", at) for item in ("job-1", "job-1", "job-2")]
    Inbox(engine).store(events, {"bad signature": 2, "too old": 1})
    found = SyncStatus(engine).webhooks(WHOLE)
    assert found is not None
    counted = (found.received, found.duplicates, found.refused, found.waiting, found.failed)
    assert counted == (6, 1, 3, 2, 0)
    assert SyncStatus(engine).webhooks(Scope("acme", frozenset({"client-1"}))) is None


def test_a_first_run_that_failed_is_gone_on_with_by_the_types_it_read_to_their_end(
    engine: Engine, keyring: Keyring, tmp_path: Path, clock: HandClock
) -> None:
    with workplace(JobberInMemory(*ACCOUNT), engine, keyring, tmp_path, clock=clock, small=0) as work:
        assert "clients" in work.sync.begin("run-1", full=False)
        cursor = work.sync.pull("run-1", "clients", None)
        while cursor is not None:
            cursor = work.sync.pull("run-1", "clients", cursor)
        work.sync.fail("run-1", "run `fineprint connect`")
        clock.advance(hours=1)
        work.jobber.keep(replace(KURT, last_name="Achebe", updated_at=clock.now))
        work.jobber.drop("client-1", "property-1", "job-1", "visit-1", "note-1", "expense-1")
        asked = len(work.jobber.pages)
        work.run("run-2")
        since = dict(work.jobber.pages[asked:])
        assert (since["Client"], since["Job"]) == (clock.now - timedelta(hours=1, minutes=15), None)
        assert work.records.counts(WHOLE) == {"Client": 1}
        assert work.runs.last_done(WHOLE) is not None
