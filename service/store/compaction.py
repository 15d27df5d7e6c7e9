"""Making a database forget what was deleted: not only out of reach, but out of its files."""

from __future__ import annotations

import time
from collections.abc import Iterable

from sqlalchemy import Engine, text

_TRIES = 20


def compact(engine: Engine, tables: Iterable[str] = ()) -> bool:
    """Rewrite the database without what was deleted; False where readers kept SQLite's log from being emptied.

    SQLite: VACUUM and an emptied write-ahead log. PostgreSQL: VACUUM FULL of `tables`; its own log and base backups
    keep the sealed rows for as long as they are kept.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name != "sqlite":
            for table in sorted(tables):
                connection.execute(text(f'VACUUM (FULL) "{table}"'))
            return True
        connection.execute(text("VACUUM"))
        for _ in range(_TRIES):
            busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            if not busy:
                return True
            time.sleep(0.25)
    return False
