"""Jobber's records at rest: every one sealed under its client's key, found by ids only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, Row, Select, delete, func, select, tuple_
from sqlalchemy.engine import Connection

from anonymize.boundary import Scope
from anonymize.keys import Keyring, Shredded
from ingest.jobber.records import Client, Expense, Job, Record
from ingest.jobber.serialize import dump, load
from ingest.tables import passed_over, records

R = TypeVar("R", bound=Record)
PARENT_FIELDS = ("parent_id", "job_id")
CHANGED_FIELDS = ("last_edited_at", "updated_at", "sent_at", "created_at")


class _JobUnknown(LookupError):
    pass


class Records:
    """Reads and writes the records of every account; each read takes a `Scope` and sees nothing outside it."""

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        self._engine, self._keyring = engine, keyring
        self._written: Counter[tuple[str, str]] = Counter()

    def written(self, account: str, kind: type[Record]) -> int:
        """How often this process has written or deleted records of a type: another number, and they may have changed."""
        return self._written[account, kind.type_name]

    def digests(self, scope: Scope, kind: type[Record]) -> dict[str, str]:
        """The digest of each record of a type in this scope, by id; opens none of them."""
        query = _within(scope, kind).with_only_columns(records.c.id, records.c.digest)
        with self._engine.connect() as connection:
            return {id: digest for id, digest in connection.execute(query)}

    def some(self, scope: Scope, kind: type[R], ids: Sequence[str]) -> list[R]:
        """Those of these ids that there are in this scope, some hundred at a time at most, in no order."""
        query = _within(scope, kind).where(records.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all() if ids else []
        opened = (self._open(kind, row) for row in rows)
        return [record for record in opened if record is not None]

    def one(self, scope: Scope, kind: type[R], id: str) -> R | None:
        """The record with Jobber's opaque id, or None when there is none in this scope."""
        query = select(records).where(*_key(scope.account, kind, id))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return self._open(kind, row) if row is not None and scope.allows(row.client_id) else None

    def all(
        self, scope: Scope, kind: type[R], *, client_id: str | None = None, parent_id: str | None = None
    ) -> list[R]:
        """Every record of a type in this scope, narrowed to a client or to a parent (job, or the noted record)."""
        query = _narrowed(_within(scope, kind), client_id, parent_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(records.c.id)).all()
        opened = (self._open(kind, row) for row in rows)
        return [record for record in opened if record is not None]

    def ids(
        self, scope: Scope, kind: type[Record], *, client_id: str | None = None, parent_id: str | None = None
    ) -> list[str]:
        """The ids of the records of a type in this scope, narrowed as by `all`; opens none of them."""
        query = _narrowed(_within(scope, kind), client_id, parent_id)
        with self._engine.connect() as connection:
            return list(connection.execute(query.with_only_columns(records.c.id).order_by(records.c.id)).scalars())

    def put(self, account: str, found: Iterable[Record], *, run: str) -> int:
        """Write what a sync run read; returns how many were new or changed.

        Of an erased client's only a digest of the id is kept, and when it changed, so that it is not asked for again.
        """
        owned, erased = self._sorted(account, found)
        with self._engine.begin() as connection:
            for record in erased:
                self._pass_over(connection, account, record)
            changed = [
                record.type_name
                for record, client_id in owned
                if self._put(connection, account, record, client_id, run)
            ]
        self._written.update((account, type) for type in changed)
        return len(changed)

    def sweep(self, account: str, kind: type[Record], *, run: str) -> list[str]:
        """Delete the records of a type that a complete run no longer saw; returns their ids."""
        ids = self.unseen(Scope(account), kind, run=run)
        self.remove(account, [(kind, id) for id in ids])
        return ids

    def unseen(
        self, scope: Scope, kind: type[Record], *, run: str, hanging_on_seen: bool = False, after: str = ""
    ) -> list[str]:
        """Ids after `after` of the records that a run did not see; all, or those whose parent it saw."""
        query = _within(scope, kind).where(records.c.seen_in != run, records.c.id > after)
        if hanging_on_seen:
            parents = records.alias()
            seen = select(parents.c.id).where(parents.c.account == scope.account, parents.c.seen_in == run)
            query = query.where(records.c.parent_id.in_(seen))
        with self._engine.connect() as connection:
            return list(connection.execute(query.with_only_columns(records.c.id).order_by(records.c.id)).scalars())

    def seen(
        self, scope: Scope, kinds: Iterable[type[Record]], *, run: str, after: tuple[str, str], limit: int
    ) -> list[tuple[str, str]]:
        """Type name and id of the next records of these types, in that order, that a run saw."""
        names = [kind.type_name for kind in kinds]
        place = tuple_(records.c.type, records.c.id)
        query = (
            select(records.c.type, records.c.id)
            .where(records.c.account == scope.account, records.c.type.in_(names), records.c.seen_in == run)
            .where(place > tuple_(*after))
            .order_by(records.c.type, records.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [(row.type, row.id) for row in connection.execute(query)]

    def touch(self, account: str, kind: type[Record], ids: Sequence[str], *, run: str) -> None:
        """Note that a run saw these records."""
        with self._engine.begin() as connection:
            known = (records.c.account == account, records.c.type == kind.type_name, records.c.id.in_(ids))
            connection.execute(records.update().where(*known).values(seen_in=run))

    def stale(self, scope: Scope, kind: type[Record], changed: Mapping[str, datetime | None]) -> list[str]:
        """Of these ids with the times they last changed, those that are not known, or passed over, as of then."""
        query = _within(scope, kind).where(records.c.id.in_(list(changed)))
        with self._engine.connect() as connection:
            rows = connection.execute(query.with_only_columns(records.c.id, records.c.changed_at)).all()
            known = {row.id: row.changed_at for row in rows}
            known |= self._passed_over(connection, scope.account, kind, [id for id in changed if id not in known])
        return [id for id, at in changed.items() if id not in known or (at is not None and known[id] != at)]

    def counts(self, scope: Scope) -> dict[str, int]:
        """How many records there are, by type name."""
        return counts_of(self._engine, scope)

    def remove(self, account: str, gone: Iterable[tuple[type[Record], str]]) -> None:
        """Delete single records, in one transaction."""
        listed = list(gone)
        with self._engine.begin() as connection:
            for kind, id in listed:
                connection.execute(delete(records).where(*_key(account, kind, id)))
        self._written.update((account, kind.type_name) for kind, _ in listed)

    def _sorted(self, account: str, found: Iterable[Record]) -> tuple[list[tuple[Record, str | None]], list[Record]]:
        """Records to keep, each with its client, and those of erased clients. An expense before its job is neither.

        A client's key is made here: on SQLite not within the transaction that seals.
        """
        owned, erased = list[tuple[Record, str | None]](), list[Record]()
        for record in found:
            with suppress(_JobUnknown):
                try:
                    client_id = client_of(record) or self._client_of_job(account, record)
                    self._keyring.prepare(account, client_id)
                    owned.append((record, client_id))
                except Shredded:
                    erased.append(record)
        return owned, erased

    def _client_of_job(self, account: str, record: Record) -> str | None:
        """An expense names no client but a job, which does; raises `Shredded` for a job that was passed over."""
        job_id = getattr(record, "job_id", None)
        if job_id is None:
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(records.c.client_id).where(*_key(account, Job, job_id))).one_or_none()
            if row is None and self._passed_over(connection, account, Job, [job_id]):
                raise Shredded("the job is an erased client's")
        if row is None:
            raise _JobUnknown
        client_id: str | None = row.client_id
        return client_id

    def _pass_over(self, connection: Connection, account: str, record: Record) -> None:
        kind, at = type(record), _first(record, CHANGED_FIELDS)
        if self._passed_over(connection, account, kind, [record.id]) != {record.id: at}:
            digest = self._id_digest(account, kind, record.id)
            mine = passed_over.c.account == account, passed_over.c.digest == digest
            connection.execute(delete(passed_over).where(*mine))
            connection.execute(passed_over.insert().values(account=account, digest=digest, changed_at=at))

    def _passed_over(
        self, connection: Connection, account: str, kind: type[Record], ids: Sequence[str]
    ) -> dict[str, datetime | None]:
        """Those of these ids that were passed over, and when they had last changed."""
        by_digest = {self._id_digest(account, kind, id): id for id in ids}
        query = select(passed_over).where(passed_over.c.account == account, passed_over.c.digest.in_(list(by_digest)))
        return {by_digest[row.digest]: row.changed_at for row in connection.execute(query)}

    def _id_digest(self, account: str, kind: type[Record], id: str) -> str:
        return self._keyring.digest(id.encode(), account=account, purpose=f"passed over {kind.type_name}")

    def _put(self, connection: Connection, account: str, record: Record, client_id: str | None, run: str) -> int:
        plain = dump(record)
        key = _key(account, type(record), record.id)
        digest = self._keyring.digest(plain, account=account, purpose=f"record:{record.type_name}")
        known = connection.execute(select(records.c.digest, records.c.client_id).where(*key)).one_or_none()
        if known is not None and tuple(known) == (digest, client_id):
            connection.execute(records.update().where(*key).values(seen_in=run))
            return 0
        values: dict[str, Any] = {
            "client_id": client_id,
            "parent_id": _first(record, PARENT_FIELDS),
            "changed_at": _first(record, CHANGED_FIELDS),
            "digest": digest,
            "seen_in": run,
            "sealed": self._keyring.seal(
                plain, account=account, client_id=client_id, context=f"record:{record.type_name}:{record.id}"
            ),
        }
        if known is None:
            values |= {"account": account, "type": record.type_name, "id": record.id}
            connection.execute(records.insert().values(values))
        else:
            connection.execute(records.update().where(*key).values(values))
        if isinstance(record, Job) and known is not None and known.client_id != client_id:
            self._move_expenses(connection, account, record)
        return 1

    def _move_expenses(self, connection: Connection, account: str, job: Job) -> None:
        """The expenses of a job that now belongs to another client go under that client's key."""
        of_job = (
            records.c.account == account,
            records.c.type == Expense.type_name,
            records.c.parent_id == job.id,
        )
        for row in connection.execute(select(records).where(*of_job)).all():
            expense = self._open(Expense, row)
            if expense is not None:
                self._put(connection, account, expense, job.client_id, row.seen_in)

    def _open(self, kind: type[R], row: Row[Any]) -> R | None:
        try:
            plain = self._keyring.open(
                row.sealed, account=row.account, client_id=row.client_id, context=f"record:{row.type}:{row.id}"
            )
        except Shredded:
            return None
        return load(kind, plain)


def counts_of(engine: Engine, scope: Scope) -> dict[str, int]:
    """How many records there are, by type name; needs no key."""
    query = select(records.c.type, func.count()).where(records.c.account == scope.account)
    if scope.clients is not None:
        query = query.where(records.c.client_id.in_(sorted(scope.clients)))
    with engine.connect() as connection:
        return {type: count for type, count in connection.execute(query.group_by(records.c.type))}


def _within(scope: Scope, kind: type[Record]) -> Select[Any]:
    query = select(records).where(records.c.account == scope.account, records.c.type == kind.type_name)
    return query if scope.clients is None else query.where(records.c.client_id.in_(sorted(scope.clients)))


def _narrowed(query: Select[Any], client_id: str | None, parent_id: str | None) -> Select[Any]:
    if client_id is not None:
        query = query.where(records.c.client_id == client_id)
    return query if parent_id is None else query.where(records.c.parent_id == parent_id)


def _key(account: str, kind: type[Record], id: str) -> tuple[ColumnElement[bool], ...]:
    return records.c.account == account, records.c.type == kind.type_name, records.c.id == id


def client_of(record: Record) -> str | None:
    """The client a record belongs to: itself for a client, its `client_id` otherwise, None for the account's own."""
    if isinstance(record, Client):
        return record.id
    return getattr(record, "client_id", None) or None


def _first(record: Record, names: tuple[str, ...]) -> str | datetime | None:
    own = {field.name for field in fields(record)}
    values = (getattr(record, name) for name in names if name in own)
    return next((value for value in values if value), None)
