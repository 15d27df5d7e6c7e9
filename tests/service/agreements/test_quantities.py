from __future__ import annotations

from decimal import Decimal

import pytest

from service.agreements.quantities import Duration, durations, money, number, percents


@pytest.mark.parametrize(
    ("words", "value"),
    [("fifteen (15)", "15"), ("1,200", "1200"), ("twenty-four", "24"), ("one hundred and five", "105"), ("two thousand", "2000"), ("a", "1")],
)  # fmt: skip
def test_numbers_are_read_in_words_and_digits(words: str, value: str) -> None:
    assert number(words) == Decimal(value)


@pytest.mark.parametrize("words", ["one and one", "twenty twenty-six", "hundredweight"])
def test_words_that_are_no_one_number_are_not_added_up(words: str) -> None:
    assert number(words) is None


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$1,200.00 or 1,200 dollars", ["1200.00", "1200.00"]),
        ("Five Hundred Dollars ($500.00)", ["500.00"]),
        ("four hundred and eighty dollars a year", ["480.00"]),
        ("USD 75 each", ["75.00"]),
        ("insured for $2 million", ["2000000.00"]),
        ("section 4.2, 30 days, 15%", []),
    ],
)
def test_money_is_read_once_in_every_spelling(text: str, amounts: list[str]) -> None:
    assert [str(found.value) for found in money(text)] == amounts


def test_an_amount_starts_at_its_sign_and_not_at_the_space_before() -> None:
    (found,) = money("| $45.00 |")
    assert "| $45.00 |"[found.start : found.end] == "$45.00"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("fifteen (15) percent", [15]),
        ("fifteen percent (15%)", [15]),
        ("a ten (10%) discount", [10]),
        ("10 % on parts, 7.5 per cent on labor", [10, Decimal("7.5")]),
        ("half off", [50]),
    ],
)
def test_percentages_are_read_once_in_every_spelling(text: str, values: list[object]) -> None:
    assert [found.value for found in percents(text)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("forty-eight (48) hours", [("48", "hour")]),
        ("two (2) business days", [("2", "business_day")]),
        ("the next business day", [("1", "business_day")]),
        ("a 30-day notice, one year", [("30", "day"), ("1", "year")]),
        ("two heating seasons", [("2", "season")]),
        ("ninety days' notice", [("90", "day")]),
    ],
)
def test_durations_keep_their_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(found.value.count), found.value.unit) for found in durations(text)] == expected


def test_a_multiple_of_a_rate_is_no_duration() -> None:
    assert durations("charged at one and one-quarter times the Base Rate") == []


def test_notice_periods_count_a_month_as_thirty_days() -> None:
    assert Duration(Decimal(2), "month").days == 60
    assert Duration(Decimal(2), "week").days == 14
    assert Duration(Decimal(4), "hour").days is None
