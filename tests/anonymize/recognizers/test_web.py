from __future__ import annotations

import pytest

from anonymize.recognizers.web import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see www.canyonvista.example/rules.", {"www.canyonvista.example/rules"}),
        ("https://example.com/a?b=1", {"https://example.com/a?b=1"}),
        ("northgatepm.com", {"northgatepm.com"}),
        ("camera at 10.20.130.4", {"10.20.130.4"}),
    ],
)
def test_addresses_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "section 12.1.3.2",
        "version 2.0",
        "e.g. filters, i.e. parts",
        "3.5 tons",
    ],
)
def test_clause_numbers_are_no_addresses(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
