from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document, compile_text
from service.agreements.terms import (
    Allowance,
    ApprovalThreshold,
    Billing,
    BusinessHours,
    Cap,
    ContractValue,
    CoveredEquipment,
    CoveredProperty,
    Discount,
    Escalator,
    Exclusion,
    Inclusion,
    Jurisdiction,
    NotToExceed,
    Party,
    Rate,
    Renewal,
    ResponseTime,
    ServiceFee,
    ServiceType,
    Termination,
    Warranty,
)  # fmt: skip
from tests.service.agreements.contracts import NAMES, compiled, of, text


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_verbatim_at_its_offsets(name: str) -> None:
    source = text(name)
    for term in compiled(name).terms:
        assert source[term.pin.start : term.pin.end] == term.pin.quote


@pytest.mark.parametrize("name", NAMES)
def test_the_same_words_give_the_same_terms(name: str) -> None:
    assert compiled(name) == compiled(name)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("hvac_legal", date(2025, 7, 1), date(2028, 6, 30)), ("lawn_letter", date(2026, 4, 15), date(2026, 10, 31)),
        ("pest_form", date(2025, 6, 1), date(2026, 5, 31)), ("pool_schedule", date(2026, 1, 1), date(2026, 12, 31)),
        ("plumbing_plan", date(2025, 9, 1), date(2026, 8, 31)), ("cleaning_bullets", date(2026, 2, 2), date(2027, 2, 1)),
        ("appliance_table", date(2025, 4, 1), date(2026, 3, 31)), ("septic_note", date(2024, 5, 1), date(2027, 4, 30)),
        ("handyman_faq", date(2025, 10, 1), date(2026, 9, 30)), ("hvac_amendment", date(2026, 2, 1), None),
    ],
)  # fmt: skip
def test_first_and_last_day_are_read(name: str, first: date, last: date | None) -> None:
    agreement = compiled(name)
    assert (agreement.in_force_from, agreement.in_force_to) == (first, last)


@pytest.mark.parametrize(
    ("name", "auto", "count", "unit", "notice"),
    [
        ("hvac_legal", True, 1, "year", 60), ("pest_form", True, 12, "month", 30), ("pool_schedule", True, 1, "month", 30),
        ("plumbing_plan", True, 1, "year", 15), ("cleaning_bullets", True, 1, "year", 30), ("handyman_faq", True, 1, "month", 14),
        ("appliance_table", False, None, "", None), ("septic_note", False, None, "", None),
    ],
)  # fmt: skip
def test_renewals_are_read(name: str, auto: bool, count: int | None, unit: str, notice: int | None) -> None:
    (renewal,) = of(compiled(name), Renewal)
    assert (renewal.auto, renewal.count, renewal.unit, renewal.notice_days) == (auto, count, unit, notice)


@pytest.mark.parametrize(
    ("name", "amount", "per", "frequency"),
    [
        ("hvac_legal", "7440.00", "year", "quarterly"), ("lawn_letter", "1960.00", "season", "monthly"), ("pest_form", "124.00", "quarter", "per_visit"),
        ("plumbing_plan", "228.00", "year", "annual"), ("pool_schedule", "410.00", "month", "monthly"), ("handyman_faq", "59.00", "month", "monthly"),
    ],
)  # fmt: skip
def test_price_and_billing_are_read(name: str, amount: str, per: str, frequency: str) -> None:
    agreement = compiled(name)
    value = max(of(agreement, ContractValue), key=lambda one: one.pin.confidence)
    billing = max(of(agreement, Billing), key=lambda one: one.pin.confidence)
    assert (str(value.amount), value.per, billing.frequency) == (amount, per, frequency)


