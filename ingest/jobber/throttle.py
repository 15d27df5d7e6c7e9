"""Keeps one account's calls below Jobber's limits: points, requests in a window, and the pace of writes.

The rules are Jobber's (API rate limits): a query is turned away when its requested cost exceeds the points available,
which come back at `restoreRate` a second; 2,500 requests in 300 seconds. Other apps use the same points: what is gone
beyond our own use slows us down. The pace of writes keeps clear of the undocumented "unusual activity" block, which was
seen at about two writes a second sustained: small slices, one write a second over time.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ingest.jobber.answers import Cost

WINDOW_SECONDS, WINDOW_REQUESTS = 300.0, 2400
WRITE_SPACING = 0.6
SLICE_WRITES, SLICE_SECONDS = 20, 20.0
DOCUMENTED = Cost(0, 0, maximum=10_000, available=10_000, restore_rate=500)
SHORTEST_SLEEP = 0.01
MOST_FOREIGN = 0.8  # of what comes back: however busy other apps are, we go on slowly


@dataclass
class Sent:
    """A call under way; give it the `cost` its answer names."""

    cost: Cost | None = None


class Throttle:
    """`reserve` points are left to the other apps of the account. Thread-safe; one for each account."""

    def __init__(
        self,
        reserve: float = 2000,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.reserve, self._clock, self.sleep = reserve, clock, sleep
        self.knows_points = False
        self._last, self._at = DOCUMENTED, clock()
        self._foreign = 0.0  # points a second that others use
        self._under_way = 0.0  # points of calls whose answers are not here yet
        self._factors: dict[str, float] = {}
        self._sent: deque[float] = deque(maxlen=WINDOW_REQUESTS)
        self._written: deque[float] = deque(maxlen=SLICE_WRITES)
        self._next_call = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def call(self, operation: str, planned: float, *, write: bool = False) -> Iterator[Sent]:
        """Wait until a call of `planned` points is expected to be let through, and hold them until its answer is here."""
        points = self._admitted(operation, planned, write)
        sent = Sent()
        try:
            yield sent
        finally:
            self._answered(operation, planned, points, sent.cost)

    @property
    def points_left(self) -> float:
        """What is in the bucket now, as far as Jobber's last answer tells."""
        with self._exclusively():
            return self._available(self._clock())

    def pause(self, seconds: float) -> None:
        """Let no call out for so long."""
        with self._exclusively():
            self._next_call = max(self._next_call, self._clock() + seconds)

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        """What is read and changed here is read and changed by nobody else at the same time."""
        with self._lock:
            yield

    def _admitted(self, operation: str, planned: float, write: bool) -> float:
        while True:
            with self._exclusively():
                points = planned * self._factors.get(operation, 1.0)
                wait = self._wait(points, write)
                if wait <= 0:
                    self._count(points, write)
                    return points
            self.sleep(max(wait, SHORTEST_SLEEP))

    def _wait(self, points: float, write: bool) -> float:
        now = self._clock()
        window = self._sent[0] + WINDOW_SECONDS - now if len(self._sent) == WINDOW_REQUESTS else 0.0
        pace = self._for_write(now) if write else 0.0
        return max(self._for_points(points, now), window, pace, self._next_call - now)

    def _for_write(self, now: float) -> float:
        if not self._written:
            return 0.0
        slice_ends = self._written[0] + SLICE_SECONDS if len(self._written) == SLICE_WRITES else 0.0
        return max(self._written[-1] + WRITE_SPACING, slice_ends) - now

    def _for_points(self, points: float, now: float) -> float:
        if self._last.restore_rate <= 0:
            return 0.0
        wanted = min(points + self.reserve, self._last.maximum)
        missing = wanted - (self._available(now) - self._under_way)
        return missing / (self._last.restore_rate - self._foreign)

    def _available(self, now: float) -> float:
        restored = (now - self._at) * (self._last.restore_rate - self._foreign)
        return min(self._last.maximum, self._last.available + restored)

    def _count(self, points: float, write: bool) -> None:
        now = self._clock()
        self._sent.append(now)
        self._under_way += points
        if write:
            self._written.append(now)

    def _answered(self, operation: str, planned: float, points: float, cost: Cost | None) -> None:
        with self._exclusively():
            self._under_way -= points
            now = self._clock()
            if cost is None:
                self._lower(now, by=points)
                return
            self._learn_foreign(cost, now)
            if planned > 0 and cost.requested > 0:
                self._factors[operation] = cost.requested / planned
            self._last, self._at, self.knows_points = cost, now, True

    def _lower(self, now: float, by: float) -> None:
        """A call without a cost in its answer may have used all it was rated at."""
        left = max(0.0, self._available(now) - by)
        self._last = Cost(0, 0, self._last.maximum, left, self._last.restore_rate)
        self._at = now

    def _learn_foreign(self, cost: Cost, now: float) -> None:
        """What is missing beyond our own use since the last answer was used by others; half of it is old news."""
        passed = now - self._at
        if not self.knows_points or passed <= 0:
            return
        restored = min(self._last.maximum, self._last.available + passed * self._last.restore_rate)
        missing = restored - cost.actual - self._under_way - cost.available
        seen = max(0.0, missing) / passed if missing > 1 else 0.0  # Jobber rounds to whole points
        self._foreign = min(0.5 * (self._foreign + seen), MOST_FOREIGN * cost.restore_rate)
