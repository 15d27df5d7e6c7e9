"""Jobber's two limiters: a leaky bucket of points, and a count of requests in a window (API rate limits).

A query runs while its requested cost is available; only its actual cost is taken.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ingest.jobber.cost import FREE
from ingest.jobber.simulator.account import Fields

WINDOW_SECONDS = 300.0


def actual_cost(data: Any) -> int:
    """What really came: the fields of the answer."""
    if isinstance(data, list):
        return sum(actual_cost(each) for each in data)
    if not isinstance(data, dict):
        return 0
    return sum((name not in FREE) + actual_cost(value) for name, value in data.items())


@dataclass(frozen=True)
class Limits:
    """Points the bucket holds, and how many come back a second; requests in 300 seconds."""

    maximum: float = 10_000
    restore_rate: float = 500
    requests: int = 2_500


class Bucket:
    """The points of one account. `foreign` points a second go to its other apps. Thread-safe.

    `used` are the points taken so far, `turned_away` the queries that were throttled.
    """

    def __init__(self, limits: Limits, clock: Callable[[], datetime]) -> None:
        self.foreign = self.used = 0.0
        self.turned_away = 0
        self._limits, self._clock = limits, clock
        self._available, self._at = limits.maximum, clock()
        self._lock = threading.Lock()

    def admits(self, requested: float) -> bool:
        with self._lock:
            self._refill()
            admitted = requested <= self._available
            self.turned_away += not admitted
            return admitted

    def take(self, actual: float) -> None:
        with self._lock:
            self._refill()
            self._available = max(0.0, self._available - actual)
            self.used += actual

    def status(self) -> Fields:
        with self._lock:
            self._refill()
            return {
                "maximumAvailable": self._limits.maximum,
                "currentlyAvailable": int(self._available),
                "restoreRate": self._limits.restore_rate,
            }

    def _refill(self) -> None:
        now = self._clock()
        passed = max(0.0, (now - self._at).total_seconds())
        restored = self._available + passed * (self._limits.restore_rate - self.foreign)
        self._available, self._at = min(self._limits.maximum, max(0.0, restored)), now


class Window:
    """Counts events in the last `seconds`. Thread-safe."""

    def __init__(self, clock: Callable[[], datetime], seconds: float = WINDOW_SECONDS) -> None:
        self._clock, self._seconds = clock, seconds
        self._times: deque[datetime] = deque()
        self._lock = threading.Lock()

    def admits(self, most: int) -> bool:
        """Count one more, unless `most` are there already."""
        with self._lock:
            now = self._clock()
            while self._times and (now - self._times[0]).total_seconds() >= self._seconds:
                self._times.popleft()
            if len(self._times) >= most:
                return False
            self._times.append(now)
            return True
