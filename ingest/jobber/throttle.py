"""Keeps one account's calls below Jobber's limits: points, requests in a window, and the pace of writes.

The rules are Jobber's (API rate limits): a query is turned away when its requested cost exceeds the points available,
which come back at `restoreRate` a second; 2,500 requests in 300 seconds. The pace of writes is what keeps clear of the
undocumented "unusual activity" block.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from ingest.jobber.answers import Cost

WINDOW_SECONDS, WINDOW_REQUESTS = 300.0, 2400
WRITE_SPACING = 0.6


class Throttle:
    """`reserve` points are left to the other apps of the account. Thread-safe; one for each account."""

    def __init__(
        self,
        reserve: float = 1000,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.reserve, self._clock, self.sleep = reserve, clock, sleep
        self._requested: dict[str, float] = {}
        self._last: tuple[Cost, float] | None = None
        self._sent: deque[float] = deque(maxlen=WINDOW_REQUESTS)
        self._next_write = 0.0
        self._lock = threading.Lock()

    def before(self, operation: str, *, write: bool = False) -> None:
        """Wait until the call is expected to be let through, and count it."""
        with self._lock:
            now = self._clock()
            wait = max(self._for_points(operation, now), self._for_window(now), self._for_write(now) if write else 0.0)
            self._sent.append(now + wait)
            if write:
                self._next_write = now + wait + WRITE_SPACING
        if wait > 0:
            self.sleep(wait)

    def after(self, operation: str, cost: Cost | None) -> None:
        """Remember what the answer said the call costs and what is left."""
        if cost is None:
            return
        with self._lock:
            self._requested[operation] = cost.requested
            self._last = (cost, self._clock())

    def _for_points(self, operation: str, now: float) -> float:
        if self._last is None or operation not in self._requested:
            return 0.0
        cost, at = self._last
        if cost.restore_rate <= 0:
            return 0.0
        wanted = min(self._requested[operation] + self.reserve, cost.maximum)
        available = min(cost.maximum, cost.available + (now - at) * cost.restore_rate)
        return max(0.0, (wanted - available) / cost.restore_rate)

    def _for_window(self, now: float) -> float:
        if len(self._sent) < WINDOW_REQUESTS:
            return 0.0
        return max(0.0, self._sent[0] + WINDOW_SECONDS - now)

    def _for_write(self, now: float) -> float:
        return max(0.0, self._next_write - now)
