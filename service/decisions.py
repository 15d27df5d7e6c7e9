"""Answers and verdicts that were given, sealed, so that they can be looked up and explained later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, select

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.store.inserting import insert_new
from service.store.sealed_json import SealedJson
from service.store.tables import decisions

Json = dict[str, Any]
# What people wrote or read; ids, dates, states and numbers are none of it.
FACTS = ".facts"
TEXTS = frozenset({"question", "answer", "quote", "section", "scope"})


def texts_in(value: Any) -> Iterator[str]:
    """Every text of an answer's JSON."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name in TEXTS and isinstance(each, str):
                yield each
            else:
                yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def changed_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON with each of its texts changed."""
    if isinstance(value, dict):
        return {
            name: change(each) if name in TEXTS and isinstance(each, str) else changed_texts(each, change)
            for name, each in value.items()
        }
    return [changed_texts(each, change) for each in value] if isinstance(value, list) else value


class Decisions:
    def __init__(self, engine: Engine, sealed: SealedJson) -> None:
        self._engine, self._sealed = engine, sealed

    def keep(self, account: str, kind: str, id: str, value: Json, *, client_id: str | None) -> None:
        """A verdict's id follows from its inputs, so the same check keeps one row."""
        sealed = self._sealed.seal(value, account=account, client_id=client_id, context=f"decision:{id}")
        row = {"id": id, "account": account, "kind": kind, "client_id": client_id, "made_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            connection.execute(delete(decisions).where(decisions.c.account == account, decisions.c.id == id))
            insert_new(connection, decisions, {**row, "sealed": sealed})  # unless another process was just faster

    def keep_with_facts(self, account: str, kind: str, id: str, value: Json, facts: Json, *, client_id: str) -> None:
        """A decision and, in a row of its own, everything it was made from."""
        self.keep(account, kind, id, value, client_id=client_id)
        self.keep(account, "facts", f"{id}{FACTS}", facts, client_id=client_id)

    def facts(self, scope: Scope, id: str) -> Json | None:
        """What the decision was made from; None where nothing was kept or the scope does not reach it."""
        kept = self.get(scope, f"{id}{FACTS}")
        return kept["decision"] if kept else None

    def get(self, scope: Scope, id: str) -> Json | None:
        """The decision with its kind and time, or None when there is none in this scope."""
        query = select(decisions).where(decisions.c.account == scope.account, decisions.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not scope.allows(row.client_id):
            return None
        try:
            value = self._opened(row)
        except Shredded:
            return None
        return {"id": id, "kind": row.kind, "made_at": row.made_at.isoformat(), "decision": value}

    def forget(self, account: str, mentions: Callable[[Json], bool]) -> int:
        """Delete the answers that mention a client to be forgotten, whoever they are about; returns how many."""
        answers = (decisions.c.account == account, decisions.c.kind == "answer")
        with self._engine.connect() as connection:
            rows = connection.execute(select(decisions).where(*answers)).all()
        gone = [row.id for row in rows if self._mentions(row, mentions)]
        with self._engine.begin() as connection:
            for id in gone:
                connection.execute(delete(decisions).where(decisions.c.account == account, decisions.c.id == id))
        return len(gone)

    def _mentions(self, row: Row[Any], mentions: Callable[[Json], bool]) -> bool:
        """One that no key opens any more is the forgotten client's own."""
        try:
            return mentions(self._opened(row))
        except Shredded:
            return True

    def _opened(self, row: Row[Any]) -> Json:
        value: Json = self._sealed.open(
            row.sealed, account=row.account, client_id=row.client_id, context=f"decision:{row.id}"
        )
        return value
