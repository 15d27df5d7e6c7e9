"""Reading order: which words of a page belong to one column, and in what order the columns are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.numbering import enumerator
from ingest.polarity import opposed
from ingest.words import Row, Word, joined, rows, segments

GUTTER = 8.0  # points: the narrowest space between two columns
DEEPEST = 3  # columns inside columns


@dataclass(frozen=True)
class Segment:
    """Words of one line with no wide space between them."""

    words: Row

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        return self.words[0].middle[1]

    @property
    def size(self) -> float:
        return self.words[0].size


@dataclass(frozen=True)
class Split:
    """Where a region falls apart: what stands above, in the left and right column, and below."""

    above: tuple[Segment, ...]
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    below: tuple[Segment, ...]

    @property
    def parts(self) -> tuple[tuple[Segment, ...], ...]:
        return self.above, self.left, self.right, self.below


def columns(words: Iterable[Word], depth: int = 0) -> Iterator[list[Word]]:
    """The words of each column, columns in reading order; a page without columns is one."""
    words = list(words)
    split = _split(words) if depth < DEEPEST else None
    if split is None:
        if words:
            yield words
        return
    for part in split.parts:
        yield from columns((word for segment in part for word in segment.words), depth + 1)


def _split(words: Sequence[Word]) -> Split | None:
    lines = [Segment(part) for row in rows(words) for part in segments(row, 0.8)]
    candidates = [split for x in _gutters(words) for split in _splits_at(x, lines)]
    return max(candidates, key=lambda split: len(split.left) + len(split.right), default=None)


def _gutters(words: Iterable[Word]) -> list[float]:
    """Middles of wide spaces between words, the commonest first."""
    middles: Counter[int] = Counter()
    for row in rows(words):
        for before, after in pairwise(segments(row, 0.8)):
            left, right = max(word.x1 for word in before), after[0].x0
            if right - left >= GUTTER:
                middles.update({round((right - GUTTER / 2) / 4), round((left + right) / 8)})
    return [4.0 * at for at, count in middles.most_common(16) if count >= 2]


def _splits_at(x: float, lines: Sequence[Segment]) -> Iterator[Split]:
    """Every run of lines that leaves `x` free, where both sides read as columns of their own."""
    ordered = sorted(lines, key=lambda segment: -segment.y)
    start = 0
    for at in (*(i for i, s in enumerate(ordered) if s.x0 < x < s.x1), len(ordered)):
        split = _columns_of(x, ordered, start, at)
        start = at + 1
        if split is not None:
            yield split


def _columns_of(x: float, ordered: Sequence[Segment], start: int, end: int) -> Split | None:
    run = ordered[start:end]
    left, right = [s for s in run if s.x1 <= x], [s for s in run if s.x0 >= x]
    if not left or not right:
        return None
    top = min(max(s.y for s in left), max(s.y for s in right)) + max(s.size for s in run) * 0.8
    left_part, right_part = _run_down(left, top), _run_down(right, top)
    if not _both_columns(left_part, right_part):
        return None
    taken = {id(s) for s in (*left_part, *right_part)}
    rest = [s for s in ordered if id(s) not in taken]
    above = tuple(s for s in rest if s.y > top or s in ordered[:start])
    return Split(above, left_part, right_part, tuple(s for s in rest if s not in above))


def _run_down(side: Sequence[Segment], top: float) -> tuple[Segment, ...]:
    """Lines of one side from `top` down to the first wide gap."""
    below = [s for s in side if s.y <= top]
    for at, (before, after) in enumerate(pairwise(below), 1):
        if before.y - after.y > 4 * max(before.size, after.size):
            return tuple(below[:at])
    return tuple(below)


def _both_columns(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    if not left or not right:
        return False
    shared = min(left[0].y, right[0].y) - max(left[-1].y, right[-1].y)
    if shared < 0 and min(len(left), len(right)) > 1:
        return False
    if opposed((joined(left[0].words), joined(right[0].words))) and min(len(left), len(right)) >= 2:
        return True
    return (_prose(left) and _prose(right)) or (_listed(left) and _listed(right))


def _prose(side: Sequence[Segment]) -> bool:
    if len(side) < 4:
        return False
    width = max(s.x1 for s in side) - min(s.x0 for s in side)
    filled = median((s.x1 - s.x0) / width for s in side) if width else 0.0
    return filled >= 0.6 and median(len(s.words) for s in side) >= 3.5


def _listed(side: Sequence[Segment]) -> bool:
    starts = ((joined(s.words), enumerator(joined(s.words))) for s in side)
    marked = sum(start is not None and start.length < len(text) for text, start in starts)
    return marked >= 2 and marked >= 0.35 * len(side)
