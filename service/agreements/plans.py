"""Tables of several plans of which the agreement is one: the chosen row or column is read, the others are not what it says.

A plan is chosen by its box, or by its name in a line of the form ("Plan: Gold") or a sentence ("you chose the Gold plan").
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
_LABEL = rf"{_KIND}(?: (?:chosen|selected|name|type|level|plan))?"
_TOLD = (
    re.compile(
        rf"(?m)^(?i:(?:(?:chosen|selected|your|our|the|membership|service|customer'?s) )*{_LABEL}) ?[:|] ?{_NAME}(?: {_KIND})?\s*(?:$|[,;(.])"
    ),
    re.compile(rf"(?<=\S )(?i:(?:chosen|selected|your|membership|service) )?(?i:{_LABEL}): {_NAME}\b"),
    re.compile(
        rf"\b(?i:(?:chose|chosen|chooses?|picked|selects?|selected|takes?|took|enrolled in|signs? up for|signed up for|is on|are on|orders?|ordered)(?: (?:the|our|a))?) {_NAME}(?i: {_KIND})\b"
    ),
)
_TICKED, _EMPTY = re.compile(rf"\s*{ON}"), re.compile(rf"\s*{OFF}")
_BOX = re.compile(rf"(?:{ON}|{OFF})")


def of_chosen_plan(clauses: Sequence[ClauseText]) -> Iterator[ClauseText]:
    """The clauses in order: rows of plans not chosen are gone, the chosen one is to be read cell by cell under its headers,
    and a header of plans has its chosen name ticked."""
    told = {name.lower() for one in clauses for pattern in _TOLD for name in _names(pattern, one.text)}
    for heading, group in groupby(clauses, key=lambda one: one.heading):
        rows = list(group)
        header = plain(heading).rsplit(" > ", 1)[-1]
        yield from _of_table(rows, header, told) if CELL in header else rows


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match["name"] for match in pattern.finditer(text))


def _of_table(rows: list[ClauseText], header: str, told: set[str]) -> list[ClauseText]:
    names = [_name(one.text) for one in rows]
    ticked = [one for one in rows if _TICKED.match(one.text)]
    empty = [one for one in rows if _EMPTY.match(one.text)]
    named = [one for one, name in zip(rows, names, strict=True) if name in told]
    if len(ticked) == 1 and empty:
        return [replace(one, by_column=one is ticked[0]) for one in rows if one not in empty]
    if len(named) == 1 and len(rows) > 1 and not ticked and re.search(rf"\b{_KIND}\b", cells_of(header)[0], re.I):
        return [replace(named[0], by_column=True)]
    columns = [cell for cell in cells_of(header)[1:] if cell.lower() in told]
    if len(columns) == 1 and not _BOX.search(header) and len(cells_of(header)) > 2:
        return [replace(one, heading=_marked(one.heading, columns[0])) for one in rows]
    return rows


def _name(row: str) -> str:
    return _BOX.sub("", cells_of(plain(row))[0]).strip().lower()


def _marked(heading: str, chosen: str) -> str:
    """The heading path with a box before each plan's name in its header row, the chosen one's ticked."""
    above, bar, header = heading.rpartition(" > ")
    first, *names = header.split(CELL)
    boxed = [f"{'☒' if plain(name).lower() == chosen.lower() else '☐'} {name}" for name in names]
    return above + bar + CELL.join([first, *boxed])
