"""`fineprint restore`: puts a backup in the place of what an installation holds. Whoever was erased stays erased.

The erasure register is joined, never replaced: who was erased before the backup or after it is in it afterwards, and
`App.keep_erased` takes his rows away again before anything is read.
"""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, func, select, text

from anonymize.erasure_register import ErasureRegister
from service.backup.cells import row_of
from service.backup.making import BackupFailed, tables
from service.backup.reading import BackupFile
from service.store.engine import known_revisions, migrations
from service.store.schema import METADATA

BATCH = 500


def restore_rows(engine: Engine, backup: BackupFile, masters: list[str], *, replace: bool) -> int:
    """All rows in one transaction, or none; returns how many. `masters` are fingerprints of the keys at hand.

    Rows of an older schema are put into tables as they were then, which are brought up to date. Raises `BackupFailed` for a
    newer schema or another master key, or where something stands already and `replace` is not said.
    """
    _check(backup, masters)
    if not replace and _is_in_use(engine):
        raise BackupFailed("this installation holds records already; add --replace to put the backup in their place")
    with engine.begin() as connection:
        _make_empty(connection, backup.manifest["revision"])
        rows = sum(_fill(connection, table, backup) for table in _tables_of(connection, backup))
        _upgrade(connection, "head")
        return rows


def restore_originals(folder: Path, backup: BackupFile) -> int:
    """The sealed files, in place of those that are there; returns how many."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    count = 0
    for name, data in backup.originals():
        (fresh / name).write_bytes(data)
        count += 1
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return count


def join_register(register: ErasureRegister, backup: BackupFile) -> int:
    """Add what the backup's register tells and this one does not; returns how many lines that were."""
    return register.join(backup.register())


def _check(backup: BackupFile, masters: list[str]) -> None:
    made = backup.manifest["revision"]
    if made not in known_revisions():
        raise BackupFailed(
            f"the backup was made by version {backup.manifest['fineprint']} (schema {made}), which this version does not "
            "know; update Fineprint to that version or a later one, and restore again"
        )
    if backup.manifest["masters"] and not set(masters) & set(backup.manifest["masters"]):
        raise BackupFailed(
            f"the backup is sealed under the master key {' or '.join(backup.manifest['masters'])}, which is not at "
            "hand; give it as FINEPRINT_MASTER_KEY or put its file back"
        )


def _is_in_use(engine: Engine) -> bool:
    with engine.connect() as connection:
        return any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables())


def _make_empty(connection: Connection, revision: str) -> None:
    """The tables anew, as a revision had them: rows of the audit log can be deleted by nobody."""
    for metadata in reversed(METADATA):
        metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    _upgrade(connection, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command

    config = migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _tables_of(connection: Connection, backup: BackupFile) -> list[Table]:
    """Those with rows in the backup, what is referred to first; as the database has them where the schema is an older one."""
    there = tables()
    if backup.manifest["revision"] != known_revisions()[-1]:
        past = MetaData()
        past.reflect(connection)
        there = past.sorted_tables
    return [table for table in there if table.name in backup.manifest["rows"]]


def _fill(connection: Connection, table: Table, backup: BackupFile) -> int:
    lines, count = backup.lines(table.name), 0
    while rows := [row_of(line) for line in islice(lines, BATCH)]:
        connection.execute(table.insert(), rows)
        count += len(rows)
    return count
