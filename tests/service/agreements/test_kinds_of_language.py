"""Kinds of wording and layout that home-service agreements use besides the plain ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document, compile_text
from service.agreements.fields import fields_of
from service.agreements.precedence import amended
from service.agreements.terms import (
    Agreement,
    Allowance,
    ApprovalThreshold,
    BusinessHours,
    Cap,
    ContractValue,
    CoveredProperty,
    Discount,
    Exclusion,
    Inclusion,
    Rate,
    Renewal,
    ResponseTime,
    ServiceFee,
    Term,
)  # fmt: skip


def of(text: str, kind: type[Term]) -> list[Term]:
    return [one for one in compile_text(text).terms if isinstance(one, kind)]


def rows(header: str, *lines: str) -> Agreement:
    heading = f"Rates > {header}" if header else "Rates"
    clauses = [ClauseText(f"c{i}", i + 9, "", heading, line) for i, line in enumerate(lines)]
    return compile_document(DocumentFacts("d"), clauses)


@pytest.mark.parametrize(
    ("words", "percent"),
    [
        ("Replacement filters are billed at 90% of catalog.", "10"),
        ("Materials shall be charged at eighty percent (80%) of the printed price list.", "20"),
        ("For parts you pay 60 cents on the dollar.", "40"),
        ("Any part we fit: 15 off every hundred dollars.", "15"),
    ],
)
def test_a_share_of_the_list_price_is_a_discount(words: str, percent: str) -> None:
    found = [one for one in of(words, Discount) if isinstance(one, Discount)]
    assert [one.percent for one in found] == [Decimal(percent)]


@pytest.mark.parametrize(
    ("words", "auto"),
    [
        ("Twelve months, and then a year at a time unless one of us writes 45 days before.", True),
        ("This plan shall thereafter be extended for like periods unless notice is given.", True),
        ("The membership is good for two years and then stops by itself.", False),
        ("The plan covers one season; nothing rolls over.", False),
        ("This schedule runs with the calendar year 2027 and lapses when the year does.", False),
    ],
)
def test_how_an_agreement_goes_on_or_stops(words: str, auto: bool) -> None:
    assert [one.auto for one in of(words, Renewal) if isinstance(one, Renewal)] == [auto]


def test_a_calendar_year_is_its_first_and_last_day() -> None:
    found = compile_text("Pool Sheet\n\nThis sheet runs with calendar year 2027.")
    assert (found.in_force_from, found.in_force_to) == (date(2027, 1, 1), date(2027, 12, 31))


def test_a_month_that_ends_something_ends_it_on_its_last_day() -> None:
    found = compile_text("This agreement begins June 1, 2026 and runs until the end of February 2027.")
    assert found.in_force_to == date(2027, 2, 28)


def test_fields_side_by_side_are_read_one_by_one() -> None:
    found = compile_text("Name: Ada Quill Address: 4 Elm Street First day: March 3, 2026 Signature: A. Quill")
    assert fields_of(found)["customer_name"].value == "Ada Quill"
    assert found.in_force_from == date(2026, 3, 3)


def test_an_unticked_option_ends_where_the_next_field_begins() -> None:
    found = of("Service: [X] monthly [ ] quarterly Price: $80.00 per month", ContractValue)
    assert [one.amount for one in found if isinstance(one, ContractValue)] == [Decimal("80.00")]


def test_a_tier_that_costs_nothing_is_an_allowance() -> None:
    found = rows(
        "Code | Item | Tier | Rate",
        "L-2 | Repair labor | hours 1-4 in a calendar month | no charge",
        "L-2 | hours 5-9 | $70.00 an hour",
    )
    [allowance] = [one for one in found.terms if isinstance(one, Allowance)]
    assert (allowance.what, allowance.count, allowance.unit, allowance.per) == (
        "Repair labor",
        Decimal(4),
        "hour",
        "month",
    )
    assert [one.what for one in found.terms if isinstance(one, Rate)] == ["Repair labor: hours 5-9"]


def test_rows_counted_through_lose_their_numbers() -> None:
    found = rows("", "1 Customer | Ada Quill", "2 Length | 24 months", "3 Parts | 70 % of list")
    assert fields_of(found)["term"].value == {"count": 24, "unit": "month"}
    assert fields_of(found)["parts_discount_percent"].value == 30


def test_columns_say_what_is_carried_and_what_is_paid() -> None:
    found = rows(
        "What | Included | You pay",
        "Weekly brushing | ✓ | Nothing",
        "Filter cleaning | 3 in the year | $70 for the fourth and later",
        "Salt cell | - | Shelf price",
        "Deck lights | - (by others) | List where we do it",
    )
    excluded = [one.what for one in found.terms if isinstance(one, Exclusion)]
    included = [one.what for one in found.terms if isinstance(one, Inclusion)]
    assert (excluded, included) == (["Salt cell", "Deck lights"], ["Weekly brushing", "Filter cleaning"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The following are by others: masonry; gutter guards; the attic fan.",
            ["masonry", "gutter guards", "attic fan"],
        ),
        ("Not in the club: boilers, wells. We'll gladly do them at list.", ["boilers", "wells"]),
        ("Hauling of brush forms no part of the Services.", ["Hauling of brush"]),
        ("Nothing in Section 4 reaches the pool house, whose pipes are serviced at list.", ["pool house"]),
        ("Relining we can't take on for the monthly.", ["Relining"]),
        ("What a guest broke or spilled is outside this schedule.", ["What a guest broke or spilled"]),
    ],
)
def test_ways_to_leave_something_out(words: str, expected: list[str]) -> None:
    assert [one.what for one in of(words, Exclusion) if isinstance(one, Exclusion)] == expected


def test_words_that_would_sweep_everything_in_stay_with_the_warranty_they_stand_in() -> None:
    words = "We stand behind our repairs for 6 months. Same part fails again? Part, labor and trip are on us."
    assert of(words, Inclusion) == []


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Where your share would pass $350 on one job, we stop and get your okay first.", "350.00"),
        ("Before I do anything that costs you more than $275 I want your son's word on it.", "275.00"),
        ("Nothing over $180 goes in without a text from the manager beforehand.", "180.00"),
    ],
)
def test_ways_to_ask_first(words: str, amount: str) -> None:
    found = [one for one in of(words, ApprovalThreshold) if isinstance(one, ApprovalThreshold)]
    assert [one.amount for one in found] == [Decimal(amount)]


def test_what_is_carried_until_it_is_spent_is_a_cap() -> None:
    found = of("The rest is on us until we have spent $900 of our own in a plan year.", Cap)
    assert [(one.amount, one.per) for one in found if isinstance(one, Cap)] == [(Decimal("900.00"), "year")]


def test_the_first_hours_free_are_an_allowance_of_each_visit() -> None:
    found = of("The first two hours of labor at each repair are furnished without charge.", Allowance)
    assert [(one.count, one.unit, one.per) for one in found if isinstance(one, Allowance)] == [
        (Decimal(2), "hour", "visit")
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "After a flood the first six (6) man-hours of pumping out are furnished free for each storm.",
            (6, "hour", "visit"),
        ),
        ("The retainer buys 20 crew hours of hauling brush.", (20, "hour", "term")),
        ("Freon: 12 lb each year within the price. More is charged at $40 per lb.", (12, "pound", "year")),
        ("Clogged basins are cleared three times in the year free of charge.", (3, "visit", "year")),
    ],
)
def test_a_count_said_in_passing_is_an_allowance(words: str, expected: tuple[int, str, str]) -> None:
    [one] = [one for one in of(words, Allowance) if isinstance(one, Allowance)]
    assert (int(one.count), one.unit, one.per) == expected


def test_a_line_for_everything_else_makes_the_lines_beside_it_response_times() -> None:
    found = of("A warm freezer: next day. Anything else: 3 working days.", ResponseTime)
    assert [(one.value, one.unit) for one in found if isinstance(one, ResponseTime)] == [
        (Decimal(1), "day"),
        (Decimal(3), "business_day"),
    ]


def test_the_price_of_a_later_one_is_no_price_of_the_agreement() -> None:
    words = "The third and every later mowing in the same month shall be billed at $65.00."
    assert of(words, ContractValue) == []


def test_a_changed_figure_takes_the_old_ones_place_in_its_section_only() -> None:
    base = compile_document(
        DocumentFacts("base", client_id="c", is_amendment=False),
        [
            ClauseText("b0", 0, "", "", "Service agreement effective January 1, 2026, for two years."),
            ClauseText("b1", 9, "3.1", "Prices", "Filters are charged at list less ten percent (10%)."),
            ClauseText("b2", 10, "3.2", "Prices", "Salt is charged at list less ten percent (10%)."),
        ],
    )
    words = 'In Section 3.2 the words "ten percent (10%)" are struck and "fifteen percent (15%)" put in their place.'
    change = compile_document(
        DocumentFacts("change", client_id="c", is_amendment=True),
        [
            ClauseText("a0", 0, "", "", "First amendment to the service agreement, with effect from May 1, 2026."),
            ClauseText("a1", 9, "", "Changes", words),
        ],
    )
    percents = {
        month: [one.percent for one in amended(base, [change], date(2026, month, 2)).terms if isinstance(one, Discount)]
        for month in (4, 6)
    }
    assert percents == {4: [10, 10], 6: [10, 15]}


def test_a_present_is_included_so_many_times() -> None:
    words = "The inside of the freezer you get from us as a present, twice in the time this letter runs."
    [allowance] = [one for one in of(words, Allowance) if isinstance(one, Allowance)]
    assert (allowance.what, allowance.count, allowance.per) == ("inside of the freezer", Decimal(2), "term")
    assert [one.what for one in of(words, Inclusion) if isinstance(one, Inclusion)] == ["inside of the freezer"]


def test_boxes_are_in_or_out_where_the_form_says_what_an_empty_one_means() -> None:
    form = "[X] wasps [ ] moles [ ] bats\n\nTerm: [X] 12 months [ ] 24 months"
    rule = "\n\nA box left empty is not part of this order."
    assert of(form, Exclusion) == []
    assert [one.what for one in of(form + rule, Exclusion) if isinstance(one, Exclusion)] == ["moles", "bats"]
    assert [one.what for one in of(form + rule, Inclusion) if isinstance(one, Inclusion)] == ["wasps"]


def test_a_line_of_empty_boxes_alone_is_left_out() -> None:
    form = "1. DEVICES\n\n[ ] Fly lamps\n\nBoxes left blank are not part of this order."
    assert "Fly lamps" in [one.what for one in of(form, Exclusion) if isinstance(one, Exclusion)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The Contractor shall furnish treatment for up to three (3) Hornet Nests in each calendar quarter.",
            ("hornet nests", 3, "quarter"),
        ),
        ("Monitors: up to 8 supplied and serviced by us; more at list price.", ("monitors", 8, "term")),
        ("Softener salt | three bags each month, delivered, included", ("softener salt", 3, "month")),
    ],
)
def test_things_of_any_name_are_counted(words: str, expected: tuple[str, int, str]) -> None:
    found = [one for one in of(words, Allowance) if isinstance(one, Allowance)]
    assert [(one.what.lower(), int(one.count), one.per) for one in found] == [expected]


def test_a_price_is_named_by_the_subject_of_its_own_sentence() -> None:
    words = "The third and every later hornet nest in the same month shall be billed at $48.00."
    (rate,) = [one for one in of(words, Rate) if isinstance(one, Rate)]
    assert "hornet nest" in rate.what


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("From 6 pm to 9 pm on weekdays: time and a quarter.", {Decimal("1.25")}),
        ("Evenings: labor at time and a half. Holidays: labor at double time.", {Decimal("1.5"), Decimal(2)}),
    ],
)
def test_multiples_of_the_rate(words: str, expected: set[Decimal]) -> None:
    assert {one.multiple for one in of(words, Rate) if isinstance(one, Rate) and one.multiple} == expected


@pytest.mark.parametrize(
    ("words", "at_list"),
    [
        ("Not in the club: chillers, cisterns. We'll gladly do them at list.", True),
        ("Not in the club: chillers, cisterns. We do them at list less 10%.", False),
        ("Not in the club: chillers, cisterns.", False),
    ],
)
def test_what_is_left_out_is_at_list_where_the_next_sentence_says_so(words: str, at_list: bool) -> None:
    found = [one for one in of(words, Exclusion) if isinstance(one, Exclusion)]
    assert {one.what for one in found} >= {"chillers", "cisterns"}
    assert {one.at_list for one in found if one.what in ("chillers", "cisterns")} == {at_list}


@pytest.mark.parametrize(
    ("words", "approver", "form"),
    [
        ("Work over $500 needs the written approval of the Property Manager beforehand.", "the Property Manager", "written"),
        ("Anything above $200 must be OK'd by the office manager by e-mail.", "the office manager", "e-mail"),
        ("Nothing over $180 goes in without a text from the manager beforehand.", "the manager", "text"),
        ("Repair orders exceeding $5,000.00 require a purchase order signed by its plant manager.", "its plant manager", "written"),
    ],
)  # fmt: skip
def test_who_approves_and_how(words: str, approver: str, form: str) -> None:
    found = [one for one in of(words, ApprovalThreshold) if isinstance(one, ApprovalThreshold)]
    assert [(one.approver, one.form) for one in found] == [(approver, form)]


@pytest.mark.parametrize(
    ("words", "zone", "holidays"),
    [
        (
            "Business hours are Monday through Friday, 7:00 a.m. to 5:00 p.m. Mountain Time, excluding federal holidays.",
            "Mountain Time",
            "excluding federal holidays",
        ),
        ("Regular hours: Mon-Fri 8:00 am - 5:00 pm EST, except Thanksgiving and Christmas Day.", "EST", "except Thanksgiving and Christmas Day"),
        ("Office hours are 8 am to 4 pm on weekdays.", "", ""),
    ],
)  # fmt: skip
def test_the_calendar_of_regular_hours(words: str, zone: str, holidays: str) -> None:
    found = [one for one in of(words, BusinessHours) if isinstance(one, BusinessHours)]
    assert [(one.zone, one.holidays) for one in found] == [(zone, holidays)]


def test_a_table_of_limits_tells_what_is_covered_and_up_to_how_much() -> None:
    table = rows("Trade | Covered | Limit per plan year", "Plumbing | stoppages, main line | $600.00")

    (limit,) = (one for one in table.terms if isinstance(one, Cap))
    assert (limit.amount, limit.per, limit.what) == (Decimal("600.00"), "year", "Plumbing")
    assert [one.what for one in table.terms if isinstance(one, Inclusion)] == ["Plumbing: stoppages, main line"]
    assert not [one for one in table.terms if isinstance(one, Rate)]


def test_a_price_beside_the_name_in_brackets_is_what_others_pay() -> None:
    table = rows(
        "☐ Small | ☒ Large", "Diagnostic visit (reg. $85) | $85 | $40", "Holiday surcharge (reg. $60) | full | half"
    )

    assert [one.amount for one in table.terms if isinstance(one, ServiceFee)] == [Decimal(40)]
    assert [(one.percent, one.what) for one in table.terms if isinstance(one, Discount)] == [
        (Decimal(50), "Holiday surcharge (reg. $60)")
    ]


def test_what_a_ticked_form_leaves_empty_is_at_list_where_it_says_so() -> None:
    text = "Order form\nTick what you want.\n☒ Furnace check\n☐ Gutter cleaning\nOnly what is ticked is in the price. What is not ticked is charged at list.\n"

    assert "Furnace check" in [one.what for one in compile_text(text).terms if isinstance(one, Inclusion)]
    assert ("Gutter cleaning", True) in [
        (one.what, one.at_list) for one in compile_text(text).terms if isinstance(one, Exclusion)
    ]


def test_every_address_of_a_list_of_doors_is_served() -> None:
    text = "Rental service agreement\nThis is between Ida Moor and Hill Heating, for these doors: 12 Pine Street (2 units), 30 Mill Road (4 units) and 7 Oak Avenue.\n"

    assert [one.address for one in compile_text(text).terms if isinstance(one, CoveredProperty)] == [
        "12 Pine Street",
        "30 Mill Road",
        "7 Oak Avenue",
    ]


def test_a_fewest_number_of_hours_may_stand_in_a_row_of_its_own() -> None:
    table = rows("", "Minimum, after hrs / Sat / Sun | 2 hours per man")

    assert {(one.when, one.minimum) for one in table.terms if isinstance(one, Rate)} == {
        ("after_hours", Decimal(2)),
        ("weekend", Decimal(2)),
    }


def test_what_a_visit_uses_up_comes_with_the_visit() -> None:
    text = "The fixed price covers filters and belts used on a maintenance visit.\n"

    assert [one.what for one in compile_text(text).terms if isinstance(one, Inclusion)] == [
        "maintenance visit: filters and belts"
    ]


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    clause = ClauseText(
        "c", 5, "", "", "We do not cover pipes of every kind, other than\n\nthe heating pipes named above."
    )
    found = compile_document(DocumentFacts("d"), [clause]).terms

    assert [(one.what, one.exceptions) for one in found if isinstance(one, Exclusion)] == [
        ("pipes of every kind", ("heating pipes named above",))
    ]
