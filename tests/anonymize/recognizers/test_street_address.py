from __future__ import annotations

import pytest

from anonymize.recognizers.street_address import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Elm St", {"12 Elm St"}),
        ("12 elm st. is fine", {"12 elm st."}),
        ("330 Canal Park Drive, Suite 210, Duluth, MN 55802", {"330 Canal Park Drive, Suite 210, Duluth, MN 55802"}),
        ("415 North 24th Avenue West", {"415 North 24th Avenue West"}),
        ("8800 N. Camino de Oeste, Tucson, AZ 85742", {"8800 N. Camino de Oeste, Tucson, AZ 85742"}),
        ("at 418 1/2 Tamarack Lane for", {"418 1/2 Tamarack Lane"}),
        ("units at 90\nBirchwood Court, Duluth", {"90\nBirchwood Court"}),
        ("PO Box 123, Ely, Minnesota 55731", {"PO Box 123, Ely, Minnesota 55731"}),
        ("5120 County Road 12", {"5120 County Road 12"}),
        ("2877 Minnesota Avenue\nDuluth, MN 55802", {"2877 Minnesota Avenue\nDuluth, MN 55802"}),
        ("Duluth, MN 55811-2201", {"Duluth, MN 55811-2201"}),
        ("Toronto, ON M5V 2T6", {"Toronto, ON M5V 2T6"}),
        ("zip code: 85719", {"85719"}),
        ("the corner of Fifth and Main.", {"the corner of Fifth and Main"}),
        ("12-14 Oak Ct, Apt 4", {"12-14 Oak Ct, Apt 4"}),
    ],
)
def test_addresses_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "24 Hour Emergency Drive",
        "30 days per court order",
        "2 Ton Heat Pump",
        "16 SEER2 Carrier",
        "12 Month Way to save",
        "governed by the laws of Minnesota",
        "the courts of St. Louis County, Minnesota",
        "Tucson, Arizona",
        "$1,250 Drive fee",
        "4.2 Court costs",
        "12 filters, 2 drive belts",
        "1 Point Inspection Place",
        "page 12\nService Drive",
        "1\nMECHANICAL SERVICES\nRoof Court",
        "within 30\nService Way",
    ],
)
def test_measures_and_places_of_law_are_no_addresses(text: str) -> None:
    assert found(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the house at two fourteen Harmon Street", {"two fourteen Harmon Street"}),
        ("SVC ADDR IS 5520 FM 1093 RD NOT BILLING", {"5520 FM 1093 RD"}),
        ("two Service Drive gates", set()),
    ],
)
def test_numbers_in_words_and_roads_with_two_kinds_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected
