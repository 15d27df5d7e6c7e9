"""From which day to which, and at which place, an agreement holds, however its paper puts it."""

from __future__ import annotations

from datetime import date

import pytest

from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document, compile_text
from service.agreements.precedence import effective, in_force


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("6.1 This Agreement is in force from 1 May 2025 to 30 June 2026 and may be extended only in writing.", (2025, 5, 1), (2026, 6, 30)),
        ("Plan bought: SILVER   $210.00   09/01/2026 to 08/31/2027", (2026, 9, 1), (2027, 8, 31)),
        ("Runs 2026/02/01 to 2027/01/31.", (2026, 2, 1), (2027, 1, 31)),
        ("Care starts: 04/15/2026   Care stops: 04/14/2027", (2026, 4, 15), (2027, 4, 14)),
        ("The programme runs 2 May to 3 October 2026", (2026, 5, 2), (2026, 10, 3)),
        ("We attend from the third of March, 2026 until the tenth of December next.", (2026, 3, 3), (2026, 12, 10)),
        ("I come from the first week of April to the last week of September 2026.", (2026, 4, 1), (2026, 9, 30)),
        ("In force 1 June 2025 – 31 May 2026; renewed on payment, second year 1 June 2026 – 31 May 2027.", (2025, 6, 1), (2027, 5, 31)),
        ("From: April 6, 2026 To: April 5, 2027", (2026, 4, 6), (2027, 4, 5)),
        ("It starts May 4, 2026 and is done October 9, 2026.", (2026, 5, 4), (2026, 10, 9)),
        ('"Bloom" means June 1, 2026 through July 9, 2026. This Agreement begins May 2, 2026 and ends August 30, 2026.', (2026, 5, 2), (2026, 8, 30)),
        ("The plan is yours starting April 15, 2026 and going twelve months.", (2026, 4, 15), (2027, 4, 14)),
        ("Made between A. Brook of the one part and C. Dell of the other, for the calendar year 2026.", (2026, 1, 1), (2026, 12, 31)),
    ],
)  # fmt: skip
def test_an_agreement_holds_from_its_first_day_to_its_last(
    words: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    found = compile_text(f"SERVICE AGREEMENT\n{words}")
    assert (found.in_force_from, found.in_force_to) == (date(*first), date(*last))


def test_one_more_year_unless_told_otherwise_renews() -> None:
    words = "From May 1, 2025 to April 30, 2026, and then for one more year unless you tell us by April 1 that you don't want it."
    found = compile_text(f"CARE PLAN\n{words}")
    assert in_force(found, (), on=date(2026, 7, 1)) == (date(2025, 5, 1), date(2027, 4, 30))


def test_what_goes_on_quarter_by_quarter_renews_by_quarters() -> None:
    words = (
        "It starts May 1, 2025 and runs one year. After that it goes on quarter by quarter until you or we say stop."
    )
    found = compile_text(f"CARE PLAN\n{words}")
    assert in_force(found, (), on=date(2026, 6, 1)) == (date(2025, 5, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    "words",
    [
        "System address: 12 Elm Street, Dover",
        "Agreement for cleaning at 12 Elm Street, Dover",
        "For 12 Elm Street, Dover. This plan is for the home above.",
        "For 12 Elm Street, Dover. Limited to this address.",
    ],
)
def test_a_place_named_as_served_binds_the_agreement_to_it(words: str) -> None:
    clause = ClauseText("c", 1, "", "CARE PLAN", words)
    found = compile_document(
        DocumentFacts("d"), [clause], resolve_address=lambda address, _: ["elm"] if "Elm" in address else []
    )
    assert found.property_ids == ("elm",)


def test_one_address_read_among_several_binds_nothing() -> None:
    words = "Buildings: 12 Elm Street, the lower court and the old mill, Dover. Retainer $425.00 a month."
    found = compile_document(
        DocumentFacts("d"), [ClauseText("c", 1, "", "RATES", words)], resolve_address=lambda *_: ["elm"]
    )
    assert not found.property_ids


def test_between_two_seasons_nothing_is_in_force() -> None:
    found = compile_text(
        "FROST WATCH\n1. The first winter runs 1 October 2025 to 31 March 2026, the second winter 1 October 2026 to 31 March 2027."
    )
    days = {
        day: bool(effective([found], on=day))
        for day in (date(2026, 2, 1), date(2026, 7, 1), date(2026, 12, 1), date(2027, 5, 1))
    }

    assert list(days.values()) == [True, False, True, False]


@pytest.mark.parametrize(
    "words",
    [
        '"Buildings" means the mill at 12 Elm Street East and the barn at 40 Oak Road, Dover. The shed at 3 Pine Lane is not one of the Buildings.',
        "This is for the two rentals: 12 Elm Street East and 40 Oak Road. Billed at our office, 3 Pine Lane.",
        "Doors on the plan: the duplex at 12 Elm Street East and the house at 40 Oak Road. No other door belongs to it.",
    ],
)
def test_all_the_addresses_of_one_sentence_are_the_places_served(words: str) -> None:
    places = {"12 Elm": "elm", "40 Oak": "oak", "3 Pine": "pine"}
    found = compile_document(
        DocumentFacts("d"), [ClauseText("c", 1, "", "CARE AGREEMENT", words)],
        resolve_address=lambda address, _: [id for street, id in places.items() if address.startswith(street)],
    )  # fmt: skip
    assert found.property_ids == ("elm", "oak")