@pytest.mark.parametrize(
    ("name", "excluded"),
    [
        ("hvac_legal", {"ductwork", "controls wiring", "replacement of complete units"}),
        ("lawn_letter", {"Tree limbs thicker than a broom handle", "flower beds behind the shed"}),
        ("pest_form", {"termites", "bed bugs", "carpenter bees"}),
        ("pool_schedule", {"Filter cartridges and sand", "Repair of pumps", "heaters"}),
        ("plumbing_plan", {"Sewer laterals outside the foundation", "water heaters", "cosmetic repairs"}),
        ("cleaning_bullets", {"Exterior windows", "Moving furniture over 40 lbs"}),
        ("appliance_table", {"Wine cooler", "Refrigerator (built-in): Ice maker"}),
        ("septic_note", {"drain field", "frozen lines", "anything the inspector orders changed"}),
        ("handyman_faq", {"Roof work", "electrical panels", "anything needing a permit"}),
    ],
)
def test_exclusions_are_read_from_sentences_lists_and_tables(name: str, excluded: set[str]) -> None:
    assert excluded <= {one.what for one in of(compiled(name), Exclusion)}


@pytest.mark.parametrize(
    ("name", "included"),
    [
        ("hvac_legal", {"filters and belts consumed"}), ("lawn_letter", {"blow out the beds and haul the leaves away"}),
        ("pest_form", {"ants", "paper wasps"}), ("pool_schedule", {"brush tile", "algaecide", "Empty skimmer and pump baskets"}),
        ("plumbing_plan", {"faucets", "toilets", "shut-off valves"}), ("cleaning_bullets", {"Empty trash and recycling"}),
        ("appliance_table", {"Dishwasher", "Range"}), ("septic_note", {"check the float and alarm each spring"}),
    ],
)  # fmt: skip
def test_inclusions_are_read_from_sentences_lists_and_tables(name: str, included: set[str]) -> None:
    assert included <= {one.what for one in of(compiled(name), Inclusion)}


def test_causes_exceptions_and_parts_narrow_coverage() -> None:
    legal = {one.what: one for one in of(compiled("hvac_legal"), Exclusion)}
    assert legal["repairs"].causes == ("acts of God", "power surge", "vandalism", "negligence of Customer")
    plan = {one.what: one for one in of(compiled("plumbing_plan"), Exclusion)}
    assert plan["water heaters"].exceptions == ("pressure relief valve",)
    assert plan["Anything not listed above as covered"].everything_else
    table = compiled("appliance_table")
    assert [one.part for one in of(table, Inclusion) if one.what == "Range"] == ["parts"]
    assert [one.part for one in of(table, Exclusion) if one.what == "Range"] == ["labour"]


@pytest.mark.parametrize(
    "said",
    [
        "Compressors, coils and damage by lightning are not covered.",
        "We do not cover compressors, coils or anything damaged by lightning.",
        "Compressors, coils, and repairs made necessary by lightning are billed separately.",
    ],
)
def test_a_cause_at_the_end_of_a_list_narrows_what_is_nothing_without_it(said: str) -> None:
    found = {one.what.casefold(): one.causes for one in of(compile_text(f"NOT INCLUDED\n{said}\n"), Exclusion)}
    assert found["compressors"] == found["coils"] == ()
    assert ("lightning",) in found.values()


def test_what_a_clause_says_broke_because_of_something_is_left_out_for_that_cause() -> None:
    said = "Ducts, thermostats, and whatever broke because a filter was not changed."
    found = {one.what: one.causes for one in of(compile_text(f"NOT INCLUDED\n{said}\n"), Exclusion)}
    assert found["whatever broke"] == ("filter was not changed",)


def test_a_fee_that_is_not_due_again_is_not_carried() -> None:
    said = "If the same trouble returns within 30 days, there is no new Trade Call Fee."
    assert of(compile_text(f"REPEAT CALLS\n{said}\n"), Inclusion) == []


def test_rates_know_their_hours_multiples_and_minimums() -> None:
    rates = {(one.when, one.amount, one.multiple, one.minimum) for one in of(compiled("hvac_legal"), Rate)}
    assert ("regular", Decimal("142.00"), None, Decimal(2)) in rates
    assert ("after_hours", None, Decimal("1.5"), Decimal(2)) in rates
    assert ("holiday", None, Decimal(2), Decimal(2)) in rates
    technician = {one.when: one.amount for one in of(compiled("pool_schedule"), Rate) if "technician" in one.what}
    assert technician["regular"] == Decimal("118.00")
    assert technician["weekend"] == technician["holiday"] == Decimal("177.00")


