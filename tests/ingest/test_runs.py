from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from ingest.runs import SyncRuns


@pytest.fixture
def runs(engine: Engine) -> SyncRuns:
    return SyncRuns(engine)


def test_a_run_starts_with_the_first_stage_it_reaches(runs: SyncRuns) -> None:
    runs.reach("acme", "run-1", "clients")
    run = runs.get("run-1")
    assert run is not None
    assert (run.state, run.stage, run.total) == ("running", "clients", None)
    assert datetime.now(UTC) - run.started_at < timedelta(minutes=1)


def test_a_run_goes_on_to_the_next_stage_and_keeps_its_start(runs: SyncRuns) -> None:
    runs.reach("acme", "run-1", "clients")
    started = runs.get("run-1")
    runs.reach("acme", "run-1", "documents", total=7)
    run = runs.get("run-1")
    assert started is not None
    assert run is not None
    assert (run.stage, run.total, run.started_at) == ("documents", 7, started.started_at)


def test_a_finished_run_tells_its_counts(runs: SyncRuns) -> None:
    runs.reach("acme", "run-1", "documents", total=2)
    runs.finish("run-1", {"new": 2, "changed": 0}, "digest")
    run = runs.get("run-1")
    assert run is not None
    assert (run.state, run.counts, run.known_names_digest) == ("done", {"new": 2, "changed": 0}, "digest")
    assert run.finished_at is not None
    assert run.finished_at >= run.started_at


def test_the_last_done_run_is_the_one_that_finished_last(runs: SyncRuns) -> None:
    for id in ("run-2", "run-1", "run-3"):
        runs.reach("acme", id, "clients")
    runs.finish("run-2", {}, "first")
    runs.finish("run-1", {}, "second")
    last = runs.last_done("acme")
    assert last is not None
    assert last.id == "run-1"


def test_another_accounts_runs_do_not_count(runs: SyncRuns) -> None:
    runs.reach("acme", "run-1", "clients")
    runs.finish("run-1", {}, "digest")
    assert runs.last_done("rival") is None


def test_an_unknown_run_is_none(runs: SyncRuns) -> None:
    assert runs.get("run-1") is None
