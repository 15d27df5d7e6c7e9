from __future__ import annotations

import threading

import pytest

from ingest.jobber.answers import Cost
from ingest.jobber.throttle import (
    MOST_FOREIGN,
    SLICE_SECONDS,
    SLICE_WRITES,
    WINDOW_REQUESTS,
    WINDOW_SECONDS,
    WRITE_SPACING,
    Throttle,
)
from tests.fakes.pace import Time

RATE = 500.0


@pytest.fixture
def time() -> Time:
    return Time()


def called(
    throttle: Throttle, points: float, *, available: float | None = None, actual: float = 0, operation: str = "Jobs"
) -> None:
    """A call of so many points, after which Jobber says how many are left."""
    with throttle.call(operation, points) as sent:
        if available is not None:
            sent.cost = Cost(points, actual, 10_000, available, RATE)


def test_the_first_call_does_not_wait(time: Time) -> None:
    called(Throttle(clock=time, sleep=time.sleep), 4000)
    assert time.now == 0


def test_the_first_call_of_an_operation_waits_for_its_own_points_and_the_reserve_of_others(time: Time) -> None:
    throttle = Throttle(1000, clock=time, sleep=time.sleep)
    called(throttle, 3, available=3000, operation="Account")
    called(throttle, 4000, operation="Jobs")
    assert time.now == pytest.approx((4000 + 1000 - 3000) / RATE)


def test_points_come_back_while_other_work_is_done(time: Time) -> None:
    throttle = Throttle(1000, clock=time, sleep=time.sleep)
    called(throttle, 4000, available=3000)
    time.sleep(60)
    called(throttle, 4000)
    assert time.now == 60


def test_a_call_that_needs_more_than_the_reserve_leaves_waits_for_a_full_bucket_only(time: Time) -> None:
    throttle = Throttle(8000, clock=time, sleep=time.sleep)
    called(throttle, 3, available=9000)
    called(throttle, 4000)
    assert time.now == pytest.approx(2)


def test_a_call_without_a_cost_in_its_answer_may_have_used_all_its_points(time: Time) -> None:
    throttle = Throttle(0, clock=time, sleep=time.sleep)
    for _ in range(3):
        called(throttle, 5000)
    assert time.now == pytest.approx(5000 / RATE)


def test_where_jobber_rates_a_query_otherwise_than_documented_its_own_figure_counts(time: Time) -> None:
    throttle = Throttle(0, clock=time, sleep=time.sleep)
    with throttle.call("Jobs", 1000) as sent:
        sent.cost = Cost(3000, 0, 10_000, 2000, RATE)
    called(throttle, 2000)
    assert time.now == pytest.approx((3 * 2000 - 2000) / RATE)


def test_the_points_of_calls_under_way_are_not_given_out_twice(time: Time) -> None:
    throttle = Throttle(0, clock=time, sleep=time.sleep)
    called(throttle, 3, available=5000)
    with throttle.call("Jobs", 4000), throttle.call("Visits", 3000):
        assert time.now == pytest.approx((4000 + 3000 - 5000) / RATE)


def test_what_other_apps_use_is_waited_for(time: Time) -> None:
    """Every second somebody else takes 300 points; what we then expect to find comes true."""
    throttle, available = Throttle(0, clock=time, sleep=time.sleep), 10_000.0
    late: list[float] = []
    for _ in range(40):
        before = time.now
        with throttle.call("Jobs", 2000) as sent:
            time.sleep(0.3)
            available = min(10_000.0, available + (time.now - before) * (RATE - 300))
            late.append(max(0.0, 2000 - available))
            available -= 1000
            sent.cost = Cost(2000, 1000, 10_000, available, RATE)
    assert max(late[10:]) < 100


def test_an_app_that_takes_everything_slows_us_down_but_does_not_stop_us(time: Time) -> None:
    throttle = Throttle(0, clock=time, sleep=time.sleep)
    called(throttle, 1000, available=9000, actual=1000)
    time.sleep(1)
    called(throttle, 1000, available=0, actual=0)
    started = time.now
    called(throttle, 1000)
    assert 1000 / RATE < time.now - started <= 1000 / (RATE * (1 - MOST_FOREIGN)) + 0.01


def test_a_burst_of_another_app_is_soon_old_news(time: Time) -> None:
    throttle, available = Throttle(0, clock=time, sleep=time.sleep), 3000.0
    called(throttle, 10, available=9000)
    time.sleep(1)
    called(throttle, 10, available=available)
    for _ in range(12):
        time.sleep(1)
        available = min(10_000.0, available + RATE)
        called(throttle, 10, available=available)
    started = time.now
    called(throttle, available + 500)
    assert time.now - started == pytest.approx(1, rel=0.01)


def test_requests_stay_below_the_count_of_a_window(time: Time) -> None:
    throttle = Throttle(clock=time, sleep=time.sleep)
    for _ in range(WINDOW_REQUESTS):
        called(throttle, 0)
    assert time.now == 0
    called(throttle, 0)
    assert time.now == WINDOW_SECONDS


def test_writes_keep_their_distance_and_reads_do_not_wait_for_them(time: Time) -> None:
    throttle = Throttle(clock=time, sleep=time.sleep)
    with throttle.call("AddJobNote", 6, write=True):
        pass
    called(throttle, 10)
    assert time.now == 0
    for _ in range(2):
        with throttle.call("AddJobNote", 6, write=True):
            pass
    assert time.now == pytest.approx(2 * WRITE_SPACING)


def test_over_time_writes_keep_to_one_a_second(time: Time) -> None:
    throttle = Throttle(clock=time, sleep=time.sleep)
    moments = []
    for _ in range(3 * SLICE_WRITES):
        with throttle.call("AddJobNote", 6, write=True):
            moments.append(time.now)
    ends = zip(moments, moments[SLICE_WRITES:], strict=False)
    assert min(end - start for start, end in ends) >= SLICE_SECONDS


def test_a_pause_holds_every_call(time: Time) -> None:
    throttle = Throttle(clock=time, sleep=time.sleep)
    throttle.pause(60)
    throttle.pause(10)
    called(throttle, 10)
    assert time.now == 60


def test_many_threads_never_ask_for_more_than_there_is() -> None:
    """A bucket that counts for itself: no call comes while its points are not there."""
    clock, guard = Time(), threading.Lock()
    bucket = {"available": 10_000.0, "at": 0.0}
    turned_away: list[float] = []

    def sleep(seconds: float) -> None:
        with guard:
            clock.now += seconds

    throttle = Throttle(500, clock=clock, sleep=sleep)

    def work() -> None:
        for _ in range(25):
            with throttle.call("Jobs", 1500) as sent, guard:
                restored = bucket["available"] + (clock.now - bucket["at"]) * RATE
                bucket.update(available=min(10_000.0, restored), at=clock.now)
                if bucket["available"] < 1500:
                    turned_away.append(bucket["available"])
                bucket["available"] -= 900
                sent.cost = Cost(1500, 900, 10_000, int(bucket["available"]), RATE)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert turned_away == []
