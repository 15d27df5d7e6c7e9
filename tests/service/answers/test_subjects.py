from __future__ import annotations

import pytest

from service.answers.subjects import labels_asked, sort_asked, thing_asked, unit_asked, without_titles
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


@pytest.mark.parametrize(
    ("question", "named", "told"),
    [
        ("What do we charge for a sump float if the cellar floods?", "sump float", "cellar"),
        ("The gutter came down again, what does a new gutter clip cost?", "clip", "again"),
        ("how much is a hatch at Quail Run", "hatch", "quail"),
    ],
)
def test_a_value_is_asked_of_what_the_clause_of_the_question_word_names(question: str, named: str, told: str) -> None:
    thing = thing_asked(question)
    assert {canon(word) for word in named.split()} <= thing
    assert canon(told) not in thing


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What does Plan C cost?", {"C"}),
        ("how much is a 3/4 elbow for AH-2", {"3/4", "AH-2"}),
        ("Unit 7 has a leak, what does a washer cost?", set()),
        ("What does he pay a year?", set()),
    ],
)
def test_a_label_of_the_thing_asked_about_is_seen(question: str, labels: set[str]) -> None:
    assert labels_asked(question) == labels


def test_the_unit_of_a_length_of_time_is_read_from_the_question() -> None:
    assert unit_asked("How many hours does a visit take?") == "hour"
    assert unit_asked("How long does a visit take?") == ""
