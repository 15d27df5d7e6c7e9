"""What tempts an engine to call work free: other lines' parts, bare upkeep, counts used up, things of ours, shares of a price."""

from __future__ import annotations

import pytest

from service.coverage.verdict import Coverage
from tests.fakes.terms import (
    agreement,
    allowance,
    discount,
    excluded,
    included,
    judged,
    labour,
    line,
    note,
    part,
    rate,
    work,
)
from tests.service.coverage.test_verdicts import only, told


def last(found: Coverage) -> str:
    return found.lines[-1].verdict.value


def test_hours_that_say_what_they_were_spent_on_do_not_follow_the_parts_of_other_lines() -> None:
    plan = agreement(included("toilet fill valves"), rate("hose bibbs", "90"))
    job = work(part("Toilet fill valve", "18"), line("Hose bib repair, labor", "1", "110", "SERVICE"))

    assert told(judged(job, plan)) == [("covered", "0.00"), ("not_covered", "90.00")]


def test_hours_in_a_trades_name_follow_the_parts_they_fitted() -> None:
    plan = agreement(included("repairs of the water heater"))
    job = work(part("Water heater gas valve", "160"), labour("2", name="HVAC labor"))

    assert told(judged(job, plan)) == [("covered", "0.00"), ("covered", "0.00")]


def test_a_service_of_its_own_is_not_given_by_a_clause_about_what_it_stands_beside() -> None:
    job = work(line("Dedicated circuit", description="for the new outlet", price="700", category="SERVICE"))

    assert only(judged(job, agreement(included("worn outlets")))).verdict == "unclear"


def test_upkeep_of_a_thing_does_not_renew_it_though_the_line_names_the_thing_alone() -> None:
    heads = line("Sprinkler head", "2", "9", "SERVICE")
    plan = agreement(included("adjusting and clearing of sprinkler heads", upkeep=True))

    assert only(judged(work(heads), plan)).verdict == "unclear"


def test_what_a_share_of_its_price_follows_is_reduced_and_not_given() -> None:
    quote = "What you get money off: spare parts, 20%"
    plan = agreement(included("spare parts", quote), discount("20", "parts", quote=quote))

    assert told(judged(work(part("Fan motor", "100")), plan)) == [("partially_covered", "80.00")]


def test_in_a_list_of_what_is_left_out_a_count_is_said_of_its_own_member() -> None:
    quote = "Furniture, fountains, and spills after the second in a year."
    plan = agreement(excluded("furniture", quote), included("brushing"))
    job = work(line("Brush furniture", price="95", category="SERVICE"))

    assert only(judged(job, plan)).verdict == "not_covered"


@pytest.mark.parametrize(
    "clause", ["Pump is on us if it is one we sold you.", "One of our own pumps is repaired free."]
)
def test_what_is_promised_for_things_of_ours_is_asked_about(clause: str) -> None:
    found = only(judged(work(part("Well pump", "900")), agreement(included("pump", clause))))

    assert found.verdict == "unclear"
    assert "sold or fitted by us" in (found.question or "")


def test_what_a_line_says_came_before_it_is_drawn_from_the_allowance() -> None:
    plan = agreement(allowance("drain clearings", 4, "time", "year"))
    job = work(line("Drain clearing", description="fifth of the year", price="120", category="SERVICE"))

    assert told(judged(job, plan)) == [("not_covered", "120.00")]


def test_the_first_of_a_period_is_one_of_it() -> None:
    plan = agreement(included("First descale of each plan year", "First descale of each plan year is ours."))
    job = work(line("Second descale this year", price="160", category="SERVICE"))

    assert told(judged(job, plan)) == [("not_covered", "160.00")]


@pytest.mark.parametrize("what", ["looks", "mend free", "fixes", "goes over it again"])
def test_a_verb_without_its_object_gives_no_other_work(what: str) -> None:
    found = only(judged(work(part("Pump seal", "40"), title="Pump"), agreement(included(what))))

    assert found.verdict == "unclear"


def test_free_hours_of_one_kind_of_call_are_none_of_another() -> None:
    quote = "Flood calls: the first two labor hours are free."
    plan = agreement(allowance("labor", 2, "hour", "visit", quote), rate("labor", "90"))

    assert told(judged(work(labour("2", "100"), title="New sink"), plan)) == [("not_covered", "180.00")]
    assert told(judged(work(labour("2", "100"), title="Flood in cellar"), plan)) == [("covered", "0.00")]


def test_one_yearly_service_is_no_other_work() -> None:
    plan = agreement(
        allowance("yearly service", 1, "visit", "year", "One yearly service."), included("One yearly service")
    )

    assert only(judged(work(line("Repaint the gate", price="70", category="SERVICE")), plan)).verdict == "unclear"


def test_a_look_at_a_thing_gives_none_of_its_parts() -> None:
    plan = agreement(included("camera inspection of both flues", upkeep=True))

    assert only(judged(work(part("Flue liner", "900")), plan)).verdict == "unclear"


def test_what_is_left_out_at_a_place_of_its_own_is_left_out_whatever_is_done_there() -> None:
    plan = agreement(included("gutters cleared", upkeep=True), excluded("clubhouse"))

    assert only(judged(work(line("Gutter cleaning, clubhouse", category="SERVICE")), plan)).verdict == "not_covered"


@pytest.mark.parametrize(
    ("name", "description", "verdict"),
    [("Head gate", "worn out", "unclear"), ("Head gate", "", "not_covered")],
)
def test_what_befell_another_line_did_not_befall_one_that_is_worn(name: str, description: str, verdict: str) -> None:
    plan = agreement(excluded("damage by vehicles", causes=("vehicles",)))
    job = work(part(name, description=description), notes=[note("Truck backed into the south gate.")])

    assert only(judged(job, plan)).verdict == verdict


def test_upkeep_is_no_damage_whatever_happened() -> None:
    plan = agreement(excluded("damage by vehicles", causes=("vehicles",)))
    job = work(line("Gate check", category="SERVICE"), notes=[note("Truck backed into the south gate.")])

    assert only(judged(job, plan)).verdict == "unclear"


def test_a_thing_told_with_its_cause_leaves_out_that_thing_alone() -> None:
    plan = agreement(excluded("garage door frozen to the floor"), included("walkway shoveling"))
    job = work(line("Walkway shoveling", category="SERVICE"), notes=[note("Garage door frozen to the floor.")])

    assert only(judged(job, plan)).verdict == "covered"
