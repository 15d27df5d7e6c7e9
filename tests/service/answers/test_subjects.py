from __future__ import annotations

import pytest

from service.answers.subjects import sort_asked, without_titles
from service.answers.vocabulary import canon, content


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("which brand of salt must we pour", "brand"),
        ("What make is the furnace in the hall?", "make"),
        ("what's the alarm code at the clinic", "code"),
        ("PO 4502, which building was that for?", None),
        ("what is the fee", None),
        ("What hinge brand is on the gate?", "brand"),
        ("what is the serial number of the mower", "serial"),
        ("What calcium level does she promise?", "level"),
        ("what day does it end", None),
        ("how much is a visit", None),
    ],
)
def test_the_noun_after_which_is_the_sort_that_an_answer_names(question: str, sort: str | None) -> None:
    assert sort_asked(question) == (frozenset((canon(sort),)) if sort else frozenset())


def test_the_name_of_a_paper_is_no_word_to_look_for_in_it() -> None:
    words = tuple(content("does she pay for a leak under Water Watch"))
    kept = {word.stem for word in without_titles(words, ["Water Watch Okafor.pdf"])}
    assert canon("leak") in kept
    assert kept.isdisjoint({canon("water"), canon("watch")})


def test_a_question_of_nothing_but_the_name_keeps_it() -> None:
    words = tuple(content("the Water Watch"))
    assert without_titles(words, ["WaterWatch.pdf"]) == words
