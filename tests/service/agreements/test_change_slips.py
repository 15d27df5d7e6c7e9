"""Change orders, slips and work order addenda: short papers that add a unit, take one off or raise a price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ingest.classify import classify
from ingest.document_text import plain
from retrieval.model import DocumentRole
from service.agreements.compile import compile_text
from service.agreements.terms import ContractValue, CoveredEquipment, Exclusion, Inclusion

CHANGE_ORDER = """CHANGE ORDER NO. 2
To maintenance agreement dated January 5, 2026, 14 Alder Lane
Add heat pump HP-2 (guest house). +$18/mo from May 1, 2026.
All other terms stay the same.
"""
ADDENDUM = """Work Order Addendum
Agreement: Comfort Plan of 3/1/2025
Effective 7/1/2026 the following unit is added to the agreement: Mini-split MS-1, garage.
Price increases from $29 to $36 per month.
"""
SLIP = """CHANGE SLIP
Date: June 3, 2026
Plan: Gold plan
Remove: window unit W-1
Add: ductless unit D-1
New price: $42.00 per month starting July 1, 2026
"""


def told(text: str, kind: type[CoveredEquipment | Exclusion | Inclusion]) -> list[str]:
    return [one.what for one in compile_text(text).terms if isinstance(one, kind)]


def prices(text: str) -> list[tuple[Decimal, str]]:
    return [(one.amount, one.per) for one in compile_text(text).terms if isinstance(one, ContractValue)]


def test_a_change_order_to_an_agreement_is_an_amendment_of_it() -> None:
    assert classify(plain(CHANGE_ORDER)).role is DocumentRole.AMENDMENT
    one = compile_text(CHANGE_ORDER)
    assert one.is_amendment
    assert one.refers_to is not None
    assert one.refers_to.dated == date(2026, 1, 5)
    assert one.in_force_from is None, "the agreement's own date is not the day the change takes effect"


def test_a_change_order_of_a_building_job_is_no_amendment() -> None:
    text = "CHANGE ORDER 3\nKitchen remodel, 14 Alder Lane\nAdd two outlets: $240.00\nNew total: $18,240.00\n"
    assert classify(plain(text)).role is not DocumentRole.AMENDMENT


def test_a_unit_that_is_added_joins_the_equipment_and_promises_no_work() -> None:
    assert told(CHANGE_ORDER, CoveredEquipment) == ["heat pump HP-2 (guest house)"]
    assert told(ADDENDUM, CoveredEquipment) == ["Mini-split MS-1, garage"]
    assert not told(CHANGE_ORDER, Inclusion) + told(ADDENDUM, Inclusion)


def test_a_unit_that_is_taken_off_is_left_out() -> None:
    assert (told(SLIP, Exclusion), told(SLIP, CoveredEquipment)) == (["window unit W-1"], ["ductless unit D-1"])


def test_what_is_added_to_a_price_is_not_the_price() -> None:
    assert prices(CHANGE_ORDER) == []
    assert prices(ADDENDUM) == [(Decimal("36.00"), "month")]
    assert prices(SLIP) == [(Decimal("42.00"), "month")]


def test_work_that_is_added_is_carried() -> None:
    text = CHANGE_ORDER.replace("Add heat pump HP-2 (guest house). +$18/mo", "Add gutter cleaning in November. +$18/mo")
    assert told(text, Inclusion) == ["gutter cleaning in November"]


def test_a_season_called_fall_is_no_verb() -> None:
    [included] = told("LAWN PLAN\nSpring start-up and fall blow-out are included.", Inclusion)
    assert "fall blow-out" in included
