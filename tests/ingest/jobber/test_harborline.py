"""The shipped sample account, read whole through the simulator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.jobber.files import AttachmentFiles
from ingest.jobber.reader import JobberReader
from ingest.jobber.reads import NOTE_PARENTS, READS
from ingest.jobber.records import Client, Note, Record
from ingest.jobber.simulator.relations import TABLES
from tests.fakes.account import served
from tests.fakes.tokens import MemoryTokenStore

FOLDER = Path(__file__).parents[3] / "samples" / "harborline"
pytestmark = pytest.mark.skipif(not (FOLDER / "account.json").is_file(), reason="the sample account is not built")


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    account: dict[str, Any] = json.loads((FOLDER / "account.json").read_text())
    return account


@pytest.fixture(scope="module")
def reading() -> Iterator[tuple[JobberReader, AttachmentFiles]]:
    with served(FOLDER) as jobber, httpx.Client(timeout=20) as http:
        client = jobber.client(http, MemoryTokenStore())
        yield JobberReader(client), AttachmentFiles(client, http)


@pytest.fixture(scope="module")
def notes(reading: tuple[JobberReader, AttachmentFiles]) -> list[Note]:
    reader, _ = reading
    clients = [client for page in reader.pages(Client) for client in page.records]
    return [note for client in clients for page in reader.notes(client.id) for note in page.records]


@pytest.mark.parametrize("kind", READS, ids=lambda kind: kind.__name__)
def test_every_record_comes_once(
    reading: tuple[JobberReader, AttachmentFiles], plain: dict[str, Any], kind: type[Record]
) -> None:
    keys = {table.type_name: key for key, table in TABLES.items()}
    ids = [record.id for page in reading[0].pages(kind) for record in page.records]
    assert len(ids) == len(set(ids)) == len(plain[keys[kind.type_name]])


def test_every_note_comes_once_and_with_its_files(notes: list[Note], plain: dict[str, Any]) -> None:
    assert len(notes) == len({note.id for note in notes}) == len(plain["notes"])
    files = [file["id"] for note in plain["notes"] for file in note["fileAttachments"]]
    assert len([file for note in notes for file in note.attachments]) == len(files)
    assert {note.note_type.removesuffix("Note") for note in notes} <= {kind.type_name for kind in NOTE_PARENTS}


def test_every_file_is_downloaded_whole(
    reading: tuple[JobberReader, AttachmentFiles], notes: list[Note], plain: dict[str, Any]
) -> None:
    on_disk = {
        (note["message"], file["fileName"]): (FOLDER / "files" / file["path"]).read_bytes()
        for note in plain["notes"]
        for file in note["fileAttachments"]
    }
    for note in notes:
        for file in note.attachments:
            assert reading[1].download(note, file.id) == on_disk[note.message, file.file_name]
