from __future__ import annotations

import pytest

from ingest.jobber.answers import Cost
from ingest.jobber.throttle import WINDOW_REQUESTS, WINDOW_SECONDS, WRITE_SPACING, Throttle


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def cost(available: float, requested: float = 4000) -> Cost:
    return Cost(requested, 100, 10_000, available, 500)


def test_the_first_call_does_not_wait(time: Time) -> None:
    Throttle(clock=time, sleep=time.sleep).before("Jobs")
    assert time.now == 0


def test_a_call_waits_until_its_points_and_the_reserve_of_others_are_there(time: Time) -> None:
    throttle = Throttle(1000, clock=time, sleep=time.sleep)
    throttle.after("Jobs", cost(available=3000))
    throttle.before("Jobs")
    assert time.now == pytest.approx((4000 + 1000 - 3000) / 500)


def test_points_come_back_while_other_work_is_done(time: Time) -> None:
    throttle = Throttle(1000, clock=time, sleep=time.sleep)
    throttle.after("Jobs", cost(available=3000))
    time.sleep(60)
    throttle.before("Jobs")
    assert time.now == 60


def test_a_call_that_needs_more_than_the_reserve_leaves_waits_for_a_full_bucket_only(time: Time) -> None:
    throttle = Throttle(8000, clock=time, sleep=time.sleep)
    throttle.after("Jobs", cost(available=9000))
    throttle.before("Jobs")
    assert time.now == pytest.approx(2)


def test_an_answer_without_a_cost_changes_nothing(time: Time) -> None:
    throttle = Throttle(1000, clock=time, sleep=time.sleep)
    throttle.after("Jobs", None)
    throttle.before("Jobs")
    assert time.now == 0


def test_requests_stay_below_the_count_of_a_window(time: Time) -> None:
    throttle = Throttle(clock=time, sleep=time.sleep)
    for _ in range(WINDOW_REQUESTS):
        throttle.before("Account")
    assert time.now == 0
    throttle.before("Account")
    assert time.now == WINDOW_SECONDS


def test_writes_keep_their_distance_and_reads_do_not_wait_for_them(time: Time) -> None:
    throttle = Throttle(clock=time, sleep=time.sleep)
    throttle.before("AddJobNote", write=True)
    throttle.before("Jobs")
    assert time.now == 0
    throttle.before("AddJobNote", write=True)
    throttle.before("AddJobNote", write=True)
    assert time.now == pytest.approx(2 * WRITE_SPACING)
