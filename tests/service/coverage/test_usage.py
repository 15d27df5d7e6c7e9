"""Periods in which allowances and caps are counted."""

from __future__ import annotations

from datetime import date

import pytest

from service.coverage.usage import period
from tests.fakes.terms import pin

BEGAN = date(2025, 4, 15)


@pytest.mark.parametrize(
    ("per", "quote", "on", "first", "last"),
    [
        ("year", "each agreement year", date(2026, 4, 14), date(2025, 4, 15), date(2026, 4, 14)),
        ("year", "each agreement year", date(2026, 4, 15), date(2026, 4, 15), date(2027, 4, 14)),
        ("year", "each calendar year", date(2026, 4, 15), date(2026, 1, 1), date(2026, 12, 31)),
        ("quarter", "per calendar quarter", date(2026, 5, 20), date(2026, 4, 1), date(2026, 6, 30)),
        ("quarter", "per quarter", date(2025, 8, 1), date(2025, 7, 15), date(2025, 10, 14)),
        ("month", "every month", date(2026, 2, 20), date(2026, 2, 1), date(2026, 2, 28)),
        ("visit", "each visit", date(2026, 2, 20), date(2026, 2, 20), date(2026, 2, 20)),
        ("term", "in all", date(2026, 2, 20), BEGAN, date.max),
    ],
)
def test_a_period_runs_from_the_contracts_first_day_or_by_the_calendar(
    per: str, quote: str, on: date, first: date, last: date
) -> None:
    assert period(per, pin(quote), on, BEGAN) == (first, last)


def test_a_contract_begun_on_the_31st_still_has_months_with_30_days() -> None:
    assert period("quarter", pin("per quarter"), date(2026, 7, 1), date(2026, 3, 31))[0] == date(2026, 6, 30)
