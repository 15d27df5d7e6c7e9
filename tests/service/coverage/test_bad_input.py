"""What a check does with work that is not as it should be: each has one clear outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.agreements.terms import Effective
from service.coverage.coverage import MOST_LINES, Sources, Unread, check
from service.coverage.work import TooManyLines
from tests.fakes.terms import agreement, allowance, cited, discount, included, judged, labour, line, part, rate, work


def test_a_credit_stands_as_it_was_given_and_draws_on_nothing() -> None:
    plan = agreement(included("repair parts"), allowance("repair parts", 1, "time", "year"))
    credit, motor = judged(work(line("Repair credit", "-1", "40", "PRODUCT"), part("Fan motor", "240")), plan).lines
    assert (credit.verdict, credit.customer_pays) == ("not_covered", Decimal("-40.00"))
    assert "a credit" in credit.reason
    assert motor.customer_pays == Decimal("0.00")


def test_a_billable_line_without_a_price_says_so_instead_of_costing_nothing() -> None:
    coverage = judged(work(part("Fan motor", "0")), agreement(discount("10", "parts", "parts")))
    (one,) = coverage.lines
    assert one.customer_pays is None
    assert one.question == "Put a price on “Fan motor”."
    assert "“Fan motor” has no price" in coverage.warnings


def test_a_price_the_contract_fixes_is_due_though_the_line_has_none() -> None:
    (one,) = judged(work(labour("2", "0")), agreement(rate("labor", "95"))).lines
    assert one.customer_pays == Decimal("190.00")


def test_without_an_agreement_a_line_without_a_price_has_no_amount() -> None:
    (one,) = judged(work(part("Fan motor", "0"), day=date(2030, 1, 1)), agreement(included("parts"))).lines
    assert (one.verdict, one.customer_pays) == ("no_agreement", None)


def test_five_thousand_lines_are_judged_and_one_more_is_refused() -> None:
    plan = agreement(included("fan motors"), rate("labor", "95"))
    lines = [
        replace(part("Fan motor", "240") if n % 2 else labour("1", "100"), id=f"li-{n}") for n in range(MOST_LINES)
    ]
    coverage = judged(work(*lines), plan)
    assert len(coverage.lines) == MOST_LINES
    with pytest.raises(TooManyLines, match="5001 line items; at most 5000"):
        judged(work(*lines, part("One more")), plan)


def test_where_the_only_agreement_could_not_be_read_nothing_is_decided() -> None:
    unread = [Unread("doc-7", "locked with a password")]
    sources = Sources(lambda _, __: [], cited, unread=unread)
    (one,) = check(work(part("Fan motor", "240")), sources).lines
    assert (one.verdict, one.customer_pays) == ("unclear", None)
    assert one.question == "Read document doc-7, which is in quarantine: locked with a password."


def test_an_unread_document_beside_an_agreement_is_warned_of() -> None:
    plan = agreement(included("fan motors"))
    sources = Sources(
        lambda _, on: [Effective(plan, on, plan.terms)], cited, unread=[Unread("doc-7", "locked with a password")]
    )
    coverage = check(work(part("Fan motor", "240")), sources)
    assert [line.verdict for line in coverage.lines] == ["covered"]
    assert "document doc-7 could not be read and may change this: locked with a password" in coverage.warnings
