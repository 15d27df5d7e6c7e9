"""Regular hours and all others: which of them a question names, and which of them words are only about."""

from __future__ import annotations

import re
from enum import StrEnum

from service.answers.aspects import ASPECTS

_OFF = next(aspect for aspect in ASPECTS if aspect.name == "off_hours")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri)day"
_EARLY = r"(?:morning|noon|midday|lunch ?time|afternoon|(?:8|9|10|11) ?a\.?m\b|(?:1|2|3) ?p\.?m\b)"
_IN_THE_DAY = re.compile(
    rf"\b{_WEEKDAY}\b.{{0,20}}\b{_EARLY}|\b{_EARLY}.{{0,12}}\bon (?:a |an )?(?:ordinary |normal |regular )?{_WEEKDAY}\b"
    rf"|\bdaytime\b|\b(?:ordinary|normal|regular) (?:weekday|work(?:ing)? ?day|{_WEEKDAY})\b"
    r"|\b(?:in|during) (?:the )?(?:regular|normal|business|working|office) hours\b",
    re.I,
)
_REGULAR = re.compile(
    r"\b(?:regular|normal|business|working|office)(?: business| working)? hours\b|\bweekdays?\b(?! nights?)|\bdaytime\b"
    r"|\bmon(?:day)?s?\b.{0,12}\bfri(?:day)?s?\b",
    re.I,
)


class Hours(StrEnum):
    REGULAR = "regular"
    OTHER = "other"


def hours_asked(question: str) -> Hours | None:
    """None where a question names neither, or both."""
    regular, other = bool(_IN_THE_DAY.search(question)), bool(_OFF.asks.search(question))
    return None if regular is other else Hours.REGULAR if regular else Hours.OTHER


_ODD = {
    "holiday": re.compile(r"\bholiday|\bchristmas|\bthanksgiving|\bnew year's (?:day|eve)|\b(?:labor|memorial|independence) day|\bjuly 4|\bfourth of july", re.I),
    "weekend": re.compile(r"\bweekend|\bsaturday|\bsunday|\bsat\b|\bsun\b", re.I),
    "night": re.compile(r"\bnight|\bevening|\bmidnight|\b\d{1,2}(?::\d\d)? ?p\.?m|\bafter (?:five|six|seven|supper|dark|\d)", re.I),
}  # fmt: skip
_ANY_ODD = re.compile(r"\bafter[- ]?hours|\bovertime|\bother (?:times?|hours?)|\bany (?:time|hour)|\baround the clock|\b24/7|\boutside|\bat all hours|\bwhatever the|\bday or night|\btime and a half|\bdouble|\bemergenc|\botherwise|\bonly (?:when|between)", re.I)  # fmt: skip


def odd_hours(text: str) -> frozenset[str]:
    """Which of holidays, weekends and nights words speak of; all of them where they name none in particular."""
    named = frozenset(sort for sort, told in _ODD.items() if told.search(text))
    return frozenset(_ODD) if _ANY_ODD.search(text) else named


def hours_told(text: str) -> Hours | None:
    """The hours that words are only about; None where they name neither, or both."""
    other = bool(_OFF.tells.search(text))
    regular = bool(
        _REGULAR.search(
            re.sub(
                r"\b(?:outside|other than|after|beyond)\b (?:of )?(?:the )?\w+ (?:\w+ )?hours", " ", text, flags=re.I
            )
        )
    )
    return None if regular is other else Hours.REGULAR if regular else Hours.OTHER
