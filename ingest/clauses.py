"""A document's text cut into clauses: one thing said each, with its number, its headings and its page.

Clauses never overlap and together hold every block of the text. At most `LONGEST` characters each; a longer block is cut
between sentences. Under its headings an item also carries the sentence that introduces its list, so that it alone still
tells what is covered from what is not; a table row carries its header row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from ingest.document_text import CELL_BREAK, DocumentText, MarkKind
from ingest.numbering import Enumerator, begins
from ingest.outline import PLAIN, Outline, Prominence
from ingest.sentences import last_sentence, lead_in, pieces
from ingest.units import Unit, has_marked_headings, is_heading, units
from retrieval.model import DocumentKind

SPLITTER_VERSION = "clauses-3"
LONGEST = 1000
LONGEST_INTRO = 240
SHORT_LINE = 70
LINES_TOGETHER = 300
STRUCTURED = frozenset({DocumentKind.FILE, DocumentKind.QUOTE})
_RUN_IN = re.compile(r"(?P<title>[A-Z][^.:;,\d]{1,58}?)(?:\.|\s[–—-])\s+(?=[A-Z“\"(])")
_ASKS = re.compile(r"(?:how|what|when|where|who|why)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|do|does|shall|will|may|must|can|pays?|bears?|covers|includes?|appl(?:y|ies)|we|you|I)\b"
)
_ANNOUNCES = re.compile(r"\b(?:following|below|as follows|these|such as)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:by|(?:print(?:ed)? )?name|title|its|dated?|signed|signature|witness|attest|address|(?:tele)?phone|tel|fax|facsimile|"
    r"e-?mail|attn|attention|from|to|cc|re|subject|dear .{2,60}|ladies and gentlemen|to whom it may concern)[.]?:",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agree|covenant)(?:s|d|ed)?(?: and \w+)?,? as follows:$", re.IGNORECASE
)  # all that comes after
_QUOTED = re.compile(r"(?:^[ \t]*>.*(?:\n|$))+", re.MULTILINE)


class Part(StrEnum):
    """What a clause is made of; headings and header rows say nothing on their own."""

    BODY = "body"
    HEADING = "heading"
    INTRO = "intro"
    ROW = "row"
    HEADER_ROW = "header_row"
    QUOTED = "quoted"


@dataclass(frozen=True)
class RawClause:
    """`[start, end)` of the document's text. `number` is the clause's own ("5.1(a)"), or ""; `page` where it starts."""

    ordinal: int
    number: str
    heading: tuple[str, ...]
    start: int
    end: int
    page: int | None
    part: Part = Part.BODY


def split(text: DocumentText, kind: DocumentKind = DocumentKind.FILE) -> list[RawClause]:
    """Contracts and quotes by their outline; notes, messages and records whole unless they are long."""
    found = _outlined(text) if kind in STRUCTURED else _whole(text.text)
    return [replace(clause, ordinal=at, page=text.page_at(clause.start)) for at, clause in enumerate(found)]


def _whole(text: str) -> Iterator[RawClause]:
    """What was written and what it quotes of earlier messages, each in as few clauses as its length allows."""
    at = 0
    for match in _QUOTED.finditer(text):
        yield from _packed(text, at, match.start(), Part.BODY)
        yield from _packed(text, match.start(), match.end(), Part.QUOTED)
        at = match.end()
    yield from _packed(text, at, len(text), Part.BODY)


def _packed(text: str, start: int, end: int, part: Part) -> Iterator[RawClause]:
    """As many paragraphs together as one clause may hold."""
    begin = last = start
    for stop in (*(start + m.end() for m in re.finditer(r"\n\s*\n", text[start:end])), end):
        if stop - begin > LONGEST:
            yield from _cut(text, begin, last, part)
            begin = last
        last = stop
    yield from _cut(text, begin, end, part)


def _cut(text: str, start: int, end: int, part: Part) -> Iterator[RawClause]:
    for piece_start, piece_end in pieces(text[start:end], LONGEST):
        yield from _clause(text, start + piece_start, start + piece_end, part)


def _clause(text: str, start: int, end: int, part: Part) -> Iterator[RawClause]:
    own = text[start:end]
    if own.strip():
        start += len(own) - len(own.lstrip())
        yield RawClause(0, "", (), start, start + len(own.strip()), None, part)


def _outlined(text: DocumentText) -> list[RawClause]:
    found = units(text)
    clauses = _Clauses(text, marked=has_marked_headings(found))
    for before, unit, after in zip([None, *found], found, [*found[1:], None], strict=False):
        clauses.take(unit, before, after)
    return list(_told(clauses.done, text))


def _told(clauses: Sequence[RawClause], text: DocumentText) -> Iterator[RawClause]:
    """A heading with nothing under it says something itself, so it is a clause like others."""
    for clause, after in zip_longest(clauses, clauses[1:]):
        path = (*clause.heading, text.text[clause.start : clause.end])
        alone = after is None or after.heading[: len(path)] != path
        yield replace(clause, part=Part.BODY) if clause.part is Part.HEADING and alone else clause


class _Clauses:
    """Goes through the units once, keeping the outline and the table header they stand under."""

    def __init__(self, text: DocumentText, *, marked: bool) -> None:
        self._text, self._marked = text, marked
        self._outline = Outline()
        self._header: tuple[str, ...] = ()
        self._open_lines = False
        self.done: list[RawClause] = []

    def take(self, unit: Unit, before: Unit | None, after: Unit | None) -> None:
        if unit.row:
            self._row(unit)
            return
        if before is not None and before.row:  # the table is over, and so is what introduced it
            self._header = ()
            self._outline.close_intro()
        number = unit.number
        if number is not None and not self._outline.accepts(number):
            number = None
        if is_heading(unit, marked=self._marked) and not _item(unit, number, before, after):
            self._heading(unit, number)
        elif number is not None:
            self._numbered(unit, number, after)
        else:
            self._paragraph(unit, after)

    def _row(self, unit: Unit) -> None:
        self._outline.row()
        if unit.kind == MarkKind.HEADER_ROW:
            self._header = (unit.text,)
            self._add(unit, self._outline.path(), "", Part.HEADER_ROW)
            return
        if self._header and CELL_BREAK not in unit.text:  # a row across the table heads those below it
            self._add(unit, (*self._outline.path(), self._header[0]), "", Part.ROW)
            self._header = (self._header[0], unit.text)
            return
        self._add(unit, self._outline.path() + self._header, "", Part.ROW)

    def _heading(self, unit: Unit, number: Enumerator | None) -> None:
        prominence: Prominence = (unit.size, unit.caps)
        if number is not None:
            self._outline.numbered(number, unit.text, max(prominence, (0.0, True)))
        else:
            self._outline.heading(unit.text, max(prominence, (0.0, True)))
        self._add(unit, self._outline.parents(), self._outline.number() if number else "", Part.HEADING)

    def _numbered(self, unit: Unit, number: Enumerator, after: Unit | None) -> None:
        title = "" if number.bullet else _run_in(unit)
        self._outline.numbered(number, title, PLAIN)
        introduces = _introduces(unit, after)
        heading = self._outline.path() if title else self._outline.parents()
        self._add(unit, heading, self._outline.number(), Part.INTRO if introduces else Part.BODY)
        if introduces:
            self._outline.introduce(_intro(unit))

    def _paragraph(self, unit: Unit, after: Unit | None) -> None:
        introduces = _introduces(unit, after)
        self._outline.paragraph(len(unit.text), ended=unit.ended, introduces=introduces)
        if introduces:
            self._add(unit, self._outline.path(), "", Part.INTRO)
            self._outline.introduce(_intro(unit))
            return
        heading = self._outline.path()
        run_in = _run_in(unit)
        short = len(unit.text) <= SHORT_LINE and unit.named
        if short and self._joins(unit, heading):
            self.done[-1] = replace(self.done[-1], end=unit.end)
            return
        self._add(unit, (*heading, run_in) if run_in else heading, "", Part.BODY)
        self._open_lines = short

    def _joins(self, unit: Unit, heading: tuple[str, ...]) -> bool:
        """Short lines that follow each other (an address, signatures) are one clause; items of a list never are."""
        if not self._open_lines or not self.done or self._outline.path()[-1:] != heading[-1:]:
            return False
        last = self.done[-1]
        listed = bool(heading) and heading[-1].endswith(":")
        return last.heading == heading and not listed and unit.end - last.start <= LINES_TOGETHER

    def _add(self, unit: Unit, heading: tuple[str, ...], number: str, part: Part) -> None:
        self._open_lines = False
        raw = self._text.text[unit.start : unit.end]
        under = (*heading, lead_in(raw)) if len(raw) > LONGEST and lead_in(raw) else heading
        for start, end in pieces(raw, LONGEST):
            piece = raw[start:end].rstrip()
            path = heading if start == 0 else under
            self.done.append(
                RawClause(0, number, path, unit.start + start, unit.start + start + len(piece), None, part)
            )


def _item(unit: Unit, number: Enumerator | None, before: Unit | None, after: Unit | None) -> bool:
    """Whether what looks like a heading is one of a row of short items or names: nothing stands under it."""
    if unit.caps or unit.kind is not None:
        return number is not None and number.bullet
    if number is None:
        return after is None or after.named
    listed = before is not None and len(before.text) <= SHORT_LINE and after is not None and after.number is None
    beside = (other.number for other in ([before, after] if listed else [after]) if other is not None)
    return number.bullet or after is None or any(other is not None and other.style == number.style for other in beside)


def _introduces(unit: Unit, after: Unit | None) -> bool:
    """Whether the unit says "the following:" about what comes after it."""
    if unit.text.endswith(":"):
        return not _LABEL.fullmatch(unit.words) and not _AGREED.search(unit.text)
    if after is None or after.row or after.number is None:
        return False
    lists = after.number.bullet or (
        after.number.style.startswith("(") and after.number.label.lower() in ("(a)", "(i)", "(1)")
    )
    if unit.number is not None and unit.number.style == after.number.style:
        return not unit.ended and begins(after.number) and not begins(unit.number)
    return lists and (not unit.ended or bool(_ANNOUNCES.search(last_sentence(unit.text))))


def _intro(unit: Unit) -> str:
    sentence = last_sentence(unit.text)
    if len(sentence) <= LONGEST_INTRO:
        return sentence
    return sentence[-LONGEST_INTRO:].split(" ", 1)[-1]


def _run_in(unit: Unit) -> str:
    """A heading that opens its own paragraph ("5.2 Exclusions. We do not …"), with its number, or ""."""
    named = unit.run_in[unit.number.length :] if unit.number else unit.run_in
    if any(char.isalpha() for char in named):
        return unit.run_in.rstrip(" .:–—-")
    match = _RUN_IN.match(unit.words)
    if match is None or len(unit.words) < len(match["title"]) + 25:
        return ""
    title = match["title"]
    if len(title) < 4:
        return ""
    titled = all(word[0].isupper() or len(word) <= 3 for word in title.split()) and len(title.split()) <= 7
    short = len(title.split()) <= (6 if _ASKS.match(title) else 4)
    if not (titled or short) or (_SAYS.search(title) and not _ASKS.match(title)):
        return ""
    return unit.text[: unit.text.index(title) + len(title)]


def clause_text(text: DocumentText, clause: RawClause) -> str:
    return text.text[clause.start : clause.end]
