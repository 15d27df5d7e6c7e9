"""Blocks of a page: paragraphs, list items, headings and table rows, put together from lines.

A paragraph's lines are joined; where a line was ended on purpose (the next word would still have fitted), or a number,
bullet, gap or change of type says so, a new block begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest.aligned import Cells, cells, grid, grid_length
from ingest.document_text import CELL_BREAK, MarkKind
from ingest.hyphens import Hyphens
from ingest.layout import Column, columns
from ingest.numbering import BULLETS, enumerator
from ingest.polarity import opposed
from ingest.ruling import Ruling, Table, ruled_tables
from ingest.words import Row, Word, joined, rows
from retrieval.model import Box

WIDER = 1.18  # times the column's own line spacing: a new block
LOOSEST = 1.6  # times the type size: no line spacing inside a paragraph is wider
SENTENCE_END = re.compile(r"[.:;!?][\"”’')\]]*$")
ITEM_END = re.compile(r"[.:;!?,][\"”’')\]]*$|\s(?:and|or)$")
HEADER_WORDS = frozenset(
    [
        "item",
        "items",
        "service",
        "services",
        "description",
        "component",
        "components",
        "part",
        "parts",
        "coverage",
        "covered",
        "limit",
        "limits",
        "price",
        "prices",
        "rate",
        "rates",
        "frequency",
        "qty",
        "quantity",
        "unit",
        "units",
        "amount",
        "amounts",
        "notes",
        "note",
        "date",
        "dates",
        "fee",
        "fees",
        "visit",
        "visits",
        "hours",
        "labor",
        "labour",
        "material",
        "materials",
        "plan",
        "plans",
        "category",
        "equipment",
        "model",
        "serial",
        "make",
        "location",
        "task",
        "tasks",
        "season",
        "term",
        "terms",
        "included",
        "excluded",
        "cost",
        "discount",
        "response",
        "priority",
        "time",
        "area",
        "systems",
        "system",
        "work",
        "when",
        "what",
        "charge",
        "charges",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a block, what separates it from the word before, and its text (a hyphen at a line's end may be gone)."""

    before: str
    text: str
    word: Word


