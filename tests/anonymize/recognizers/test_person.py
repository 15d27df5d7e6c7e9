from __future__ import annotations

import pytest

from anonymize.recognizers.person import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tenant Rosa Delgado lets us in", {"Rosa Delgado"}),
        ("neighbor Bob Vance has a key", {"Bob Vance"}),
        ("ask for Dave", {"Dave"}),
        ("call Maria at noon", {"Maria"}),
        ("Mrs. Waters pays", {"Waters"}),
        ("Dr. Price", {"Price"}),
        ("its pastor Fr. Colm Deasy", {"Colm Deasy"}),
        ("Customer: John Hill", {"John Hill"}),
        ("By: ______ Dana Whitfield", {"Dana Whitfield"}),
        ("/s/ Shonda Price", {"Shonda Price"}),
        ("spoke with rosa delgado", {"rosa delgado"}),
        ("ROSA DELGADO", {"ROSA DELGADO"}),
        ("Maeve M. O'Brien signed", {"Maeve M. O'Brien"}),
        ("Davis, Reynolds and Williamson", {"Davis", "Reynolds", "Williamson"}),
        ("Maeve's filter", {"Maeve"}),
        ("thanks, Luis", {"Luis"}),
        ("roberto's truck is in the way", {"roberto"}),
        ("the dog is called Frank", {"Frank"}),
        ("Willemine ten Pas owns the duplex", {"Willemine ten Pas"}),
    ],
)
def test_people_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Grace Period",
        "Bill Rate",
        "Mark Up on parts",
        "Will Call orders",
        "Owner Representative",
        "contact Customer by phone",
        "by Contractor, for Customer",
        "Name: ____________ Title: ____________",
        "Spring Startup and Fall Shutdown",
        "Filters, Belts and Bearings",
        "the San Diego office",
        "from Carrier",
        "an art deco chase",
        "call Dispatch",
    ],
)
def test_contract_words_are_no_people(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
