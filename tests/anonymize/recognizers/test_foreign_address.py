from __future__ import annotations

import pytest

from anonymize.recognizers.foreign_address import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hauptstraße 12", {"Hauptstraße 12"}),
        ("she lives at Rua do Arenque 1634, in town", {"Rua do Arenque 1634"}),
        ("28245 Puruntie 82 Apt. 595", {"28245 Puruntie 82 Apt. 595"}),
        (
            "6750 Koskikatu 25 Apt. 864\nArtilleros\nUruguay 64677",
            {"6750 Koskikatu 25 Apt. 864\nArtilleros\nUruguay 64677"},
        ),
    ],
)
def test_foreign_addresses_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024 Trane compressor 2",
        "1500 square feet 2",
        "24 Visits 4 Filters 12",
        "100 Main Street Suite 4\nContractor agrees to 12345",
    ],
)
def test_equipment_counts_are_no_addresses(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
