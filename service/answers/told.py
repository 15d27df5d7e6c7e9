"""A compiled term as one plain sentence, in the masked words it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from service.agreements import terms
from service.agreements.terms import Term

LONGEST_OBJECT = 8
_WHEN = {
    "regular": "in regular hours",
    "after_hours": "after hours",
    "weekend": "on weekends",
    "holiday": "on holidays",
    "emergency": "in an emergency",
}
_PART = {"parts": "parts", "labour": "labor", "materials": "materials", "both": "parts and labor"}
_FREQUENCY = {
    "per_visit": "per visit",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "semi-annual": "twice a year",
    "annual": "once a year",
    "one_time": "once",
}


def told(term: Term) -> str:
    """The sentence, or "" for a term that says nothing by itself."""
    tell = _TELL.get(type(term))
    return _in_its_currency(tell(term), term.pin.quote) if tell else ""


def _in_its_currency(sentence: str, quote: str) -> str:
    """With the sign that the words have before their sums; a paper is in one currency."""
    signs = {sign for sign in "$£€" if sign in quote}
    return sentence.replace("$", signs.pop()) if len(signs) == 1 else sentence


def dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def long_date(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def plain_number(value: Decimal) -> str:
    whole = value.to_integral_value()
    return str(int(whole)) if value == whole else str(value.normalize())


def _per(per: str | None) -> str:
    return f" per {per}" if per and per != "term" else ""


def _count(count: Decimal, unit: str) -> str:
    name = unit.replace("_", " ")
    return f"{plain_number(count)} {name}{'' if count == 1 or name.endswith('s') else 's'}"


def _of(what: str, prefix: str = " for ") -> str:
    return f"{prefix}{_short(what)}" if _short(what) else ""


def _subject(what: str, otherwise: str) -> str:
    words = _short(what)
    return words[:1].upper() + words[1:] if words else otherwise


def _short(what: str) -> str:
    """The object in the contract's words, or "" where these are half a sentence: the quote tells them better."""
    words = what.strip().rstrip(".;,:")
    return words if len(words.split()) <= LONGEST_OBJECT and not _NUMBERED.match(words) else ""


_NUMBERED = re.compile(r"(?:article|section|clause|paragraph|schedule|§) ?\w*\d", re.I)


def _by_unit(unit: str) -> str:
    name = unit.replace("_", " ")
    return name if name in ("each", "flat") else f"per {name}"


def _inclusion(term: terms.Inclusion) -> str:
    part = "" if term.part == "both" else f" ({_PART[term.part]})"
    proviso = f", {term.condition.strip().rstrip('.')}" if term.condition else ""
    return f"Included: {term.what.strip().rstrip('.;')}{part}{proviso}."


def _exclusion(term: terms.Exclusion) -> str:
    causes = f" when caused by {', '.join(term.causes)}" if term.causes and not term.what else ""
    spared = f", except {', '.join(term.exceptions)}" if term.exceptions else ""
    return f"Not covered: {term.what.strip().rstrip('.;')}{causes}{spared}."


_SENTENCE = re.compile(r"\b(?:is|are|will be|gets?) \w+", re.I)
"""What is done told by a verb of its own ("both boilers are cleaned") is no name of a thing."""


def _allowance(term: terms.Allowance) -> str:
    counted = f"Included: {_count(term.count, term.unit)}"
    if term.what.strip().lower() in ("", term.unit, term.unit + "s"):
        return f"{counted}{_per(term.per)}."
    if _SENTENCE.search(term.what):
        return f"{counted}{_per(term.per)} ({term.what.strip()})."
    return f"{counted}{_of(term.what, ' of ')}{_per(term.per)}."


def _cap(term: terms.Cap) -> str:
    if term.what.strip() and not _short(term.what):
        return ""
    return f"The agreement carries at most {dollars(term.amount)}{_per(term.per)}{_of(term.what)}."


def _not_to_exceed(term: terms.NotToExceed) -> str:
    return f"Work above {dollars(term.amount)}{_per(term.per)} needs the customer's approval first{_of(term.what)}."


def _fee(term: terms.ServiceFee) -> str:
    waived = f"; waived {term.waived_when.strip().rstrip('.')}" if term.waived_when else ""
    return f"{_subject(term.what, 'The fee')}: {dollars(term.amount)}{_per(term.per)}{waived}."


def _discount(term: terms.Discount) -> str:
    subject = _subject(term.what, _PART[term.applies_to].capitalize())
    verb = "plus" if term.percent < 0 else "less"
    return f"{subject}: list price {verb} {plain_number(abs(term.percent))}%."


