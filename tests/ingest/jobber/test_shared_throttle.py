"""Several processes keep to one account's limits together. Needs FINEPRINT_TEST_POSTGRES_URL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ingest.jobber.answers import Cost
from ingest.jobber.shared_throttle import LET_GO_AFTER, SharedThrottle
from tests.fakes.account import HandClock
from tests.fakes.databases import database


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with database("postgresql", tmp_path) as engine:
        yield engine


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def throttle(engine: Engine, clock: HandClock, name: str, *, account: str = "acme") -> SharedThrottle:
    return SharedThrottle(
        engine,
        account,
        name,
        reserve=0,
        clock=lambda: clock.now.timestamp(),
        sleep=lambda seconds: clock.advance(seconds=seconds),
    )


def called(one: SharedThrottle, planned: float, left: float | None) -> None:
    with one.call("Clients", planned) as sent:
        if left is not None:
            sent.cost = Cost(planned, planned, maximum=10_000, available=left, restore_rate=500)


def waited(clock: HandClock, one: SharedThrottle, planned: float) -> float:
    before = clock.now
    called(one, planned, None)
    return (clock.now - before).total_seconds()


def test_what_one_process_used_up_the_other_waits_for(engine: Engine, clock: HandClock) -> None:
    first, second = throttle(engine, clock, "office-1"), throttle(engine, clock, "office-2")
    called(first, 9_000, left=500)
    assert second.points_left == 500
    assert waited(clock, second, 1_500) == pytest.approx(2.0, abs=0.1), "1,000 points at 500 a second"


def test_another_account_has_limits_of_its_own(engine: Engine, clock: HandClock) -> None:
    called(throttle(engine, clock, "office-1"), 9_000, left=0)
    assert waited(clock, throttle(engine, clock, "office-2", account="other"), 5_000) == 0


def test_points_of_a_call_under_way_elsewhere_are_held(engine: Engine, clock: HandClock) -> None:
    first, second = throttle(engine, clock, "office-1"), throttle(engine, clock, "office-2")
    with first.call("Clients", 9_000):
        assert waited(clock, second, 2_000) > 0


def test_a_pause_that_jobber_asks_for_holds_for_every_process(engine: Engine, clock: HandClock) -> None:
    first, second = throttle(engine, clock, "office-1"), throttle(engine, clock, "office-2")
    first.pause(30)
    assert waited(clock, second, 1) == pytest.approx(30, abs=0.1)


def test_writes_of_all_processes_keep_one_pace(engine: Engine, clock: HandClock) -> None:
    processes = [throttle(engine, clock, f"office-{n}") for n in range(3)]
    begun = clock.now
    for n in range(12):
        with processes[n % 3].call("NoteCreate", 10, write=True):
            pass
    assert (clock.now - begun).total_seconds() == pytest.approx(11 * 0.6, abs=0.1)


def test_a_process_that_was_killed_in_a_call_lets_go_of_its_points(engine: Engine, clock: HandClock) -> None:
    dying, other = throttle(engine, clock, "office-1"), throttle(engine, clock, "office-2")
    dying.call("Clients", 9_500).__enter__()
    clock.advance(seconds=LET_GO_AFTER + 1)
    assert waited(clock, other, 9_000) == 0


def test_threads_of_two_processes_hold_no_more_points_than_there_are(engine: Engine, clock: HandClock) -> None:
    """Every call is under way at once; the clock moves only for who waits, so nothing comes back to the first ten."""
    processes = [throttle(engine, clock, f"office-{n}") for n in range(2)]
    called(processes[0], 1, left=1_000)
    begun, together = clock.now, threading.Barrier(10)

    def ask(one: SharedThrottle) -> None:
        with one.call("Clients", 100):
            together.wait(60)

    threads = [threading.Thread(target=ask, args=(processes[n % 2],)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.now == begun, "ten calls of 100 fit"
    assert processes[1].points_left == 0
