"""The audit log: who did what, when and why, in rows that are only ever added, each chained to the one before.

Rows hold ids, pseudonyms, names of fields, counts and keyed digests. What an event says and the change it tells of are
one commit (`transaction`), so neither stands without the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.audit.anchor import Anchors, Head
from service.audit.event import BEGINNING, Event, Subject, canonical, chained
from service.audit.names import Name, name_of
from service.store.audit_tables import audit_events, audit_heads, audit_names
from service.store.inserting import insert_new


class Entries:
    """What one transaction adds to an account's log; the log is held from the first entry until the commit."""

    def __init__(self, connection: Connection, account: str, key: bytes) -> None:
        self.connection, self._account, self._key = connection, account, key
        self.head: Head | None = None
        self._names: dict[str, Name] = {}

    def add(self, kind: str, actor: str, about: Subject | None = None, **detail: Any) -> None:
        """Add an event. `detail` values are JSON; one that a client's words could be guessed from goes by `digest`."""
        before = self.head or self._claimed()
        seq, at, told = before.seq + 1, datetime.now(UTC).isoformat(), canonical(detail)
        name = None if about is None else self.name(about)
        hash = chained(
            self._key, before.hash, seq=seq, at=at, actor=actor, kind=kind, about=name, detail=told
        )  # fmt: skip
        values = {"seq": seq, "at": at, "actor": actor, "kind": kind, "about": name, "detail": told, "hash": hash}
        self.connection.execute(audit_events.insert().values(account=self._account, **values))
        self.head = Head(seq, hash)
        heads = audit_heads.c.account == self._account
        self.connection.execute(update(audit_heads).where(heads).values(seq=seq, hash=hash))

    def digest(self, subject: Subject, value: Any) -> str:
        """A digest of a client's value that means nothing once the client is erased."""
        return self._named(subject).digest(self._key, value)

    def name(self, subject: Subject) -> str:
        """What the log calls it: its id, or of what belongs to a client a pseudonym."""
        return subject.id if subject.client_id is None else self._named(subject).pseudonym

    def _named(self, subject: Subject) -> Name:
        if subject.id not in self._names:
            self._names[subject.id] = name_of(self.connection, self._account, subject)
        return self._names[subject.id]

    def _claimed(self) -> Head:
        """The newest row; others who add wait from here on."""
        insert_new(self.connection, audit_heads, {"account": self._account, "seq": 0, "hash": BEGINNING})
        mine = audit_heads.c.account == self._account
        query = update(audit_heads).where(mine).values(seq=audit_heads.c.seq)
        row = self.connection.execute(query.returning(audit_heads.c.seq, audit_heads.c.hash)).one()
        return Head(row.seq, row.hash)


class AuditLog:
    def __init__(self, engine: Engine, keyring: Keyring, anchors: Anchors) -> None:
        self._engine, self._keyring, self._anchors = engine, keyring, anchors

    @contextmanager
    def transaction(self, account: str) -> Iterator[Entries]:
        """One commit of changes (on `connection`) and of what the log says about them; then the anchor moves on."""
        key = self.key(account)
        with self._engine.begin() as connection:
            entries = Entries(connection, account, key)
            yield entries
        if entries.head is not None:
            self._anchors.advance(self.anchored_as(account), entries.head, lambda head: self.holds(account, head))

    def add(self, account: str, kind: str, actor: str, about: Subject | None = None, **detail: Any) -> None:
        """Add one event that comes with no change of its own."""
        with self.transaction(account) as entries:
            entries.add(kind, actor, about, **detail)

    def events(
        self, scope: Scope, *, kind: str | None = None, about: str | None = None, newest: int = 200
    ) -> list[Event]:
        """Events of an account, oldest first: the newest of them, of a kind (`proposal` for all `proposal.…`) and id."""
        query = select(audit_events).where(audit_events.c.account == scope.account)
        if kind is not None:
            query = query.where(
                (audit_events.c.kind == kind) | audit_events.c.kind.startswith(f"{kind}.", autoescape=True)
            )
        with self._engine.connect() as connection:
            if about is not None:
                query = query.where(audit_events.c.about.in_([about, *self._pseudonyms(connection, scope, about)]))
            rows = connection.execute(query.order_by(audit_events.c.seq.desc()).limit(newest)).all()
        return [event_of(row) for row in reversed(rows)]

    def subject(self, scope: Scope, pseudonym: str) -> str | None:
        """The id that a pseudonym stands for, for who may see its client; None after an erasure."""
        query = select(audit_names.c.subject_id, audit_names.c.client_id).where(
            audit_names.c.account == scope.account, audit_names.c.pseudonym == pseudonym
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return row.subject_id if row is not None and scope.allows(row.client_id) else None

    def rows(self, account: str) -> Iterator[Event]:
        """Every event, oldest first, a few at a time."""
        query = select(audit_events).where(audit_events.c.account == account).order_by(audit_events.c.seq)
        with self._engine.connect().execution_options(yield_per=500) as connection:
            for row in connection.execute(query):
                yield event_of(row)

    def head(self, account: str) -> Head | None:
        query = select(audit_heads.c.seq, audit_heads.c.hash).where(audit_heads.c.account == account)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Head(row.seq, row.hash)

    def anchor(self, account: str) -> Head | None:
        return self._anchors.of(self.anchored_as(account))

    @property
    def anchor_path(self) -> Path:
        return self._anchors.path

    def anchor_anew(self, account: str, by: str, reason: str) -> None:
        """Trust the log as it is, for a reason that goes into it: after a backup was restored, for instance."""
        self.add(account, "audit.anchored_anew", by, reason=reason)
        head = self.head(account)
        if head is not None:
            self._anchors.set(self.anchored_as(account), head)

    def holds(self, account: str, head: Head) -> bool:
        row = audit_events.c.account == account, audit_events.c.seq == head.seq, audit_events.c.hash == head.hash
        with self._engine.connect() as connection:
            return connection.execute(select(audit_events.c.seq).where(*row)).first() is not None

    def key(self, account: str) -> bytes:
        return self._keyring.account_secret(account, "audit chain")

    def anchored_as(self, account: str) -> str:
        """What the account's log is called in the anchor file; no two installations call theirs the same."""
        return self._keyring.digest(account.encode(), account=account, purpose="audit anchor")

    @staticmethod
    def _pseudonyms(connection: Connection, scope: Scope, id: str) -> list[str]:
        query = select(audit_names.c.pseudonym, audit_names.c.client_id).where(
            audit_names.c.account == scope.account, audit_names.c.subject_id == id
        )
        return [row.pseudonym for row in connection.execute(query) if scope.allows(row.client_id)]


def event_of(row: Row[Any]) -> Event:
    return Event(row.account, row.seq, row.at, row.actor, row.kind, row.about, json.loads(row.detail), row.hash)
