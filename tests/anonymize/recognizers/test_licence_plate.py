from __future__ import annotations

import pytest

from anonymize.recognizers.licence_plate import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("white van, plate ABC 1234", {"ABC 1234"}),
        ("License plate number: 7XKR921", {"7XKR921"}),
        ("vehicle tag 482-KLM", {"482-KLM"}),
    ],
)
def test_plates_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "see the data plate 12AB4",
        "20 plate heat exchanger 5B",
        "name plate 24ABC6",
        "License ROC 123456",
        "hot plates and ovens",
    ],
)
def test_data_plates_are_no_licence_plates(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
