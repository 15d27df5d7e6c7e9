"""Reading order: which words of a page belong to one column, and in what order the columns are read.

Two arrangements are told from ordinary lines: columns side by side, read one after the other, and side headings, short
labels left of the text they stand for, each read before its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf
from statistics import median

from ingest.numbering import enumerator
from ingest.polarity import opposed
from ingest.words import Row, Word, joined, rows, segments

GUTTER = 8.0  # points: the narrowest space between two columns
APART = 0.8  # times the type size: a space that may be a gutter
DEEPEST = 3  # columns inside columns


@dataclass(frozen=True)
class Segment:
    """Words of one line with no wide space between them."""

    words: Row

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def y(self) -> float:
        return self.words[0].middle[1]

    @cached_property
    def size(self) -> float:
        return self.words[0].size

    @cached_property
    def text(self) -> str:
        return joined(self.words)


@dataclass(frozen=True)
class Column:
    """Rows read in one go, with room for them up to `right`; `heading` where they label the column that comes next."""

    rows: Sequence[Row]
    right: float
    heading: bool = False


@dataclass(frozen=True)
class Part:
    lines: tuple[Segment, ...]
    heading: bool = False
    right: float = inf

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)


@dataclass(frozen=True)
class Split:
    """A region fallen apart into parts in reading order; `lines` count how much of it the split explains."""

    parts: tuple[Part, ...]
    lines: int


def columns(region: Sequence[Row], right: float, depth: int = 0) -> Iterator[Column]:
    """The columns of a region that ends at `right`, in reading order; a region without columns is one."""
    split = _split(region) if depth < DEEPEST else None
    if split is None:
        if region:
            yield Column(region, right)
        return
    for part in split.parts:
        if part.heading:
            yield Column(rows(part.words), min(right, part.right), heading=True)
        else:
            yield from columns(rows(part.words), min(right, part.right), depth + 1)


def _split(region: Sequence[Row]) -> Split | None:
    cut = [segments(row, APART) for row in region]
    lines = [Segment(part) for parts in cut for part in parts]
    found = [split for x in _gutters(cut) for split in _splits_at(x, lines)]
    return max(found, key=lambda split: split.lines, default=None)


def _gutters(cut: Iterable[Sequence[Row]]) -> list[float]:
    """Middles of wide spaces between words, and places just left of what follows them, the commonest first."""
    found: Counter[int] = Counter()
    for parts in cut:
        for before, after in pairwise(parts):
            left, right = max(word.x1 for word in before), after[0].x0
            if right - left >= GUTTER:
                found.update({round((right - GUTTER / 2) / 4), round((left + right) / 8)})
    return [4.0 * at for at, count in found.most_common(16) if count >= 2]


def _splits_at(x: float, lines: Sequence[Segment]) -> Iterator[Split]:
    """Every run of lines that leaves `x` free and reads as columns or as side headings."""
    ordered = sorted(lines, key=lambda line: -line.y)
    start = 0
    for end in (*(at for at, line in enumerate(ordered) if line.x0 < x < line.x1), len(ordered)):
        split = _split_run(x, ordered, start, end)
        start = end + 1
        if split is not None:
            yield split


def _split_run(x: float, ordered: Sequence[Segment], start: int, end: int) -> Split | None:
    run = ordered[start:end]
    left, right = [s for s in run if s.x1 <= x], [s for s in run if s.x0 >= x]
    if not left or not right:
        return None
    top = min(left[0].y, right[0].y) + 0.8 * max(s.size for s in run)
    together = _run_down(run, top)
    left, right = [s for s in together if s.x1 <= x], [s for s in together if s.x0 >= x]
    inner = () if _hanging(left) else _side_headings(left, right) or _side_by_side(left, right)
    if not inner:
        return None
    taken = {id(s) for s in (*left, *right)}
    above = [s for at, s in enumerate(ordered) if id(s) not in taken and (at < start or s.y > top)]
    kept = taken | {id(s) for s in above}
    below = [s for s in ordered if id(s) not in kept]
    return Split((Part(tuple(above)), *inner, Part(tuple(below))), len(left) + len(right))


def _run_down(run: Sequence[Segment], top: float) -> list[Segment]:
    """Lines from `top` down to the first very wide gap."""
    below = [s for s in run if s.y <= top]
    for at, (before, after) in enumerate(pairwise(below), 1):
        if before.y - after.y > 6 * max(before.size, after.size):
            return below[:at]
    return below


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> tuple[Part, ...]:
    """Both sides as columns of their own, or nothing where they have to be read across."""
    if not left or not right:
        return ()
    headed = opposed((left[0].text, right[0].text)) and min(len(left), len(right)) >= 2
    if headed or (_prose(left) and _prose(right)) or (_listed(left) and _listed(right)):
        return Part(tuple(left), right=min(s.x0 for s in right) - GUTTER), Part(tuple(right))
    return ()


def _side_headings(left: Sequence[Segment], right: Sequence[Segment]) -> tuple[Part, ...]:
    """Labels and the text beside each, or nothing where the left side is no column of labels."""
    if not left or not _prose(right) or len(right) < 1.5 * len(left) or _across(right):
        return ()
    if median(len(s.words) for s in left) > 5 or any(s.text.endswith((".", ",", ";")) for s in left):
        return ()
    labels = _labels(left, right)
    tops = [label[0].y + 0.6 * label[0].size for label in labels]
    if right[0].y > tops[0] or any(_start(label, right) is None for label in labels):
        return ()
    parts = []
    for label, upper, lower in zip(labels, tops, [*tops[1:], float("-inf")], strict=True):
        parts += [Part(label, heading=True), Part(tuple(s for s in right if lower < s.y <= upper))]
    return tuple(parts)


def _labels(left: Sequence[Segment], right: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """The left side's lines, those of one label together."""
    pitch = min((a.y - b.y for a, b in pairwise(right) if a.y - b.y > 1), default=0.0)
    labels: list[list[Segment]] = [[left[0]]]
    for before, after in pairwise(left):
        if before.y - after.y > 1.25 * pitch:
            labels.append([])
        labels[-1].append(after)
    return [tuple(label) for label in labels]


