from __future__ import annotations

import pytest

from service.answers.vocabulary import canon, content, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("drains", "draining"),
        ("clogged", "clearing"),
        ("tap", "faucets"),
        ("approve", "authorization"),
        ("renews", "extension"),
        ("Sundays", "weekend"),
        ("puddle", "leaking"),
    ],
)
def test_words_the_trade_calls_alike_compare_equal(one: str, other: str) -> None:
    assert canon(one) == canon(other)


@pytest.mark.parametrize(("one", "other"), [("softener", "furnace"), ("faucet", "toilet"), ("parts", "labor")])
def test_different_things_stay_apart(one: str, other: str) -> None:
    assert canon(one) != canon(other)


def test_phrases_count_as_one_word() -> None:
    assert stems("the hot water tank") & stems("a water heater") == stems("water heater") - stems("the a")


def test_fillers_are_no_content() -> None:
    assert [word.stem for word in content("What does the plan say about our faucets?")] == [canon("faucets")]


def test_pseudonyms_stay_whole() -> None:
    assert [word.stem for word in content("did <PERSON_7f3kq2> say")] == ["<person_7f3kq2>"]
