"""One holder at a time for an account's tokens: a lock between threads, and a lease row between processes.

A lease rather than a row lock: a refresh is an HTTP call, and SQLite would keep every other writer waiting for it. It
runs out by itself, so it outlives no crash for long.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ingest.jobber.errors import Unavailable
from ingest.jobber.tables import jobber_token_leases as leases

LEASE_SECONDS = 90.0  # longer than one refresh with its time-outs


class TokenLease:
    """`patience` is how many seconds to wait for another process before `Unavailable`."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time, patience: float = 120.0) -> None:
        self._engine, self._now, self._patience = engine, now, patience
        self._threads: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    @contextmanager
    def held(self, account: str) -> Iterator[None]:
        with self._guard:
            thread_lock = self._threads.setdefault(account, threading.Lock())
        with thread_lock:
            holder = self._take(account)
            try:
                yield
            finally:
                self._release(account, holder)

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
