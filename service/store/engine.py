"""The SQL engine of an installation, and its migrations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "alembic"
MIGRATION_LOCK = 7_061_423  # any number that nobody else on this PostgreSQL takes


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL, whose errors never show a statement's values.

    SQLite deletes securely and waits up to 30 s for another writer.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the schema up to date. Runs on every start; a schema that is up to date costs one query."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = migrations()
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if _revision(connection) == head:
            return
    with engine.begin() as connection:
        _wait_for_other_migrations(connection)
        if _revision(connection) != head:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def revisions(engine: Engine) -> tuple[str | None, str | None]:
    """The schema's revision, None for an empty database, and the one this version wants."""
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        return _revision(connection), ScriptDirectory.from_config(migrations()).get_current_head()


def known_revisions() -> list[str]:
    """Every revision this version knows how to come from, oldest first."""
    from alembic.script import ScriptDirectory

    return [each.revision for each in ScriptDirectory.from_config(migrations()).walk_revisions()][::-1]


def migrations() -> Config:
    """Alembic's configuration; a command needs the connection in its `attributes`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _revision(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _wait_for_other_migrations(connection: Connection) -> None:
    """Two processes may start at once: the second waits here, and finds the schema up to date."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
