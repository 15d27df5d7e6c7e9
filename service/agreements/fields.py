"""The contract fields Jobber's custom fields are filled from; names and shapes as the interface description gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from service.agreements.conflicts import settled
from service.agreements.dates import anniversary
from service.agreements.party_names import apart, singles
from service.agreements.terms import (
    Agreement,
    Allowance,
    ApprovalThreshold,
    Billing,
    Cap,
    ContractTerm,
    ContractValue,
    Discount,
    Effective,
    Exclusion,
    Jurisdiction,
    NotToExceed,
    Party,
    Pin,
    Rate,
    Renewal,
    ResponseTime,
    ServiceType,
    Term,
)  # fmt: skip

SURE = 0.8
"""Below this confidence a person looks at the field before it is written anywhere."""

Plain = str | int | float | bool | dict[str, object] | list[object]
T = TypeVar("T", bound=Term)
DOUBTED = 0.5
NAMED, STATED = 0.67, 0.9
"""From this confidence on the opening names a party; where it names two, whoever else is named only signs or is told."""


@dataclass(frozen=True)
class FieldValue:
    """A masked value and where it was read; a list is pinned where its first member stands.

    `alternatives` are other values read for the same field, by a language model or where the document says two things.
    """

    value: Plain
    pin: Pin
    confidence: float
    needs_review: bool
    alternatives: tuple[FieldValue, ...] = ()


_GENERAL = re.compile(
    r"(?:all |any |every |our |the )*(?:covered |non-covered |billable |other )?(?:repairs?|services?|work|parts (?:and|&) labou?r|labou?r (?:and|&) (?:parts|materials)|everything|jobs?|prices?|charges?|invoices?|bills?|calls?|repair \w+)?(?: (?:work|calls?|services?|bills?|charges?|invoices?|you need|performed|not covered.*))*",
    re.I,
)
"""A discount on "all repairs" is one on their parts and on their labour; one on "new equipment" is neither."""


def fields_of(agreement: Agreement | Effective) -> dict[str, FieldValue]:
    """What the agreement states, by field name; a field it does not state is absent."""
    base = agreement.agreement if isinstance(agreement, Effective) else agreement
    terms, _, found = settled(agreement.terms)
    conflicts = agreement.conflicts if isinstance(agreement, Effective) else found
    open_ones = [one.terms for one in conflicts if one.kept is None]
    read = {name: _contradicted(name, value, base, open_ones) for name, value in _read(terms, base).items()}
    guessed = _read(base.proposed, replace(base, terms=base.proposed, in_force_to=None))
    merged = guessed | {name: _reviewed(value, guessed.get(name), base) for name, value in read.items()}
    return {name: merged[name] for name in _FIELDS if name in merged}


def _reviewed(value: FieldValue, guessed: FieldValue | None, base: Agreement) -> FieldValue:
    """A model's reading of the agreement says nothing against what an amendment put in its place."""
    if guessed is None or value.pin.document_id != base.document_id:
        return value
    return _beside(value, [guessed])


def fields_of_amendment(change: Agreement, standing: Effective | None) -> dict[str, FieldValue]:
    """What an amendment states, and the fields of the agreement it changes whose new value is read from its words
    ("in Section 3.3 ten percent becomes twelve"). `standing` is `precedence.changed_by`."""
    own = fields_of(change)
    changed = fields_of(standing) if standing else {}
    new = {name: value for name, value in changed.items() if value.pin.document_id == change.document_id}
    return {name: own.get(name) or new[name] for name in _FIELDS if name in own or name in new}


def _read(terms: Sequence[Term], base: Agreement) -> dict[str, FieldValue]:
    return {name: value for name, reader in _FIELDS.items() if (value := reader(terms, base)) is not None}


def _contradicted(name: str, value: FieldValue, base: Agreement, open_ones: Sequence[tuple[Term, Term]]) -> FieldValue:
    """With what the document says otherwise elsewhere, where it does not say which of the two prevails."""
    others = [
        term for pair in open_ones if value.pin in {one.pin for one in pair} for term in pair if term.pin != value.pin
    ]
    alone = (_read([one], replace(base, terms=(one,), in_force_to=None)).get(name) for one in others)
    return _beside(value, [one for one in alone if one is not None])


def _beside(value: FieldValue, others: Sequence[FieldValue]) -> FieldValue:
    """Where the document or a language model says otherwise, both are shown, and a person decides."""
    different = [new for one in others if (new := _otherwise(value, one)) is not None]
    if not different:
        return value
    alternatives = (*value.alternatives, *different)
    return replace(value, confidence=min(value.confidence, DOUBTED), needs_review=True, alternatives=alternatives)


def _otherwise(value: FieldValue, other: FieldValue) -> FieldValue | None:
    """What the other says that this one does not: of a list, its new members."""
    if isinstance(value.value, list) and isinstance(other.value, list):
        known = [_folded(one) for one in value.value]
        new = [one for one in other.value if not any(_folded(one) in each or each in _folded(one) for each in known)]
        return replace(other, value=new) if new else None
    return None if _folded(value.value) == _folded(other.value) else other


