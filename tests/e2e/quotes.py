"""Checks a citation against the original, with a PDF reader of our own: the words, the page, the boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.document_text import CELL_BREAK, DocumentText
from tests.e2e.installation import HARBORLINE

Json = dict[str, Any]
EDGE = 1.5  # points a glyph may stand out of its box


def run_together(text: str) -> str:
    """The characters without whitespace: line ends and hyphenation differ between readers."""
    return "".join(text.split())


def citations_in(value: Any) -> Iterator[Json]:
    """Every citation of an answer, a verdict, a proposal, or a list of them."""
    if isinstance(value, list):
        for each in value:
            yield from citations_in(each)
    elif isinstance(value, dict):
        if {"quote", "document_id", "boxes"} <= value.keys():
            yield value
        for each in value.values():
            yield from citations_in(each)


def faults(citation: Json, text: DocumentText) -> list[str]:
    """What is wrong with a citation; `text` is what the installation keeps of its document."""
    found = []
    if citation["verified"] is not True:
        found.append("is not verified")
    kept = text.text[citation["start"] : citation["end"]].replace(CELL_BREAK, " ")
    if " ".join(kept.split()) != citation["quote"]:
        found.append("does not stand at its offsets")
    if citation["page"] is None:
        return found + ([] if citation["boxes"] == [] else ["has boxes and no page"])
    return found + list(_faults_on_page(citation))


def _faults_on_page(citation: Json) -> Iterator[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(HARBORLINE / "files" / citation["file"]) as pdf:
        page = pdf[citation["page"] - 1]
        width, height = page.get_size()
        characters = list(_characters(page))
    if not citation["boxes"]:
        yield "has no boxes"
    if not all(0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height for x0, y0, x1, y1 in citation["boxes"]):
        yield "has a box outside its page"
    if not characters:  # a scan: its words are the ledger's, which the offsets were checked against
        return
    quote = run_together(citation["quote"])
    if quote not in run_together("".join(char for char, *_ in characters)):
        yield "does not stand on its page"
    boxed = run_together("".join(char for char, x, y in characters if _inside(x, y, citation["boxes"])))
    if quote not in boxed:
        yield "is not covered by its boxes"
    elif len(boxed) > 1.2 * len(quote) + 4:
        yield "has boxes around much else"


def _characters(page: Any) -> Iterator[tuple[str, float, float]]:
    """Every visible character with the middle of its box, as pdfium orders them."""
    words = page.get_textpage()
    for index in range(words.count_chars()):
        char = words.get_text_range(index, 1)
        if char.strip():
            left, bottom, right, top = words.get_charbox(index)
            yield char, (left + right) / 2, (bottom + top) / 2


def _inside(x: float, y: float, boxes: list[list[float]]) -> bool:
    return any(x0 - EDGE <= x <= x1 + EDGE and y0 - EDGE <= y <= y1 + EDGE for x0, y0, x1, y1 in boxes)
