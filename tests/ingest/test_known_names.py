from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.records import Account, Address, Client, Property, User
from ingest.known_names import NameBook
from ingest.records import Records

ROSA = Client(
    "client-1",
    first_name="Rosa",
    last_name="Zwetschgenbaum",
    emails=("rosa@example.com",),
    phones=("218-555-0142",),
    billing_address=Address("9 Billing Row", city="Duluth", province="MN", postal_code="55801"),
)
COOP = Client("client-2", company_name="Fairview Co-op", is_company=True, emails=("desk@fairview.example",))
PLACE = Property("property-1", client_id="client-1", address=Address("7731 Quarrymans Lane", city="Duluth"))
ADA = User("user-1", first="Ada", last="Quill", email="ada@example.com")
SHOP = Account("account-1", name="Quill & Daughters Heating")


@pytest.fixture
def records(engine: Engine, keyring: Keyring) -> Records:
    records = Records(engine, keyring)
    records.put("acme", [ROSA, COOP, PLACE, ADA, SHOP], run="run-1")
    return records


@pytest.fixture
def book(records: Records) -> NameBook:
    return NameBook.of(records, Scope("acme"))


@pytest.mark.parametrize(
    "words",
    [
        "Rosa Zwetschgenbaum",
        "rosa@example.com",
        "(218) 555-0142",
        "9 Billing Row",
        "Fairview Co-op",
        "7731 Quarrymans Lane",
        "Ada Quill",
        "ada@example.com",
    ],
)
def test_people_and_places_of_the_account_are_found_in_a_text(book: NameBook, words: str) -> None:
    assert book.found_in(f"as agreed with {words} last week")


def test_a_text_without_a_known_name_holds_none(book: NameBook) -> None:
    assert not book.found_in("two tune-ups a year, parts and labour included")


def test_the_contractors_own_name_is_no_finding(book: NameBook) -> None:
    assert not book.found_in("Quill & Daughters Heating will tune the boiler")


def test_another_accounts_names_are_not_known(records: Records) -> None:
    assert NameBook.of(records, Scope("rival")).entities == ()


def test_the_same_names_give_the_same_bytes_and_a_new_name_others(records: Records, book: NameBook) -> None:
    assert NameBook.of(records, Scope("acme")).plain == book.plain
    records.put("acme", [User("user-2", first="Ben", last="Quill")], run="run-1")
    assert NameBook.of(records, Scope("acme")).plain != book.plain


def test_an_erased_clients_names_are_forgotten(records: Records, keyring: Keyring) -> None:
    keyring.shred("acme", "client-1")
    assert not NameBook.of(records, Scope("acme")).found_in("Rosa Zwetschgenbaum")
