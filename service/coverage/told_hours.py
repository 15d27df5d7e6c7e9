"""How many hours a line's own words tell."""

from __future__ import annotations

import re
from decimal import Decimal

from service.agreements.quantities import NUMBER_WORDS, number
from service.coverage.lines import Line, LineKind

PARTS_OF_HOUR = {"half-hour": 2, "quarter-hour": 4}
_TIME_TOLD = re.compile(
    rf"(?<![\w.])(?P<n>{NUMBER_WORDS}|\d+(?:\.\d+)?) ?(?:(?P<part>quarter|half)[- ])?(?:[a-z]+[- ])?(?P<unit>hours?|hrs?|h|min(?:ute)?s?)\b",
    re.I,
)


def hours_told(line: Line) -> Decimal | None:
    """How many hours a line's own words tell: "2 quarter hours" is half of one."""
    match = _TIME_TOLD.search(f"{line.item.name}. {line.item.description}")
    count = number(match["n"]) if match else None
    if match is None or count is None:
        return None
    parts = PARTS_OF_HOUR.get(
        f"{(match['part'] or '').lower()}-hour", 60 if match["unit"].lower().startswith("m") else 1
    )
    return count / parts


def in_hours(line: Line, parts: int = 1) -> bool:
    """A service whose words tell as many hours (or so many `parts` of one) as its quantity is, with what an allowance took."""
    told = hours_told(line) if line.kind is LineKind.SERVICE else None
    return told is not None and told * parts == line.item.quantity + line.hours_before
