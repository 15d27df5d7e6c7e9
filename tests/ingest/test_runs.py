from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from ingest.runs import SUPERSEDED, Depth, SyncRun, SyncRuns
from tests.fakes.account import HandClock

ACME = Scope("acme")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def runs(engine: Engine, clock: HandClock) -> SyncRuns:
    return SyncRuns(engine, clock)


def found(runs: SyncRuns, id: str) -> SyncRun:
    run = runs.get(ACME, id)
    assert run is not None
    return run


def test_a_run_starts_with_its_depth(runs: SyncRuns, clock: HandClock) -> None:
    runs.begin("acme", "run-1", Depth.SWEEP)
    assert found(runs, "run-1") == SyncRun("run-1", "running", clock.now, Depth.SWEEP)


def test_a_run_that_is_begun_again_is_as_it_was_started(runs: SyncRuns, clock: HandClock) -> None:
    started = runs.begin("acme", "run-1", Depth.SWEEP)
    clock.advance(minutes=5)
    assert runs.begin("acme", "run-1", Depth.CHANGES) == started


def test_a_run_goes_on_to_the_next_stage_and_keeps_its_start(runs: SyncRuns, clock: HandClock) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    clock.advance(minutes=5)
    runs.reach("acme", "run-1", "documents", total=7)
    run = found(runs, "run-1")
    assert (run.stage, run.total, clock.now - run.started_at) == ("documents", 7, timedelta(minutes=5))


def test_a_finished_run_tells_its_counts(runs: SyncRuns) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    runs.finish("acme", "run-1", {"new": 2, "changed": 0}, "digest")
    run = found(runs, "run-1")
    assert (run.state, run.counts, run.known_names_digest) == ("done", {"new": 2, "changed": 0}, "digest")
    assert run.finished_at is not None


def test_a_failed_run_says_why_and_is_not_the_last_done(runs: SyncRuns) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    runs.fail("acme", "run-1", "run `fineprint connect`")
    assert (found(runs, "run-1").state, found(runs, "run-1").reason) == ("failed", "run `fineprint connect`")
    assert runs.last_done(ACME) is None


def test_a_failed_run_that_goes_on_after_all_ends_as_done(runs: SyncRuns) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    runs.fail("acme", "run-1", "the program was stopped")
    runs.finish("acme", "run-1", {}, "digest")
    assert (found(runs, "run-1").state, found(runs, "run-1").reason) == ("done", None)


def test_a_run_that_never_ended_has_failed_once_another_begins(runs: SyncRuns) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    runs.begin("rival", "run-2", Depth.WHOLE)
    runs.begin("acme", "run-3", Depth.WHOLE)
    assert (found(runs, "run-1").state, found(runs, "run-1").reason) == ("failed", SUPERSEDED)
    other = runs.get(Scope("rival"), "run-2")
    assert other is not None
    assert other.state == "running"


def test_the_last_done_run_is_the_one_that_finished_last(runs: SyncRuns, clock: HandClock) -> None:
    for id in ("run-2", "run-1", "run-3"):
        runs.begin("acme", id, Depth.WHOLE)
        clock.advance(seconds=1)
    runs.finish("acme", "run-2", {}, "first")
    clock.advance(seconds=1)
    runs.finish("acme", "run-1", {}, "second")
    last = runs.last_done(ACME)
    assert last is not None
    assert last.id == "run-1"
    assert [run.id for run in runs.recent(ACME, 2)] == ["run-3", "run-1"]


def test_another_accounts_runs_do_not_count(runs: SyncRuns) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    runs.finish("acme", "run-1", {}, "digest")
    assert runs.last_done(Scope("rival")) is None
    assert runs.recent(Scope("rival")) == []


def test_a_reader_of_some_clients_sees_no_run_of_the_whole_account(runs: SyncRuns) -> None:
    runs.begin("acme", "run-1", Depth.WHOLE)
    assert runs.recent(Scope("acme", frozenset({"client-1"}))) == []


def test_an_unknown_run_is_none(runs: SyncRuns) -> None:
    assert runs.get(ACME, "run-1") is None


def test_times_are_real_ones_unless_a_clock_is_given(engine: Engine) -> None:
    run = SyncRuns(engine).begin("acme", "run-1", Depth.WHOLE)
    assert datetime.now(UTC) - run.started_at < timedelta(minutes=1)
