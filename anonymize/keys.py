"""Envelope encryption: one random data key per client, wrapped under a key made from the master key.

What belongs to a client is sealed under the client's key, everything else under the account's. Destroying a client's
key (`shred`) makes all it sealed unreadable at once. Digests and seal keys come from the account's data key rather
than from the master key, so they outlive `rotate`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from anonymize.envelope import KEY_BYTES, DoesNotAuthenticate, decrypt, derive, encrypt
from anonymize.errors import Shredded, Tampered, UnsafeMasterKey, WrongMasterKey
from anonymize.master_key import load_master_key
from anonymize.tables import data_keys

__all__ = ["Keyring", "Shredded", "Tampered", "load_master_key"]

_ACCOUNT_KEY = ""


class Keyring:
    """Seals and opens bytes, makes digests, shreds clients. Thread-safe; several processes may share a database.

    A client's first `seal` writes its key in a transaction of its own: on SQLite call it (or `prepare`) before opening
    a write transaction. Another process notices a `shred` after `cache_seconds` at the latest.
    """

    def __init__(self, engine: Engine, master_key: bytes, *, cache_seconds: float = 30.0) -> None:
        self._engine, self._kek, self._cache_seconds = engine, _wrapping_key(master_key), cache_seconds
        self._cache: dict[tuple[str, str], tuple[bytes, float]] = {}
        self._lock = threading.RLock()

    def seal(self, data: bytes, *, account: str, client_id: str | None, context: str) -> bytes:
        """AES-256-GCM over `data`, bound to account, client and `context` (such as "record:Job:<id>")."""
        return encrypt(self._sealing_key(account, client_id), data, account, client_id, context)

    def open(self, sealed: bytes, *, account: str, client_id: str | None, context: str) -> bytes:
        """Raises `Shredded` when the client's key was destroyed, `Tampered` when the bytes do not authenticate."""
        try:
            return decrypt(self._sealing_key(account, client_id), sealed, account, client_id, context)
        except DoesNotAuthenticate:
            raise Tampered("sealed bytes were changed, or are read as another record than was sealed") from None

    def digest(self, data: bytes, *, account: str, purpose: str) -> str:
        """HMAC-SHA256 as 64 hex digits, for blind indexes and content digests; purposes share nothing."""
        return hmac.new(self._account_key(account, f"digest {purpose}"), data, hashlib.sha256).hexdigest()

    def seal_key(self, account: str) -> bytes:
        """The key of this account's `boundary.Seal`."""
        return self._account_key(account, "seal masked text")

    def prepare(self, account: str, client_id: str | None) -> None:
        """Make sure the key exists, before a write transaction that will seal under it."""
        self._sealing_key(account, client_id)

    def shred(self, account: str, client_id: str) -> None:
        """Destroy a client's key. It is never made again: later `seal` and `open` raise `Shredded`."""
        digest = self._client_digest(account, client_id)
        with self._lock:
            self._insert(account, digest, wrapped=None)
            with self._engine.begin() as connection:
                connection.execute(update(data_keys).where(*_row(account, digest)).values(wrapped=None))
            self._cache.pop((account, digest), None)

    def is_shredded(self, account: str, client_id: str) -> bool:
        stored = self._stored(account, self._client_digest(account, client_id))
        return stored is not None and stored[0] is None

    def rotate(self, new_master: bytes) -> int:
        """Wrap every data key under a new master key, in one transaction; returns how many.

        No other process may run under the old master key meanwhile. Nothing that was sealed changes.
        """
        new_kek = _wrapping_key(new_master)
        with self._lock, self._engine.begin() as connection:
            rows = connection.execute(select(data_keys).where(data_keys.c.wrapped.is_not(None))).all()
            for row in rows:
                key = self._unwrap(row.account, row.client_digest, row.wrapped)
                rewrapped = update(data_keys).where(*_row(row.account, row.client_digest))
                wrapped = encrypt(new_kek, key, row.account, row.client_digest)
                connection.execute(rewrapped.values(wrapped=wrapped))
        self._kek = new_kek
        return len(rows)

    def check(self) -> int:
        """Unwrap every stored key; returns how many, raises `WrongMasterKey` at the first that does not open."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(data_keys).where(data_keys.c.wrapped.is_not(None))).all()
        return len([self._unwrap(row.account, row.client_digest, row.wrapped) for row in rows])

    def _sealing_key(self, account: str, client_id: str | None) -> bytes:
        if client_id is None:
            return self._account_key(account, "seal data")
        return self._key(account, self._client_digest(account, client_id))

    def _account_key(self, account: str, purpose: str) -> bytes:
        return derive(self._key(account, _ACCOUNT_KEY), purpose)

    def _client_digest(self, account: str, client_id: str) -> str:
        return self.digest(client_id.encode(), account=account, purpose="client of a data key")

    def _key(self, account: str, digest: str) -> bytes:
        with self._lock:
            key, read_at = self._cache.get((account, digest), (b"", 0.0))
            if not key or time.monotonic() - read_at >= self._cache_seconds:
                key = self._read_or_make(account, digest)
                self._cache[account, digest] = (key, time.monotonic())
            return key

    def _read_or_make(self, account: str, digest: str) -> bytes:
        stored = self._stored(account, digest)
        if stored is None:
            fresh = encrypt(self._kek, secrets.token_bytes(KEY_BYTES), account, digest)
            self._insert(account, digest, wrapped=fresh)
            stored = self._stored(account, digest)  # another process may have been first
        if stored is None or stored[0] is None:
            raise Shredded("this client was erased: its key was destroyed and what it sealed cannot be read")
        return self._unwrap(account, digest, stored[0])

    def _stored(self, account: str, digest: str) -> tuple[bytes | None] | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(data_keys.c.wrapped).where(*_row(account, digest))).first()
        return None if row is None else (row.wrapped,)

    def _insert(self, account: str, digest: str, *, wrapped: bytes | None) -> None:
        values = {"account": account, "client_digest": digest, "wrapped": wrapped, "created_at": datetime.now(UTC)}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(data_keys).values(**values))
        except IntegrityError:
            return  # there already

    def _unwrap(self, account: str, digest: str, wrapped: bytes) -> bytes:
        try:
            return decrypt(self._kek, wrapped, account, digest)
        except DoesNotAuthenticate:
            raise WrongMasterKey(
                "the stored keys do not open under this master key; give FINEPRINT_MASTER_KEY (or the key file) the "
                "key this installation was made with"
            ) from None


def _wrapping_key(master_key: bytes) -> bytes:
    if len(master_key) != KEY_BYTES:
        raise UnsafeMasterKey("the master key must be 32 bytes")
    return derive(master_key, "wrap data keys")


def _row(account: str, digest: str) -> tuple[ColumnElement[bool], ...]:
    return data_keys.c.account == account, data_keys.c.client_digest == digest
