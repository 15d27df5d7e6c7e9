from __future__ import annotations

import pytest

from anonymize.recognizers.noted_address import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("meet at 90 Cedar, back unit", {"90 Cedar"}),
        ("2110 E Broadway", {"2110 E Broadway"}),
        ("service at 55 Juniper Tuesday", {"55 Juniper"}),
        ("9th and Pine", {"9th and Pine"}),
        ("the 1500 block of Ash", {"1500 block of Ash"}),
        ("Lot 8, Shady Acres MHP", {"Lot 8, Shady Acres MHP"}),
        ("Site 3 Comp 9 RR 2, Okotoks AB", {"Site 3 Comp 9 RR 2, Okotoks AB"}),
        ("700 1/2 Vine", {"700 1/2 Vine"}),
        ("7 The Strand", {"7 The Strand"}),
        ("Km 3.2 Carr. 115", {"Km 3.2 Carr. 115"}),
        ("turn at 516 s 6th ave", {"516 s 6th ave"}),
    ],
)
def test_noted_addresses_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "limited to 2 Labor hours",
        "up to 30 April",
        "from 1 January to 31 December",
        "2 Oak trees are pruned each spring",
        "due at 30 Days",
        "1st and Third Quarter",
        "service at 8 Monday mornings",
        "4 Water heaters",
        "Brushy Creek 2026 Page 1",
    ],
)
def test_counts_and_dates_are_no_addresses(text: str) -> None:
    assert found(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no answer at 418 willow bend, left a note", {"418 willow bend"}),
        ("behind 2210 e baseline, not on it", {"2210 e baseline"}),
        ("mow 14 n. larkmoor first", {"14 n. larkmoor"}),
        ("replace 60 w lamps, wait 20 s then go", set()),
        ("from 30 percent grade hill", set()),
    ],
)
def test_streets_in_small_letters_are_found_and_measures_stay(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected
