"""Custom fields of the simulated account, written through the queue's own action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.ids import opaque_id
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import CustomFieldConfiguration
from ingest.jobber.writer import JobberWriter
from ingest.records import Records
from service.approvals.custom_field import SetCustomField, shown
from service.approvals.proposal import Target
from tests.fakes.account import served, write_account

Value = dict[str, str]
CLIENT = Target("Client", opaque_id("Client", "client-1"))


@pytest.fixture
def records(engine: Engine, keyring: Keyring) -> Records:
    return Records(engine, keyring)


@pytest.fixture
def action(tmp_path: Path, records: Records) -> Iterator[SetCustomField]:
    with served(write_account(tmp_path / "account")) as jobber, httpx.Client(timeout=20) as http:
        client = jobber.client(http)
        for page in JobberReader(client).pages(CustomFieldConfiguration):
            records.put("acme", page.records, run="run-1")
        yield SetCustomField("acme", lambda: JobberWriter(client), records)


@pytest.fixture
def field(records: Records, action: SetCustomField) -> Callable[[str, str], Value]:
    ids = {each.name: each.id for each in records.all(Scope("acme"), CustomFieldConfiguration)}
    return lambda name, value: {"configuration_id": ids[name], "label": name, "value": value}


def test_the_live_value_is_read_in_the_form_it_is_compared_in(
    action: SetCustomField, field: Callable[[str, str], Value]
) -> None:
    assert action.read(CLIENT, field("Renewal date", "April 30, 2028")) == field("Renewal date", "March 31, 2027")


@pytest.mark.parametrize(
    ("name", "wanted"), [("Renewal date", "April 30, 2028"), ("Contract value", "1125.50"), ("Billing", "Monthly")]
)
def test_what_was_written_reads_back_equal(
    action: SetCustomField, field: Callable[[str, str], Value], name: str, wanted: str
) -> None:
    action.write(CLIENT, field(name, wanted))
    assert action.read(CLIENT, field(name, wanted)) == field(name, wanted)


def test_a_field_the_account_no_longer_has_is_not_written(
    action: SetCustomField, field: Callable[[str, str], Value]
) -> None:
    with pytest.raises(LookupError, match="fineprint sync"):
        action.write(CLIENT, {**field("Billing", "Monthly"), "configuration_id": "gone"})


@pytest.mark.parametrize(
    ("live", "as_shown"), [(Decimal("12"), "12.00"), ("", None), (None, None), ("Monthly", "Monthly"), (True, True)]
)
def test_numbers_are_shown_with_cents_and_empty_text_as_nothing(
    live: str | Decimal | bool | None, as_shown: str | bool | None
) -> None:
    assert shown(live) == as_shown
