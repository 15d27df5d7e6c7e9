"""`fineprint backup`: everything that cannot be made again, in one file, as sealed as it lies on disk.

In it are the rows of the database (of one moment, whoever writes meanwhile), the sealed originals, the erasure register
and the audit anchor. Not in it are the master key, without which the file is worthless, the index, which `reindex` makes again, and
the workflow tables: what waits to be done stands in the rows.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from service.backup.cells import line_of
from service.store.engine import revisions
from service.store.schema import METADATA

FORMAT = 1
MANIFEST, REGISTER, ANCHOR, ROWS, ORIGINALS = "manifest.json", "erasures.jsonl", "anchor.json", "rows/", "originals/"
Tell = Callable[[str], None]


class BackupFailed(RuntimeError):
    """What the file lacks or holds that it should not, and how to mend it."""


def tables() -> list[Table]:
    """Every table, what is referred to before what refers to it."""
    return [table for metadata in METADATA for table in metadata.sorted_tables]


@dataclass(frozen=True)
class Kept:
    """Where the files lie that a backup takes along."""

    originals: Path
    register: Path
    anchor: Path


def back_up(engine: Engine, kept: Kept, masters: list[str], target: Path) -> dict[str, Any]:
    """Write the file, 0600 and whole or not at all; returns its manifest. Raises `BackupFailed`.

    `masters` are fingerprints of the master keys at hand. The anchor is read first, so that the rows reach as far as it
    says; then the rows: an original that came later is in the file as well, one that went meanwhile belongs to a document
    that is gone.
    """
    if target.exists():
        raise BackupFailed(f"{target} is there already; give another name, or take it away")
    unfinished = target.with_name(f"{target.name}.new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            manifest = _written(archive, engine, kept, masters)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
    return manifest


def _written(archive: tarfile.TarFile, engine: Engine, kept: Kept, masters: list[str]) -> dict[str, Any]:
    rows, digests = dict[str, int](), _with_file(archive, ANCHOR, kept.anchor)
    with _one_moment(engine) as connection:
        for table in tables():
            name = f"{ROWS}{table.name}.jsonl"
            rows[table.name], digests[name] = _add_rows(archive, connection, table, name)
    for path in _files(kept.originals):
        digests[ORIGINALS + path.name] = _add(archive, ORIGINALS + path.name, path.read_bytes())
    digests |= _with_file(archive, REGISTER, kept.register)
    manifest = {
        "format": FORMAT,
        "fineprint": version("fineprint"),
        "revision": revisions(engine)[0],
        "made_at": datetime.now(UTC).isoformat(),
        "masters": masters,
        "rows": rows,
        "originals": sum(name.startswith(ORIGINALS) for name in digests),
        "digests": digests,
    }
    _add(archive, MANIFEST, json.dumps(manifest).encode())
    return manifest


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the rows of one moment."""
    postgres = engine.dialect.name == "postgresql"
    with engine.connect() as connection:
        if postgres:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        else:
            connection.exec_driver_sql("BEGIN")
        yield connection
        connection.rollback()


def _add_rows(archive: tarfile.TarFile, connection: Connection, table: Table, name: str) -> tuple[int, str]:
    """How many rows, and the digest of their lines; they pass through a temporary file, not through memory."""
    count, digest = 0, hashlib.sha256()
    with tempfile.TemporaryFile() as file:
        for row in connection.execution_options(yield_per=500).execute(select(table)).mappings():
            line = line_of(dict(row))
            digest.update(line)
            file.write(line)
            count += 1
        info = tarfile.TarInfo(name)
        info.size = file.tell()
        file.seek(0)
        archive.addfile(info, file)
    return count, digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    """Whole originals; one that is being written has another ending."""
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.suffix) if folder.is_dir() else []


def _with_file(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, str]:
    """The digest of a file, by its name in the backup; nothing where there is no file yet."""
    return {name: _add(archive, name, path.read_bytes())} if path.exists() else {}


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> str:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest()
