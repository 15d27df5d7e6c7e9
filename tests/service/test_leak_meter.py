"""The leak meter over real files, a real database, and a Qdrant server's points."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from anonymize.canary import Canary
from ingest.jobber.records import Address, Client
from ingest.known_names import NameBook
from service.leak_meter import SQL, LeakMeter, LeakReport
from service.leak_samples import SAMPLES
from service.settings import Settings
from tests.fakes.databases import database

ROSA = Client(
    "client-1",
    first_name="Rosa",
    last_name="Zwetschgenbaum",
    phones=("218-555-0142",),
    billing_address=Address("9 Quarrymans Lane", city="Duluth", province="MN", postal_code="55801"),
)
NAMES = NameBook.made([ROSA], [], [], own_names=("Harrow & Tate Heating",))
CANARY = Canary.of(b"a secret of the account")
Measure = Callable[[], LeakReport]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    data.mkdir()
    return Settings(_env_file=None, data_dir=data)


@pytest.fixture
def measure(settings: Settings, engine: Engine) -> Measure:
    return lambda: LeakMeter(settings, engine).measure("acme", NAMES, CANARY)


def test_masked_and_sealed_data_hold_no_leak_and_the_meter_proves_that_it_would_see_one(
    settings: Settings, measure: Measure
) -> None:
    (settings.data_dir / "notes.txt").write_text(
        "Mrs. <PERSON_7f3kq2> at <ADDRESS_abc234>, Harrow & Tate Heating, Duluth"
    )
    report = measure()
    assert (report.leaks, report.missed) == (0, ())
    assert report.sought > 10
    assert not list((settings.data_dir / "tmp").iterdir()), "what was planted is gone"


@pytest.mark.parametrize("place", SAMPLES)
def test_a_known_value_is_found_in_every_kind_of_place(place: str, settings: Settings, measure: Measure) -> None:
    SAMPLES[place](settings.data_dir, "Rosa Zwetschgenbaum")
    assert measure().leaks > 0


@pytest.mark.parametrize("value", CANARY.values)
def test_a_planted_canary_is_found(value: str, settings: Settings, measure: Measure) -> None:
    (settings.data_dir / "export.csv").write_text(f"name,value\n{value},1\n")
    assert measure().leaks > 0


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("index/generation-1/live/wal/open-1", "vector index"),
        ("originals/0af3", "originals"),
        ("workflows.sqlite-wal", "workflow database"),
        ("exports/fields.csv", "other files, exports and logs"),
    ],
)
def test_a_leak_is_told_by_its_place(file: str, place: str, settings: Settings, measure: Measure) -> None:
    path = settings.data_dir / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("for rosa zwetschgenbaum")
    assert {found.name for found in measure().places if found.leaks} == {place}


def test_rows_on_a_server_are_read_over_sql(settings: Settings, engine: Engine, measure: Measure) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("a SQLite database is read as a file; set FINEPRINT_TEST_POSTGRES_URL for a server")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (cell TEXT)"))
        connection.execute(text("INSERT INTO kept VALUES ('call 218 555 0142, (218) 555-0142')"))
    report = measure()
    assert {found.name for found in report.places if found.leaks} == {SQL}
    assert "write-ahead log" in report.not_read[0]


def test_every_schema_of_a_server_is_read_the_workflows_too(
    settings: Settings, engine: Engine, measure: Measure
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("a SQLite database is read as a file; set FINEPRINT_TEST_POSTGRES_URL for a server")
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS dbos CASCADE"))
        connection.execute(text("CREATE SCHEMA dbos"))
        connection.execute(text("CREATE TABLE dbos.workflow_status (inputs TEXT)"))
        connection.execute(text("INSERT INTO dbos.workflow_status VALUES ('for Rosa Zwetschgenbaum')"))
    try:
        assert {found.name for found in measure().places if found.leaks} == {SQL}
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA dbos CASCADE"))


def test_the_meter_says_which_logs_it_does_not_read(measure: Measure) -> None:
    assert "logs that went to a terminal" in measure().not_read[-1]


def test_measuring_leaves_the_locks_of_an_open_database_alone(settings: Settings, measure: Measure) -> None:
    with database("sqlite", settings.data_dir) as opened, opened.connect() as writing:
        writing.exec_driver_sql("BEGIN IMMEDIATE")
        measure()
        assert "locked" in written_by_another_process(settings.data_dir / "fineprint.sqlite")


def written_by_another_process(file: Path) -> str:
    """What SQLite says to a process that begins to write to `file` now, "" where it may."""
    program = (
        "import sqlite3, sys\n"
        "try: sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_last_result_is_kept_without_any_value(settings: Settings, engine: Engine, measure: Measure) -> None:
    (settings.data_dir / "fineprint.log").write_text("Rosa Zwetschgenbaum, 218-555-0142")
    report = measure()
    kept = LeakMeter(settings, engine).last("acme")
    assert kept is not None
    assert (kept.leaks, kept.sought, kept.places, kept.measured_at) == (
        report.leaks,
        report.sought,
        report.places,
        report.measured_at,
    )
    assert LeakMeter(settings, engine).last("other") is None
    with engine.connect() as connection:
        [row] = connection.execute(text("SELECT report FROM leak_scans")).all()
    assert "Zwetsch" not in row.report
    assert json.loads(row.report)["seconds"] >= 0


def test_a_canary_is_the_same_for_one_secret_and_another_for_another() -> None:
    assert Canary.of(b"a secret of the account") == CANARY
    assert not set(Canary.of(b"another secret").values) & set(CANARY.values)
