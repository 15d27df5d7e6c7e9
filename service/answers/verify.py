"""No quote is shown that does not stand in its document, character by character but for white space."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from anonymize.boundary import Scope
from ingest.ledger import Document
from ingest.pages import Location
from retrieval.model import Citation, Span

Locate = Callable[[str, int, int, Scope], Location | None]
_PSEUDONYM = re.compile(r"<[A-Z][A-Z_]*_[a-z0-9]+>")


@dataclass(frozen=True)
class Quote:
    """Words to be cited: masked as they stand in the clause, and as this reader may see them."""

    document: Document
    section: str
    span: Span
    shown: str


def cited(n: int, quote: Quote, locate: Locate, scope: Scope) -> Citation | None:
    """The citation of a quote that was found again in its document, or None."""
    place = locate(quote.document.id, quote.span.start, quote.span.end, scope)
    if place is None or not stands_in(quote.shown, place.quote):
        return None
    document = quote.document
    return Citation(
        n,
        document.id,
        document.citation_kind,
        document.file,
        document.record_type,
        document.record_id,
        place.page,
        quote.section,
        one_line(quote.shown),
        quote.span.start,
        quote.span.end,
        place.boxes,
    )


def stands_in(shown: str, raw: str) -> bool:
    """Whether the shown words are the raw ones; a pseudonym left for this reader stands for at least one letter."""
    pieces = [re.escape(one_line(piece)) for piece in _PSEUDONYM.split(shown)]
    if not any(pieces):
        return False
    pattern = r"\s*\S.*?\s*".join(pieces) if len(pieces) > 1 else pieces[0]
    return re.fullmatch(pattern, one_line(raw), re.DOTALL) is not None


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
