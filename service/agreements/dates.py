"""Dates as contracts write them, and the day so many months later.

Month-day-year is read for slashed dates, as Jobber's accounts write them, unless the first number cannot be a month.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from dateutil.parser import parser, parserinfo
from dateutil.relativedelta import relativedelta

from service.agreements.quantities import NUMBER_WORDS, Found, in_digits

MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\b\.?" if name != "may" else "may" for name in MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_YEAR = r"(?:'\d{2}|(?:19|20)\d{2}|\d{2})"
_UNITS = "first second third fourth fifth sixth seventh eighth ninth"
_ORDINAL = rf"(?:twenty|thirty)-(?:{_UNITS.replace(' ', '|')})|{_UNITS.replace(' ', '|')}|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth"
_DAY = rf"(?:(?:[12]\d|3[01]|0?[1-9])(?: ?(?:st|nd|rd|th))?|{_ORDINAL})"
_DATES = re.compile(
    rf"\b(?:{_MONTH}) {_DAY}(?: ?, ?| )(?:of )?(?:{_YEAR}|(?=two thousand){NUMBER_WORDS})\b"
    rf"|\b{_DAY} (?:day )?(?:of )?(?:{_MONTH})(?: ?, ?| )(?:of )?'?\d{{4}}\b"
    r"|\b(?:19|20)\d{2}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}\b"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20)\d{2}|\d{2})\b",
    re.I,
)
_MONTH_ONLY = re.compile(rf"\b(?P<m>{_MONTH}),? (?:of )?(?P<y>(?:19|20)\d{{2}})\b", re.I)
_YEAR_AT_ALL = re.compile(r"\d{2}|two thousand", re.I)


class _Spelling(parserinfo):
    """As dateutil reads dates, month before day; "day" between them says nothing. Two digits mean 1970 to 2069, whatever
    year it is."""

    JUMP = [*parserinfo.JUMP, "day"]  # noqa: RUF012  # dateutil's own attribute

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        return year if century_specified or year > 99 else year + (2000 if year < 70 else 1900)


_PARSER = parser(_Spelling())


def dates(text: str) -> list[Found[date]]:
    if not _YEAR_AT_ALL.search(text):
        return []
    read = ((_date(m.group()), m) for m in _DATES.finditer(text))
    found = [Found(value, m.start(), m.end()) for value, m in read if value]
    beside = [other for one in found for other in (_begun(text, one), _ended(text, one)) if other]
    return sorted((*found, *beside), key=lambda one: one.start)


_FROM = re.compile(
    rf"\b(?P<day>(?:{_MONTH}) {_DAY}|{_DAY} (?:day )?(?:of )?(?:{_MONTH})),? ?(?:to|through(?: and including)?|thru|until|till|up to|-) ?(?:the )?$",
    re.I,
)
_TO = re.compile(
    rf",? ?(?:to|through(?: and including)?|thru|until|till|up to) (?:the )?(?P<day>(?:{_MONTH}) {_DAY}|{_DAY} (?:day )?(?:of )?(?:{_MONTH}))\b(?!,? (?:of )?'?\d{{2,4}}\b)",
    re.I,
)


def _begun(text: str, last: Found[date]) -> Found[date] | None:
    """ "From April 15 until October 31, 2026": the first day has the last one's year, or the one before."""
    first = _FROM.search(text, 0, last.start)
    days = _in_years(first["day"], last.value.year, last.value.year - 1) if first else ()
    value = next((day for day in days if day < last.value), None)
    return Found(value, first.start(), first.end("day")) if first and value else None


def _ended(text: str, first: Found[date]) -> Found[date] | None:
    """ "From April 6, 2026 until the twentieth of November": the last day is the next such day."""
    last = _TO.match(text, first.end)
    days = _in_years(last["day"], first.value.year, first.value.year + 1) if last else ()
    value = next((day for day in days if day > first.value), None)
    return Found(value, last.start("day"), last.end()) if last and value else None


def months_named(text: str) -> list[Found[date]]:
    """ "April 2025" without a day, as the first of the month; dates with a day are left out."""
    taken = [(one.start, one.end) for one in dates(text)]
    found = [
        Found(value, m.start(), m.end())
        for m in _MONTH_ONLY.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in taken)
        and (value := _date(f"{m['m']} 1, {m['y']}"))
    ]
    begun = [_begun_in(text, one) for one in found]
    return sorted((*found, *(one for one in begun if one)), key=lambda one: one.start)


_FROM_MONTH = re.compile(
    rf"\b(?:from|starting|beginning)(?: the)?(?: first week| beginning| start)?(?: of| in)? (?P<m>{_MONTH}) ?(?:to|through|thru|until|till|-) ?(?:the )?(?:(?:last|first) week (?:of|in) |(?:the )?end of )?$",
    re.I,
)


def _begun_in(text: str, last: Found[date]) -> Found[date] | None:
    """ "From March to the last week of October 2026": the first month is the same year's, or the one before's."""
    first = _FROM_MONTH.search(text, 0, last.start)
    days = _in_years(f"{first['m']} 1", last.value.year, last.value.year - 1) if first else ()
    value = next((day for day in days if day < last.value), None)
    return Found(value, first.start("m"), first.end("m")) if first and value else None


def _in_years(day: str, *years: int) -> list[date]:
    """A day without its year in each of these; in none where there is no such day."""
    return [made for year in years if (made := _date(f"{day}, {year}"))]


def _date(words: str) -> date | None:
    try:
        return _PARSER.parse(in_digits(words)).date()
    except ValueError:
        return None


def nth(words: str) -> int | None:
    """ "1st", "first" or "one" as 1."""
    digits = re.match(r"\d+", in_digits(words.strip()))
    return int(digits.group()) if digits else None


_YEARLY = re.compile(rf"\b(?:each|every) (?P<day>(?:{_MONTH}) {_DAY})\b(?!,? \d{{4}})", re.I)


def anniversary(words: str, start: date) -> date | None:
    """The first day after `start` that "each January 15" names; None where no day of each year is named."""
    match = _YEARLY.search(words)
    days = (_date(f"{match['day']}, {start.year + later}") for later in (0, 1)) if match else iter(())
    return next((day for day in days if day and day > start), None)


def add(start: date, count: Decimal, unit: str) -> date:
    """The same day `count` units later; a month's last day where the day does not exist."""
    if unit in ("day", "business_day", "week"):
        return start + timedelta(days=int(count * (7 if unit == "week" else 1)))
    return start + relativedelta(months=int(count * (12 if unit == "year" else 1)))
