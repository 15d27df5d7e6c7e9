"""Dates as contracts write them, and the day so many months later.

Month-day-year is read for slashed dates, as Jobber's accounts write them, unless the first number cannot be a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from service.agreements.quantities import Found, number

MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\b\.?" if name != "may" else "may" for name in MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_YEAR = r"(?:'\d{2}|(?:19|20)\d{2}|\d{2})"
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()  # noqa: SIM905
ORDINALS = (
    {name: i for i, name in enumerate(_NTH, 1)}
    | {f"twenty-{name}": 20 + i for i, name in enumerate(_NTH[:9], 1)}
    | {"thirtieth": 30, "thirty-first": 31}
)
_DAY = r"(?:(?:[12]\d|3[01]|0?[1-9])(?: ?(?:st|nd|rd|th))?|" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
_DATES = re.compile(
    rf"\b(?P<m1>{_MONTH}) (?P<d1>{_DAY})(?: ?, ?| )(?:of )?(?P<y1>{_YEAR}|two thousand[a-z -]*)\b"
    rf"|\b(?P<d2>{_DAY}) (?:day )?(?:of )?(?P<m2>{_MONTH})(?: ?, ?| )(?:of )?(?P<y2>'?\d{{4}})\b"
    r"|\b(?P<y3>(?:19|20)\d{2})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})\b"
    r"|\b(?P<m4>\d{1,2})[/.-](?P<d4>\d{1,2})[/.-](?P<y4>(?:19|20)\d{2}|\d{2})\b",
    re.I,
)
_MONTH_ONLY = re.compile(rf"\b(?P<m>{_MONTH}),? (?:of )?(?P<y>(?:19|20)\d{{2}})\b", re.I)


_YEAR_AT_ALL = re.compile(r"\d{2}|two thousand", re.I)


def dates(text: str) -> list[Found[date]]:
    found: list[Found[date]] = []
    if not _YEAR_AT_ALL.search(text):
        return found
    for m in _DATES.finditer(text):
        parts = next((m[f"y{i}"], m[f"m{i}"], m[f"d{i}"]) for i in (1, 2, 3, 4) if m[f"y{i}"])
        value = _date(*parts)
        if value:
            found.append(Found(value, m.start(), m.end()))
    return found


def months_named(text: str) -> list[Found[date]]:
    """ "April 2025" without a day, as the first of the month; dates with a day are left out."""
    taken = [(one.start, one.end) for one in dates(text)]
    return [
        Found(value, m.start(), m.end())
        for m in _MONTH_ONLY.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in taken)
        and (value := _date(m["y"], m["m"], "1"))
    ]


def _date(year: str, month: str, day: str) -> date | None:
    numeric = month.isdigit()
    y = _year(year)
    mo = int(month) if numeric else 1 + [name[:3] for name in MONTHS].index(month[:3].lower())
    digits = re.match(r"\d+", day)
    d = int(digits.group()) if digits else ORDINALS[day.lower()]
    if numeric and mo > 12 >= d:
        mo, d = d, mo
    if y is None or not 1 <= mo <= 12 or not 1 <= d <= monthrange(y, mo)[1]:
        return None
    return date(y, mo, d)


def _year(text: str) -> int | None:
    if text.lower().startswith("two thousand"):
        spelled = number(text.lower().strip(" -"))
        return int(spelled) if spelled else None
    digits = int(text.lstrip("'"))
    return digits if digits > 99 else 2000 + digits if digits < 70 else 1900 + digits


def add(start: date, count: Decimal, unit: str) -> date:
    """The same day `count` units later; a month's last day where the day does not exist."""
    if unit in ("day", "business_day", "week"):
        return start + timedelta(days=int(count * (7 if unit == "week" else 1)))
    months = int(count * (12 if unit == "year" else 1))
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
