from __future__ import annotations

import pytest

from anonymize.recognizers.spoken_of import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hi Antony! see you", {"Antony"}),
        ("Dear Jackson, your part is in", {"Jackson"}),
        ("Is Taylor still your tech?", {"Taylor"}),
        ("Let Pilar know we are late", {"Pilar"}),
        ("My husband Lea is home", {"Lea"}),
        ("I met Jade at the gate", {"Jade"}),
        ("Carlos called Bas to apologise", {"Bas"}),
        ("he says that Monaco owes him", {"Monaco"}),
        ("@Paulo Dias: please look", {"Paulo Dias"}),
        ("Carlos and Bas went home", {"Carlos and Bas"}),
        ("What is Femke's phone number?", {"Femke"}),
    ],
)
def test_a_name_is_found_where_nothing_else_can_stand(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dear Customer, thank you",
        "hi all, hello Everyone!",
        "We told Management about it",
        "Parts and Labor are included",
        "the Bank's account number",
        "Contractor's address is above",
        "We called Monday to confirm",
        "Heating and Cooling have been off",
    ],
)
def test_parties_days_and_the_trade_are_not_spoken_of(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
