from __future__ import annotations

import pytest

from service.answers.figures import Figure, figures, missing_figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1,500 a year", "1500 dollars each year"),
        ("15 percent off parts", "fifteen (15%) percent off parts"),
        ("within 48 hours", "within forty-eight (48) hours"),
        ("two weeks", "14 days"),
        ("one year", "twelve months"),
        ("on July 1, 2026", "2026-07-01"),
        ("four visits", "4 visits"),
        ("twice", "2 times"),
        ("from 5 p.m.", "from 17:00"),
        ("half off", "50%"),
    ],
)
def test_the_same_figure_is_known_however_it_is_written(one: str, other: str) -> None:
    assert figures(one) == figures(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [("$15", "15%"), ("$15", "15 visits"), ("15 days", "15 hours"), ("15 days", "15 business days"), ("$1.50", "$150")],
)
def test_figures_of_other_kinds_are_other_figures(one: str, other: str) -> None:
    assert missing_figures(figures(one), figures(other)) == figures(one)


def test_a_pseudonym_holds_no_figure() -> None:
    assert figures("call <PHONE_a2b3c4> or <PERSON_234567>") == frozenset()


def test_words_that_say_how_often_are_no_length_of_time() -> None:
    assert figures("a month, an hour, one side") == frozenset()


def test_a_month_is_given_by_one_of_its_days() -> None:
    assert missing_figures(figures("in May 2026"), figures("from May 1, 2026")) == frozenset()
    assert missing_figures(figures("in June 2026"), figures("from May 1, 2026")) == {Figure("month", "2026-06")}
