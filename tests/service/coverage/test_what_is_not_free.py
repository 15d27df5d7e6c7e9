"""What tempts an engine to call work free: other lines' parts, bare upkeep, counts used up, things of ours, shares of a price."""

from __future__ import annotations

import pytest

from service.coverage.usage import told_before
from service.coverage.verdict import Coverage
from tests.fakes.terms import agreement, allowance, discount, excluded, included, judged, labour, line, part, rate, work
from tests.service.coverage.test_matching import read
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


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("Drain clearing, fifth of the year", 4),
        ("Second descale this plan year", 1),
        ("Softener salt (nos. 9–12)", 8),
        ("Labor, hours 11 to 13 of the year", 10),
        ("Valve, 1 to 2 in", 0),
        ("Biweekly visit", 0),
    ],
)
def test_a_line_may_say_how_many_came_before_it(name: str, before: int) -> None:
    assert told_before(read(name)) == before


def test_what_a_line_says_came_before_it_is_drawn_from_the_allowance() -> None:
    plan = agreement(allowance("drain clearings", 4, "time", "year"))
    job = work(line("Drain clearing", description="fifth of the year", price="120", category="SERVICE"))

    assert told(judged(job, plan)) == [("not_covered", "120.00")]


def test_the_first_of_a_period_is_one_of_it() -> None:
    plan = agreement(included("First descale of each plan year", "First descale of each plan year is ours."))
    job = work(line("Second descale this year", price="160", category="SERVICE"))

    assert told(judged(job, plan)) == [("not_covered", "160.00")]
