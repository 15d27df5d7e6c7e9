from __future__ import annotations

import pytest

from ingest.jobber.actions import NewField
from ingest.jobber.records import CustomFieldConfiguration
from service.extraction.contract_types import contract_type
from service.extraction.field_map import FieldMapFaulty, dump, load
from service.extraction.mapping import Mapping, propose
from service.extraction.onboarding import missing

RENEWAL = CustomFieldConfiguration("f-1", "Renewal date", "ALL_CLIENTS")
VALUE = CustomFieldConfiguration("f-2", "Contract value", "ALL_CLIENTS", "NUMERIC", unit="$")
BILLING = CustomFieldConfiguration("f-3", "Billing", "ALL_JOBS", "DROPDOWN", options=("Monthly", "Yearly"))
OLD = CustomFieldConfiguration("f-4", "Old date", "ALL_CLIENTS", archived=True)
SIZE = CustomFieldConfiguration("f-5", "Lot size", "ALL_PROPERTIES", "AREA", unit="ft")
ACCOUNT = [RENEWAL, VALUE, BILLING, OLD, SIZE]


def entry(contract_field: str, custom_field: str, on: str = "clients", more: str = "") -> str:
    return f"fields:\n  - {{contract_field: {contract_field}, custom_field: {custom_field}, of: {on}{more}}}\n"


def test_the_file_of_what_was_proposed_says_the_same_again_and_lists_what_takes_nothing() -> None:
    proposed = propose(ACCOUNT)
    text = dump(proposed, ACCOUNT)
    assert [(each.field, each.configuration) for each in load(text, ACCOUNT)] == [
        (each.field, each.configuration) for each in proposed
    ]
    assert "#   properties: Lot size (AREA ft)" in text
    assert "Old date" not in text


def test_a_person_may_map_another_field_and_give_a_dropdown_its_words() -> None:
    [mapping] = load(entry("billing_frequency", "billing", "jobs", ", words: {annual: Yearly}"), ACCOUNT)
    assert mapping == Mapping("billing_frequency", BILLING, words={"annual": "Yearly"})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("fields: [", "no YAML"),
        ("[]", "needs a list `fields`"),
        (entry("renewal_day", "Renewal date"), "no contract field 'renewal_day'"),
        (entry("renewal_date", "Renewal"), "has no custom field 'Renewal' on clients"),
        (entry("renewal_date", "Renewal date", "quotes"), "`of` is one of clients"),
        (entry("renewal_date", "Old date"), "archived"),
        (entry("renewal_date", "Contract value"), "cannot hold renewal_date"),
        (entry("renewal_date", "Renewal date", more=", type: NUMERIC"), "is TEXT in Jobber, not NUMERIC"),
        (entry("renewal_date", "Renewal date", more=", unit: ft"), "'unit' is nothing an entry has"),
        (entry("billing_frequency", "Billing", "jobs", ", words: {annual: Annually}"), "has no option 'Annually'"),
    ],
)
def test_a_file_that_does_not_fit_the_account_is_refused_with_what_is_wrong(text: str, fault: str) -> None:
    with pytest.raises(FieldMapFaulty, match=fault):
        load(text, ACCOUNT)


def test_every_fault_is_told_at_once_and_no_custom_field_is_taken_twice() -> None:
    text = entry("renewal_date", "Renewal date") + entry("end_date", "Renewal date").removeprefix("fields:\n")
    with pytest.raises(FieldMapFaulty, match="named twice"):
        load(text, ACCOUNT)
    with pytest.raises(FieldMapFaulty) as refused:
        load(entry("nothing", "Nowhere") + entry("never", "Nowhere").removeprefix("fields:\n"), ACCOUNT)
    assert len(refused.value.faults) == 4


def test_onboarding_makes_those_of_the_five_that_nothing_takes() -> None:
    wanted = missing("clients", propose(ACCOUNT), ACCOUNT)
    assert [field.name for field in wanted] == ["Agreement billing", "Covered services", "Approval threshold"]
    assert wanted[2] == NewField("Approval threshold", "ALL_CLIENTS", "NUMERIC", "$")
    assert len(missing("properties", propose(ACCOUNT), ACCOUNT)) == 5


@pytest.mark.parametrize(
    ("services", "file", "trade"),
    [
        (["Quarterly pest control", "rodent bait stations"], None, "pest"),
        (["boiler", "water heater", "furnace"], "plan.pdf", "hvac"),
        ([], "Lawn_Care-2026.pdf", "lawn"),
        (["everything"], "agreement.pdf", "other"),
    ],
)
def test_the_trade_of_a_contract_is_told_from_its_services_else_from_its_file(
    services: list[str], file: str | None, trade: str
) -> None:
    assert contract_type(services, file) == trade
