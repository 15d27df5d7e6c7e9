"""Writes reach the account, are read back separately, and stand in the simulator's journal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest

from ingest.jobber.client import JobberClient
from ingest.jobber.errors import Missing, Refused
from ingest.jobber.ids import opaque_id
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Client, CustomFieldConfiguration, Invoice, Job, Property, Record
from ingest.jobber.writer import FieldValue, JobberWriter
from tests.fakes.account import HandClock, Served

CLIENT, JOB = opaque_id("Client", "client-1"), opaque_id("Job", "job-1001")
PROPERTY = opaque_id("Property", "property-1")


@pytest.fixture
def writer(client: JobberClient) -> JobberWriter:
    return JobberWriter(client)


@pytest.fixture
def fields(reader: JobberReader) -> dict[str, CustomFieldConfiguration]:
    return {each.name: each for each in reader.page(CustomFieldConfiguration).records}


def journal(jobber: Served, http: httpx.Client) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = http.get(f"{jobber.url}/simulator/journal").json()
    return entries


@pytest.mark.parametrize(
    ("target", "target_id", "name", "value"),
    [
        (Client, CLIENT, "Renewal date", "April 30, 2028"),
        (Client, CLIENT, "Contract value", Decimal("1125.50")),
        (Client, CLIENT, "Billing", "Monthly"),
        (Property, PROPERTY, "Gate code known", True),
        (Job, JOB, "Agreement", "https://fineprint.example.com/documents/1"),
    ],
)
def test_a_written_value_is_read_back(
    writer: JobberWriter,
    fields: dict[str, CustomFieldConfiguration],
    target: type[Record],
    target_id: str,
    name: str,
    value: FieldValue,
) -> None:
    assert writer.custom_field(target, target_id, fields[name].id) != value
    writer.set_custom_field(target, target_id, fields[name], value)
    assert writer.custom_field(target, target_id, fields[name].id) == value


def test_a_write_moves_updated_at_and_changes_nothing_else(
    writer: JobberWriter, reader: JobberReader, fields: dict[str, CustomFieldConfiguration], clock: HandClock
) -> None:
    before = reader.one(Client, CLIENT)
    writer.set_custom_field(Client, CLIENT, fields["Billing"], "Annual")
    after = reader.one(Client, CLIENT)
    assert before is not None
    assert after is not None
    assert after.updated_at == clock.now
    assert replace(after, updated_at=before.updated_at, custom_fields=before.custom_fields) == before
    assert {field.label for field in set(after.custom_fields) - set(before.custom_fields)} == {"Billing"}


def test_a_write_stands_in_the_journal_with_before_and_after(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration], jobber: Served, http: httpx.Client
) -> None:
    writer.set_custom_field(Client, CLIENT, fields["Renewal date"], "April 30, 2028")
    (entry,) = journal(jobber, http)
    assert (entry["n"], entry["mutation"], entry["target"]) == (1, "clientEdit", {"type": "Client", "id": CLIENT})
    assert entry["customFields"] == [{"field": "Renewal date", "before": "March 31, 2027", "after": "April 30, 2028"}]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Billing", "Weekly"),
        ("Contract value", "1125.50"),
        ("Contract value", Decimal("NaN")),
        ("Renewal date", Decimal(3)),
        ("Renewal date", True),
        ("Gate code known", True),
        ("Lawn", "3 x 4"),
    ],
)
def test_a_value_the_field_cannot_hold_is_refused_before_jobber_is_asked(
    writer: JobberWriter,
    fields: dict[str, CustomFieldConfiguration],
    jobber: Served,
    http: httpx.Client,
    name: str,
    value: FieldValue,
) -> None:
    with pytest.raises(Refused):
        writer.set_custom_field(Client, CLIENT, fields[name], value)
    assert journal(jobber, http) == []


def test_an_archived_field_is_not_written(writer: JobberWriter, fields: dict[str, CustomFieldConfiguration]) -> None:
    with pytest.raises(Refused, match="archived"):
        writer.set_custom_field(Client, CLIENT, replace(fields["Billing"], archived=True), "Annual")


def test_what_jobber_complains_about_is_refused_with_its_reasons_apart(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration], jobber: Served, http: httpx.Client
) -> None:
    stale = replace(fields["Billing"], options=("Fortnightly",))
    with pytest.raises(Refused, match=r"input\.customFields") as raised:
        writer.set_custom_field(Client, CLIENT, stale, "Fortnightly")
    assert raised.value.reasons == ("Value is not one of the dropdown's options",)
    assert journal(jobber, http) == []


def test_a_record_that_is_gone_cannot_be_written_or_read_back(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration]
) -> None:
    gone = opaque_id("Client", "client-99")
    with pytest.raises(Refused, match="clientId"):
        writer.set_custom_field(Client, gone, fields["Billing"], "Annual")
    with pytest.raises(Missing):
        writer.custom_field(Client, gone, fields["Billing"].id)


@pytest.mark.parametrize(("parent", "parent_id"), [(Client, CLIENT), (Job, JOB)])
def test_a_new_note_is_found_among_the_notes_of_its_record(
    writer: JobberWriter, reader: JobberReader, jobber: Served, http: httpx.Client, parent: type[Record], parent_id: str
) -> None:
    note_id = writer.add_note(parent, parent_id, "Work above $500 was approved", pinned=True)
    found = {note.id: note for note in reader.notes_of(parent, parent_id).records}[note_id]
    assert (found.message, found.pinned) == ("Work above $500 was approved", True)
    (entry,) = journal(jobber, http)
    assert (entry["mutation"], entry["note"]["id"]) == (f"{parent.type_name.lower()}CreateNote", note_id)


def test_an_empty_note_and_a_note_on_an_invoice_are_refused(writer: JobberWriter) -> None:
    with pytest.raises(Refused, match=r"input\.message"):
        writer.add_note(Client, CLIENT, "  ")
    with pytest.raises(Refused, match="clients and jobs"):
        writer.add_note(Invoice, opaque_id("Invoice", "invoice-1"), "hello")
