from __future__ import annotations

import pytest

from anonymize.recognizers.organization import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Northgate Property Management, Inc. (the Customer)", {"Northgate Property Management, Inc."}),
        ("between Pike & Ember LLC and", {"Pike & Ember LLC"}),
        ("Rillito Dental", {"Rillito Dental"}),
        ("at Desert Rose Dental today", {"Desert Rose Dental"}),
        ("St. Brendan's Chapel", {"St. Brendan's Chapel"}),
        ("Canyon Vista Homeowners Association", {"Canyon Vista Homeowners Association"}),
        ("TWIN HARBORS SUPPLY CO.", {"TWIN HARBORS SUPPLY CO."}),
        ("The Tolvanen Inn", {"Tolvanen Inn"}),
        ("on Mill Row, Dover, and Owner's Rillito Dental", {"Rillito Dental"}),
    ],
)
def test_organizations_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Utility Company",
        "the Service Company and the Insurance Company",
        "Property Management",
        "Customer and Contractor Inc.",
        "a Delaware corporation",
        "Homeowners Association rules",
        "the church and the school",
        "Company shall inspect the Compressor.",
    ],
)
def test_general_words_are_no_organizations(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
