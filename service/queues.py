"""What waits to be worked on in an installation, by queue: how many, and how long the first of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Engine, Table, func, select

from ingest.jobber.tables import jobber_webhooks as webhooks
from service.store.tables import extraction_runs, proposals


@dataclass(frozen=True)
class Waiting:
    name: str
    number: int
    oldest_seconds: float


class Queues:
    def __init__(self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._clock = engine, clock

    def waiting(self) -> list[Waiting]:
        """Webhooks and runs until they are done, proposals until a person decides, writes until they are made."""
        with self._engine.connect() as connection:
            rows = [
                (name, *connection.execute(select(func.count(), func.min(since)).select_from(table).where(which)).one())
                for name, table, since, which in _queues()
            ]
        now = self._clock()
        return [
            Waiting(name, number, max(0.0, (now - first).total_seconds()) if first is not None else 0.0)
            for name, number, first in rows
        ]


def _queues() -> Iterator[tuple[str, Table, ColumnElement[datetime], ColumnElement[bool]]]:
    hooks, writes, runs = webhooks.c, proposals.c, extraction_runs.c
    yield "webhooks", webhooks, hooks.received_at, hooks.state.in_(("waiting", "taken"))
    yield "proposals", proposals, writes.created_at, writes.state == "pending"
    yield "writes", proposals, writes.decided_at, writes.state.in_(("approved", "executing"))
    yield "extractions", extraction_runs, runs.started_at, runs.state == "running"
