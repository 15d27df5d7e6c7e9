"""Where one fact decides, the verdict says what would come of another."""

from __future__ import annotations

from datetime import date, time

from service.agreements.terms import ContractTerm
from service.coverage.verdict import Coverage, LineVerdict
from tests.fakes.terms import (
    agreement,
    allowance,
    excluded,
    hours,
    included,
    judged,
    labour,
    line,
    note,
    part,
    pin,
    rate,
    work,
)


def only(coverage: Coverage) -> LineVerdict:
    (one,) = coverage.lines
    return one


def test_an_evening_visit_would_have_been_covered_before_closing() -> None:
    plan = agreement(
        included("repair labor", "Repair labor during regular hours is included."), rate("labor", "95"), hours()
    )
    one = only(judged(work(labour("2", "130"), start=time(17, 40), title="Furnace repair"), plan))
    assert one.verdict == "not_covered"
    assert "It would be covered had the visit begun before 17:00." in one.what_if


def test_damage_nobody_had_told_of_would_have_been_covered() -> None:
    plan = agreement(included("fan motors"), excluded("damage caused by misuse", causes=("misuse",)))
    one = only(judged(work(part("Fan motor", "240"), notes=[note("Misuse, he ran it with the guard off.")]), plan))
    assert one.verdict == "not_covered"
    assert one.what_if == "It would be covered had nobody told of misuse."


def test_a_used_up_allowance_names_the_earlier_work() -> None:
    plan = agreement(allowance("drain clearings", 1, "time", "year"))
    earlier = work(line("Drain clearing", price="145"), day=date(2026, 2, 3), job="job-0")
    one = only(judged(work(line("Drain clearing", price="145"), earlier=[earlier]), plan))
    assert one.verdict == "not_covered"
    assert one.what_if == "It would be covered had earlier work of the period not drawn on it."


def test_work_after_the_last_day_says_what_the_agreement_would_have_said() -> None:
    term = ContractTerm(pin("It ends on December 31, 2026."), start=date(2026, 1, 1), end=date(2026, 12, 31))
    one = only(judged(work(part("Fan motor", "240"), day=date(2027, 1, 9)), agreement(included("fan motors"), term)))
    assert one.verdict == "no_agreement"
    assert one.what_if == "It would be covered had the work been done by 2026-12-31."


def test_work_told_of_in_notes_and_billed_on_no_line_is_judged_beside_the_lines() -> None:
    plan = agreement(included("fan motors"), included("thermostats"))
    told = [note("Swapped the fan motor. Also replaced the thermostat in the hall.", id="note-3")]
    coverage = judged(work(part("Fan motor", "240"), notes=told), plan)
    (noted,) = coverage.noted
    assert (noted.name, noted.verdict) == ("replaced the thermostat in the hall", "covered")
    assert noted.source is not None
    assert noted.source.record_id == "note-3"


def test_work_that_was_only_recommended_is_no_work_done() -> None:
    told = [note("Swapped the fan motor. The thermostat should be replaced. Customer replaced the filter himself.")]
    assert judged(work(part("Fan motor", "240"), notes=told), agreement(included("fan motors"))).noted == ()
