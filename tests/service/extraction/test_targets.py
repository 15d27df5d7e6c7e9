from __future__ import annotations

from dataclasses import replace

import pytest

from anonymize.boundary import Scope
from ingest.jobber.records import Address, Client, CustomFieldValue, Job, Property
from ingest.ledger import Document
from ingest.records import Records
from retrieval.model import DocumentKind
from service.extraction.targets import holders

WHOLE = Scope("acme")
CONTRACT = Document(
    id="doc-1",
    account="acme",
    kind=DocumentKind.FILE,
    record_type="ClientNote",
    record_id="note-1",
    client_id="client-1",
)
ROSA = Client(
    "client-1", first_name="Rosa", last_name="Quill", custom_fields=(CustomFieldValue("f-1", "Billing", "Monthly"),)
)
HOME = Property("property-1", client_id="client-1", address=Address("1 Elm St", city="Duluth"))
CABIN = Property("property-2", client_id="client-1", address=Address("9 Lake Rd"))
PLAN = Job("job-1", client_id="client-1", number="1001", title="Maintenance", job_type="RECURRING")
REPAIR = Job("job-2", client_id="client-1", number="1002", title="Repair", job_type="ONE_OFF")


def found(records: Records, document: Document = CONTRACT, properties: tuple[str, ...] | None = None) -> list[str]:
    return [holder.id for holder in holders(records, WHOLE, document, properties)]


@pytest.fixture(autouse=True)
def _account(records: Records) -> None:
    records.put("acme", [ROSA, HOME, PLAN, REPAIR], run="run-1")


def test_the_recurring_job_comes_first_then_the_property_then_the_client(records: Records) -> None:
    assert found(records) == ["job-1", "property-1", "client-1"]


def test_a_holder_says_what_applies_to_it_and_what_it_has(records: Records) -> None:
    job, place, client = holders(records, WHOLE, CONTRACT, None)
    assert [each.applies_to for each in (job, place, client)] == ["ALL_JOBS", "ALL_PROPERTIES", "ALL_CLIENTS"]
    assert (job.name, place.name, client.name) == ("#1001 Maintenance", "1 Elm St, Duluth", "Rosa Quill")
    value = client.value_of("f-1")
    assert value is not None
    assert value.value == "Monthly"
    assert client.value_of("f-2") is None


def test_of_two_recurring_jobs_only_the_one_it_hangs_on_is_meant(records: Records) -> None:
    records.put("acme", [replace(PLAN, id="job-3", number="1003")], run="run-1")
    assert found(records) == ["property-1", "client-1"]
    assert found(records, replace(CONTRACT, job_id="job-3")) == ["job-3", "property-1", "client-1"]


def test_an_agreement_on_a_one_off_job_is_written_on_no_job(records: Records) -> None:
    assert found(records, replace(CONTRACT, job_id="job-2")) == ["property-1", "client-1"]


def test_of_two_properties_only_the_one_it_names_is_meant(records: Records) -> None:
    records.put("acme", [CABIN], run="run-1")
    assert found(records) == ["job-1", "client-1"]
    assert found(records, properties=("property-2",)) == ["job-1", "property-2", "client-1"]
    assert found(records, properties=("property-1", "property-2")) == ["job-1", "client-1"]
    assert found(records, replace(CONTRACT, property_id="property-1")) == ["job-1", "property-1", "client-1"]


def test_a_document_of_no_client_has_no_place_to_write_to(records: Records) -> None:
    assert found(records, replace(CONTRACT, client_id=None)) == []


def test_places_outside_the_scope_are_not_given(records: Records) -> None:
    assert holders(records, Scope("acme", frozenset({"client-2"})), CONTRACT, None) == []
    assert holders(records, Scope("rival"), CONTRACT, None) == []
