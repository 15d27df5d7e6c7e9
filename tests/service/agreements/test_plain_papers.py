"""Papers that are neither a lawyer's nor a form of ours: orders, pledges, price sheets, letters, plans to tick."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service.agreements.compile import compile_text
from service.agreements.dates import anniversary, dates
from service.agreements.fields import fields_of
from service.agreements.terms import (
    ApprovalThreshold,
    Cap,
    CoveredEquipment,
    Discount,
    Rate,
    ResponseTime,
    ServiceFee,
    Term,
)


def fields(text: str) -> dict[str, object]:
    return {name: one.value for name, one in fields_of(compile_text(text)).items()}


def terms(text: str) -> tuple[Term, ...]:
    return compile_text(text).terms


ORDER = """WORK AUTHORIZATION WA-26-031
ISSUED BY: Brevard Street Credit Union, Facilities (T. Brandywine)
TO: Juniper Property Care, LLC
PERIOD: 01/05/2026 to 12/31/2026
"""


@pytest.mark.parametrize(
    ("text", "customer", "parties"),
    [
        (ORDER, "Brevard Street Credit Union", ["Brevard Street Credit Union", "Juniper Property Care, LLC"]),
        (
            "POOL SERVICE 2025\nFor: | Corrine Ashe, 14 Heron Lane, Asheville\nBy: | Juniper Property Care, LLC\n",
            "Corrine Ashe",
            ["Corrine Ashe", "Juniper Property Care, LLC"],
        ),
        (
            "An agreement in questions and answers between Corrine Ashe and Willow Brook, LLC\n",
            "Corrine Ashe",
            ["Corrine Ashe", "Willow Brook, LLC"],
        ),
        (
            "ROOF-TO-SILL PLEDGE\ngiven to Mina Ashdown for the house at 2 Toll House Way, Candler\n",
            "Mina Ashdown",
            ["Mina Ashdown"],
        ),
        (
            "The Tidy Circle\nWelcome\nBeatrix Oduya, 8 Larkspur Terrace, Asheville, is in the Circle from June 1, 2026.\n",
            "Beatrix Oduya",
            ["Beatrix Oduya"],
        ),
    ],
)
def test_a_paper_s_own_way_of_naming_the_customer_is_read(text: str, customer: str, parties: list[str]) -> None:
    found = fields(text)
    assert found["customer_name"] == customer
    assert sorted(map(str, found["parties"])) == sorted(parties)  # type: ignore[call-overload]


def test_an_initial_beside_the_first_name_is_the_same_person() -> None:
    found = fields("Customer: Mina Ashdown\nWe mow once a week.\nAccepted by: M. Ashdown\nCustomer: M. Ashdown\n")
    assert found["parties"] == ["Mina Ashdown"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("this year, from April 15 until October 31, 2026.", [date(2026, 4, 15), date(2026, 10, 31)]),
        ("the season November 1 through March 31, 2027", [date(2026, 11, 1), date(2027, 3, 31)]),
        ("on April 15; by October 31, 2026", [date(2026, 10, 31)]),
    ],
)
def test_the_first_day_of_a_span_may_leave_its_year_to_the_last(text: str, days: list[date]) -> None:
    assert [one.value for one in dates(text)] == days


def test_each_year_s_day_is_the_first_one_after_the_start() -> None:
    assert anniversary("renews each January 15 for another year", date(2026, 1, 15)) == date(2027, 1, 15)
    assert anniversary("renews every spring", date(2026, 1, 15)) is None


def test_the_days_for_which_a_sheet_s_prices_hold_are_its_term() -> None:
    found = fields(
        "2026 price sheet for Crest Apartments\nThese prices hold from February 1, 2026 until January 31, 2027."
    )
    assert (found["effective_date"], found["end_date"]) == ("2026-02-01", "2027-01-31")


def test_membership_holds_from_the_day_somebody_is_in_it() -> None:
    assert fields("Ada Quill is in the Circle from June 1, 2026.")["effective_date"] == "2026-06-01"


def test_what_is_not_reissued_ends() -> None:
    assert fields("Ends on the last day of the period unless reissued.")["auto_renews"] is False


def test_a_price_beyond_an_allowance_is_no_price_of_the_agreement() -> None:
    found = fields(
        "1. WHAT THE FEE PAYS FOR\nThe Owner pays $2,150.00 each month.\n"
        "(a) spread as many as forty cubic yards of mulch in a year, mulch above that being $68.00 for each cubic yard;\n"
    )
    assert found["contract_value"] == {"amount": "2150.00", "currency": "USD", "per": "month"}


def test_what_is_taken_of_the_first_dollars_by_the_customer_is_a_fee_and_no_limit() -> None:
    found = terms("Of the work of each visit the first $75 falls to you; the rest we carry, up to $500 in the year.")
    assert [one.amount for one in found if isinstance(one, ServiceFee)] == [Decimal("75.00")]
    assert [one.amount for one in found if isinstance(one, Cap)] == [Decimal("500.00")]


def test_a_late_fee_beside_a_clock_is_for_coming_late() -> None:
    late = "Between 7 p.m. and 7 a.m., and all of Sunday, we add a late fee of $110."
    unpaid = "An unpaid invoice bears a late fee of $25."
    assert [one.amount for one in terms(late) if isinstance(one, ServiceFee)] == [Decimal("110.00")]
    assert not [one for one in terms(unpaid) if isinstance(one, ServiceFee)]


def test_times_before_their_multiples_are_told_apart() -> None:
    found = terms("Outside working hours the hourly rate is multiplied by one and a half, and on a Sunday by two.")
    read = {(one.when, one.multiple) for one in found if isinstance(one, Rate)}
    assert read == {("after_hours", Decimal("1.5")), ("weekend", Decimal(2))}


def test_every_column_of_a_table_of_times_is_priced() -> None:
    found = terms(
        "An hour of | Daytime | Evening | Weekend | Holiday\nCrew member | $48.00 | $60.00 | $84.00 | $120.00\n"
        "Climber | $110.00 | $137.50 | $192.50 | $275.00\n"
    )
    crew = {one.when: one.amount for one in found if isinstance(one, Rate) and one.what == "Crew member"}
    assert crew == {
        "regular": Decimal("48.00"), "after_hours": Decimal("60.00"), "weekend": Decimal("84.00"), "holiday": Decimal("120.00"),
    }  # fmt: skip


def test_bearing_no_half_is_no_discount() -> None:
    assert not [one for one in terms("We bear no half of it.") if isinstance(one, Discount)]


@pytest.mark.parametrize(
    "text",
    [
        "A pest that shows up again within 14 days after its treatment is re-treated free.",
        "Not happy? Tell us within a day and we do it over.",
        "It puts ten hours of my time for repairs at your disposal; when you call I come.",
    ],
)
def test_what_is_no_promise_to_come_soon_is_no_response_time(text: str) -> None:
    assert not [one for one in terms(text) if isinstance(one, ResponseTime)]


def test_an_amount_of_supplies_is_no_coverage_cap() -> None:
    assert "coverage_cap" not in fields("Chemicals of every kind: up to $300.00 at list price in the season are on us.")


def test_a_limit_told_by_its_occasion_is_of_that_alone() -> None:
    words = "Where the city asks for a permit, the plan pays up to $150.00 a plan year."
    (found,) = (one for one in compile_text(f"BELL PLAN\n\n{words}").terms if isinstance(one, Cap))
    assert found.what == "permit"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Where the owner's part of one trip would pass $250.00, nobody lifts a rope until Abel Finch or his agent Rosa Bell says yes by text.", "Abel Finch or his agent Rosa Bell"),
        ("No work above $250.00 begins unless the Clerk of Works, Rosa Bell, has approved the amount in writing.", "the Clerk of Works, Rosa Bell"),
    ],
)  # fmt: skip
def test_whoever_work_waits_for_is_who_must_agree(words: str, who: str) -> None:
    (found,) = (one for one in compile_text(f"BELL PLAN\n\n{words}").terms if isinstance(one, ApprovalThreshold))
    assert (found.amount, found.approver) == (Decimal(250), who)


def test_repairs_of_ticked_equipment_are_no_list_of_equipment() -> None:
    paper = "Equipment (only what is ticked is on the plan)\n[X] Bell motor BM-1\n[ ] Clock\nRepairs of ticked equipment\n1) Calls on a Sunday add $150.00 per call.\n"
    found = [one.what for one in compile_text(f"FORM 7\n\n{paper}").terms if isinstance(one, CoveredEquipment)]
    assert found == ["Bell motor BM-1"]


@pytest.mark.parametrize(
    ("words", "customer"),
    [
        ('1.1 "Society" means the Dover Bell Society, Inc., a Maine corporation. "Contractor" means Fernwood Bell Works, LLC.', "Dover Bell Society, Inc."),
        ("Householder: Abel Finch\nKept by: Fernwood Bell Works, LLC", "Abel Finch"),
        ("This covers the tower at 12 Elm Street. The customers are Abel Finch and Rosa Bell, jointly.", "Abel Finch and Rosa Bell"),
    ],
)  # fmt: skip
def test_the_customer_is_whom_a_definition_a_label_or_a_plain_sentence_calls_so(words: str, customer: str) -> None:
    assert fields(f"BELL CARE AGREEMENT\n\n{words}")["customer_name"] == customer


def test_a_price_within_business_hours_is_the_regular_one_whatever_follows_for_other_times() -> None:
    words = "Labor is charged at $58.00 per hour within Business Hours and at one and one-half times that rate at any other time."
    found = [(one.amount, one.when) for one in terms(f"BELL CARE\n\n{words}") if isinstance(one, Rate)]
    assert found == [(Decimal("58.00"), "regular"), (None, "after_hours")]
