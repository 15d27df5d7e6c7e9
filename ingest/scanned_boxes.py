"""Boxes to tick in a scan: square frames of ink, told from letters by their four straight sides.

Only ink that runs straight on, across or down, for about the height of a small letter is looked at, so ticks and crosses, which
run slanted and often over the frame, do not hide the frame they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DARK = 150  # grey below this is ink
SMALLEST, LARGEST = 6.5, 20.0  # points: a box's side
SQUARE = 0.8  # how much shorter one side may be than the other
RUN = 0.75  # of the smallest side: how far ink runs straight on in a frame
COVERED = 0.9  # of each side
CORNER = 0.15  # of a side: where letters are round and frames are not
BESIDE = 0.2  # of a side: how far on either side of a box there is paper; a letter has others there
STRAY = 0.35  # ink there on one side, 0 to 1: a mark may stand over the frame
CLEAN = 0.08  # on the other
INSET = 0.2
TRIMMED = 0.3  # of a side at most
TICKED = 0.07  # ink inside a ticked box, 0 to 1
SOLID = 0.85
PATTERN = 20_000  # pieces of straight ink: a drawing

Pixels = tuple[int, int, int, int]


@dataclass(frozen=True)
class ScannedBox:
    """In pixels of the picture, counted from its top left: `(left, top, right, bottom)`."""

    place: Pixels
    ticked: bool


def scanned_boxes(image: Any, scale: float) -> list[ScannedBox]:
    """The boxes in a grey Pillow image with `scale` pixels a point, whose lines lie level."""
    import numpy as np

    ink = np.asarray(image) < DARK
    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    half = ink[:height, :width].reshape(height // 2, 2, width // 2, 2).any(axis=(1, 3))
    frames = ((2 * left, 2 * top, 2 * right, 2 * bottom) for left, top, right, bottom in _frames(half, scale / 2))
    alone = (place for place in frames if _stands_alone(ink, place) and _share(ink, place, 0.0) < SOLID)
    return [ScannedBox(place, _share(ink, place, INSET) >= TICKED) for place in alone]


def _frames(ink: Any, scale: float) -> Iterator[Pixels]:
    from scipy import ndimage

    run = max(3, round(RUN * SMALLEST * scale))
    straight = _runs(ink, run) | _runs(ink.T, run).T
    labels, count = ndimage.label(straight)
    for rows, columns in ndimage.find_objects(labels) if count <= PATTERN else ():
        if min(rows.stop - rows.start, columns.stop - columns.start) >= SMALLEST * scale:
            place = _trimmed(straight, columns.start, rows.start, columns.stop, rows.stop)
            if _sized(place, scale) and _framed(straight[place[1] : place[3], place[0] : place[2]]):
                yield place


def _trimmed(straight: Any, left: int, top: int, right: int, bottom: int) -> Pixels:
    """The place without the ends of marks that stand over the frame: its outer rows and columns are lines."""
    reach = round(TRIMMED * (right - left))
    line = [bool(share > 0.5) for share in straight[top:bottom, left:right].mean(0)]
    row = [bool(share > 0.5) for share in straight[top:bottom, left:right].mean(1)]
    before, after = _first(line, reach), _first(line[::-1], reach)
    above, below = _first(row, reach), _first(row[::-1], reach)
    return left + before, top + above, right - after, bottom - below


def _first(lines: list[bool], reach: int) -> int:
    return next((at for at, line in enumerate(lines[:reach]) if line), 0)


def _sized(place: Pixels, scale: float) -> bool:
    short, long = sorted((place[2] - place[0], place[3] - place[1]))
    return SMALLEST * scale <= short and long <= LARGEST * scale and short >= SQUARE * long


def _runs(ink: Any, length: int) -> Any:
    """Ink in runs of at least `length` pixels along the rows."""
    import numpy as np

    begun = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=begun[:, 1:])
    whole = begun[:, length:] - begun[:, :-length] == length  # a run of that length begins here
    found = np.zeros_like(ink)
    for step in range(length):
        found[:, step : step + whole.shape[1]] |= whole
    return found


def _framed(box: Any) -> bool:
    """Whether ink lies along all four sides and in all four corners."""
    band = max(1, round(0.1 * min(box.shape)))
    sides = box[:band].any(0), box[-band:].any(0), box[:, :band].any(1), box[:, -band:].any(1)
    near = max(1, round(CORNER * min(box.shape)))
    corners = box[:near, :near], box[:near, -near:], box[-near:, :near], box[-near:, -near:]
    return all(side.mean() >= COVERED for side in sides) and all(corner.mean() > 0.5 for corner in corners)


def _stands_alone(ink: Any, place: Pixels) -> bool:
    left, top, right, bottom = place
    reach = max(2, round(BESIDE * (right - left)))
    beside = (
        ink[top:bottom, max(0, left - reach - 1) : max(0, left - 1)],
        ink[top:bottom, right + 1 : right + 1 + reach],
    )
    cleaner, other = sorted(float(strip.mean()) if strip.size else 0.0 for strip in beside)
    return cleaner < CLEAN and other < STRAY


def _share(ink: Any, place: Pixels, inset: float) -> float:
    left, top, right, bottom = place
    dx, dy = round(inset * (right - left)), round(inset * (bottom - top))
    return float(ink[top + dy : bottom - dy, left + dx : right - dx].mean())
