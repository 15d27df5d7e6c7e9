"""Answers and verdicts that were given, sealed, so that they can be looked up and explained later."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, select

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.store.sealed_json import SealedJson
from service.store.tables import decisions, extraction_runs

Json = dict[str, Any]


class Decisions:
    def __init__(self, engine: Engine, sealed: SealedJson) -> None:
        self._engine, self._sealed = engine, sealed

    def keep(self, account: str, kind: str, id: str, value: Json, *, client_id: str | None) -> None:
        """A verdict's id follows from its inputs, so the same check keeps one row."""
        sealed = self._sealed.seal(value, account=account, client_id=client_id, context=f"decision:{id}")
        with self._engine.begin() as connection:
            connection.execute(delete(decisions).where(decisions.c.account == account, decisions.c.id == id))
            connection.execute(
                decisions.insert().values(
                    id=id, account=account, kind=kind, client_id=client_id, made_at=datetime.now(UTC), sealed=sealed
                )
            )

    def get(self, scope: Scope, id: str) -> Json | None:
        """The decision with its kind and time, or None when there is none in this scope."""
        query = select(decisions).where(decisions.c.account == scope.account, decisions.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not scope.allows(row.client_id):
            return None
        try:
            value = self._sealed.open(
                row.sealed, account=row.account, client_id=row.client_id, context=f"decision:{id}"
            )
        except Shredded:
            return None
        return {"id": id, "kind": row.kind, "made_at": row.made_at.isoformat(), "decision": value}


class ExtractionRuns:
    def __init__(self, engine: Engine, sealed: SealedJson) -> None:
        self._engine, self._sealed = engine, sealed

    def keep(self, account: str, run: Json) -> None:
        sealed = self._sealed.seal(run, account=account, client_id=None, context=f"extraction:{run['id']}")
        with self._engine.begin() as connection:
            connection.execute(
                extraction_runs.insert().values(
                    id=run["id"],
                    account=account,
                    state=run["state"],
                    started_at=datetime.now(UTC),
                    sealed=sealed,
                )
            )

    def get(self, scope: Scope, id: str) -> Json | None:
        """Runs span clients, so only a scope that sees the whole account reads one back."""
        query = select(extraction_runs).where(extraction_runs.c.account == scope.account, extraction_runs.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or scope.clients is not None:
            return None
        run: Json = self._sealed.open(row.sealed, account=row.account, client_id=None, context=f"extraction:{id}")
        return run