def _folded(value: object) -> str:
    return " ".join(str(value).lower().split())


def _of(terms: Sequence[Term], kind: type[T]) -> list[T]:
    return [one for one in terms if isinstance(one, kind)]


def _surest(found: Sequence[T]) -> T | None:
    """The most confident term; among equals the one that stands first."""
    return max(found, key=lambda one: (one.pin.confidence, -one.pin.start), default=None)


def _field(value: Plain, pin: Pin, confidence: float | None = None) -> FieldValue:
    sure = pin.confidence if confidence is None else confidence
    return FieldValue(value, pin, round(sure, 2), sure < SURE)


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _count(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)


def _customer_name(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest([party for party in _of(terms, Party) if party.role == "customer"])
    return _field(one.name, one.pin) if one else None


def _parties(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    named = [single for one in _of(terms, Party) if one.pin.confidence >= 0.6 for single in singles(one)]
    for least in (STATED, SURE, NAMED):
        sure = apart([one for one in named if one.pin.confidence >= least])
        if len(sure) > 1:
            return _listed([(one.name, one.pin) for one in sure])
    return _listed([(one.name, one.pin) for one in apart(named)])


def _listed(found: Sequence[tuple[object, Pin]]) -> FieldValue | None:
    if not found:
        return None
    values: list[object] = []
    for value, _ in found:
        if value not in values:
            values.append(value)
    return _field(values, found[0][1], min(pin.confidence for _, pin in found))


def _service_types(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    named = _of(terms, ServiceType)
    sure = [one for one in named if one.pin.confidence >= 0.8] or named
    return _listed([(one.name, one.pin) for one in sure])


def _billing(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest([billing for billing in _of(terms, Billing) if billing.frequency])
    return _field(one.frequency, one.pin) if one else None


def _value(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest(_of(terms, ContractValue))
    return _field({"amount": _money(one.amount), "currency": one.currency, "per": one.per}, one.pin) if one else None


def _hourly(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest(
        [rate for rate in _of(terms, Rate) if rate.unit == "hour" and rate.when == "regular" and _is_base(rate)]
    )
    return _field(_money(one.amount), one.pin) if one and one.amount else None


def _is_base(rate: Rate) -> bool:
    """Not what is added to another price, nor the price of extra work of one kind."""
    return bool(rate.amount) and not re.search(
        rf"\\badds? \\${rate.amount:.0f}|\\bextra (?!labou?r|work|hours?|time)", rate.pin.quote, re.I
    )


def _start(_: Sequence[Term], base: Agreement) -> FieldValue | None:
    found = _surest([term for term in _of(base.terms, ContractTerm) if term.start])
    return _field(found.start.isoformat(), found.pin) if found and found.start else None


def _end_day(terms: Sequence[Term], base: Agreement) -> date | None:
    """The last day the effective terms state (an amendment may have moved it), else the agreement's own."""
    found = _surest([term for term in _of(terms, ContractTerm) if term.end])
    return found.end if found else base.in_force_to


def _end(terms: Sequence[Term], base: Agreement) -> FieldValue | None:
    value = _end_day(terms, base)
    if value is None:
        return None
    found = _surest([term for term in _of(terms, ContractTerm) if term.end == value])
    if found:
        return _field(value.isoformat(), found.pin)
    length = _surest([term for term in _of(terms, ContractTerm) if term.count])
    return _field(value.isoformat(), length.pin, length.pin.confidence - 0.02) if length else None


def _renewal_date(terms: Sequence[Term], base: Agreement) -> FieldValue | None:
    one = _surest([renewal for renewal in _of(terms, Renewal) if renewal.renewal_date])
    if one and one.renewal_date:
        return _field(one.renewal_date.isoformat(), one.pin)
    yearly = _surest([renewal for renewal in _of(terms, Renewal) if renewal.auto])
    day = anniversary(yearly.pin.quote, base.in_force_from) if yearly and base.in_force_from else None
    return _field(day.isoformat(), yearly.pin) if yearly and day else None


def _auto(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest(_of(terms, Renewal))
    return _field(one.auto, one.pin) if one else None


def _notice(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest([renewal for renewal in _of(terms, Renewal) if renewal.notice_days is not None])
    return _field(one.notice_days, one.pin) if one and one.notice_days is not None else None


def _slas(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    found = [
        ({"what": one.what, "value": value, "unit": unit}, one.pin)
        for one in _of(terms, ResponseTime)
        for value, unit in [_soon(one)]
    ]
    return _listed(found)


def _soon(one: ResponseTime) -> tuple[int | float, str]:
    """Minutes where the contract says minutes."""
    minutes = one.value * 60
    if one.unit == "hour" and re.search(r"\bmin(?:ute)?s?\b", one.pin.quote, re.I) and minutes < 60:
        return _count(minutes), "minute" if minutes == 1 else "minutes"
    return _count(one.value), _unit(one)


def _unit(one: ResponseTime) -> str:
    """The contract's own word: working days stay working days."""
    name = one.unit.replace("_", " ")
    if one.unit == "business_day" and "working" in one.pin.quote.lower():
        name = "working day"
    if one.unit == "hour" and one.hours == "business hours":
        name = "business hour"
    return name if one.value == 1 else f"{name}s"


def _included(unit: str) -> Callable[[Sequence[Term], Agreement], FieldValue | None]:
    def read(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
        one = _surest([allowance for allowance in _of(terms, Allowance) if allowance.unit == unit])
        return _field({"count": _count(one.count), "per": one.per}, one.pin) if one else None

    return read


def _discount(part: str) -> Callable[[Sequence[Term], Agreement], FieldValue | None]:
    def read(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
        fitting = [
            one
            for one in _of(terms, Discount)
            if one.applies_to == part
            or (part == "parts" and one.applies_to == "materials")
            or (one.applies_to == "both" and _GENERAL.fullmatch(one.what))
        ]
        one = _surest([one for one in fitting if one.applies_to == part]) or _surest(fitting)
        return _field(_count(one.percent), one.pin) if one else None

    return read


def _approval(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    stated = _surest(_of(terms, ApprovalThreshold))
    limit = _surest(_of(terms, NotToExceed))
    if stated:
        return _field(_money(stated.amount), stated.pin)
    return _field(_money(limit.amount), limit.pin) if limit else None


def _cap(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    found = [cap for cap in _of(terms, Cap) if not _SUPPLIES.search(cap.what)]
    one = max(
        found, key=lambda cap: (cap.pin.confidence, cap.per in ("year", "term", "season"), cap.amount), default=None
    )
    return _field({"amount": _money(one.amount), "per": one.per}, one.pin) if one else None


_SUPPLIES = re.compile(
    r"\b(?:chemicals?|paper|soap|liners?|salt|refrigerant|filters?|supplies|consumables|fuel|bulbs?)\b", re.I
)
"""Things that are used up: an amount for them is an allowance of things, not the most the agreement carries."""


def _exclusions(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    """As the contract lists them: a bullet or numbered item is one, a list that stands alone is taken apart."""
    by_place: dict[tuple[str, str], list[Exclusion]] = {}
    for one in _of(terms, Exclusion):
        if not one.everything_else:
            by_place.setdefault((one.pin.section, one.pin.quote), []).append(one)
    sections = [section for section, _quote in by_place]
    found: list[tuple[object, Pin]] = []
    for (section, _quote), group in by_place.items():
        apart = (
            len(group) == 1 or sections.count(section) == 1 or re.search(r"[;:]\s+(?!and$|or$)\S", group[0].pin.quote)
        )
        said = (
            [_exclusion(one) for one in group]
            if apart
            else [", ".join(dict.fromkeys(_exclusion(one) for one in group))]
        )
        found += [(words, group[0].pin) for words in said]
    return _listed(found)


def _exclusion(one: Exclusion) -> str:
    caused = [cause for cause in one.causes if cause not in one.what]
    return f"{one.what} from {', '.join(caused)}" if caused else one.what


def _law(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest(_of(terms, Jurisdiction))
    return _field(one.place, one.pin) if one else None


def _length(terms: Sequence[Term], _: Agreement) -> FieldValue | None:
    one = _surest([term for term in _of(terms, ContractTerm) if term.count])
    return _field({"count": _count(one.count), "unit": one.unit}, one.pin) if one and one.count else None


_FIELDS: dict[str, Callable[[Sequence[Term], Agreement], FieldValue | None]] = {
    "customer_name": _customer_name,
    "service_types": _service_types,
    "billing_frequency": _billing,
    "contract_value": _value,
    "hourly_rate": _hourly,
    "effective_date": _start,
    "end_date": _end,
    "renewal_date": _renewal_date,
    "auto_renews": _auto,
    "renewal_notice_days": _notice,
    "slas": _slas,
    "included_visits": _included("visit"),
    "included_hours": _included("hour"),
    "parts_discount_percent": _discount("parts"),
    "labour_discount_percent": _discount("labour"),
    "approval_threshold": _approval,
    "coverage_cap": _cap,
    "exclusions": _exclusions,
    "parties": _parties,
    "jurisdiction": _law,
    "term": _length,
}


def notice_deadline(agreement: Agreement | Effective, end: date) -> date | None:
    """The last day on which notice against renewal is in time: the end less the notice period."""
    one = _surest(
        [renewal for renewal in _of(agreement.terms, Renewal) if renewal.auto and renewal.notice_days is not None]
    )
    return end - timedelta(days=one.notice_days) if one and one.notice_days is not None else None