def _rate(term: terms.Rate) -> str:
    price = (
        f"{dollars(term.amount)} {_by_unit(term.unit)}"
        if term.amount is not None
        else f"{plain_number(term.multiple)} times the regular rate"
        if term.multiple is not None
        else "a price of its own"
    )
    when = "" if term.when == "regular" else f" {_WHEN[term.when]}"
    minimum = f", at least {_count(term.minimum, term.minimum_unit or term.unit)}" if term.minimum is not None else ""
    return f"{_subject(term.what, 'Labor')}{when}: {price}{minimum}."


def _response(term: terms.ResponseTime) -> str:
    hours = f" ({term.hours.strip()})" if term.hours else ""
    return f"{_subject(term.what, 'Response')}: within {_count(term.value, term.unit)}{hours}."


def _hours(term: terms.BusinessHours) -> str:
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    days = ", ".join(names[day] for day in sorted(term.days))
    return f"Regular hours are {days}, {term.opens} to {term.closes}."


def _approval(term: terms.ApprovalThreshold) -> str:
    by = f" by {term.approver.strip()}" if term.approver else ""
    form = f" ({term.form.strip()})" if term.form else ""
    return f"{_subject(term.what, 'Work')} above {dollars(term.amount)} needs approval{by} beforehand{form}."


def _permission(term: terms.Permission) -> str:
    by = f" by {term.approver.strip()}" if term.approver else ""
    form = f" ({term.form.strip()})" if term.form else ""
    return f"{_subject(term.what, 'Work')} needs approval{by} beforehand, whatever it costs{form}."


def _term(term: terms.ContractTerm) -> str:
    start = f" from {long_date(term.start)}" if term.start else ""
    end = f" through {long_date(term.end)}" if term.end else ""
    length = f" for {_count(term.count, term.unit)}" if term.count is not None and not (start and end) else ""
    return f"It runs{start}{end}{length}." if start or end or length else ""


def _renewal(term: terms.Renewal) -> str:
    by = f" by {_count(term.count, term.unit)}" if term.count is not None else ""
    notice = f"; ending it takes {term.notice_days} days' notice" if term.notice_days else ""
    return f"It renews automatically{by}{notice}." if term.auto else f"It does not renew by itself{notice}."


def _billing(term: terms.Billing) -> str:
    due = f", {term.due.strip().rstrip('.')}" if term.due else ""
    return f"Billed {_FREQUENCY.get(term.frequency, term.frequency)}{due}."


def _value(term: terms.ContractValue) -> str:
    return f"The price is {dollars(term.amount)}{_per(term.per)}."


def _escalator(term: terms.Escalator) -> str:
    by = f"{plain_number(term.percent)}%" if term.percent is not None else dollars(term.amount or Decimal(0))
    return f"The price rises by {by}{_per(term.per)}."


def _warranty(term: terms.Warranty) -> str:
    return f"Warranty{_of(term.what, ' on ')}: {_count(term.count, term.unit)}."


def _law(term: terms.Jurisdiction) -> str:
    return f"Governed by the law of {term.place.strip().rstrip('.')}."


def _termination(term: terms.Termination) -> str:
    notice = f"It can be ended on {term.notice_days} days' notice" if term.notice_days else "It can be ended"
    fee = f"; the fee is {dollars(term.fee)}" if term.fee is not None else ""
    return f"{notice}{fee}." if term.notice_days or fee else ""


def _served(term: terms.CoveredProperty) -> str:
    return f"Property served: {term.address.strip().rstrip('.')}."


def _equipment(term: terms.CoveredEquipment) -> str:
    return f"Equipment: {term.what.strip().rstrip('.')}."


_TELL: dict[type[Term], Callable[[Any], str]] = {
    terms.Inclusion: _inclusion,
    terms.Exclusion: _exclusion,
    terms.Allowance: _allowance,
    terms.Cap: _cap,
    terms.NotToExceed: _not_to_exceed,
    terms.ServiceFee: _fee,
    terms.Discount: _discount,
    terms.Rate: _rate,
    terms.ResponseTime: _response,
    terms.BusinessHours: _hours,
    terms.ApprovalThreshold: _approval,
    terms.Permission: _permission,
    terms.ContractTerm: _term,
    terms.Renewal: _renewal,
    terms.Billing: _billing,
    terms.ContractValue: _value,
    terms.Escalator: _escalator,
    terms.Warranty: _warranty,
    terms.Jurisdiction: _law,
    terms.Termination: _termination,
    terms.CoveredProperty: _served,
    terms.CoveredEquipment: _equipment,
}
