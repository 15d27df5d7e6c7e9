"""Blocks of a table: its rows, or its columns where they part what is carried from what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.aligned import Cells
from ingest.block import Block, row_tokens, tokens
from ingest.document_text import MarkKind
from ingest.hyphens import Hyphens
from ingest.polarity import opposed
from ingest.words import joined, rows

HEADER_WORDS = re.compile(
    r"\b(?:item|items|service|services|description|component|components|part|parts|coverage|covered|limit|limits|"
    r"price|prices|rate|rates|frequency|qty|quantity|unit|units|amount|amounts|notes|note|date|dates|fee|fees|"
    r"visit|visits|hours|labor|labour|material|materials|plan|plans|category|equipment|model|serial|make|location|"
    r"task|tasks|season|term|terms|included|excluded|cost|discount|response|priority|time|area|systems|system|"
    r"work|when|what|charge|charges)\b",
    re.IGNORECASE,
)


def table_blocks(table: Sequence[Cells], hyphens: Hyphens) -> Iterator[Block]:
    """A table row by row, or column by column where the columns part what is carried from what is not. Its header may stand
    under a caption that goes across the table."""
    filled = [row for row in table if any(row)]
    if opposed([joined(cell) for cell in filled[0]]):
        yield from _column_by_column(filled, hyphens)
        return
    caption = 1 if len(filled) > 2 and sum(map(bool, filled[0])) == 1 < sum(map(bool, filled[1])) else 0
    header = _has_header(filled[caption:])
    for at, row in enumerate(filled):
        kind = MarkKind.HEADER_ROW if header and at == caption else MarkKind.ROW
        yield Block(row_tokens([rows(cell) for cell in row if cell], hyphens), kind)


def _column_by_column(table: Sequence[Cells], hyphens: Hyphens) -> Iterator[Block]:
    for at in range(len(table[0])):
        for number, row in enumerate(table):
            if at < len(row) and row[at]:
                yield Block(tuple(tokens(rows(row[at]), hyphens)), MarkKind.ROW if number else MarkKind.HEADING)


def _has_header(table: Sequence[Cells]) -> bool:
    first, rest = table[0], table[1:]
    texts = [joined(cell) for cell in first if cell]
    if not rest or len(texts) < 2 or any(len(t) > 50 or t.endswith(":") or re.search(r"[$\d]", t) for t in texts):
        return False
    if _bold(first) and not all(_bold(row) for row in rest):
        return True
    named = [bool(HEADER_WORDS.search(text)) for text in texts]
    return named[0] and 2 * sum(named) > len(named)


def _bold(row: Cells) -> bool:
    return all(word.bold for cell in row for word in cell)
