from __future__ import annotations

import pytest

from anonymize.recognizers.unit import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Suite 210", {"Suite 210"}),
        ("Apt. 4B", {"Apt. 4B"}),
        ("tenant in Unit 4B", {"Unit 4B"}),
        ("keys for #12", {"#12"}),
        ("Unit 7 tenant called", {"Unit 7"}),
        ("apartment 12-3", {"apartment 12-3"}),
    ],
)
def test_homes_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Unit 2 heat pump",
        "the Suite and the Premises",
        "RTU-3 on the roof, Unit 1 compressor",
        "per unit price",
        "two units on the roof",
    ],
)
def test_equipment_units_stay(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
