"""Things told by what each costs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.coverage.price_range import MOST, price_range


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("Hooks listed under $20 apiece are yours.", Decimal(0), Decimal("19.99")),
        ("Parts with a list price under $30", Decimal(0), Decimal("29.99")),
        ("Parts of $30 and more are billed.", Decimal(30), MOST),
        ("Items of $15 or less come with the visit.", Decimal(0), Decimal(15)),
        ("Parts with a list price of $30 to $80", Decimal(30), Decimal(80)),
        ("Any single item priced above $1,000", Decimal("1000.01"), MOST),
    ],
)
def test_things_told_by_what_they_cost_have_a_least_and_a_most(words: str, least: Decimal, most: Decimal) -> None:
    assert price_range(words) == (least, most)


def test_a_price_of_the_work_tells_no_things() -> None:
    assert price_range("Parts and labor over $300 a year") is None
    assert price_range("A plan priced under $20 a month") is None
