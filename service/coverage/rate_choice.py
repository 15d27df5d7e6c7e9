"""Which rates of an agreement speak for a line: by what they name, by unit, trade and grade; and which goes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from service.agreements.terms import Rate
from service.coverage.lines import WAITING, Line, LineKind
from service.coverage.matching import Match
from service.coverage.said import Said
from service.coverage.speaking import Speakers
from service.coverage.told_hours import PARTS_OF_HOUR, hours_told, in_hours
from service.coverage.vocabulary import tokens

JUNIOR = frozenset(["apprentice", "helper", "assistant", "junior", "trainee", "second"])
SENIOR = frozenset(["journeyman", "technician", "master", "lead", "senior", "mechanic", "plumber", "electrician"])
ONCE = frozenset({"visit", "call", "trip", "flat", "job", "occurrence"})

_BY_HOUR = ("hour", *PARTS_OF_HOUR)
_IN_PARTS = {
    "half-hour": re.compile(r"\bhalf[- ]hours?\b", re.I),
    "quarter-hour": re.compile(r"\bquarter[- ]hours?\b", re.I),
}
_GRADED = Match(0.65, "general", "")
_PUT_IN = re.compile(r"^\W*(?:installing|fitting|hanging|mounting|putting in|(?:our )?labou?r)\b", re.I)
"""A price for putting something in is none of the thing itself, but of the hours it takes."""


def rates(line: Line, speakers: Speakers) -> list[Said[Rate]]:
    """Rates that speak for the line by words; for hours, any hourly rate of a fitting grade."""
    named = [one for one in speakers.all(Rate, line) if one.match.decides and _unit_fits(one.term, line)]
    if line.kind is not LineKind.LABOUR:
        named = [one for one in named if not (line.kind is LineKind.PART and _PUT_IN.search(one.term.what))]
        return [one for one in named if one.match.kind != "general" or one.term.unit == "cost"]
    if of_trade := [term for term in speakers.terms(Rate) if by_hour(term) and _names(term, line.trade, speakers)]:
        own = [Said(term, replace(_GRADED, score=0.9, why="it is the trade's hourly rate")) for term in of_trade]
        return own + [one for one in named if one.term.when != "regular" and one.term not in of_trade]
    known = {id(one.term) for one in named}
    graded = [
        term
        for term in speakers.terms(Rate)
        if id(term) not in known and by_hour(term) and _plain(term, line, speakers)
    ]
    return named + [Said(term, replace(_GRADED, why="it is the agreement's hourly rate")) for term in graded]


def _names(rate: Rate, trade: Sequence[str], speakers: Speakers) -> bool:
    return any(set(one.things) & set(trade) for one in speakers.words(rate.what).subjects)


def units_at(rate: Rate, line: Line) -> Decimal:
    """How often a line is charged at a rate: of parts of an hour as many as its words tell, or its hours hold."""
    parts = PARTS_OF_HOUR.get(rate.unit)
    if parts is None:
        return line.item.quantity
    if _IN_PARTS[rate.unit].search(f"{line.item.name} {line.item.description}"):
        return line.item.quantity
    told = hours_told(line)
    return line.item.quantity if told and told * parts == line.item.quantity else line.item.quantity * parts


def by_hour(rate: Rate) -> bool:
    """Whether it prices hours: by its unit, as a multiple of another rate, or by its name."""
    return (
        rate.unit in _BY_HOUR
        or (rate.multiple is not None and rate.unit != "cost")
        or (rate.unit not in ONCE and "hour" in tokens(rate.what))
    )


def _plain(rate: Rate, line: Line, speakers: Speakers) -> bool:
    """An hourly rate that is not tied to one thing or to one kind of care ("extra cleaning") of its own."""
    if (WAITING.search(rate.what) is not None) is not line.waits:
        return False
    said = speakers.words(rate.what).subjects
    above = speakers.matcher.vocabulary.above
    return all(
        not one.things and not any(task != "maintenance" and "maintenance" in above(task) for task in one.tasks)
        for one in said
    )


def _unit_fits(rate: Rate, line: Line) -> bool:
    if rate.unit == "cost":
        return line.kind is LineKind.PART
    if by_hour(rate):
        return line.kind is LineKind.LABOUR or in_hours(line, PARTS_OF_HOUR.get(rate.unit, 1))
    return line.kind is not LineKind.LABOUR or _PUT_IN.search(rate.what) is not None


def preference(said: Said[Rate], line: Line, speakers: Speakers) -> tuple[bool, bool, bool, int, float]:
    """What to order rates by, the greatest first: a base of its own, the line's grade, its grade by name, odd hours, nearness."""
    rate = said.term
    grade, words = set(tokens(f"{rate.what} {rate.pin.quote[:60]}")), line.words
    same_grade = bool(grade & JUNIOR) == bool(words & JUNIOR)
    timed = {"holiday": 3, "weekend": 2, "after_hours": 2, "emergency": 1, "regular": 0}[rate.when]
    return (
        rate.multiple is not None and stated_base(rate, speakers) is not None,
        same_grade,
        bool(set(tokens(rate.what)) & words & (JUNIOR | SENIOR)),
        timed,
        said.match.score,
    )


def stated_base(rate: Rate, speakers: Speakers) -> Rate | None:
    """The amount a multiple is of, where its own sentence gives it: "1.5 times the standard rate of $124"."""
    own = [term for term in speakers.terms(Rate) if term.pin.quote == rate.pin.quote and term.amount is not None]
    return own[0] if len(own) == 1 and rate.multiple is not None else None
