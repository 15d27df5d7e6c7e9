"""How often: periods ("per contract year") and frequencies ("twice a year", "each spring and fall")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.agreements.quantities import NUMBER_WORDS, Found, number
from service.agreements.terms import Per


@dataclass(frozen=True)
class Frequency:
    count: Decimal
    per: Per


_TIMES = rf"(?P<once>once|twice|thrice)|(?<![\d.,$/])(?P<n>{NUMBER_WORDS}(?: ?\(\d+\))?|\d+)(?: times| x\b)?"
_PERIOD = (
    r"(?P<period>visit|call|appointment|occurrence|month|mo|quarter|qtr|season|summer|winter|spring|fall|year|yr|annum|"
    r"term|12[- ]month period|twelve[- ]month period|12 months|twelve months|time (?:this|the|your|our) [\w ]{3,20} (?:runs|lasts|holds|is in force)|contract|agreement|membership)(?: (?:year|term|period|of the (?:term|agreement)))?"
)
_EACH = r"(?:(?:in|during|over|within|for|of|throughout) (?:each|every|an?|any|the|this|one)|per|each|every|an?|any|/) ?(?:(?:first|full|calendar|club|contract|agreement|plan|service|coverage|membership|bond|warranty|fiscal|budget|school|lease|covered|program|policy|cooling|heating|growing|mowing|swim(?:ming)?|initial|single|twelve[- ]month|12[- ]month)(?: (?!year|term|period))? ?)*"
PER = re.compile(
    rf"(?:{_EACH}{_PERIOD}\b)|(?P<adverb>\b(?:annual|year|month|quarter|season)(?:ly|al)?(?:ly)?\b)",
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
    if re.search(r"\b(?:contract|agreement|membership|calendar|plan|coverage) year\b|(?:12|twelve)[- ]months?", whole):
        return "year"
    if re.search(r"\bterm\b|\btime (?:this|the|your|our)\b", whole):
        return "term"
    word = (match["period"] or match["adverb"] or "").lower()
    return _PER_NAMES.get(word)


_TIME_OF_YEAR = r"(?:spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december)"
_EVERY = r"(?:once )?(?:each|every)"
_SEASONS = re.compile(
    rf"\b(?:{_EVERY}|in(?: the)?|both)? ?(?:early |late )?{_TIME_OF_YEAR}(?:,? (?:and|&|/|plus) (?:(?:one|again|once) )?(?:in )?(?:each |every |the )?(?:early |late )?{_TIME_OF_YEAR})+"
    rf"|\b{_EVERY} (?:early |late )?{_TIME_OF_YEAR}\b(?! \d)",
    re.I,
)
_RHYTHMS: tuple[tuple[str, int | str, Per], ...] = (
    (r"semi-?annual(?:ly)?|bi-?annual(?:ly)?|half-?yearly|twice[- ](?:a|each|per|every)[- ]year|every (?:six|6) months|(?:a|per|each|every) half[- ]year", 2, "year"),
    (r"every other month|bi-?monthly|every (?:two|2) months|every (?:second month|(?:sixty|60) days)", 6, "year"),
    (r"every (?:three|3) months|every (?:third month|(?:ninety|90) days)", 4, "year"),
    (r"every other week|bi-?weekly|fortnightly|every (?:two|2|second) weeks?", 26, "year"),
    (r"every other year|bi-?ennial(?:ly)?|every (?:two|2) years", "0.5", "year"),
    (r"every (?:thirty|30) days", 12, "year"),
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
        if re.search(r"\b(?:between|from) ?$", text[: m.start()], re.I):
            continue
        named = set(re.findall(_TIME_OF_YEAR, m.group().lower()))
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
