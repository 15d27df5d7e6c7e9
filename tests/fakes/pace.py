"""Jobber's pace without its waiting: writes are told to be 0.6 seconds apart, and no test learns from sleeping so long."""

from __future__ import annotations

from ingest.jobber.throttle import Throttle


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def unhurried() -> Throttle:
    """A throttle without a reserve whose waiting takes no time."""
    time = Time()
    return Throttle(0, clock=time, sleep=time.sleep)
