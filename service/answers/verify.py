"""No quote is shown that does not stand in its document, character by character but for white space."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from anonymize.boundary import Scope
from ingest.document_text import CELL_BREAK
from ingest.ledger import Document
from ingest.pages import Location
from retrieval.model import Citation, Span

Locate = Callable[[str, int, int, Scope], Location | None]
Reveal = Callable[[str, Scope], str]
_PSEUDONYM = re.compile(r"<[A-Z][A-Z_]*_[a-z0-9]+>")


@dataclass(frozen=True)
class Quote:
    """Masked words of a document and the raw offsets they stand at."""

    document: Document
    section: str
    span: Span
    words: str


def cited(n: int, quote: Quote, locate: Locate, reveal: Reveal, scope: Scope) -> Citation | None:
    """The citation of a quote that was found again in its document, or None.

    What this reader may see of it is the document's own words, not how the vault spells a name elsewhere. The marks
    that set the cells of a table row apart are ours, not the page's, and are left out.
    """
    place = locate(quote.document.id, quote.span.start, quote.span.end, scope)
    shown = shown_words(quote.words, place.quote, lambda name: reveal(name, scope) != name) if place else None
    if place is None or shown is None:
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
        shown.replace(CELL_BREAK, " ") if place.boxes else shown,
        quote.span.start,
        quote.span.end,
        place.boxes,
    )


def shown_words(words: str, raw: str, may_see: Callable[[str], bool]) -> str | None:
    """The raw words, with those pseudonyms left that the reader may not see behind; None where the two disagree.

    Everything between the pseudonyms has to stand in the raw text character by character, white space aside.
    """
    line = one_line(raw)
    names = _PSEUDONYM.findall(words)
    pieces = [re.escape(one_line(piece)) for piece in _PSEUDONYM.split(words)]
    if not any(pieces):
        return None
    match = re.fullmatch(r"\s*(\S|\S.*?\S)\s*".join(pieces), line, re.DOTALL)
    if match is None:
        return None
    hidden = [match.span(number) for number, name in enumerate(names, 1) if not may_see(name)]
    for (start, end), name in reversed(list(zip(hidden, (n for n in names if not may_see(n)), strict=True))):
        line = line[:start] + name + line[end:]
    return line


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
