"""Taking a client out of DBOS's own tables: whole workflows go, inputs and step results with them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine, MetaData, create_engine, event, inspect, select
from sqlalchemy.engine import make_url

from service.erasure.erase import StillWorking
from service.store.compaction import compact

_SCHEMA = "dbos"  # where DBOS keeps its tables in PostgreSQL
_RUNNING = ("PENDING", "ENQUEUED")
Mentions = Callable[[str], bool]


class WorkflowHistory:
    """What DBOS keeps of past runs. Reads its tables, deletes through its client; needs no running DBOS.

    `in_use`: workflows may be running, here or in another process, rather than lie where a crash left them.
    """

    def __init__(self, url: str, *, in_use: bool) -> None:
        self._url, self._in_use = url, in_use

    def wait_until_idle(self, *, patience_seconds: float = 600.0) -> None:
        """Return when nothing runs or waits to; raises `StillWorking`."""
        deadline = time.monotonic() + patience_seconds
        while self._in_use and self._running():
            if time.monotonic() > deadline:
                raise StillWorking("a sync is still running; erase again when `fineprint sync` has ended")
            time.sleep(0.2)

    def mentioning(self, mentions: Mentions) -> set[str]:
        """Ids of the workflows of which any cell mentions the client."""
        found: set[str] = set()
        for engine, tables in self._tables():
            with engine.connect() as connection:
                for table in tables.sorted_tables:
                    if "workflow_uuid" not in table.c:
                        continue
                    for row in connection.execute(select(table)):
                        if row.workflow_uuid not in found and any(isinstance(v, str) and mentions(v) for v in row):
                            found.add(row.workflow_uuid)
        return found

    def forget(self, mentions: Mentions) -> int:
        """Delete those workflows and what they left in the file; returns how many."""
        gone = sorted(self.mentioning(mentions))
        if gone:
            client = DBOSClient(system_database_url=self._url, serializer=DBOSPortableJSONSerializer())
            try:
                client.delete_workflows(gone)
            finally:
                client.destroy()
        return len(gone)

    def compact(self) -> None:
        """Rewrite the file without what was deleted from it."""
        for engine, tables in self._tables():
            compact(engine, [table.name for table in tables.sorted_tables] if tables.schema is None else ())

    def _running(self) -> bool:
        for engine, tables in self._tables():
            name = "workflow_status" if tables.schema is None else f"{tables.schema}.workflow_status"
            status = tables.tables[name].c.status
            with engine.connect() as connection:
                return connection.execute(select(status).where(status.in_(_RUNNING)).limit(1)).first() is not None
        return False

    def _tables(self) -> Iterator[tuple[Engine, MetaData]]:
        """The tables as they are, or nothing where no workflow ever ran."""
        with opened(self._url) as engine:
            schema = None if engine.dialect.name == "sqlite" else _SCHEMA
            if _exists(self._url) and inspect(engine).has_table("workflow_status", schema=schema):
                tables = MetaData(schema=schema)
                tables.reflect(engine)
                yield engine, tables


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=30000"))
    try:
        yield engine
    finally:
        engine.dispose()


def _exists(url: str) -> bool:
    """SQLite would make the file."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or Path(parsed.database or "").is_file()
