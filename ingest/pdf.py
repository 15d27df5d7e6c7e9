"""A PDF's bytes to its one text: every page read from its text layer or, where that is missing or bad, from its picture.

This runs in the parsing process (`ingest.parsing`); nothing else should call it on bytes that came from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

from ingest.block import Block
from ingest.blocks import page_blocks
from ingest.checkboxes import with_boxes
from ingest.document_text import (
    PAGE_BREAK,
    DocumentText,
    Mark,
    MarkKind,
    Method,
    PageText,
    Unreadable,
    WordBox,
)
from ingest.forms import Form
from ingest.furniture import Sheet, furniture
from ingest.glyphs import TextLayer, text_layer
from ingest.hyphens import Hyphens
from ingest.ocr import Scan, scan
from ingest.picture import Picture
from ingest.quality import POOR, plausibility
from ingest.ruling import Ruling, paths, ruled_tables, rulings
from ingest.words import Row, Word, joined, rows, upright
from retrieval.model import Box

MOST_BYTES = 200_000_000
MOST_PAGES = 2_000
MOST_SCANNED = 80
SCANNED_AREA = 0.4  # of the page under pictures: with few words beside them, a scan
FEW_WORDS = 40
BETTER = 0.15  # by how much a picture must read more plausibly than a text layer to take its place
STANDS_OUT = 0.4  # points of type weight above the document's usual one: a heading
LONGEST_HEADING = 160


@dataclass(frozen=True)
class RawPage:
    """A page's words before reading order. `box` is the page upright; `blank` pages show nothing at all."""

    words: tuple[Word, ...]
    rules: tuple[Ruling, ...]
    box: Box
    rotation: int
    quality: float
    method: Method = "text"
    slanted: tuple[str, ...] = ()
    hidden: int = 0
    widthless: int = 0
    blank: bool = False


_NAMED_SPACE = re.compile(r"&\w?bsp;")  # a space that was printed by its name, as pages made from the web have it


def read(data: bytes) -> DocumentText:
    """Raises `Unreadable` for what is no PDF, is locked, broken, empty, too large, or holds no text even as a picture."""
    document = _opened(data)
    try:
        form = Form(data)
        pages = _raw_pages(document, form)
        title, attachments = document.get_metadata_value("Title"), document.count_attachments()
    finally:
        document.close()
    document_text = _assembled(pages, title, (*_notices(pages), *_unread(attachments, form)))
    if not any(map(str.isalnum, document_text.text)):  # an empty box alone says nothing
        raise Unreadable(
            "no text was found on any page, not even by text recognition; scan it again or attach the original"
        )
    return document_text


def _opened(data: bytes) -> Any:
    import pypdfium2

    if not data:
        raise Unreadable("the file is empty (0 bytes); attach it again")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"the file is larger than {MOST_BYTES // 1_000_000} MB; split it or save it smaller")
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("the file is not a PDF, whatever its name says; save it as PDF and attach it again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        reason = (
            "is locked with a password; save it without one"
            if locked
            else "is damaged and cannot be opened; save it anew"
        )
        raise Unreadable(f"the PDF {reason} and attach it again") from None
    if not len(document):
        raise Unreadable("the PDF has no pages; attach the original again")
    if len(document) > MOST_PAGES:
        raise Unreadable(f"the PDF has more than {MOST_PAGES} pages; split it")
    return document


def _raw_pages(document: Any, form: Form) -> list[RawPage]:
    pages: list[RawPage] = []
    scanned = 0
    for index in range(len(document)):
        page = _loaded(document, index)
        raw = _text_page(page, form, index)
        if _needs_scan(page, raw):
            scanned += 1
            if scanned > MOST_SCANNED:
                raise Unreadable(f"more than {MOST_SCANNED} of its pages are scans; split it into smaller files")
            raw = _better(raw, page)
        pages.append(raw)
        page.close()
    return pages


def _loaded(document: Any, index: int) -> Any:
    import pypdfium2

    try:
        return document[index]
    except pypdfium2.PdfiumError:
        raise Unreadable(f"page {index + 1} of the PDF is damaged; save it anew and attach it again") from None


def _text_page(page: Any, form: Form, index: int) -> RawPage:
    picture = Picture(page)
    layer: TextLayer = text_layer(page, picture)
    fields = form.on(page, index)
    typed = [word for field in fields if not field.hidden for word in field.words(layer.rotation)]
    hidden = layer.hidden + sum(len(field.text.split()) for field in fields if field.hidden)
    drawn = paths(page)
    rules = rulings(drawn, layer.rotation)
    box = upright(picture.box, layer.rotation)
    words = with_boxes((*layer.words, *typed), page, drawn, layer.rotation)
    quality, blank = plausibility(words), not words and picture.blank()
    return RawPage(words, rules, box, layer.rotation, quality, "text", layer.slanted, hidden, layer.widthless, blank)


