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
