"""Verdicts and amounts line by line, over agreements of many trades."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from service.agreements.terms import ContractTerm, Effective
from service.coverage.coverage import Sources, check
from service.coverage.verdict import Coverage, LineVerdict
from tests.fakes.terms import (
    agreement,
    allowance,
    anything_else,
    cap,
    defined,
    discount,
    excluded,
    fee,
    hours,
    included,
    judged,
    labour,
    line,
    note,
    part,
    pin,
    rate,
    warranty,
    work,
)


def told(coverage: Coverage) -> list[tuple[str, str | None]]:
    return [
        (one.verdict.value, None if one.customer_pays is None else str(one.customer_pays)) for one in coverage.lines
    ]


def only(coverage: Coverage) -> LineVerdict:
    (one,) = coverage.lines
    return one


def test_without_an_agreement_in_force_the_list_price_is_due() -> None:
    coverage = judged(work(part("Capacitor", "84"), day=date(2027, 3, 1)), agreement(included("all parts and labor")))
    assert told(coverage) == [("no_agreement", "84.00")]
    assert coverage.summary == "No agreement is in force; list price $84.00."


def test_why_no_agreement_held_is_said_and_cited() -> None:
    term = ContractTerm(
        pin("This plan runs from January 1 to December 31, 2026."), start=date(2026, 1, 1), end=date(2026, 12, 31)
    )
    one = only(judged(work(part("Capacitor", "84"), day=date(2027, 3, 1)), agreement(included("repairs"), term)))
    assert one.reason == "no agreement was in force: “Service Plan” ended on 2026-12-31"
    assert [citation.quote for citation in one.citations] == ["This plan runs from January 1 to December 31, 2026."]


def test_a_clause_that_cannot_be_found_again_decides_nothing() -> None:
    plan = agreement(included("all repairs"))
    sources = Sources(lambda _, on: [Effective(plan, on, plan.terms)], cite=lambda _: None)
    (one,) = check(work(part("Capacitor", "84")), sources).lines
    assert (one.verdict, one.customer_pays, one.confidence) == ("unclear", None, 0.0)


def test_an_included_repair_costs_nothing_and_cites_its_clause() -> None:
    one = only(
        judged(work(part("Condenser fan motor", "240")), agreement(included("repairs to the central air conditioner")))
    )
    assert (one.verdict, one.customer_pays, one.covered_amount) == ("covered", Decimal("0.00"), Decimal("240.00"))
    assert one.citations[0].quote == "repairs to the central air conditioner is included."
    assert one.citations[0].n == 1


def test_a_named_part_beats_the_system_it_belongs_to() -> None:
    plan = agreement(included("all parts of the air conditioner"), excluded("compressors and coils"))
    coverage = judged(work(part("Compressor, 3 ton", "1400"), part("Condenser fan motor", "240")), plan)
    assert told(coverage) == [("not_covered", "1400.00"), ("covered", "0.00")]


def test_an_exception_to_an_exclusion_beats_the_exclusion() -> None:
    plan = agreement(included("furnace repairs"), excluded("heat exchangers and igniters", exceptions=("igniters",)))
    coverage = judged(work(part("Hot surface igniter", "92"), part("Heat exchanger", "900")), plan)
    assert told(coverage) == [("covered", "0.00"), ("not_covered", "900.00")]


def test_cleaning_a_thing_is_not_replacing_it() -> None:
    plan = agreement(included("cleaning of the condenser coil and checking refrigerant"), anything_else())
    coverage = judged(work(line("Clean condenser coil"), line("Condenser coil replacement", price="800")), plan)
    assert told(coverage) == [("covered", "0.00"), ("not_covered", "800.00")]


def test_parts_and_labour_go_by_their_own_terms() -> None:
    plan = agreement(included("labor to repair the furnace", part="labour"), discount("15", "parts", "parts"))
    coverage = judged(work(part("Inducer motor", "310"), labour("2", "130"), title="Furnace, no heat"), plan)
    assert told(coverage) == [("partially_covered", "263.50"), ("covered", "0.00")]


def test_one_price_for_part_and_labour_is_unclear_when_only_parts_are_reduced() -> None:
    plan = agreement(discount("10", "parts", "parts"))
    one = only(
        judged(work(line("Faucet replacement", price="340", category="SERVICE", description="parts and labor")), plan)
    )
    assert one.verdict == "unclear"
    assert "how much of" in one.reason


def test_a_discount_on_billable_work_covers_a_part() -> None:
    plan = agreement(allowance("tune-ups", 2, "visit", "year"), discount("10", "both", "repairs"))
    one = only(judged(work(part("Flame sensor", "74")), plan))
    assert (one.verdict, one.customer_pays, one.covered_amount) == (
        "partially_covered",
        Decimal("66.60"),
        Decimal("7.40"),
    )


def test_a_contract_rate_fixes_the_price_without_covering() -> None:
    plan = agreement(rate("labor", "110"), discount("12", "parts", "parts"))
    coverage = judged(work(labour("3", "130"), part("Ball valve", "46")), plan)
    assert told(coverage) == [("not_covered", "330.00"), ("partially_covered", "40.48")]


def test_after_hours_multiples_may_cost_more_than_list() -> None:
    plan = agreement(rate("labor", "118", minimum="1"), rate("labor", multiple="2", when="weekend"), hours())
    one = only(judged(work(labour("2", "195", "After-hours labor"), day=date(2026, 6, 14)), plan))
    assert (one.verdict, one.customer_pays, one.covered_amount) == ("not_covered", Decimal("472.00"), Decimal("0.00"))


def test_a_minimum_is_charged_for_a_short_call() -> None:
    plan = agreement(rate("labor", "100", minimum="2"))
    assert told(judged(work(labour("0.5", "130")), plan)) == [("not_covered", "200.00")]


def test_cost_plus_asks_for_the_cost_when_it_is_not_known() -> None:
    plan = agreement(rate("materials", multiple="1.2", unit="cost"))
    known, unknown = judged(
        work(line("Pressure regulator", price="98", category="PRODUCT", cost="62"), part("Elbow", "9")), plan
    ).lines
    assert (known.verdict, known.customer_pays) == ("not_covered", Decimal("74.40"))
    assert unknown.verdict == "unclear"


def test_an_allowance_counts_what_earlier_visits_of_its_period_used() -> None:
    plan = agreement(included("tune-ups"), allowance("tune-ups", 2, "visit", "year"), discount("10", "both", "service"))
    before = [work(line("AC tune-up", price="129"), day=date(2026, month, 5), job=f"job-{month}") for month in (2, 4)]
    coverage = judged(work(line("AC tune-up", price="129"), earlier=before), plan)
    assert told(coverage) == [("partially_covered", "116.10")]
    assert told(judged(work(line("AC tune-up", price="129"), earlier=before[:1]), plan)) == [("covered", "0.00")]


def test_an_allowance_begins_anew_with_the_contract_year() -> None:
    plan = agreement(allowance("tune-ups", 1, "visit", "year"), start=date(2025, 4, 1), end=date(2027, 3, 31))
    before = work(line("AC tune-up"), day=date(2026, 3, 20), job="job-0")
    assert told(judged(work(line("AC tune-up"), day=date(2026, 4, 2), earlier=[before]), plan)) == [("covered", "0.00")]


def test_pounds_past_the_allowance_cost_what_the_contract_asks_for_more() -> None:
    clause = "The first 10 pounds of refrigerant each year are included; each additional pound is $68.00."
    plan = agreement(
        allowance("refrigerant", 10, "pound", "year", clause), rate("additional pound", "68.00", "pound", quote=clause).__class__(
            allowance("refrigerant", 10, "pound", "year", clause).pin, what="each additional pound", amount=Decimal("68.00"), unit="pound")
    )  # fmt: skip
    april = work(part("Refrigerant R-410A", "95", "6"), day=date(2026, 4, 15), job="job-0")
    coverage = judged(work(part("Refrigerant R-410A", "95", "7"), earlier=[april]), plan)
    assert told(coverage) == [("partially_covered", "204.00")]


def test_one_visit_draws_once_however_many_lines_it_has() -> None:
    plan = agreement(allowance("maintenance visits", 1, "visit", "year"))
    coverage = judged(work(line("Furnace maintenance visit"), line("AC maintenance visit")), plan)
    assert told(coverage) == [("covered", "0.00"), ("covered", "0.00")]


def test_a_yearly_cap_is_used_up_in_the_order_of_the_repairs() -> None:
    plan = agreement(included("plumbing repairs, parts and labor"), cap("500", "year"))
    first = work(part("Sump pump", "400"), day=date(2026, 5, 1), job="job-0")
    coverage = judged(work(part("Copper pipe", "250"), earlier=[first]), plan)
    assert told(coverage) == [("partially_covered", "150.00")]


def test_a_deductible_is_due_once_a_visit() -> None:
    plan = agreement(included("breakdown repairs of the dishwasher"), fee("75", "deductible"))
    coverage = judged(work(part("Dishwasher pump", "180"), labour("1", "120"), title="Dishwasher"), plan)
    assert told(coverage) == [("partially_covered", "75.00"), ("covered", "0.00")]


def test_the_fee_on_a_line_of_its_own_is_the_customers() -> None:
    plan = agreement(included("repairs of the water heater"), fee("75", "trade call fee"))
    coverage = judged(
        work(part("Gas control valve", "310", description="Water heater"), line("Trade call fee", price="75")), plan
    )
    assert told(coverage) == [("covered", "0.00"), ("not_covered", "75.00")]


def test_a_fee_covers_the_rest_only_where_the_contract_says_so() -> None:
    call = work(line("Diagnostic", price="99", category="SERVICE"))
    eased = agreement(fee("59", "diagnostic fee", "You pay $59 for the diagnostic; the plan pays the rest."))
    fixed = agreement(fee("59", "diagnostic fee", "The diagnostic fee is $59."))
    assert told(judged(call, eased)) == [("partially_covered", "59.00")]
    assert told(judged(call, fixed)) == [("not_covered", "59.00")]


def test_a_waived_trip_charge_says_nothing_of_labor() -> None:
    plan = agreement(included("trip charge", "No trip charge is made for members."), rate("labor", "120"))
    coverage = judged(work(line("Trip charge", price="69", category="SERVICE"), labour("1", "130")), plan)
    assert told(coverage) == [("covered", "0.00"), ("not_covered", "120.00")]


FREEZE = agreement(included("plumbing repairs"), excluded("damage", causes=("freezing", "misuse")))


def test_an_excluded_cause_that_happened_excludes_and_cites_the_note() -> None:
    job = work(part("Copper pipe", "96"), notes=[note("Pipe froze overnight and split.")])
    one = only(judged(job, FREEZE))
    assert (one.verdict, one.customer_pays) == ("not_covered", Decimal("96.00"))
    assert ("Note", "note-1") in {(citation.record_type, citation.record_id) for citation in one.citations}


@pytest.mark.parametrize("text", ["Pinhole leak, old copper.", "Not freeze damage, just worn.", ""])
def test_an_excluded_cause_that_did_not_happen_excludes_nothing(text: str) -> None:
    assert told(judged(work(part("Copper pipe", "96"), notes=[note(text)]), FREEZE)) == [("covered", "0.00")]


@pytest.mark.parametrize("text", ["Might have frozen, not sure.", "Split pipe, frozen? needs a look."])
def test_a_doubted_cause_is_unclear_and_says_what_would_tell(text: str) -> None:
    one = only(judged(work(part("Copper pipe", "96"), notes=[note(text)]), FREEZE))
    assert (one.verdict, one.customer_pays) == ("unclear", None)
    assert "whether the cause was" in one.reason


def test_two_notes_that_contradict_each_other_are_doubt() -> None:
    notes = [note("Pipe froze and split."), note("No sign of freezing, corroded.", id="note-2")]
    assert only(judged(work(part("Copper pipe", "96"), notes=notes), FREEZE)).verdict == "unclear"


def test_reductions_on_such_repairs_do_not_reach_excluded_work() -> None:
    plan = agreement(
        discount("15", "parts", "parts installed in such repairs"), excluded("damage", causes=("freezing",))
    )
    job = work(part("Copper pipe", "100"), notes=[note("froze and split")])
    assert told(judged(job, plan)) == [("not_covered", "100.00")]


def test_a_condition_on_hours_turns_the_inclusion_off_at_night() -> None:
    plan = agreement(
        included("labor", part="labour", condition="during regular business hours"),
        rate("labor", "150", when="after_hours"),
        hours(),
    )
    assert told(judged(work(labour("2", "130")), plan)) == [("covered", "0.00")]
    assert told(judged(work(labour("2", "130"), start=time(20)), plan)) == [("not_covered", "300.00")]


def test_months_in_the_clause_bound_what_it_gives() -> None:
    said = "Labor on the boiler is included between October and the end of April."
    plan = agreement(included("labor on the boiler", said, "labour"), rate("labor", "100"))
    winter = work(labour("1", "130"), day=date(2026, 2, 3), title="Boiler")
    summer = work(labour("1", "130"), day=date(2026, 7, 3), title="Boiler")
    assert told(judged(winter, plan)) == [("covered", "0.00")]
    assert told(judged(summer, plan)) == [("not_covered", "100.00")]


def test_defined_equipment_is_read_for_what_it_means() -> None:
    plan = agreement(
        included("labor and parts to repair Listed Equipment"),
        anything_else(),
        defined("Listed Equipment", "the gas furnace and the water heater"),
    )
    coverage = judged(work(part("Flame sensor", "74"), part("Sump pump", "280")), plan)
    assert told(coverage) == [("covered", "0.00"), ("not_covered", "280.00")]


def test_where_no_clause_includes_excludes_or_prices_it_a_line_is_unclear_with_the_question_to_ask() -> None:
    plan = agreement(included("weekly mowing and edging", section="Services included"))
    one = only(judged(work(line("Tree removal", price="600")), plan))
    assert (one.verdict, one.customer_pays) == ("unclear", None)
    assert one.question.startswith("Read the agreement for “Tree removal”")


def test_an_agreement_that_includes_no_work_bills_all_of_it() -> None:
    one = only(judged(work(line("Tree removal", price="600")), agreement(discount("10", "both", "pruning"))))
    assert (one.verdict, one.customer_pays) == ("not_covered", Decimal("600.00"))
    assert one.confidence < 0.7


def test_a_line_nobody_can_place_is_unclear() -> None:
    plan = agreement(included("weekly mowing and edging"))
    assert only(judged(work(line("Miscellaneous", price="60")), plan)).verdict == "unclear"


def test_a_list_of_equipment_alone_covers_nothing() -> None:
    scope = included("the rooftop units", "The rooftop units.", section="Plan > What is it about?")
    plan = agreement(scope, discount("10", "parts", "parts"))
    assert told(judged(work(part("Fan belt", "50", description="Rooftop unit")), plan)) == [
        ("partially_covered", "45.00")
    ]


@pytest.mark.parametrize(
    ("wanted", "name", "what"),
    [
        ("covered", "Quarterly general pest treatment", "quarterly pest control service"),
        ("covered", "Ant treatment, re-service", "treatment for ants, spiders and roaches"),
        ("covered", "Sprinkler head replacement", "replacement of broken sprinkler heads"),
        ("covered", "Weekly pool cleaning", "weekly pool service"),
        ("covered", "Chlorine tabs", "standard chemicals"),
        ("covered", "Inside oven cleaning", "inside of appliances"),
        ("not_covered", "Termite treatment", "quarterly pest control service"),
        ("not_covered", "Salt cell replacement", "weekly pool service"),
        ("not_covered", "Interior window washing", "routine house cleaning"),
        ("not_covered", "Aeration", "weekly mowing"),
    ],
)
def test_trades_are_told_apart(wanted: str, name: str, what: str) -> None:
    assert only(judged(work(line(name, price="80")), agreement(included(what), anything_else()))).verdict == wanted


def test_a_repair_that_failed_under_warranty_is_repeated_free() -> None:
    plan = agreement(
        discount("10", "parts", "parts"),
        rate("labor", "100"),
        warranty(
            "repairs", 90, "day", quote="Repairs are repeated free of charge, parts, labor and travel, within 90 days."
        ),
    )
    april = work(part("Contactor", "56"), labour("1", "130"), day=date(2026, 4, 22), job="job-0")
    again = note("contactor we put in April 22 welded, factory defect")
    coverage = judged(work(part("Contactor", "56"), labour("1", "130"), notes=[again], earlier=[april]), plan)
    assert told(coverage) == [("covered", "0.00"), ("covered", "0.00")]
    other = judged(
        work(part("Contactor", "56"), notes=[note("lightning took the contactor we put in")], earlier=[april]), plan
    )
    assert told(other) == [("partially_covered", "50.40")]


def test_of_two_agreements_the_one_that_speaks_for_the_line_judges_it() -> None:
    heating = agreement(included("furnace repairs"), document="heating.pdf")
    pests = agreement(included("quarterly pest control"), document="pests.pdf")
    coverage = judged(work(line("General pest treatment"), part("Flame sensor", "74")), heating, pests)
    assert [one.agreement_id for one in coverage.lines] == ["pests.pdf", "heating.pdf"]
    assert told(coverage) == [("covered", "0.00"), ("covered", "0.00")]
    assert any("2 agreements" in warning for warning in coverage.warnings)


def test_a_price_for_nothing_in_particular_prices_no_part() -> None:
    nests = rate(what="labor", amount="265", unit="each", quote="Every later nest is billed at $265.00.")
    coverage = judged(work(part("Gutter section", "65")), agreement(nests))
    assert told(coverage) == [("not_covered", "65.00")]


def test_a_thing_somebody_drove_into_is_left_out_and_nothing_beside_it() -> None:
    panels = excluded("panels somebody drove into")
    job = work(part("Garage door panel", "540"), part("Photo eye", "45"), notes=[note("son backed the truck into it")])
    coverage = judged(job, agreement(included("photo eyes"), panels))
    assert told(coverage) == [("not_covered", "540.00"), ("covered", "0.00")]


@pytest.mark.parametrize(
    ("quantity", "name", "pays"), [("1.5", "Repair labor", "66.00"), ("2", "Repair labor, quarter hour", "22.00")]
)
def test_a_price_by_the_quarter_hour_counts_hours_by_four_and_quarters_by_one(
    quantity: str, name: str, pays: str
) -> None:
    coverage = judged(work(labour(quantity, "30", name)), agreement(rate("labor", "11", unit="quarter-hour")))
    assert str(coverage.lines[0].customer_pays) == pays
