"""What we hold against what the account has: the answer must be nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.jobber.reader import JobberReader
from ingest.jobber.reads import NOTE_PARENTS
from ingest.jobber.records import Note, Record
from ingest.known_names import NameBook
from ingest.ledger import LIVE, Document, State
from ingest.mirror import STAGES
from ingest.record_text import RecordText
from ingest.sources import FileSource, Source, sources
from tests.schedules.installation import WHOLE, Installation, Jobber


def divergences(jobber: Jobber, held: Installation) -> list[str]:
    """Each difference in words, records first, then documents, clauses and points."""
    account = _account(jobber)
    return [*_records(account, held), *_documents(held), *_points(held)]


def _account(jobber: Jobber) -> dict[type[Record], dict[str, Record]]:
    """Everything of the account, read from its start to its end while nothing changes."""
    reader = JobberReader(jobber.client(watched=False))
    found: dict[type[Record], dict[str, Record]] = {
        kind: {record.id: record for page in reader.pages(kind) for record in page.records} for kind in STAGES.values()
    }
    parents = [(kind, id) for kind in NOTE_PARENTS for id in found[kind]]
    notes = [note for kind, id in parents for page in reader._all_notes_of(kind, id) for note in page.records]
    return found | {Note: {note.id: note for note in notes}}


def _records(account: dict[type[Record], dict[str, Record]], held: Installation) -> Iterator[str]:
    for kind, there in account.items():
        ours = {record.id: record for record in held.records.all(WHOLE, kind)}
        yield from (f"{kind.type_name} {id} is missing" for id in there.keys() - ours.keys())
        yield from (f"{kind.type_name} {id} is gone in Jobber" for id in ours.keys() - there.keys())
        for id in there.keys() & ours.keys():
            if there[id] != ours[id]:
                yield f"{kind.type_name} {id} differs: {there[id]} but we hold {ours[id]}"


def _documents(held: Installation) -> Iterator[str]:
    wanted = {document.id: (document, source) for document, source in sources(held.records, WHOLE)}
    names = NameBook.of(held.records, WHOLE)
    known = {document.id: document for document in held.ledger.documents(WHOLE)}
    for id, (document, source) in wanted.items():
        if id not in known:
            yield f"{document.record_type} document {id} is not in the ledger"
        else:
            yield from _document(held, known[id], document, source, names)
    for id, document in known.items():
        if id not in wanted and document.state is not State.DELETED:
            yield f"document {id} has no source and is {document.state}"


def _document(held: Installation, known: Document, wanted: Document, source: Source, names: NameBook) -> Iterator[str]:
    if known.client_id != wanted.client_id or known.job_id != wanted.job_id:
        yield f"document {known.id} belongs to {known.client_id}, not {wanted.client_id}"
    if isinstance(source, FileSource) and not source.is_pdf:
        if known.state is not State.SKIPPED:
            yield f"the photo {known.id} is {known.state}"
        return
    if known.state not in LIVE:
        yield f"document {known.id} is {known.state}: {known.reason}"
        return
    text = held.pages.get(WHOLE, known.id)
    if text is None:
        yield f"document {known.id} has no text"
    elif isinstance(source, RecordText) and text.text != source.text:
        yield f"the text of {known.id} is not its record's"
    else:
        yield from _clauses(held, known, text.text, names)


def _clauses(held: Installation, document: Document, text: str, names: NameBook) -> Iterator[str]:
    """Each clause must be the very words at its place, but for the names the account knows, also those it learned since."""
    clauses = held.ledger.clauses(WHOLE, document.id)
    if not clauses:
        yield f"document {document.id} has no clauses"
    for kept in clauses:
        span = kept.clause.span
        if kept.masked.replacements == () and kept.clause.text.text != text[span.start : span.end]:
            yield f"a clause of {document.id} is not the text at its place"
        if names.found_in(kept.clause.text.text, document.client_id):
            yield f"a clause of {document.id} holds a name the account knows"


def _points(held: Installation) -> Iterator[str]:
    points = held.index.point_ids(WHOLE)
    live = [document for document in held.ledger.documents(WHOLE) if document.state in LIVE]
    clauses = {kept.clause.id for document in live for kept in held.ledger.clauses(WHOLE, document.id)}
    yield from (f"point {id} has no clause" for id in points - clauses)
    for document in live:
        if not held.index.point_ids(WHOLE, document.id):
            yield f"document {document.id} is not searchable"
