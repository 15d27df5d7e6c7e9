"""One account's throttle for several processes: what each knows of Jobber's limits stands in a row they take turns at.

Between two looks nobody holds the row; who may call holds his points there until his answer is here. A process that is
killed lets go of them when `LET_GO_AFTER` seconds have passed, by which time its call has ended either way.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects import postgresql

from ingest.jobber.answers import Cost
from ingest.jobber.tables import jobber_pace
from ingest.jobber.throttle import WINDOW_REQUESTS, WINDOW_SECONDS, Throttle

LET_GO_AFTER = 60.0


class SharedThrottle(Throttle):
    """For PostgreSQL. `name` tells this process from the others. Times are seconds since 1970, as the machines' clocks have them."""

    def __init__(
        self,
        engine: Engine,
        account: str,
        name: str,
        reserve: float = 2000,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(reserve, clock=clock, sleep=sleep)
        self._engine, self._account, self._name = engine, account, name
        self._others: dict[str, list[float]] = {}  # process → [points under way, when it last looked]
        with super()._exclusively(), engine.begin() as connection:
            beginning = {"account": account, "state": json.dumps(self._told())}
            connection.execute(postgresql.insert(jobber_pace).values(beginning).on_conflict_do_nothing())

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        mine = jobber_pace.c.account == self._account
        with super()._exclusively(), self._engine.begin() as connection:
            known = connection.execute(select(jobber_pace.c.state).where(mine).with_for_update()).scalar_one()
            self._take_over(json.loads(known))
            yield
            told = json.dumps(self._told(), separators=(",", ":"))
            connection.execute(update(jobber_pace).where(mine).values(state=told))

    def _take_over(self, told: dict[str, Any]) -> None:
        now, own = self._clock(), self._under_way - self._of_others()
        self._last = Cost(0, 0, told["maximum"], told["available"], told["restore_rate"])
        self._at, self._foreign, self.knows_points = told["at"], told["foreign"], told["known"]
        self._next_call = told["next_call"]
        self._sent.clear()
        self._sent.extend(at for at, number in told["sent"] for _ in range(number) if at > now - WINDOW_SECONDS)
        self._written.clear()
        self._written.extend(told["written"])
        under_way = told["under_way"].items()
        self._others = {name: held for name, held in under_way if name != self._name and held[1] > now - LET_GO_AFTER}
        self._under_way = own + self._of_others()

    def _told(self) -> dict[str, Any]:
        """Calls of one second are told by their number, counted as late as they can have been."""
        seconds = Counter(ceil(at) for at in self._sent)
        own = [max(0.0, self._under_way - self._of_others()), self._clock()]
        return {
            "maximum": self._last.maximum,
            "available": self._last.available,
            "restore_rate": self._last.restore_rate,
            "at": self._at,
            "foreign": self._foreign,
            "known": self.knows_points,
            "next_call": self._next_call,
            "sent": sorted(seconds.items())[-WINDOW_REQUESTS:],
            "written": list(self._written),
            "under_way": self._others | {self._name: own},
        }

    def _of_others(self) -> float:
        return sum(points for points, _ in self._others.values())
