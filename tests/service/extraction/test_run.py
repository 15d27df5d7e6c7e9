from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from anonymize.boundary import Scope
from ingest.jobber.records import Client, CustomFieldConfiguration, CustomFieldValue
from ingest.ledger import Document
from ingest.records import Records
from retrieval.model import Citation, DocumentKind
from service.approvals.learned import Corrections, Kind, Lesson
from service.extraction.mapping import propose
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


def written(
    records: Records, *contracts: ReadContract, lessons: Sequence[Lesson] = ()
) -> tuple[list[Write], list[str]]:
    mappings = propose(records.all(Scope("acme"), CustomFieldConfiguration))
    extraction = Extraction(records, Scope("acme"), mappings, Corrections(tuple(lessons)))
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
    mappings = propose(records.all(Scope("acme"), CustomFieldConfiguration))
    extraction = Extraction(records, Scope("rival"), mappings)
    assert extraction.writes([contract(renewal_date="2027-04-01")]) == []


def test_a_contract_is_shown_with_its_fields_and_its_writes(records: Records) -> None:
    one = contract(renewal_date="2027-04-01")
    writes, _ = written(records, one)
    shown_contract = contract_json(one, writes)
    assert (shown_contract["in_force"], shown_contract["contract_type"]) == (True, "other")
    assert shown_contract["fields"]["renewal_date"]["quote"] == "words for 2027-04-01"
    assert [write["after"] for write in shown_contract["writes"]] == ["2027-04-01"]
    assert contract_json(contract("doc-2"), writes)["writes"] == []


def lesson(kind: Kind, contract_field: str, configuration: str | None, read: Any, use: Any) -> Lesson:
    document = "doc-1" if kind is Kind.VALUE else None
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Lesson("learned_1", kind, contract_field, "client-1", document, configuration, read, use, "ada", at)


def test_a_date_that_stands_there_in_other_words_is_not_proposed(records: Records) -> None:
    values = (CustomFieldValue("field-1", "Renewal date", "April 1, 2027"),)
    records.put("acme", [replace(ROSA, custom_fields=values)], run="run-1")
    assert written(records, contract(renewal_date="2027-04-01"))[0] == []
    assert len(written(records, contract(renewal_date="2027-04-02"))[0]) == 1


def test_a_write_says_what_it_was_read_from_of_which_trade_it_is_and_how_much_money_it_moves(records: Records) -> None:
    values = (CustomFieldValue("field-2", "Contract value", Decimal(400)),)
    records.put("acme", [replace(ROSA, custom_fields=values)], run="run-1")
    value = {"amount": "480", "currency": "CAD", "per": "year"}
    [write], _ = written(records, contract(contract_value=value, service_types=["termite protection"]))
    draft = write.draft
    assert draft.money_impact == {"amount": "80.00", "currency": "CAD"}
    assert draft.contract_type == "pest"
    assert draft.origin is not None
    assert (draft.origin.field, draft.origin.document_id, draft.origin.extracted) == ("contract_value", "doc-1", value)


def test_what_a_person_put_in_place_of_a_value_is_proposed_instead(records: Records) -> None:
    learned = lesson(Kind.VALUE, "renewal_date", "field-1", "2027-04-01", "2027-05-01")
    [write], _ = written(records, contract(renewal_date="2027-04-01"), lessons=[learned])
    assert write.draft.after["value"] == "2027-05-01"
    [other], _ = written(records, contract(renewal_date="2027-06-01"), lessons=[learned])
    assert other.draft.after["value"] == "2027-06-01"


def test_a_value_a_person_rejected_is_not_proposed_again(records: Records) -> None:
    learned = lesson(Kind.VALUE, "renewal_date", "field-1", "2027-04-01", None)
    assert written(records, contract(renewal_date="2027-04-01"), lessons=[learned])[0] == []


def test_a_word_learned_for_a_dropdown_holds_in_every_contract(records: Records) -> None:
    learned = lesson(Kind.SYNONYM, "billing_frequency", "field-3", "annual", "Monthly")
    [write], _ = written(records, contract("doc-7", billing_frequency="annual"), lessons=[learned])
    assert write.draft.after["value"] == "Monthly"


def test_a_custom_field_a_person_called_the_wrong_one_takes_the_contract_field_no_more(records: Records) -> None:
    learned = lesson(Kind.MAPPING, "renewal_date", "field-1", None, None)
    assert written(records, contract(renewal_date="2027-04-01"), lessons=[learned])[0] == []


def test_a_value_read_no_surer_than_one_that_was_wrong_is_marked_for_review(records: Records) -> None:
    for confidence, marked in ((0.95, True), (0.89, False)):
        learned = lesson(Kind.THRESHOLD, "renewal_date", None, None, confidence)
        [write], _ = written(records, contract(renewal_date="2027-04-01"), lessons=[learned])
        assert write.draft.origin is not None
        assert write.draft.origin.needs_review is marked
