"""What is counted and given: so many in a period, the first of each visit, what was bought ahead."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Allowance, ContractValue, Discount


def counted(text: str) -> list[tuple[str, str, str, str]]:
    """Each allowance as (what, count, unit, per)."""
    terms = compile_text(text).terms
    return [(one.what, f"{one.count}", one.unit, one.per) for one in terms if isinstance(one, Allowance)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("You bought 12 hours of mechanic time for $900.", ("labor", "12", "hour", "term")),
        ("The Guild has bought 30 joiner hours from us for $2,000 ($66 an hour).", ("labor", "30", "hour", "term")),
        ("Eight gutter checks are prepaid: $400.", ("gutter checks", "8", "visit", "term")),
        ("Eight inspections paid in advance: $400.", ("inspections", "8", "visit", "term")),
    ],
)
def test_so_many_bought_for_one_sum_are_given_till_they_are_gone(
    sentence: str, found: tuple[str, str, str, str]
) -> None:
    text = f"SERVICE LETTER\n\n{sentence}\n"
    sums = [one.per for one in compile_text(text).terms if isinstance(one, ContractValue)]

    assert counted(text) == [found]
    assert sums[:1] == ["term"]


@pytest.mark.parametrize("sentence", ["You prepaid 12 months for $500.", "We bought 3 years of cover for $90."])
def test_time_that_was_paid_for_counts_nothing(sentence: str) -> None:
    assert counted(f"SERVICE LETTER\n\n{sentence}\n") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Bell faults: $70/hr, 1st half hr on us.", ("Bell faults", "0.5", "hour", "visit")),
        ("Pulpit lamps: the first two hours are free, then $60 an hour.", ("Pulpit lamps", "2", "hour", "visit")),
        ("The first hour of labor is on the house.", ("labor", "1", "hour", "visit")),
    ],
)
def test_the_first_hours_are_those_of_what_the_line_names(sentence: str, found: tuple[str, str, str, str]) -> None:
    assert counted(f"PRICE CARD\n\nPrices\n{sentence}\n") == [found]


def test_a_row_tells_how_often_its_thing_comes_before_more_has_a_price() -> None:
    text = "CLUB PRICES\n\nJob | Price | Club\nAwning wash, small | $110 | two a year in the dues; more at 20% off\nPane polish | $10 | 20% off\n"

    assert counted(text) == [("Awning wash, small", "2", "time", "year")]
    assert sum(isinstance(one, Discount) for one in compile_text(text).terms) == 2


def test_a_count_is_of_its_thing_and_neither_of_its_period_nor_of_an_aside() -> None:
    assert counted("SHEET\n\nItem | Qty | Price\nRepair labor, first 20 hours of a fiscal year | 20 | in item 4\n") == [
        ("Repair labor, first 20 hours of a fiscal year", "20", "hour", "year")
    ]
    assert counted(
        "PLAN\n\nWhat you get\nTwo grate deep cleans (hot soak) in each twelve months from the start.\n"
    ) == [("grate deep cleans", "2", "clean", "year")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Moles: we set the first three traps free; each one more is $19.", ("moles traps", "3", "trap", "term")),
        ("Loose slates are pinned, eight per visit at no charge, others $6.", ("Loose slates", "8", "slate", "visit")),
        ("Wick seals: no charge up to 15 per month; after, $2.10 each.", ("wick seals", "15", "seal", "month")),
        ("Gravel on paths, up to 20 bags in the season; each bag past that $8.", ("Gravel on paths", "20", "bag", "season")),
        ("We replace up to 6 cracked panes in the year at no charge; after the sixth, $14 each.", ("cracked panes", "6", "pane", "year")),
    ],
)  # fmt: skip
def test_so_many_are_given_before_more_has_a_price(sentence: str, found: tuple[str, str, str, str]) -> None:
    assert counted(f"PLAN\n\n{sentence}\n") == [found]


def test_a_price_for_one_more_of_what_is_sold_gives_nothing() -> None:
    assert counted("PLAN\n\nTwo urns cost $40, each one more is $18.\n") == []


def test_visits_that_name_nothing_are_of_the_thing_before_the_comma() -> None:
    assert counted("PLAN\n\nWhat we do\n- Moss raking, 2 visits in fall\n") == [("Moss raking", "2", "visit", "year")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Two lockout calls are part of it, trip and labor.", ("lockout calls", "2", "call", "term")),
        ("One rope check, in May or June, is part of the deal.", ("rope check", "1", "visit", "term")),
        ("Twice in every bond year the Bellman shall oil the wheels without charge.", ("oil the wheels", "2", "visit", "year")),
    ],
)  # fmt: skip
def test_a_count_is_of_what_its_own_sentence_does(sentence: str, found: tuple[str, str, str, str]) -> None:
    assert counted(f"BELL CARE\n\n{sentence}\n") == [found]
