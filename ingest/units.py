"""The units a document's text is made of before it is an outline: one block each, put together across line and page ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.document_text import CELL_BREAK, DocumentText, Mark, MarkKind
from ingest.numbering import Enumerator, enumerator

WRAPPED = 55  # characters: lines of plain text at least this long may have been wrapped
LONGEST_TITLE = 90
_ENDED = re.compile(r"[.:;!?][\"”’)\]]*$")
_PRICE = re.compile(r"\$ ?\d")
_SMALL = frozenset(
    re.findall(r"\w+", "a an and as at but by for from in is it not of on or per so the to with your our we you vs")
)


@dataclass(frozen=True)
class Unit:
    """`[start, end)` of the document's text; `size` is that of its mark; `run_in` the bold words it begins with."""

    text: str
    start: int
    end: int
    kind: MarkKind | None = None
    size: float = 0.0
    run_in: str = ""

    @cached_property
    def number(self) -> Enumerator | None:
        return None if self.kind in (MarkKind.ROW, MarkKind.HEADER_ROW) else enumerator(self.text)

    @cached_property
    def words(self) -> str:
        """The text without its number."""
        number = self.number
        return self.text[number.length :].strip() if number else self.text

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.text))

    @cached_property
    def caps(self) -> bool:
        letters = [char for char in self.words if char.isalpha()]
        return len(letters) >= 3 and sum(char.isupper() for char in letters) >= 0.9 * len(letters)

    @property
    def named(self) -> bool:
        """A line of names, numbers or an address: capitalised throughout, no label, no sentence, no cells."""
        return _titled(self.text) and not self.ended and ":" not in self.text and CELL_BREAK not in self.text

    @property
    def row(self) -> bool:
        return self.kind in (MarkKind.ROW, MarkKind.HEADER_ROW)


def units(document: DocumentText) -> list[Unit]:
    """Every block of the document, in order; blank space stands between them and nothing else."""
    lines = list(_lines(document))
    merged: list[Unit] = []
    for line in lines:
        before = merged[-1] if merged else None
        if before is not None and _continues(before, line, document):
            text = f"{before.text} {line.text}"
            merged[-1] = replace(before, text=text, end=line.end)
        else:
            merged.append(line)
    return _without_large_print(merged)


def _without_large_print(found: list[Unit]) -> list[Unit]:
    """Three and more headings of one size in a row are text in larger type."""
    same = [unit.size if unit.kind == MarkKind.HEADING and not unit.caps else None for unit in found]
    large: set[int] = set()
    for at in range(len(found) - 2):
        if same[at] is not None and same[at] == same[at + 1] == same[at + 2]:
            large |= {at, at + 1, at + 2}
    return [replace(unit, kind=None, size=0.0) if at in large else unit for at, unit in enumerate(found)]


def is_heading(unit: Unit, *, marked: bool) -> bool:
    """Whether the unit is a heading; `marked` says that the document's look tells most headings."""
    text = unit.words or unit.text
    if unit.row or not any(char.isalpha() for char in text) or len(text) > LONGEST_TITLE or "____" in text:
        return False
    if unit.number is None and _PRICE.search(text):
        return False
    if unit.kind == MarkKind.HEADING:
        return unit.number is not None or not (text.endswith((".", ";", ",")) and len(text) > 40)
    if text.endswith((";", ",")) or CELL_BREAK in text or (text.endswith(".") and not _names_its_clause(unit)):
        return False
    number = unit.number
    if number is not None and number.bullet:
        return False
    if unit.caps:
        return len(text.split()) <= 12
    if number is not None:
        return _titled(text) and len(text.split()) <= 10
    return not marked and _titled(text) and 2 <= len(text.split()) <= 7 and not re.search(r"[\d:@]", text)


def _names_its_clause(unit: Unit) -> bool:
    """A numbered title that ends in a stop: "3. No Warranties."; a sentence in title case is none."""
    number = unit.number
    return number is not None and not number.bullet and len(unit.words.split()) <= 8 and unit.words.count(".") == 1


def _titled(text: str) -> bool:
    """Title case: every word but the small ones begins with a capital."""
    own = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text) if word.lower() not in _SMALL]
    return bool(own) and all(word[0].isupper() for word in own)


def _lines(document: DocumentText) -> Iterator[Unit]:
    marks: dict[int, Mark] = {mark.start: mark for mark in document.marks if mark.kind != MarkKind.RUN_IN}
    bold = {mark.start: document.text[mark.start : mark.end] for mark in document.marks if mark.kind == MarkKind.RUN_IN}
    for match in re.finditer(r"[^\n]+", document.text):
        text = match.group().strip()
        if text:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            mark = marks.get(start)
            kind, size = (mark.kind, mark.size) if mark else (None, 0.0)
            yield Unit(text, start, start + len(text), kind, size, bold.get(start, ""))


def _continues(before: Unit, line: Unit, document: DocumentText) -> bool:
    """Whether a line goes on with the unit before: over a page's end, or a wrapped line of plain text."""
    between = document.text[before.end : line.start]
    if before.kind is not None or line.kind is not None or before.ended or line.number is not None:
        return False
    if document.pages:
        over = between.count("\n") > 1 and document.page_at(before.start) != document.page_at(line.start)
        return over and (line.text[0].islower() or len(before.text) > 2 * WRAPPED) and not line.caps
    wrapped = between.count("\n") == 1 and len(before.text.rsplit("\n")[-1]) >= WRAPPED
    return wrapped and not line.caps and not before.caps


def has_marked_headings(found: Sequence[Unit]) -> bool:
    return sum(unit.kind == MarkKind.HEADING for unit in found) >= 2
