from __future__ import annotations

import pytest

from anonymize.recognizers.card import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111", {"4111 1111 1111 1111"}),
        ("card 4131034282458809939 expires", {"4131034282458809939"}),
        ("Visa ending in 4471", {"4471"}),
        ("card on file, last four 9917", {"9917"}),
    ],
)
def test_cards_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "serial 1234567890123",
        "the rate card for 2026",
    ],
)
def test_numbers_that_fail_the_check_are_no_cards(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
