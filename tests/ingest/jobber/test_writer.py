"""Approved actions reach the account, are read back separately, and stand in the simulator's journal."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.jobber.actions import ApprovedAction, Change, FieldValue, NewField, NewNote, NotApproved, Outcome, SetField
from ingest.jobber.client import JobberClient
from ingest.jobber.documents import APPS_OWN, document, is_write, needs_approval, operations
from ingest.jobber.errors import Missing, Refused
from ingest.jobber.ids import opaque_id
from ingest.jobber.notes import reference
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import (
    Client,
    CustomFieldConfiguration,
    Invoice,
    Job,
    Property,
    Quote,
    Record,
    Request,
)
from ingest.jobber.writer import JobberWriter
from tests.fakes.account import HandClock, Served

CLIENT, JOB = opaque_id("Client", "client-1"), opaque_id("Job", "job-1001")
PROPERTY = opaque_id("Property", "property-1")
NOTED: list[tuple[type[Record], str]] = [
    (Client, CLIENT),
    (Job, JOB),
    (Quote, opaque_id("Quote", "quote-1")),
    (Request, opaque_id("Request", "request-1")),
    (Invoice, opaque_id("Invoice", "invoice-1")),
]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def writer(client: JobberClient) -> JobberWriter:
    return JobberWriter(client, sleep=lambda _: None)


@pytest.fixture
def fields(reader: JobberReader) -> dict[str, CustomFieldConfiguration]:
    return {each.name: each for each in reader.page(CustomFieldConfiguration).records}


def approved(change: Change, id: str = "prop_1", *, tried: bool = False) -> ApprovedAction:
    return ApprovedAction(id, change, approved_by="ada", proposed_at=datetime.now(UTC), tried=tried)


def journal(jobber: Served) -> list[dict[str, Any]]:
    return jobber.simulator.journal.entries


@pytest.mark.parametrize(
    ("target", "target_id", "name", "value"),
    [
        (Client, CLIENT, "Renewal date", "April 30, 2028"),
        (Client, CLIENT, "Contract value", Decimal("1125.50")),
        (Client, CLIENT, "Billing", "Monthly"),
        (Property, PROPERTY, "Gate code known", True),
        (Property, PROPERTY, "Lawn", "40 x 25.5"),
        (Job, JOB, "Agreement", "https://fineprint.example.com/documents/1"),
    ],
)
def test_a_value_of_each_kind_is_written_and_read_back(
    writer: JobberWriter,
    fields: dict[str, CustomFieldConfiguration],
    target: type[Record],
    target_id: str,
    name: str,
    value: FieldValue,
) -> None:
    live = writer.custom_field(target, target_id, fields[name].id)
    change = SetField(target, target_id, fields[name], before=live, value=value)
    assert writer.perform(approved(change)).outcome is Outcome.WRITTEN
    assert writer.perform(approved(change)).outcome is Outcome.ALREADY


def test_a_value_somebody_changed_meanwhile_is_left_as_it_is(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration], jobber: Served
) -> None:
    change = SetField(Client, CLIENT, fields["Renewal date"], before="January 1, 2020", value="April 30, 2028")
    performed = writer.perform(approved(change))
    assert (performed.outcome, "changed in Jobber" in performed.said) == (Outcome.STALE, True)
    assert journal(jobber) == []


def test_a_write_moves_updated_at_and_changes_nothing_else(
    writer: JobberWriter, reader: JobberReader, fields: dict[str, CustomFieldConfiguration], clock: HandClock
) -> None:
    before = reader.one(Client, CLIENT)
    writer.perform(approved(SetField(Client, CLIENT, fields["Billing"], before="", value="Annual")))
    after = reader.one(Client, CLIENT)
    assert before is not None
    assert after is not None
    assert after.updated_at == clock.now
    assert replace(after, updated_at=before.updated_at, custom_fields=before.custom_fields) == before
    assert {field.label for field in set(after.custom_fields) - set(before.custom_fields)} == {"Billing"}


def test_a_write_stands_in_the_journal_with_before_and_after(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration], jobber: Served
) -> None:
    renewal = fields["Renewal date"]
    writer.perform(approved(SetField(Client, CLIENT, renewal, before="March 31, 2027", value="April 30, 2028")))
    (entry,) = journal(jobber)
    assert (entry["n"], entry["mutation"], entry["target"]) == (1, "clientEdit", {"type": "Client", "id": CLIENT})
    assert entry["customFields"] == [{"field": "Renewal date", "before": "March 31, 2027", "after": "April 30, 2028"}]


@pytest.mark.parametrize(
    ("target", "name", "value", "why"),
    [
        (Client, "Billing", "Weekly", "add the option in Jobber"),
        (Client, "Contract value", "1125.50", "cannot hold str"),
        (Client, "Contract value", Decimal("NaN"), "cannot hold Decimal"),
        (Client, "Renewal date", Decimal(3), "cannot hold Decimal"),
        (Client, "Renewal date", True, "cannot hold bool"),
        (Client, "Renewal date", "", "empty it there by hand"),
        (Client, "Contract value", None, "empty it there by hand"),
        (Client, "Gate code known", True, "is for ALL_PROPERTIES"),
        (Property, "Lawn", "about an acre", "two numbers"),
        (Job, "Agreement", "javascript:alert(1)", "https://"),
    ],
)
def test_a_value_the_field_cannot_hold_is_refused_before_jobber_is_asked(
    jobber: Served,
    fields: dict[str, CustomFieldConfiguration],
    client: JobberClient,
    target: type[Record],
    name: str,
    value: FieldValue | None,
    why: str,
) -> None:
    unasked = JobberWriter(_Unasked())  # type: ignore[arg-type]
    with pytest.raises(Refused, match=why):
        unasked.perform(approved(SetField(target, CLIENT, fields[name], before=None, value=value)))


class _Unasked:
    """A client that must not be called."""

    def execute(self, operation: str, *_: object, **__: object) -> None:
        pytest.fail(f"{operation} was sent")


def test_an_archived_field_is_not_written(writer: JobberWriter, fields: dict[str, CustomFieldConfiguration]) -> None:
    gone = replace(fields["Billing"], archived=True)
    with pytest.raises(Refused, match="archived"):
        writer.perform(approved(SetField(Client, CLIENT, gone, before="", value="Annual")))


def test_what_jobber_complains_about_is_refused_with_its_reasons_apart(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration], jobber: Served
) -> None:
    outdated = replace(fields["Billing"], options=("Fortnightly",))
    with pytest.raises(Refused, match=r"input\.customFields") as raised:
        writer.perform(approved(SetField(Client, CLIENT, outdated, before="", value="Fortnightly")))
    assert raised.value.reasons == ("Value is not one of the dropdown's options",)
    assert journal(jobber) == []


def test_a_record_that_is_gone_is_not_written(
    writer: JobberWriter, fields: dict[str, CustomFieldConfiguration]
) -> None:
    gone = opaque_id("Client", "client-99")
    with pytest.raises(Missing):
        writer.perform(approved(SetField(Client, gone, fields["Billing"], before="", value="Annual")))
    with pytest.raises(Missing):
        writer.perform(approved(NewNote(Client, gone, "Hello")))


@pytest.mark.parametrize(("parent", "parent_id"), NOTED)
def test_a_note_ends_with_its_reference_and_is_written_once(
    writer: JobberWriter, reader: JobberReader, jobber: Served, parent: type[Record], parent_id: str
) -> None:
    action = approved(NewNote(parent, parent_id, "Work above $500 was approved", pinned=True))
    assert writer.perform(action).outcome is Outcome.WRITTEN
    assert writer.perform(replace(action, tried=True)).outcome is Outcome.ALREADY
    (entry,) = journal(jobber)
    found = {note.id: note for note in reader.notes_of(parent, parent_id).records}[entry["note"]["id"]]
    assert found.message == f"Work above $500 was approved\n\n{reference('prop_1')}"
    assert (found.pinned, entry["mutation"]) == (True, f"{parent.type_name.lower()}CreateNote")


def test_a_note_somebody_edited_is_still_known_by_its_reference(writer: JobberWriter, jobber: Served) -> None:
    action = approved(NewNote(Client, CLIENT, "Renewal agreed"))
    writer.perform(action)
    note = jobber.simulator.account.find("Note", journal(jobber)[0]["note"]["id"])
    assert note is not None
    note["message"] = f"Renewal agreed by phone on Friday\n\n{reference('prop_1')}"
    assert writer.perform(action).outcome is Outcome.ALREADY


def test_words_somebody_has_written_meanwhile_are_not_written_again(
    writer: JobberWriter, jobber: Served, clock: HandClock
) -> None:
    parent = jobber.simulator.account.find("Client", CLIENT)
    assert parent is not None
    jobber.simulator.account.add_note("ClientNote", parent, {"message": "Renewal  agreed ", "pinned": False}, clock())
    assert writer.perform(approved(NewNote(Client, CLIENT, "Renewal agreed"))).outcome is Outcome.ALREADY


def test_two_actions_with_other_words_are_two_notes(writer: JobberWriter, jobber: Served) -> None:
    writer.perform(approved(NewNote(Client, CLIENT, "Renewal agreed"), "prop_1"))
    writer.perform(approved(NewNote(Client, CLIENT, "Price agreed"), "prop_2"))
    assert len(journal(jobber)) == 2


def test_a_reference_is_short_and_the_same_for_the_same_action() -> None:
    assert reference("prop_1") == reference("prop_1")
    assert len({reference(f"prop_{number}") for number in range(2000)}) == 2000
    assert len(reference("prop_1")) == len("Ref FP-7K3Q2M")


def test_an_empty_note_and_a_note_on_a_property_are_refused(writer: JobberWriter) -> None:
    with pytest.raises(Refused, match="words"):
        writer.perform(approved(NewNote(Client, CLIENT, "  ")))
    with pytest.raises(Refused, match="write it on the client"):
        writer.perform(approved(NewNote(Property, PROPERTY, "hello")))


NEW_FIELDS = [
    NewField("Term", "ALL_CLIENTS", "TEXT", transferable=True),
    NewField("Cap", "ALL_JOBS", "NUMERIC", unit="$"),
    NewField("Plan", "ALL_CLIENTS", "DROPDOWN", options=("Gold", "Silver")),
    NewField("Renews by itself", "ALL_PROPERTIES", "TRUE_FALSE"),
    NewField("Contract", "ALL_QUOTES", "LINK", read_only=True),
    NewField("Roof", "ALL_PROPERTIES", "AREA", unit="ft"),
]


@pytest.mark.parametrize("field", NEW_FIELDS, ids=lambda field: field.value_type)
def test_a_custom_field_of_each_kind_is_made_once_and_read_back(
    writer: JobberWriter, reader: JobberReader, jobber: Served, field: NewField
) -> None:
    assert writer.perform(approved(field)).outcome is Outcome.WRITTEN
    assert writer.perform(approved(field, "prop_2")).outcome is Outcome.ALREADY
    [made] = [each for each in reader.page(CustomFieldConfiguration).records if each.name == field.name]
    assert (made.value_type, made.applies_to, made.unit or None) == (field.value_type, field.applies_to, field.unit)
    assert (made.options, made.read_only, len(journal(jobber))) == (field.options, field.read_only, 1)


def test_a_field_of_the_same_name_and_another_kind_stands_in_the_way(writer: JobberWriter, jobber: Served) -> None:
    performed = writer.perform(approved(NewField("renewal DATE", "ALL_CLIENTS", "NUMERIC", unit="days")))
    assert (performed.outcome, "map that field" in performed.said) == (Outcome.STALE, True)
    assert journal(jobber) == []


def test_a_sixth_field_of_the_app_is_refused_before_jobber_is_asked_for_it(
    writer: JobberWriter, jobber: Served
) -> None:
    for number in range(5):
        writer.perform(approved(NewField(f"Field {number}", "ALL_CLIENTS", "TEXT"), f"prop_{number}"))
    with pytest.raises(Refused, match="allows an app 5") as raised:
        writer.perform(approved(NewField("Field 5", "ALL_CLIENTS", "TEXT"), "prop_5"))
    assert (raised.value.reasons, len(journal(jobber))) == ((), 5)
    assert writer.perform(approved(NewField("Field 5", "ALL_JOBS", "TEXT"), "prop_6")).outcome is Outcome.WRITTEN


@pytest.mark.parametrize(
    ("field", "why"),
    [
        (NewField(" ", "ALL_CLIENTS", "TEXT"), "name"),
        (NewField("A", "ALL_CLIENTS", "DATE"), "take one of TEXT"),
        (NewField("A", "ALL_VISITS", "TEXT"), "ALL_CLIENTS"),
        (NewField("A", "ALL_CLIENTS", "NUMERIC"), "unit"),
        (NewField("A", "ALL_CLIENTS", "TEXT", unit="$"), "unit"),
        (NewField("A", "ALL_CLIENTS", "DROPDOWN"), "options"),
        (NewField("A", "ALL_CLIENTS", "DROPDOWN", options=("x", "x ")), "each once"),
    ],
)
def test_a_field_jobber_could_not_make_is_refused_before_it_is_asked(field: NewField, why: str) -> None:
    with pytest.raises(Refused, match=why):
        JobberWriter(_Unasked()).perform(approved(field))  # type: ignore[arg-type]


CHANGING = [operation for operation in operations() if needs_approval(operation)]


@pytest.mark.parametrize("operation", CHANGING)
def test_no_mutation_is_sent_without_an_approved_action(client: JobberClient, jobber: Served, operation: str) -> None:
    with pytest.raises(NotApproved):
        client.execute(operation, {"id": CLIENT})
    assert journal(jobber) == []


def test_every_mutation_but_the_apps_own_needs_an_approval() -> None:
    free = [operation for operation in operations() if is_write(operation) and operation not in CHANGING]
    assert all(any(name in document(operation) for name in APPS_OWN) for operation in free)
    assert {"AddClientNote", "DeleteJobNote", "CreateTextField", "SetJobCustomField"} <= set(CHANGING)


def test_an_approved_action_is_made_where_a_proposal_is_carried_out_and_nowhere_else() -> None:
    assert _callers("ApprovedAction") == {"service/approvals/execution.py"}


def test_only_the_writers_steps_hand_an_approval_to_the_client() -> None:
    changes = ("field_values", "new_fields", "note_deletion", "notes")
    steps = {f"ingest/jobber/{name}.py" for name in changes}
    calls = _calls("approved=")
    assert {path for path, call in calls if any(each.arg == "approved" for each in call.keywords)} == steps


def _callers(name: str) -> set[str]:
    return {path for path, call in _calls(name) if isinstance(call.func, ast.Name) and call.func.id == name}


def _calls(words: str) -> list[tuple[str, ast.Call]]:
    """Every call in the files of the product that hold these words, with the file it stands in."""
    files = [
        path for package in ("ingest", "service", "retrieval", "anonymize") for path in (ROOT / package).rglob("*.py")
    ]
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in files
        if words in (code := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
    ]
