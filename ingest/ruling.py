"""Ruled tables: the lines drawn on a page, and the cells they enclose.

The lines come from pdfium's path objects, in the same space as the words; pdfplumber's table finder makes cells of them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from ingest.words import Word, rows, upright
from retrieval.model import Box

THIN = 3.0  # points: a filled path no thicker than this is a line
SHORTEST = 8.0
DRAWING = 20_000  # paths
TOO_MANY = 6000  # edges: a drawing, not a table
WHITE = 250


@dataclass(frozen=True)
class Ruling:
    """A straight line as read upright; horizontal where `y0 == y1`."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.y0 == self.y1


@dataclass(frozen=True)
class Table:
    """Rows of cells, top first, each cell the words in it in reading order; `box` is upright."""

    box: Box
    grid: tuple[tuple[tuple[Word, ...], ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for row in self.grid for cell in row for word in cell]

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.grid)


@dataclass(frozen=True)
class Path:
    """One painted path in page space: the ends of its straight pieces, and all its points where it is curved."""

    ends: tuple[tuple[float, float], ...]
    curve: tuple[tuple[float, float], ...] = ()

    @property
    def outline(self) -> Box | None:
        """The bounding box of a rectangle or a circle; None for any other path."""
        points = self.ends if len(self.ends) in (4, 5) and not self.curve else self.curve
        if not points or (self.curve and len(self.ends) > 2):
            return None
        return _around(points)


def paths(page: Any) -> list[Path]:
    """What is drawn on a pypdfium2 page, painted with a line or darker than paper; nothing of a drawing of very many paths."""
    import pypdfium2.raw as pdfium

    items = list(islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4), DRAWING))
    return [_path(pdfium, item) for item in items if _painted(pdfium, item.raw)] if len(items) < DRAWING else []


def rulings(drawn: Iterable[Path], rotation: int) -> tuple[Ruling, ...]:
    """The straight lines of a page turned upright; none where there are so many that they are a drawing."""
    found: list[Ruling] = []
    for path in drawn:
        for box in _pieces(path.ends):
            found.extend(_edges(upright(box, rotation)))
        if len(found) > TOO_MANY:
            return ()
    return tuple(found)


def ruled_tables(lines: Iterable[Ruling], words: Iterable[Word]) -> list[Table]:
    """Tables of at least two rows and two columns that hold words, top of the page first."""
    lines = list(lines)
    if sum(line.horizontal for line in lines) < 2 or sum(not line.horizontal for line in lines) < 2:
        return []
    from pdfplumber import table as finder

    edges = finder.merge_edges([_edge(line) for line in lines], 3, 3, 3, 3)
    cells = finder.intersections_to_cells(finder.edges_to_intersections(edges, 3, 3))
    placed = list(words)
    tables = (_table(group, placed) for group in finder.cells_to_tables(cells))
    return sorted((t for t in tables if t is not None), key=lambda t: -t.box[3])


def _table(cells: list[Box], words: list[Word]) -> Table | None:
    around = (min(c[0] for c in cells), -max(c[3] for c in cells), max(c[2] for c in cells), -min(c[1] for c in cells))
    inside = [w for w in words if _within(around, w)]
    tops = sorted({round(c[1], 1) for c in cells})
    grid: list[tuple[tuple[Word, ...], ...]] = []
    for top in tops:
        row = sorted((c for c in cells if round(c[1], 1) == top), key=lambda c: c[0])
        words_of = tuple(_cell((c[0], -c[3], c[2], -c[1]), inside) for c in row)
        if grid and len(row) == 1 and row[0][0] > around[0] + 1:  # goes on under cells that reach over several rows
            grid[-1] = (*grid[-1][:-1], grid[-1][-1] + words_of[0])
        else:
            grid.append(words_of)
    filled = tuple(row for row in grid if any(row))
    if len(filled) < 2 or sum(len([c for c in row if c]) > 1 for row in filled) < 2:
        return None
    return Table(around, filled)


def _cell(box: Box, words: list[Word]) -> tuple[Word, ...]:
    return tuple(w for row in rows(w for w in words if _within(box, w)) for w in row)


def _within(box: Box, item: Word) -> bool:
    x, y = item.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _edge(line: Ruling) -> dict[str, Any]:
    """A line the way pdfplumber's table finder takes it: y counted downwards."""
    return {
        "x0": line.x0,
        "x1": line.x1,
        "top": -line.y1,
        "bottom": -line.y0,
        "width": line.x1 - line.x0,
        "height": line.y1 - line.y0,
        "orientation": "h" if line.horizontal else "v",
    }


def _edges(box: Box) -> Iterator[Ruling]:
    """A thin path as one line through its middle, any other as its four sides."""
    x0, y0, x1, y1 = box
    if y1 - y0 <= THIN:
        if x1 - x0 >= SHORTEST:
            yield Ruling(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif x1 - x0 <= THIN:
        if y1 - y0 >= SHORTEST:
            yield Ruling((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    elif min(x1 - x0, y1 - y0) >= SHORTEST:
        yield from (Ruling(x0, y, x1, y) for y in (y0, y1))
        yield from (Ruling(x, y0, x, y1) for x in (x0, x1))


def _path(pdfium: Any, item: Any) -> Path:
    points = list(_points(pdfium, item.raw))
    placed = _placed(item, [(x, y) for x, y, _ in points])
    ends = tuple(place for place, (_, _, curved) in zip(placed, points, strict=True) if not curved)
    return Path(ends) if len(ends) == len(points) else Path(ends, tuple(placed))


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _pieces(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """A line or a rectangle as one box; a longer path (a grid drawn in one go) as its axis-parallel pieces."""
    if not points:
        return
    if len(points) <= 5:
        yield _around(points)
        return
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) < 0.5 or abs(ay - by) < 0.5:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _painted(pdfium: Any, path: Any) -> bool:
    """Drawn with a line, or filled with something darker than paper."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke):
        return False
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return bool(mode.value) and alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE


def _points(pdfium: Any, path: Any) -> Iterator[tuple[float, float, bool]]:
    """Each point of a path and whether it is of a curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(path)
    for index in range(count if count <= TOO_MANY else 0):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        yield x.value, y.value, pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO


def _placed(item: Any, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """An object's points in page space, through the form objects it is nested in."""
    while item is not None:
        a, b, c, d, e, f = item.get_matrix().get()
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        item = item.container
    return points
