"""Sync runs: what is running, how far it is, and what the last one found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, select

from ingest.tables import sync_runs


@dataclass(frozen=True)
class SyncRun:
    """`state` is running or done; `total` how many documents the run has to bring to an end, once planned."""

    id: str
    state: str
    started_at: datetime
    stage: str = ""
    total: int | None = None
    finished_at: datetime | None = None
    known_names_digest: str | None = None
    counts: dict[str, int] | None = None


class SyncRuns:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reach(self, account: str, id: str, stage: str, total: int | None = None) -> None:
        """Note how far a run is; starts it when it is new."""
        values: dict[str, Any] = {"stage": stage} | ({} if total is None else {"total": total})
        with self._engine.begin() as connection:
            known = connection.execute(sync_runs.update().where(sync_runs.c.id == id).values(values)).rowcount
            if not known:
                started = datetime.now(UTC)
                connection.execute(
                    sync_runs.insert().values(id=id, account=account, state="running", started_at=started, **values)
                )

    def finish(self, id: str, counts: dict[str, int], known_names_digest: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                sync_runs.update()
                .where(sync_runs.c.id == id)
                .values(
                    state="done",
                    finished_at=datetime.now(UTC),
                    counts=json.dumps(counts),
                    known_names_digest=known_names_digest,
                )
            )

    def get(self, id: str) -> SyncRun | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(sync_runs).where(sync_runs.c.id == id)).one_or_none()
        return None if row is None else _run(row)

    def last_done(self, account: str) -> SyncRun | None:
        query = (
            select(sync_runs)
            .where(sync_runs.c.account == account, sync_runs.c.state == "done")
            .order_by(sync_runs.c.finished_at.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _run(row)


def _run(row: Row[Any]) -> SyncRun:
    return SyncRun(
        id=row.id,
        state=row.state,
        started_at=row.started_at,
        stage=row.stage or "",
        total=row.total,
        finished_at=row.finished_at,
        known_names_digest=row.known_names_digest,
        counts=json.loads(row.counts) if row.counts else None,
    )
