"""Tables of several plans of which the agreement is one: the chosen row or column is read, the others are not what it says.

A plan is chosen by its box in the table or in another line of the form ("☒ Level B"), by its name in a line ("Plan: Gold")
or a sentence ("you chose the Gold plan", "enrolled at level B"), by a mark in a row of the table ("Your choice | | X |"), or by
its price where that alone of the table's prices is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from service.agreements.clause import ClauseText
from service.agreements.passages import CELL, cells_of, plain
from service.agreements.struck import OFF, ON

_KIND = r"(?:plan|level|package|option|tier|membership|program|club|cover(?:age)?)"
_NAME = r"(?P<name>[A-Z][\w+&'-]*(?: (?!plan|level|package|option|tier|membership|program)[A-Z][\w+&'-]*){0,2})"
_LABEL = rf"{_KIND}(?: (?:chosen|selected|purchased|bought|taken|ordered|name|type|level|plan))?(?: (?:by|for|of) (?:the )?[\w ]{{2,25}}?)?"
_TOLD = (
    re.compile(
        rf"(?m)^(?i:(?:(?:chosen|selected|your|our|the|membership|service|customer'?s) )*{_LABEL}) ?[:|] ?{_NAME}(?: {_KIND})?\s*(?:$|[,;(.$])"
    ),
    re.compile(rf"(?<=\s)(?i:(?:chosen|selected|your|membership|service) )?(?i:{_LABEL}): {_NAME}\b"),
    re.compile(
        rf"\b(?i:(?:chose|chosen|chooses?|picked|selects?|selected|takes?|took|enrolled|sign(?:s|ed) up|signed|is|are|agrees? to|orders?|ordered)(?: (?:in|at|on|for|under|to|with))?(?: (?:the|our))? {_KIND}) {_NAME}\b"
    ),
    re.compile(
        rf"\b(?i:(?:chose|chosen|chooses?|picked|selects?|selected|takes?|took|enrolled in|signs? up for|signed up for|is on|are on|orders?|ordered)(?: (?:the|our|a))?) {_NAME}(?i: {_KIND})\b"
    ),
)
_TICKED, _EMPTY = re.compile(rf"\s*{ON}"), re.compile(rf"\s*{OFF}")
_BOX = re.compile(rf"(?:{ON}|{OFF})")
_OPTION = re.compile(rf"(?P<box>{ON}|{OFF}) ?(?P<name>(?:(?!{ON}|{OFF})[^|\n$:;,(+])+)")
_KINDS = re.compile(rf"\b{_KIND}\b|{ON}|{OFF}|\$.*|\(.*|[:,.;*]", re.I)
_CHOICE = re.compile(
    r"\b(?:chosen|selected|selection|(?:your|our|my) (?:choice|plan|level|pick)|(?:mark|check|tick|circle) one)\b", re.I
)
_CROSS = re.compile(rf"(?:x|yes|chosen|selected|{ON})", re.I)
_PRICED = re.compile(
    r"\b(?:price|fee|cost|charge|dues|pay|per (?:month|year|quarter)|an? (?:month|year|quarter)|monthly|yearly|annual(?:ly)?|quarterly)\b",
    re.I,
)
_MONEY = re.compile(r"\$ ?[\d,]*\d(?:\.\d\d)?")


def of_chosen_plan(clauses: Sequence[ClauseText]) -> Iterator[ClauseText]:
    """The clauses in order: rows of plans not chosen are gone, the chosen one is to be read cell by cell under its headers,
    and a header of plans has its chosen name ticked."""
    told = {_bare(name) for one in clauses for name in _told(one.text)}
    extras = {_bare(name): taken for one in clauses for name, taken in _extras(one.text)}
    of_taken = [kept for one in clauses if (kept := _of_taken(one, extras)) is not None]
    for heading, group in groupby(of_taken, key=lambda one: one.heading):
        rows = list(group)
        header = plain(heading).rsplit(" > ", 1)[-1]
        yield from _of_table(rows, header, told, clauses) if CELL in header else rows


def _told(text: str) -> Iterator[str]:
    """Every plan that a line, a sentence or a ticked box beside empty ones names."""
    for pattern in _TOLD:
        yield from (match["name"] for match in pattern.finditer(text))
    options = list(_OPTION.finditer(text))
    ticked = [one for one in options if _TICKED.match(one["box"])]
    if len(ticked) == 1 and len(options) > 1:
        yield ticked[0]["name"]


def _is_told(name: str, told: set[str]) -> bool:
    """A form's fields run together ("Level: SILVER Member since"), so what is told may go on after the name."""
    return any(f"{one} ".startswith(f"{name} ") for one in told) if name else False


