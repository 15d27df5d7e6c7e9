"""What a price is a price of: goods and hours, waiting, what others sell, parts of one price, hours paid ahead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service.agreements.terms import Inclusion, Rate
from tests.fakes.terms import (
    agreement,
    allowance,
    discount,
    excluded,
    fee,
    included,
    judged,
    labour,
    line,
    part,
    pin,
    rate,
    work,
)
from tests.service.coverage.test_verdicts import only, told


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Pool pump seal", "partially_covered"), ("Clear a pool filter", "unclear"), ("Permit", "unclear")],
)
def test_a_line_that_names_a_thing_and_no_work_is_a_part_whatever_it_is_filed_under(name: str, wanted: str) -> None:
    plan = agreement(discount("10", "parts", "parts"), included("lawn mowing"))

    assert only(judged(work(line(name, category="SERVICE")), plan)).verdict == wanted


def test_what_others_sell_is_reduced_by_no_clause_that_does_not_name_it() -> None:
    permit, given = line("Permit", price="80", category="SERVICE"), included("lawn mowing")

    assert only(judged(work(permit), agreement(given, discount("12", what="everything else")))).verdict == "unclear"
    assert told(judged(work(permit), agreement(discount("12", what="permits")))) == [("partially_covered", "70.40")]


def test_a_price_for_waiting_is_no_price_of_work() -> None:
    waiting = rate("half hour we wait", "25", unit="half-hour")

    assert only(judged(work(labour("2")), agreement(waiting, included("gutter cleaning")))).verdict == "unclear"


def test_a_flat_price_for_putting_a_thing_in_is_one_for_the_hours_of_it() -> None:
    plan = agreement(rate("Installing a faucet", "98", unit="each"), rate("time", "120"))
    job = work(part("Faucet", "260"), line("Install faucet", price="150", category="SERVICE"))

    assert told(judged(job, plan))[1] == ("not_covered", "98.00")


def test_materials_for_such_work_are_those_of_what_the_sentence_spoke_of() -> None:
    sentence = "Work on the radiators is $90 an hour, and materials for such work are at list less 15%."
    plan = agreement(discount("15", "materials", "materials for such work", sentence), included("boiler inspections"))

    assert told(judged(work(part("Radiator valve", "40")), plan)) == [("partially_covered", "34.00")]
    assert only(judged(work(part("Toilet flapper", "20")), plan)).verdict == "unclear"


def test_parts_are_carried_or_billed_by_what_each_costs() -> None:
    cheap = Inclusion(pin("Parts with a list price under $50 | in the fee"), what="Parts with a list price under $50")
    plan = agreement(cheap, excluded("Parts of $50 and more", "Parts of $50 and more are billed at list."))

    found = judged(work(part("Skimmer basket", "24"), part("Pump motor", "210")), plan)

    assert told(found) == [("covered", "0.00"), ("not_covered", "210.00")]


def test_an_exclusion_whose_proviso_fails_does_not_even_hint() -> None:
    plan = agreement(excluded("Parts of $50 and more", "Parts of $50 and more are billed at list."))

    assert only(judged(work(part("Skimmer basket", "24")), plan)).verdict == "unclear"


def test_hours_bought_ahead_are_drawn_on_till_they_are_gone() -> None:
    bought = allowance("labor", 10, "hour", "term", "You bought 10 hours of our time for $800.")
    after = Rate(pin("Once the 10 hours are gone, time is $95 an hour.", "Allowances"), what="time", amount=Decimal(95))
    plan = agreement(bought, after)
    may = work(labour("8"), day=date(2026, 5, 4), job="job-0")

    assert told(judged(work(labour("4"), earlier=[may]), plan)) == [("partially_covered", "190.00")]


def test_a_service_told_in_hours_draws_on_hours_that_are_free() -> None:
    plan = agreement(allowance("fence faults", 1, "hour", "visit"), rate("fence faults", "80"))
    tracing = line("Fence fault tracing", "3", "90", "SERVICE", "3 h")

    assert told(judged(work(tracing), plan)) == [("partially_covered", "160.00")]


def test_once_so_many_a_year_are_used_up_the_reduction_for_more_applies() -> None:
    row = "Gutter cleaning | $110 | one a year in the dues; more at 20% off"
    plan = agreement(
        allowance("Gutter cleaning", 1, "time", "year", row),
        rate("Gutter cleaning", "110", unit="each", quote=row),
        discount("20", what="Gutter cleaning", quote=row),
    )
    gutters = line("Gutter cleaning", price="110", category="SERVICE")
    spring = work(gutters, day=date(2026, 4, 6), job="job-0")

    assert told(judged(work(gutters), plan)) == [("covered", "0.00")]
    assert told(judged(work(gutters, earlier=[spring]), plan)) == [("partially_covered", "88.00")]


def test_what_comes_with_the_visit_is_free_though_a_clause_prices_such_parts() -> None:
    given = Inclusion(pin("Stove gaskets come with the cleaning."), what="Stove gaskets")

    assert told(judged(work(part("Stove gasket", "30")), agreement(given, discount("10", "parts", "parts")))) == [
        ("covered", "0.00")
    ]


def test_a_part_is_no_part_of_another_service_of_its_job() -> None:
    plan = agreement(allowance("deep cleans of the filter", 2, "time", "year"), discount("10", "parts", "parts"))
    job = work(part("Pump lid O-ring", "20"), title="Filter deep clean, lid leak")

    assert told(judged(job, plan)) == [("partially_covered", "18.00")]


def test_hours_that_name_a_part_of_the_job_went_with_that_part() -> None:
    plan = agreement(included("labor to replace faucets", part="labour"), rate("time", "90"))
    hours = line("Labor, faucet", "1", "120", "SERVICE")
    job = work(part("Faucet", "200"), part("Toilet flapper", "20"), hours)

    assert told(judged(job, plan))[2] == ("covered", "0.00")


def test_hours_bought_for_whatever_comes_do_not_pay_what_has_a_price_by_its_name() -> None:
    bought = allowance("labor", 10, "hour", "term", "You bought 10 hours of our time for $800.")
    lift = line("Chimney camera, 2 h", "2", "90", "SERVICE")
    plan = agreement(
        bought, rate("chimney camera", "75", quote="Never drawn on the hours: a chimney camera ($75 an hour).")
    )

    assert told(judged(work(lift), plan)) == [("not_covered", "150.00")]


def test_waiting_went_with_no_part_of_the_job() -> None:
    plan = agreement(
        included("labor to replace faucets", part="labour"), rate("half hour we wait", "25", unit="half-hour")
    )
    waited = line("Waiting, half hour", "2", "30", "SERVICE")

    assert told(judged(work(part("Faucet", "200"), waited), plan))[1] == ("not_covered", "50.00")


def test_a_fee_that_is_waived_at_a_time_is_not_asked_then() -> None:
    plan = agreement(
        fee("89", "diagnostic fee", quote="The $89 diagnostic fee is waived on weekdays.", waived_when="on weekdays")
    )
    job = line("Diagnostic fee", price="89", category="SERVICE")

    assert told(judged(work(job), plan)) == [("covered", "0.00")]
    assert told(judged(work(job, day=date(2026, 6, 13)), plan)) == [("not_covered", "89.00")]
