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
