"""Erasures that were begun and done, with their certificates."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, select

from service.store.tables import erasures

Json = dict[str, Any]
BEGUN, DONE, RESIDUE = "begun", "done", "residue"


class Erasures:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, account: str, id: str) -> None:
        row = {"id": id, "account": account, "state": BEGUN, "begun_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            connection.execute(erasures.insert().values(row))

    def end(self, id: str, certificate: Json) -> None:
        state = DONE if certificate["passed"] else RESIDUE
        with self._engine.begin() as connection:
            mine = erasures.update().where(erasures.c.id == id)
            connection.execute(mine.values(state=state, certificate=json.dumps(certificate, ensure_ascii=False)))

    def list(self, account: str) -> list[Json]:
        query = select(erasures).where(erasures.c.account == account).order_by(erasures.c.begun_at, erasures.c.id)
        with self._engine.connect() as connection:
            return [_shown(row) for row in connection.execute(query)]

    def certificate(self, account: str, id: str) -> Json | None:
        query = select(erasures.c.certificate).where(erasures.c.account == account, erasures.c.id == id)
        with self._engine.connect() as connection:
            kept = connection.execute(query).scalar_one_or_none()
        found: Json | None = json.loads(kept) if kept else None
        return found


def _shown(row: Row[Any]) -> Json:
    return {"id": row.id, "state": row.state, "begun_at": row.begun_at.isoformat()}
