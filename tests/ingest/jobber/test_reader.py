"""Reading a whole account over real HTTP: pages, lists inside records, what changed, and notes where they were written."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.jobber.errors import Missing
from ingest.jobber.ids import opaque_id
from ingest.jobber.reader import JobberReader
from ingest.jobber.reads import NOTE_PARENTS, READS
from ingest.jobber.records import (
    Client,
    CustomFieldConfiguration,
    Expense,
    Invoice,
    Job,
    Note,
    Property,
    Quote,
    Record,
    Request,
    TimeSheetEntry,
    User,
    Visit,
)
from tests.fakes.account import (
    Served,
    attached,
    client,
    job,
    line_item,
    note,
    served,
    small_account,
    visit,
    write_account,
)

CLIENT, JOB, VISIT = opaque_id("Client", "client-1"), opaque_id("Job", "job-1001"), opaque_id("Visit", "visit-1")


def everything(reader: JobberReader, kind: type[Record], **since: datetime) -> list[Any]:
    return [record for page in reader.pages(kind, **since) for record in page.records]


def all_notes(reader: JobberReader, client_id: str = CLIENT) -> list[Note]:
    return [each for page in reader.notes(client_id) for each in page.records]


def read_back(tmp_path: Path, http: httpx.Client, **changes: Any) -> Any:
    """A context with the small account, some of its tables replaced."""
    return served(write_account(tmp_path / "other", small_account() | changes))


def test_every_type_is_read_with_all_its_records(reader: JobberReader) -> None:
    counts = {kind.__name__: len(everything(reader, kind)) for kind in READS}
    assert counts == {
        "User": 2,
        "Client": 2,
        "Property": 2,
        "Product": 1,
        "Quote": 1,
        "Request": 1,
        "Job": 2,
        "Visit": 1,
        "TimeSheetEntry": 1,
        "Expense": 1,
        "Invoice": 1,
        "Task": 1,
        "CustomFieldConfiguration": 6,
    }


def test_relations_amounts_and_times_are_those_of_the_account(reader: JobberReader) -> None:
    found = reader.one(Job, JOB)
    assert found is not None
    assert (found.client_id, found.number, found.status) == (CLIENT, "1001", "active")
    assert found.quote_id == opaque_id("Quote", "quote-1")
    assert found.total == Decimal("133.65")
    assert found.line_items[0].unit_cost == Decimal("40")
    assert found.updated_at == datetime(2026, 5, 1, 15, tzinfo=UTC)
    assert found.completed_at is None


def test_a_visit_a_time_sheet_an_expense_and_an_invoice_name_their_job(reader: JobberReader) -> None:
    (seen,), (entry,), (expense,), (invoice,) = (
        everything(reader, kind) for kind in (Visit, TimeSheetEntry, Expense, Invoice)
    )
    assert (seen.job_id, seen.assigned_user_ids) == (JOB, (opaque_id("User", "user-2"),))
    assert (entry.job_id, entry.visit_id, entry.duration_seconds) == (JOB, VISIT, 5400)
    assert (expense.job_id, expense.total) == (JOB, Decimal("12.34"))
    assert (invoice.job_ids, invoice.visit_ids, invoice.issued_date) == ((JOB,), (VISIT,), date(2026, 1, 6))


def test_a_person_and_a_company_are_named_as_in_jobber(reader: JobberReader) -> None:
    names = {record.id: record.name for record in everything(reader, Client)}
    assert names == {CLIENT: "Rosa Quill 1", opaque_id("Client", "client-2"): "Fairview Co-op"}


def test_custom_fields_come_with_their_values_and_empty_ones_empty(reader: JobberReader) -> None:
    values = {field.label: field.value for field in reader.one(Client, CLIENT).custom_fields}  # type: ignore[union-attr]
    assert values == {"Renewal date": "March 31, 2027", "Contract value": Decimal(0), "Billing": ""}
    house = reader.one(Property, opaque_id("Property", "property-1"))
    assert house is not None
    assert {field.label: field.value for field in house.custom_fields}["Gate code known"] is False


def test_custom_field_configurations_come_with_type_and_options(reader: JobberReader) -> None:
    found = {each.name: each for each in everything(reader, CustomFieldConfiguration)}
    assert [found[name].value_type for name in ("Renewal date", "Contract value", "Gate code known", "Lawn")] == [
        "TEXT",
        "NUMERIC",
        "TRUE_FALSE",
        "AREA",
    ]
    assert found["Billing"].options == ("Monthly", "Annual")
    assert found["Contract value"].unit == "$"


def test_a_record_that_is_gone_is_none(reader: JobberReader) -> None:
    assert reader.one(Job, opaque_id("Job", "job-9")) is None
    assert reader.one(Job, CLIENT) is None


def test_one_page_is_one_step_that_can_be_resumed_by_its_cursor(tmp_path: Path, http: httpx.Client) -> None:
    jobs = [job(number, updatedAt=f"2026-04-01T15:{number % 60:02}:00Z") for number in range(1001, 1061)]
    with read_back(tmp_path, http, jobs=jobs) as jobber:
        first = JobberReader(jobber.client(http)).page(Job)
        second = JobberReader(jobber.client(http)).page(Job, first.next)
        third = JobberReader(jobber.client(http)).page(Job, second.next)
    assert [len(page.records) for page in (first, second, third)] == [25, 25, 10]
    assert third.next is None
    assert len({record.id for page in (first, second, third) for record in page.records}) == 60


def test_lists_inside_a_record_are_read_to_their_end(tmp_path: Path, http: httpx.Client) -> None:
    many = [line_item(number) for number in range(1, 236)]
    users = [
        {"id": f"user-{n}", "name": {"first": "A", "last": "B", "full": "A B"}, "email": {"raw": ""}}
        | {"isAccountAdmin": n == 1}
        for n in range(1, 9)
    ]
    busy = visit(1, lineItems=many[:12], assignedUsers=[f"user-{n}" for n in range(1, 9)])
    changes: dict[str, Any] = {"users": users, "jobs": [job(1001, lineItems=many)], "visits": [busy]}
    with read_back(tmp_path, http, quotes=[], invoices=[], notes=[], **changes) as jobber:
        reader = JobberReader(jobber.client(http))
        (whole,), (seen,) = everything(reader, Job), everything(reader, Visit)
    assert [item.name for item in whole.line_items] == [f"Tune-up {number}" for number in range(1, 236)]
    assert len(seen.line_items) == 12
    assert len(seen.assigned_user_ids) == 8


def test_only_what_changed_since_is_read_where_jobber_can_tell(tmp_path: Path, http: httpx.Client) -> None:
    changed = "2026-06-01T00:00:00Z"
    since = datetime(2026, 5, 20, tzinfo=UTC)
    with read_back(
        tmp_path,
        http,
        clients=[client(1), client(2, updatedAt=changed)],
        jobs=[job(1001), job(1002, updatedAt=changed), job(1003)],
    ) as jobber:
        reader = JobberReader(jobber.client(http))
        assert [each.id for each in everything(reader, Client, updated_after=since)] == [
            opaque_id("Client", "client-2")
        ]
        assert [each.number for each in everything(reader, Job, updated_after=since)] == ["1002"]
        assert everything(reader, Quote, updated_after=since) == []
        assert len(everything(reader, Property, updated_after=since)) == 2


def test_jobs_are_read_newest_first_and_no_further_than_needed(tmp_path: Path, http: httpx.Client) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    jobs = [job(1000 + n, updatedAt=(start + timedelta(days=n)).isoformat()) for n in range(1, 91)]
    with read_back(tmp_path, http, jobs=[job(1001), *jobs[1:]]) as jobber:
        reader = JobberReader(jobber.client(http))
        pages = list(reader.pages(Job, updated_after=start + timedelta(days=60)))
    assert [len(page.records) for page in pages] == [25, 6]
    assert pages[-1].next is None


def test_every_note_comes_once_under_the_record_it_was_written_on(reader: JobberReader) -> None:
    found = {each.message: each for each in all_notes(reader)}
    assert len(all_notes(reader)) == 5
    assert {text: each.note_type for text, each in found.items()} == {
        "Note 1 on a client": "ClientNote",
        "Note 2 on a request": "RequestNote",
        "Note 3 on a quote": "QuoteNote",
        "Note 4 on a job": "JobNote",
        "Note 5 on a invoice": "InvoiceNote",
    }
    assert found["Note 4 on a job"].parent_id == JOB
    assert {each.client_id for each in found.values()} == {CLIENT}


def test_a_job_note_knows_job_and_property_and_a_client_note_neither(reader: JobberReader) -> None:
    (on_job,) = reader.notes_of(Job, JOB).records
    (on_client,) = reader.notes_of(Client, CLIENT).records
    assert (on_job.job_id, on_job.property_id) == (JOB, opaque_id("Property", "property-1"))
    assert (on_client.job_id, on_client.property_id) == (None, None)
    assert on_job.pinned
    assert on_client.created_by_id == opaque_id("User", "user-1")


def test_an_inherited_note_is_not_taken_for_the_jobs_own(client_jobs_with_notes: JobberReader) -> None:
    reader = client_jobs_with_notes
    notes = [
        each.id for kind in NOTE_PARENTS for record in everything(reader, kind) for each in _own(reader, kind, record)
    ]
    assert Counter(notes).most_common(1)[0][1] == 1
    assert len(notes) == 45


@pytest.fixture
def client_jobs_with_notes(tmp_path: Path, http: httpx.Client) -> Any:
    notes = [note(n, "client-1") for n in range(1, 43)] + [note(n, f"job-{n}") for n in (1001, 1002, 1003)]
    with read_back(tmp_path, http, jobs=[job(n) for n in (1001, 1002, 1003)], notes=notes) as jobber:
        yield JobberReader(jobber.client(http))


@pytest.mark.parametrize("parent", NOTE_PARENTS)
def test_a_page_of_records_brings_all_notes_written_on_them(
    client_jobs_with_notes: JobberReader, parent: type[Record]
) -> None:
    reader = client_jobs_with_notes
    one_by_one = [note for record in everything(reader, parent) for note in _own(reader, parent, record)]
    page = reader.notes_page(parent)
    assert page.next is None
    assert {note.id: note for note in page.records} == {note.id: note for note in one_by_one}
    assert len(page.records) == len(one_by_one)


def test_pages_of_notes_go_on_to_the_last_record(tmp_path: Path, http: httpx.Client) -> None:
    jobs = [job(1000 + n) for n in range(1, 61)]
    notes = [note(n, f"job-{1000 + n}", fileAttachments=[attached(n)]) for n in range(1, 61)]
    with read_back(tmp_path, http, jobs=jobs, notes=notes) as jobber:
        reader, found, cursor = JobberReader(jobber.client(http)), list[Note](), None
        while True:
            page = reader.notes_page(Job, cursor)
            found += page.records
            if (cursor := page.next) is None:
                break
    assert {note.parent_id for note in found} == {opaque_id("Job", f"job-{1000 + n}") for n in range(1, 61)}
    assert len(found) == sum(len(note.attachments) for note in found) == 60


def _own(reader: JobberReader, kind: type[Record], record: Record) -> list[Note]:
    found: list[Note] = []
    cursor = None
    while True:
        page = reader.notes_of(kind, record.id, cursor)
        found += page.records
        if page.next is None:
            return found
        cursor = page.next


def test_all_attachments_of_a_note_are_listed(tmp_path: Path, http: httpx.Client) -> None:
    crowded = note(1, "job-1001", fileAttachments=[attached(n) for n in range(1, 64)])
    with read_back(tmp_path, http, notes=[crowded]) as jobber:
        (found,) = JobberReader(jobber.client(http)).notes_of(Job, JOB).records
    assert len({file.id for file in found.attachments}) == 63


def test_the_notes_of_a_record_that_is_gone_are_missing_and_not_empty(reader: JobberReader) -> None:
    with pytest.raises(Missing):
        reader.notes_of(Job, opaque_id("Job", "job-9"))


def test_types_without_notes_are_not_asked(reader: JobberReader) -> None:
    with pytest.raises(LookupError, match="no notes on a Visit"):
        reader.notes_of(Visit, VISIT)


def test_the_account_is_named(reader: JobberReader, jobber: Served) -> None:
    assert reader.account().name == "Quill & Daughters Heating"


def test_requests_quotes_and_users_are_read_as_they_are(reader: JobberReader) -> None:
    (request,), (quote,) = everything(reader, Request), everything(reader, Quote)
    assert (request.title, request.status) == ("Boiler", "converted")
    assert (quote.number, quote.contract_disclaimer, quote.status) == ("501", "Valid for 30 days.", "converted")
    assert [user.full for user in everything(reader, User) if user.is_account_admin] == ["Ada Quill"]


def test_a_clients_contacts_come_with_it_however_many_there_are(tmp_path: Path, http: httpx.Client) -> None:
    contacts = [
        {
            "id": f"contact-{n}",
            "firstName": "Ottoline",
            "lastName": f"Grzeskowiak {n}",
            "emails": [{"address": f"otti{n}@example.com", "primary": True}],
            "phones": [{"number": f"218-555-01{n:02}", "description": "MAIN", "primary": True}],
        }
        for n in range(5)
    ]
    plain = small_account() | {"clients": [client(1, contacts=contacts), client(2)]}
    with served(write_account(tmp_path / "account", plain)) as jobber:
        first, second = sorted(
            JobberReader(jobber.client(http)).page(Client).records, key=lambda one: len(one.contacts)
        )[::-1]
    assert [one.last_name for one in first.contacts] == [f"Grzeskowiak {n}" for n in range(5)]
    assert first.contacts[4].emails == ("otti4@example.com",)
    assert first.telephones[1:] == tuple(f"218-555-01{n:02}" for n in range(5))
    assert second.contacts == ()
