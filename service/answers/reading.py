"""The passages of the documents a question is asked of, as they stand, with what each is read under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from anonymize.boundary import Scope
from ingest.ledger import LIVE, Document, KeptClause
from retrieval.model import DocumentKind, Hit
from service.agreements.clause import ClauseText
from service.agreements.passages import CELL, Passage, cells_of, passages
from service.answers.evidence import CONTRACTS, Evidence
from service.answers.scope import Subject
from service.answers.sources import Sources
from service.answers.standing import Standing, State


def documents_asked(sources: Sources, scope: Scope, subject: Subject, hits: Sequence[Hit]) -> dict[str, Document]:
    """Every document of the clients asked about; of the whole account those that search found something in."""
    if not subject.clients:
        ids = {hit.clause.source.document_id for hit in hits}
        return {one.id: one for one in sources.ledger.documents(scope, states=LIVE, ids=ids)}
    owners = [client.id for client in subject.clients]
    return {one.id: one for id in owners for one in sources.ledger.documents(scope, client_id=id, states=LIVE)}


def passages_of(
    sources: Sources,
    scope: Scope,
    documents: dict[str, Document],
    hits: Sequence[Hit],
    standings: dict[str, Standing],
) -> Iterable[Evidence]:
    near = {hit.clause.id: hit.arm("dense") for hit in hits}
    hit_documents = {hit.clause.source.document_id for hit in hits}
    for document in documents.values():
        contract = document.role in CONTRACTS and bool(standings)
        if not contract and document.id not in hit_documents:
            continue
        for kept, head in _with_heads(list(sources.ledger.clauses(scope, document.id))):
            if contract or kept.clause.id in near:
                found = _of_clause(document, kept, standings, near.get(kept.clause.id, 0.0))
                yield from (replace(one, head=head) for one in found) if head else found


def _with_heads(kept: Sequence[KeptClause]) -> Iterator[tuple[KeptClause, tuple[str, ...]]]:
    """Each clause with what it is read under: the head of the table it is a row of, where rows and head are clauses of
    their own (three names or more, above figures), or the question it answers, where a paper asks and answers."""
    head, question = (), ()  # type: tuple[str, ...], tuple[str, ...]
    for one, below in zip_longest(kept, kept[1:]):
        cells = _row(one)
        head = head if cells and len(cells) == len(head) else ()
        yield one, head or question
        text = one.clause.text.text.strip()
        question = (text,) if text.endswith("?") else ()
        if cells and not head and below and len(_row(below)) == len(cells):
            figures = [bool(re.search(r"[\d$%]", each.clause.text.text)) for each in (one, below)]
            head = cells if len(cells) > 2 and figures == [False, True] else ()


def _row(kept: KeptClause) -> tuple[str, ...]:
    """The cells of a clause that is one table row, else none."""
    text = kept.clause.text.text.strip()
    return cells_of(text) if CELL in text and "\n" not in text else ()


def _of_clause(document: Document, kept: KeptClause, standings: dict[str, Standing], near: float) -> Iterable[Evidence]:
    clause = kept.clause
    text = ClauseText(clause.id, clause.ordinal, clause.number, clause.heading.text, clause.text.text, clause.page)
    own = standings.get(document.client_id or "")
    state = own.state(document.id) if own and document.role in CONTRACTS else State.UNKNOWN
    runs = own.runs(document.id) if own else None
    until = runs.end if runs else None
    for passage in passages(text, document.id):
        if not _says_something(document, passage) or _is_header(passage):
            continue
        span = kept.raw_span(passage.start, passage.end)
        terms = own.terms_at(document.id, span) if own else ()
        replaced = bool(own and own.replaced_by(document.id, span))
        yield Evidence(document, kept, passage, state, terms, near, replaced=replaced, until=until)


def _is_header(passage: Passage) -> bool:
    """Whether a row is its own table's head: it is read with the rows below it."""
    return bool(passage.columns) and [cell.text for cell in passage.cells] == list(passage.columns)


def _says_something(document: Document, passage: Passage) -> bool:
    """A title, a label without its value or a question answers nothing."""
    if passage.text.rstrip().endswith("?") or passage.text.lstrip().startswith("/s/"):
        return False
    words = re.findall(r"[^\W_]+", passage.text)
    if document.kind in _LISTED:
        return len(words) > 4
    return (
        len(words) > 3 or bool(re.search(r"[\d|]|\w: \w", passage.text)) or (len(words) > 1 and document.role is None)
    )


# Jobs, quotes and invoices list their line items beside what was written about them.
_LISTED = (DocumentKind.JOB, DocumentKind.QUOTE, DocumentKind.INVOICE, DocumentKind.REQUEST)
