"""One process at a time carries out a proposal.

On PostgreSQL several processes work one queue: whoever carries a proposal out holds an advisory lock, which the server
lets go when its connection ends, also where the process was killed. SQLite has one owner process, whose threads wait
for each other here. (A pooler between must not hand a connection to another client within a session.)
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text


class Claims:
    def __init__(self, engine: Engine) -> None:
        self._engine, self._held, self._lock = engine, set[str](), threading.Lock()

    @contextmanager
    def claimed(self, id: str) -> Iterator[bool]:
        """Whether this proposal is ours alone until the end of the block."""
        claim = self._on_server if self._engine.dialect.name == "postgresql" else self._here
        with claim(id) as mine:
            yield mine

    @contextmanager
    def _here(self, id: str) -> Iterator[bool]:
        with self._lock:
            mine = id not in self._held
            self._held.add(id)
        try:
            yield mine
        finally:
            if mine:
                with self._lock:
                    self._held.discard(id)

    @contextmanager
    def _on_server(self, id: str) -> Iterator[bool]:
        key = {"key": int.from_bytes(hashlib.sha256(id.encode()).digest()[:8], "big", signed=True)}
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            mine = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar_one())
            try:
                yield mine
            finally:
                if mine:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
