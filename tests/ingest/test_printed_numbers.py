"""Numbers of the paper that a web page was typed from, which stand anywhere on the PDF's pages."""

from __future__ import annotations

from typing import Any

from ingest import pdf
from ingest.document_text import DocumentText
from tests.ingest import papers

WORDS = "The vendor keeps the lifts of the house in good order and answers calls of the owner without delay"


def typed(lines: list[str], each: int = 48) -> DocumentText:
    """The lines one below the other, `each` on a page."""

    def draw(canvas: Any) -> None:
        number = canvas.getPageNumber() - 1
        for at, line in enumerate(lines[number * each : (number + 1) * each]):
            canvas.drawString(72, 730 - 14 * at, line)

    return pdf.read(papers.drawn(draw, pages=-(-len(lines) // each)))


def with_numbers(first: int, pages: int, lines: int, *, twice: bool = False) -> list[str]:
    """Lines of words of which no two are alike, and the number of the printed page after so many of them."""
    printed: list[str] = []
    for number in range(first, first + pages):
        printed += [f"{WORDS} {chr(97 + number)}{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(lines)]
        printed += [str(number)] * (1 + twice)
    return printed


def aside(text: DocumentText) -> list[str]:
    return [line for page in text.pages for line in page.set_aside]


def test_numbers_that_count_printed_pages_are_set_aside_in_the_middle_of_a_page() -> None:
    found = typed(with_numbers(2, 5, 31))
    assert aside(found) == ["2", "3", "4", "5", "6"]
    assert not any(line.strip().isdigit() for line in found.text.splitlines())


def test_a_number_at_both_edges_of_its_page_counts_once() -> None:
    assert aside(typed(with_numbers(1, 4, 31, twice=True))) == ["1", "1", "2", "2", "3", "3", "4", "4"]


def test_an_exhibit_that_begins_to_count_anew_is_a_count_of_its_own() -> None:
    assert aside(typed(with_numbers(1, 4, 31) + with_numbers(1, 3, 31))) == ["1", "2", "3", "4", "1", "2", "3"]


def test_numbers_closer_than_pages_are_the_contracts_own() -> None:
    levels = [line for level in (1, 2, 3, 4) for line in (str(level), WORDS, WORDS)]
    assert not any(line.isdigit() for line in aside(typed([WORDS] * 5 + levels + [WORDS] * 5)))


def test_an_exhibits_page_number_at_the_foot_is_set_aside() -> None:
    def draw(canvas: Any) -> None:
        for at in range(20):
            canvas.drawString(72, 700 - 14 * at, f"{WORDS} {chr(97 + at)}")
        canvas.drawCentredString(306, 40, "B-2")

    assert aside(pdf.read(papers.drawn(draw))) == ["B-2"]


def test_a_space_printed_by_its_name_does_not_hide_a_clauses_number() -> None:
    found = typed([WORDS, "&nbsp; 4.2 Filters. Vendor changes each filter.", WORDS])
    assert found.text.splitlines()[1] == "4.2 Filters. Vendor changes each filter."
