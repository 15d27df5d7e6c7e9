"""A client's rows in every table there is, found by what its columns are called: a new table needs no line here.

A row is the client's where its `client_id` says so, or where one of its id columns holds an id of the client's own
(the client, one of its records, documents or proposals).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, delete, func, or_, select

from service.store.schema import METADATA

KEPT = frozenset({"data_keys", "account_keys", "erasures"})  # say that somebody was erased, and hold no id of his
SHARED = frozenset({"run_id", "user_id"})  # ids of what several clients share
_AT_ONCE = 400


class ClientRows:
    """Looks into the tables of one account."""

    def __init__(self, engine: Engine, account: str) -> None:
        self._engine, self._account = engine, account

    def clients(self) -> set[str]:
        """Every client that any row belongs to."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for table in _tables():
                if "client_id" in table.c:
                    ids = select(table.c.client_id).where(table.c.account == self._account).distinct()
                    found.update(id for id in connection.scalars(ids) if id)
        return found

    def ids(self, client_id: str) -> set[str]:
        """The client's id, and the ids of everything that belongs to it."""
        found = {client_id}
        with self._engine.connect() as connection:
            for table in _tables():
                columns = _id_columns(table)
                if "client_id" in table.c and columns:
                    mine = table.c.account == self._account, table.c.client_id == client_id
                    for row in connection.execute(select(*columns).where(*mine)):
                        found.update(value for value in row if value)
        return found

    def all_ids(self) -> set[str]:
        """Every id in the account's rows, whoever they belong to."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for table in _tables():
                for column in _id_columns(table):
                    found.update(
                        filter(None, connection.scalars(select(column).where(table.c.account == self._account)))
                    )
        return found

    def count(self, client_id: str, ids: Iterable[str]) -> dict[str, int]:
        """How many rows there are in each table, those without any left out."""
        listed = sorted(ids)
        with self._engine.connect() as connection:
            counts = {
                table.name: sum(
                    connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()
                    for condition in self._conditions(table, client_id, listed)
                )
                for table in _tables()
            }
        return {name: count for name, count in counts.items() if count}

    def delete(self, client_id: str, ids: Iterable[str]) -> dict[str, int]:
        """Delete them in one transaction; returns how many in each table."""
        listed, counts = sorted(ids), dict[str, int]()
        with self._engine.begin() as connection:
            for table in reversed(_tables()):
                for condition in self._conditions(table, client_id, listed):
                    gone = connection.execute(delete(table).where(condition)).rowcount
                    if gone:
                        counts[table.name] = counts.get(table.name, 0) + gone
        return counts

    def _conditions(self, table: Table, client_id: str, ids: Sequence[str]) -> Iterator[ColumnElement[bool]]:
        """Conditions that share no row, none longer than a database takes."""
        here = table.c.account == self._account
        own = table.c.client_id == client_id if "client_id" in table.c else None
        if own is not None:
            yield here & own
        others = [column for column in _id_columns(table) if column.name != "client_id"]
        for batch in (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE)):
            if others:
                held = or_(*(column.in_(batch) for column in others))
                yield here & held if own is None else here & held & table.c.client_id.is_distinct_from(client_id)


def _tables() -> list[Table]:
    tables = [table for metadata in METADATA for table in metadata.sorted_tables]
    return [table for table in tables if "account" in table.c and table.name not in KEPT]


def _id_columns(table: Table) -> list[ColumnElement[Any]]:
    named = (column for column in table.c if column.name == "id" or column.name.endswith("_id"))
    return [column for column in named if column.name not in SHARED]
