"""Price tables with a column for each band of hours ("Regular | Overtime | Premium"), the bands told elsewhere.

A band's own hours are read where the document gives them ("Overtime: Monday to Friday, 4:30 p.m. to 10 p.m., and Saturday
until 10 p.m."); where it gives none, the band's name tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.agreements.passages import Cell, Passage
from service.agreements.patterns.hours import ALL_WEEK, WEEKEND, Window, clock_in, days_in
from service.agreements.patterns.whens import whens_of
from service.agreements.quantities import money, number
from service.agreements.terms import Inclusion, Rate, ServiceFee, Term, When

_NAMED = re.compile(
    r"(?:^|(?<=[.;] ))(?P<name>[A-Z][\w-]+(?: [a-z][\w-]+)?): (?P<hours>.+?)(?=(?<=[.;]) [A-Z][\w-]+(?: [a-z][\w-]+)?: |$)"
)
_DEFINED = re.compile(
    r"(?:^|(?<=[.;] ))(?P<name>[A-Za-z][\w-]+)(?: hours)? (?:is|are|means?|runs?) (?P<hours>(?:from )?(?:mon|tue|wed|thu|fri|sat|sun|week|all\b|every|\d)(?:[ap]\.m\.|[^;.])*)(?=[;.]|$)",
    re.I,
)
_PIECES = re.compile(
    r";|,? and (?=(?:all (?:day )?(?:of |on )?)?(?:mon|tue|wed|thu|fri|sat|sun|holi|new year|july|thanks|christmas|\d))|, (?=(?:all (?:of )?)?(?:mon|tue|wed|thu|fri|sat|sun|holi|new year|july|thanks|christmas|nights|\d{1,2}(?::\d\d)? ?[ap]))",
    re.I,
)
_HOLIDAY = re.compile(
    r"\b(?:holidays?|new year|july (?:4|fourth)|fourth of july|thanksgiving|christmas|labor day|memorial day)\b", re.I
)
_BAND_WORD = re.compile(
    r"\b(?:regular|standard|normal|day(?:time)?|evenings?|straight(?: time)?|overtime|premium|after[- ]hours|weekends?|holidays?|emergency|nights?|st|ot|dt|double(?: time)?)\b",
    re.I,
)
_NONE = re.compile(r"(?:none|no charge|waived|free|nil|included|\$ ?0(?:\.00)?|—|-|–)\.?", re.I)
_COMING = re.compile(r"\b(?:truck|trip|travel|call-?out|dispatch|service call|mileage|fuel|diagnos\w+)\b", re.I)
_LEAST = re.compile(r"\b(?:fewest|minimum|least)\b", re.I)
MINIMUM = "minimum charge"
"""The `what` of a rate that only says the least that is charged of any hourly rate."""


def rewritten(passages: Sequence[Passage], terms: Sequence[Term]) -> list[Term]:
    """The terms with what was read from the rows of such tables read anew, band by band."""
    bands = told(passages)
    rows = [one for one in passages if _columns(one, bands)]
    starts = {(one.clause.id, one.text): one for one in rows}
    quotes = {(one.pin().clause_id, one.pin().quote) for one in starts.values()}
    kept = [one for one in terms if (one.pin.clause_id, one.pin.quote) not in quotes]
    return kept + list(dict.fromkeys(one for row in rows for one in _of_row(row, bands))) if rows else list(terms)


def told(passages: Sequence[Passage]) -> dict[str, list[Window]]:
    """Band name (lower case) → its windows, where the document gives their hours."""
    found: dict[str, list[Window]] = {}
    for passage in passages:
        if passage.cells:
            continue
        for match in (*_NAMED.finditer(passage.text), *_DEFINED.finditer(passage.text)):
            windows = windows_of(match["hours"], match["name"])
            if windows and "outside" not in match["hours"]:
                found.setdefault(match["name"].lower(), windows)
    return found


def windows_of(words: str, name: str = "") -> list[Window]:
    """Every stretch a band's words name; days carry over to a piece that gives only hours."""
    found: list[Window] = []
    when: When = "regular" if re.match(r"regular|standard|normal|straight|day", name, re.I) else "after_hours"
    for piece in _PIECES.split(words):
        if _HOLIDAY.search(piece):
            found.append(Window("holiday"))
            continue
        days, clock = days_in(piece), clock_in(piece)
        if not days and not clock:
            continue
        if found and clock and not days and not found[-1].opens and found[-1].when != "holiday":
            found[-1] = replace(found[-1], opens=clock[0], closes=clock[1])
        elif found and days and not clock and found[-1].opens and found[-1].days == ALL_WEEK and "any day" in piece:
            found[-1] = replace(found[-1], days=days)
        else:
            own: When = "weekend" if days and days <= WEEKEND and not clock else when
            found.append(Window(own, days or ALL_WEEK, *(clock or ("", ""))))
    return found if any(one.days or one.opens for one in found) else []


def _columns(passage: Passage, bands: dict[str, list[Window]]) -> list[tuple[Cell, str]]:
    """The row's cells under a band's name, where at least two columns bear one."""
    named = [(cell, cell.header.lower().strip()) for cell in passage.cells[1:] if cell.header]
    found = [(cell, name) for cell, name in named if name in bands or _BAND_WORD.fullmatch(name)]
    return found if len({name for _, name in found}) > 1 else []


def _of_row(passage: Passage, bands: dict[str, list[Window]]) -> Iterator[Term]:
    columns = _columns(passage, bands)
    for nth, (cell, name) in enumerate(columns):
        for window in bands.get(name) or [Window(when) for when in whens_of(name)]:
            yield from _of_cell(passage, cell, window, first=nth == 0)


def _of_cell(passage: Passage, cell: Cell, window: Window, *, first: bool) -> Iterator[Term]:
    pin, what, amount = passage.pin(confidence=0.92), passage.item, next(iter(money(cell.text)), None)
    regular = window.when == "regular"
    days, opens, closes = (None, "", "") if regular else (window.days, window.opens, window.closes)
    timed = {"when": window.when, "days": days, "opens": opens, "closes": closes}
    if _LEAST.search(what):
        hours = number(cell.text) if re.match(r"\d", cell.text) else None
        if hours:
            yield Rate(pin, what=MINIMUM, minimum=hours, minimum_unit="hour", unit="visit", **timed)  # type: ignore[arg-type]
    elif _COMING.search(what):
        if _NONE.fullmatch(cell.text):
            yield Inclusion(pin, what=what, condition=_said(window))
        elif amount and first:
            yield ServiceFee(pin, amount=amount.value, what=what)
    elif amount:
        yield Rate(pin, what=what, amount=amount.value, unit="hour", **timed)  # type: ignore[arg-type]


def _said(window: Window) -> str:
    """The window as a proviso is written."""
    if window.when == "holiday":
        return "on holidays"
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    days = ", ".join(names[day] for day in sorted(window.days or ALL_WEEK))
    return f"during {days} {window.opens or '00:00'}-{window.closes or '24:00'}"