def _start(label: Sequence[Segment], right: Sequence[Segment]) -> Segment | None:
    """The line of text that a label stands beside."""
    return next((s for s in right if abs(s.y - label[0].y) < 0.5 * label[0].size), None)


def _hanging(left: Sequence[Segment]) -> bool:
    """Whether the left side holds numbers or bullets that belong to the lines beside them."""
    starts = ((s.text, enumerator(s.text)) for s in left)
    bare = sum(start is not None and start.length >= len(text) for text, start in starts)
    return bare > 0.3 * len(left)


def _across(side: Sequence[Segment]) -> bool:
    """Whether the side has cells of its own: more than a fifth of its lines stand beside each other."""
    beside = sum(abs(a.y - b.y) < 0.3 * a.size for a, b in pairwise(side))
    return beside > len(side) / 5


def _prose(side: Sequence[Segment]) -> bool:
    if len(side) < 4:
        return False
    width = max(s.x1 for s in side) - min(s.x0 for s in side)
    filled = median((s.x1 - s.x0) / width for s in side) if width else 0.0
    return filled >= 0.6 and median(len(s.words) for s in side) >= 3.5


def _listed(side: Sequence[Segment]) -> bool:
    """Whether the side is a list of its own; boxes to tick stand in rows as well as in lists, so they tell nothing."""
    starts = ((s.text, enumerator(s.text)) for s in side)
    marked = sum(
        start is not None and start.style != "bulletbox" and start.length < len(text) for text, start in starts
    )
    return marked >= 2 and marked >= 0.35 * len(side)
