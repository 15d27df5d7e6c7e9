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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wife tanya said to come around back", "tanya"),
        ("told ernesto the filter is late", "ernesto"),
        ("Best, Wilhelmina Strand\n904 Mill Road", "Wilhelmina Strand"),
        ("Spoke w/ P. Nakagawa-Bell about it", "P. Nakagawa-Bell"),
        ("The site contact is new; Tom has left the company", "Tom"),
        ("lady next door (Pearl) complained", "Pearl"),
        ("new number for Coach Dale", "Dale"),
        ("ask for Don Chuy", "Chuy"),
        ("Super: Big Al\nPadlock", "Big Al"),
    ],
)
def test_names_noted_in_passing_are_found(text: str, name: str) -> None:
    assert name in found(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    ["wife wants a call", "Bill paid in full, Mark called for", "Section B. Fees are due", "owner (Manager) said"],
)
def test_what_only_stands_where_names_do_stays(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
