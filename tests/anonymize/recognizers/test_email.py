from __future__ import annotations

import pytest

from anonymize.recognizers.email import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write maeve.obrien@example.com.", {"maeve.obrien@example.com"}),
        ("x+hvac@mail.county.example", {"x+hvac@mail.county.example"}),
        ("rosa at example dot com", {"rosa at example dot com"}),
        ("rosa [at] example [dot] com", {"rosa [at] example [dot] com"}),
        ("José_N@exämple.org", {"José_N@exämple.org"}),
    ],
)
def test_addresses_under_any_domain_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 visits @ $95 each",
        "meet at noon",
        "2 @ 4.5 hours",
    ],
)
def test_prices_are_no_addresses(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
