from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.document_text import DocumentText, Mark, MarkKind, PageText, WordBox, plain

PAGES = (
    PageText(1, 0, "Labor is included", (
        WordBox(0, 5, (72, 700, 100, 712)), WordBox(6, 8, (103, 700, 110, 712)), WordBox(9, 17, (72, 686, 120, 698)),
    )),
    PageText(2, 19, "Parts are not", (WordBox(19, 24, (72, 700, 98, 712)), WordBox(29, 32, (320, 700, 340, 712)))),
)  # fmt: skip
TEXT = DocumentText(
    "Labor is included\n\nParts are not", PAGES, (Mark(MarkKind.HEADING, 0, 5, 12.0),), ("a notice",), "Plan"
)


def test_a_document_comes_back_from_bytes_as_it_was() -> None:
    assert DocumentText.load(TEXT.dump()) == TEXT


@given(st.text(), st.text(), st.floats(0, 1), st.booleans())
def test_any_text_comes_back_from_bytes_as_it_was(text: str, aside: str, quality: float, scanned: bool) -> None:
    page = PageText(1, 0, text, (), quality, "ocr" if scanned else "text", 90, (aside,))
    document = DocumentText(text, (page,))
    assert DocumentText.load(document.dump()) == document


def test_words_of_one_line_share_a_box_and_each_line_has_its_own() -> None:
    assert TEXT.boxes(0, 17) == (1, [(72, 700, 110, 712), (72, 686, 120, 698)])


def test_words_far_apart_on_one_line_keep_their_own_boxes() -> None:
    assert TEXT.boxes(19, 32) == (2, [(72, 700, 98, 712), (320, 700, 340, 712)])


def test_a_span_over_two_pages_is_shown_on_the_first() -> None:
    assert TEXT.boxes(9, 32) == (1, [(72, 686, 120, 698)])


def test_a_span_without_words_has_a_page_and_no_boxes() -> None:
    assert TEXT.boxes(17, 19) == (1, [])


def test_every_offset_of_a_document_with_pages_has_a_page() -> None:
    assert [TEXT.page_at(offset) for offset in (0, 17, 18, 19, 31)] == [1, 1, 1, 2, 2]


def test_a_note_has_text_and_no_pages() -> None:
    note = plain("Gate code changed")
    assert (note.text, note.pages, note.page_at(3), note.boxes(0, 4)) == ("Gate code changed", (), None, (None, []))
