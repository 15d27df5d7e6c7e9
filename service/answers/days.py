"""The day a question speaks of."""

from __future__ import annotations

import re
from datetime import date, timedelta

from service.agreements.dates import MONTHS, dates, months_named

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in MONTHS)
# "May" is a verb more often than a month unless a preposition or a day makes it one.
_DAY_MONTH = re.compile(rf"\b(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?\d{{4}})", re.I)
_IN_MONTH = re.compile(rf"\b(?:in|last|during|back in|since) (?P<m>{_MONTH})\b(?! \d)", re.I)
# "What does he pay in January" asks about every January.
_PAST = re.compile(r"\b(?:did|was|were|had|back in|last|paid|got|came|ago|used to)\b", re.I)
_LAST_YEAR = re.compile(r"\blast year\b", re.I)
_YESTERDAY = re.compile(r"\byesterday\b", re.I)
_AGO = re.compile(r"\b(?P<n>\d{1,3}) (?P<unit>day|week)s? ago\b", re.I)
# A date that the question asks about, not one it is asked as of.
_BOUND = re.compile(r"\b(?:before|after|by|from|until|through|past)\s+(?:the\s+)?$", re.I)


def day_named(question: str, today: date) -> date | None:
    """The day the question is asked as of, or None; a month or day without a year is the last one that has passed."""
    for found in (*dates(question), *months_named(question)):
        if not _BOUND.search(question[: found.start]):
            return found.value
    for pattern in (_DAY_MONTH, _IN_MONTH) if _PAST.search(question) else (_DAY_MONTH,):
        match = pattern.search(question)
        if match and not _BOUND.search(question[: match.start()]):
            return _last(match, today)
    return _relative(question, today)


def _last(match: re.Match[str], today: date) -> date | None:
    month = 1 + [name[:3] for name in MONTHS].index(match["m"][:3].lower())
    day = int(match.groupdict().get("d") or 15)
    for year in (today.year, today.year - 1):
        try:
            named = date(year, month, day)
        except ValueError:
            return None
        if named <= today:
            return named
    return None


def _relative(question: str, today: date) -> date | None:
    ago = _AGO.search(question)
    if ago:
        return today - timedelta(days=int(ago["n"]) * (7 if ago["unit"].lower() == "week" else 1))
    if _YESTERDAY.search(question):
        return today - timedelta(days=1)
    if _LAST_YEAR.search(question):
        return today - timedelta(days=365)
    return None
