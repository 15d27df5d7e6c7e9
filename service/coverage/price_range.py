"""Things a clause tells by what each costs: "articles under $20 apiece", "parts of $40 and more"."""

from __future__ import annotations

import re
from decimal import Decimal

from service.coverage.money import CENT, NOTHING

MOST = Decimal("Infinity")
_SUM = r"\$(?P<{}>[\d,]+(?:\.\d\d)?)"
_PIECES = r"(?:parts?|items?|articles?|materials|pieces?)"
_OF_PRICE = re.compile(
    rf"\b{_PIECES}(?: (?:with|having) an? (?:list |unit |retail )?price)? (?:of|from|between) {_SUM.format('low')} "
    rf"(?:(?:to|and|through) {_SUM.format('high')}|(?:and|or) (?:(?P<more>more|up|over|above)|less|under|below)\b)",
    re.I,
)
_PRICED = re.compile(
    r"\b(?:list price|listed|listing|priced?|costing|worth|retail)[^.;$]{0,12}\b(?:(?P<under>under|below|less than)|over|above|more than) "
    rf"{_SUM.format('bound')}(?! (?:per|a) (?:year|month))",
    re.I,
)
_SINGLY = re.compile(
    rf"\b(?:apiece|each|per (?:item|piece)|a piece|(?:an?|any|every|one) (?:single |one |individual )?{_PIECES}|{_PIECES} (?:with|having) an? (?:list |unit |retail )?price)\b",
    re.I,
)


def price_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a piece the text speaks of costs, both included; None where it tells things otherwise."""
    if match := _OF_PRICE.search(text):
        low = _dollars(match["low"])
        if match["high"]:
            return low, _dollars(match["high"])
        return (low, MOST) if match["more"] else (NOTHING, low)
    match = _PRICED.search(text) if _SINGLY.search(text) else None
    if match is None:
        return None
    bound = _dollars(match["bound"])
    return (NOTHING, bound - CENT) if match["under"] else (bound + CENT, MOST)


def _dollars(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