def _needs_scan(page: Any, raw: RawPage) -> bool:
    if not raw.words:
        return not raw.blank
    return raw.quality < POOR or (len(raw.words) < FEW_WORDS and _pictured(page) >= SCANNED_AREA)


def _pictured(page: Any) -> float:
    """Share of the page's area that pictures cover, each counted once."""
    import pypdfium2.raw as pdfium

    width, height = page.get_width(), page.get_height()
    areas = []
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        x0, y0, x1, y1 = image.get_bounds()
        areas.append(max(0.0, x1 - x0) * max(0.0, y1 - y0))
    return min(1.0, sum(areas) / (width * height)) if width * height else 0.0


def _better(raw: RawPage, page: Any) -> RawPage:
    """The page as its picture reads, unless its text layer reads as well and has as much."""
    found = scan(page)
    if not found.words or (raw.words and not _reads_better(found, raw)):
        return raw
    return RawPage(found.words, (), _around(found.words), found.rotation, found.quality, "ocr", raw.slanted)


def _reads_better(found: Scan, raw: RawPage) -> bool:
    if raw.quality < POOR:
        return plausibility(found.words) >= raw.quality + BETTER
    return len(found.words) > len(raw.words)


def _around(words: Sequence[Word]) -> Box:
    return min(w.x0 for w in words), min(w.y0 for w in words), max(w.x1 for w in words), max(w.y1 for w in words)


def _assembled(pages: Sequence[RawPage], title: str, notices: tuple[str, ...]) -> DocumentText:
    tables = [ruled_tables(page.rules, page.words) for page in pages]
    fixed = [frozenset(word for table in own for word in table.words) for own in tables]
    lines = [list(filter(None, map(_begun, rows(page.words)))) for page in pages]
    aside = furniture([Sheet(*sheet) for sheet in zip((page.box for page in pages), lines, fixed, strict=True)])
    hyphens = Hyphens([word.text for page in pages for word in page.words])
    usual = _usual_weight(pages)
    texts: list[PageText] = []
    marks: list[Mark] = []
    start = 0
    for number, (page, ruled, own, gone) in enumerate(zip(pages, tables, lines, aside, strict=True), 1):
        blocks = page_blocks([row for row in own if row not in gone], ruled, page.rules, hyphens, page.box)
        text, words, page_marks = _page_text(blocks, start, usual)
        set_aside = (*map(joined, gone), *page.slanted)
        texts.append(PageText(number, start, text, words, page.quality, page.method, page.rotation, set_aside))
        marks.extend(page_marks)
        start += len(text) + len(PAGE_BREAK)
    text = PAGE_BREAK.join(page.text for page in texts)
    return DocumentText(text, tuple(texts), tuple(marks), notices, title)


def _begun(row: Row) -> Row:
    """The row from its first word on, past spaces that stand before it by name."""
    return tuple(dropwhile(lambda word: _NAMED_SPACE.fullmatch(word.text) is not None, row))


def _usual_weight(pages: Sequence[RawPage]) -> float:
    """The type weight in the middle of all letters of the document."""
    weights = sorted((word.weight, len(word.text)) for page in pages for word in page.words)
    half, passed = sum(length for _, length in weights) / 2, 0
    for weight, length in weights:
        passed += length
        if passed >= half:
            return weight
    return 0.0


def _page_text(blocks: Sequence[Block], start: int, usual: float) -> tuple[str, tuple[WordBox, ...], list[Mark]]:
    lines: list[str] = []
    words: list[WordBox] = []
    marks: list[Mark] = []
    at = start
    for block in blocks:
        words.extend(_boxes(block, at))
        kind = block.kind or (MarkKind.HEADING if _heading(block, usual) else None)
        if kind is not None:
            marks.append(Mark(kind, at, at + len(block.text), block.weight))
        elif block.run_in:
            marks.append(Mark(MarkKind.RUN_IN, at, at + block.run_in, block.weight))
        lines.append(block.text)
        at += len(block.text) + 1
    return "\n".join(lines), tuple(words), marks


def _boxes(block: Block, start: int) -> Iterator[WordBox]:
    at = start
    for token in block.tokens:
        at += len(token.before)
        if token.text:
            x0, y0, x1, y1 = token.word.box
            yield WordBox(at, at + len(token.text), (round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))
        at += len(token.text)


def _heading(block: Block, usual: float) -> bool:
    text = block.text
    return block.weight >= usual + STANDS_OUT and len(text) <= LONGEST_HEADING and any(c.isalpha() for c in text)


def _notices(pages: Sequence[RawPage]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        if page.hidden:
            yield f"page {number}: {page.hidden} words that no reader can see were left out"
        if page.widthless:
            yield f"page {number}: {page.widthless} characters that have no width were left out"
        if not page.words and not page.blank:
            yield f"page {number}: a picture in which no text was recognised"


def _unread(attachments: int, form: Form) -> Iterator[str]:
    if attachments:
        yield f"the PDF carries {attachments} embedded files, which were not read"
    if not form.readable:
        yield "the PDF's form fields and notes could not be read"
