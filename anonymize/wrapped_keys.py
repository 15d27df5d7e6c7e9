"""The keys in SQL: a data key per client and account, wrapped under the account's key, that under the master key."""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from anonymize.envelope import KEY_BYTES, DoesNotAuthenticate, decrypt, encrypt
from anonymize.errors import Shredded, WrongMasterKey
from anonymize.master_key import MasterKeys, WrappingKey
from anonymize.tables import account_keys, data_keys

_AT_ONCE = 500
_TRIES = 5


class WrappedKeys:
    """Reads, makes, shreds and re-wraps data keys. Several processes may share the database."""

    def __init__(self, engine: Engine, masters: MasterKeys) -> None:
        self._engine, self._masters = engine, masters
        self._account_keys: dict[tuple[str, int], bytes] = {}
        self._lock = threading.RLock()

    def get(self, account: str, digest: str) -> bytes:
        """The data key, made where there is none yet. Raises `Shredded`, `WrongMasterKey`."""
        for _ in range(_TRIES):
            row = self._row(account, digest)
            if row is None:
                self._make(account, digest)
            elif row.wrapped is None:
                raise Shredded("this client was erased: its key was destroyed and what it sealed cannot be read")
            else:
                return self._unwrap(row)
        raise WrongMasterKey("the account's keys are being rotated and did not come to rest; try again in a minute")

    def shred(self, account: str, digest: str) -> None:
        """From here on `get` raises `Shredded`, also for a key that was never made."""
        self._insert(account=account, client_digest=digest, wrapped=None, generation=None)
        with self._engine.begin() as connection:
            gone = update(data_keys).where(*_of(account, digest)).values(wrapped=None, generation=None)
            connection.execute(gone)

    def is_shredded(self, account: str, digest: str) -> bool:
        row = self._row(account, digest)
        return row is not None and row.wrapped is None

    def check(self) -> int:
        """Unwrap every stored key; returns how many, raises `WrongMasterKey` at the first that does not open."""
        return len([self._unwrap(row) for row in self._live()])

    def masters_in_use(self) -> set[str]:
        """Fingerprints of the master keys that wrap an account's key."""
        with self._engine.connect() as connection:
            return set(connection.scalars(select(account_keys.c.master).distinct()))

    def check_master(self) -> None:
        """Raises `MissingMasterKey` where one that wraps an account's key is not at hand; opens no data key."""
        names = self.masters_in_use()
        with self._engine.connect() as connection:
            old = connection.execute(select(data_keys).where(_UNDER_MASTER).limit(1)).first()
        for name in sorted(names):
            self._masters.named(name)
        if old is not None:
            self._unwrap(old)

    def renew(self, master: WrappingKey) -> tuple[int, int]:
        """Give every account a new key under `master` and re-wrap its data keys; returns accounts and data keys.

        In small transactions; what a crash left half done goes on at the next call. Data keys stay the same, and so
        does everything they sealed.
        """
        self._masters.add(master)
        with self._engine.connect() as connection:
            accounts = list(connection.scalars(select(data_keys.c.account).distinct().order_by(data_keys.c.account)))
        return len(accounts), sum(self._renew(account, master) for account in accounts)

    def _renew(self, account: str, master: WrappingKey) -> int:
        newest = self._newest(account)
        if newest is None or newest.master != master.fingerprint:
            newest = self._make_account_key(account, newest.generation + 1 if newest else 1, master)
        moved = 0
        while batch := self._behind(account, newest.generation):
            moved += len(batch)
            self._rewrap(batch, newest)
        self._retire(account, newest.generation)
        return moved

    def _rewrap(self, rows: list[Row[Any]], newest: Row[Any]) -> None:
        key = self._account_key(newest)
        with self._engine.begin() as connection:
            for row in rows:
                wrapped = encrypt(key, self._unwrap(row), row.account, row.client_digest)
                same = data_keys.c.wrapped == row.wrapped  # not one that was shredded meanwhile
                moved = update(data_keys).where(*_of(row.account, row.client_digest), same)
                connection.execute(moved.values(wrapped=wrapped, generation=newest.generation))

    def _behind(self, account: str, generation: int) -> list[Row[Any]]:
        older = data_keys.c.generation.is_distinct_from(generation)
        query = select(data_keys).where(data_keys.c.account == account, data_keys.c.wrapped.is_not(None), older)
        with self._engine.connect() as connection:
            return list(connection.execute(query.limit(_AT_ONCE)))

    def _retire(self, account: str, newest: int) -> None:
        """Drop the account keys that wrap nothing any more; one just used by another process is left to the next call."""
        old = account_keys.c.account == account, account_keys.c.generation < newest
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(account_keys).where(*old))
        except IntegrityError:
            self._renew(account, self._masters.named(self._required(account).master))

    def _make(self, account: str, digest: str) -> None:
        newest = self._newest(account)
        if newest is None:
            self._masters.refresh()
            newest = self._make_account_key(account, 1, self._masters.current)
        wrapped = encrypt(self._account_key(newest), secrets.token_bytes(KEY_BYTES), account, digest)
        self._insert(account=account, client_digest=digest, wrapped=wrapped, generation=newest.generation)

    def _make_account_key(self, account: str, generation: int, master: WrappingKey) -> Row[Any]:
        wrapped = encrypt(master.key, secrets.token_bytes(KEY_BYTES), account, f"account key {generation}")
        row = {"account": account, "generation": generation, "master": master.fingerprint, "wrapped": wrapped}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(account_keys).values(**row, created_at=datetime.now(UTC)))
        except IntegrityError:
            pass  # another process was first
        return self._required(account)

    def _account_key(self, row: Row[Any]) -> bytes:
        place = row.account, row.generation
        with self._lock:
            if place not in self._account_keys:
                master = self._masters.named(row.master)
                self._account_keys[place] = _open(master.key, row.wrapped, row.account, f"account key {row.generation}")
            return self._account_keys[place]

    def _unwrap(self, row: Row[Any]) -> bytes:
        if row.generation is None:
            key = self._masters.current.key
        else:
            place = account_keys.c.account == row.account, account_keys.c.generation == row.generation
            with self._lock:
                key = self._account_keys.get((row.account, row.generation), b"")
            if not key:
                with self._engine.connect() as connection:
                    key = self._account_key(connection.execute(select(account_keys).where(*place)).one())
        return _open(key, row.wrapped, row.account, row.client_digest)

    def _row(self, account: str, digest: str) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(select(data_keys).where(*_of(account, digest))).first()

    def _live(self) -> list[Row[Any]]:
        with self._engine.connect() as connection:
            return list(connection.execute(select(data_keys).where(data_keys.c.wrapped.is_not(None))))

    def _newest(self, account: str) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return _newest(connection, account)

    def _required(self, account: str) -> Row[Any]:
        row = self._newest(account)
        assert row is not None  # noqa: S101 - just written, by this process or another
        return row

    def _insert(self, **values: Any) -> None:
        """Leaves what is there already, and an account key that a rotation has just retired, to the next try."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(data_keys).values(created_at=datetime.now(UTC), **values))
        except IntegrityError:
            return


_UNDER_MASTER = data_keys.c.wrapped.is_not(None) & data_keys.c.generation.is_(None)


def keys_exist(engine: Engine) -> bool:
    """Whether anything was ever sealed here: then its master key must be found, not made."""
    with engine.connect() as connection:
        return bool(connection.execute(select(func.count()).select_from(data_keys)).scalar_one())


def _newest(connection: Connection, account: str) -> Row[Any] | None:
    query = select(account_keys).where(account_keys.c.account == account)
    return connection.execute(query.order_by(account_keys.c.generation.desc()).limit(1)).first()


def _open(key: bytes, wrapped: bytes, *bound_to: str) -> bytes:
    try:
        return decrypt(key, wrapped, *bound_to)
    except DoesNotAuthenticate:
        raise WrongMasterKey(
            "the stored keys do not open under this master key; give FINEPRINT_MASTER_KEY (or the key file) the key "
            "this installation was made with"
        ) from None


def _of(account: str, digest: str) -> tuple[ColumnElement[bool], ...]:
    return data_keys.c.account == account, data_keys.c.client_digest == digest
