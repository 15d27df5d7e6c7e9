from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from service.store.engine import make_engine, migrate
from tests.fakes.databases import KINDS, empty_database, postgres_url


def test_sqlite_waits_for_other_writers_and_wipes_what_it_deletes(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'fineprint.sqlite'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "secure_delete", "foreign_keys", "busy_timeout", "synchronous")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "synchronous": 2,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_migrating_an_empty_database_makes_the_tables_and_a_second_time_changes_nothing(
    kind: str, tmp_path: Path
) -> None:
    with empty_database(kind, tmp_path) as engine:
        migrate(engine)
        tables = set(inspect(engine).get_table_names())
        migrate(engine)
        assert set(inspect(engine).get_table_names()) == tables
    assert {"records", "documents", "clauses", "proposals", "api_keys", "data_keys"} <= tables


@pytest.mark.parametrize("kind", KINDS)
def test_processes_that_start_at_once_migrate_one_after_the_other(kind: str, tmp_path: Path) -> None:
    faults: list[BaseException] = []
    gate = threading.Barrier(3)

    def start(url: str) -> None:
        engine = make_engine(url)
        gate.wait()
        try:
            migrate(engine)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            faults.append(error)
        finally:
            engine.dispose()

    with empty_database(kind, tmp_path) as engine:
        url = engine.url.render_as_string(hide_password=False)
        threads = [threading.Thread(target=start, args=(url,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert inspect(engine).has_table("records")


def test_a_deleted_value_is_wiped_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "fineprint.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
        connection.execute(text("INSERT INTO words VALUES ('Quittengelee')"))
    engine.dispose()
    assert b"Quittengelee" in file.read_bytes()
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM words"))
    engine.dispose()
    assert b"Quittengelee" not in file.read_bytes()


def test_another_kind_of_database_url_makes_a_plain_engine() -> None:
    engine = make_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert engine.dialect.name == create_engine("postgresql+psycopg://").dialect.name
    engine.dispose()


def test_postgresql_is_tested_as_well_where_there_is_one() -> None:
    """Every test that takes a database runs on each of `KINDS`; this one tells when that is SQLite alone."""
    with postgres_url() as url:
        assert make_engine(url).dialect.name == "postgresql"
    assert "postgresql" in KINDS
