"""Hours that cost nothing beside a thing that is paid for."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Discount, Inclusion


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("Hooks, bells and hinges cost you no labor; you pay for the piece.", ["Hooks", "bells", "hinges"]),
        ("Ropes: you pay half of the list price of a new rope and nothing for fitting it.", ["Ropes"]),
        ("You pay the list price of the pane and nothing for the labor.", ["pane"]),
    ],
)  # fmt: skip
def test_labor_that_costs_nothing_is_given_with_the_thing_it_is_on(words: str, things: list[str]) -> None:
    terms = compile_text(f"BELL LETTER\n\nTerms\n{words}\n").terms

    assert [(one.what, one.part) for one in terms if isinstance(one, Inclusion)] == [(one, "labour") for one in things]
    assert not any("nothing" in one.what for one in terms if isinstance(one, Discount))


def test_the_time_of_every_repair_is_given_where_only_the_trip_is_owed() -> None:
    words = "Should one of them quit, you owe our trip charge of $75.00 for each call and nothing for the technician's time."
    found = compile_text(f"BELL LETTER\n\nTerms\n{words}\n").terms
    assert [(one.what, one.part) for one in found if isinstance(one, Inclusion)] == [("repair labor", "labour")]


def test_labor_that_is_spent_on_components_is_labor_all_the_same() -> None:
    words = "Contractor shall furnish without charge all labor needed to repair or replace a component of the organ."
    (found,) = (one for one in compile_text(f"BELL CARE\n\n{words}\n").terms if isinstance(one, Inclusion))
    assert found.part == "labour"
