"""Looks through everything stored for what must stand nowhere in clear, and keeps how much was found, never what.

Looked for are the account's known values and its canary (`anonymize.canary`). Read are all files below the data folder,
and over SQL and REST the databases that lie elsewhere.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, Table, delete, insert, inspect, select

from anonymize.canary import Canary
from anonymize.disguises import View
from anonymize.leaks import LeakScan, find_leaks
from anonymize.sqlite_cells import together
from ingest.known_names import NameBook
from service.erasure.file_scan import look_through
from service.leak_samples import SAMPLES
from service.settings import Settings
from service.store.tables import leak_scans

FILE_PLACES = {
    "index": "vector index",
    "originals": "originals",
    "workflows.sqlite": "workflow database",
    "fineprint.sqlite": "database",
    "tmp": "temporary files",
}
OTHER_FILES, SQL, REST = "other files, exports and logs", "SQL server", "Qdrant server"
NOT_READ = {
    SQL: "the SQL server's write-ahead log and backups cannot be read from here",
    REST: "the Qdrant server's own files and write-ahead log cannot be read from here, only its points",
}
NEVER_READ = (
    "logs that went to a terminal, a container or the system's journal are not read, nor exports and backups that lie "
    "outside the data folder",
)


@dataclass(frozen=True)
class PlaceRead:
    """`read` is files, or tables and collections on a server; `leaks` distinct sightings."""

    name: str
    read: int
    leaks: int


@dataclass(frozen=True)
class LeakReport:
    """`missed` are the kinds of place in which the meter did not find its own canary: it must be ()."""

    account: str
    measured_at: datetime
    seconds: float
    sought: int
    bytes: int
    places: tuple[PlaceRead, ...]
    missed: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()

    @property
    def leaks(self) -> int:
        return sum(place.leaks for place in self.places)


class LeakMeter:
    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings, self._engine = settings, engine

    def measure(self, account: str, names: NameBook, canary: Canary) -> LeakReport:
        """Reads everything once; keeps the result as the account's last. Raises `ScanFailed`."""
        started, sought = time.perf_counter(), names.sought()
        values = sought.values | set(canary.values)
        places, size = self._files(values, sought.phrases)
        places += self._servers(values, sought.phrases)
        report = LeakReport(
            account=account,
            measured_at=datetime.now(UTC),
            seconds=round(time.perf_counter() - started, 2),
            sought=len(sought.values) + len(sought.phrases) + len(canary.values),
            bytes=size,
            places=tuple(places),
            missed=tuple(self._missed(canary)),
            not_read=tuple(NOT_READ[place.name] for place in places if place.name in NOT_READ) + NEVER_READ,
        )
        self._keep(report)
        return report

    def last(self, account: str) -> LeakReport | None:
        query = select(leak_scans).where(leak_scans.c.account == account)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        told: dict[str, Any] = json.loads(row.report)
        told["places"] = tuple(PlaceRead(**place) for place in told["places"])
        told |= {name: tuple(told[name]) for name in ("missed", "not_read")}
        return LeakReport(**told, account=account, measured_at=row.measured_at)

    def _files(self, values: frozenset[str], phrases: frozenset[str]) -> tuple[list[PlaceRead], int]:
        read, leaks, size = Counter[str](), Counter[str](), 0
        for each in look_through(self._settings.data_dir, values, phrases):
            place = _place(Path(each.path))
            read[place] += each.size is not None
            size += each.size or 0
            leaks[place] += len(each.leaks)
        return [PlaceRead(name, read[name], leaks[name]) for name in sorted(read | leaks)], size

    def _servers(self, values: frozenset[str], phrases: frozenset[str]) -> list[PlaceRead]:
        views = {}
        if self._engine.dialect.name != "sqlite":
            views[SQL] = _sql_cells(self._engine)
        if self._settings.qdrant_url is not None:
            views[REST] = _payloads(self._settings)
        scan = LeakScan(values, phrases) if views else LeakScan(())
        return [_looked_through(name, scan, cells) for name, cells in views.items()]

    def _missed(self, canary: Canary) -> Iterator[str]:
        """Puts the canary in clear into each kind of place, in a folder of its own, and looks whether it is found."""
        scratch = self._settings.data_dir / "tmp"
        scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(dir=scratch))
        try:
            for number, (name, write) in enumerate(SAMPLES.items()):
                own = folder / str(number)
                own.mkdir()
                write(own, canary.name)
                if not find_leaks(own, [canary.name]):
                    yield name
        finally:
            shutil.rmtree(folder)

    def _keep(self, report: LeakReport) -> None:
        told = asdict(report)
        account, at = told.pop("account"), told.pop("measured_at")
        with self._engine.begin() as connection:
            connection.execute(delete(leak_scans).where(leak_scans.c.account == account))
            connection.execute(insert(leak_scans).values(account=account, measured_at=at, report=json.dumps(told)))


def _place(path: Path) -> str:
    first = path.parts[0].removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
    return FILE_PLACES.get(first, OTHER_FILES)


def _looked_through(name: str, scan: LeakScan, views: Iterable[View]) -> PlaceRead:
    read, leaks = set(), set()
    for where, cells in views:
        read.add(where.split(".")[0])
        leaks |= set(scan.in_bytes(name, where, cells))
    return PlaceRead(name, len(read), len(leaks))


def _sql_cells(engine: Engine) -> Iterator[View]:
    """Every row of every table of the database, the workflows' included."""
    inspector = inspect(engine)
    for schema in inspector.get_schema_names():
        if schema == "information_schema" or schema.startswith("pg_"):
            continue
        for name in inspector.get_table_names(schema=schema):
            table = Table(name, MetaData(), schema=schema, autoload_with=engine)
            with engine.connect() as connection:
                rows = connection.execution_options(yield_per=500).execute(select(table)).mappings()
                yield from together(({f"{name}.{k}": v for k, v in row.items()} for row in rows), f"SQL {schema}")


def _payloads(settings: Settings) -> Iterator[View]:
    from retrieval.qdrant_server import CollectionShelf
    from service.index import client_of

    shelf = CollectionShelf(client_of(settings))
    for name in sorted(shelf.names()):
        rows: Iterator[dict[str, object]] = (
            {"payload": json.dumps(payload, ensure_ascii=False)} for payload in shelf.payloads(name)
        )
        yield from together(rows, name)
