"""A document's one text, and where on its pages the words stand.

Every offset in the product counts characters of `DocumentText.text`. It is the pages' texts joined by a blank line
(`PAGE_BREAK`); inside a page one line is one block (a paragraph, a list item, a heading, a table row with its cells
set apart by `CELL_BREAK`). Nothing stands in it that does not stand on the page, but for those two separators.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, NamedTuple, Self

from retrieval.model import Box

PAGE_BREAK = "\n\n"
CELL_BREAK = " | "

Method = Literal["text", "ocr"]


class Unreadable(Exception):
    """A document, message or row that cannot be read; `reason` is for a person and holds none of its content.

    Trying again does not help: the file itself has to change. `file` and `line` say where, when known.
    """

    retry = False

    def __init__(self, reason: str, *, file: str = "", line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.file, self.line = reason, file, line


class MarkKind(StrEnum):
    HEADING = "heading"
    RUN_IN = "run_in"
    HEADER_ROW = "header_row"
    ROW = "row"


@dataclass(frozen=True)
class Mark:
    """What the page's look tells about a block, or (`RUN_IN`) about the bold words that a paragraph begins with.

    `size` is the type size in points, a bold face counted half a point more.
    """

    kind: MarkKind
    start: int
    end: int
    size: float = 0.0


class WordBox(NamedTuple):
    """One word and its box in the page's own (unrotated) PDF points, origin lower left."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class PageText:
    """One page: `text` stands at `start` of the document's text.

    `quality` is 0 to 1: the share of plausible words, or tesseract's mean confidence. `rotation` is how far clockwise
    the page has to be turned to be read. `set_aside` are repeated headers and footers, page numbers and watermarks.
    """

    number: int
    start: int
    text: str
    words: tuple[WordBox, ...] = ()
    quality: float = 1.0
    method: Method = "text"
    rotation: int = 0
    set_aside: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class DocumentText:
    """`notices` tell a person what was met while reading (hidden text, unread attachments); they hold no content."""

    text: str
    pages: tuple[PageText, ...] = ()
    marks: tuple[Mark, ...] = ()
    notices: tuple[str, ...] = ()
    title: str = ""

    def page_of(self, offset: int) -> PageText | None:
        """The page an offset stands on; the break between two pages belongs to the first of them."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None

    def page_at(self, offset: int) -> int | None:
        page = self.page_of(offset)
        return page.number if page else None

    def boxes(self, start: int, end: int) -> tuple[int | None, list[Box]]:
        """The page where `[start, end)` starts and one box for each line (and each column or cell) of it there."""
        words = [(page, word) for page in self.pages for word in page.words if word.start < end and start < word.end]
        if not words:
            return self.page_at(start), []
        first = words[0][0]
        return first.number, _line_boxes((word.box for page, word in words if page is first), first.rotation)

    def dump(self) -> bytes:
        pages = [
            {**vars(page), "words": [(word.start, word.end, *word.box) for word in page.words]} for page in self.pages
        ]
        fields = {**vars(self), "pages": pages, "marks": [vars(mark) for mark in self.marks]}
        return zlib.compress(json.dumps(fields, separators=(",", ":")).encode(), 3)

    @classmethod
    def load(cls, data: bytes) -> Self:
        fields: dict[str, Any] = json.loads(zlib.decompress(data))
        marks = (Mark(**{**mark, "kind": MarkKind(mark["kind"])}) for mark in fields.pop("marks"))
        pages = (_page(**page) for page in fields.pop("pages"))
        notices = fields.pop("notices")
        return cls(pages=tuple(pages), marks=tuple(marks), notices=tuple(notices), **fields)


def plain(text: str) -> DocumentText:
    """The text of a note or a message: no pages, offsets into the text as given."""
    return DocumentText(text)


def _page(*, words: list[list[Any]], set_aside: list[str], **fields: Any) -> PageText:
    boxes = tuple(WordBox(start, end, (x0, y0, x1, y1)) for start, end, x0, y0, x1, y1 in words)
    return PageText(words=boxes, set_aside=tuple(set_aside), **fields)


def _line_boxes(boxes: Iterable[Box], rotation: int) -> list[Box]:
    upright = rotation % 180 == 0
    return [box if upright else _swapped(box) for box in _merged(b if upright else _swapped(b) for b in boxes)]


def _swapped(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return (y0, x0, y1, x1)


def _merged(boxes: Iterable[Box]) -> Iterator[Box]:
    line: Box | None = None
    for box in boxes:
        if line is not None and _same_line(line, box):
            line = (min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _same_line(line: Box, box: Box) -> bool:
    height = min(line[3] - line[1], box[3] - box[1])
    shared = min(line[3], box[3]) - max(line[1], box[1])
    gap = max(box[0] - line[2], line[0] - box[2])
    return shared > height / 2 and gap < 1.5 * max(line[3] - line[1], box[3] - box[1])
