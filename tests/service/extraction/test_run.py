from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from anonymize.boundary import Scope
from ingest.jobber.records import Client, CustomFieldConfiguration, CustomFieldValue
from ingest.ledger import Document
from ingest.records import Records
from retrieval.model import Citation, DocumentKind
from service.extraction.reading import ReadContract, ShownField
from service.extraction.run import Extraction, Write, contract_json

ROSA = Client("client-1", first_name="Rosa", last_name="Quill")
CONFIGURATIONS = (
    CustomFieldConfiguration("field-1", name="Renewal date", applies_to="ALL_CLIENTS"),
    CustomFieldConfiguration("field-2", name="Contract value", applies_to="ALL_CLIENTS", value_type="NUMERIC"),
    CustomFieldConfiguration(
        "field-3", name="Billing", applies_to="ALL_CLIENTS", value_type="DROPDOWN", options=("Monthly",)
    ),
)


@pytest.fixture(autouse=True)
def _account(records: Records) -> None:
    records.put("acme", [ROSA, *CONFIGURATIONS], run="run-1")


def shown(value: Any) -> ShownField:
    citation = Citation(1, "doc-1", "contract", "a.pdf", "ClientNote", "note-1", 1, "Term", f"words for {value}", 0, 9)
    return ShownField(value, citation, 0.9, needs_review=False)


def contract(id: str = "doc-1", *, in_force: bool = True, client: str = "client-1", **fields: Any) -> ReadContract:
    document = Document(
        id=id,
        account="acme",
        kind=DocumentKind.FILE,
        record_type="ClientNote",
        record_id="note-1",
        client_id=client,
        file=f"{id}.pdf",
    )
    values = {name: shown(value) for name, value in fields.items()}
    return ReadContract(document, None, values, values if in_force else None)


def written(records: Records, *contracts: ReadContract) -> tuple[list[Write], list[str]]:
    extraction = Extraction(records, Scope("acme"))
    return extraction.writes(contracts), extraction.notes


def test_a_field_becomes_a_draft_with_its_words_as_evidence(records: Records) -> None:
    [write], notes = written(records, contract(renewal_date="2027-04-01"))
    assert write.draft.before == {"configuration_id": "field-1", "label": "Renewal date", "value": None}
    assert write.draft.after == {"configuration_id": "field-1", "label": "Renewal date", "value": "2027-04-01"}
    assert write.draft.evidence[0]["quote"] == "words for 2027-04-01"
    assert (write.draft.client_id, write.draft.target.type, write.draft.target.id) == ("client-1", "Client", "client-1")
    assert notes == []


def test_a_value_that_jobber_has_already_is_not_proposed(records: Records) -> None:
    values = (
        CustomFieldValue("field-1", "Renewal date", "2027-04-01"),
        CustomFieldValue("field-2", "Value", Decimal(480)),
    )
    records.put("acme", [replace(ROSA, custom_fields=values)], run="run-1")
    found, _ = written(records, contract(renewal_date="2027-04-01", contract_value={"amount": "480", "per": "year"}))
    assert found == []


def test_an_agreement_not_in_force_is_read_and_nothing_of_it_written(records: Records) -> None:
    assert written(records, contract(in_force=False, renewal_date="2020-04-01")) == ([], [])


def test_two_agreements_on_one_record_are_left_to_a_person(records: Records) -> None:
    found, notes = written(records, contract(renewal_date="2027-04-01"), contract("doc-2", renewal_date="2028-01-01"))
    assert found == []
    assert notes == ["Rosa Quill: two agreements are in force on this record, so nothing is proposed for it"]


def test_a_value_the_field_cannot_hold_is_noted_and_the_others_go_on(records: Records) -> None:
    found, notes = written(records, contract(billing_frequency="quarterly", renewal_date="2027-04-01"))
    assert [write.field for write in found] == ["renewal_date"]
    assert notes == ["'Billing' offers only Monthly; add the option in Jobber"]


def test_a_name_that_stayed_masked_is_never_written_to_jobber(records: Records) -> None:
    configuration = CustomFieldConfiguration("field-9", name="Customer name", applies_to="ALL_CLIENTS")
    records.put("acme", [configuration], run="run-1")
    found, notes = written(records, contract(customer_name="<PERSON_7f3kq2> and Sons"))
    assert found == []
    assert "you may not see" in notes[0]


def test_another_accounts_clients_and_fields_are_out_of_reach(records: Records) -> None:
    extraction = Extraction(records, Scope("rival"))
    assert extraction.writes([contract(renewal_date="2027-04-01")]) == []


def test_a_contract_is_shown_with_its_fields_and_its_writes(records: Records) -> None:
    one = contract(renewal_date="2027-04-01")
    writes, _ = written(records, one)
    shown_contract = contract_json(one, writes)
    assert shown_contract["in_force"] is True
    assert shown_contract["fields"]["renewal_date"]["quote"] == "words for 2027-04-01"
    assert [write["after"] for write in shown_contract["writes"]] == ["2027-04-01"]
    assert contract_json(contract("doc-2"), writes)["writes"] == []
