from __future__ import annotations

import pytest

from service.answers.aspects import ASPECTS, PRICE
from service.answers.kinds import Kind, understand
from service.answers.meaning import COVERAGE, EXAMPLES, Meanings, WordsAlone
from tests.fakes.embedding import HashingEmbedder
from tests.service.answers.conftest import REAL_MODEL


def test_every_example_belongs_to_an_aspect_or_to_coverage() -> None:
    names = {aspect.name for aspect in (*ASPECTS, PRICE)}
    assert {name for name in EXAMPLES if name not in names} == {COVERAGE}


@pytest.mark.parametrize(
    ("question", "kind", "aspect"),
    [
        ("the cooler is warm, when does somebody have to be there", Kind.VALUE, "response"),
        ("who's paying for the broken lamp post", Kind.COVERAGE, None),
        ("since when are they signed", Kind.VALUE, "term"),
        ("they have not paid for weeks, what gets added", Kind.VALUE, "late_fee"),
    ],
)
def test_a_question_no_word_of_which_tells_what_it_asks_is_read_by_its_meaning(
    question: str, kind: Kind, aspect: str | None
) -> None:
    asked = understand(question)
    read = Meanings(REAL_MODEL).guess(asked, question) if asked.is_open else asked
    assert read.kind is kind
    assert aspect is None or aspect in [one.name for one in read.aspects]


@pytest.mark.parametrize("question", ["what is the password of the wireless net", "does she like photographs of owls"])
def test_a_question_near_to_no_example_is_left_as_it_is(question: str) -> None:
    asked = understand(question)
    assert asked.is_open
    assert Meanings(REAL_MODEL).guess(asked, question) == asked


def test_without_a_model_words_alone_decide() -> None:
    asked = understand("since when")
    assert WordsAlone().guess(asked, "since when") == asked
    assert Meanings(HashingEmbedder()).guess(asked, "zzz") == asked
