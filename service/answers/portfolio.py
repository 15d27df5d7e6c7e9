"""Questions across clients: whose agreements have a term, end in a time, or are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from ingest.jobber.records import Client
from service.agreements import terms
from service.agreements.dates import add, dates, months_named
from service.agreements.quantities import durations, money, percents
from service.agreements.terms import Effective, Term
from service.answers.aspects import ASPECTS
from service.answers.compose import Composed, Page
from service.answers.kinds import Asked
from service.answers.told import told
from service.answers.vocabulary import canon, content, stems

MOST_LINES = 40
_WITHOUT = re.compile(
    r"\b(?:no|without|not have|don't have|doesn't have|lack)\b.{0,20}\b(?:agreement|contract|plan)", re.I
)
_LACKING = re.compile(
    r"\b(?:(?:has|have|with|got|gets?) no|without(?: an?| any)?|(?:don't|doesn't|do not|does not) have|lacks?)\b", re.I
)
_NOT = re.compile(r"\b(?:not|don't|doesn't|won't|never)\b", re.I)
_BEFORE = re.compile(r"\b(?:before|by|until|prior to)\b", re.I)
_AFTER = re.compile(r"\b(?:after|past|beyond)\b", re.I)
_YEAR = re.compile(r"\b(?:in |this |during |(?P<next>next ))(?P<year>20\d\d|year)\b", re.I)
_MONTH = re.compile(r"\b(?:this|(?P<next>next)) month\b", re.I)
_AHEAD = re.compile(r"\b(?:next|within|coming)\b", re.I)
_NEW_YEAR = re.compile(r"\bnew year|\bend of (?:the|this) year|\byear'?s? end|\byear-end", re.I)
_MORE = re.compile(r"\b(?:above|over|more than|higher than|greater than|exceed\w*|at least)\b", re.I)
_LESS = re.compile(r"\b(?:below|under|less than|lower than|at most)\b", re.I)
_PARTS = {"parts": re.compile(r"\b(?:parts?|materials?)\b", re.I), "labour": re.compile(r"\blabou?r\b", re.I)}
_PAID_BY = {
    name: re.compile(rf"\b(?:pays?|paid|paying|billed|invoiced)\b.{{0,12}}\b(?:{words})\b", re.I)
    for name, words in (
        ("quarterly", "quarter(?:ly)?"),
        ("monthly", "month(?:ly)?"),
        ("annual", "years?|yearly|annual(?:ly)?"),
    )
}
_GENERIC = frozenset(
    canon(word) for word in ["client", "customer", "agreement", "contract", "plan", "account", "list", "service", "all"]
)


@dataclass(frozen=True)
class Window:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def answer_across(page: Page, question: str, asked: Asked, on: date) -> Composed | None:
    """A line for each client that fits, or None when the question is not about compiled terms."""
    clients = {client.id: client for client in page.sources.records.all(page.scope, Client)}
    in_force = _in_force(page, on)
    if _WITHOUT.search(question) and not asked.terms:
        names = sorted(client.name for id, client in clients.items() if id not in in_force)
        text = (
            f"{len(names)} clients have no agreement in force: {', '.join(names)}."
            if names
            else "Every client has one."
        )
        return Composed(text, (), "terms")
    if _period_paid(question):
        asked = replace(asked, aspects=tuple(aspect for aspect in ASPECTS if aspect.name == "billing"))
    types = _types(asked)
    if not types:
        return None
    if _LACKING.search(question):
        return _lacking(page, clients, in_force, types)
    lines = list(_lines(page, clients, in_force, question, asked, on))[:MOST_LINES]
    if not lines:
        return None
    return Composed(f"{len(lines)} found. " + " ".join(lines), tuple(page.citations), "terms")


def _period_paid(question: str) -> str:
    """How often whoever is looked for pays, as terms have it; "" where the question does not say."""
    return next((name for name, said in _PAID_BY.items() if said.search(question)), "")


def _types(asked: Asked) -> tuple[type[Term], ...]:
    """The terms asked for; work at odd hours is priced by rates of its own."""
    odd = any(aspect.name == "off_hours" for aspect in asked.aspects)
    return asked.terms or ((terms.Rate,) if odd else ())


def _lacking(
    page: Page, clients: dict[str, Client], in_force: dict[str, list[Effective]], types: tuple[type[Term], ...]
) -> Composed | None:
    """A line for each client whose agreements in force have no such term, with what is said of their time."""
    without = {id: own for id, own in in_force.items() if not any(isinstance(term, types) for term in _terms_of(own))}
    named = sorted(((clients[id].name, own) for id, own in without.items() if id in clients), key=lambda pair: pair[0])
    lines = [f"{name}: {_time_of(page, own)}" for name, own in named[:MOST_LINES]]
    found = f"{len(lines)} of {len(in_force)} clients with an agreement in force have none."
    return Composed(" ".join([found, *lines]), tuple(page.citations), "terms")


def _time_of(page: Page, own: Sequence[Effective]) -> str:
    dated = (term for term in _terms_of(own) if isinstance(term, terms.ContractTerm))
    return next((line for term in dated if (line := _line(page, term))), "its agreement is in force.")


def _terms_of(own: Sequence[Effective]) -> Iterator[Term]:
    return (term for one in own for term in one.terms)


def _in_force(page: Page, on: date) -> dict[str, list[Effective]]:
    compiled = page.sources.agreements.all(page.scope)
    found: dict[str, list[Effective]] = {}
    for client_id in sorted({one.client_id for one in compiled if one.client_id}):
        own = [one for one in compiled if one.client_id == client_id]
        effective = list(page.sources.effective(own, property_id=None, on=on))
        if effective:
            found[client_id] = effective
    return found


def _lines(
    page: Page, clients: dict[str, Client], in_force: dict[str, list[Effective]], question: str, asked: Asked, on: date
) -> Iterator[str]:
    fitting = {
        clients[id].name: [term for one in effective for term in _fitting(one.terms, question, asked, on)]
        for id, effective in in_force.items()
        if id in clients
    }
    for name, found in sorted(fitting.items(), key=lambda each: (_last_day(each[1]), each[0])):
        cited = next((line for term in found if (line := _line(page, term))), None)
        if cited:
            yield f"{name}: {cited}"


def _last_day(found: Sequence[Term]) -> date:
    """What ends first is told first; what tells no end, by name."""
    return min((term.end for term in found if isinstance(term, terms.ContractTerm) and term.end), default=date.max)


def _line(page: Page, term: Term) -> str | None:
    quote = page.quote_term(term)
    return f"{page.reveal(told(term))} {quote}" if quote else None


def _fitting(found: Sequence[Term], question: str, asked: Asked, on: date) -> Iterator[Term]:
    window = window_named(question, on)
    wanted = {word.stem for word in content(question)} - _GENERIC
    for term in found:
        if isinstance(term, _types(asked)) and _fits(term, question, window, wanted, asked):
            yield term


def _fits(term: Term, question: str, window: Window | None, wanted: set[str], asked: Asked) -> bool:
    match term:
        case terms.Billing():
            return term.frequency == (_period_paid(question) or term.frequency)
        case terms.Renewal():
            return term.auto != bool(_NOT.search(question))
        case terms.ContractTerm():
            return term.end is not None and (window is None or window.holds(term.end))
        case terms.Rate() if any(aspect.name == "off_hours" for aspect in asked.aspects):
            return term.when != "regular" and _passes(term.amount, question)
        case terms.Discount():
            return _passes(term.percent, question) and _has_part(term, question)
        case _:
            amount = getattr(term, "amount", None)
            named = {form for form in wanted if not any(aspect.asks.search(form) for aspect in asked.aspects)}
            named = {form for form in named if not form[0].isdigit()}
            return _passes(amount, question) and (
                not named or bool(named & stems(f"{term.pin.section} {term.pin.quote}"))
            )


def _passes(value: Decimal | None, question: str) -> bool:
    """Whether a value lies on the side of the number the question bounds it by."""
    bounds = [one.value for one in (*percents(question), *money(question))]
    if not bounds or value is None:
        return True
    if _MORE.search(question):
        return value > bounds[0]
    return value < bounds[0] if _LESS.search(question) else value == bounds[0]


def _has_part(term: terms.Discount, question: str) -> bool:
    asked = {part for part, said in _PARTS.items() if said.search(question)}
    return not asked or term.applies_to in asked | {"both"} or (term.applies_to == "materials" and "parts" in asked)


def window_named(question: str, on: date) -> Window | None:
    """The time a question bounds: "before March 2027", "in the next 60 days", "in 2027", "this year"."""
    ahead = next((one.value for one in durations(question)), None)
    if ahead and _AHEAD.search(question):
        return Window(on, add(on, ahead.count, ahead.unit))
    months = [one.value for one in months_named(question)]
    named = [one.value for one in dates(question)] + months
    if _NEW_YEAR.search(question):
        named.append(date(on.year + 1, 1, 1))
    if named and _BEFORE.search(question):
        return Window(on, named[0] - timedelta(days=1))
    if named and _AFTER.search(question):
        return Window(named[0], date.max)
    days = [one.value for one in dates(question)]
    if days and not months:
        return Window(days[0], days[0])
    if months:
        return Window(months[0], add(months[0], Decimal(1), "month") - timedelta(days=1))
    return _year_named(question, on)


def _year_named(question: str, on: date) -> Window | None:
    year, month = _YEAR.search(question), _MONTH.search(question)
    if month:
        first = add(on.replace(day=1), Decimal(bool(month["next"])), "month")
        return Window(first, add(first, Decimal(1), "month") - timedelta(days=1))
    if not year:
        return None
    number = on.year + bool(year["next"]) if year["year"].lower() == "year" else int(year["year"])
    return Window(date(number, 1, 1), date(number, 12, 31))
