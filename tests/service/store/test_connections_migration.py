"""An installation of the first release keeps its connection when the schema is brought up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from service.store.engine import migrate, migrations
from tests.fakes.databases import KINDS, empty_database

TOKENS = "SELECT account, sealed, expires_at FROM {table}"


def move(connection: Connection, revision: str, *, down: bool = False) -> None:
    config = migrations()
    config.attributes["connection"] = connection
    (command.downgrade if down else command.upgrade)(config, revision)


@pytest.mark.parametrize("kind", KINDS)
def test_tokens_survive_the_way_up_and_down(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as engine:
        with engine.begin() as connection:
            move(connection, "0002")
            values = "('acc-1', :sealed, '2026-11-22 10:00:00', '2026-11-22 09:00:00')"
            connection.execute(text(f"INSERT INTO jobber_tokens VALUES {values}"), {"sealed": b"\x01\x02"})
            before = connection.execute(text(TOKENS.format(table="jobber_tokens"))).one()
        migrate(engine)
        with engine.begin() as connection:
            kept = connection.execute(text(TOKENS.format(table="jobber_connections"))).one()
            move(connection, "0002", down=True)
            back = connection.execute(text(TOKENS.format(table="jobber_tokens"))).one()
    assert [bytes(row.sealed) for row in (before, kept, back)] == [b"\x01\x02"] * 3
    assert before.account == kept.account == back.account
    assert before.expires_at == kept.expires_at == back.expires_at
