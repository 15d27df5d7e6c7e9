"""Sync runs: what is running, how far it is, and how the last ones ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, Select, select

from anonymize.boundary import Scope
from ingest.tables import sync_runs

SUPERSEDED = "it was interrupted and could not go on; a later sync took its place"


class Depth(StrEnum):
    """How much a run reads: what changed; that, and what is gone or cannot tell its changes; or everything."""

    CHANGES = "changes"
    SWEEP = "sweep"
    WHOLE = "whole"


@dataclass(frozen=True)
class SyncRun:
    """`state` is running, done or failed (then `reason` says why); `total` how many documents it has to settle."""

    id: str
    state: str
    started_at: datetime
    depth: Depth = Depth.WHOLE
    stage: str = ""
    total: int | None = None
    finished_at: datetime | None = None
    reason: str | None = None
    known_names_digest: str | None = None
    counts: dict[str, int] | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "state": self.state,
            "reason": self.reason,
            "depth": self.depth.value,
            "stage": self.stage,
            "total": self.total,
            "started_at": self.started_at.isoformat(),
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "counts": self.counts,
        }


class SyncRuns:
    def __init__(self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self.clock = engine, clock

    def begin(self, account: str, id: str, depth: Depth) -> SyncRun:
        """Start a run, or find it as it was started. Another that still seems to run has failed: one runs at a time."""
        known = self.get(Scope(account), id)
        if known is not None:
            return known
        others = (sync_runs.c.account == account, sync_runs.c.state == "running")
        ended = {"state": "failed", "reason": SUPERSEDED, "finished_at": self.clock()}
        with self._engine.begin() as connection:
            connection.execute(sync_runs.update().where(*others).values(ended))
            connection.execute(
                sync_runs.insert().values(
                    id=id, account=account, depth=depth.value, state="running", started_at=self.clock()
                )
            )
        return self.get(Scope(account), id) or SyncRun(id, "running", self.clock(), depth)

    def reach(self, account: str, id: str, stage: str, total: int | None = None, names: str | None = None) -> None:
        """Note how far a run is; `names` is the digest of the names its documents were looked through for."""
        told = {"total": total, "known_names_digest": names}
        values: dict[str, Any] = {"stage": stage} | {name: value for name, value in told.items() if value is not None}
        self._update(account, id, values)

    def finish(self, account: str, id: str, counts: dict[str, int], known_names_digest: str) -> None:
        self._end(account, id, "done", counts=json.dumps(counts), known_names_digest=known_names_digest)

    def fail(self, account: str, id: str, reason: str) -> None:
        """`reason` is for a person, and holds nothing from a record."""
        self._end(account, id, "failed", reason=reason)

    def get(self, scope: Scope, id: str) -> SyncRun | None:
        return self._first(_of(scope).where(sync_runs.c.id == id))

    def last_done(self, scope: Scope) -> SyncRun | None:
        done = _of(scope).where(sync_runs.c.state == "done").order_by(sync_runs.c.finished_at.desc())
        return self._first(done.limit(1))

    def recent(self, scope: Scope, limit: int = 10) -> list[SyncRun]:
        """The last runs, newest first."""
        query = _of(scope).order_by(sync_runs.c.started_at.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(query)]

    def _end(self, account: str, id: str, state: str, **values: Any) -> None:
        self._update(account, id, {"reason": None, **values, "state": state, "finished_at": self.clock()})

    def _update(self, account: str, id: str, values: dict[str, Any]) -> None:
        with self._engine.begin() as connection:
            this = (sync_runs.c.account == account, sync_runs.c.id == id)
            connection.execute(sync_runs.update().where(*this).values(values))

    def _first(self, query: Select[Any]) -> SyncRun | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _run(row)


def _of(scope: Scope) -> Select[Any]:
    """A run tells counts of the whole account: to a reader of some clients there is none."""
    query = select(sync_runs).where(sync_runs.c.account == scope.account)
    return query if scope.clients is None else query.where(sync_runs.c.id.is_(None))


def _run(row: Row[Any]) -> SyncRun:
    return SyncRun(
        id=row.id,
        state=row.state,
        started_at=row.started_at,
        depth=Depth(row.depth or Depth.WHOLE),
        stage=row.stage or "",
        total=row.total,
        finished_at=row.finished_at,
        reason=row.reason,
        known_names_digest=row.known_names_digest,
        counts=json.loads(row.counts) if row.counts else None,
    )
