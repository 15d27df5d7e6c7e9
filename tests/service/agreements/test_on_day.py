from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from anonymize.boundary import Scope
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document, compile_text
from service.agreements.fields import fields_of
from service.agreements.on_day import AgreementsOnDay, OnDay, agreement_on
from service.agreements.store import AgreementStore
from service.agreements.terms import Agreement, ApprovalThreshold, Discount, Precedence, Rate, Term
from tests.fakes.databases import USUAL, database

BASE = """WATER TREATMENT AGREEMENT
This agreement begins on April 1, 2025 and runs for one year. It renews automatically for successive one-year terms.
Parts are discounted 10%. Labor is $90.00 per hour.
"""
WHOLE = Scope("account")


def base() -> Agreement:
    return replace(compile_text(BASE, document_id="base"), client_id="client-1", account="account")


def amendment(name: str, words: str, **changes: object) -> Agreement:
    read = compile_text(f"AMENDMENT\n{words}\n", document_id=name, is_amendment=True)
    return replace(read, client_id="client-1", account="account", **changes)  # type: ignore[arg-type]


def discounts(found: list[OnDay]) -> list[int]:
    return [int(one.term.percent) for day in found for one in day.applied if isinstance(one.term, Discount)]


def why(found: list[OnDay], kind: type[Term]) -> str:
    return next(one.why for day in found for one in day.applied if isinstance(one.term, kind))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AgreementStore]:
    with database(USUAL, tmp_path) as engine:
        yield AgreementStore(engine)


def test_every_term_that_applied_says_why(store: AgreementStore) -> None:
    store.save(base(), "1")
    store.save(amendment("summer", "Effective June 1, 2025, parts are discounted 20%."), "2")
    found = AgreementsOnDay(store).agreement_on(WHOLE, "client-1", None, date(2025, 7, 1))
    assert why(found, Discount) == "stated in amendment summer, in effect from 2025-06-01"
    assert why(found, Rate) == "stated in the agreement, in force from 2025-04-01 through 2026-03-31"
    assert [one.why for one in found[0].set_aside if isinstance(one.term, Discount)] == ["changed by summer"]


def test_an_agreement_that_renewed_itself_says_so() -> None:
    found = agreement_on([base()], None, date(2027, 1, 5))
    assert why(found, Rate).endswith("in force from 2025-04-01 through 2027-03-31, renewed since 2026-03-31")


def test_nothing_is_told_outside_the_scope(store: AgreementStore) -> None:
    store.save(base(), "1")
    other = Scope("account", frozenset({"client-2"}))
    assert AgreementsOnDay(store).agreement_on(other, "client-1", None, date(2025, 7, 1)) == []


def test_an_amendment_filed_late_changes_its_own_period_and_no_other() -> None:
    autumn = amendment("autumn", "Effective October 1, 2025, parts are discounted 30%.")
    late = amendment("late", "This amendment runs from June 1, 2025 through July 31, 2025. Parts are discounted 20%.")
    known = [base(), autumn, late]
    days = [date(2025, 5, 31), date(2025, 6, 1), date(2025, 7, 31), date(2025, 8, 1), date(2025, 10, 1)]
    assert [discounts(agreement_on(known, None, day)) for day in days] == [[10], [20], [20], [10], [30]]


def test_an_amendment_filed_late_does_not_undo_a_later_one() -> None:
    autumn = amendment("autumn", "Effective October 1, 2025, parts are discounted 30%.")
    late = amendment("late", "Effective June 1, 2025, parts are discounted 20%.")
    known = [base(), autumn, late]
    assert [discounts(agreement_on(known, None, date(2025, month, 2))) for month in (5, 9, 11)] == [[10], [20], [30]]


def test_an_amendment_without_a_day_applies_from_the_day_it_was_filed() -> None:
    clauses = [ClauseText("c", 9, "", "Changes", "Parts are discounted 20%.")]
    facts = DocumentFacts(
        "undated", account="account", client_id="client-1", is_amendment=True, dated=date(2025, 8, 15)
    )
    known = [base(), compile_document(facts, clauses)]
    assert [discounts(agreement_on(known, None, date(2025, 8, day))) for day in (14, 15)] == [[10], [20]]


TWICE = """SERVICE AGREEMENT

1. Term
This agreement begins on April 1, 2025 and ends on March 31, 2026.

2. Prices
Parts are discounted 10%.

{rule}
SCHEDULE B - PRICES
Parts are discounted 15%.
"""


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("3. Order\nIf the Schedule and these conditions disagree, the Schedule wins.\n", [15]),
        ("3. Order\nIn case of conflict the terms of this Agreement shall prevail over the Schedule.\n", [10]),
        ("3. Order\nOrder of precedence: (1) Schedule B; (2) the General Conditions.\n", [15]),
        ("", [10, 15]),
    ],
)
def test_what_a_document_says_twice_is_settled_by_its_own_clause_or_left_open(rule: str, kept: list[int]) -> None:
    agreement = compile_text(TWICE.format(rule=rule))
    (found,) = agreement_on([replace(agreement, client_id="c")], None, date(2025, 5, 1))
    (conflict,) = found.conflicts
    assert sorted(discounts([found])) == kept
    assert {one.percent for one in conflict.terms if isinstance(one, Discount)} == {Decimal(10), Decimal(15)}
    assert (conflict.kept is None) == (len(kept) == 2)
    field = fields_of(agreement)["parts_discount_percent"]
    assert field.needs_review == (len(kept) == 2)
    assert field.value in kept


def test_a_settled_conflict_quotes_the_clause_that_settles_it() -> None:
    rule = "3. Order\nIf the Schedule and these conditions disagree, the Schedule wins.\n"
    (found,) = agreement_on([compile_text(TWICE.format(rule=rule))], None, date(2025, 5, 1))
    assert "the Schedule wins" in why([found], Discount)
    assert any("the Schedule wins" in one.why for one in found.set_aside)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("Where this page and the fine print say different things, this page counts.", ("page",)),
        ("Exhibit A governs if it is inconsistent with the body of this Agreement.", ("exhibit a",)),
        ("The rate sheet prevails over the general conditions.", ("rate sheet", "")),
        ("Ohio law governs.", None),
        ("The tenant controls access to the meter room.", None),
    ],
)
def test_ways_to_say_which_part_prevails(words: str, order: tuple[str, ...] | None) -> None:
    found = [one.order for one in compile_text(f"Agreement\n\n{words}").terms if isinstance(one, Precedence)]
    assert found == ([order] if order else [])


def test_figures_for_different_times_and_things_contradict_nothing() -> None:
    text = """AGREEMENT
This agreement begins on April 1, 2025 and ends on March 31, 2026.

Labor is $90.00 per hour.

After hours labor is $140.00 per hour.

Parts are discounted 10%. Labor is discounted 15%.

Work over $400 needs your approval first.
"""
    (found,) = agreement_on([compile_text(text)], None, date(2025, 5, 1))
    assert found.conflicts == ()
    assert [one.term.amount for one in found.applied if isinstance(one.term, ApprovalThreshold)] == [Decimal("400.00")]
