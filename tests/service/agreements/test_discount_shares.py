"""Reductions told as a fraction, and on more things than one."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Discount


@pytest.mark.parametrize(
    ("words", "percent", "what"),
    [
        ("5% off kilns and wheels", "5", "kilns and wheels"),
        ("Wicker chairs: our list price, less one fifth.", "20", "Wicker chairs"),
        ("You get one-tenth off the list price of the kiln.", "10", "kiln"),
        ("On Gold you get 12% off our list price of glazes.", "12", "glazes"),
    ],
)
def test_a_reduction_keeps_all_it_is_on_and_may_be_a_fraction(words: str, percent: str, what: str) -> None:
    found = [one for one in compile_text(f"CLUB\n\nPrices\n{words}").terms if isinstance(one, Discount)]
    assert [(str(one.percent), one.what) for one in found] == [(percent, what)]


def test_a_reduction_of_what_is_asked_by_the_hour_is_on_labor() -> None:
    (found,) = (
        one
        for one in compile_text("CLUB\n\nPrices\nTen percent off our regular hourly.").terms
        if isinstance(one, Discount)
    )
    assert found.applies_to == "labour"


def test_what_is_named_before_a_row_of_dots_is_what_is_reduced() -> None:
    (found,) = [
        one
        for one in compile_text("CARD\n\nVanes, cups, pins ..... 15% off list; fitting is part of your card\n").terms
        if isinstance(one, Discount)
    ]

    assert found.what == "Vanes, cups, pins"
