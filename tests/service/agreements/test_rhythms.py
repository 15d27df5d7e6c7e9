from __future__ import annotations

import pytest

from service.agreements.rhythms import frequencies, period


@pytest.mark.parametrize(
    ("text", "count", "per"),
    [
        ("two (2) visits per year", "2", "year"),
        ("we come out twice a year", "2", "year"),
        ("one test a yr", "1", "year"),
        ("each spring and fall", "2", "year"),
        ("once each spring and again in the fall", "2", "year"),
        ("in May and in November", "2", "year"),
        ("quarterly", "1", "quarter"),
        ("every other week", "26", "year"),
        ("four hours of labor per calendar quarter", "4", "quarter"),
        ("one clearing per plan year", "1", "year"),
        ("once every two years", "0.5", "year"),
        ("each September", "1", "year"),
    ],
)
def test_frequencies_are_read(text: str, count: str, per: str) -> None:
    (found,) = frequencies(text)
    assert (str(found.value.count), found.value.per) == (count, per)


@pytest.mark.parametrize("text", ["between October and April", "$64.00 per dwelling", "12 months", "on May 3, 2025"])
def test_what_only_bounds_or_dates_is_no_frequency(text: str) -> None:
    assert frequencies(text) == []


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("per contract year", "year"), ("in any 12-month period", "year"), ("/mo", "month"), ("each visit", "visit"),
        ("over the term of the agreement", "term"), ("for each heating season", "season"), ("annually", "year"),
    ],
)  # fmt: skip
def test_periods_are_read(text: str, per: str) -> None:
    found = period(text)
    assert found is not None
    assert found.value == per
