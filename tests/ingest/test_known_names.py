from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope, Seal
from anonymize.findings import Identity
from anonymize.folding import folded_key
from anonymize.keys import Keyring
from anonymize.policy import POLICY_VERSION
from anonymize.vault import Vault
from ingest.jobber.records import Account, Address, Client, Contact, Property, User
from ingest.known_names import PAST, NameBook
from ingest.records import Records
from tests.fakes.detector import WordDetector

ROSA = Client(
    "client-1",
    first_name="Rosa",
    last_name="Zwetschgenbaum",
    emails=("rosa@example.com",),
    phones=("218-555-0142",),
    billing_address=Address("9 Billing Row", city="Duluth", province="MN", postal_code="55801"),
)
COOP = Client(
    "client-2",
    company_name="Fairview Co-op",
    is_company=True,
    emails=("desk@fairview.example",),
    contacts=(Contact("Ottoline", "Grzeskowiak", ("otti@fairview.example",), ("218-555-0177",)),),
)
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
        "Ottoline Grzeskowiak",
        "otti@fairview.example",
        "(218) 555-0177",
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


def test_a_renamed_clients_old_name_is_masked_as_before(records: Records, engine: Engine, keyring: Keyring) -> None:
    before = masked(records, engine, keyring, "Rosa Zwetschgenbaum signed, R. Zwetschgenbaum, 218-555-0142")
    records.put("acme", [replace(ROSA, last_name="Okwuosa", phones=())], run="run-2")
    after = masked(records, engine, keyring, "Rosa Zwetschgenbaum signed, R. Zwetschgenbaum, 218-555-0142")
    assert after == before
    assert "Zwetschgenbaum" not in after
    assert masked(records, engine, keyring, "Rosa Okwuosa signed").split()[0] != before.split()[0]


def test_a_removed_clients_name_stays_known_and_an_erased_clients_does_not(
    records: Records, engine: Engine, keyring: Keyring
) -> None:
    vault = Vault(engine, keyring, "acme")
    masked(records, engine, keyring, "Rosa Zwetschgenbaum and Fairview Co-op")
    left = NameBook.made([], [], [])
    assert {entity.value for entity in left.with_past(vault.owned(PAST)).entities} == {
        "Rosa Zwetschgenbaum",
        "Fairview Co-op",
    }
    keyring.shred("acme", "client-1")
    assert [entity.value for entity in left.with_past(vault.owned(PAST)).entities] == ["Fairview Co-op"]


@pytest.mark.parametrize(
    ("name", "writing"),
    [
        ("Maeve de la Cruz", "M. de la Cruz"),
        ("Terrence & Lucille Voss", "Lucille Voss"),
        ("Terrence and Lucille Voss", "Terrence Voss"),
        ("Cher", "Cher"),
    ],
)
def test_a_name_known_from_the_vault_alone_is_found_as_it_was_written(name: str, writing: str) -> None:
    book = NameBook.made([], [], []).with_past([Identity("PERSON", folded_key(name), name, "client-1")])
    assert book.found_in(f"as {writing} agreed", "client-1")


def masked(records: Records, engine: Engine, keyring: Keyring, text: str) -> str:
    """As a sync masks it now: with the names of the records, and those the vault has of before."""
    vault = Vault(engine, keyring, "acme")
    book = NameBook.of(records, Scope("acme")).with_past(vault.owned(PAST))
    seal = Seal("acme", keyring.seal_key("acme"), POLICY_VERSION)
    return Anonymizer("acme", WordDetector({}), book.gazetteer, vault, seal).mask(text, client_id="client-1").text.text
