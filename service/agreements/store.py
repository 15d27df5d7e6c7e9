"""Where compiled agreements are kept. Every read takes a scope; nothing here holds a name in clear."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Engine, and_, delete, select
from sqlalchemy.engine import Connection

from anonymize.boundary import Scope
from service.agreements.compile import VERSION
from service.agreements.serialize import dump, load
from service.agreements.tables import compiled_agreements as table
from service.agreements.terms import Agreement

AT_ONCE = 200  # agreements read in one query


@dataclass(frozen=True)
class Head:
    """Of a kept agreement what its row says; `made` is the same as long as what was compiled is."""

    document_id: str
    client_id: str | None
    in_force_from: date | None
    made: str


@dataclass(frozen=True)
class Titled:
    """What the compiled document says of itself; `title` is masked."""

    title: str
    is_amendment: bool


class AgreementStore:
    """`digest` is the document's content digest: what was compiled from the same bytes by the same compiler stays."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, agreement: Agreement, digest: str, reader: str = VERSION) -> None:
        """One transaction puts the agreement in place of the document's earlier one. `reader` is what it was read with."""
        with self._engine.begin() as connection:
            self._remove(connection, agreement.account, [agreement.document_id])
            connection.execute(table.insert().values(**_row(agreement, digest, reader)))

    def is_current(self, account: str, document_id: str, digest: str, reader: str = VERSION) -> bool:
        query = select(table.c.document_id).where(
            table.c.account == account, table.c.document_id == document_id, table.c.digest == digest, table.c.compiler == reader
        )  # fmt: skip
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def forget(self, account: str, document_ids: Iterable[str]) -> None:
        with self._engine.begin() as connection:
            self._remove(connection, account, list(document_ids))

    def forget_client(self, account: str, client_id: str) -> int:
        with self._engine.begin() as connection:
            done = connection.execute(delete(table).where(table.c.account == account, table.c.client_id == client_id))
            return done.rowcount

    def of_document(self, scope: Scope, document_id: str) -> Agreement | None:
        return next(iter(self._read(scope, table.c.document_id == document_id)), None)

    def of_client(self, scope: Scope, client_id: str | None) -> list[Agreement]:
        """The client's agreements and amendments, oldest first; none where the scope does not reach the client.

        None: those of no one client, for who sees the whole account.
        """
        return self._read(scope, table.c.client_id == client_id)

    def all(self, scope: Scope) -> list[Agreement]:
        return self._read(scope)

    def heads(self, scope: Scope) -> list[Head]:
        """Of every agreement and amendment; none is loaded."""
        columns = table.c.document_id, table.c.client_id, table.c.in_force_from, table.c.compiler, table.c.digest
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).where(*_reach(scope))).all()
        return [Head(row.document_id, row.client_id, row.in_force_from, f"{row.compiler} {row.digest}") for row in rows]

    def titles(self, scope: Scope, document_ids: Sequence[str]) -> dict[str, Titled]:
        """By document, some hundred at a time."""
        found: dict[str, Titled] = {}
        for start in range(0, len(document_ids), AT_ONCE):
            some = table.c.document_id.in_(document_ids[start : start + AT_ONCE])
            query = select(table.c.document_id, table.c.agreement).where(*_reach(scope), some)
            with self._engine.connect() as connection:
                for id, text in connection.execute(query):
                    plain = json.loads(text)
                    found[id] = Titled(plain["title"], plain["is_amendment"])
        return found

    def _read(self, scope: Scope, *narrowed: ColumnElement[bool]) -> list[Agreement]:
        reach = [*_reach(scope), *narrowed]
        query = select(table.c.agreement).where(and_(*reach)).order_by(table.c.in_force_from, table.c.document_id)
        with self._engine.connect() as connection:
            return [load(text) for text in connection.execute(query).scalars()]

    @staticmethod
    def _remove(connection: Connection, account: str, document_ids: list[str]) -> None:
        connection.execute(delete(table).where(table.c.account == account, table.c.document_id.in_(document_ids)))


def _reach(scope: Scope) -> list[ColumnElement[bool]]:
    own = table.c.account == scope.account
    return [own] if scope.clients is None else [own, table.c.client_id.in_(sorted(scope.clients))]


def _row(agreement: Agreement, digest: str, reader: str) -> Mapping[str, object]:
    return {
        "account": agreement.account, "document_id": agreement.document_id, "client_id": agreement.client_id,
        "in_force_from": agreement.in_force_from, "in_force_to": agreement.in_force_to, "compiler": reader,
        "digest": digest, "agreement": dump(agreement),
    }  # fmt: skip
