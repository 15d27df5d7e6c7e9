from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service.agreements.dates import add, dates, months_named, nth


@pytest.mark.parametrize(
    "text",
    [
        "April 1, 2025", "Apr. 1, '25", "1 April 2025", "the 1st day of April, 2025", "the first of April 2025",
        "04/01/2025", "4/1/25", "2025-04-01", "April 1st 2025", "April 1, two thousand twenty-five", "1 st day of April 2025", "4.1.2025",
    ],
)  # fmt: skip
def test_every_spelling_of_a_day_is_read(text: str) -> None:
    assert [found.value for found in dates(f"begins on {text}.")] == [date(2025, 4, 1)]


@pytest.mark.parametrize("text", ["February 30, 2025", "section 4.2.1", "13/32/2025", "call 218-555-0100", "12 months"])
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert dates(text) == []


def test_ordinals_are_read_in_words_and_digits() -> None:
    assert [nth(words) for words in ("1st", "first", "twenty-second", "three", "spring")] == [1, 1, 22, 3, None]


@pytest.mark.parametrize(("year", "read"), [("69", 2069), ("70", 1970), ("'99", 1999)])
def test_two_digits_of_a_year_mean_the_same_in_every_year(year: str, read: int) -> None:
    assert [found.value.year for found in dates(f"April 1, {year}")] == [read]


def test_a_first_number_over_twelve_is_a_day() -> None:
    assert [found.value for found in dates("31/12/2025")] == [date(2025, 12, 31)]


def test_a_month_without_a_day_is_its_first() -> None:
    assert [found.value for found in months_named("from April 2025 on, signed May 3, 2025")] == [date(2025, 4, 1)]


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        (date(2025, 1, 31), 1, "month", date(2025, 2, 28)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2025, 12, 15), 3, "month", date(2026, 3, 15)),
        (date(2025, 1, 1), 2, "week", date(2025, 1, 15)),
    ],
)
def test_a_later_day_keeps_within_its_month(start: date, count: int, unit: str, expected: date) -> None:
    assert add(start, Decimal(count), unit) == expected
