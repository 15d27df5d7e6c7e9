"""One page's words as they stand on it, before any reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from retrieval.model import Box


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word (no other is equal to it) with its box on the page (`box`) and as read upright (`x0`, `y0`, `x1`, `y1`, y growing upwards).

    `size` is the type size in points; `bold` is False where the face does not tell.
    """

    text: str
    box: Box
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False

    @property
    def weight(self) -> float:
        """How much the word stands out: its size, a bold face counted half a point more."""
        return self.size + (0.5 if self.bold else 0.0)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


Row = tuple[Word, ...]


def upright(box: Box, rotation: int) -> Box:
    """`box` as it lies once the page is turned `rotation` degrees clockwise (origin kept, so values may be negative)."""
    if not rotation:
        return box
    x0, y0, x1, y1 = box
    turned = {0: (x0, y0, x1, y1), 90: (y0, -x1, y1, -x0), 180: (-x1, -y1, -x0, -y0), 270: (-y1, x0, -y0, x1)}
    return turned[rotation % 360]


def word(text: str, box: Box, *, size: float, bold: bool = False, rotation: int = 0) -> Word:
    return Word(text, box, *upright(box, rotation), size, bold)


def rows(words: Iterable[Word]) -> list[Row]:
    """Words that share a line across the whole width, top row first, each from left to right."""
    found: list[list[Word]] = []
    heights: list[tuple[float, float]] = []  # of each row's tallest word
    for item in sorted(words, key=_reading_place):
        at = _row_of(item, heights)
        if at == len(found):
            found.append([item])
            heights.append((item.y0, item.y1))
            continue
        found[at].append(item)
        if item.y1 - item.y0 > heights[at][1] - heights[at][0]:
            heights[at] = item.y0, item.y1
    return [tuple(sorted(row, key=_left)) for row in found]


_left = attrgetter("x0")


def _reading_place(word: Word) -> tuple[float, float]:
    return -word.y0 - word.y1, word.x0


def _row_of(item: Word, heights: Sequence[tuple[float, float]]) -> int:
    """The last of the three lowest rows that the word stands beside; a new one where it stands beside none."""
    y0, y1 = item.y0, item.y1
    for at in range(len(heights) - 1, max(-1, len(heights) - 4), -1):
        low, high = heights[at]
        shared = (y1 if y1 < high else high) - (y0 if y0 > low else low)
        if shared > 0 and shared > 0.5 * min(high - low, y1 - y0):
            return at
    return len(heights)


def segments(row: Row, gap: float) -> list[Row]:
    """The row cut wherever the space between two words is wider than `gap` times the type size."""
    parts: list[list[Word]] = [[row[0]]]
    for before, after in pairwise(row):
        if after.x0 - before.x1 > gap * max(before.size, after.size):
            parts.append([])
        parts[-1].append(after)
    return [tuple(part) for part in parts]


def joined(words: Iterable[Word]) -> str:
    return " ".join(w.text for w in words)
