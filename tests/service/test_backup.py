"""Backing up, restoring and reindexing a whole installation, on every database there is."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from pydantic import SecretStr
from sqlalchemy import Engine, MetaData

from anonymize.boundary import Scope
from ingest.jobber.records import Client
from ingest.jobber.tokens import Tokens
from ingest.lookup import LookupFailed
from service.audit.verify import verify
from service.auth.roles import Role
from service.backup.making import BackupFailed
from service.backup.reading import BackupFile
from service.keeping import back_up_to, reindex, restore_from
from service.settings import Settings
from service.store.engine import migrations, revisions
from tests.fakes.branch import ACCOUNT, TODAY, Branch
from tests.fakes.databases import KINDS, MASTER, empty_database

HALE = Client(id="client-1", first_name="Marian", last_name="Hale", emails=("marian.hale@example.com",))
ROSSI = Client(id="client-2", first_name="Marco", last_name="Rossi")
TERMS = "1. Fees\nThe diagnostic fee is $89.00 per visit for {name}."
SCOPE = Scope(ACCOUNT)


@contextmanager
def installation(folder: Path, engine: Engine, *, master: bytes = MASTER) -> Iterator[Branch]:
    """An installation below a folder, on the database of `engine`."""
    branch = Branch(
        Settings(
            data_dir=folder / "data",
            database_url=engine.url.render_as_string(hide_password=False),
            account=ACCOUNT,
            master_key=SecretStr(master.hex()),
            erasure_register=folder / "erased.jsonl",
            audit_anchor=folder / "anchor.json",
            today=TODAY,
        )
    )
    try:
        yield branch
    finally:
        branch.close()


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    with empty_database(request.param, tmp_path) as engine:
        yield engine


@contextmanager
def elsewhere(folder: Path, *, master: bytes = MASTER) -> Iterator[Branch]:
    """Another machine's installation, on SQLite."""
    folder.mkdir(exist_ok=True)
    with empty_database("sqlite", folder) as engine, installation(folder, engine, master=master) as branch:
        yield branch


@pytest.fixture
def known(tmp_path: Path, engine: Engine) -> Iterator[Branch]:
    """A connected account with two clients and nothing to read."""
    with installation(tmp_path, engine) as branch:
        branch.tokens.connect(ACCOUNT, Tokens("a", "r"))
        branch.know(HALE, ROSSI)
        yield branch


@pytest.fixture
def branch(known: Branch) -> Branch:
    """With a contract of each client."""
    for client in (HALE, ROSSI):
        id = known.file(client, f"{client.id}.pdf", TERMS.format(name=client.name))
        known.originals.put(id, b"%PDF of " + client.name.encode(), account=ACCOUNT, client_id=client.id)
    return known


def answers(branch: Branch, name: str) -> bool:
    desk = branch.desk_for(branch.owner_principal(Role.STAFF))
    try:
        return not desk.ask("What is the diagnostic fee?", client=name)["abstained"]
    except LookupFailed:
        return False


def clients(branch: Branch) -> set[str]:
    return {client.id for client in branch.records.all(SCOPE, Client)}


def restored(branch: Branch, file: Path, *, replace: bool = False) -> dict[str, Any]:
    with BackupFile(file) as opened:
        return restore_from(branch, opened, replace=replace)


def test_who_was_erased_after_a_backup_is_gone_after_it_was_restored(
    branch: Branch, tmp_path: Path, engine: Engine
) -> None:
    back_up_to(branch, tmp_path / "monday.tar")
    assert branch.desk_for(branch.owner_principal(Role.ADMIN)).erase("Marian Hale")["passed"]
    told = restored(branch, tmp_path / "monday.tar", replace=True)
    assert told["erased_again"] == 1
    assert told["audit_faults"] == []
    branch.close()
    with installation(tmp_path, engine) as after:
        assert sum(reindex(after, anew=True)) == 1
        assert clients(after) == {ROSSI.id}
        assert answers(after, "Marco Rossi")
        assert not answers(after, "Marian Hale")
        assert len(list(after.originals.folder.iterdir())) == 1
        assert verify(after.audit, ACCOUNT).whole


def test_who_was_erased_before_a_backup_stays_erased_on_another_machine(known: Branch, tmp_path: Path) -> None:
    known.desk_for(known.owner_principal(Role.ADMIN)).erase("Marian Hale")
    back_up_to(known, tmp_path / "tuesday.tar")
    with elsewhere(tmp_path / "elsewhere") as after:
        restored(after, tmp_path / "tuesday.tar")
        assert after.erasure_register.holds(ACCOUNT, HALE.id)


def test_a_backup_restored_into_another_database_answers_as_before(branch: Branch, tmp_path: Path) -> None:
    back_up_to(branch, tmp_path / "monday.tar")
    with elsewhere(tmp_path / "elsewhere") as after:
        told = restored(after, tmp_path / "monday.tar")
        assert told["originals"] == 2
    with elsewhere(tmp_path / "elsewhere") as after:
        assert sum(reindex(after, anew=True)) == 2
        assert answers(after, "Marian Hale")
        assert after.queue.list(SCOPE) == branch.queue.list(SCOPE)
        document = next(iter(after.ledger.documents(SCOPE, client_id=HALE.id)))
        assert after.originals.get(SCOPE, document.id, client_id=HALE.id) == b"%PDF of Marian Hale"


