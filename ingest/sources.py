"""Every document an account has, as its records name them: files on notes, and the words of the records themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from anonymize.boundary import Scope
from ingest.jobber.records import (
    Attachment,
    CommunicationFile,
    Invoice,
    Job,
    Message,
    Note,
    Quote,
    Request,
    TimeSheetEntry,
    Visit,
)
from ingest.ledger import Document, document_id
from ingest.record_text import (
    RecordText,
    invoice_text,
    job_text,
    message_text,
    note_text,
    quote_text,
    request_text,
)
from ingest.records import Records
from retrieval.model import DocumentKind

PDF = "application/pdf"


@dataclass(frozen=True)
class FileSource:
    """A file on a note. The citation's record is the note it hangs on."""

    note: Note
    attachment: Attachment

    @property
    def is_pdf(self) -> bool:
        return self.attachment.content_type == PDF or self.attachment.file_name.lower().endswith(".pdf")

    @property
    def written_at(self) -> datetime | None:
        return self.attachment.created_at or self.note.created_at


@dataclass(frozen=True)
class FolderFile:
    """A file of the communications folder, whose bytes are kept already."""

    record: CommunicationFile


Source = FileSource | FolderFile | RecordText


def sources(records: Records, scope: Scope) -> Iterator[tuple[Document, Source]]:
    """Each source of the account with the document it makes (ids and relations filled in, no outcome yet)."""
    for note in records.all(scope, Note):
        if note.message.strip():
            yield _of_record(scope.account, note_text(note))
        for attachment in note.attachments:
            yield _of_file(scope.account, FileSource(note, attachment))
    for text in _record_texts(records, scope):
        if text.text:
            yield _of_record(scope.account, text)
    for file in records.all(scope, CommunicationFile):
        yield _of_folder_file(scope.account, file)


def _record_texts(records: Records, scope: Scope) -> Iterator[RecordText]:
    visits, entries = defaultdict(list), defaultdict(list)
    for visit in records.all(scope, Visit):
        visits[visit.job_id].append(visit)
    for entry in records.all(scope, TimeSheetEntry):
        entries[entry.job_id].append(entry)
    for job in records.all(scope, Job):
        yield job_text(job, visits[job.id], entries[job.id])
    for quote in records.all(scope, Quote):
        yield quote_text(quote)
    for request in records.all(scope, Request):
        yield request_text(request)
    for invoice in records.all(scope, Invoice):
        yield invoice_text(invoice)
    for message in records.all(scope, Message):
        yield message_text(message)


def _of_record(account: str, source: RecordText) -> tuple[Document, RecordText]:
    document = Document(
        id=document_id(account, source.record_type, source.record.id),
        account=account,
        kind=source.kind,
        record_type=source.record_type,
        record_id=source.record.id,
        client_id=source.client_id,
        file=source.file,
        property_id=source.property_id,
        job_id=source.job_id,
        written_at=source.written_at,
        reason=(source.record.unmatched or None) if isinstance(source.record, Message) else None,
    )
    return document, source


def file_document_id(account: str, file: CommunicationFile) -> str:
    return document_id(account, CommunicationFile.type_name, file.id)


def _of_folder_file(account: str, file: CommunicationFile) -> tuple[Document, FolderFile]:
    """The citation's record is the message it came with."""
    document = Document(
        id=file_document_id(account, file),
        account=account,
        kind=DocumentKind.FILE,
        record_type=CommunicationFile.type_name if file.message_id is None else Message.type_name,
        record_id=file.message_id or file.id,
        client_id=file.client_id,
        file=file.file,
        written_at=file.sent_at,
        reason=file.unmatched or None,
    )
    return document, FolderFile(file)


def _of_file(account: str, source: FileSource) -> tuple[Document, FileSource]:
    note = source.note
    document = Document(
        id=document_id(account, "NoteFile", source.attachment.id),
        account=account,
        kind=DocumentKind.FILE,
        record_type=note.note_type,
        record_id=note.id,
        client_id=note.client_id,
        file=source.attachment.file_name,
        property_id=note.property_id,
        job_id=note.job_id,
        written_at=source.written_at,
    )
    return document, source
