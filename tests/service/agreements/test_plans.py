"""Tables of several plans, of which the agreement is one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document
from service.agreements.terms import Agreement, Allowance, Discount

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
