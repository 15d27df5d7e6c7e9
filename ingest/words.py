"""One page's words as they stand on it, before any reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from retrieval.model import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box on the page (`box`) and as read upright (`x0`, `y0`, `x1`, `y1`, y growing upwards).

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
    x0, y0, x1, y1 = box
    turned = {0: (x0, y0, x1, y1), 90: (y0, -x1, y1, -x0), 180: (-x1, -y1, -x0, -y0), 270: (-y1, x0, -y0, x1)}
    return turned[rotation % 360]


def word(text: str, box: Box, *, size: float, bold: bool = False, rotation: int = 0) -> Word:
    return Word(text, box, *upright(box, rotation), size, bold)


def rows(words: Iterable[Word]) -> list[Row]:
    """Words that share a line across the whole width, top row first, each from left to right."""
    found: list[list[Word]] = []
    tallest: list[Word] = []
    for item in sorted(words, key=lambda w: (-w.middle[1], w.x0)):
        at = next((at for at in range(len(found))[:-4:-1] if _beside(tallest[at], item)), None)
        if at is None:
            found.append([item])
            tallest.append(item)
            continue
        found[at].append(item)
        tallest[at] = max(tallest[at], item, key=lambda w: w.y1 - w.y0)
    return [tuple(sorted(row, key=lambda w: w.x0)) for row in found]


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


def _beside(row: Word, item: Word) -> bool:
    shared = min(row.y1, item.y1) - max(row.y0, item.y0)
    return shared > 0.5 * min(row.y1 - row.y0, item.y1 - item.y0)
