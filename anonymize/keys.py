"""Envelope encryption: one random data key per client, wrapped under its account's key, that under the master key.

What belongs to a client is sealed under the client's key, everything else under the account's data key. Destroying a
client's key (`shred`) makes all it sealed unreadable at once. Digests and seal keys come from the account's data key,
which a rotation wraps anew and never changes.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine

from anonymize.envelope import DoesNotAuthenticate, decrypt, derive, encrypt
from anonymize.errors import Shredded, Tampered
from anonymize.master_key import MasterKeys, WrappingKey
from anonymize.wrapped_keys import WrappedKeys

__all__ = ["Keyring", "Shredded", "Tampered"]

_OF_ACCOUNT = ""
Erased = Callable[[str, str], bool]


def _nobody(_account: str, _client_id: str) -> bool:
    return False


class Keyring:
    """Seals and opens bytes, makes digests, shreds clients. Thread-safe; several processes may share a database.

    A client's first `seal` writes its key in a transaction of its own: on SQLite call it (or `prepare`) before opening
    a write transaction. Another process notices a `shred` after `cache_seconds` at the latest. `erased` tells of
    clients (account, id) that stay erased although a restored database has their keys.
    """

    def __init__(
        self,
        engine: Engine,
        master_key: bytes | MasterKeys,
        *,
        erased: Erased = _nobody,
        cache_seconds: float = 30.0,
    ) -> None:
        self.masters = master_key if isinstance(master_key, MasterKeys) else MasterKeys.only(master_key)
        self._keys, self._erased, self._cache_seconds = WrappedKeys(engine, self.masters), erased, cache_seconds
        self._cache: dict[tuple[str, str], tuple[bytes, float]] = {}
        self._digests: dict[tuple[str, str], str] = {}  # of ids; they outlast every rotation
        self._secrets: dict[tuple[str, str], tuple[bytes, bytes]] = {}
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
        return hmac.new(self.account_secret(account, f"digest {purpose}"), data, hashlib.sha256).hexdigest()

    def seal_key(self, account: str) -> bytes:
        """The key of this account's `boundary.Seal`."""
        return self.account_secret(account, "seal masked text")

    def account_secret(self, account: str, purpose: str) -> bytes:
        """32 bytes that stay the same through every rotation."""
        key = self._key(account, _OF_ACCOUNT)
        made_of, secret = self._secrets.get((account, purpose), (b"", b""))
        if made_of != key:
            secret = derive(key, purpose)
            self._secrets[account, purpose] = (key, secret)
        return secret

    def prepare(self, account: str, client_id: str | None) -> None:
        """Make sure the key exists, before a write transaction that will seal under it."""
        self._sealing_key(account, client_id)

    def shred(self, account: str, client_id: str) -> None:
        """Destroy a client's key. It is never made again: later `seal` and `open` raise `Shredded`."""
        digest = self._client_digest(account, client_id)
        with self._lock:
            self._keys.shred(account, digest)
            self._cache.pop((account, digest), None)

    def is_shredded(self, account: str, client_id: str) -> bool:
        return self._keys.is_shredded(account, self._client_digest(account, client_id))

    def is_erased(self, account: str, client_id: str | None) -> bool:
        """Whether the erasure register names a client, whatever a restored database holds."""
        return client_id is not None and self._erased(account, client_id)

    def rotate(self, master_key: bytes) -> tuple[int, int]:
        """Give every account a new key under a new master key; returns how many accounts, and data keys re-wrapped.

        Data keys stay, so nothing that was sealed changes. Interrupted, it goes on at the next call; other processes
        work on meanwhile as long as they find both master keys.
        """
        return self._keys.renew(WrappingKey.of(master_key))

    def masters_in_use(self) -> set[str]:
        """Fingerprints of the master keys that wrap an account's key."""
        return self._keys.masters_in_use()

    def check(self) -> int:
        """Unwrap every stored key; returns how many, raises `WrongMasterKey` at the first that does not open."""
        return self._keys.check()

    def check_master(self) -> None:
        """Raises `MissingMasterKey`, which names the key, where the stored keys need one that is not at hand."""
        self._keys.check_master()

    def _sealing_key(self, account: str, client_id: str | None) -> bytes:
        if client_id is None:
            return self.account_secret(account, "seal data")
        return self._key(account, self._client_digest(account, client_id), client_id)

    def _client_digest(self, account: str, client_id: str) -> str:
        known = self._digests.get((account, client_id))
        if known is None:
            known = self.digest(client_id.encode(), account=account, purpose="client of a data key")
            self._digests[account, client_id] = known
        return known

    def _key(self, account: str, digest: str, client_id: str | None = None) -> bytes:
        with self._lock:
            key, read_at = self._cache.get((account, digest), (b"", 0.0))
            if not key or time.monotonic() - read_at >= self._cache_seconds:
                if client_id is not None and self._erased(account, client_id):
                    raise Shredded("this client was erased, and stays erased: the erasure register names it")
                key = self._keys.get(account, digest)
                self._cache[account, digest] = (key, time.monotonic())
            return key
