"""Lines of a column put together into paragraphs.

A paragraph's lines are joined; where a line was ended on purpose (the next word would still have fitted), or a number,
bullet, gap or change of type says so, a new block begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest.aligned import Cells
from ingest.block import Block, row_tokens, tokens
from ingest.hyphens import Hyphens
from ingest.numbering import BULLETS, enumerator
from ingest.words import Row, joined

WIDER = 1.18  # times the column's own line spacing: a new block
LOOSEST = 1.6  # times the type size: lines of a paragraph stand no wider apart, unless
DOUBLE = 3.0  # the text is double-spaced throughout
SENTENCE_END = re.compile(r"[.:;!?][\"”’')\]]*$")
ITEM_END = re.compile(r"[.:;!?,][\"”’')\]]*$|\s(?:and|or)$")


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


def unjustified(line: Line, lines: Sequence[Line]) -> Line:
    """A line stretched to both edges has wide spaces but no cells."""
    if len(line.cells) == 1:
        return line
    left, right = min(other.x0 for other in lines), max(other.x1 for other in lines)
    widest = max(after[0].x0 - before[-1].x1 for before, after in pairwise(line.cells))
    stretched = line.x0 - left < 3 * line.size and right - line.x1 < 2 and widest < 2.5 * line.size
    prose = sum(len(other.cells) == 1 and right - other.x1 < 2 for other in lines) >= 2
    return Line((line.words,)) if stretched and prose else line


def paragraphs(lines: Sequence[Line], right: float, hyphens: Hyphens) -> Iterator[Block]:
    if not lines:
        return
    edges, spacing = _right_edges(lines, right), _spacing(lines)
    part = [lines[0]]
    for at, (edge, (before, after)) in enumerate(zip(edges, pairwise(lines), strict=False)):
        apart = _parted(before, after, spacing) and not _set_wider(lines, at, edge)
        if apart or _breaks(before, after, edge):
            yield _paragraph(part, hyphens)
            part = []
        part.append(after)
    yield _paragraph(part, hyphens)


def _spacing(lines: Sequence[Line]) -> float:
    """From one line to the next inside the column's paragraphs: what its closest fifth of lines have."""
    steps = [a.y0 - b.y0 for a, b in pairwise(lines) if a.size == b.size and 0.8 * a.size < a.y0 - b.y0]
    size = median(line.size for line in lines)
    closest = sorted(steps)[len(steps) // 5] if steps else LOOSEST * size
    return closest if closest <= DOUBLE * size and _runs_on(lines, closest) else min(closest, LOOSEST * size)


def _runs_on(lines: Sequence[Line], step: float) -> bool:
    """Whether lines that stand `step` apart go on with each other more often than not: double-spaced text, no list."""
    pairs = [(a, b) for a, b in pairwise(lines) if abs(a.y0 - b.y0 - step) < 1.5]
    going_on = sum(b.text[0].islower() and not SENTENCE_END.search(a.text) for a, b in pairs)
    return going_on >= 3 and going_on > 0.4 * len(pairs)


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


def _set_wider(lines: Sequence[Line], at: int, right: float) -> bool:
    """Whether a line and the next are of a paragraph set wider than the column's others: the line is full or a next pair
    stands as far apart, and no sentence ends between them."""
    before, after = lines[at], lines[at + 1]
    step = before.y0 - after.y0
    if not 0 < step <= LOOSEST * after.size or before.size != after.size:
        return False
    if SENTENCE_END.search(before.text) or enumerator(after.text) is not None:
        return False
    near = [pair for pair in (at - 1, at + 1) if 0 <= pair < len(lines) - 1]
    full = before.x1 > right - before.size
    return full or any(abs(lines[n].y0 - lines[n + 1].y0 - step) < 0.8 for n in near)


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
        return Block(row_tokens([[cell] for cell in lines[0].cells], hyphens))
    return Block(tuple(tokens([line.words for line in lines], hyphens)))
