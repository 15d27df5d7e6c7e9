from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from ingest.jobber.errors import Disconnected
from ingest.runs import Depth, SyncRuns
from service.nightly import Nightly, last_time
from tests.fakes.account import HandClock

CHICAGO = ZoneInfo("America/Chicago")
ACME = Scope("acme")


@pytest.fixture
def clock() -> HandClock:
    """Six in the morning in Chicago."""
    return HandClock(datetime(2026, 3, 3, 12, 0, tzinfo=UTC))


@pytest.fixture
def runs(engine: Engine, clock: HandClock) -> SyncRuns:
    return SyncRuns(engine, clock)


def nightly(runs: SyncRuns, clock: HandClock, outcome: Callable[[str, str], None] | None = None) -> Nightly:
    def sync(account: str, run: str) -> None:
        runs.begin(account, run, Depth.SWEEP)
        if outcome is not None:
            outcome(account, run)
        runs.finish(account, run, {}, "digest")

    return Nightly(time(2, 30), CHICAGO, accounts=lambda: ["acme"], runs=runs, sync=sync, clock=clock)


def count(runs: SyncRuns) -> int:
    return len(runs.recent(ACME, 100))


def test_a_missed_night_is_made_up_for_once(runs: SyncRuns, clock: HandClock) -> None:
    nights = nightly(runs, clock)
    nights.look()
    nights.look()
    assert count(runs) == 1


def test_the_next_night_is_synced_at_its_hour_and_not_before(runs: SyncRuns, clock: HandClock) -> None:
    nights = nightly(runs, clock)
    nights.look()
    clock.advance(hours=20)
    nights.look()
    assert count(runs) == 1
    clock.advance(minutes=31)
    nights.look()
    assert count(runs) == 2


def test_a_sync_somebody_ran_since_its_hour_is_the_nights(runs: SyncRuns, clock: HandClock) -> None:
    runs.begin("acme", "run-1", Depth.SWEEP)
    runs.finish("acme", "run-1", {}, "digest")
    nightly(runs, clock).look()
    assert count(runs) == 1


def test_a_night_that_failed_is_tried_again_after_an_hour(runs: SyncRuns, clock: HandClock) -> None:
    def disconnected(account: str, run: str) -> None:
        runs.fail(account, run, "run `fineprint connect`")
        raise Disconnected("run `fineprint connect`")

    nights = nightly(runs, clock, disconnected)
    nights.look()
    nights.look()
    assert count(runs) == 1
    clock.advance(minutes=61)
    nights.look()
    assert count(runs) == 2


def test_another_accounts_failure_holds_nobody_up(runs: SyncRuns, clock: HandClock) -> None:
    done: list[str] = []

    def sync(account: str, run: str) -> None:
        if account == "acme":
            raise Disconnected("run `fineprint connect`")
        done.append(account)

    accounts = ["acme", "rival"]
    Nightly(time(2, 30), CHICAGO, accounts=lambda: accounts, runs=runs, sync=sync, clock=clock).look()
    assert done == ["rival"]


def test_it_looks_at_once_and_ends_when_stopped(runs: SyncRuns, clock: HandClock) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=nightly(runs, clock, lambda *_: stop.set()).run, args=(stop,))
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert count(runs) == 1


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-03-03T12:00:00+00:00", "2026-03-03T08:30:00+00:00"),
        ("2026-03-03T08:29:59+00:00", "2026-03-02T08:30:00+00:00"),
        ("2026-07-03T12:00:00+00:00", "2026-07-03T07:30:00+00:00"),
        ("2026-03-08T12:00:00+00:00", "2026-03-08T08:30:00+00:00"),
    ],
)
def test_the_hour_is_the_zones_in_summer_and_in_winter(now: str, last: str) -> None:
    assert last_time(time(2, 30), CHICAGO, datetime.fromisoformat(now)) == datetime.fromisoformat(last)
