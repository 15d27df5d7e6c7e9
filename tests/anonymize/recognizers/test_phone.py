from __future__ import annotations

import pytest

from anonymize.recognizers.phone import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call (218) 555-0142", {"(218) 555-0142"}),
        ("218.555.0134 x4", {"218.555.0134 x4"}),
        ("218/555-0150", {"218/555-0150"}),
        ("2185550109", {"2185550109"}),
        ("+1 218-555-0142 ext. 12", {"+1 218-555-0142 ext. 12"}),
        ("1-800-555-0199", {"1-800-555-0199"}),
        ("218 555 0176", {"218 555 0176"}),
        ("text 555-0142 after five", {"555-0142"}),
        ("+44 20 7946 0958", {"+44 20 7946 0958"}),
        ("Phone:\n60-56-85-91", {"60-56-85-91"}),
        ("(218)555-0142", {"(218)555-0142"}),
        ("reach us on 0490 39 07 81", {"0490 39 07 81"}),
        ("(03) 9012 3456 or 06-12345678", {"(03) 9012 3456", "06-12345678"}),
        ("41 23 45 67", {"41 23 45 67"}),
        ("21 284 698 2548-Office", {"21 284 698 2548"}),
    ],
)
def test_phones_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Model 2185550109",
        "Serial No. 2185550109",
        "12,218.555",
        "$2185550109",
        "call within 24 hours",
        "2025-10-31 to 2026-10-31",
        "PO 218-4471",
        "R-410A at 120 psi 350",
        "sections 218.555.1",
        "starts 01/01/2026 and ends 02/28/2027",
        "on 01-15-2026, 01.15.2026 or 2026-01-15",
        "filters 16 20 24 inch",
    ],
)
def test_part_numbers_dates_and_amounts_are_no_phones(text: str) -> None:
    assert found(RECOGNIZER, text) == set()


def test_a_number_spelled_out_is_found() -> None:
    spoken = "eight one four five five five zero one one nine"
    assert found(RECOGNIZER, f"her number is {spoken}, call her") == {spoken}
    assert found(RECOGNIZER, "one, two or three visits") == set()
