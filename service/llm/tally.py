"""Counts of what happened with the language model, for the metrics of this process."""

from __future__ import annotations

from collections import Counter
from threading import Lock


class Tally:
    """`calls` by outcome, tokens, and sentences by what the verifier made of them; names only, never content."""

    def __init__(self) -> None:
        self._lock, self._counts = Lock(), Counter[str]()

    def add(self, name: str, count: int = 1) -> None:
        with self._lock:
            self._counts[name] += count

    def counts(self) -> dict[str, int]:
        with self._lock:
            return dict(sorted(self._counts.items()))