def test_nothing_of_anybody_stands_in_a_backup_in_clear(branch: Branch, tmp_path: Path) -> None:
    back_up_to(branch, tmp_path / "monday.tar")
    data = (tmp_path / "monday.tar").read_bytes()
    assert (tmp_path / "monday.tar").stat().st_mode & 0o777 == 0o600
    assert not any(name in data for name in (b"Marian", b"Rossi", b"marian.hale"))


def test_a_backup_is_not_put_over_what_stands_there_unless_that_is_said(known: Branch, tmp_path: Path) -> None:
    back_up_to(known, tmp_path / "monday.tar")
    with pytest.raises(BackupFailed, match="--replace"):
        restored(known, tmp_path / "monday.tar")
    assert clients(known) == {HALE.id, ROSSI.id}


def test_a_backup_is_not_written_over_another(known: Branch, tmp_path: Path) -> None:
    (tmp_path / "monday.tar").write_text("an older one")
    with pytest.raises(BackupFailed, match="another name"):
        back_up_to(known, tmp_path / "monday.tar")


def test_a_backup_that_was_changed_is_refused_before_anything_is_lost(known: Branch, tmp_path: Path) -> None:
    back_up_to(known, tmp_path / "monday.tar")
    data = (tmp_path / "monday.tar").read_bytes()
    (tmp_path / "changed.tar").write_bytes(data.replace(b"client-2", b"client-9"))
    with pytest.raises(BackupFailed, match="not what was written"):
        restored(known, tmp_path / "changed.tar", replace=True)
    (tmp_path / "short.tar").write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupFailed, match="no whole backup"):
        restored(known, tmp_path / "short.tar", replace=True)
    assert clients(known) == {HALE.id, ROSSI.id}


def test_a_backup_of_another_master_key_is_refused_and_the_key_is_named(known: Branch, tmp_path: Path) -> None:
    back_up_to(known, tmp_path / "monday.tar")
    with (
        elsewhere(tmp_path / "elsewhere", master=bytes(32)) as after,
        pytest.raises(BackupFailed, match=r"master key [0-9a-f]{8}"),
    ):
        restored(after, tmp_path / "monday.tar")


def older(file: Path, revision: str, scratch: Path) -> Path:
    """The backup as a version of that schema would have made it: without the tables and columns that came later."""
    with empty_database("sqlite", scratch) as engine:
        with engine.begin() as connection:
            config = migrations()
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        past = MetaData()
        past.reflect(engine)
    with BackupFile(file) as opened:
        rows = {name: list(opened.lines(name)) for name in opened.manifest["rows"] if name in past.tables}
        members = {f"originals/{name}": data for name, data in opened.originals()}
        manifest = opened.manifest | {"revision": revision, "rows": {name: len(lines) for name, lines in rows.items()}}
    for name, lines in rows.items():
        known = past.tables[name].columns.keys()
        kept = [{each: value for each, value in json.loads(line).items() if each in known} for line in lines]
        members[f"rows/{name}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in kept)
    manifest["digests"] = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    made = file.with_name(f"{revision}.tar")
    with tarfile.open(made, "w") as archive:
        for name, data in (members | {"manifest.json": json.dumps(manifest).encode()}).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made


def test_a_backup_of_an_older_schema_is_brought_up_to_date(branch: Branch, tmp_path: Path, engine: Engine) -> None:
    back_up_to(branch, tmp_path / "monday.tar")
    (tmp_path / "scratch").mkdir()
    restored(branch, older(tmp_path / "monday.tar", "0010", tmp_path / "scratch"), replace=True)
    branch.close()
    assert len(set(revisions(engine))) == 1
    with installation(tmp_path, engine) as after:
        assert sum(reindex(after, anew=True)) == 2
        assert answers(after, "Marian Hale")
        assert verify(after.audit, ACCOUNT).whole


def test_a_backup_of_a_newer_version_is_refused_and_says_what_to_do(known: Branch, tmp_path: Path) -> None:
    back_up_to(known, tmp_path / "monday.tar")
    with BackupFile(tmp_path / "monday.tar") as opened:
        opened.manifest["revision"] = "9999"
        with pytest.raises(BackupFailed, match=r"schema 9999.*update Fineprint"):
            restore_from(known, opened, replace=True)
    assert clients(known) == {HALE.id, ROSSI.id}


def test_a_log_that_was_cut_off_before_a_backup_is_told_of_by_the_backups_anchor(
    known: Branch, tmp_path: Path, engine: Engine
) -> None:
    for number in range(3):
        known.audit.add(ACCOUNT, "test.told", "ada", number=number)
    known.audit.anchor_path.write_text(known.audit.anchor_path.read_text().replace('"seq": ', '"seq": 9'))
    back_up_to(known, tmp_path / "monday.tar")
    told = restored(known, tmp_path / "monday.tar", replace=True)
    assert [fault for fault in told["audit_faults"] if "its end was cut off" in fault]
    known.close()
    with installation(tmp_path, engine) as after:
        (event,) = after.audit.events(SCOPE, kind="audit.anchored_anew")
        assert "1 faults in what was backed up" in event.detail["reason"]


def test_an_index_that_was_lost_is_made_again_from_sql(branch: Branch, tmp_path: Path, engine: Engine) -> None:
    branch.close()
    shutil.rmtree(tmp_path / "data" / "index")
    with installation(tmp_path, engine) as after:
        assert sum(reindex(after, anew=False)) == 2
        assert answers(after, "Marco Rossi")
        assert sum(reindex(after, anew=False)) == 0, "what is there is not made again"
        assert sum(reindex(after, anew=True)) == 2
