"""Where compiled agreements are kept. Every read takes a scope; nothing here holds a name in clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Engine, and_, delete, select
from sqlalchemy.engine import Connection

from anonymize.boundary import Scope
from service.agreements.compile import VERSION
from service.agreements.serialize import dump, load
from service.agreements.tables import compiled_agreements as table
from service.agreements.terms import Agreement


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

    def _read(self, scope: Scope, *narrowed: ColumnElement[bool]) -> list[Agreement]:
        reach = [table.c.account == scope.account, *narrowed]
        if scope.clients is not None:
            reach.append(table.c.client_id.in_(sorted(scope.clients)))
        query = select(table.c.agreement).where(and_(*reach)).order_by(table.c.in_force_from, table.c.document_id)
        with self._engine.connect() as connection:
            return [load(text) for text in connection.execute(query).scalars()]

    @staticmethod
    def _remove(connection: Connection, account: str, document_ids: list[str]) -> None:
        connection.execute(delete(table).where(table.c.account == account, table.c.document_id.in_(document_ids)))


def _row(agreement: Agreement, digest: str, reader: str) -> Mapping[str, object]:
    return {
        "account": agreement.account, "document_id": agreement.document_id, "client_id": agreement.client_id,
        "in_force_from": agreement.in_force_from, "in_force_to": agreement.in_force_to, "compiler": reader,
        "digest": digest, "agreement": dump(agreement),
    }  # fmt: skip
