"""Real databases for tests: SQLite always, PostgreSQL as well where FINEPRINT_TEST_POSTGRES_URL names a spare server.

    FINEPRINT_TEST_POSTGRES_URL=postgresql+psycopg://postgres@127.0.0.1/test make test

The database of that name loses whatever it held; tests that run on several cores make one for each beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from anonymize.keys import Keyring
from service.store.engine import make_engine
from service.store.schema import METADATA

POSTGRES = os.environ.get("FINEPRINT_TEST_POSTGRES_URL", "")
KINDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)
ABSENT = "FINEPRINT_TEST_POSTGRES_URL names no PostgreSQL"
MASTER = bytes(range(32))


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[Engine]:
    """Without any table. A PostgreSQL database loses whatever it held; skips where there is none."""
    engine = make_engine(postgres_url() if kind == "postgresql" else f"sqlite:///{folder / 'fineprint.sqlite'}")
    if kind == "sqlite":
        event.listen(engine, "connect", _do_not_wait_for_the_disk)
    else:
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    try:
        yield engine
    finally:
        engine.dispose()


def postgres_url() -> str:
    """This test process's own PostgreSQL database; skips where there is none."""
    if not POSTGRES:
        pytest.skip(ABSENT)
    worker, url = os.environ.get("PYTEST_XDIST_WORKER"), make_url(POSTGRES)
    if worker is None:
        return POSTGRES
    own = f"{url.database}_{worker}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        known = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if connection.execute(known, {"name": own}).first() is None:
            connection.execute(text(f'CREATE DATABASE "{own}"'))
    server.dispose()
    return url.set(database=own).render_as_string(hide_password=False)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Engine]:
    """With every package's tables, as the migrations make them."""
    with empty_database(kind, folder) as engine:
        for metadata in METADATA:
            metadata.create_all(engine)
        yield engine


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    """Tests kill processes, never the machine."""
    connection.execute("PRAGMA synchronous=OFF")


def keyring_of(engine: Engine) -> Keyring:
    return Keyring(engine, MASTER)


def everything_stored(engine: Engine) -> bytes:
    """What somebody finds who takes the database away: SQLite's files byte by byte, PostgreSQL's rows."""
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    with engine.connect() as connection:
        rows = [
            connection.execute(text(f'SELECT * FROM "{table}"')).all() for table in inspect(engine).get_table_names()
        ]
    return repr(rows).encode()
