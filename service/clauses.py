"""A document's clauses for one reader, in the document's own words as far as he may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from anonymize.boundary import Scope
from ingest.ledger import LIVE, Document, KeptClause, Ledger
from ingest.lookup import LookupFailed
from ingest.pages import Pages
from ingest.surroundings import Surroundings
from retrieval.model import Citation
from service.answers.verify import Quote, Reveal, cited

Json = dict[str, Any]
MOST = 8
"""Clauses given at once."""


@dataclass(frozen=True)
class ClauseReader:
    scope: Scope
    ledger: Ledger
    pages: Pages
    reveal: Reveal

    def outline(self, document_id: str) -> list[Json]:
        """Number, heading and page of every clause. Raises `LookupFailed`."""
        document = self._document(document_id)
        return [self._head(kept) for kept in self.ledger.clauses(self.scope, document.id)]

    def find(self, document_id: str, *, number: str | None = None, at: int | None = None) -> list[Json]:
        """The clauses of a number ("7.2", or "7" with those below it) or at an offset, each with its citation and with
        what else to read for it (`read_with`): the rest of its list, definitions, exceptions, references, each with why.

        Raises `LookupFailed` where the document or such a clause is not there to be seen.
        """
        document = self._document(document_id)
        kept = self.ledger.clauses(self.scope, document.id)
        chosen = list(_numbered(kept, number)) if number is not None else list(_at(kept, at or 0))
        around = Surroundings(kept)
        found = [clause for one in chosen[:MOST] if (clause := self._clause(document, one, around)) is not None]
        if not found:
            raise LookupFailed("this document has no such clause; ask for it without a number to see which it has")
        return found

    def _document(self, id: str) -> Document:
        document = self.ledger.document(self.scope, id)
        if document is None or document.state not in LIVE:
            raise LookupFailed("there is no such document among what you may see")
        return document

    def _head(self, kept: KeptClause) -> Json:
        clause = kept.clause
        heading = self.reveal(clause.heading.text, self.scope)
        return {"number": clause.number, "heading": heading, "page": clause.page, "start": clause.span.start}

    def _clause(self, document: Document, kept: KeptClause, around: Surroundings) -> Json | None:
        """None for one that could not be verified against the page."""
        clause = kept.clause
        quote = Quote(document, self.reveal(clause.heading.text, self.scope), clause.span, clause.text.text)
        citation: Citation | None = cited(1, quote, self.pages.locate, self.reveal, self.scope)
        if citation is None:
            return None
        beside = [self._head(one.kept) | {"why": one.why.value} for one in around.of(clause.id)]
        return self._head(kept) | {"text": citation.quote, "citation": citation.as_json(), "read_with": beside}


def _numbered(kept: Sequence[KeptClause], number: str) -> Iterator[KeptClause]:
    wanted = re.sub(r"^(?:section|clause|article|§)\s*", "", number.strip(), flags=re.I).rstrip(".").lower()
    for one in kept:
        own = one.clause.number.rstrip(".").lower()
        in_heading = re.search(
            rf"(?:^|> )(?:section |article |§ ?)?{re.escape(wanted)}[.):\s]", one.clause.heading.text, re.I
        )
        if wanted and (own == wanted or own.startswith(f"{wanted}.") or in_heading):
            yield one


def _at(kept: Sequence[KeptClause], offset: int) -> Iterator[KeptClause]:
    return (one for one in kept if one.clause.span.start <= offset < one.clause.span.end)
