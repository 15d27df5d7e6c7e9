"""Who signs: the names that stand right above "By:", a signature or "Name:", one block beside or below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from service.agreements.passages import Passage
from service.agreements.patterns.names import has_legal_form, name_at, same_name
from service.agreements.terms import Party

ALONE, BOTH = 0.72, 0.82
BLOCK = 8  # lines a signature block has below its name at most
FARTHEST = 3  # lines between a company's name and its signature
_SIGNS = re.compile(r"(?:by|/s/|signature|signed|its|per)\b[ :_/]|/s/|_{6,}$", re.I)
_ABOVE = re.compile(
    r"(?:by|name|title|its|date|address|attention|attn|signature|accepted|agreed|in witness|dated|/s/|\[)", re.I
)


def read(wholes: Sequence[Passage]) -> list[Party]:
    """Companies above a signature; surer where two or more sign."""
    lines = list(_joined(wholes))
    found = [
        Party(whole.pin(confidence=ALONE), name=name)
        for nth, (whole, cells) in enumerate(lines)
        for column, cell in enumerate(cells)
        if (name := _alone(cell))
        and _above_a_signature(lines, nth, column, 1 if name.isupper() and not has_legal_form(name) else FARTHEST)
    ]
    both = any(not same_name(one.name, found[0].name) for one in found)
    return [replace(one, pin=replace(one.pin, confidence=BOTH if both else ALONE)) for one in found]


def _joined(wholes: Sequence[Passage]) -> Iterator[tuple[Passage, list[str]]]:
    """The lines; a company's name that is set in two ("AMERICAN CAMPUS", "COMMUNITIES, INC.") is one."""
    above = ""
    for whole in wholes:
        cells = columns(whole.text)
        capitals = len(cells) == 1 and cells[0].isupper() and not has_legal_form(cells[0]) and len(cells[0]) < 60
        if above and len(cells) == 1 and cells[0].isupper() and has_legal_form(cells[0]):
            cells = [f"{above} {cells[0]}"]
        above = cells[0] if capitals and not _ABOVE.match(cells[0]) else ""
        yield whole, cells


def signers(wholes: Sequence[Passage]) -> set[str]:
    """The clauses that name who signs for a company: they name no party."""
    lines = [(whole, columns(whole.text)) for whole in wholes]
    found: set[str] = set()
    for nth, (_, cells) in enumerate(lines):
        if any(_alone(cell) and _above_a_signature(lines, nth, column) for column, cell in enumerate(cells)):
            below = takewhile(
                lambda line: _ABOVE.match(line[0].text) or _SIGNS.search(line[0].text), lines[nth + 1 : nth + 1 + BLOCK]
            )
            found |= {whole.clause.id for whole, _ in below}
    return found


def columns(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def _above_a_signature(
    lines: Sequence[tuple[Passage, list[str]]], nth: int, column: int, farthest: int = FARTHEST
) -> bool:
    for _, cells in lines[nth + 1 : nth + 1 + farthest]:
        below = cells[column] if column < len(cells) else cells[-1]
        if _SIGNS.match(below):
            return True
        if _ABOVE.match(below) or len(below) > 90:
            return False
    return False


def _alone(cell: str) -> str:
    """A company's name that is all the line says, but for what it is also called and for whom it acts."""
    if _ABOVE.match(cell) or len(cell) > 120:
        return ""
    found = name_at(cell)
    if found is None:
        return ""
    name, end = found
    rest = cell[end:].strip(" ,:")
    alone = not rest or re.match(r"(?:d/b/a|dba|an? |\(|as\b|on behalf|individually)", rest, re.I)
    return name if alone and (has_legal_form(name) or (name.isupper() and " " in name)) else ""
