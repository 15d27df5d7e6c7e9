"""What the queue's drafts mean to Jobber's writer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.jobber.actions import NewField, NewNote
from ingest.jobber.errors import Refused
from ingest.jobber.records import Client, CustomFieldConfiguration, Quote
from ingest.records import Records
from service.approvals import custom_field_configuration, note
from service.approvals.custom_field import SetCustomField, shown
from service.approvals.custom_field_configuration import CreateCustomField
from service.approvals.note import CreateNote
from service.approvals.proposal import Draft, Target

VALUE = CustomFieldConfiguration("field-1", "Contract value", "ALL_CLIENTS", "NUMERIC", unit="$")
BILLING = CustomFieldConfiguration("field-2", "Billing", "ALL_CLIENTS", "DROPDOWN", options=("Monthly",))


@pytest.fixture
def action(engine: Engine, keyring: Keyring) -> SetCustomField:
    records = Records(engine, keyring)
    records.put("acme", [VALUE, BILLING], run="run-1")
    return SetCustomField("acme", records)


def draft(field: str, before: str | None, after: str | None, type: str = "Client") -> Draft:
    named = {"configuration_id": field, "label": "as it was called"}
    return Draft("set_custom_field", Target(type, "c-1"), "c-1", {**named, "value": before}, {**named, "value": after})


def test_a_number_is_written_as_the_decimal_it_shows(action: SetCustomField) -> None:
    change = action.change(draft("field-1", "12.00", "1125.50"))
    assert (change.target, change.target_id, change.configuration) == (Client, "c-1", VALUE)
    assert (change.before, change.value) == (Decimal("12.00"), Decimal("1125.50"))


def test_a_text_that_is_no_number_is_refused_for_a_number_field(action: SetCustomField) -> None:
    with pytest.raises(Refused, match="plain number"):
        action.change(draft("field-1", None, "about 1,000"))


def test_other_values_are_written_as_they_stand(action: SetCustomField) -> None:
    change = action.change(draft("field-2", None, "Monthly"))
    assert (change.before, change.value) == (None, "Monthly")


def test_a_field_the_account_no_longer_has_is_not_written(action: SetCustomField) -> None:
    with pytest.raises(LookupError, match="fineprint sync"):
        action.change(draft("gone", None, "Monthly"))


def test_a_field_of_a_record_that_has_none_is_not_written(action: SetCustomField) -> None:
    with pytest.raises(LookupError, match="Client, Property, Job"):
        action.change(draft("field-2", None, "Monthly", type="Request"))


@pytest.mark.parametrize(
    ("live", "as_shown"), [(Decimal("12"), "12.00"), ("", None), (None, None), ("Monthly", "Monthly"), (True, True)]
)
def test_numbers_are_shown_with_cents_and_empty_text_as_nothing(
    live: str | Decimal | bool | None, as_shown: str | bool | None
) -> None:
    assert shown(live) == as_shown


def test_a_new_field_comes_back_from_its_draft_and_only_an_admin_approves_it() -> None:
    field = NewField("Billing", "ALL_JOBS", "DROPDOWN", options=("Monthly", "Annual"), read_only=True)
    drafted = custom_field_configuration.draft("acme", field)
    assert CreateCustomField().change(drafted) == field
    assert (drafted.requires_role, drafted.target) == ("admin", Target("Account", "acme"))


def test_a_note_comes_back_from_its_draft() -> None:
    drafted = note.draft(Target("Quote", "q-1"), "c-1", "Renewal agreed by phone", pinned=True)
    assert CreateNote().change(drafted) == NewNote(Quote, "q-1", "Renewal agreed by phone", pinned=True)


def test_a_note_on_what_has_none_is_not_written() -> None:
    with pytest.raises(LookupError, match="Invoice"):
        CreateNote().change(note.draft(Target("Property", "p-1"), "c-1", "Hello"))
