"""Real databases for tests: SQLite, and PostgreSQL as well where FINEPRINT_TEST_POSTGRES_URL names a spare server.

    FINEPRINT_TEST_POSTGRES_URL=postgresql+psycopg://postgres@127.0.0.1/test make test            # both
    FINEPRINT_TEST_POSTGRES_URL=postgresql+psycopg://postgres@127.0.0.1/test make test-postgres   # only that

Each database of a test is one of its own beside the one that the address names, copied from a template with every table,
and dropped in the end; the role may have to create databases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from anonymize.keys import Keyring
from service.store.engine import make_engine
from service.store.schema import METADATA

POSTGRES = os.environ.get("FINEPRINT_TEST_POSTGRES_URL", "")
ABSENT = "FINEPRINT_TEST_POSTGRES_URL names no PostgreSQL"
# The one that tests with a single database use: SQLite, or what `make test-postgres` says.
USUAL = os.environ.get("FINEPRINT_TEST_DATABASE", "sqlite")
KINDS = (USUAL,) if USUAL == "postgresql" else ("sqlite", "postgresql") if POSTGRES else ("sqlite",)
MASTER = bytes(range(32))
_numbers = count(1)


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[Engine]:
    """Without any table. Skips where there is no PostgreSQL and that is asked for."""
    with _opened(kind, folder, "template0") as engine:
        yield engine


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Engine]:
    """With every package's tables, as the migrations make them."""
    if kind == "postgresql":
        with _opened(kind, folder, _template()) as engine:
            yield engine
        return
    with empty_database(kind, folder) as engine:
        _make_tables(engine)
        yield engine


@contextmanager
def database_url(folder: Path) -> Iterator[str | None]:
    """The address of an empty database for an installation below a folder; None for its own SQLite file."""
    if USUAL == "sqlite":
        yield None
        return
    with empty_database(USUAL, folder) as engine:
        yield engine.url.render_as_string(hide_password=False)


@contextmanager
def postgres_url(template: str = "template0") -> Iterator[str]:
    """A PostgreSQL database of a test's own; skips where there is none."""
    name = f"{_base()}_{os.getpid()}_{next(_numbers)}"
    _on_the_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        _on_the_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _opened(kind: str, folder: Path, template: str) -> Iterator[Engine]:
    if kind == "postgresql":
        with postgres_url(template) as url, _disposed(make_engine(url)) as engine:
            yield engine
    else:
        with _disposed(make_engine(f"sqlite:///{folder / 'fineprint.sqlite'}")) as engine:
            event.listen(engine, "connect", _do_not_wait_for_the_disk)
            yield engine


@contextmanager
def _disposed(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.dispose()


@cache
def _template() -> str:
    """The name of a database with every table, made once a test process; those of processes that are gone are dropped."""
    for name in _left_behind():
        _on_the_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    name = f"{_base()}_{os.getpid()}_template"
    _on_the_server(f'CREATE DATABASE "{name}" TEMPLATE template0')
    with _disposed(create_engine(make_url(POSTGRES).set(database=name), poolclass=NullPool)) as engine:
        _make_tables(engine)
    return name


def _left_behind() -> list[str]:
    base = _base()
    with _disposed(_server()) as server, server.connect() as connection:
        rows = connection.execute(text("SELECT datname FROM pg_database"))
        return [name for (name,) in rows if name.startswith(f"{base}_") and not _lives(name.split("_")[-2])]


def _lives(process: str) -> bool:
    """Whether a test process of this number runs; for what is no number as well, to be left alone."""
    if not process.isdigit():
        return True
    with suppress(ProcessLookupError):
        os.kill(int(process), 0)
        return True
    return False


def _base() -> str:
    if not POSTGRES:
        pytest.skip(ABSENT)
    return str(make_url(POSTGRES).database)


def _on_the_server(statement: str) -> None:
    with _disposed(_server()) as server, server.connect() as connection:
        connection.execute(text(statement))


def _server() -> Engine:
    return create_engine(POSTGRES, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _make_tables(engine: Engine) -> None:
    for metadata in METADATA:
        metadata.create_all(engine)


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
