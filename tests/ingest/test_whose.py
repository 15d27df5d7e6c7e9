"""Whose a message or file is: proven by the account's records, or nobody's."""

from __future__ import annotations

import pytest

from ingest.jobber.records import Address, Client, Property
from ingest.marks import BELONGS_TO_ERASED, mail_marks, mailbox, name_marks, phone_marks
from ingest.whose import NOBODY, SEVERAL, ClientFinder, Whose

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


MARKS = {*mail_marks("o.reed@gmail.com"), *phone_marks("218-555-0177"), *name_marks("Olga Reed")}
MARKS |= {*name_marks("John Smith"), *mail_marks("desk@birch.example.com")}
AFTER = ClientFinder([ROSA, OTHER_JOHN, LOFTS], [HOUSE], erased=lambda marks: not MARKS.isdisjoint(marks))
GONE = Whose(None, BELONGS_TO_ERASED)


@pytest.mark.parametrize(
    "person",
    [
        ("", "O.Reed+pool@googlemail.com"),
        ("Olga Reed", "olga@elsewhere.example.com"),
        ("Olga Reed", ""),
        ("", "(218) 555-0177"),
    ],
)
def test_a_message_of_an_erased_client_alone_is_told_by_what_is_left_of_him(person: tuple[str, str]) -> None:
    assert AFTER.of_people([person, ("Office", "office@harbor.example.com")]) == GONE


def test_a_message_of_an_erased_client_and_another_is_the_others() -> None:
    assert AFTER.of_people([("Olga Reed", "o.reed@gmail.com"), ("", "rosa.quill@gmail.com")]) == Whose("rosa")


def test_what_an_erased_client_shares_with_another_is_given_to_neither() -> None:
    assert AFTER.of_people([("", "desk@birch.example.com")]) == Whose(None, SEVERAL)
    assert AFTER.of_people([("John Smith", "")]) == Whose(None, SEVERAL)
    assert AFTER.of_file("John Smith/plan.pdf", lambda: "John Smith") == Whose(None, SEVERAL)


def test_a_name_of_one_word_tells_nobody() -> None:
    assert name_marks("Olga") == []
    assert AFTER.of_people([("Olga", "olga@elsewhere.example.com")]) == Whose(None, NOBODY)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Olga Reed.pdf", ""),
        ("scan.pdf", "This agreement is with Mrs. Olga Reed of Duluth."),
        ("scan.pdf", "Call (218) 555-0177 first."),
        ("scan.pdf", "Bills go to o.reed@gmail.com."),
    ],
)
def test_a_file_of_an_erased_client_is_told_by_its_path_or_text(place: str, text: str) -> None:
    assert AFTER.of_file(place, lambda: text) == GONE


def test_a_phone_number_tells_whose_a_text_message_is() -> None:
    assert FINDER.of_people([("Rosa Q.", "+1 218.555.0100")]) == Whose("rosa")
