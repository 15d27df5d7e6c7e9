"""What can be made to go wrong: single faults that strike calls, and conditions that last until they are changed.

Every fault has been seen with Jobber or is in its documentation. A fault strikes the calls of one operation (its GraphQL
name, `token` or `files`) or every GraphQL call, for the next `times` calls or without end, at a rate drawn from a seed.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from ingest.jobber.ids import is_named

TOKEN, FILES = "token", "files"
BLOCK_SECONDS = 30 * 60.0


class FaultKind(StrEnum):
    THROTTLED = "throttled"  # THROTTLED at HTTP 200, though the points are there
    TOO_MANY_REQUESTS = "too_many_requests"  # a plain 429; `seconds` becomes its Retry-After
    BLOCKED = "blocked"  # 429 "unusual activity" to every call for `seconds`, 30 minutes by default
    WAITING_ROOM = "waiting_room"  # a page of HTML at HTTP 200
    SERVER_ERROR = "server_error"  # 502
    UNAVAILABLE = "unavailable"  # {"message": "Service temporarily unavailable"} at 200
    EMPTY = "empty"  # {} at 200
    NULL_DATA = "null_data"  # "data": null, with errors
    PARTIAL_DATA = "partial_data"  # data with a hole, and the error that tore it
    TRUNCATED = "truncated"  # the connection ends in the middle of the body
    RESET = "reset"  # the connection ends without an answer
    SLOW = "slow"  # `seconds` pass before the answer, 60 by default
    INACTIVE = "inactive"  # {"error": {"message": "This account is not active"}}
    EXPIRED = "expired"  # files: the address has expired
    WRONG_SIZE = "wrong_size"  # files: one byte is missing
    WRONG_TYPE = "wrong_type"  # files: a page of HTML of the right size where a PDF was


@dataclass
class Fault:
    """`times` None strikes without end. With `after` the operation runs first, and only its answer is lost."""

    kind: FaultKind
    operation: str | None = None
    times: int | None = 1
    rate: float = 1.0
    seconds: float | None = None
    after: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.rate <= 1:
            raise ValueError("rate is above 0 and at most 1")
        if self.times is not None and self.times < 1:
            raise ValueError("times is at least 1, or null for no end")

    def meets(self, operation: str) -> bool:
        if self.operation is None:
            return operation not in (TOKEN, FILES)
        return self.operation == operation


class Faults:
    """The faults that are switched on. Thread-safe; the same seed strikes the same calls of the same order."""

    def __init__(self, seed: int = 0) -> None:
        self._random, self._faults, self._lock = Random(seed), list[Fault](), threading.Lock()  # noqa: S311
        self.struck: Counter[str] = Counter()

    def add(self, *faults: Fault) -> None:
        with self._lock:
            self._faults.extend(faults)

    def clear(self, seed: int | None = None) -> None:
        with self._lock:
            self._faults.clear()
            self.struck.clear()
            if seed is not None:
                self._random.seed(seed)

    @property
    def waiting(self) -> list[Fault]:
        with self._lock:
            return list(self._faults)

    def strike(self, operation: str) -> Fault | None:
        """The fault this call meets, counted; the first that was added wins."""
        with self._lock:
            for fault in self._faults:
                if fault.meets(operation) and self._random.random() < fault.rate:
                    self._count(fault)
                    return fault
        return None

    def _count(self, fault: Fault) -> None:
        self.struck[fault.kind.value] += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)


@dataclass(frozen=True)
class Conditions:
    """What holds for every call.

    `foreign_points` a second are used by other apps of the account. A record made less than `index_lag` seconds ago is in
    no list, a change not in a filter by time. `hidden` are fields (`Query.jobs`) or types (`Job`) whose scope is
    missing. `processing` are ids of attachments that stay PROCESSING, "all" for every one. `cost_factor` makes the
    points requested differ from the documented rule. More than `writes_a_minute` bring on the 30-minute block.
    """

    foreign_points: float = 0.0
    index_lag: float = 0.0
    served_version: str | None = None
    version_warning: str | None = None
    hidden: frozenset[str] = field(default_factory=frozenset)
    processing: frozenset[str] = field(default_factory=frozenset)
    cost_factor: float = 1.0
    writes_a_minute: int | None = None

    def __post_init__(self) -> None:
        if not (self.foreign_points >= 0 and self.index_lag >= 0 and self.cost_factor > 0):
            raise ValueError("foreign_points and index_lag are not negative, cost_factor is above 0")
        if not (isinstance(self.hidden, frozenset) and isinstance(self.processing, frozenset)):
            raise ValueError("hidden and processing are lists")

    def is_processing(self, file_id: str) -> bool:
        return "all" in self.processing or any(is_named(file_id, named) for named in self.processing)
