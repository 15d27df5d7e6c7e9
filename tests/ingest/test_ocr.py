from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.document_text import DocumentText, Unreadable
from ingest.pdf import read
from tests.ingest import papers

AGREEMENT = papers.document(papers.numbered_agreement())


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def misread(document: DocumentText) -> float:
    """Share of the agreement's words that the scan lacks."""
    expected = words(read(AGREEMENT).text)
    found = set(words(document.text))
    return sum(word not in found for word in expected) / len(expected)


def test_a_scanned_page_is_read_from_its_picture() -> None:
    document = read(papers.scanned(AGREEMENT))
    assert document.pages[0].method == "ocr"
    assert document.pages[0].quality > 0.8
    assert misread(document) < 0.02
    assert "2.1 The following are not covered:" in document.text.split("\n")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_or_upside_down_is_turned(turn: int) -> None:
    document = read(papers.scanned(AGREEMENT, turn=turn))
    assert misread(document) < 0.05
    assert document.pages[0].rotation == turn
    assert len(document.boxes(*_span(document, "2.1 The following are not covered:"))[1]) == 1


@pytest.mark.parametrize("skew", [-2.0, 1.5])
def test_a_scan_that_lies_askew_keeps_its_lines_apart(skew: float) -> None:
    document = read(papers.scanned(AGREEMENT, turn=skew))
    assert misread(document) < 0.03
    assert "(a) ductwork and registers;" in document.text.split("\n")


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, 270.0, 2.0])
def test_boxes_of_a_scan_lie_where_the_words_were_before_it_was_scanned(turn: float) -> None:
    source, scan = read(AGREEMENT), read(papers.scanned(AGREEMENT, turn=turn))
    phrase = "refrigerant"
    _, [box] = scan.boxes(*_span(scan, phrase))
    _, [original] = source.boxes(*_span(source, phrase))
    x, y = _turned((original[0] + original[2]) / 2, (original[1] + original[3]) / 2, turn)
    assert box[0] - 3 <= x <= box[2] + 3
    assert box[1] - 3 <= y <= box[3] + 3


def test_the_hidden_text_layer_of_a_scanner_is_not_trusted() -> None:
    import io

    import pypdfium2
    from reportlab.lib.utils import ImageReader

    page = pypdfium2.PdfDocument(AGREEMENT)[0].render(scale=2).to_pil()

    def draw(canvas: Any) -> None:
        picture = io.BytesIO()
        page.save(picture, "PNG")
        canvas.drawImage(ImageReader(picture), 0, 0, papers.WIDTH, papers.HEIGHT)
        layer = canvas.beginText(72, 700)
        layer.setTextRenderMode(3)
        layer.textLine("Everything is covered without any limit at all.")
        canvas.drawText(layer)

    document = read(papers.drawn(draw))
    assert document.pages[0].method == "ocr"
    assert "Everything is covered" not in document.text
    assert "not covered" in document.text


def test_a_page_whose_letters_are_mapped_to_nonsense_is_read_from_its_picture() -> None:
    line = "The contractor looks after the boiler and the pump"
    nonsense = {letter: chr(0xE000 + at) for at, letter in enumerate(sorted(set(line)))}
    document = read(papers.mapped(line, nonsense))
    [page] = document.pages
    assert (page.method, document.text) == ("ocr", line)
    assert page.quality > 0.8


def test_a_picture_without_any_words_is_unreadable() -> None:
    pdf = papers.drawn(lambda page: page.circle(300, 400, 150, fill=1))
    with pytest.raises(Unreadable, match="not even by text recognition"):
        read(pdf)


def test_a_typed_page_and_a_scanned_page_in_one_file_are_both_read() -> None:
    import pypdfium2

    joined = pypdfium2.PdfDocument.new()
    for part in (AGREEMENT, papers.scanned(AGREEMENT)):
        joined.import_pages(pypdfium2.PdfDocument(part))
    import io

    out = io.BytesIO()
    joined.save(out)
    document = read(out.getvalue())
    assert [page.method for page in document.pages] == ["text", "ocr"]
    assert document.text.count("not covered") == 2


def _span(document: DocumentText, phrase: str) -> tuple[int, int]:
    start = document.text.index(phrase)
    return start, start + len(phrase)


def _turned(x: float, y: float, turn: float) -> tuple[float, float]:
    """Where a point of the upright letter page lies once its picture was turned counter-clockwise."""
    from math import cos, radians, sin

    width, height = papers.WIDTH, papers.HEIGHT
    quarter = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}
    if turn in quarter:
        return quarter[int(turn)]
    dx, dy, angle = x - width / 2, y - height / 2, radians(turn)
    return width / 2 + dx * cos(angle) - dy * sin(angle), height / 2 + dx * sin(angle) + dy * cos(angle)
