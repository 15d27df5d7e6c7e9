"""Verdicts on work that needs an approval: thresholds, who may approve, when, and up to what."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from service.agreements.compile import compile_text
from service.coverage.verdict import Coverage, LineVerdict
from tests.fakes.terms import (
    agreement,
    discount,
    included,
    judged,
    labour,
    letter,
    line,
    note,
    part,
    rate,
    threshold,
    work,
)


def told(coverage: Coverage) -> list[tuple[str, str | None]]:
    return [
        (one.verdict.value, None if one.customer_pays is None else str(one.customer_pays)) for one in coverage.lines
    ]


def only(coverage: Coverage) -> LineVerdict:
    (one,) = coverage.lines
    return one


BEFORE, AFTER = datetime(2026, 6, 5, 15, tzinfo=UTC), datetime(2026, 6, 12, 15, tzinfo=UTC)
WRITTEN = agreement(
    rate("labor", "100"),
    threshold("500", form="written", quote="Work above $500.00 needs your written approval first."),
)


def big(**kwargs: object) -> Coverage:
    return judged(work(part("Water heater", "900"), labour("2", "100"), title="Water heater", **kwargs), WRITTEN)  # type: ignore[arg-type]


def test_work_above_the_threshold_needs_an_approval() -> None:
    coverage = big()
    assert [(one.verdict.value, one.customer_pays, one.if_approved_customer_pays) for one in coverage.lines] == [
        ("needs_approval", None, Decimal("900.00")),
        ("needs_approval", None, Decimal("200.00")),
    ]
    assert "need approval first ($1,100.00)" in coverage.summary


def test_a_sufficient_approval_from_before_the_work_lets_it_through() -> None:
    coverage = big(mail=[letter("OK, go ahead with the water heater up to $1,200.", BEFORE)])
    assert told(coverage) == [("not_covered", "900.00"), ("not_covered", "200.00")]
    assert any(citation.file == "mail-1.eml" for citation in coverage.lines[0].citations)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("OK, go ahead with the water heater up to $1,000.", BEFORE),
        ("OK, go ahead with the water heater up to $1,200.", AFTER),
        ("Go ahead with the kitchen faucet, up to $2,000.", BEFORE),
        ("Please don't do the water heater yet, we have to think.", BEFORE),
        ("Can you approve this by Friday? Water heater is $1,100.", BEFORE),
    ],
)
def test_too_little_too_late_or_about_something_else_does_not(text: str, at: datetime) -> None:
    assert [one.verdict for one in big(mail=[letter(text, at)]).lines] == ["needs_approval", "needs_approval"]


def test_the_last_word_stands() -> None:
    first = letter("Go ahead with the water heater up to $1,500.", BEFORE)
    second = letter("Please hold off on the water heater.", datetime(2026, 6, 8, tzinfo=UTC), id="mail-2")
    assert big(mail=[first, second]).lines[0].verdict == "needs_approval"


def test_a_spoken_approval_does_not_do_where_a_written_one_is_asked() -> None:
    spoken = note("Called her, she approved $1,200 over the phone.", datetime(2026, 6, 9, tzinfo=UTC))
    assert big(notes=[spoken]).lines[0].verdict == "needs_approval"


def test_only_those_named_may_approve() -> None:
    plan = agreement(
        threshold(
            "500",
            approver="Dana Whitfield or Lee Park",
            quote="Charges above $500 need authorization by Dana Whitfield or Lee Park.",
        )
    )
    job = [part("Control board", "760")]
    kip = work(*job, notes=[note("Kip at the bar said go ahead", datetime(2026, 6, 9, tzinfo=UTC))])
    dana = work(
        *job,
        mail=[
            letter("Control board: go ahead, up to $800. Dana Whitfield", BEFORE, "Dana Whitfield <dana@example.com>")
        ],
    )
    assert only(judged(kip, plan)).verdict == "needs_approval"
    assert only(judged(dana, plan)).verdict != "needs_approval"


def test_a_threshold_on_a_part_measures_each_part_at_the_customers_price() -> None:
    rule = threshold("500", "part", quote="A part whose price to you is above $500.00 needs your agreement in writing.")
    plan = agreement(included("labor", part="labour"), discount("20", "parts", "parts"), rule)
    coverage = judged(work(part("Blower motor", "600"), part("Circulator pump", "700"), labour()), plan)
    assert [one.verdict for one in coverage.lines] == ["partially_covered", "needs_approval", "covered"]
    assert coverage.lines[1].if_approved_customer_pays == Decimal("560.00")


def test_covered_work_needs_no_approval() -> None:
    plan = agreement(included("all repairs, parts and labor"), threshold("500"))
    assert told(judged(work(part("Water heater", "900")), plan)) == [("covered", "0.00")]


def test_who_the_contract_says_cannot_approve_has_not_approved() -> None:
    found = compile_text(
        "SERVICE AGREEMENT\nThis agreement begins January 1, 2026 and ends December 31, 2026.\n"
        "Parts are 10% off list. Any repair over $300.00 needs the owner's approval first. The approval of the pastor, or of any "
        "employee, does not satisfy this section.\n"
    )
    job = work(part("Furnace evaporator coil", "900"), notes=[note("Pastor said go ahead, approved on the phone.")])
    other = work(part("Furnace evaporator coil", "900"), notes=[note("Owner said go ahead, approved on the phone.")])

    assert only(judged(job, found)).verdict == "needs_approval"
    assert only(judged(other, found)).verdict == "partially_covered"


RELINED = compile_text(
    "Chimney sweeping costs $90 an hour. We do not re-line the flue until you have told us to go ahead in writing."
)


@pytest.mark.parametrize(
    ("mail", "verdict"),
    [
        ([], "needs_approval"),
        ([letter("Yes, please go ahead and reline the flue.", BEFORE)], "not_covered"),
    ],
)
def test_work_that_waits_for_a_word_needs_it_whatever_the_agreement_says_of_its_price(
    mail: list[object], verdict: str
) -> None:
    coverage = judged(work(part("Reline flue", "640"), title="Flue", mail=mail), RELINED)  # type: ignore[arg-type]
    assert only(coverage).verdict == verdict


def test_a_letter_quoted_by_an_initial_is_read_whole() -> None:
    said = note("E-mail from the owner's agent K. Dunn: 'Please go ahead with the heater, $1,200.'", BEFORE)
    assert told(big(notes=[said])) == [("not_covered", "900.00"), ("not_covered", "200.00")]


def verdicts(coverage: Coverage) -> list[str]:
    return [one.verdict.value for one in coverage.lines]


def test_a_repair_is_measured_with_its_hours_and_apart_from_another_repair_at_one_price() -> None:
    plan = agreement(rate("labor", "100"), threshold("500", quote="A repair above $500.00 needs your approval first."))
    job = work(part("Blower motor", "350"), labour("2", "100"), line("Replace zone valve, installed", price="240"))
    assert verdicts(judged(job, plan)) == ["needs_approval", "needs_approval", "not_covered"]


def test_a_visit_is_measured_whole() -> None:
    plan = agreement(rate("labor", "100"), threshold("500", quote="A visit above $500.00 needs your approval first."))
    job = work(line("Replace water heater, installed", price="400"), line("Replace zone valve, installed", price="240"))
    assert verdicts(judged(job, plan)) == ["needs_approval", "needs_approval"]


def test_parts_are_measured_one_by_one() -> None:
    plan = agreement(
        discount("10", "parts", "parts"), threshold("500", "parts", quote="Parts over $500: we ask you first.")
    )
    assert (
        verdicts(judged(work(part("Blower motor", "400"), part("Igniter", "300")), plan)) == ["partially_covered"] * 2
    )


def test_a_sum_at_list_is_measured_before_the_reduction() -> None:
    rule = threshold("500", "part", quote="A part listing at more than $500.00 needs your approval first.")
    plan = agreement(discount("20", "parts", "parts"), rule)
    assert only(judged(work(part("Blower motor", "560")), plan)).verdict == "needs_approval"


@pytest.mark.parametrize(("price", "verdict"), [("640", "needs_approval"), ("200", "unclear")])
def test_work_no_clause_names_needs_an_approval_where_it_lists_above_the_sum(price: str, verdict: str) -> None:
    plan = agreement(included("furnace repairs"), threshold("500"))
    assert only(judged(work(part("Skylight pane", price)), plan)).verdict == verdict


@pytest.mark.parametrize(
    ("said", "verdict"), [("water pouring out of the riser", "not_covered"), ("slow drip", "needs_approval")]
)
def test_a_sum_for_an_emergency_holds_where_the_notes_tell_of_one(said: str, verdict: str) -> None:
    freed = "Pouring water or a gas smell: we go ahead up to $900.00 and call you after."
    plan = agreement(rate("labor", "100"), threshold("500"), threshold("900", quote=freed))
    job = work(labour("7", "100"), notes=[note(said)])
    assert only(judged(job, plan)).verdict == verdict


def test_a_limit_on_what_is_bought_holds_back_no_hours_and_one_on_repairs_no_upkeep() -> None:
    bought = agreement(threshold("200", quote="A single purchase of more than $200 needs your yes first."))
    mended = agreement(threshold("200", what="repair", quote="No repair above $200 is begun without your approval."))

    assert only(judged(work(line("Joinery time", price="300", category="SERVICE")), bought)).verdict == "unclear"
    assert only(judged(work(part("Oak shelf", "300")), bought)).verdict == "needs_approval"
    assert (
        only(judged(work(line("Coil cleaning", price="300", category="SERVICE")), mended)).verdict != "needs_approval"
    )


def test_what_the_paper_prices_is_not_outside_it() -> None:
    quote = "A job outside this letter above $200 needs your word in writing."
    plan = agreement(
        rate("leaf haul", "150", "each"), rate("core aeration", "140", "each"), threshold("200", quote=quote)
    )
    job = work(
        line("Leaf haul", price="170", category="SERVICE"), line("Core aeration", price="160", category="SERVICE")
    )

    assert told(judged(job, plan)) == [("not_covered", "150.00"), ("not_covered", "140.00")]
