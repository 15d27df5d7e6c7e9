from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymize.folding import fold, folded_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Mrs. O’Brien", "mrs obrien"),
        ("O'Brien's", "obrien s"),
        ("the O'Briens'", "the obriens"),
        ("José Núñez", "jose nunez"),
        ("Jose\u0301 Nu\u0301n\u0303ez", "jose nunez"),
        ("Bjørn Łoś", "bjorn los"),
        ("Whit-\nlatch", "whitlatch"),
        ("O\u00adBrien\u200b", "obrien"),
        ("Pike & Ember", "pike and ember"),
        ("(218) 555-0142", "218 555 0142"),
        ("12  Elm\nSt.", "12 elm st"),
        ("OBRIEN_contract.pdf", "obrien contract pdf"),
        ("…", ""),
    ],
)
def test_two_writings_of_one_value_fold_alike(written: str, key: str) -> None:
    assert folded_key(written) == key


@given(st.text(max_size=60))
def test_every_folded_character_points_to_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.at)
    assert folded.text.startswith(" ")
    assert folded.text.endswith(" ")
    assert list(folded.at) == sorted(folded.at)
    assert "  " not in folded.text


def test_a_span_takes_the_marks_on_its_last_letter_along() -> None:
    text = "call Rene\u0301 now"
    folded = fold(text)
    start = folded.text.index("rene")
    first, last = folded.raw_span(start, start + 4)
    assert text[first:last] == "Rene\u0301"
