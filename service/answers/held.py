"""Whether words hold a value of the kind asked for: a sum, a share, a length of time, a day, an hour, a number, a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from service.agreements.dates import dates, months_named
from service.agreements.quantities import durations, money, percents
from service.answers.aspects import Datum

_SOMEBODY = re.compile(
    r"<PERSON|<NAME|\b(?:owner|manager|treasurer|superintendent|caretaker|desk|son|daughter|wife|husband|board|tenant|pastor|representative|delegate|neighbou?r|nanny|customer|member|parish|cooperative|party)\b",
    re.I,
)
_OURS = re.compile(r"\b(?:contractor|provider|we|us)\b", re.I)
_CONSENTS = re.compile(r"\b(?:consent|approval|signature|order|permission|authorization|authorisation) (?:of|from|by) (?!any\b)\w+|\b\w+ (?:must|has to|have to|shall) (?:sign|approve|consent|agree)\b|\bonly \w+ (?:can|may|signs|approves|orders)\b", re.I)  # fmt: skip
_NAME = re.compile(r"<(?:PERSON|NAME|ORGANIZATION)_\w+>(?!['’]s)")
_CONTACT = re.compile(r"<(?:PHONE|EMAIL|URL)|\d{3}[-. /)]+\d{3}[-. ]\d{4}|\d{3}-\d{4}|@", re.I)
_COUNT = re.compile(
    r"\b\d+(?:[.,]\d+)?\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|twenty|once|twice|thrice|each|every|unlimited|without limit|half|monthly|weekly|quarterly|annual(?:ly)?|yearly)\b",
    re.I,
)
_SUM = re.compile(r"[$£€] ?[\d,]+(?:\.\d+)?")
_MAN_HOURS = re.compile(r"\b(?:\d+|\w+(?: \(\d+\))?) (?:man|crew|labou?r|work|service)[- ]hours?\b", re.I)
_CLOCK_OR_DAY = re.compile(r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d{1,2}/\d{1,2}\b|\bfirst of\b|\b(?:in|each|every|by|until|late|early|mid|before|after|come)[ -](?:the )?(?:spring|autumn|fall|summer|winter)\b|\b(?:spring|autumn|fall|summer|winter)(?: and\b| or\b|[,.;/)]|$)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:each|any|every) (?:month|quarter|year)|\byear end|\bany time|\bmonth'?s end|\bat once\b|\bimmediately|\bthe (?:day|night|evening|week|month) (?:before|after)\b|\bby noon\b", re.I)  # fmt: skip
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\b(?:noon|midnight|midday|o'clock|dawn|daybreak|sunrise|sunset)\b|\b(?:by|before|after|until|from|at) \d{1,2}\b(?! ?(?:%|[./:,]\d|(?:cents|dollars|percent|per|hours?|minutes?|days?|weeks?|months?|years?|feet|foot|ft|inch(?:es)?|lbs?|pounds?|visits?|times)\b))", re.I)  # fmt: skip
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b|\bweekdays?\b", re.I)
_LENGTH = re.compile(r"\b[\d.,/]+[- ]?(?:inch(?:es)?|in\b|ft\b|feet|foot|cm\b|centimet\w+|mm\b|millimet\w+|met(?:er|re)s?|yards?)|\b(?:half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[- ](?:inch|foot|feet|centimet|met(?:er|re))", re.I)  # fmt: skip
_BARE_SUM = re.compile(r"\b(?:up to|for|says?|not above) \$?\d{2,6}\b", re.I)
_MULTIPLE = re.compile(
    r"\b(?:twice|double|triple|thrice|(?:\d(?:\.\d+)?|one and (?:a|one)[- ]half|two|three) times) (?:the|our|that|its|your)\b",
    re.I,
)
_HALF = re.compile(
    r"\bhalf\b|\b(?:one|a|two|three)[- ](?:thirds?|quarters?|fifths?|tenths?)\b|\bcents on the dollar|\b(?:off|on|from|of) (?:each|every|the|a) (?:hundred|dollar)|\bout of (?:every )?(?:ten|a hundred)\b",
    re.I,
)
_NO_PRICE = re.compile(r"\b(?:rent|fees?|dues|charges?|payments?) (?:for|of) (?:\w+ )?(?:weeks?|months?|quarters?|years?)\b|\b(?:weeks?|months?|years?)['’]s? (?:rent|fees?|dues|charges?)\b|\bfree\b|\bno (?:extra |additional |further )?(?:charge|cost|fee)|\bwithout (?:a |any |further )?(?:charge|cost|bill)|\bnothing (?:extra|more)|\b(?:at|our|usual|full|regular|standard|shop|shelf|tag|catalog(?:ue)?|the) (?:book|list|rates?|prices?|charges?)\b|\blist prices?\b|\b(?:menu|posted|published|going|walk-in|catalog(?:ue)?) (?:prices?|rates?)\b|\bnil\b|\bthrow in\b|\| ?(?:book|list)\b|\bnone\b|\bcarry no\b|\bno \w+ (?:charge|fee|surcharge)", re.I)  # fmt: skip

_HELD: Mapping[Datum, Callable[[str], bool]] = {
    Datum.MONEY: lambda text: bool(
        money(text) or _NO_PRICE.search(text) or _BARE_SUM.search(text) or _MULTIPLE.search(text)
    ),
    Datum.PERCENT: lambda text: bool(percents(text) or _HALF.search(text)),
    Datum.DURATION: lambda text: bool(durations(text) or _MAN_HOURS.search(text)),
    Datum.DATE: lambda text: bool(dates(text) or months_named(text) or _CLOCK_OR_DAY.search(text)),
    Datum.COUNT: lambda text: bool(_COUNT.search(_SUM.sub(" ", text))),
    Datum.PERSON: lambda text: holds_somebody(text) or bool(_OURS.search(text)),
    Datum.NAME: lambda text: bool(_NAME.search(text)),
    Datum.CONTACT: lambda text: bool(_CONTACT.search(text)),
    Datum.CLOCK: lambda text: bool(_CLOCK.search(text)),
    Datum.WEEKDAY: lambda text: bool(_WEEKDAY.search(text)),
    Datum.LENGTH: lambda text: bool(_LENGTH.search(text)),
}


def holds(text: str, datum: Datum) -> bool:
    """Whether words hold a datum of this kind; text that says there is no charge counts as holding money."""
    return _HELD[datum](text)


def holds_somebody(text: str) -> bool:
    """Whether words tell of a person other than who does the work: nobody approves his own."""
    return bool(_SOMEBODY.search(text) or _CONSENTS.search(text))


_UNITS = ("minute", "hour", "day", "week", "month", "year")
_COUNTS_AS = {"business_day": "day", "season": "month"}


def holds_length(text: str, unit: str) -> bool:
    """Whether words give a length of time that people count in a unit: hours are not told in months."""
    told = (_COUNTS_AS.get(one.value.unit, one.value.unit) for one in durations(text))
    return bool(_MAN_HOURS.search(text)) or any(abs(_UNITS.index(each) - _UNITS.index(unit)) <= 2 for each in told)
