from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.records import Attachment, Job, Message, Note, Quote, TimeSheetEntry, Visit
from ingest.ledger import document_id
from ingest.record_text import RecordText
from ingest.records import Records
from ingest.sources import FileSource, sources
from retrieval.model import DocumentKind

WHOLE = Scope("acme")
UPLOADED = datetime(2026, 2, 3, tzinfo=UTC)
PDF = Attachment("file-1", "Agreement.pdf", "application/pdf", 2000, created_at=UPLOADED)
PHOTO = Attachment("file-2", "unit.jpg", "image/jpeg", 3000)
NOTE = Note(
    "note-1",
    note_type="JobNote",
    client_id="client-1",
    parent_id="job-1",
    property_id="property-1",
    job_id="job-1",
    message="Signed today",
    attachments=(PDF, PHOTO),
)


@pytest.fixture
def records(engine: Engine, keyring: Keyring) -> Records:
    return Records(engine, keyring)


def test_a_note_and_each_of_its_files_are_documents_of_their_own(records: Records) -> None:
    records.put("acme", [NOTE], run="run-1")
    found = list(sources(records, WHOLE))
    assert [(document.kind, document.file) for document, _ in found] == [
        (DocumentKind.NOTE, None),
        (DocumentKind.FILE, "Agreement.pdf"),
        (DocumentKind.FILE, "unit.jpg"),
    ]
    assert len({document.id for document, _ in found}) == 3


def test_a_file_belongs_to_the_note_it_hangs_on(records: Records) -> None:
    records.put("acme", [NOTE], run="run-1")
    document, source = list(sources(records, WHOLE))[1]
    assert isinstance(source, FileSource)
    assert source.is_pdf
    assert (document.record_type, document.record_id) == ("JobNote", "note-1")
    assert (document.client_id, document.property_id, document.job_id) == ("client-1", "property-1", "job-1")
    assert document.written_at == UPLOADED
    assert document.id == document_id("acme", "NoteFile", "file-1")


def test_a_pdf_is_told_by_its_type_or_its_name() -> None:
    by_name = Attachment("file-3", "SCAN.PDF", "application/octet-stream", 1)
    assert FileSource(NOTE, by_name).is_pdf
    assert not FileSource(NOTE, PHOTO).is_pdf


def test_a_note_without_words_brings_only_its_files(records: Records) -> None:
    records.put("acme", [Note("note-1", client_id="client-1", message=" ", attachments=(PDF,))], run="run-1")
    assert [document.kind for document, _ in sources(records, WHOLE)] == [DocumentKind.FILE]


def test_a_job_is_one_document_with_its_own_visits_and_time_sheets(records: Records) -> None:
    job, other = Job("job-1", client_id="client-1", title="Boiler"), Job("job-2", client_id="client-1", title="Pump")
    visit = Visit("visit-1", client_id="client-1", job_id="job-1", instructions="Ladder")
    entry = TimeSheetEntry("entry-1", client_id="client-1", job_id="job-2", note="Gasket")
    records.put("acme", [job, other, visit, entry], run="run-1")
    texts = [source.text for _, source in sources(records, WHOLE) if isinstance(source, RecordText)]
    assert texts == ["Boiler\n\nLadder", "Pump\n\nGasket"]


def test_records_without_words_are_no_documents(records: Records) -> None:
    records.put("acme", [Job("job-1", client_id="client-1"), Quote("quote-1", client_id="client-1")], run="run-1")
    assert list(sources(records, WHOLE)) == []


def test_a_message_of_no_known_client_is_the_accounts_own(records: Records) -> None:
    records.put("acme", [Message("message-1", file="a.eml", subject="Offer")], run="run-1")
    [(document, _)] = sources(records, WHOLE)
    assert (document.client_id, document.kind, document.file) == (None, DocumentKind.COMMUNICATION, "a.eml")


def test_sources_stay_inside_the_scope(records: Records) -> None:
    records.put("acme", [NOTE, Job("job-2", client_id="client-2", title="Pump")], run="run-1")
    narrow = list(sources(records, Scope("acme", frozenset({"client-2"}))))
    assert [document.record_id for document, _ in narrow] == ["job-2"]
    assert list(sources(records, Scope("rival"))) == []
