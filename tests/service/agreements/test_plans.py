"""Tables of several plans, of which the agreement is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document
from service.agreements.terms import (
    Agreement,
    Allowance,
    Cap,
    ContractTerm,
    Discount,
    Exclusion,
    Inclusion,
    Rate,
    ServiceFee,
)

HEADER = "Plan | A month | Treatments a year | Off our list price for sealing"


def agreement(heading: str, rows: Sequence[str], before: str = "") -> Agreement:
    texts = [("PEST PLAN", before), *((f"PEST PLAN > {heading}", row) for row in rows)]
    clauses = [ClauseText(f"c{at}", at, "", above, text, 1, at * 200) for at, (above, text) in enumerate(texts) if text]
    return compile_document(DocumentFacts("plan.pdf"), clauses)


def counted(found: Agreement) -> list[tuple[str, Decimal]]:
    return [(one.what, one.count) for one in found.terms if isinstance(one, Allowance)]


def test_the_ticked_row_is_read_under_its_columns_and_the_others_are_not() -> None:
    found = agreement(
        HEADER, ["[ ] Sentry | $39 | 4 | 0%", "[X] Warden | $58 | 6 | 10%", "[ ] Citadel | $84 | 9 | 25%"]
    )
    assert counted(found) == [("Treatments", Decimal(6))]
    assert [one.percent for one in found.terms if isinstance(one, Discount)] == [Decimal(10)]


@pytest.mark.parametrize(
    "told",
    [
        "Plan: Warden",
        "Plan chosen | Warden",
        "You have chosen the Warden plan.",
        "Name: A. Poe Plan: Warden",
        "For A. Poe. Plan chosen: Warden. From May 1.",
        "Plan chosen by the Owner: Warden",
        "Name: A. Poe Level: WARDEN Member since: 3/1/2026",
    ],
)
def test_a_plan_may_be_chosen_by_its_name(told: str) -> None:
    rows = ["Sentry | $39 | 4 | 0%", "Warden | $58 | 6 | 10%", "Citadel | $84 | 9 | 25%"]
    assert counted(agreement(HEADER, rows, told)) == [("Treatments", Decimal(6))]


def test_a_column_may_be_the_chosen_plan() -> None:
    rows = ["Treatments in a year | 4 | 6 | 9", "Off our list price for sealing | 0% | 10% | 25%"]
    found = agreement("What you get | Sentry | Warden | Citadel", rows, "Membership level: Warden")
    assert counted(found) == [("Treatments", Decimal(6))]
    assert [one.percent for one in found.terms if isinstance(one, Discount)] == [Decimal(10)]


def test_where_no_plan_is_told_every_row_stays() -> None:
    found = agreement(HEADER, ["Sentry | $39 | 4 | 0%", "Warden | $58 | 6 | 10%"])
    assert {one.percent for one in found.terms if isinstance(one, Discount)} >= {Decimal(10)}


def test_the_words_of_a_header_choose_nothing() -> None:
    found = agreement(
        "Code | Item | Tier | Rate",
        ["I-1 | Mulch | first yard | $40.00", "I-2 | Sod | all | $9.00"],
        "Item | Tier | Rate",
    )
    assert len({one.pin.clause_id for one in found.terms}) == 2


LEVELS = "What each level brings in a club year | A | B | C"
CELLS = [
    "Inspection of the sauna | 1 | 1 | 2",
    "Labor to repair the sauna, day or night | no | yes | yes",
    "Sauna parts | no | up to $450 | up to $800",
    "Dispatch fee ($80) | half | waived | waived",
    "Discount on work not included | 4% | 8% | 16%",
]


def of_levels(before: str) -> Agreement:
    return agreement(LEVELS, CELLS, before)


@pytest.mark.parametrize(
    "told",
    [
        "☐ Level A $120 a year | ☒ Level B $260 a year | ☐ Level C $410 a year",
        "The home is enrolled at level B from May 1, 2026.",
        "Address: 4 Reed Lane Level chosen: B",
    ],
)
def test_a_column_may_be_chosen_outside_its_table(told: str) -> None:
    terms = of_levels(told).terms
    assert [one.percent for one in terms if isinstance(one, Discount)] == [Decimal(8)]
    assert [one.amount for one in terms if isinstance(one, Cap)] == [Decimal(450)]
    assert counted(of_levels(told)) == [("Inspection of the sauna", Decimal(1))]
    assert {one.what for one in terms if isinstance(one, Inclusion)} >= {
        "Labor to repair the sauna",
        "Sauna parts",
        "Dispatch fee",
    }
    assert not [one for one in terms if isinstance(one, Exclusion | ServiceFee)]


def test_the_other_columns_decide_nothing() -> None:
    terms = of_levels("☒ Level A $120 a year | ☐ Level B $260 a year | ☐ Level C $410 a year").terms
    assert [one.amount for one in terms if isinstance(one, ServiceFee)] == [Decimal(40)]
    assert {one.what for one in terms if isinstance(one, Exclusion)} == {"Labor to repair the sauna", "Sauna parts"}
    assert not [one for one in terms if isinstance(one, Cap)]


def test_a_column_without_a_name_for_its_items_is_chosen_too() -> None:
    rows = [
        "Hourly labor, any other time | $180/hr | you pay $70/hr | included",
        "Salt | $12/bag | 6 bags a year included | all you need",
    ]
    terms = agreement("BRINE | PEARL | CORAL", rows, "Plan chosen: PEARL").terms
    assert [(one.amount, one.when) for one in terms if isinstance(one, Rate)] == [(Decimal(70), "after_hours")]
    assert [(one.what, one.count, one.unit, one.per) for one in terms if isinstance(one, Allowance)] == [
        ("Salt", Decimal(6), "bag", "year")
    ]


def test_the_price_that_alone_is_told_elsewhere_chooses() -> None:
    rows = ["Per month | $31 | $52 | $90", "Off list for parts | 5% | 12% | 20%"]
    found = agreement("What | Fern | Birch | Oak", rows, "You pay $52 a month.")
    assert [one.percent for one in found.terms if isinstance(one, Discount)] == [Decimal(12)]
    both = agreement("What | Fern | Birch | Oak", rows, "Fern is $31 and Birch $52 a month.")
    assert len([one for one in both.terms if isinstance(one, Discount)]) == 3


def test_a_cross_in_the_row_of_the_choice_chooses() -> None:
    rows = ["Your choice | | X | ", "Off list for parts | 5% | 12% | 20%"]
    found = agreement("What | Fern | Birch | Oak", rows)
    assert [one.percent for one in found.terms if isinstance(one, Discount)] == [Decimal(12)]


EXTRA = "Fountain extra: pump, valve and light of the patio fountain are repaired with no charge for part or labor."


@pytest.mark.parametrize(
    ("boxes", "given"), [("☒ Fountain + $35 | ☐ Spa + $80", True), ("☐ Fountain + $35 | ☒ Spa + $80", False)]
)
def test_what_is_said_of_an_extra_holds_where_its_box_is_ticked(boxes: str, given: bool) -> None:
    clauses = [
        ClauseText(f"c{at}", at, "", "Tick any extras:", text, 1, at * 200) for at, text in enumerate((boxes, EXTRA))
    ]
    terms = compile_document(DocumentFacts("form.pdf"), clauses).terms
    named = {one.what for one in terms if isinstance(one, Inclusion)}
    assert named == (
        {"pump of the patio fountain", "valve of the patio fountain", "light of the patio fountain"} if given else set()
    )
    assert not [one for one in terms if isinstance(one, Exclusion | Rate)]


def test_names_in_capitals_head_the_answers_below_them() -> None:
    rows = ["MEMBER | PHONE", "Ida Brandt | 555-0107", "HOME (one a form) | FIRST DAY", "9 Quay Street | 4/01/2026"]
    clauses = [ClauseText(f"c{at}", at, "", "", text, 1, at * 200) for at, text in enumerate(rows)]
    found = compile_document(DocumentFacts("form.pdf"), clauses)
    assert [one.start for one in found.terms if isinstance(one, ContractTerm)] == [date(2026, 4, 1)]


def test_a_header_without_a_name_for_its_items_and_a_plan_told_in_a_line_of_fields() -> None:
    rows = ["Oilings a year | 1 | 3", "Rope | no | included"]
    found = agreement("| Copper | Brass", rows, before="Member: A. Brook     Level: BRASS     Member since: 3/1/2026")
    assert [one.what for one in found.terms if isinstance(one, Inclusion)] == ["Rope"]
    assert not [one for one in found.terms if isinstance(one, Exclusion)]
