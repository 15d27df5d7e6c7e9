"""Whose a message or file is: proven by the account's records, or nobody's."""

from __future__ import annotations

import pytest

from ingest.jobber.records import Address, Client, Property
from ingest.whose import NOBODY, SEVERAL, ClientFinder, Whose, mailbox

ROSA = Client(
    "rosa", first_name="Rosa", last_name="Quill", emails=("rosa.quill@gmail.com",), phones=("(218) 555-0100",)
)
IDA = Client("ida", first_name="Ida", last_name="Quill", emails=("rosa.quill@gmail.com",))
JOHN, OTHER_JOHN = (Client(id, first_name="John", last_name="Smith") for id in ("john", "other-john"))
LOFTS = Client("lofts", company_name="Birch Lofts LLC", is_company=True, emails=("desk@birch.example.com",))
HOUSE = Property("property-1", client_id="other-john", address=Address(street1="12 Elm St", city="Duluth"))
FINDER = ClientFinder([ROSA, IDA, JOHN, OTHER_JOHN, LOFTS], [HOUSE])


def test_an_address_shared_by_two_is_settled_by_the_name_beside_it() -> None:
    assert FINDER.of_people([("Ida Quill", "Rosa.Quill@gmail.com")]) == Whose("ida")
    assert FINDER.of_people([("", "rosa.quill@gmail.com")]) == Whose(None, SEVERAL)


def test_two_clients_in_one_message_make_it_nobodys_even_if_one_is_named() -> None:
    people = [("Rosa Quill", "rosa.quill@gmail.com"), ("", "desk@birch.example.com")]
    assert FINDER.of_people(people) == Whose(None, SEVERAL)


def test_a_name_counts_only_where_no_address_is_known() -> None:
    assert FINDER.of_people([("John Smith", ""), ("", "desk@birch.example.com")]) == Whose("lofts")
    assert FINDER.of_people([("Quill, Rosa", "rosa@work.example.com")]) == Whose("rosa")


def test_two_clients_of_one_name_are_not_guessed_between() -> None:
    assert FINDER.of_people([("John Smith", "")]) == Whose(None, SEVERAL)
    assert FINDER.of_people([("Nobody Known", "x@y.example.com")]) == Whose(None, NOBODY)


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("Rosa.Quill+boiler@GoogleMail.com", "rosaquill@gmail.com"),
        ("desk+x@birch.example.com", "desk@birch.example.com"),
        ("first.last@birch.example.com", "first.last@birch.example.com"),
        ("not an address", ""),
    ],
)
def test_an_alias_leads_to_its_mailbox(written: str, leads_to: str) -> None:
    assert mailbox(written) == leads_to


@pytest.mark.parametrize(
    "place", ["Rosa Quill/plan.pdf", "2026/quill_rosa-agreement.pdf", "Plan for Rosa  Quill (signed).pdf"]
)
def test_a_file_belongs_to_whom_its_path_names(place: str) -> None:
    assert FINDER.of_file(place, lambda: pytest.fail("the text is not needed")) == Whose("rosa")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("This agreement is with Birch Lofts, LLC of Duluth.", "lofts"),
        ("Call 218.555.0100 before you come.", "rosa"),
        ("Place of service: 12 Elm St, Duluth", "other-john"),
        ("Write to desk@birch.example.com", "lofts"),
    ],
)
def test_a_file_whose_path_names_nobody_belongs_to_whom_its_text_names(text: str, whose: str) -> None:
    assert FINDER.of_file("scans/0001.pdf", lambda: text) == Whose(whose)


def test_of_two_of_one_name_the_address_in_the_text_decides() -> None:
    assert FINDER.of_file("John Smith/plan.pdf", lambda: "John Smith, 12 Elm St") == Whose("other-john")
    assert FINDER.of_file("John Smith/plan.pdf", lambda: "John Smith") == Whose(None, SEVERAL)


def test_a_text_that_names_several_or_none_is_nobodys() -> None:
    assert FINDER.of_file("a.pdf", lambda: "Rosa Quill and Birch Lofts LLC") == Whose(None, SEVERAL)
    assert FINDER.of_file("a.pdf", lambda: "Quill") == Whose(None, NOBODY)