def _extras(text: str) -> Iterator[tuple[str, bool]]:
    """Each option beside a box, and whether it is taken."""
    for one in _OPTION.finditer(text):
        yield one["name"], bool(_TICKED.match(one["box"]))


_OF_EXTRA = re.compile(r"\s*(?P<name>[A-Z][\w &/'-]{2,40}?) (?:extra|option|add-?on|upgrade|rider): (?=\S)", re.I)


def _of_taken(clause: ClauseText, extras: dict[str, bool]) -> ClauseText | None:
    """ "Humidifier extra: …" without its label where that box is ticked, nothing where it is empty."""
    match = _OF_EXTRA.match(clause.text)
    taken = extras.get(_bare(match["name"])) if match else None
    if match is None or taken is None:
        return clause
    return replace(clause, text=" " * match.end() + clause.text[match.end() :]) if taken else None


def _of_table(rows: list[ClauseText], header: str, told: set[str], clauses: Sequence[ClauseText]) -> list[ClauseText]:
    names = [_bare(cells_of(plain(one.text))[0]) for one in rows]
    ticked = [one for one in rows if _TICKED.match(one.text)]
    empty = [one for one in rows if _EMPTY.match(one.text)]
    named = [one for one, name in zip(rows, names, strict=True) if _is_told(name, told)]
    if len(ticked) == 1 and empty:
        return [replace(one, by_column=one is ticked[0]) for one in rows if one not in empty]
    if len(named) == 1 and len(rows) > 1 and not ticked and re.search(rf"\b{_KIND}\b", cells_of(header)[0], re.I):
        return [replace(named[0], by_column=True)]
    plans = _plans(rows, header)
    chosen = None if _BOX.search(header) or len(plans) < 2 else _column(rows, plans, told, clauses)
    return rows if chosen is None else [replace(one, heading=_marked(one.heading, len(plans), chosen)) for one in rows]


def _plans(rows: list[ClauseText], header: str) -> tuple[str, ...]:
    """The names at the head of the columns: all but the first, or all where the items' own column has none."""
    cells = cells_of(header)
    unlabelled = bool(rows) and all(len(cells_of(plain(one.text))) == len(cells) + 1 for one in rows)
    return cells if unlabelled else cells[1:]


def _column(
    rows: list[ClauseText], plans: tuple[str, ...], told: set[str], clauses: Sequence[ClauseText]
) -> int | None:
    """Which of the plans' columns is the agreement's, where exactly one is told."""
    by_name = {at for at, name in enumerate(plans) if _bare(name) in told}
    by_name = by_name or {at for at, name in enumerate(plans) if _is_told(_bare(name), told)}
    if len(by_name) == 1:
        return by_name.pop()
    cells = [(cells_of(plain(one.text))[0], cells_of(plain(one.text))[-len(plans) :]) for one in rows]
    for item, values in cells:
        crossed = [at for at, value in enumerate(values) if _CROSS.fullmatch(value)]
        if _CHOICE.search(item) and len(crossed) == 1 and not any(value for value in values if not _CROSS.match(value)):
            return crossed[0]
    own = {one.id for one in rows}
    elsewhere = {price for one in clauses if one.id not in own for price in _prices(plain(one.text))}
    for values in (plans, *(values for item, values in cells if _PRICED.search(item))):
        priced = [at for at, value in enumerate(values) if set(_prices(value)) & elsewhere]
        if len(priced) == 1 and all(_MONEY.search(value) for value in values):
            return priced[0]
    return None


def _prices(text: str) -> list[str]:
    return [re.sub(r"[$, ]|\.00$", "", price) for price in _MONEY.findall(text)]


def _bare(name: str) -> str:
    """A plan's name without its box, its price and the word for what it is: "☒ Level B $389 a year" is "b"."""
    return " ".join(_KINDS.sub(" ", name).lower().split())


def _marked(heading: str, plans: int, chosen: int) -> str:
    """The heading path with a box before each plan's name in its header row, the chosen one's ticked."""
    above, bar, header = heading.rpartition(" > ")
    cells = [cell.strip() for cell in header.split("|")]
    labels = cells[: len(cells) - plans] or [""]
    boxed = [f"{'☒' if at == chosen else '☐'} {name}" for at, name in enumerate(cells[len(cells) - plans :])]
    return above + bar + CELL.join([*labels, *boxed])
