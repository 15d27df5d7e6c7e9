"""Citations of terms' pins and of records' words: revealed as far as the reader may see, verified, placed on the page."""

from __future__ import annotations

from dataclasses import replace

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope
from ingest.jobber.records import Note
from ingest.ledger import LIVE, Document, Ledger, document_id
from ingest.pages import Pages
from ingest.records import Records
from retrieval.model import Citation, Span
from service.agreements.terms import Pin
from service.answers.verify import Quote, cited
from service.coverage.work import RecordQuote

# Visits and time sheets have no document of their own: their words stand in their job's.
OF_JOB = frozenset({"Visit", "TimeSheetEntry"})


class Citer:
    """Cites for one reader. What cannot be verified, or may not be seen, is not cited."""

    def __init__(self, scope: Scope, *, ledger: Ledger, pages: Pages, records: Records, anonymizer: Anonymizer) -> None:
        self._scope, self._ledger, self._pages = scope, ledger, pages
        self._records, self._anonymizer = records, anonymizer
        self._documents: dict[str, Document | None] = {}

    def pin(self, pin: Pin, n: int = 1) -> Citation | None:
        """The words a term was read from."""
        document = self._document(pin.document_id)
        if document is None:
            return None
        section = self._anonymizer.reveal(pin.section, self._scope)
        quote = Quote(document, section, Span(pin.start, pin.end), pin.quote)
        return cited(n, quote, self._pages.locate, self._anonymizer.reveal, self._scope)

    def record(self, words: RecordQuote, n: int = 1, job_id: str | None = None) -> Citation | None:
        """Words of a note, message or job, found again in the document they stand in."""
        document = self._document_of(words, job_id)
        text = self._pages.get(self._scope, document.id) if document else None
        if document is None or text is None:
            return None
        wanted = words.quote.strip()
        start = text.text.find(wanted)
        if start < 0:
            return None
        quote = Quote(document, "", Span(start, start + len(wanted)), self._masked(wanted, document))
        citation = cited(n, quote, self._pages.locate, self._anonymizer.reveal, self._scope)
        return citation and replace(citation, record_type=words.record_type, record_id=words.record_id)

    def _masked(self, raw: str, document: Document) -> str:
        """The words masked where this reader may not see all; one who sees the whole account sees them as they stand."""
        if self._scope.clients is None:
            return raw
        return self._anonymizer.mask(raw, client_id=document.client_id).text.text

    def _document(self, id: str) -> Document | None:
        if id not in self._documents:
            found = self._ledger.document(self._scope, id)
            self._documents[id] = found if found is not None and found.state in LIVE else None
        return self._documents[id]

    def _document_of(self, words: RecordQuote, job_id: str | None) -> Document | None:
        kind, id = words.record_type, words.record_id
        if kind == Note.type_name:
            note = self._records.one(self._scope, Note, id)
            kind = note.note_type if note else kind
        if kind in OF_JOB and job_id is not None:
            kind, id = "Job", job_id
        return self._document(document_id(self._scope.account, kind, id))
