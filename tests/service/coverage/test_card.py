"""What a technician's card says of the fees a plan carries."""

from __future__ import annotations

from service.agreements.compile import compile_text
from service.agreements.precedence import effective
from service.coverage.card import cards
from service.coverage.coverage import Sources
from tests.fakes.terms import cited, work

PLAN = """
Service agreement. Effective January 1, 2026 for one year.
No trip charge is made for a repair visit. Included at no charge: two tune-ups a year.
"""


def test_a_fee_that_is_not_asked_for_is_told_as_none() -> None:
    plan = compile_text(PLAN, is_amendment=False)
    found = cards(work(), Sources(lambda _, on: effective([plan], property_id=None, on=on), cited, on_file=[plan]))
    (card,) = found["agreements"]
    told = [row["text"] for row in card["covered"]]
    assert told[0] == "no trip charge for a repair visit"
    assert all("no " not in text for text in told[1:])
