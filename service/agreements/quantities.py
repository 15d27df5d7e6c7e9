"""Numbers, money, percentages, durations, dates and frequencies as contracts write them, with their offsets.

Every reader takes text whose white space is single spaces and whose quotes and dashes are plain (see `passages`),
and returns what it found in order of appearance. Month-day-year is read for slashed dates, as Jobber's accounts write
them, unless the first number cannot be a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from service.agreements.terms import Per

Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    value: Value
    start: int
    end: int


@dataclass(frozen=True)
class Duration:
    """`unit` one of minute, hour, day, business_day, week, month, year."""

    count: Decimal
    unit: str

    @property
    def days(self) -> int | None:
        """Whole days as notice periods count them (a month is 30); None for hours and minutes."""
        each = {"day": 1, "business_day": 1, "week": 7, "month": 30, "year": 365}.get(self.unit)
        return int(self.count * each) if each else None


@dataclass(frozen=True)
class Frequency:
    count: Decimal
    per: Per


UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: value for value, word in enumerate(UNITS)} | {word: 20 + 10 * i for i, word in enumerate(TENS)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

_WORD = "|".join(sorted((*WORDS, *SCALES), key=len, reverse=True))
NUMBER_WORDS = rf"(?:{_WORD})(?:[ -](?:and )?(?:{_WORD}))*"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
NUMBER = rf"(?:{NUMBER_WORDS}(?: ?\((?:{_DIGITS})\))?|(?:{_DIGITS})|an?\b|half an?\b)"


def number(words: str) -> Decimal | None:
    """ "fifteen (15)", "1,200", "twenty-four", "a": the digits win where both stand."""
    text = words.strip().lower()
    digits = re.search(_DIGITS, text)
    if digits:
        return Decimal(digits.group().replace(",", ""))
    if text.startswith("half"):
        return Decimal("0.5")
    if text in ("a", "an"):
        return Decimal(1)
    return _spelled(text)


def _spelled(text: str) -> Decimal | None:
    total, current, seen = 0, 0, False
    for word in re.split(r"[ -]", text):
        if word in WORDS:
            current, seen = current + WORDS[word], True
        elif word in SCALES:
            current, seen = max(current, 1) * SCALES[word], True
            if SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word != "and":
            return None
    return Decimal(total + current) if seen else None


_MONEY = re.compile(
    rf"(?:(?P<spelled>{NUMBER_WORDS}) dollars? ?\(? ?)?(?:us|usd|cad|c)? ?\$ ?(?P<sign>{_DIGITS})(?P<kilo>k\b)?\)?"
    rf"|(?:usd|cad) ?(?P<code>{_DIGITS})"
    rf"|(?P<plain>{_DIGITS}|{NUMBER_WORDS}(?: ?\({_DIGITS}\))?) (?:us )?(?:dollars?|usd|cad|bucks)\b",
    re.I,
)


def money(text: str) -> list[Found[Decimal]]:
    """Amounts in the contract's currency, to the cent."""
    return [Found(value, m.start(), m.end()) for m in _MONEY.finditer(text) if (value := _amount(m)) is not None]


def _amount(match: re.Match[str]) -> Decimal | None:
    words = match["sign"] or match["code"] or match["plain"]
    value = number(words)
    if value is None:
        return None
    return (value * (1000 if match["kilo"] else 1)).quantize(Decimal("0.01"))


_PERCENT = re.compile(
    rf"\b(?P<n>{NUMBER_WORDS}(?: ?\({_DIGITS} ?%?\))?|{_DIGITS}) ?(?:%|per ?cent\b)(?: ?\({_DIGITS} ?%\))?"
    rf"|{NUMBER_WORDS} ?\((?P<paren>{_DIGITS}) ?%\)",
    re.I,
)
_HALF = re.compile(r"\bhalf (?:off|price)\b", re.I)


def percents(text: str) -> list[Found[Decimal]]:
    found = []
    for m in _PERCENT.finditer(text):
        value = number(m["n"] or m["paren"])
        if value is not None:
            found.append(Found(value, m.start(), m.end()))
    found.extend(Found(Decimal(50), m.start(), m.end()) for m in _HALF.finditer(text))
    return sorted(found, key=lambda one: one.start)


