"""Tables without vertical rules: rows whose cells line up, told by the wide spaces between them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.numbering import enumerator
from ingest.ruling import Ruling
from ingest.words import Row, Word, joined, segments

CELL_GAP = 1.5  # times the type size
NEAR = 0.8  # times the type size: how far cells of one column may be out of line
LINE = 1.5  # times the type size: from one line of a cell to its next

Cells = tuple[Row, ...]
Grid = tuple[Cells, ...]


def cells(row: Row) -> Cells:
    """The row cut at wide spaces; a number or bullet stays with what it stands before."""
    parts = segments(row, CELL_GAP)
    if len(parts) > 1:
        start = enumerator(joined(parts[0]))
        if start is not None and start.length >= len(joined(parts[0])):
            parts = [parts[0] + parts[1], *parts[2:]]
    return tuple(parts)


def grid_length(lines: Sequence[Cells]) -> int:
    """How many of the lines from the first on make one table; 0 where they make none."""
    if len(lines[0]) < 2:
        return 0
    end = 1
    while end < len(lines) and _belongs(lines[:end], lines[end]):
        end += 1
    while end and len(lines[end - 1]) < 2 and not _inner(lines[: end - 1], lines[end - 1]):
        end -= 1
    return end if sum(len(line) > 1 for line in lines[:end]) >= 2 else 0


def grid(lines: Sequence[Cells], rules: Sequence[Ruling] = ()) -> Grid:
    """The table's rows, each with one cell a column (some empty); wrapped lines of a cell are put back together."""
    starts = _columns(lines)
    records: list[list[list[Word]]] = []
    before: Cells | None = None
    for line in lines:
        placed = _placed(line, starts)
        if before is not None and _wraps(before, line, placed, rules):
            for cell, words in zip(records[-1], placed, strict=True):
                cell.extend(words)
        else:
            records.append(placed)
        before = line
    return tuple(tuple(tuple(cell) for cell in record) for record in records)


def _belongs(table: Sequence[Cells], line: Cells) -> bool:
    last, size = table[-1], line[0][0].size
    if _y(last) - _y(line) > 3.2 * max(size, last[0][0].size):
        return False
    widest = max(table, key=len)
    if len(line) > 1:
        return any(_aligned(a, b) for a in widest[1:] for b in line[1:])
    return _inner(table, line) or (_wrapped_label(last, line) and len(joined(line[0])) <= 60)


def _inner(table: Sequence[Cells], line: Cells) -> bool:
    """A lone segment under a column other than the first, close to the line before."""
    if not table:
        return False
    widest, size = max(table, key=len), line[0][0].size
    close = _y(table[-1]) - _y(line) <= LINE * size
    return close and any(_aligned(cell, line[0]) for cell in widest[1:])


def _wrapped_label(last: Cells, line: Cells) -> bool:
    return joined(line[0])[:1].islower() and abs(last[0][0].x0 - line[0][0].x0) < line[0][0].size


def _aligned(a: Row, b: Row) -> bool:
    reach = NEAR * max(a[0].size, b[0].size)
    a_middle, b_middle = (a[0].x0 + a[-1].x1) / 2, (b[0].x0 + b[-1].x1) / 2
    return min(abs(a[0].x0 - b[0].x0), abs(a[-1].x1 - b[-1].x1), abs(a_middle - b_middle)) < reach


def _columns(lines: Sequence[Cells]) -> list[tuple[float, float]]:
    """Left and right edge of each column, grown from the line with most cells."""
    columns = [(cell[0].x0, cell[-1].x1) for cell in max(lines, key=len)]
    for line in lines:
        for cell in line:
            at = _column(cell, columns)
            columns[at] = (min(columns[at][0], cell[0].x0), max(columns[at][1], cell[-1].x1))
    return columns


def _column(cell: Row, columns: Sequence[tuple[float, float]]) -> int:
    x0, x1 = cell[0].x0, cell[-1].x1
    return max(range(len(columns)), key=lambda at: min(x1, columns[at][1]) - max(x0, columns[at][0]))


def _placed(line: Cells, columns: Sequence[tuple[float, float]]) -> list[list[Word]]:
    placed: list[list[Word]] = [[] for _ in columns]
    for cell in line:
        placed[_column(cell, columns)].extend(cell)
    return placed


def _wraps(before: Cells, line: Cells, placed: Sequence[Sequence[Word]], rules: Sequence[Ruling]) -> bool:
    """Whether the line goes on in the cells of the line before it."""
    upper, lower = _y(before), _y(line)
    if upper - lower > LINE * line[0][0].size:
        return False
    between = [r for r in rules if r.horizontal and lower < r.y0 < upper and r.x0 <= line[0][0].x1]
    if between:
        return False
    return not placed[0] or joined(placed[0])[:1].islower()


def _y(line: Cells) -> float:
    return line[0][0].middle[1]
