"""What the compiler is given: facts about a document, and its masked clauses with the way back to the raw text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def _same(start: int, end: int) -> tuple[int, int]:
    return start, end


@dataclass(frozen=True)
class DocumentFacts:
    """What is known of the document without reading its terms; `title` and `file` are masked.

    `is_amendment` None lets the document's own words decide. `dated` is the day the record was made (an upload or a
    note), used only where the words name no date at all. `contractor` is what the account's own company is called.
    """

    document_id: str
    account: str = ""
    client_id: str | None = None
    title: str = ""
    file: str = ""
    is_amendment: bool | None = None
    dated: date | None = None
    contractor: str = ""


@dataclass(frozen=True)
class ClauseText:
    """One masked clause. `start` is its raw offset in the document; `heading` is the path joined by " > ".

    `raw_span` maps offsets of the masked `text` to offsets of the raw clause text (a span through a pseudonym widens).
    """

    id: str
    ordinal: int
    number: str
    heading: str
    text: str
    page: int | None = None
    start: int = 0
    raw_span: Callable[[int, int], tuple[int, int]] = _same
    counted: bool = False
    """A row whose first number is its place in the form ("5 Length | 12 months")."""
    by_column: bool = False
    """The row of the one plan that was chosen: each cell is read under its column's header."""
    of_row: str = ""
    """The item of the row above that this row goes on with ("I-3 | hours 4-10 | $64.00")."""

    def in_document(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets in the document of a span of the masked text."""
        first, last = self.raw_span(start, end)
        return self.start + first, self.start + last
