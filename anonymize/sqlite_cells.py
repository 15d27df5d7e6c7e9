"""The cells of a SQLite file and its log: a long value is scattered over pages in the raw bytes."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from anonymize.disguises import View

_AT_ONCE = 1024 * 1024  # bytes of one column's cells that are looked through together


def sqlite_cells(path: Path) -> Iterator[View]:
    """The cells of each column, many together, named by table and column; nothing for a file that is no database.

    It is read in a copy, so that reading leaves no trace beside a database in use.
    """
    with path.open("rb") as opened:
        if opened.read(16) != b"SQLite format 3\0":
            return
    with tempfile.TemporaryDirectory() as scratch:
        for suffix in ("", "-wal"):
            if Path(f"{path}{suffix}").exists():
                shutil.copy(f"{path}{suffix}", f"{scratch}/copy{suffix}")
        with closing(sqlite3.connect(f"{scratch}/copy")) as connection:
            connection.text_factory = bytes
            yield from _cells(connection)


def _cells(connection: sqlite3.Connection) -> Iterator[View]:
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.DatabaseError:
        return  # no database after all; its bytes are read like any file's
    for (raw_name,) in names:
        table = raw_name.decode().replace('"', '""')
        try:
            rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a quoted name from the file itself
            columns = [f"{table}.{column[0]}" for column in rows.description]
            yield from together((dict(zip(columns, row, strict=True)) for row in rows), "SQLite")
        except sqlite3.Error:
            continue  # a virtual table whose module is not here; its shadow tables are read


def together(rows: Iterator[dict[str, object]], kind: str) -> Iterator[View]:
    """Cells of one column joined until they are worth looking through; a zip archive by itself."""
    waiting: dict[str, list[bytes]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        for column, value in row.items():
            cell = _bytes(value)
            if cell.startswith(b"PK\x03\x04"):
                yield f"{kind} {column}", cell
            elif cell:
                waiting[column].append(cell)
                sizes[column] += len(cell)
            if sizes[column] > _AT_ONCE:
                yield f"{kind} {column}", b"\n\n".join(waiting.pop(column))
                sizes[column] = 0
    for column, cells in waiting.items():
        yield f"{kind} {column}", b"\n\n".join(cells)


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return b"" if value is None or isinstance(value, bool) else str(value).encode()
