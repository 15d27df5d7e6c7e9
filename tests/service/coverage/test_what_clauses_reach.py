"""How far a clause reaches: promises for wear alone, limits of one promise, shares, prices of other times and other work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from service.agreements.terms import Inclusion, Rate
from tests.fakes.terms import (
    agreement,
    allowance,
    cap,
    defined,
    discount,
    excluded,
    fee,
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
from tests.service.coverage.test_verdicts import only, told

WEAR = included("labor and parts to put right a Breakdown")
BREAKDOWN = defined("Breakdown", "a failure of the furnace to operate that results from ordinary wear")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("bearing worn", "covered"), ("took the hit in Sunday's surge", "not_covered"), ("maybe lightning", "unclear")],
)
def test_what_is_promised_for_wear_alone_is_not_promised_for_damage_from_outside(said: str, wanted: str) -> None:
    job = work(part("Furnace inducer motor", "310"), notes=[note(said)])

    assert only(judged(job, agreement(WEAR, BREAKDOWN, fee("0")))).verdict == wanted


def test_a_limit_in_the_sentence_of_a_promise_limits_that_promise() -> None:
    sentence = "Condenser parts are included until they come to $100.00 in a year."
    parts = Inclusion(pin(sentence), what="condenser parts", part="parts")
    plan = agreement(parts, cap("100", "year", quote=sentence), included("air filters"))

    coverage = judged(work(part("Condenser fan motor", "150"), part("Air filter", "20")), plan)

    assert told(coverage) == [("partially_covered", "50.00"), ("covered", "0.00")]


def test_a_share_is_borne_up_to_its_sum_over_the_season() -> None:
    sentence = "We bear half of the list price of the pool pump's parts, until our halves reach $100 in the year."
    plan = agreement(discount("50", what="pool pump", quote=sentence), cap("100", "year", quote=sentence))
    may = work(part("Pool pump motor", "160"), day=date(2026, 5, 4), job="job-0")

    june = judged(work(part("Pool pump motor", "160"), earlier=[may]), plan)
    july = judged(
        work(part("Pool pump motor", "160"), earlier=[may, work(part("Pool pump motor", "160"), job="job-2")],
             day=date(2026, 7, 1), job="job-3"), plan
    )  # fmt: skip

    assert told(june) == [("partially_covered", "140.00")]
    assert told(july) == [("not_covered", "160.00")]


def test_a_fee_of_nothing_is_covered() -> None:
    assert told(judged(work(line("Service call", price="89")), agreement(fee("0")))) == [("covered", "0.00")]


def test_a_deductible_is_no_price_of_the_work() -> None:
    share = fee("40", "leak repair", quote="On each visit with a leak repair, the first $40 is yours.")

    assert only(judged(work(line("Leak repair", price="190")), agreement(share))).verdict == "unclear"


def test_a_price_for_putting_in_is_none_of_the_thing() -> None:
    putting_in = rate("Installing a faucet", "98", unit="each")

    found = judged(work(part("Faucet", "260")), agreement(putting_in, discount("20", what="faucets")))

    assert told(found) == [("partially_covered", "208.00")]


def test_a_reduction_made_for_dear_items_goes_before_the_general_one() -> None:
    dear = discount(
        "6", what="single item listing above $1,000", quote="A single item listing above $1,000: list less 6%."
    )
    plan = agreement(discount("12", "materials", "materials"), dear)

    found = judged(work(part("Compressor", "1380"), part("Contactor", "50")), plan)

    assert told(found) == [("partially_covered", "1297.20"), ("partially_covered", "44.00")]


def test_hours_and_trip_are_repeated_free_though_the_warranty_gives_no_part() -> None:
    redo = warranty("our own work", 12, "month", "labour", "Labor to redo our own work is not billed, nor the truck.")
    march = work(part("Wax ring", "12"), labour("1"), day=date(2026, 3, 11), job="job-0")
    job = work(labour("1"), line("Trip charge", price="75"), part("Wax ring", "12"), notes=[note("our flange again")], earlier=[march])  # fmt: skip

    found = judged(job, agreement(redo, discount("10", "parts", "parts"), fee("55", "trip charge")))

    assert told(found) == [("covered", "0.00"), ("covered", "0.00"), ("partially_covered", "10.80")]


def test_left_out_hours_are_at_list_unless_the_rate_stands_beside_or_names_them() -> None:
    septic, hourly = excluded("septic tanks"), rate("time", "92")
    beside = Rate(pin("Such time is $92 an hour.", "Exclusions"), what="time", amount=Decimal(92))
    job = work(line("Labor, septic tank", "2", "129", "SERVICE"))

    assert told(judged(job, agreement(septic, hourly))) == [("not_covered", "258.00")]
    assert told(judged(job, agreement(septic, beside))) == [("not_covered", "184.00")]


def test_what_goes_past_a_count_is_at_list_where_the_clause_says_so() -> None:
    sentence = "(b) the replacement of ten lamps in each quarter, lamps beyond that number being charged at Book"
    plan = agreement(allowance("lamps", 10, "lamp", "quarter", sentence), discount("15", "materials", "materials"))

    assert told(judged(work(part("LED lamp", "10", "12")), plan)) == [("partially_covered", "20.00")]


def test_a_place_that_is_left_out_is_left_out_where_the_line_says_that_place() -> None:
    plan = agreement(included("cleaning of the gutters"), excluded("pump house"))
    job = work(
        line("Gutter cleaning", description="clubhouse"), line("Gutter cleaning", description="pump house", id="line-2")
    )

    assert [one.verdict.value for one in judged(job, plan).lines] == ["covered", "not_covered"]


def test_a_price_of_another_time_decides_nothing() -> None:
    nights = rate("labor", "150", when="after_hours")

    assert only(judged(work(labour("2")), agreement(nights, included("furnace tune-up")))).verdict == "unclear"
    assert told(judged(work(labour("2"), start=time(20)), agreement(nights))) == [("not_covered", "300.00")]


def test_a_trade_that_has_an_hourly_rate_of_its_own_is_billed_at_it() -> None:
    sheet = agreement(rate("HVAC", "98"), rate("Plumbing", "104"))
    plumber = labour("2", "110", name="Plumber")

    assert told(judged(work(plumber, part("Check valve", "40")), sheet))[0] == ("not_covered", "208.00")


def test_a_fee_is_not_due_on_the_visits_it_is_waived_on() -> None:
    quote = "Truck charge $35.00 per trip; waived on PM visits."
    truck = line("Truck charge", price="45")
    plan = agreement(fee("35", what="Truck charge", waived_when="on PM visits", quote=quote), included("PM visits"))

    assert told(judged(work(line("PM rooftop unit", price="200"), truck), plan))[1] == ("covered", "0.00")
    assert told(judged(work(line("Compressor repair", price="200"), truck), plan))[1] == ("not_covered", "35.00")


def test_of_two_multiples_in_a_sentence_each_runs_at_its_own_time() -> None:
    sentence = "Outside regular hours labor is one and one-half (1 1/2) times the rate, save that on Sundays it is two (2) times."
    plan = agreement(
        rate("labor", "90"),
        rate("labor", when="after_hours", multiple="1.5", quote=sentence),
        rate("labor", when="weekend", multiple="2", quote=sentence),
    )
    evening = work(labour("2", "120"), day=date(2026, 6, 10), start=time(19))

    assert told(judged(evening, plan)) == [("not_covered", "270.00")]


def test_a_thing_beyond_a_place_is_no_work_past_an_allowance() -> None:
    quote = "This order does not include mains beyond the lift station, or damage done by mowers or vehicles."
    damage = replace(excluded("damage", causes=("mowers or vehicles",), quote=quote), at_list=True)
    plan = agreement(damage, discount("8", "parts", "parts"))
    job = work(part("Hydrant", "165"), notes=[note("A zero turn clipped it.")])

    assert told(judged(job, plan)) == [("not_covered", "165.00")]


def test_no_visit_fee_is_due_on_what_a_limit_that_is_used_up_no_longer_carries() -> None:
    plan = agreement(included("furnace"), cap("500", "year", "furnace"), fee("75", "trade call fee"))
    march = work(part("Furnace heat exchanger", "900"), day=date(2026, 3, 4), job="job-0")

    assert told(judged(work(part("Furnace igniter", "60"), earlier=[march]), plan)) == [("not_covered", "60.00")]


def test_a_service_that_says_nothing_of_itself_is_asked_about() -> None:
    plan = agreement(discount("8", "labour", "labor"), included("furnace check"))

    assert only(judged(work(line("Misc per office", price="60")), plan)).verdict == "unclear"


def test_a_night_surcharge_is_a_fee_and_no_hours() -> None:
    plan = agreement(discount("10", "labour", "labor"), discount("50", what="After-hours surcharge"))

    assert told(judged(work(line("After hrs surcharge", price="80"), start=time(19)), plan)) == [
        ("partially_covered", "40.00")
    ]
