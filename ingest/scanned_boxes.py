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
COVERED = 0.95  # of each side: letters have a gap there
BAND = 0.12  # of a side: where its line runs
CORNER = 0.11  # of a side: where letters are round and frames are not
THICK = 0.22  # of a side: a line of a frame at most
MARKED = 0.25  # of a side: where marks leave its line alone
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
    boxes = (place for place in _places(ink, scale) if _framed(_cut(ink, place)) and _stands_alone(ink, place))
    return [
        ScannedBox(place, _share(ink, place, INSET) >= TICKED) for place in boxes if _share(ink, place, 0.0) < SOLID
    ]


def _places(ink: Any, scale: float) -> Iterator[Pixels]:
    """Where a frame may stand: straight ink that hangs together, about as wide as it is high, looked for at half the size."""
    from scipy import ndimage

    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    half = ink[:height, :width].reshape(height // 2, 2, width // 2, 2).any(axis=(1, 3))
    run = max(3, round(RUN * SMALLEST * scale / 2))
    straight = _runs(half, run) | _runs(half.T, run).T
    labels, count = ndimage.label(straight)
    for rows, columns in ndimage.find_objects(labels) if count <= PATTERN else ():
        short, long = sorted((rows.stop - rows.start, columns.stop - columns.start))
        if SMALLEST * scale / 2 <= short and long <= LARGEST * scale:  # a mark may reach as far again
            left, top, right, bottom = _trimmed(straight, (columns.start, rows.start, columns.stop, rows.stop))
            place = _tight(ink, (2 * left, 2 * top, 2 * right, 2 * bottom))
            if _sized(place, scale):
                yield place


def _trimmed(straight: Any, place: Pixels) -> Pixels:
    """The place without the ends of marks that stand over the frame: its outer rows and columns are lines."""
    left, top, right, bottom = place
    above, below = _ends(straight[top:bottom, left:right].mean(1))
    top, bottom = top + above, bottom - below
    before, after = _ends(straight[top:bottom, left:right].mean(0))
    left, right = left + before, right - after
    above, below = _ends(straight[top:bottom, left:right].mean(1))
    return left, top + above, right, bottom - below


def _tight(ink: Any, place: Pixels) -> Pixels:
    """The same to the pixel."""
    left, top, right, bottom = place
    before, after = _ends(_cut(ink, place).mean(0), 2)
    above, below = _ends(_cut(ink, place).mean(1), 2)
    return left + before, top + above, right - after, bottom - below


def _cut(ink: Any, place: Pixels) -> Any:
    left, top, right, bottom = place
    return ink[top:bottom, left:right]


def _ends(shares: Any, reach: int | None = None) -> tuple[int, int]:
    """How many lines lie before the first that is more ink than paper, and after the last."""
    lines = [bool(share > 0.5) for share in shares]
    reach = round(TRIMMED * len(lines)) if reach is None else reach
    return _first(lines, reach), _first(lines[::-1], reach)


def _first(lines: list[bool], reach: int) -> int:
    return next((at for at, line in enumerate(lines[: reach + 1]) if line), 0)


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
    """Whether lines of one thickness, thinner than bold type, run along all four sides and meet in square corners."""
    import numpy as np

    side = min(box.shape)
    band, near = max(2, round(BAND * side)), max(3, round(CORNER * side))
    tip = np.tri(near, dtype=bool)[::-1]
    thick = []
    for turned in (np.rot90(box, turn) for turn in range(4)):
        if turned[:band].any(0).mean() < COVERED or not (turned[:near, :near] & tip).any():
            return False
        thick.append(_thickness(turned))
    return bool(max(thick) <= min(THICK * side, 2 * min(thick) + 1))


def _thickness(box: Any) -> float:
    """Of the line along the upper side, in pixels: where no mark runs into it."""
    import numpy as np

    begun = box.argmax(0)
    ended = np.array([(~column[at:]).argmax() or len(column) for column, at in zip(box.T, begun, strict=True)])
    return float(np.quantile(ended, MARKED))


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
