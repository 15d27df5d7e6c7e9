"""Locks of a PostgreSQL server that live as long as the process that holds them, so that no clock has to be trusted.

Each is held by a connection of its own. A process that is killed loses it at once; a machine that vanishes, when the
server has missed its keepalives for some 30 seconds. (A pooler between must not hand a connection to another client
within a session.)
"""

from __future__ import annotations

import hashlib
from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

KEEPALIVES = ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 4")


class Held:
    """A lock that is ours until `release`, or until the connection to the server is lost."""

    def __init__(self, name: str, connection: Connection) -> None:
        self.name, self._connection = name, connection

    def is_held(self) -> bool:
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def release(self) -> None:
        """Closes the connection rather than giving it back, and the lock with it."""
        with suppress(SQLAlchemyError):
            self._connection.invalidate()
        self._connection.close()


def hold(engine: Engine, name: str) -> Held | None:
    """The lock of this name, or None while somebody holds it."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    for each in KEEPALIVES:
        connection.execute(text(f"SET {each}"))
    key = int.from_bytes(hashlib.sha256(f"fineprint {name}".encode()).digest()[:8], "big", signed=True)
    if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar_one():
        return Held(name, connection)
    connection.close()
    return None