def test_a_clock_of_multiples_keeps_the_contract_s_own_hours() -> None:
    agreement = compile_text(
        "RATES\nLabor $90.00 per hour.\nTime and a half: Mon-Fri 5:00 pm-9:00 pm; Saturdays\nDouble time: Sundays, holidays\n"
    )
    found = {(one.multiple, one.when, one.days, one.opens) for one in of(agreement, Rate) if one.multiple}
    assert (Decimal("1.5"), "after_hours", frozenset(range(5)), "17:00") in found
    assert (Decimal(2), "weekend", frozenset({6}), "") in found
    assert (Decimal(2), "holiday", None, "") in found


def test_fees_caps_discounts_and_allowances_are_read() -> None:
    plan = compiled("plumbing_plan")
    assert next((str(one.amount), one.waived_when) for one in of(plan, ServiceFee)) == (
        "65.00",
        "if we find nothing wrong",
    )
    assert {(str(one.amount), one.per) for one in of(plan, Cap)} == {("750.00", "visit"), ("2000.00", "year")}
    legal = compiled("hvac_legal")
    assert {(int(one.percent), one.applies_to) for one in of(legal, Discount)} == {(15, "parts"), (10, "labour")}
    assert {(int(one.count), one.unit, one.per) for one in of(legal, Allowance)} >= {
        (4, "visit", "year"),
        (6, "hour", "quarter"),
    }
    assert {(int(one.percent), one.applies_to) for one in of(compiled("septic_note"), Discount)} == {(25, "parts")}


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("hvac_legal", "500.00"),
        ("lawn_letter", "250.00"),
        ("appliance_table", "500.00"),
        ("septic_note", "300.00"),
        ("handyman_faq", "200.00"),
    ],
)
def test_approval_thresholds_are_read_in_plain_and_legal_words(name: str, amount: str) -> None:
    assert [str(one.amount) for one in of(compiled(name), ApprovalThreshold)] == [amount]


def test_approval_names_who_and_how() -> None:
    (threshold,) = of(compiled("hvac_legal"), ApprovalThreshold)
    assert (threshold.what, threshold.approver, threshold.form) == ("repair", "Customer's office manager", "written")
    (limit,) = of(compiled("pool_schedule"), NotToExceed)
    assert (str(limit.amount), limit.per) == ("400.00", "visit")


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("hvac_legal", {("emergency calls", 4, "hour"), ("all other service requests", 2, "business_day")}),
        (
            "plumbing_plan",
            {("Active leaks that cannot be shut off", 4, "hour"), ("All other calls", 1, "business_day")},
        ),
        ("pest_form", {("Call-backs", 2, "business_day")}),
        ("handyman_faq", {("leaks", 3, "hour"), ("rest", 5, "business_day")}),
        ("lawn_letter", set()),
    ],
)
def test_response_times_are_read(name: str, times: set[tuple[str, int, str]]) -> None:
    assert {(one.what, int(one.value), one.unit) for one in of(compiled(name), ResponseTime)} == times


def test_the_rest_of_a_legal_contract_is_read() -> None:
    legal = compiled("hvac_legal")
    assert [one.place for one in of(legal, Jurisdiction)] == ["Ohio"]
    assert [(one.role, one.name) for one in of(legal, Party)] == [
        ("contractor", "TRIDENT MECHANICAL SERVICES, INC."),
        ("customer", "LAKEVIEW DENTAL GROUP, P.C."),
    ]
    assert [(str(one.percent), one.per) for one in of(legal, Escalator)] == [("3", "year")]
    assert {(one.notice_days, one.fee) for one in of(legal, Termination)} == {(90, None), (None, Decimal("1250.00"))}
    assert [(one.days, one.opens, one.closes) for one in of(legal, BusinessHours)] == [
        (frozenset(range(5)), "08:00", "16:30")
    ]
    assert {(int(one.count), one.unit, one.part) for one in of(legal, Warranty)} == {
        (90, "day", "labour"),
        (1, "year", "parts"),
    }
    assert {one.what for one in of(legal, CoveredEquipment)} == {
        "RTU-1, Trane YSC060, 22181L4H",
        "RTU-2, Carrier 48TC, 3318G20",
    }
    assert {one.name for one in of(legal, ServiceType)} == {"heating", "cooling"}


