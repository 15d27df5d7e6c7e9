from __future__ import annotations

import pytest

from anonymize.recognizers.identity_number import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SSN 123-45-6789", {"123-45-6789"}),
        ("social insurance number 046 454 286", {"046 454 286"}),
        ("SIN: 130 692 544", {"130 692 544"}),
        ("EIN 41-1234567", {"41-1234567"}),
        ("driver's license number is D400-7836-0001", {"D400-7836-0001"}),
        ("passport no. 488839667", {"488839667"}),
        ("DOB 04/12/1961", {"04/12/1961"}),
        ("born on March 3, 1958", {"March 3, 1958"}),
    ],
)
def test_identity_numbers_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "218-555-0142",
        "Contract 2025-10-3341",
        "ROC 123456",
        "from 04/12/2026 to 04/11/2027",
        "000-12-3456",
        "111 222 333",
    ],
)
def test_other_numbers_and_dates_stay(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
