"""Sizes a clause is bounded by ("nests up to ten feet up", "trees above 12 ft") against those a line names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.agreements.quantities import NUMBER_WORDS, number

_UNITS = {
    "feet": r"feet|foot|ft", "gallon": r"gallons?|gal", "inch": r"inch(?:es)?|in", "ton": r"tons?", "amp": r"amps?|amperes?",
    "pound": r"pounds?|lbs?", "horsepower": r"horsepower|hp", "story": r"stor(?:y|ies)",
}  # fmt: skip
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_N = rf"(?P<n>\d[\d,]*(?:\.\d+)?|{NUMBER_WORDS})(?: \(\d+\))?"
_BOUND = re.compile(
    rf"\b(?:(?P<most>up to|(?:no|not) (?:more|higher|larger|taller|longer|over|above)(?: than)?|at most|under|below|within)"
    rf"|(?P<above>above|over|higher than|taller than|larger than|longer than|more than|exceeding|beyond)) {_N}[ -]?(?:{_UNIT})\b",
    re.I,
)
_SIZE = re.compile(rf"(?<![\w$.,]){_N}[ -]?(?:{_UNIT})\b", re.I)


def within(clause: str, line: str) -> bool | None:
    """Whether the sizes a line names lie within the bounds of a clause's words; None where either names none of a unit."""
    said = None
    sizes = list(_measures(_SIZE, line))
    for match, unit, bound in _measures(_BOUND, clause):
        own = [size for _, of, size in sizes if of == unit]
        if own:
            said = any((size <= bound) if match["most"] else (size > bound) for size in own)
            if said is False:
                return False
    return said


def _measures(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str, Decimal]]:
    for match in pattern.finditer(text):
        value, unit = number(match["n"]), next(name for name in _UNITS if match[name])
        if value is not None:
            yield match, unit, value
