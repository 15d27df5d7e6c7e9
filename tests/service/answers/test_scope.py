from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from anonymize.boundary import Scope
from ingest.jobber.records import Address, Client, Job, Property, Record, Visit
from ingest.records import Records
from service.answers.scope import Missing, Resolver, Subject, Unclear
from tests.fakes.databases import USUAL, database, keyring_of

TODAY = date(2026, 11, 16)
ACME = Scope("acme")
PEOPLE: tuple[Record, ...] = (
    Client(id="gid-1", first_name="Walter", last_name="Lindgren"),
    Client(id="gid-2", first_name="Anna", last_name="Lindgren"),
    Client(id="gid-3", company_name="St. Brendan's Chapel", last_name="Deasy", first_name="Colm", is_company=True),
    Client(id="gid-4", company_name="Pike & Ember LLC", first_name="Odessa", last_name="Flynn", is_company=True),
    Client(id="gid-5", first_name="Raymond", last_name="Kowalczyk"),
    Client(id="gid-6", first_name="Theodore", last_name="Ossing"),
    Client(id="gid-7", company_name="Ossing Tire & Lube", first_name="Mae", last_name="Ossing", is_company=True),
    Client(id="gid-9", company_name="Ember Laundry Co.", first_name="Tove", last_name="Ember", is_company=True),
    Client(id="gid-8", company_name="Harbor Dental", is_company=True, emails=("nils.aberg@example.com",)),
    Client(id="gid-10", company_name="Gable Day Nursery", is_company=True),
    Client(id="gid-11", first_name="Iris", last_name="Price"),
    Property(id="p-1", client_id="gid-1", name="Rental", address=Address(street1="1120 Garfield Avenue")),
    Property(id="p-2", client_id="gid-2", name="Home", address=Address(street1="2207 Woodland Avenue")),
    Property(id="p-3", client_id="gid-9", name="Plant", address=Address(street1="41 West Third Street")),
    Property(id="p-4", client_id="gid-4", name="Restaurant", address=Address(street1="330 Canal Park Drive")),
    Job(id="j-1", client_id="gid-5", number="1007", title="Furnace", start_at=datetime(2025, 11, 9, tzinfo=UTC)),
    Visit(id="v-1", client_id="gid-5", job_id="j-1", start_at=datetime(2025, 11, 7, 3, tzinfo=UTC)),
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    folder: Path = tmp_path_factory.mktemp("records")
    with database(USUAL, folder) as engine:
        kept = Records(engine, keyring_of(engine))
        kept.put("acme", PEOPLE, run="r")
        yield kept


def about(records: Records, question: str, scope: Scope = ACME, **given: str) -> Subject | Unclear | Missing:
    return Resolver(records, scope, "America/Chicago").resolve(question, today=TODAY, **given)


def test_a_property_on_the_screen_brings_its_client_along(records: Records) -> None:
    found = about(records, "how many visits are left?", place="p-4")
    assert isinstance(found, Subject)
    assert (found.property and found.property.id, [client.id for client in found.clients]) == ("p-4", ["gid-4"])
    assert about(records, "how many visits are left?", place="p-0") == Missing("property")


@pytest.mark.parametrize(
    ("question", "client"),
    [
        ("What does Walter Lindgren pay?", "gid-1"),
        ("is 2207 Woodland covered for Lindgren", "gid-2"),
        ("what about Garfield's drain", "gid-1"),
        ("St Brendans boiler hours", "gid-3"),
        ("hours left for the chapel?", "gid-3"),
        ("Pike and Ember refrigerant", "gid-4"),
        ("the restaurant on Canal Park Drive", "gid-4"),
        ("Mr. Kowalczik's furnace", "gid-5"),
        ("Anna's boiler", "gid-2"),
        ("on what day do the prices at St. Brendan's start over?", "gid-3"),
        ("the dentists want us on Sunday", "gid-8"),
        ("what does Iris Price pay?", "gid-11"),
        ("Mrs. Price's boiler", "gid-11"),
        ("the KOWALCZYKS say they were members", "gid-5"),
    ],
)
def test_a_client_is_found_by_name_address_or_a_near_spelling(records: Records, question: str, client: str) -> None:
    found = about(records, question)
    assert isinstance(found, Subject)
    assert [one.id for one in found.clients] == [client]


def test_namesakes_are_asked_back_with_what_tells_them_apart(records: Records) -> None:
    found = about(records, "What does Lindgren pay a month?")
    assert found == Unclear(("Anna Lindgren (2207 Woodland Avenue)", "Walter Lindgren (1120 Garfield Avenue)"))


def test_a_name_within_a_companys_calls_nobody_else(records: Records) -> None:
    found = about(records, "Pike & Ember called, how quick do we have to be there?")
    assert isinstance(found, Subject)
    assert [client.id for client in found.clients] == ["gid-4"]
    alone = about(records, "what does Ember pay for a third visit?")
    assert isinstance(alone, Subject)
    assert [client.id for client in alone.clients] == ["gid-9"]


def test_a_number_in_words_is_no_street(records: Records) -> None:
    found = about(records, "What does Raymond Kowalczyk pay for his third visit?")
    assert isinstance(found, Subject)
    assert ([client.id for client in found.clients], found.property) == (["gid-5"], None)
    at_home = about(records, "who is at 41 West Third")
    assert isinstance(at_home, Subject)
    assert [client.id for client in at_home.clients] == ["gid-9"]


def test_two_clients_named_apart_are_both_meant(records: Records) -> None:
    found = about(records, "Who pays more, Kowalczyk or Walter Lindgren?")
    assert isinstance(found, Subject)
    assert {one.id for one in found.clients} == {"gid-1", "gid-5"}


def test_no_name_means_the_whole_scope(records: Records) -> None:
    found = about(records, "Which agreements renew?")
    assert isinstance(found, Subject)
    assert found.clients == ()


def test_the_only_client_in_the_scope_need_not_be_named(records: Records) -> None:
    found = about(records, "What is the fee?", Scope("acme", frozenset({"gid-3"})))
    assert isinstance(found, Subject)
    assert [one.id for one in found.clients] == ["gid-3"]


def test_a_client_outside_the_scope_is_not_found(records: Records) -> None:
    scope = Scope("acme", frozenset({"gid-3"}))
    assert about(records, "What is the fee?", scope, client="Walter Lindgren") == Missing("client")
    assert about(records, "What is the fee?", scope, job="1007") == Missing("job")


@pytest.mark.parametrize("question", ["was job 1007 covered?", "is #1007 covered", "Job #1007: covered?"])
def test_a_job_number_gives_the_client_and_the_local_day_of_its_first_visit(records: Records, question: str) -> None:
    found = about(records, question)
    assert isinstance(found, Subject)
    assert found.job is not None
    assert [one.id for one in found.clients] == ["gid-5"]
    assert (found.on, found.dated) == (date(2025, 11, 6), True)


def test_the_property_named_is_kept(records: Records) -> None:
    found = about(records, "drain at 1120 Garfield")
    assert isinstance(found, Subject)
    assert found.property is not None
    assert found.property.id == "p-1"


def test_the_clients_name_is_taken_out_of_the_words_searched_for(records: Records) -> None:
    found = about(records, "What do St. Brendan's Chapel and its pastor pay?")
    assert isinstance(found, Subject)
    assert found.words == "What do and its pastor pay?"


def test_somebody_called_by_a_title_whom_no_record_knows_is_missing_not_everybody(records: Records) -> None:
    assert about(records, "Is Mrs. Okonkwo's compressor covered?") == Missing("client")


@pytest.mark.parametrize(
    "question", ["what does ted ossing pay", "Theo Ossing's filter", "is Theodore Ossing a member"]
)
def test_a_person_called_for_short_is_no_company_of_the_same_name(records: Records, question: str) -> None:
    found = about(records, question)
    assert isinstance(found, Subject)
    assert [one.id for one in found.clients] == ["gid-6"]


def test_somebody_a_clients_mailbox_is_called_by_speaks_for_the_client_and_stays_in_the_question(
    records: Records,
) -> None:
    found = about(records, "what did Nils Aberg approve in August?")
    assert isinstance(found, Subject)
    assert [one.id for one in found.clients] == ["gid-8"]
    assert "Nils Aberg" in found.words
