"""The migrations come to exactly the tables that the packages declare, and can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from service.store.engine import migrate, migrations
from service.store.schema import METADATA
from tests.fakes.databases import KINDS, database, empty_database

pytestmark = pytest.mark.parametrize("kind", KINDS)


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        return list(compare_metadata(context, METADATA))  # type: ignore[arg-type]


def partial_indexes(engine: Engine) -> list[str]:
    """The definitions of the indexes with a condition, which the comparison above does not look at."""
    query = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% WHERE %'",
    }[engine.dialect.name]
    with engine.connect() as connection:
        found = connection.execute(text(query)).scalars()
        return sorted(" ".join(definition.replace("(state IN", "state IN").split()) for definition in found)


def test_the_migrations_give_exactly_the_declared_tables(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as engine:
        migrate(engine)
        assert differences(engine) == []


def test_the_migrations_give_the_declared_conditions_of_indexes(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as engine:
        migrate(engine)
        migrated = partial_indexes(engine)
    (tmp_path / "declared").mkdir()
    with database(kind, tmp_path / "declared") as engine:
        assert partial_indexes(engine) == migrated
    assert any("proposals_waiting_once" in definition for definition in migrated)


def test_everything_can_be_taken_back_and_made_again(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as engine:
        migrate(engine)
        config = migrations()
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
        migrate(engine)
        assert differences(engine) == []
