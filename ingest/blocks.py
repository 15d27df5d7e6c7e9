"""The blocks of a page in reading order: columns one after the other, tables and paragraphs as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.aligned import cells, grid, grid_length
from ingest.block import Block, tokens
from ingest.document_text import MarkKind
from ingest.hyphens import Hyphens
from ingest.layout import Column, columns
from ingest.paragraphs import Line, paragraphs, unjustified
from ingest.ruling import Ruling, Table
from ingest.table_blocks import table_blocks
from ingest.words import Row, Word, rows
from retrieval.model import Box


def page_blocks(
    page_rows: Sequence[Row], tables: Sequence[Table], lines: Sequence[Ruling], hyphens: Hyphens, page: Box
) -> list[Block]:
    """The blocks of one page in reading order; `page` is its box, upright like the words, `tables` are its ruled ones."""
    words = [word for row in page_rows for word in row]
    right = _margin(words, page)
    taken = {word for table in tables for word in table.words}
    size = max((word.size for word in words), default=10.0)
    stands = {Word("\ue000", table.box, *table.box, size): table for table in tables}
    if tables:
        page_rows = rows([*(word for word in words if word not in taken), *stands])
    found = (_column_blocks(column, stands, lines, hyphens) for column in columns(page_rows, right))
    return [block for column in found for block in column]


def _margin(words: Sequence[Word], page: Box) -> float:
    """How far right the text of the page may run: as far from its edge as it stands from the left one."""
    left = min((word.x0 for word in words), default=page[0])
    return max([page[2] - (left - page[0]), *(word.x1 for word in words)])


def _column_blocks(
    column: Column, tables: dict[Word, Table], rules: Sequence[Ruling], hyphens: Hyphens
) -> Iterator[Block]:
    if column.heading:
        yield Block(tuple(tokens(column.rows, hyphens)), MarkKind.HEADING)
        return
    lines: list[Line] = []
    for row in column.rows:
        plain = tuple(word for word in row if word not in tables) if tables else row
        for word in (word for word in row if word in tables) if tables else ():
            yield from _flow(lines, column.right, rules, hyphens)
            lines = []
            yield from table_blocks(tables[word].grid, hyphens)
        if plain:
            lines.append(Line(cells(plain)))
    yield from _flow(lines, column.right, rules, hyphens)


def _flow(lines: Sequence[Line], right: float, rules: Sequence[Ruling], hyphens: Hyphens) -> Iterator[Block]:
    """Tables where lines make one, paragraphs from the lines between."""
    lines, at, start = [unjustified(line, lines) for line in lines], 0, 0
    while at < len(lines):
        length = grid_length([line.cells for line in lines[at:]])
        if length:
            yield from paragraphs(lines[start:at], right, hyphens)
            yield from table_blocks(grid([line.cells for line in lines[at : at + length]], rules), hyphens)
            start = at + length
        at += length or 1
    yield from paragraphs(lines[start:], right, hyphens)
