"""Boxes to tick that are drawn on a page or stand in its scan: each read as one word, "☒" chosen or "☐" not.

On a typed page a box is a small square or circle among the page's paths, alone or with a mark in it; whether it is ticked
is told by the ink inside it on the rendered page, whatever the mark is. In a scan it is a square frame of ink.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ingest.forms import CHECKED, UNCHECKED
from ingest.picture import Picture
from ingest.ruling import Path
from ingest.words import Word, word
from retrieval.model import Box

SMALLEST, LARGEST = 5.5, 20.0  # points: a box's side
SQUARE = 0.8  # how much shorter one side may be than the other
INSET = 0.22  # of a side: frame and what touches it
TICKED = 0.06  # ink inside a ticked box, 0 to 1
FRAMED = 0.12  # ink in a strip along each side
SOLID = 0.85  # more is a bullet or a decoration
MARKS = frozenset("xX✓✔✗✘✕×√•●■vV")
DOTS_A_POINT = 3.0
PATTERN = 300  # small squares on one page: more are a drawing


def with_boxes(words: Sequence[Word], page: Any, drawn: Iterable[Path], rotation: int) -> tuple[Word, ...]:
    """The words of a pypdfium2 page with its drawn boxes among them; a mark in a box is part of the box.

    Squares count always, circles where some are ticked and others not: alone they are bullets.
    """
    outlines = {path.outline: bool(path.curve) for path in drawn}
    small = {box: curved for box, curved in outlines.items() if box is not None and _small_square(box)}
    if not small or len(small) > PATTERN:
        return tuple(words)
    frames = _outermost(small)
    close = Picture(page, DOTS_A_POINT)
    inside = {frame: [word for word in words if _holds(frame, word.box)] for frame in frames}
    shown = [f for f in frames if close.shows(*_middle(f)) and _framed(f, close) and _only_marked(inside[f])]
    found = [f for f in shown if close.ink(f, close.lightest(_outer(f))) < SOLID]
    ticked = {f for f in found if inside[f] or close.ink(_inner(f), close.lightest(_outer(f))) >= TICKED}
    if all(frames[f] for f in found) and len(ticked) in (0, len(found)):
        return tuple(words)
    taken = {word for frame in found for word in inside[frame]}
    boxes = (_box(frame, ticked=frame in ticked, rotation=rotation) for frame in found)
    return (*(word for word in words if word not in taken), *boxes)


def _outermost(small: dict[Box, bool]) -> dict[Box, bool]:
    """Of squares and circles (True) that stand in each other the largest."""
    found: dict[Box, bool] = {}
    for box in sorted(small, key=lambda b: b[0] - b[2]):
        if not any(_holds(other, box) for other in found):
            found[box] = small[box]
    return found


def _small_square(box: Box) -> bool:
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    return short >= SMALLEST and SQUARE * long <= short and long <= LARGEST


def _framed(frame: Box, close: Picture) -> bool:
    """Whether a line stands out on each side of the box; shading without lines is a table's."""
    x0, y0, x1, y1 = frame
    sides = ((x0 - 1, y0, x0 + 1, y1), (x1 - 1, y0, x1 + 1, y1), (x0, y0 - 1, x1, y0 + 1), (x0, y1 - 1, x1, y1 + 1))
    return all(close.ink(side, close.lightest(_outer(frame))) > FRAMED for side in sides)


def _only_marked(inside: Sequence[Word]) -> bool:
    """Whether nothing but a mark stands in the box; form fields have told of themselves already."""
    return all(word.text in MARKS for word in inside)


def _box(frame: Box, *, ticked: bool, rotation: int) -> Word:
    return word(CHECKED if ticked else UNCHECKED, frame, size=frame[3] - frame[1], rotation=rotation)


def _holds(frame: Box, box: Box) -> bool:
    x, y = _middle(box)
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _outer(frame: Box) -> Box:
    around = 0.5 * (frame[2] - frame[0])
    return frame[0] - around, frame[1] - around, frame[2] + around, frame[3] + around


def _inner(frame: Box) -> Box:
    dx, dy = INSET * (frame[2] - frame[0]), INSET * (frame[3] - frame[1])
    return frame[0] + dx, frame[1] + dy, frame[2] - dx, frame[3] - dy
