"""The numbers, sums, percentages, dates, durations and times of day that a text names, in forms that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from service.agreements.dates import dates, months_named
from service.agreements.passages import plain
from service.agreements.quantities import NUMBER_WORDS, Duration, durations, money, number, percents

Kind = Literal["money", "percent", "duration", "date", "month", "time", "number"]


class Figure(NamedTuple):
    """`value` is comparable within its kind: "129", "7 day", "2026-07-01", "2026-07", "17:00"."""

    kind: Kind
    value: str


_TIME = re.compile(r"\b(?P<h>\d{1,2})(?::(?P<m>\d{2}))? ?(?P<half>[ap])\.?m\b\.?|\b(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)\b", re.I)  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w.])(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\w)|\b(?:{NUMBER_WORDS})\b", re.I
)
_TIMES: dict[str, int | Decimal] = {
    "twice": 2,
    "thrice": 3,
    "double": 2,
    "triple": 3,
    "half": Decimal("0.5"),
    "dozen": 12,
}
_TIMES_WORD = re.compile(rf"\b(?:{'|'.join(_TIMES)})\b", re.I)
_PSEUDONYM = re.compile(r"<[A-Z][A-Z_]*_[a-z0-9]+>")
# "a year" says how often, not how long; "one side" counts nothing.
_EACH = re.compile(r"an?\b", re.I)


def figures(text: str) -> frozenset[Figure]:
    """Every figure of a text. What is read as one kind is not read again as a bare number."""
    words = plain(_PSEUDONYM.sub(" ", text))
    told = [*_dated(words), *_sums(words)]
    letters = list(words)
    for _, start, end in told:
        letters[start:end] = " " * (end - start)
    return frozenset(figure for figure, _, _ in (*told, *_bare("".join(letters))))


def missing_figures(told: frozenset[Figure], by: frozenset[Figure]) -> frozenset[Figure]:
    """The figures told that the others do not give; a month is given by any of its days."""
    months = {Figure("month", figure.value[:7]) for figure in by if figure.kind == "date"}
    return told - by - months


_Placed = tuple[Figure, int, int]


def _dated(words: str) -> Iterator[_Placed]:
    for day in dates(words):
        yield Figure("date", day.value.isoformat()), day.start, day.end
    for month in months_named(words):
        yield Figure("month", f"{month.value:%Y-%m}"), month.start, month.end
    for found in _TIME.finditer(words):
        yield Figure("time", _clock(found)), found.start(), found.end()


def _sums(words: str) -> Iterator[_Placed]:
    for amount in money(words):
        yield Figure("money", _decimal(amount.value)), amount.start, amount.end
    for percent in percents(words):
        yield Figure("percent", _decimal(percent.value)), percent.start, percent.end
    for length in durations(words):
        if not _EACH.match(words, length.start):
            yield Figure("duration", _length(length.value)), length.start, length.end


def _bare(words: str) -> Iterator[_Placed]:
    for found in _NUMBER.finditer(words):
        value = number(found.group())
        if value is not None and value != 1:
            yield Figure("number", _decimal(value)), found.start(), found.end()
    for found in _TIMES_WORD.finditer(words):
        yield Figure("number", _decimal(Decimal(_TIMES[found.group().lower()]))), found.start(), found.end()


def _clock(found: re.Match[str]) -> str:
    if found["h24"]:
        return f"{int(found['h24']):02d}:{found['m24']}"
    hour = int(found["h"]) % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02d}:{found['m'] or '00'}"


def _length(value: Duration) -> str:
    """Weeks as days and years as months, as people count them alike."""
    count, unit = {"week": (7, "day"), "year": (12, "month")}.get(value.unit, (1, value.unit))
    return f"{_decimal(value.count * count)} {unit}"


def _decimal(value: Decimal) -> str:
    return f"{value.normalize():f}"
