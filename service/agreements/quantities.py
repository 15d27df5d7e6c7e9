"""Numbers, money, percentages and durations as contracts write them, with their offsets.

Every reader takes text whose white space is single spaces and whose quotes and dashes are plain (see `passages`),
and returns what it found in order of appearance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from text_to_num import alpha2digit, text2num

Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    value: Value
    start: int
    end: int


@dataclass(frozen=True)
class Duration:
    """`unit` one of minute, hour, day, business_day, week, month, season, year."""

    count: Decimal
    unit: str

    @property
    def days(self) -> int | None:
        """Whole days as notice periods count them (a month is 30); None for hours, minutes and seasons."""
        each = {"day": 1, "business_day": 1, "week": 7, "month": 30, "year": 365}.get(self.unit)
        return int(self.count * each) if each else None


_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
)
_WORD = "|".join(sorted(_CARDINALS.split(), key=len, reverse=True))
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
    try:
        return Decimal(text2num(text, "en"))
    except ValueError:
        return None


def in_digits(words: str) -> str:
    """ "the twenty-first day of June" as "the 21st day of june"; numbers and ordinals alike, lower case."""
    return str(alpha2digit(words.lower(), "en", 0))


_MONEY = re.compile(
    rf"(?:(?P<spelled>{NUMBER_WORDS}) dollars? ?\(? ?)?(?:us|usd|cad|c)? ?[$£€] ?(?P<sign>{_DIGITS})(?: ?(?P<scale>k|thousand|million)\b)?\)?"
    rf"|(?:usd|cad) ?(?P<code>{_DIGITS})"
    rf"|(?P<plain>{_DIGITS}|{NUMBER_WORDS}(?: ?\({_DIGITS}\))?) (?:us )?(?:dollars?|usd|cad|bucks)\b",
    re.I,
)


_SCALES = {"": 1, "k": 1000, "thousand": 1000, "million": 1_000_000}
_CURRENCY = re.compile(r"[$£€]|dollar|\busd|\bcad|bucks", re.I)


def money(text: str) -> list[Found[Decimal]]:
    """Amounts in the contract's currency, to the cent."""
    if not _CURRENCY.search(text):
        return []
    found = ((_amount(m), m) for m in _MONEY.finditer(text))
    return [Found(value, m.end() - len(m.group().lstrip()), m.end()) for value, m in found if value is not None]


def _amount(match: re.Match[str]) -> Decimal | None:
    value = number(match["sign"] or match["code"] or match["plain"])
    scale = _SCALES[(match["scale"] or "").lower()]
    return None if value is None else (value * scale).quantize(Decimal("0.01"))


_PERCENT = re.compile(
    rf"\b(?P<n>{NUMBER_WORDS}(?: ?\({_DIGITS} ?%?\))?|{_DIGITS}) ?(?:%|per ?cent\b|pct\b\.?)(?: ?\({_DIGITS} ?%\))?"
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
    r"(?P<business>business|working|week)?[ -]?(?:heating |cooling |mowing |growing |swim(?:ming)? |pool )?(?P<unit>minute|min|hour|hr|day|week|month|mo|year|yr|quarter|season)s?\b'?",
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
