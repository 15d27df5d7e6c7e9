"""The words of Jobber's records as documents: notes, messages, jobs with their visits, quotes, requests, invoices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.jobber.records import (
    Invoice,
    Job,
    LineItem,
    Message,
    Note,
    Quote,
    Record,
    Request,
    TimeSheetEntry,
    Visit,
)
from retrieval.model import DocumentKind


@dataclass(frozen=True)
class RecordText:
    """A record's words as one document; `text` is empty when it has none."""

    record: Record
    kind: DocumentKind
    text: str
    client_id: str | None
    property_id: str | None = None
    job_id: str | None = None
    file: str | None = None
    written_at: datetime | None = None

    @property
    def record_type(self) -> str:
        return self.record.note_type if isinstance(self.record, Note) else self.record.type_name


def note_text(note: Note) -> RecordText:
    return RecordText(
        record=note,
        kind=DocumentKind.NOTE,
        text=note.message.strip(),
        client_id=note.client_id,
        property_id=note.property_id,
        job_id=note.job_id,
        written_at=note.created_at,
    )


def message_text(message: Message) -> RecordText:
    return RecordText(
        record=message,
        kind=DocumentKind.COMMUNICATION,
        text=_paragraphs(message.subject, message.text),
        client_id=message.client_id,
        file=message.file,
        written_at=message.sent_at,
    )


def job_text(job: Job, visits: Sequence[Visit], time_sheets: Sequence[TimeSheetEntry]) -> RecordText:
    """A job's title and instructions, its line items, its visits' instructions and its time sheets' notes."""
    instructions = (visit.instructions for visit in visits if visit.instructions != job.instructions)
    return RecordText(
        record=job,
        kind=DocumentKind.JOB,
        text=_paragraphs(
            job.title,
            job.instructions,
            _line_items(job.line_items),
            *instructions,
            *(entry.note for entry in time_sheets),
        ),
        client_id=job.client_id,
        property_id=job.property_id,
        job_id=job.id,
        written_at=job.created_at,
    )


def quote_text(quote: Quote) -> RecordText:
    """A quote's message, contract disclaimer and line items are one document."""
    return RecordText(
        record=quote,
        kind=DocumentKind.QUOTE,
        text=_paragraphs(quote.title, quote.message, _line_items(quote.line_items), quote.contract_disclaimer),
        client_id=quote.client_id,
        property_id=quote.property_id,
        written_at=quote.created_at,
    )


def request_text(request: Request) -> RecordText:
    return RecordText(
        record=request,
        kind=DocumentKind.REQUEST,
        text=request.title.strip(),
        client_id=request.client_id,
        property_id=request.property_id,
        written_at=request.created_at,
    )


def invoice_text(invoice: Invoice) -> RecordText:
    return RecordText(
        record=invoice,
        kind=DocumentKind.INVOICE,
        text=_paragraphs(invoice.subject, invoice.message, _line_items(invoice.line_items)),
        client_id=invoice.client_id,
        written_at=invoice.created_at,
    )


def _line_items(items: Iterable[LineItem]) -> str:
    lines = (
        f"{item.name}: {item.description}" if item.description and item.description != item.name else item.name
        for item in items
    )
    return "\n".join(line for line in lines if line)


def _paragraphs(*parts: str) -> str:
    """Each part once: the visits of a recurring job repeat their instructions."""
    return "\n\n".join(dict.fromkeys(stripped for part in parts if (stripped := part.strip())))
