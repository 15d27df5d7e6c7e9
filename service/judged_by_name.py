"""The verdicts on a thing and on the labor to repair it, as an answer says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retrieval.model import Citation
from service.answers.judged import Judged, Side
from service.coverage.verdict import LineVerdict, Verdict

NAMING = frozenset(("same", "kind_of", "part_of", "beside"))
"""The ways by which a clause reaches a line through the name of what it is about."""
MOST_CITED = 3


def judged_of(lines: Sequence[LineVerdict]) -> Judged | None:
    """Of the thing's own line and, of a part, its labor's; None where no deciding clause names the thing."""
    sides = {line.line_item_id: _side(line) for line in lines}
    telling = [line for line in lines if sides[line.line_item_id]]
    if not any(line.match and line.match.kind in NAMING for line in telling):
        return None
    thing, *labour = (sides[line.line_item_id] for line in lines)
    return Judged(thing, labour[0] if labour else None, bool(labour), tuple(_cited(telling)), _excluded(lines[0]))


def _side(line: LineVerdict) -> Side | None:
    """Covered only by a count or up to a sum is covered up to a limit."""
    by = line.rules[0].kind if line.rules else ""
    if not line.citations:
        return None
    if line.verdict is Verdict.COVERED:
        return Side.LIMITED if by in ("allowance", "cap") else Side.FREE
    if line.verdict is Verdict.PARTIALLY_COVERED:
        return Side.REDUCED if by in ("discount", "exclusion") else Side.LIMITED
    return Side.CHARGED if line.verdict is Verdict.NOT_COVERED else None


def _cited(lines: Iterable[LineVerdict]) -> Iterator[Citation]:
    """What decides each line, and the list of equipment or the like that its words lean on, each once."""
    found = {(one.document_id, one.start): one for line in lines for one in line.citations[:2]}
    yield from list(found.values())[:MOST_CITED]


def _excluded(line: LineVerdict) -> bool:
    named = line.match is not None and line.match.kind == "same"
    return named and line.verdict is Verdict.NOT_COVERED and line.rules[0].kind == "exclusion" and bool(line.citations)
