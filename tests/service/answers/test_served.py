"""Properties an agreement names and one it does not, and headings that refuse: a small office, the hashing embedder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.jobber.records import Address, Client, Property
from retrieval.model import DocumentRole
from tests.fakes.databases import USUAL, database
from tests.fakes.office import Office

TODAY = date(2026, 8, 20)
FERRIS = Client(id="c-1", first_name="Lena", last_name="Ferris")
PLACES = (
    Property(id="p-1", client_id="c-1", name="Home", address=Address(street1="41 Alder Street", city="Mesa")),
    Property(id="p-2", client_id="c-1", name="Cabin", address=Address(street1="9 Pine Hollow Road", city="Mesa")),
)
DRAINS = """DRAIN WATCH SERVICE AGREEMENT

Customer: Lena Ferris
Property served: 41 Alder Street, Mesa
Term: January 1, 2026 to December 31, 2026

1. WHAT YOU GET
We clear the main drain twice a year at no charge.

2. WHAT WE DO NOT TAKE ON
Grease traps, septic tanks and lawn sprinklers.
"""

OFFER = """Quote 77 for Lena Ferris

Discount on parts: 15% off list. This offer is good for 30 days.
"""


@pytest.fixture(scope="module")
def ferris(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("served")
    with database(USUAL, folder) as engine:
        office = Office(engine, folder, (FERRIS, *PLACES))
        office.file(FERRIS, "drains.pdf", DRAINS)
        office.file(FERRIS, "offer.pdf", OFFER, DocumentRole.QUOTE_TERMS)
        yield office
        office.close()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Is the place on Pine Hollow Road on Lena Ferris's plan?", "No, the agreement serves other places."),
        ("Is 41 Alder Street on Lena Ferris's plan?", "Yes, the agreement serves it."),
    ],
)
def test_whether_a_place_is_served_is_told_by_the_places_the_agreement_names(
    ferris: Office, question: str, first: str
) -> None:
    answer = ferris.answerer.answer(question, ferris.scope, today=TODAY)
    assert answer.answer.startswith(first)
    assert "41 Alder Street" in answer.citations[0].quote


def test_an_agreement_in_force_today_is_said_to_be(ferris: Office) -> None:
    question = "Is Lena Ferris's agreement still in force?"
    assert ferris.answerer.answer(question, ferris.scope, today=TODAY).answer.startswith("Yes")
    assert not ferris.answerer.answer(question, ferris.scope, today=date(2027, 3, 1)).answer.startswith("Yes")


def test_a_bill_for_a_place_is_no_question_for_its_being_served(ferris: Office) -> None:
    answer = ferris.answerer.answer("Was the July bill for 41 Alder Street right?", ferris.scope, today=TODAY)
    assert "serves it" not in answer.answer


def test_where_only_a_heading_refuses_the_answer_names_it(ferris: Office) -> None:
    answer = ferris.answerer.answer("Are septic tanks covered for Lena Ferris?", ferris.scope, today=TODAY).answer
    assert answer.startswith("No")
    assert "WHAT WE DO NOT TAKE ON" in answer


def test_what_was_only_offered_is_no_term_unless_the_offer_is_asked_about(ferris: Office) -> None:
    agreed = ferris.answerer.answer("What discount on parts does Lena Ferris get?", ferris.scope, today=TODAY)
    offered = ferris.answerer.answer(
        "What discount on parts was in the last offer to Lena Ferris?", ferris.scope, today=TODAY
    )
    assert "15%" not in agreed.answer
    assert "15%" in offered.answer
