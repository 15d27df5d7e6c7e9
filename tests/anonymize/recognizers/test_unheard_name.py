from __future__ import annotations

import pytest

from anonymize.recognizers.unheard_name import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Whitlatch gate sticks", {"Whitlatch"}),
        ("billed to Maha Cazares monthly", {"Maha Cazares"}),
        ("Whitlatch's filter", {"Whitlatch"}),
        ("ask Delgado or Okonkwo", {"Delgado", "Okonkwo"}),
    ],
)
def test_unheard_names_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Compressor, the Condenser and the Thermostat",
        "Preventive Maintenance Agreement",
        "Servicer shall treat for Termites with Bifenthrin",
        "the courts of Hennepin County",
        "City of Hermantown",
        "Navitran 24ACC636 condenser",
        "Lubricate Bearings; Replace Belts; Tighten Connections",
    ],
)
def test_words_of_the_trade_places_of_law_and_models_stay(text: str) -> None:
    assert found(RECOGNIZER, text) == set()


def test_a_name_before_a_telephone_number_or_on_the_line_above_one_is_no_model() -> None:
    assert found(RECOGNIZER, "Fontenotte 508 555 0190") == {"Fontenotte"}
    assert found(RECOGNIZER, "Fontenotte\n904 Mill Road") == {"Fontenotte"}
    assert found(RECOGNIZER, "Fontenotte 904") == set()
