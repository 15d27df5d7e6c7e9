"""Prices by the hour that change with the count of hours: "hours 1–10 at $98, 11–25 at $90, from the 26th $84"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.agreements.terms import Rate
from service.coverage.conditions import own_sentence
from service.coverage.lines import LineKind
from service.coverage.usage import Used

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "twenty": 20,
}  # fmt: skip
_N = rf"(?:\d+(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)})"
_SPAN = re.compile(
    rf"\bhours? (?:no\.? )?(?P<a>{_N})\s*(?:-|–|to|through|thru|until)\s*(?P<b>{_N})\b|\b(?P<c>{_N})\s*(?:-|–|to|through|thru)\s*(?P<d>{_N}) (?:hours|hrs)\b",
    re.I,
)
_FROM = re.compile(
    rf"\b(?:hours? )?(?P<a>{_N})(?: hours?)? (?:and|or) (?:up|over|more|above|beyond|later)\b|\b(?:from|starting with|beginning with) (?:the )?(?P<b>{_N})(?: billable)? hours?\b"
    rf"|\b(?:from|starting with) hour (?P<c>{_N})\b|\b(?P<d>{_N})\+ hours?\b",
    re.I,
)
_AFTER = re.compile(
    rf"\b(?:after|beyond|past|over|above|in excess of) (?:the )?(?:first )?(?P<a>{_N})(?: \(\d+\))? hours?\b", re.I
)
_FIRST = re.compile(
    rf"\b(?:the )?first (?P<a>{_N})?(?: \(\d+\))? ?hours?\b|\b(?:up to|1st) (?P<b>\d+)? ?hours?\b", re.I
)
_HOURS = re.compile(r"\b(?:hours?|hrs?)\b", re.I)


@dataclass(frozen=True)
class Tier:
    """`rate` holds for hours above `begins` up to `ends` (None: without end)."""

    rate: Rate
    begins: Decimal
    ends: Decimal | None

    def holds(self, done: Decimal, hours: Decimal) -> Decimal:
        """How many of `hours` that follow `done` earlier ones fall into it."""
        last = done + hours if self.ends is None else min(self.ends, done + hours)
        return max(Decimal(0), last - max(self.begins, done))


def tier_of(rate: Rate) -> Tier | None:
    """The stretch of hours a rate names, None where it names none or is a multiple."""
    if rate.amount is None:
        return None
    for text in (rate.what, own_sentence(rate), rate.pin.quote.split(f"{rate.amount:.2f}")[0][-60:]):
        found = _stretch(text)
        if found and _HOURS.search(f"{text} {rate.pin.quote}"):
            return Tier(rate, *found)
    return None


def _stretch(text: str) -> tuple[Decimal, Decimal | None] | None:
    if match := _SPAN.search(text):
        return _number(match["a"] or match["c"]) - 1, _number(match["b"] or match["d"])
    if match := _FROM.search(text):
        return _number(match["a"] or match["b"] or match["c"] or match["d"]) - 1, None
    if match := _AFTER.search(text):
        return _number(match["a"]), None
    if match := _FIRST.search(text):
        return Decimal(0), _number(match["a"] or match["b"] or "1")
    return None


def _number(text: str) -> Decimal:
    digits = re.match(r"\d+", text)
    return Decimal(digits[0]) if digits else Decimal(_ORDINALS[text.lower()])


def tiers_of(rates: Iterable[Rate]) -> tuple[Tier, ...]:
    """The tiers among rates, lowest first; none unless one of them begins after the first hour."""
    found = [tier for rate in rates if (tier := tier_of(rate))]
    return tuple(sorted(found, key=lambda one: one.begins)) if any(one.begins > 0 for one in found) else ()


def hours_before(past: Sequence[Used], job_id: str | None) -> Decimal:
    """Hours of the same job on lines judged before: the last of them counts on from those before it."""
    for one in reversed(past):
        if one.job_id == job_id and one.line.kind is LineKind.LABOUR:
            return one.line.hours_before + one.line.item.quantity
    return Decimal(0)
