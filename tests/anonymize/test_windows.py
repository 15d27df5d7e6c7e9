from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anonymize.windows import windows

PARAGRAPH = "The Contractor inspects the filter twice a year.\n\n"


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(20, 60))
def test_pieces_cover_the_text_and_are_no_larger_than_asked(text: str, size: int) -> None:
    pieces = list(windows(text, size, overlap=8))
    assert {n for start, end in pieces for n in range(start, end)} == set(range(len(text)))
    assert all(end - start <= size for start, end in pieces)


def test_texts_are_cut_between_paragraphs() -> None:
    text = PARAGRAPH * 50
    pieces = list(windows(text, size=500))
    assert all(text[start:end].endswith("\n\n") for start, end in pieces)
    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]


def test_pieces_cut_inside_a_paragraph_overlap() -> None:
    text = "word " * 400
    first, second, *_ = windows(text, size=500, overlap=50)
    assert second[0] == first[1] - 50


def test_text_without_any_border_is_cut_all_the_same() -> None:
    assert list(windows("x" * 25, size=10, overlap=2)) == [(0, 10), (8, 18), (16, 25)]


def test_an_empty_text_has_no_pieces() -> None:
    assert list(windows("")) == []
