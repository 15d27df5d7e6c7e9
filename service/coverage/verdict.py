"""The answer to a coverage check, as people and programs read it (shape: interfaces, Coverage)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from retrieval.model import Citation
from service.coverage.money import cents


class Verdict(StrEnum):
    """What the interface calls them; `DECIDED` are those with an amount the customer pays."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    PARTIALLY_COVERED = "partially_covered"
    NEEDS_APPROVAL = "needs_approval"
    NO_AGREEMENT = "no_agreement"
    UNCLEAR = "unclear"

    @property
    def said(self) -> str:
        """As people read it."""
        return "partly covered" if self is Verdict.PARTIALLY_COVERED else self.value.replace("_", " ")


@dataclass(frozen=True)
class Rule:
    """One step of the way to the amount; `kind` is exclusion, inclusion, allowance, rate, discount, …"""

    kind: str
    summary: str


@dataclass(frozen=True)
class Step:
    """One step of the sum: `calculation` in plain numbers ("3 × 38.00"), and what it comes to, rounded to the cent.

    A line's last step is what the customer pays (or would pay once approved); tax is no part of it.
    """

    what: str
    calculation: str
    amount: Decimal


@dataclass(frozen=True)
class Fact:
    """Something the verdict rests on: `kind` is began, cause, used, approval, …; `source` the words it was read from."""

    kind: str
    value: str
    source: Citation | None = None


@dataclass(frozen=True)
class Fit:
    """By what way the deciding clause reaches the work: `kind` same, kind_of, part_of, beside, general, words, …"""

    kind: str
    score: float
    why: str


@dataclass(frozen=True)
class Considered:
    """A clause that was looked at and set aside."""

    citation: Citation
    why: str


@dataclass(frozen=True)
class LineVerdict:
    line_item_id: str
    name: str
    agreement_id: str | None
    verdict: Verdict
    list_amount: Decimal
    customer_pays: Decimal | None
    covered_amount: Decimal | None
    if_approved_customer_pays: Decimal | None
    reason: str
    rules: tuple[Rule, ...] = ()
    citations: tuple[Citation, ...] = ()
    considered: tuple[Considered, ...] = ()
    confidence: float = 0.0
    what_if: str = ""
    steps: tuple[Step, ...] = ()
    match: Fit | None = None
    facts: tuple[Fact, ...] = ()
    question: str = ""


@dataclass(frozen=True)
class Noted:
    """Work that notes tell of and no line item bills: judged like a line, without a price."""

    name: str
    verdict: Verdict
    reason: str
    source: Citation | None = None
    citations: tuple[Citation, ...] = ()
    question: str = ""


@dataclass(frozen=True)
class AgreementInForce:
    document_id: str
    title: str
    in_force: tuple[date | None, date | None]
    amended_by: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "title": self.title,
            "in_force": [day.isoformat() if day else None for day in self.in_force],
            "amended_by": list(self.amended_by),
        }


@dataclass(frozen=True)
class Coverage:
    id: str
    job_id: str | None
    client_id: str
    as_of: date
    agreements: tuple[AgreementInForce, ...]
    lines: tuple[LineVerdict, ...]
    summary: str
    warnings: tuple[str, ...] = ()
    currency: str = "USD"
    noted: tuple[Noted, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The document of the interface: amounts as `{"amount", "currency"}`, dates as ISO text."""
        return {
            "id": self.id,
            "job_id": self.job_id,
            "client_id": self.client_id,
            "as_of": self.as_of.isoformat(),
            "agreements": [one.to_json() for one in self.agreements],
            "lines": [self._line(line) for line in self.lines],
            "summary": self.summary,
            "warnings": list(self.warnings),
            "work_in_notes": [_noted(one) for one in self.noted],
            "before_tax": True,
        }

    def _line(self, line: LineVerdict) -> dict[str, Any]:
        amounts = ("list_amount", "customer_pays", "covered_amount", "if_approved_customer_pays")
        return {
            "line_item_id": line.line_item_id,
            "name": line.name,
            "agreement_id": line.agreement_id,
            "verdict": line.verdict.value,
            **{name: self._money(getattr(line, name)) for name in amounts},
            "reason": line.reason,
            "rules": [asdict(rule) for rule in line.rules],
            "citations": [one.as_json() for one in line.citations],
            "considered": [one.citation.as_json() | {"why": one.why} for one in line.considered],
            "confidence": round(line.confidence, 2),
            "what_if": line.what_if,
            "steps": [asdict(step) | {"amount": self._money(step.amount)} for step in line.steps],
            "match": asdict(line.match) if line.match else None,
            "facts": [{"kind": one.kind, "value": one.value, "source": _cited(one.source)} for one in line.facts],
            "question": line.question,
        }

    def _money(self, amount: Decimal | None) -> dict[str, str] | None:
        return None if amount is None else {"amount": str(cents(amount)), "currency": self.currency}


def _noted(one: Noted) -> dict[str, Any]:
    return {
        "name": one.name,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "source": _cited(one.source),
        "citations": [each.as_json() for each in one.citations],
        "question": one.question,
    }


def _cited(one: Citation | None) -> dict[str, Any] | None:
    return one.as_json() if one else None
