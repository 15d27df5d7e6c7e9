"""A circuit breaker: an endpoint that keeps failing is left alone for a while, then tried once."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from service.llm.errors import CircuitOpen

FAILURES = 3
REST_S = 60.0


class Breaker:
    """Opens after `failures` in a row; `rest_s` later one call may try, and its outcome decides."""

    def __init__(
        self, failures: int = FAILURES, rest_s: float = REST_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures, self._rest_s, self._clock = failures, rest_s, clock
        self._lock = Lock()
        self._in_a_row, self._opened = 0, 0.0

    def enter(self) -> None:
        """Raises `CircuitOpen` while the endpoint rests."""
        with self._lock:
            if self._in_a_row < self._failures:
                return
            left = self._opened + self._rest_s - self._clock()
            if left > 0:
                raise CircuitOpen(f"the language model failed repeatedly and is left alone for {left:.0f} s more")
            self._opened = self._clock()  # others wait for the outcome of this one

    def succeeded(self) -> None:
        with self._lock:
            self._in_a_row = 0

    def failed(self) -> None:
        with self._lock:
            self._in_a_row += 1
            self._opened = self._clock()

    @property
    def open(self) -> bool:
        with self._lock:
            return self._in_a_row >= self._failures
