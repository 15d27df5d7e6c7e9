"""Answers and verdicts that were given, sealed, so that they can be looked up and explained later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, select

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.store.sealed_json import SealedJson
from service.store.tables import decisions, extracted_contracts, extraction_runs

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
        with self._engine.begin() as connection:
            connection.execute(delete(decisions).where(decisions.c.account == account, decisions.c.id == id))
            connection.execute(
                decisions.insert().values(
                    id=id, account=account, kind=kind, client_id=client_id, made_at=datetime.now(UTC), sealed=sealed
                )
            )

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
        """Delete what was decided about several clients and mentions one to be forgotten; returns how many."""
        shared = (decisions.c.account == account, decisions.c.client_id.is_(None))
        with self._engine.connect() as connection:
            rows = connection.execute(select(decisions).where(*shared)).all()
        gone = [row.id for row in rows if mentions(self._opened(row))]
        with self._engine.begin() as connection:
            for id in gone:
                connection.execute(delete(decisions).where(decisions.c.account == account, decisions.c.id == id))
        return len(gone)

    def _opened(self, row: Row[Any]) -> Json:
        value: Json = self._sealed.open(
            row.sealed, account=row.account, client_id=row.client_id, context=f"decision:{row.id}"
        )
        return value


class ExtractionRuns:
    """A run's head under the account key, each contract's fields under its client's: erasing a client takes them along."""

    def __init__(self, engine: Engine, sealed: SealedJson) -> None:
        self._engine, self._sealed = engine, sealed

    def keep(self, account: str, run: Json) -> None:
        id, contracts = run["id"], run["contracts"]
        head = {name: value for name, value in run.items() if name != "contracts"}
        sealed = self._sealed.seal(head, account=account, client_id=None, context=f"extraction:{id}")
        rows = [
            {
                "run_id": id,
                "document_id": contract["document_id"],
                "account": account,
                "client_id": contract["client_id"],
                "sealed": self._sealed.seal(
                    contract,
                    account=account,
                    client_id=contract["client_id"],
                    context=f"extraction:{id}:{contract['document_id']}",
                ),
            }
            for contract in contracts
        ]
        started = datetime.now(UTC)
        with self._engine.begin() as connection:
            connection.execute(
                extraction_runs.insert().values(
                    id=id, account=account, state=run["state"], started_at=started, sealed=sealed
                )
            )
            if rows:
                connection.execute(extracted_contracts.insert(), rows)

    def get(self, scope: Scope, id: str) -> Json | None:
        """The run with the contracts of the clients in scope; None when there is no such run in this account."""
        head = select(extraction_runs).where(extraction_runs.c.account == scope.account, extraction_runs.c.id == id)
        of_run = select(extracted_contracts).where(
            extracted_contracts.c.account == scope.account, extracted_contracts.c.run_id == id
        )
        with self._engine.connect() as connection:
            row = connection.execute(head).one_or_none()
            rows = connection.execute(of_run.order_by(extracted_contracts.c.document_id)).all()
        if row is None:
            return None
        run: Json = self._sealed.open(row.sealed, account=row.account, client_id=None, context=f"extraction:{id}")
        opened = (self._contract(id, each) for each in rows if scope.allows(each.client_id))
        return run | {"contracts": [contract for contract in opened if contract is not None]}

    def forget(self, account: str, mentions: Callable[[Json], bool]) -> int:
        """Take the notes and proposals out of run heads that mention a client to be forgotten; returns how many."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(extraction_runs).where(extraction_runs.c.account == account)).all()
        changed = 0
        for row in rows:
            context = f"extraction:{row.id}"
            head: Json = self._sealed.open(row.sealed, account=account, client_id=None, context=context)
            kept = head | {
                name: [each for each in head[name] if not mentions({name: each})] for name in ("proposals", "notes")
            }
            if kept != head:
                changed += 1
                sealed = self._sealed.seal(kept, account=account, client_id=None, context=context)
                with self._engine.begin() as connection:
                    same = extraction_runs.update().where(extraction_runs.c.id == row.id)
                    connection.execute(same.values(sealed=sealed))
        return changed

    def _contract(self, id: str, row: Row[Any]) -> Json | None:
        try:
            contract: Json = self._sealed.open(
                row.sealed,
                account=row.account,
                client_id=row.client_id,
                context=f"extraction:{id}:{row.document_id}",
            )
        except Shredded:
            return None
        return contract
