"""What a number custom field counts in, told from its unit: money, percent, days, hours or visits, and per what."""

from __future__ import annotations

import re

MEASURES = {
    "contract_value": "money",
    "hourly_rate": "money",
    "approval_threshold": "money",
    "coverage_cap": "money",
    "parts_discount_percent": "percent",
    "labour_discount_percent": "percent",
    "renewal_notice_days": "days",
    "included_hours": "hours",
    "included_visits": "visits",
}
MONEY = frozenset(field for field, measure in MEASURES.items() if measure == "money")
_WORDS = {
    "money": ("$", "usd", "us$", "cad", "c$", "ca$", "aud", "a$", "nzd", "gbp", "eur", "£", "€", "dollar", "dollars"),
    "percent": ("%", "percent", "pct", "per cent"),
    "days": ("day", "days", "d"),
    "hours": ("hour", "hours", "hr", "hrs", "h"),
    "visits": ("visit", "visits"),
    "other": ("week", "weeks", "month", "months", "year", "years", "ft", "sq ft", "sqft", "in", "gal", "psi", "ton", "tons"),
}  # fmt: skip
_OF_WORD = {word: measure for measure, words in _WORDS.items() for word in words}
_PERIODS = {
    "visit": ("visit", "call"),
    "month": ("month", "mo", "monthly"),
    "quarter": ("quarter", "qtr", "quarterly"),
    "season": ("season",),
    "year": ("year", "yr", "annum", "annually", "a"),
}
_OF_PERIOD = {word: period for period, words in _PERIODS.items() for word in words}


def fits(field: str, unit: str | None) -> bool:
    """Whether a number of this contract field may stand under that unit; a unit nobody knows says nothing against it."""
    measure = _OF_WORD.get(_parted(unit)[0])
    return measure is None or measure == MEASURES.get(field)


def period(unit: str | None) -> str | None:
    """`$/yr` is per year; None where the unit does not say."""
    return _OF_PERIOD.get(_parted(unit)[1])


def _parted(unit: str | None) -> tuple[str, str]:
    words = re.sub(r"\s+", " ", (unit or "").casefold().strip(" .()"))
    what, _, per = re.sub(r"\s*/\s*|\s+per\s+", "|", words, count=1).partition("|")
    return what.strip(), per.strip(" .")
