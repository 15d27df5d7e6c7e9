"""What a table's row has from the rows around it: its place in a numbered form, and the item it goes on with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.agreements.clause import ClauseText
from service.agreements.passages import CELL, cells_of

_PLACE = re.compile(r"\s*(\d{1,2})[.)]?\s+\S")
_CODE = re.compile(r"[A-Z]{1,3}[-. ]?\d{1,4}[a-z]?|\d{1,2}(?:\.\d{1,2})*")
FEWEST_COUNTED = 3


def in_rows(clauses: Sequence[ClauseText]) -> Iterator[ClauseText]:
    """The same clauses; rows that are counted through know it, and a tier's row names the item of the row it goes on with."""
    counted = _counted([one for one in clauses if CELL in one.text])
    above: tuple[str, ...] = ()
    item = ""
    for clause in clauses:
        cells = cells_of(clause.text) if CELL in clause.text else ()
        goes_on = bool(
            item and above and len(cells) == len(above) - 1 and cells[0] == above[0] and _CODE.fullmatch(cells[0])
        )
        if cells and not goes_on:
            item = cells[1] if len(cells) > 2 and _CODE.fullmatch(cells[0]) else ""
            above = cells
        yield replace(clause, counted=clause.id in counted, of_row=item if goes_on else "")


def _counted(rows: Sequence[ClauseText]) -> set[str]:
    """Rows of a form that begin 1, 2, 3 … without a cell of its own for the number."""
    run: list[tuple[int, str]] = []
    found: set[str] = set()
    for row in rows:
        match = _PLACE.match(row.text)
        number = int(match[1]) if match and not row.text.split(CELL)[0].strip().isdigit() else None
        if number is None:
            continue
        run = [*run, (number, row.id)] if run and run[-1][0] + 1 == number else [(number, row.id)]
        if len(run) >= FEWEST_COUNTED:
            found |= {clause_id for _, clause_id in run}
    return found
