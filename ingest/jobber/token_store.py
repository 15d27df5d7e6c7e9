"""Tokens in SQL, sealed under the account's key; the lock is a lease row, so it outlives no crash for long.

A lease rather than a row lock: a refresh is an HTTP call, and SQLite would keep every other writer waiting for it.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from anonymize.keys import Keyring
from ingest.jobber.errors import Unavailable
from ingest.jobber.tables import jobber_token_leases as leases
from ingest.jobber.tables import jobber_tokens
from ingest.jobber.tokens import Tokens

_CONTEXT = "jobber tokens"
LEASE_SECONDS = 90.0  # longer than one refresh with its time-outs


class SqlTokenStore:
    """Call outside any transaction: every method opens its own."""

    def __init__(
        self, engine: Engine, keyring: Keyring, *, now: Callable[[], float] = time.time, patience: float = 120.0
    ) -> None:
        self._engine, self._keyring, self._now, self._patience = engine, keyring, now, patience
        self._threads: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def load(self, account: str) -> Tokens | None:
        with self._engine.connect() as connection:
            query = select(jobber_tokens.c.sealed).where(jobber_tokens.c.account == account)
            sealed = connection.execute(query).scalar_one_or_none()
        return None if sealed is None else self._open(account, sealed)

    def save(self, account: str, tokens: Tokens) -> None:
        plain = json.dumps([tokens.access, tokens.refresh]).encode()
        sealed = self._keyring.seal(plain, account=account, client_id=None, context=_CONTEXT)
        row = {"sealed": sealed, "expires_at": tokens.expires_at, "updated_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(jobber_tokens).where(jobber_tokens.c.account == account).values(**row)
            ).rowcount
            if not changed:
                connection.execute(insert(jobber_tokens).values(account=account, **row))

    def forget(self, account: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(jobber_tokens).where(jobber_tokens.c.account == account))

    def accounts(self) -> list[str]:
        with self._engine.connect() as connection:
            return sorted(connection.execute(select(jobber_tokens.c.account)).scalars())

    @contextmanager
    def lock(self, account: str) -> Iterator[None]:
        with self._guard:
            thread_lock = self._threads.setdefault(account, threading.Lock())
        with thread_lock:
            holder = self._take(account)
            try:
                yield
            finally:
                self._release(account, holder)

    def _open(self, account: str, sealed: bytes) -> Tokens:
        plain = self._keyring.open(sealed, account=account, client_id=None, context=_CONTEXT)
        access, refresh = json.loads(plain)
        return Tokens(access, refresh)

    def _take(self, account: str) -> str:
        holder, deadline = uuid.uuid4().hex, time.monotonic() + self._patience
        while not self._try_take(account, holder):
            if time.monotonic() > deadline:
                raise Unavailable("another process keeps this account's Jobber tokens locked; try again later")
            time.sleep(0.05)
        return holder

    def _try_take(self, account: str, holder: str) -> bool:
        values = {"holder": holder, "until": self._now() + LEASE_SECONDS}
        try:
            with self._engine.begin() as connection:
                return self._take_over(connection, account, values) or self._first(connection, account, values)
        except IntegrityError:
            return False  # another process was first

    def _take_over(self, connection: Connection, account: str, values: dict[str, object]) -> bool:
        free = (leases.c.account == account) & (leases.c.until < self._now())
        return bool(connection.execute(update(leases).where(free).values(**values)).rowcount)

    def _first(self, connection: Connection, account: str, values: dict[str, object]) -> bool:
        if connection.execute(select(leases.c.holder).where(leases.c.account == account)).first():
            return False
        connection.execute(insert(leases).values(account=account, **values))
        return True

    def _release(self, account: str, holder: str) -> None:
        with self._engine.begin() as connection:
            mine = (leases.c.account == account) & (leases.c.holder == holder)
            connection.execute(delete(leases).where(mine))
