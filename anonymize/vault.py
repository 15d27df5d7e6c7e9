"""The way from a value to its pseudonym and, for who may see it, back."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from anonymize.boundary import Scope
from anonymize.errors import CannotMask, Shredded
from anonymize.findings import Identity
from anonymize.folding import folded_key
from anonymize.keys import Keyring
from anonymize.policy import TREATMENTS
from anonymize.pseudonyms import pseudonym, value_digest
from anonymize.tables import pseudonym_mentions, pseudonyms

_AT_ONCE = 400
_ATTEMPTS = 64


class Vault:
    """One account's pseudonyms. Values are sealed under their owner's key, third parties' under the account's.

    Writes in transactions of its own: on SQLite, mask before opening a write transaction. Thread-safe; several
    processes may share the database and come to the same pseudonyms.
    """

    def __init__(self, engine: Engine, keyring: Keyring, account: str) -> None:
        self._engine, self._keyring, self._account = engine, keyring, account
        self._names: dict[str, str] = {}
        self._mentions: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def names(self, identities: Iterable[Identity], mentioned_by: str | None = None) -> dict[Identity, str]:
        """Each identity's pseudonym, made where new; `mentioned_by` is the client in whose text they stand."""
        digests = {i: value_digest(self._keyring, self._account, i) for i in dict.fromkeys(identities)}
        with self._lock:
            self._learn([digest for digest in digests.values() if digest not in self._names])
            self._make({digest: i for i, digest in digests.items() if digest not in self._names})
            named = {identity: self._names[digest] for identity, digest in digests.items()}
            self._mention([named[i] for i in named if i.client_id is None], mentioned_by or "")
        return named

    def reveal(self, scope: Scope, name: str) -> str | None:
        return self.reveal_all(scope, [name]).get(name)

    def reveal_all(self, scope: Scope, names: Iterable[str]) -> dict[str, str]:
        """The values of those pseudonyms whose owner the scope allows; what the policy reveals to nobody is missing."""
        if scope.account != self._account:
            return {}
        rows = [row for row in self._rows(names) if scope.allows(row.client_id) and TREATMENTS[row.entity].revealed]
        opened = ((row.pseudonym, self._open(row)) for row in rows)
        return {name: value for name, value in opened if value is not None}

    def known(self, names: Iterable[str]) -> set[str]:
        """Which of these are pseudonyms of this account, rather than text that looks like one."""
        return {row.pseudonym for row in self._rows(names)}

    def owned(self, entities: Collection[str]) -> list[Identity]:
        """All values of these types that belong to a client, whatever he is called today; none of an erased one."""
        mine = pseudonyms.c.account == self._account, pseudonyms.c.client_id.is_not(None)
        with self._engine.connect() as connection:
            rows = connection.execute(select(pseudonyms).where(*mine, pseudonyms.c.entity.in_(entities))).all()
        opened = ((row, self._open(row)) for row in rows)
        return [Identity(r.entity, folded_key(v), v, r.client_id) for r, v in opened if v is not None]

    def of_client(self, client_id: str) -> set[str]:
        """The pseudonyms that a client's values have."""
        with self._engine.connect() as connection:
            return self._owned_by(connection, client_id)

    def forget(self, client_id: str) -> int:
        """Delete a client's values, and third parties' that no other client's text names; returns how many."""
        with self._lock, self._engine.begin() as connection:
            forgotten = self._owned_by(connection, client_id) | self._named_only_by(connection, client_id)
            here = pseudonym_mentions.c.account == self._account
            connection.execute(delete(pseudonym_mentions).where(here, pseudonym_mentions.c.client_id == client_id))
            for names in _batches(sorted(forgotten)):
                mine = pseudonyms.c.account == self._account, pseudonyms.c.pseudonym.in_(names)
                connection.execute(delete(pseudonyms).where(*mine))
            self._names.clear()
            self._mentions.clear()
        return len(forgotten)

    def _learn(self, digests: Sequence[str]) -> None:
        columns = pseudonyms.c
        with self._engine.connect() as connection:
            for batch in _batches(digests):
                query = select(columns.value_digest, columns.pseudonym)
                query = query.where(columns.account == self._account, columns.value_digest.in_(batch))
                self._names.update((row.value_digest, row.pseudonym) for row in connection.execute(query))

    def _make(self, new: dict[str, Identity]) -> None:
        """All at once; one by one where another process was faster or two values meet in one pseudonym."""
        first = {digest: self._name(identity, digest, 0) for digest, identity in new.items()}
        rows = [row for digest, name in first.items() for row in self._row(new[digest], digest, name)]
        if len(set(first.values())) == len(first) and self._insert(rows):
            self._names.update(first)
            return
        for digest, identity in new.items():
            self._make_one(identity, digest)

    def _make_one(self, identity: Identity, digest: str) -> None:
        for attempt in range(_ATTEMPTS):
            self._learn([digest])
            name = self._name(identity, digest, attempt)
            if digest not in self._names and self._insert(self._row(identity, digest, name)):
                self._names[digest] = name
            if digest in self._names:
                return
        raise CannotMask(f"{_ATTEMPTS} pseudonyms in a row were taken")

    def _name(self, identity: Identity, digest: str, attempt: int) -> str:
        return pseudonym(self._keyring, self._account, identity.entity, digest, attempt)

    def _row(self, identity: Identity, digest: str, name: str) -> list[dict[str, Any]]:
        """One row, or none: an erased client's name in another's text is masked, and its value kept nowhere."""
        owner, context = identity.client_id, f"pseudonym:{name}"
        try:
            sealed = self._keyring.seal(
                identity.value.encode(), account=self._account, client_id=owner, context=context
            )
        except Shredded:
            return []
        entity, account = identity.entity, self._account
        return [
            {
                "account": account,
                "pseudonym": name,
                "value_digest": digest,
                "entity": entity,
                "client_id": owner,
                "sealed": sealed,
            }
        ]

    def _mention(self, names: Iterable[str], client_id: str) -> None:
        """Remember in whose text third parties are named."""
        new = [name for name in dict.fromkeys(names) if (name, client_id) not in self._mentions]
        rows = [{"account": self._account, "pseudonym": name, "client_id": client_id} for name in new]
        if rows:
            made = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
            with self._engine.begin() as connection:
                connection.execute(made(pseudonym_mentions).on_conflict_do_nothing(), rows)
        self._mentions.update((name, client_id) for name in new)

    def _insert(self, rows: list[dict[str, Any]]) -> bool:
        """Whether all were new."""
        try:
            with self._engine.begin() as connection:
                if rows:
                    connection.execute(insert(pseudonyms), rows)
        except IntegrityError:
            return False
        return True

    def _rows(self, names: Iterable[str]) -> list[Row[Any]]:
        rows: list[Row[Any]] = []
        wanted = sorted(set(names))
        if not wanted:
            return rows
        with self._engine.connect() as connection:
            for batch in _batches(wanted):
                mine = pseudonyms.c.account == self._account, pseudonyms.c.pseudonym.in_(batch)
                rows.extend(connection.execute(select(pseudonyms).where(*mine)))
        return rows

    def _open(self, row: Row[Any]) -> str | None:
        context = f"pseudonym:{row.pseudonym}"
        try:
            return self._keyring.open(
                row.sealed, account=self._account, client_id=row.client_id, context=context
            ).decode()
        except Shredded:
            return None

    def _owned_by(self, connection: Connection, client_id: str) -> set[str]:
        mine = pseudonyms.c.account == self._account, pseudonyms.c.client_id == client_id
        return set(connection.scalars(select(pseudonyms.c.pseudonym).where(*mine)))

    def _named_only_by(self, connection: Connection, client_id: str) -> set[str]:
        mention = pseudonym_mentions.c
        here = mention.account == self._account
        others = set(connection.scalars(select(mention.pseudonym).where(here, mention.client_id != client_id)))
        theirs = set(connection.scalars(select(mention.pseudonym).where(here, mention.client_id == client_id)))
        return theirs - others


def _batches(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