_DURATION = re.compile(
    rf"(?<![\w$.,])(?P<n>{NUMBER})[ -]*(?:full |consecutive |calendar |additional |more |further )*"
    r"(?P<business>business|working|week)?[ -]?(?P<unit>minute|min|hour|hr|day|week|month|mo|year|yr|quarter)s?\b'?",
    re.I,
)
_NEXT_DAY = re.compile(r"\b(?:the )?(?P<which>next|following|same)[ -](?P<business>business |working )?day\b", re.I)
_UNIT_NAMES = {"min": "minute", "hr": "hour", "yr": "year", "mo": "month"}


def durations(text: str) -> list[Found[Duration]]:
    found = [*_counted_durations(text)]
    for m in _NEXT_DAY.finditer(text):
        days = Decimal(0 if m["which"].lower() == "same" else 1)
        found.append(Found(Duration(days, "business_day" if m["business"] else "day"), m.start(), m.end()))
    return sorted(found, key=lambda one: one.start)


def _counted_durations(text: str) -> Iterator[Found[Duration]]:
    for m in _DURATION.finditer(text):
        count, unit = number(m["n"]), m["unit"].lower()
        if count is None:
            continue
        unit = _UNIT_NAMES.get(unit, unit)
        if unit == "quarter":
            count, unit = count * 3, "month"
        business = bool(m["business"]) and unit == "day"
        yield Found(Duration(count, "business_day" if business else unit), m.start(), m.end())


MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\b\.?" if name != "may" else "may" for name in MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_YEAR = r"(?:'\d{2}|(?:19|20)\d{2}|\d{2})"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?: ?(?:st|nd|rd|th))?"
_DATES = re.compile(
    rf"\b(?P<m1>{_MONTH}) (?P<d1>{_DAY}),? (?:of )?(?P<y1>{_YEAR}|two thousand[a-z -]*)\b"
    rf"|\b(?P<d2>{_DAY}) (?:day )?(?:of )?(?P<m2>{_MONTH}),? ?(?:of )?(?P<y2>'?\d{{4}})\b"
    r"|\b(?P<y3>(?:19|20)\d{2})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})\b"
    r"|\b(?P<m4>\d{1,2})[/.-](?P<d4>\d{1,2})[/.-](?P<y4>(?:19|20)\d{2}|\d{2})\b",
    re.I,
)
_MONTH_ONLY = re.compile(rf"\b(?P<m>{_MONTH}),? (?:of )?(?P<y>(?:19|20)\d{{2}})\b", re.I)


def dates(text: str) -> list[Found[date]]:
    found = []
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
    d = int(re.match(r"\d+", day).group())  # type: ignore[union-attr]
    if numeric and mo > 12 >= d:
        mo, d = d, mo
    if y is None or not 1 <= mo <= 12 or not 1 <= d <= monthrange(y, mo)[1]:
        return None
    return date(y, mo, d)


def _year(text: str) -> int | None:
    if text.lower().startswith("two thousand"):
        spelled = _spelled(text.lower().strip(" -"))
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


_TIMES = rf"(?P<once>once|twice|thrice)|(?P<n>{NUMBER_WORDS}(?: ?\(\d+\))?|\d+)(?: times| x\b)?"
_PERIOD = (
    r"(?P<period>visit|call|appointment|occurrence|month|quarter|season|summer|winter|spring|fall|year|annum|"
    r"term|12[- ]month period|twelve[- ]month period|contract|agreement|membership)(?: (?:year|term|period|of the (?:term|agreement)))?"
)
_EACH = r"(?:(?:in |during |over |within |for |of |throughout )?(?:per|each|every|an?|any|the|this|/)) ?(?:(?:full|calendar|contract|agreement|plan|service|coverage|membership|covered|program|policy|cooling|heating|growing|mowing|swim(?:ming)?|initial|single|twelve[- ]month|12[- ]month)(?: (?!year|term|period))? ?)*"
PER = re.compile(
    rf"(?:{_EACH}{_PERIOD}\b)|(?P<adverb>\b(?:annual|year|month|quarter|season)(?:ly|al)?(?:ly)?\b)|/ ?(?P<short>mo|yr|qtr)\b",
    re.I,
)
_PER_NAMES: dict[str, Per] = {
    "visit": "visit", "call": "visit", "appointment": "visit", "occurrence": "visit", "month": "month", "mo": "month",
    "quarter": "quarter", "qtr": "quarter", "season": "season", "summer": "year", "winter": "year", "spring": "year",
    "fall": "year", "year": "year", "yr": "year", "annum": "year", "annual": "year", "annually": "year",
    "term": "term", "contract": "term", "agreement": "term", "membership": "year", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "seasonal": "season", "seasonally": "season",
}  # fmt: skip


def period(text: str) -> Found[Per] | None:
    """The first period named: "per contract year", "each visit", "/mo", "annually"."""
    for m in PER.finditer(text):
        name = _period_name(m)
        if name:
            return Found(name, m.start(), m.end())
    return None


def _period_name(match: re.Match[str]) -> Per | None:
    whole = match.group().lower()
    if re.search(r"\b(?:contract|agreement|membership|calendar|plan|coverage) year\b|(?:12|twelve)[- ]month", whole):
        return "year"
    if re.search(r"\bterm\b", whole):
        return "term"
    word = (match["period"] or match["short"] or match["adverb"] or "").lower()
    return _PER_NAMES.get(word)


_SEASONS = re.compile(r"\b(?:each|every|in the|in|once (?:each|every|in the)|both)? ?(?:early |late )?(?:spring|summer|fall|autumn|winter)(?:,? (?:and|&|/|plus) (?:(?:one|again|once) )?(?:in )?(?:each |every |the )?(?:early |late )?(?:spring|summer|fall|autumn|winter))+", re.I)  # fmt: skip
_RHYTHMS: tuple[tuple[str, int | str, Per], ...] = (
    (r"semi-?annual(?:ly)?|bi-?annual(?:ly)?|half-?yearly|twice[- ](?:a|each|per|every)[- ]year|every (?:six|6) months", 2, "year"),
    (r"every other month|bi-?monthly|every (?:two|2) months", 6, "year"),
    (r"every (?:three|3) months", 4, "year"),
    (r"every other week|bi-?weekly|fortnightly|every (?:two|2|second) weeks?", 26, "year"),
    (r"every other year|bi-?ennial(?:ly)?|every (?:two|2) years", "0.5", "year"),
    (r"every (?:four|4) weeks", 13, "year"),
    (r"weekly|every week|each week|once a week|per week", 52, "year"),
)  # fmt: skip
_REGULAR = tuple(
    (re.compile(rf"\b(?:{words})\b", re.I), Frequency(Decimal(count), per)) for words, count, per in _RHYTHMS
)
_COUNTED = re.compile(rf"\b(?:{_TIMES})(?P<noun>(?: [a-z()/-]+){{0,6}}?),? (?:{_EACH}{_PERIOD}|(?P<adverb>annually|yearly|monthly|quarterly|a year|annual))\b", re.I)  # fmt: skip
_SIMPLE = re.compile(r"\b(?P<adverb>annual(?:ly)?|yearly|monthly|quarterly|every year|each year|every month|each month|each quarter|every quarter|every season|each season|every (?:spring|summer|fall|autumn|winter)|each (?:spring|summer|fall|autumn|winter))\b", re.I)  # fmt: skip


def frequencies(text: str) -> list[Found[Frequency]]:
    """How often: "two visits per year", "twice a year", "each spring and fall", "quarterly"; no two overlap."""
    found: list[Found[Frequency]] = []
    for reader in (_seasons, _counted, _regular, _simple):
        for one in reader(text):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _counted(text: str) -> Iterator[Found[Frequency]]:
    for m in _COUNTED.finditer(text):
        once = (m["once"] or "").lower()
        count = Decimal({"once": 1, "twice": 2, "thrice": 3}[once]) if once else number(m["n"])
        per = _PER_NAMES.get(m["adverb"].lower().replace("a year", "annual")) if m["adverb"] else _counted_period(m)
        if count is not None and per:
            yield Found(Frequency(count, per), m.start(), m.end())


def _counted_period(match: re.Match[str]) -> Per | None:
    found = period(match.group()[match.end("noun") - match.start() :])
    return found.value if found else None


def _seasons(text: str) -> Iterator[Found[Frequency]]:
    for m in _SEASONS.finditer(text):
        named = set(re.findall(r"spring|summer|fall|autumn|winter", m.group().lower()))
        yield Found(Frequency(Decimal(len(named)), "year"), m.start(), m.end())


def _regular(text: str) -> Iterator[Found[Frequency]]:
    for pattern, frequency in _REGULAR:
        for m in pattern.finditer(text):
            yield Found(frequency, m.start(), m.end())


def _simple(text: str) -> Iterator[Found[Frequency]]:
    for m in _SIMPLE.finditer(text):
        word = m["adverb"].lower()
        per: Per = (
            "month" if "month" in word else "quarter" if "quarter" in word else "season" if "season" in word else "year"
        )
        yield Found(Frequency(Decimal(1), per), m.start(), m.end())
