"""The next documents of a run are read, masked and embedded on other threads while the one before them is written.

Nothing made ahead is kept anywhere but in memory. What failed ahead is done again in its turn, where its error belongs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.intake import Reading

if TYPE_CHECKING:
    from ingest.pipeline import Indexable

THREADS = 2  # a third gains nothing: each embeds for itself, and what masks holds Python's lock
# What embeds asks for Python's lock a hundred times a text. By default (5 ms) it would wait longer for each than it computes.
SWITCH_SECONDS = 0.0005


class Threads(ThreadPoolExecutor):
    """One for all accounts of a process; no more than there are processors."""

    def __init__(self) -> None:
        super().__init__(min(THREADS, os.cpu_count() or 1), thread_name_prefix="ahead")
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_SECONDS))

    def close(self) -> None:
        self.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class Made:
    """A document with all that becomes of it; `data` are a file's bytes, where there are any."""

    data: bytes | None
    reading: Reading
    indexable: Indexable


class Ahead:
    """`pool` does the work; without one nothing is done ahead. One run at a time uses it."""

    def __init__(self, pool: Executor | None = None) -> None:
        self._pool = pool
        self._begun: dict[str, tuple[object, Future[Made]]] = {}

    def begin(self, id: str, given: object, make: Callable[[], Made]) -> None:
        """`given` is what it is made with: once that is another, what was made of it counts no more."""
        if self._pool is not None and self._fitting(id, given) is None:
            self._begun[id] = given, self._pool.submit(make)

    def take(self, id: str, given: object) -> Made | None:
        """What was made of a document, once; waits for what is under way. None where it was not begun, or failed."""
        found = self._fitting(id, given)
        self._begun.pop(id, None)
        with suppress(Exception, CancelledError):  # it will be raised again by who does it next
            return found.result() if found is not None else None
        return None

    def clear(self) -> None:
        for _, begun in self._begun.values():
            begun.cancel()
        self._begun.clear()

    def _fitting(self, id: str, given: object) -> Future[Made] | None:
        found = self._begun.get(id)
        return found[1] if found is not None and found[0] is given else None


def later(data: bytes | None) -> None:
    """What is fetched ahead is kept in its turn."""
