"""Headers, footers and page numbers: lines that repeat at the same place of many pages and are not the contract's words.

Contracts printed from web pages and filings carry the numbers of the paper they were typed from, too, which stand anywhere
on the page: lone numbers that count up by one through the document, a printed page apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numbering import enumerator
from ingest.words import Row, Word, joined
from retrieval.model import Box

MARGIN = 0.12  # of the page's height, at its top and at its bottom
DEPTH = 4  # lines from either edge that are looked at
FAR = 30  # pages a printed number may be off from the page's place in the file
STEP = 9.0  # points a repeated line may wander between pages
PRINTED = 15  # lines at least that a page of the paper held which a web page was typed from
COUNTED = 3  # numbers at least that make such a count
PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:page|pg\.?)?\s*#?\s*(?:(?:[A-Z]-)?\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\s*(?:[-–—])?",
    re.IGNORECASE,
)
_LONE = re.compile(r"[-–—\s]*(?P<number>\d{1,3})[-–—\s]*")
WITH_PAGE_NUMBER = re.compile(r"(?:.{0,80}\s)?(?:page|pg\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A page's rows of words, top first, with the page's own box, both upright. `fixed` words (of tables) are no furniture."""

    box: Box
    rows: Sequence[Row]
    fixed: frozenset[Word] = frozenset()

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True)
class Fitting:
    """One line near an edge, how far it is from that edge, and the forms in which other pages may repeat it."""

    row: Row
    forms: tuple[str, ...]
    edge: str
    distance: float

    @property
    def text(self) -> str:
        return joined(self.row)


def furniture(sheets: Sequence[Sheet]) -> list[list[Row]]:
    """For each page the lines to set aside. What repeats at the top is kept where it first stands, on page one."""
    fittings = [_fittings(sheet, number) for number, sheet in enumerate(sheets)]
    seen = Counter(place for page in fittings for place in {p for f in page for p in _places(f)})
    enough = max(2, min(len(sheets) // 2, 5))
    aside = _counted(sheets)
    aside |= {
        f.row for number, page in enumerate(fittings) for f in page if _set_aside(f, seen, enough, first=number == 0)
    }
    return [[row for row in sheet.rows if row in aside] for sheet in sheets]


@dataclass(frozen=True)
class _Lone:
    """A row that is nothing but a number: on which page, in which line of the whole document."""

    page: int
    line: int
    row: Row
    number: int


def _counted(sheets: Sequence[Sheet]) -> set[Row]:
    """The lone numbers that count the pages of another paper, or of its exhibits."""
    lines = [(page, row) for page, sheet in enumerate(sheets) for row in sheet.rows]
    lone = [
        _Lone(page, line, row, int(found["number"]))
        for line, (page, row) in enumerate(lines)
        if (found := _LONE.fullmatch(joined(row))) and not any(word in sheets[page].fixed for word in row)
    ]
    counted: set[Row] = set()
    while count := max((_count_from(lone[at:]) for at in range(len(lone))), key=len, default=[]):
        counted |= {one.row for one in count}
        lone = [one for one in lone if one not in count]
    return counted


def _count_from(lone: Sequence[_Lone]) -> list[_Lone]:
    """The count that begins with the first of them: each number is the last one (at the other edge of its page), the next
    or, where that is missing, the one after it. Empty where it is short or closer than pages are."""
    count = list(lone[:1])
    for one in lone[1:]:
        if 0 <= one.number - count[-1].number <= 2:
            count.append(one)
    pages = count[-1].number - count[0].number
    return count if pages + 1 >= COUNTED and count[-1].line - count[0].line >= PRINTED * pages else []


def _set_aside(fitting: Fitting, seen: Counter[tuple[str, str, int]], enough: int, *, first: bool) -> bool:
    if PAGE_NUMBER.fullmatch(fitting.text) or WITH_PAGE_NUMBER.fullmatch(fitting.text):
        return True
    if fitting.edge == "top" and first:
        return False
    return max(seen[place] for place in _places(fitting)) >= enough


def _places(fitting: Fitting) -> tuple[tuple[str, str, int], ...]:
    """The line's forms at its place, and at the neighbouring ones, for lines that stand on the border between two."""
    step = round(fitting.distance / STEP)
    return tuple((fitting.edge, form, near) for form in fitting.forms for near in (step - 1, step, step + 1))


def _fittings(sheet: Sheet, number: int) -> list[Fitting]:
    free = [row for row in sheet.rows if not sheet.fixed or not any(word in sheet.fixed for word in row)]
    top = [_fitting(row, number, "top", sheet.box[3] - row[0].y1) for row in free[:DEPTH]]
    bottom = [_fitting(row, number, "bottom", row[0].y0 - sheet.box[1]) for row in free[-DEPTH:]]
    edges = [fitting for fitting in (*top, *bottom) if fitting.distance <= MARGIN * sheet.height]
    return [*edges, *(fitting for fitting in bottom[-1:] if fitting not in edges and _lone_number(free))]


def _lone_number(free: Sequence[Row]) -> bool:
    """Whether the page ends in a number that stands apart, as in contracts printed from web pages."""
    if len(free) < 2 or not PAGE_NUMBER.fullmatch(joined(free[-1])):
        return False
    return free[-2][0].y0 - free[-1][0].y1 > 0.5 * free[-1][0].size


def _fitting(row: Row, number: int, edge: str, distance: float) -> Fitting:
    text = joined(row).casefold()
    return Fitting(row, tuple({text, _numbered(text, number)}), edge, distance)


def _numbered(text: str, number: int) -> str:
    """The text with its last number as its distance from the page's: "draft 2, p. 7" on page 7 is like "draft 2, p. 8" on 8."""
    numbers = list(re.finditer(r"\d{1,4}", text))
    own = next((match for match in reversed(numbers) if abs(int(match.group()) - number) <= FAR), None)
    if own is None or enumerator(text.capitalize()):
        return text
    return f"{text[: own.start()]}#{int(own.group()) - number}{text[own.end() :]}"
