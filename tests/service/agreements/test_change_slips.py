"""Change orders, slips and work order addenda: short papers that add a unit, take one off or raise a price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ingest.classify import classify
from ingest.document_text import plain
from retrieval.model import DocumentRole
from service.agreements.compile import compile_text
from service.agreements.precedence import effective
from service.agreements.terms import (
    ApprovalThreshold,
    ContractValue,
    CoveredEquipment,
    Definition,
    Exclusion,
    Inclusion,
    Rate,
    Term,
)  # fmt: skip

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


AGREEMENT = """CARILLON CARE AGREEMENT
1.1 "Tower Agent" means Mr. Abel Finch.
2.1 The Society pays $210.00 per month. This Agreement begins 1 January 2026 and ends 31 December 2026.
2.2 No work order whose price exceeds $750.00 shall be begun until the Tower Agent has authorized it in writing.
Item | Unit | Price
5 | Tuning beyond the yearly one, an hour | $90.00
"""
INSTRUMENT = """SECOND INSTRUMENT OF AMENDMENT to the Carillon Care Agreement between the Bell Society and Fernwood Bell Works, made 2 May 2026 and operative from 1 June 2026.
A. In Section 2.1 the words "$210.00 per month" give way to "$225.00 per month".
B. In Section 2.2 the amount becomes $1,200.00.
C. The price of item 5 is now $95.00.
D. The Society appoints Ms. Rosa Bell as Tower Agent in the place of Mr. Finch.
"""


def in_june(kind: type[Term]) -> list[Term]:
    base, change = (
        replace(compile_text(text, document_id=id), client_id="client-1")
        for text, id in ((AGREEMENT, "a"), (INSTRUMENT, "b"))
    )
    (found,) = effective([base, change], property_id=None, on=date(2026, 6, 15))
    return [one for one in found.terms if isinstance(one, kind)]


def test_figures_that_give_way_or_are_told_anew_change_what_stands_at_their_place() -> None:
    (value,), (gate,), (rate,) = in_june(ContractValue), in_june(ApprovalThreshold), in_june(Rate)
    assert isinstance(value, ContractValue)
    assert value.amount == Decimal("225.00")
    assert isinstance(gate, ApprovalThreshold)
    assert (gate.amount, gate.approver) == (
        Decimal("1200.00"),
        "the Tower Agent",
    )
    assert isinstance(rate, Rate)
    assert rate.amount == Decimal("95.00")


def test_a_name_goes_to_whom_the_amendment_gives_it() -> None:
    assert [one.meaning for one in in_june(Definition) if isinstance(one, Definition)] == ["Ms. Rosa Bell"]


@pytest.mark.parametrize(
    "last",
    [
        "Everything else stays as it was written.",
        "The care goes on to 31 December 2027 on the same terms but for the price.",
    ],
)
def test_a_letter_that_carries_an_agreement_on_changes_it_and_replaces_none_of_the_rest(last: str) -> None:
    letter = f"Dear Bell Society,\nYour care is carried on from January 1, 2027 through December 31, 2027. The price is $240.00 per month.\n{last}\n"
    base, change = (
        replace(compile_text(text, document_id=id), client_id="client-1")
        for text, id in ((AGREEMENT, "a"), (letter, "b"))
    )
    (found,) = effective([base, change], property_id=None, on=date(2027, 3, 1))
    assert change.is_amendment
    assert [one.amount for one in found.terms if isinstance(one, ContractValue | ApprovalThreshold)] == [750, 240]
