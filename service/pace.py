"""How many questions each user may ask in a minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from math import ceil
from threading import Lock

WINDOW_S = 60.0


class TooMany(RuntimeError):
    """`retry_after` are the whole seconds until the next question is taken."""

    def __init__(self, per_minute: int, retry_after: int) -> None:
        super().__init__(
            f"this user may ask {per_minute} questions a minute (FINEPRINT_QUESTIONS_PER_MINUTE); "
            f"ask again in {retry_after} s"
        )
        self.retry_after = retry_after


class Pace:
    """Counts in this process over a sliding minute; whoever asked nothing in it is forgotten."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._asked: dict[str, deque[float]] = {}
        self._lock = Lock()

    def take(self, user: str) -> None:
        """Count one question of this user. Raises `TooMany`, and then does not count it."""
        with self._lock:
            now = self._clock()
            self._forget(now - WINDOW_S)
            asked = self._asked.setdefault(user, deque())
            if len(asked) >= self._per_minute:
                raise TooMany(self._per_minute, max(1, ceil(asked[0] + WINDOW_S - now)))
            asked.append(now)

    def _forget(self, before: float) -> None:
        for user in list(self._asked):
            asked = self._asked[user]
            while asked and asked[0] <= before:
                asked.popleft()
            if not asked:
                del self._asked[user]
