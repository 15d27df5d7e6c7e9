from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.records import Address, Client, Expense, Job, LineItem, Message, Note, Property, User, Visit
from ingest.records import Records
from ingest.tables import passed_over
from ingest.tables import records as table
from tests.fakes.databases import everything_stored

ACME, RIVAL = "account-acme", "account-rival"
ROSA = Client("client-1", first_name="Rosa", last_name="Zwetschgenbaum", emails=("rosa@example.com",))
KURT = Client("client-2", first_name="Kurt", last_name="Okonkwo")
JOB = Job(
    "job-1",
    client_id="client-1",
    title="Boiler service",
    line_items=(LineItem("item-1", "Tune-up", quantity=Decimal("1.5"), unit_price=Decimal("89.10")),),
)
WHOLE = Scope(ACME)
ONLY_ROSA = Scope(ACME, frozenset({"client-1"}))


@pytest.fixture
def records(engine: Engine, keyring: Keyring) -> Records:
    return Records(engine, keyring)


def test_a_record_reads_back_as_it_was_put(records: Records) -> None:
    assert records.put(ACME, [ROSA, KURT, JOB], run="run-1") == 3
    assert records.one(WHOLE, Job, "job-1") == JOB
    assert records.all(WHOLE, Client) == [ROSA, KURT]
    assert records.ids(WHOLE, Client) == ["client-1", "client-2"]


def test_only_new_and_changed_records_are_counted(records: Records) -> None:
    records.put(ACME, [ROSA, KURT], run="run-1")
    moved = Client("client-2", first_name="Kurt", last_name="Okonkwo-Lund")
    assert records.put(ACME, [ROSA, moved], run="run-2") == 1
    assert records.one(WHOLE, Client, "client-2") == moved


def test_another_account_sees_nothing(records: Records) -> None:
    records.put(ACME, [ROSA, JOB], run="run-1")
    assert records.one(Scope(RIVAL), Client, "client-1") is None
    assert records.all(Scope(RIVAL), Client) == []
    assert records.ids(Scope(RIVAL), Client) == []
    assert records.all(Scope(RIVAL), Job, client_id="client-1") == []


def test_two_accounts_may_hold_the_same_id(records: Records) -> None:
    records.put(ACME, [ROSA], run="run-1")
    records.put(RIVAL, [Client("client-1", first_name="Somebody")], run="run-1")
    assert records.one(WHOLE, Client, "client-1") == ROSA
    assert records.sweep(RIVAL, Client, run="run-2") == ["client-1"]
    assert records.one(WHOLE, Client, "client-1") == ROSA


def test_a_narrow_scope_sees_its_clients_records_and_none_of_the_accounts_own(records: Records) -> None:
    user = User("user-1", first="Ada")
    records.put(ACME, [ROSA, KURT, JOB, Job("job-2", client_id="client-2"), user], run="run-1")
    assert records.all(ONLY_ROSA, Client) == [ROSA]
    assert records.all(ONLY_ROSA, Job) == [JOB]
    assert records.one(ONLY_ROSA, Job, "job-2") is None
    assert records.all(ONLY_ROSA, Job, client_id="client-2") == []
    assert records.one(ONLY_ROSA, User, "user-1") is None
    assert records.all(Scope(ACME, frozenset()), Client) == []


def test_records_are_found_by_what_they_hang_on(records: Records) -> None:
    visits = [
        Visit("visit-1", client_id="client-1", job_id="job-1"),
        Visit("visit-2", client_id="client-1", job_id="x"),
    ]
    note = Note("note-1", client_id="client-1", parent_id="job-1", job_id="job-1", message="Side door")
    records.put(ACME, [JOB, *visits, note], run="run-1")
    assert records.all(WHOLE, Visit, parent_id="job-1") == visits[:1]
    assert records.all(WHOLE, Note, parent_id="job-1") == [note]


def test_an_expense_belongs_to_the_client_of_its_job(records: Records) -> None:
    expense = Expense("expense-1", job_id="job-1", title="Valve for Rosa")
    records.put(ACME, [JOB, expense], run="run-0")
    assert records.all(ONLY_ROSA, Expense) == []  # the job was not yet kept when both came together
    records.put(ACME, [expense], run="run-1")
    assert records.all(ONLY_ROSA, Expense) == [expense]
    assert records.all(Scope(ACME, frozenset({"client-2"})), Expense) == []


def test_nothing_readable_stands_in_the_database(engine: Engine, records: Records) -> None:
    place = Property("property-1", client_id="client-1", address=Address(street1="7731 Quarrymans Lane"))
    note = Note("note-1", client_id=None, parent_id="job-1", message="The alarm is Quittengelee")
    records.put(ACME, [ROSA, place, note], run="run-1")
    stored = everything_stored(engine)
    assert b"client-1" in stored
    for secret in (b"Zwetschgenbaum", b"rosa@example.com", b"Quarrymans", b"Quittengelee"):
        assert secret not in stored


def test_a_sweep_deletes_what_the_run_no_longer_saw(records: Records) -> None:
    records.put(ACME, [ROSA, KURT, JOB], run="run-1")
    records.put(ACME, [ROSA], run="run-2")
    assert records.sweep(ACME, Client, run="run-2") == ["client-2"]
    assert records.all(WHOLE, Client) == [ROSA]
    assert records.all(WHOLE, Job) == [JOB]
    assert records.sweep(ACME, Client, run="run-2") == []


def test_an_erased_clients_records_cannot_be_read_any_more(keyring: Keyring, records: Records) -> None:
    records.put(ACME, [ROSA, KURT, JOB], run="run-1")
    keyring.shred(ACME, "client-1")
    assert records.one(WHOLE, Client, "client-1") is None
    assert records.all(WHOLE, Client) == [KURT]
    assert records.all(WHOLE, Job) == []


def test_what_a_sync_brings_of_an_erased_client_is_left_out(keyring: Keyring, records: Records) -> None:
    keyring.shred(ACME, "client-1")
    expense = Expense("expense-1", job_id="job-1", title="Valve for Rosa")
    assert records.put(ACME, [ROSA, JOB], run="run-1") == 0
    assert records.put(ACME, [KURT, expense], run="run-1") == 1
    assert records.ids(WHOLE, Job) == []
    assert records.ids(WHOLE, Expense) == []


def test_what_was_passed_over_is_known_by_a_digest_of_its_id(
    engine: Engine, keyring: Keyring, records: Records
) -> None:
    keyring.shred(ACME, "client-1")
    late = Expense("expense-2", job_id="job-2", title="Its job comes with the next run")
    records.put(ACME, [JOB, late], run="run-1")
    assert records.stale(WHOLE, Job, {JOB.id: JOB.updated_at, "job-3": None}) == ["job-3"]
    assert records.stale(WHOLE, Expense, {late.id: None}) == [late.id]
    with engine.connect() as connection:
        [row] = connection.execute(select(passed_over)).all()
    assert JOB.id not in row.digest


def test_times_are_kept_in_utc(engine: Engine, records: Records) -> None:
    evening = datetime(2026, 3, 1, 20, 30, tzinfo=timezone(timedelta(hours=-6)))
    records.put(ACME, [Message("message-1", client_id="client-1", sent_at=evening)], run="run-1")
    with engine.connect() as connection:
        kept = connection.execute(select(table.c.changed_at)).scalar_one()
    assert kept == evening
    assert kept.utcoffset() == timedelta(0)
