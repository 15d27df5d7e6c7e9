"""Boxes to tick as forms have them: drawn on the page in many ways, set in a font of marks, or scanned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors

from ingest.document_text import DocumentText
from ingest.glyphs import WINGDINGS, WINGDINGS_2
from ingest.pdf import read
from tests.ingest import papers

Draw = Callable[[Any, float, float], None]


def square(page: Any, x: float, y: float) -> None:
    page.rect(x, y, 10, 10)


def crossed(page: Any, x: float, y: float) -> None:
    square(page, x, y)
    page.line(x, y, x + 10, y + 10)
    page.line(x, y + 10, x + 10, y)


def hooked(page: Any, x: float, y: float) -> None:
    """By hand, over the frame."""
    square(page, x, y)
    page.setLineWidth(1.4)
    page.line(x + 2, y + 5, x + 5, y + 1)
    page.line(x + 5, y + 1, x + 14, y + 14)
    page.setLineWidth(1)


def lettered(page: Any, x: float, y: float) -> None:
    square(page, x, y)
    page.drawString(x + 1.5, y + 1, "X")


def filled(page: Any, x: float, y: float) -> None:
    square(page, x, y)
    page.rect(x + 2, y + 2, 6, 6, fill=1)


def circle(page: Any, x: float, y: float) -> None:
    page.circle(x + 5, y + 5, 5)


def dotted(page: Any, x: float, y: float) -> None:
    circle(page, x, y)
    page.circle(x + 5, y + 5, 2.5, fill=1)


def bullet(page: Any, x: float, y: float) -> None:
    page.rect(x, y, 6, 6, fill=1)


def form(*rows: tuple[Draw | None, str]) -> bytes:
    def draw(page: Any) -> None:
        page.setFont("Helvetica", 11)
        for at, (box, label) in enumerate(rows):
            if box is not None:
                box(page, 72, 699 - 26 * at)
            page.drawString(90, 700 - 26 * at, label)

    return papers.drawn(draw)


def lines(document: DocumentText) -> list[str]:
    return [line for line in document.text.split("\n") if line]


@pytest.mark.parametrize("ticked", [crossed, hooked, lettered, filled], ids=lambda draw: draw.__name__)
def test_a_drawn_square_is_read_as_chosen_or_not(ticked: Draw) -> None:
    document = read(form((ticked, "Gold plan"), (square, "Silver plan")))
    assert lines(document) == ["☒ Gold plan", "☐ Silver plan"]
    [place] = document.boxes(0, 1)[1]
    assert place == (72, 699, 82, 709), "the box stands where it is drawn"


@pytest.mark.parametrize("ticked", [crossed, hooked, lettered, filled], ids=lambda draw: draw.__name__)
def test_a_square_in_a_scan_is_read_as_chosen_or_not(ticked: Draw) -> None:
    rows = (ticked, "Gold plan with two visits"), (square, "Silver plan with one visit"), (ticked, "Filters included")
    document = read(papers.scanned(form(*rows), dpi=200))
    assert document.pages[0].method == "ocr"
    assert lines(document) == [
        "☒ Gold plan with two visits", "☐ Silver plan with one visit", "☒ Filters included",
    ]  # fmt: skip


def test_one_of_several_circles_is_chosen() -> None:
    rows = (circle, "Monthly"), (dotted, "Quarterly"), (circle, "Yearly")
    assert lines(read(form(*rows))) == ["☐ Monthly", "☒ Quarterly", "☐ Yearly"]


def test_circles_and_solid_squares_before_every_item_are_bullets() -> None:
    rows = (circle, "Compressor"), (circle, "Fan motor"), (bullet, "Relay"), (bullet, "Valve")
    assert lines(read(form(*rows))) == ["Compressor", "Fan motor", "Relay", "Valve"]


def test_small_cells_of_a_table_are_no_boxes_to_tick() -> None:
    rows = [["Item", "No"], ["Compressor", "1"], ["Fan motor", "2"]]
    document = read(papers.document([papers.table(rows, [120, 14])]))
    assert "☐" not in document.text
    assert "☒" not in document.text


def test_shading_between_cells_is_no_box() -> None:
    def shaded(page: Any, x: float, y: float) -> None:
        page.setFillColor(colors.lightgrey)
        page.rect(x, y, 10, 10, stroke=0, fill=1)
        page.setFillColor(colors.black)

    assert lines(read(form((shaded, "Compressor"), (shaded, "Fan motor")))) == ["Compressor", "Fan motor"]


def test_letters_in_a_scan_are_no_boxes() -> None:
    story = [papers.title("D B 0 8 O Q D B"), papers.text("BOARD DOOR OBOE 8080 0000 BDOQ " * 20)]
    document = read(papers.scanned(papers.document(story)))
    assert "☐" not in document.text
    assert "☒" not in document.text


def test_marks_of_word_processors_fonts_are_known() -> None:
    assert (WINGDINGS[ord("o")], WINGDINGS[0xFE], WINGDINGS_2[ord("R")]) == ("☐", "☒", "☒")
