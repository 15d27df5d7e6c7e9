"""A technician's card of an agreement: what it carries, what is left of it, what is billable at which rate, when to call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from retrieval.model import Citation
from service.agreements.terms import (
    Allowance,
    ApprovalThreshold,
    BusinessHours,
    Cap,
    Discount,
    Effective,
    Exclusion,
    Inclusion,
    NotToExceed,
    Permission,
    Rate,
    ServiceFee,
    Term,
)
from service.coverage.clause_words import beyond, carriage
from service.coverage.coverage import Sources, in_force_of, past_of
from service.coverage.money import NOTHING, dollars, number
from service.coverage.usage import Used, borne_before, drawn_in, period
from service.coverage.work import Work

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHEN = {"after_hours": "after hours", "regular": "", "weekend": "on weekends", "holiday": "on holidays", "emergency": "in emergencies"}  # fmt: skip


_FEE = re.compile(r"(?:[\w-]+ ){0,3}(?:charge|fee|surcharge|supplement|deductible)s?\b", re.I)
"""A fee that is carried is one that is not asked for."""


@dataclass(frozen=True)
class Row:
    """One thing to know, with the clause that says it. `left` and `until` say what is left of a limit, and until when."""

    text: str
    citation: Citation | None
    left: str = ""
    until: date | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "left": self.left,
            "until": self.until.isoformat() if self.until else None,
            "citation": self.citation.as_json() if self.citation else None,
        }


def cards(work: Work, sources: Sources) -> dict[str, Any]:
    """The cards of the agreements in force at the work's place on its day; its lines are not looked at. What the client's
    earlier work used is counted."""
    effectives = sources.in_force(work.property_id, work.day)
    past = past_of(work, sources) if effectives else []
    return {
        "client_id": work.client_id,
        "property_id": work.property_id,
        "as_of": work.day.isoformat(),
        "agreements": [_card(one, past, work, sources) for one in effectives],
        "warnings": [*work.warnings, *(f"document {one.document_id} could not be read: {one.reason}" for one in sources.unread)],
    }  # fmt: skip


def _card(one: Effective, past: Sequence[Used], work: Work, sources: Sources) -> dict[str, Any]:
    own = [used for used in past if used.agreement_id == one.agreement.document_id]
    parts = {
        "covered": _covered(one, sources),
        "limits": _limits(one, own, work, sources),
        "not_covered": _not_covered(one, sources),
        "billable": _billable(one, sources),
        "hours": _hours(one, sources),
        "call_the_manager": _calls(one, sources),
    }
    return in_force_of(one, sources).to_json() | {name: [row.to_json() for row in rows] for name, rows in parts.items()}


def _row(term: Term, text: str, sources: Sources, left: str = "", until: date | None = None) -> Row:
    return Row(sources.reveal(text), sources.cite(term.pin), left, until)


def _each(one: Effective, kind: type[Any]) -> Iterator[Any]:
    """The terms of a kind, each wording once."""
    seen: set[tuple[str, str]] = set()
    for term in one.terms:
        if isinstance(term, kind) and (mark := (term.pin.quote, str(getattr(term, "what", "")))) not in seen:
            seen.add(mark)
            yield term


def _covered(one: Effective, sources: Sources) -> Iterator[Row]:
    for term in _each(one, Inclusion):
        if carriage(term) and not beyond(term):
            narrowed = {"parts": " (parts)", "labour": " (labor)", "materials": " (materials)"}.get(term.part, "")
            proviso = f", {term.condition}" if term.condition else ""
            none = "no " if _FEE.match(term.what) else ""
            yield _row(term, f"{none}{_named(term)}{narrowed}{proviso}", sources)


def _not_covered(one: Effective, sources: Sources) -> Iterator[Row]:
    for term in _each(one, Exclusion):
        unless = f", except {', '.join(term.exceptions)}" if term.exceptions else ""
        yield _row(term, f"{_named(term)}{unless}", sources)


def _named(term: Inclusion | Exclusion) -> str:
    """What it is of, with the causes it is of alone: "damage from freezing, flood"."""
    causes = ", ".join(cause for cause in term.causes if cause not in term.what)
    return f"{term.what} from {causes}" if term.what and causes else term.what or causes


def _limits(one: Effective, past: Sequence[Used], work: Work, sources: Sources) -> Iterator[Row]:
    began = one.agreement.in_force_from
    for term in _each(one, Allowance):
        drawn = drawn_in(term, past, work.day, began, work.property_id)
        left = max(NOTHING, term.count - drawn)
        text = f"{number(term.count)} {term.unit}{'s' * (term.count != 1)} of {term.what} per {term.per}"
        yield _row(term, text, sources, f"{number(left)} of {number(term.count)}", _until(term, work, began))
    for term in _each(one, Cap):
        borne = borne_before(term, past, work.day, began, None) if term.per != "visit" else NOTHING
        left = max(NOTHING, term.amount - borne)
        text = f"at most {dollars(term.amount)} per {term.per}{f' for {term.what}' if term.what else ''}"
        yield _row(term, text, sources, dollars(left), _until(term, work, began))


def _until(term: Allowance | Cap, work: Work, began: date | None) -> date | None:
    last = period(term.per, term.pin, work.day, began)[1]
    return None if last == date.max else last


def _billable(one: Effective, sources: Sources) -> Iterator[Row]:
    for term in _each(one, ServiceFee):
        yield _row(term, f"{term.what}: {dollars(term.amount)} per {term.per}{f', waived when {term.waived_when}' if term.waived_when else ''}", sources)  # fmt: skip
    for term in _each(one, Rate):
        price = (
            f"{dollars(term.amount)} {'each' if term.unit == 'each' else f'per {term.unit}'}"
            if term.amount is not None
            else _multiple(term.multiple, term.unit)
        )
        least = f", at least {number(term.minimum)} {term.minimum_unit}" if term.minimum else ""
        yield _row(term, f"{term.what} {_WHEN[term.when]}".strip() + f": {price}{least}", sources)
    for term in _each(one, Discount):
        yield _row(term, f"{number(term.percent)}% off {term.what or term.applies_to}", sources)


def _multiple(multiple: Decimal | None, unit: str) -> str:
    of = "our cost" if unit == "cost" else "the regular rate"
    return f"{number(multiple or Decimal(1))} times {of}"


def _hours(one: Effective, sources: Sources) -> Iterator[Row]:
    for term in _each(one, BusinessHours):
        days = sorted(term.days)
        named = f"{_DAYS[days[0]]} to {_DAYS[days[-1]]}" if len(days) > 2 else " and ".join(_DAYS[day] for day in days)
        yield _row(term, f"regular hours: {named}, {term.opens} to {term.closes}", sources)


def _calls(one: Effective, sources: Sources) -> Iterator[Row]:
    for term in _each(one, ApprovalThreshold):
        who = f" by {term.approver}" if term.approver else ""
        yield _row(term, f"before work above {dollars(term.amount)}{f' on {term.what}' if term.what not in ('', 'work') else ''}: it needs an approval{who}{f' ({term.form})' if term.form else ''}", sources)  # fmt: skip
    for term in _each(one, Permission):
        who = f" by {term.approver}" if term.approver else ""
        yield _row(
            term, f"before any {term.what}: it needs an approval{who}{f' ({term.form})' if term.form else ''}", sources
        )
    for term in _each(one, NotToExceed):
        per = f" per {term.per}" if term.per else ""
        yield _row(term, f"before the customer's cost passes {dollars(term.amount)}{per}", sources)
    if not any(isinstance(term, (ApprovalThreshold, NotToExceed)) for term in one.terms):
        yield Row("the agreement names no sum that needs an approval; call where a line is unclear", None)
