"""Boxes to tick in pictures of pages: every size, thickness and mark that forms have, however fine and askew the scan is."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from PIL import Image

from ingest.picture import Picture
from ingest.scanned_boxes import ScannedBox, scanned_boxes
from tests.ingest import papers
from tests.ingest.test_checkboxes import crossed, filled, hooked, lettered, square

DOTS = 220
MARKS = (square, crossed, hooked, lettered, filled)
BOLD = "D B H II 0 8 O U Q A [ ] DH B) 0: H. ID"


SIZES = ((8, 0.5), (9, 1.0), (11, 0.5), (14, 0.5))  # points of a side and of its line


def form() -> bytes:
    """Four rows of all five marks, each of its own size, with a word after each box."""

    def draw(page: Any) -> None:
        page.setFont("Helvetica", 10)
        for row, (size, thickness) in enumerate(SIZES):
            for column, mark in enumerate(MARKS):
                x, y = 60 + 100 * column, 700 - 40 * row
                page.saveState()
                page.translate(x, y)
                page.scale(size / 10, size / 10)
                page.setLineWidth(10 * thickness / size)
                mark(page, 0, 0)
                page.restoreState()
                page.drawString(x + size + 4, y + 1, "Bed bugs")

    return papers.drawn(draw)


def found(pdf: bytes, turn: float, dots: int) -> list[ScannedBox]:
    """The boxes of a scan with `dots` an inch turned `turn` degrees, laid level again, in rows from left to right."""
    page = pypdfium2.PdfDocument(papers.scanned(pdf, turn=turn, dpi=dots))[0]
    picture = Picture(page, DOTS / 72)
    level = picture.image.rotate(-turn, fillcolor=255, resample=Image.Resampling.BILINEAR)
    boxes = scanned_boxes(level, picture.scale)
    return sorted(boxes, key=lambda box: (round(box.place[1] / picture.scale / 40), box.place[0]))


@pytest.mark.parametrize("dots", [150, 200])
@pytest.mark.parametrize("turn", [-1.5, -0.7, 0.0, 0.4, 1.0])
def test_every_square_is_found_and_told_ticked_or_not(turn: float, dots: int) -> None:
    assert [box.ticked for box in found(form(), turn, dots)] == [False, True, True, True, True] * len(SIZES)


@pytest.mark.parametrize("font", ["Times-Bold", "Helvetica-Bold", "Courier-Bold"])
@pytest.mark.parametrize("turn", [0.0, 0.8])
def test_bold_letters_that_stand_alone_are_no_boxes(font: str, turn: float) -> None:
    def draw(page: Any) -> None:
        for at, size in enumerate((9, 10, 11, 12, 13, 14, 16, 20)):
            page.setFont(font, size)
            page.drawString(50, 740 - 40 * at, BOLD)

    assert found(papers.drawn(draw), turn, 150) == []