def test_a_price_with_a_later_day_holds_from_that_day() -> None:
    agreement = compile_text(
        "MAINTENANCE AGREEMENT\nThis agreement begins on May 1, 2025 and runs for two years.\nLabor is $90.00 per hour. Beginning May 1, 2026 labor is $95.00 per hour.\n"
    )
    assert {(str(one.amount), one.since) for one in of(agreement, Rate)} == {
        ("90.00", None),
        ("95.00", date(2026, 5, 1)),
    }


def at_first(address: str, _sentence: str) -> list[str]:
    return ["p1"] if address == "<ADDRESS_ab12cd>" else []


def test_addresses_are_matched_to_properties() -> None:
    clauses = [
        ClauseText("c1", 1, "", "", "The premises are the home at <ADDRESS_ab12cd>."),
        ClauseText("c2", 2, "", "", "Mailing address: <ADDRESS_zz99zz>"),
    ]
    agreement = compile_document(DocumentFacts("d", client_id="k"), clauses, resolve_address=at_first)
    assert agreement.property_ids == ("p1",)
    assert [one.address for one in of(agreement, CoveredProperty)] == ["<ADDRESS_ab12cd>"]


def test_a_home_address_binds_only_where_the_agreement_holds_for_one_place() -> None:
    where = ClauseText("c1", 1, "", "", "Member: <PERSON_7f3kq2>, at home at <ADDRESS_ab12cd>.")
    only = ClauseText("c2", 2, "", "", "One membership, one address; a second address needs its own card.")
    assert compile_document(DocumentFacts("d"), [where], resolve_address=at_first).property_ids is None
    assert compile_document(DocumentFacts("d"), [where, only], resolve_address=at_first).property_ids == ("p1",)


def test_pseudonyms_are_parties() -> None:
    clause = ClauseText(
        "c1", 1, "", "", 'This agreement is between Harbor Air Inc. ("Contractor") and <PERSON_7f3kq2> ("Customer").'
    )
    parties = of(compile_document(DocumentFacts("d"), [clause]), Party)
    assert [(one.name, one.role) for one in parties] == [
        ("Harbor Air Inc.", "contractor"),
        ("<PERSON_7f3kq2>", "customer"),
    ]


def test_liability_insurance_and_interest_are_no_prices() -> None:
    agreement = compile_text(
        "Contractor carries insurance of $1,000,000. Liability is limited to $5,000.00. Late invoices bear 1.5% interest per month.\n"
    )
    assert not of(agreement, Cap) + of(agreement, ContractValue) + of(agreement, Rate) + of(agreement, Discount)


def test_a_document_without_terms_says_so() -> None:
    assert compile_text("Thank you for your visit.").warnings == ("no effective date is stated", "no terms were found")


def test_no_pattern_runs_away_on_a_legal_contract() -> None:
    """A pattern that tries every way takes minutes; a third of a second of the processor's time is usual."""
    source = text("hvac_legal")
    started = time.process_time()
    compile_text(source)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("street", ["402 Linden Boulevard", "7 Mill Alley", "1450 East Quarry Ridge"])
def test_a_place_of_service_is_told_whatever_its_street_is_called(street: str) -> None:
    plan = compile_text(f"\"Premises\" means the Owner's shop at 18 Oak Street and the Owner's clinic at {street}.")
    assert street in [one.address for one in of(plan, CoveredProperty)]


def test_what_is_said_of_one_thing_is_said_of_the_next_by_so_and_nor() -> None:
    plan = compile_text(
        "Venting and piping are your responsibility, and so are repairs after anyone else has opened it."
    )
    assert [one.what for one in of(plan, Exclusion)] == ["Venting and piping", "repairs"]
    assert of(plan, Exclusion)[1].causes


def test_a_price_beside_a_member_of_a_list_is_that_members() -> None:
    plan = compile_text("Not in the monthly price: salt, filter cleaning ($95 each), and repair of pumps.")
    assert [(one.what, one.amount) for one in of(plan, Rate)] == [("filter cleaning", Decimal(95))]
    assert not of(plan, ContractValue)


def test_a_fee_nobody_asks_for_is_named_without_its_verb() -> None:
    plan = compile_text("No trip charge is made for a repair visit.")
    assert [one.what for one in of(plan, Inclusion)] == ["trip charge for a repair visit"]