@dataclass(frozen=True)
class Block:
    tokens: tuple[Token, ...]
    kind: MarkKind | None = None

    @property
    def text(self) -> str:
        return "".join(token.before + token.text for token in self.tokens)

    @property
    def run_in(self) -> int:
        """How many characters of bold words the block begins with (after its number), 0 where it has no others."""
        bold = [token.word.bold for token in self.tokens]
        first = 0 if bold[0] else 1
        length = next((at for at, face in enumerate(bold[first:]) if not face), 0)
        if not length or len(bold) < first + length + 3 or length > 10:
            return 0
        return sum(len(token.before) + len(token.text) for token in self.tokens[: first + length])

    @property
    def weight(self) -> float:
        """The type's weight that at least nine tenths of the block have, else that of its plainest word."""
        weights = sorted(token.word.weight for token in self.tokens)
        return weights[len(weights) // 10]


@dataclass(frozen=True)
class Line:
    """One line of a column; `cells` more than one where wide spaces stand in it."""

    cells: Cells

    @cached_property
    def words(self) -> Row:
        return tuple(word for cell in self.cells for word in cell)

    @cached_property
    def text(self) -> str:
        return joined(self.words)

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return self.words[-1].x1

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @cached_property
    def y0(self) -> float:
        return min(word.y0 for word in self.words)

    @cached_property
    def y1(self) -> float:
        return max(word.y1 for word in self.words)

    @cached_property
    def look(self) -> tuple[float, bool | None]:
        """Type size and boldness; None where the line mixes faces."""
        bold = {word.bold for word in self.words}
        return self.size, bold.pop() if len(bold) == 1 else None


def page_blocks(words: Sequence[Word], lines: Sequence[Ruling], hyphens: Hyphens, page: Box) -> list[Block]:
    """The blocks of one page in reading order; `page` is its box, upright like the words."""
    tables = ruled_tables(lines, words)
    taken = {word for table in tables for word in table.words}
    size = max((word.size for word in words), default=10.0)
    stands = {Word("\ue000", table.box, *table.box, size): table for table in tables}
    free = [word for word in words if word not in taken]
    found = (
        _column_blocks(column, stands, lines, hyphens) for column in columns([*free, *stands], _margin(words, page))
    )
    return [block for column in found for block in column]


def _margin(words: Sequence[Word], page: Box) -> float:
    """How far right the text of the page may run: as far from its edge as it stands from the left one."""
    left = min((word.x0 for word in words), default=page[0])
    return max([page[2] - (left - page[0]), *(word.x1 for word in words)])


def _column_blocks(
    column: Column, tables: dict[Word, Table], rules: Sequence[Ruling], hyphens: Hyphens
) -> Iterator[Block]:
    if column.heading:
        yield Block(tuple(_tokens(rows(column.words), hyphens)), MarkKind.HEADING)
        return
    lines: list[Line] = []
    for row in rows(column.words):
        plain = tuple(word for word in row if word not in tables)
        for word in (word for word in row if word in tables):
            yield from _flow(lines, column.right, rules, hyphens)
            lines = []
            yield from _grid_blocks(tables[word].grid, hyphens)
        if plain:
            lines.append(Line(cells(plain)))
    yield from _flow(lines, column.right, rules, hyphens)


def _flow(lines: Sequence[Line], right: float, rules: Sequence[Ruling], hyphens: Hyphens) -> Iterator[Block]:
    """Tables where lines make one, paragraphs from the lines between."""
    lines, at, start = [_unjustified(line, lines) for line in lines], 0, 0
    while at < len(lines):
        length = grid_length([line.cells for line in lines[at:]])
        if length:
            yield from _paragraphs(lines[start:at], right, hyphens)
            yield from _grid_blocks(grid([line.cells for line in lines[at : at + length]], rules), hyphens)
            start = at + length
        at += length or 1
    yield from _paragraphs(lines[start:], right, hyphens)


def _unjustified(line: Line, lines: Sequence[Line]) -> Line:
    """A line stretched to both edges has wide spaces but no cells."""
    if len(line.cells) == 1:
        return line
    left, right = min(other.x0 for other in lines), max(other.x1 for other in lines)
    widest = max(after[0].x0 - before[-1].x1 for before, after in pairwise(line.cells))
    stretched = line.x0 - left < 3 * line.size and right - line.x1 < 2 and widest < 2.5 * line.size
    prose = sum(len(other.cells) == 1 and right - other.x1 < 2 for other in lines) >= 2
    return Line((line.words,)) if stretched and prose else line


def _paragraphs(lines: Sequence[Line], right: float, hyphens: Hyphens) -> Iterator[Block]:
    if not lines:
        return
    edges, spacing = _right_edges(lines, right), _spacing(lines)
    part = [lines[0]]
    for edge, (before, after) in zip(edges, pairwise(lines), strict=False):
        if _parted(before, after, spacing) or _breaks(before, after, edge):
            yield _paragraph(part, hyphens)
            part = []
        part.append(after)
    yield _paragraph(part, hyphens)


def _spacing(lines: Sequence[Line]) -> float:
    """From one line to the next inside the column's paragraphs: what its closest fifth of lines have."""
    steps = [a.y0 - b.y0 for a, b in pairwise(lines) if a.size == b.size and 0.8 * a.size < a.y0 - b.y0]
    widest = LOOSEST * median(line.size for line in lines)
    return min(sorted(steps)[len(steps) // 5], widest) if steps else widest


def _right_edges(lines: Sequence[Line], room: float) -> list[float]:
    """How far each line could have run: the edge of the lines set like it around it, else of the column."""
    left, right = min(line.x0 for line in lines), _column_edge(lines, room)
    edges = []
    for at, line in enumerate(lines):
        near = [other for other in lines[max(0, at - 3) : at + 4] if abs(other.x0 - line.x0) < 1]
        own = max(other.x1 for other in near)
        running = sum(other.text[0].islower() for other in near) >= 2 and own - left >= 0.6 * (right - left)
        edges.append(min(own, right) if running else right)
    return edges


def _column_edge(lines: Sequence[Line], room: float) -> float:
    """Where the longest line ends that goes on in the next one; without any, the longest line or the column's room."""
    left, longest = min(line.x0 for line in lines), max(line.x1 for line in lines)
    going_on = [a.x1 for a, b in pairwise(lines) if b.text[0].islower() and not SENTENCE_END.search(a.text)]
    full = [x1 for x1 in going_on if x1 - left >= 0.6 * (longest - left)]
    return max(full) if full else max(longest, room)


def _parted(before: Line, after: Line, spacing: float) -> bool:
    """Whether the lines stand wider apart than lines of one paragraph, or go up again."""
    step = before.y0 - after.y0
    return step > max(WIDER * spacing, spacing + 1.5) * max(1.0, after.size / before.size) or step < -before.size


def _breaks(before: Line, after: Line, right: float) -> bool:
    """Whether a new block begins between two lines that follow each other at the usual distance."""
    if len(before.cells) > 1 or len(after.cells) > 1 or after.text[0] in BULLETS:
        return True
    hard = before.x1 + after.words[0].x1 - after.words[0].x0 + 0.25 * after.size < right - 0.6 * after.size
    shifted = min(abs(after.x0 - before.x0), abs(after.x0 - _text_x0(before))) > 0.5 * after.size
    if enumerator(after.text) is not None and (hard or shifted or ITEM_END.search(before.text)):
        return True
    ended = bool(SENTENCE_END.search(before.text))
    if after.text[0].islower() and not ended and not (hard and before.x1 - before.x0 < 0.6 * (right - before.x0)):
        return False
    if before.look != after.look and None not in (before.look[1], after.look[1]):
        return True
    return hard or (ended and shifted)


def _text_x0(line: Line) -> float:
    """Where a line's words begin, after its number or bullet."""
    start = enumerator(line.text)
    if start is None or len(line.words) < 2 or start.length > len(line.words[0].text) + 1:
        return line.x0
    return line.words[1].x0


def _paragraph(lines: Sequence[Line], hyphens: Hyphens) -> Block:
    if len(lines) == 1 and len(lines[0].cells) > 1:
        return Block(_row_tokens([[cell] for cell in lines[0].cells], hyphens))
    return Block(tuple(_tokens([line.words for line in lines], hyphens)))


def _tokens(lines: Sequence[Row], hyphens: Hyphens) -> Iterator[Token]:
    glued = False
    for at, line in enumerate(lines):
        for place, word in enumerate(line):
            first = at == 0 and place == 0
            token = Token("" if first or glued else " ", word.text, word)
            glued = False
            if place == len(line) - 1 and at + 1 < len(lines) and word.text.endswith("-"):
                joint = hyphens.joint(word.text, lines[at + 1][0].text)
                token, glued = replace(token, text=word.text[:-1] + (joint or "")), joint is not None
                if joint is None:
                    token = replace(token, text=word.text)
            yield token


def _row_tokens(row: Sequence[Sequence[Row]], hyphens: Hyphens) -> tuple[Token, ...]:
    """The cells of a row, each given as its lines, set apart by the cell separator."""
    tokens: list[Token] = []
    for cell in row:
        own = list(_tokens(cell, hyphens))
        if own and tokens:
            own[0] = replace(own[0], before=CELL_BREAK)
        tokens.extend(own)
    return tuple(tokens)


def _grid_blocks(table: Sequence[Cells], hyphens: Hyphens) -> Iterator[Block]:
    """A table row by row, or column by column where the columns part what is carried from what is not."""
    filled = [row for row in table if any(row)]
    if opposed([joined(cell) for cell in filled[0]]):
        yield from _column_by_column(filled, hyphens)
        return
    header = _has_header(filled)
    for at, row in enumerate(filled):
        kind = MarkKind.HEADER_ROW if header and at == 0 else MarkKind.ROW
        yield Block(_row_tokens([rows(cell) for cell in row if cell], hyphens), kind)


def _column_by_column(table: Sequence[Cells], hyphens: Hyphens) -> Iterator[Block]:
    for at in range(len(table[0])):
        for number, row in enumerate(table):
            if at < len(row) and row[at]:
                yield Block(tuple(_tokens(rows(row[at]), hyphens)), MarkKind.ROW if number else MarkKind.HEADING)


def _has_header(table: Sequence[Cells]) -> bool:
    first, rest = table[0], table[1:]
    texts = [joined(cell) for cell in first if cell]
    if not rest or len(texts) < 2 or any(len(t) > 50 or t.endswith(":") or re.search(r"[$\d]", t) for t in texts):
        return False
    if _bold(first) and not all(_bold(row) for row in rest):
        return True
    named = [bool(HEADER_WORDS & set(re.findall(r"[a-z]+", text.lower()))) for text in texts]
    return named[0] and 2 * sum(named) > len(named)


def _bold(row: Cells) -> bool:
    return all(word.bold for cell in row for word in cell)
