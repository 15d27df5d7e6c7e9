"""Which step of a ladder a question stands on: "the third call", "past ten hours" against "hours 11 through 25"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.agreements.ordinals import ORDINAL, ORDINALS

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_VALUES = {word: n for words in (_WORDS, ORDINALS) for n, word in enumerate(words, 1)} | {
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_CARDINAL = rf"\d{{1,3}}|{'|'.join(_WORDS)}|fifteen|twenty|thirty|forty|fifty"
_THINGS = r"(?:[\w-]+ ){0,2}(?:hours?|calls?|visits?|rounds?|cleanings?|cleans?|treatments?|events?|pushes|push|bags?|drains?|tune-?ups?|pounds?|heads?|loads?|times?|repairs?)"
_PAST = re.compile(
    rf"\b(?:past|after|over|beyond|more than|used up|burned through|had) (?:their |his |her |the |our |those )?(?:first )?(?P<n>{_CARDINAL}) {_THINGS}",
    re.I,
)
_USED = re.compile(
    rf"\b(?:had|used(?: up)?|burned through|past|after) (?:all )?(?:their|his|her|the|our) (?P<n>{_CARDINAL})(?= (?:for|this|in|a|per|already)\b|[,?])",
    re.I,
)
_NTH = re.compile(rf"\b(?P<n>{ORDINAL}) (?!floor|street|avenue|of|time (?:since|around)){_THINGS}", re.I)
_ALONE_ASKED = re.compile(rf"\bthe (?P<n>{ORDINAL})\b(?= (?:worth|costs?|goes|go|billed|charged|run)\b|[?,])", re.I)
_BETWEEN = re.compile(
    rf"(?<![\d$.])(?P<low>{_CARDINAL}|{ORDINAL}) ?(?:-|–|to|through|thru|and) ?(?P<high>{_CARDINAL}|{ORDINAL})\b",
    re.I,
)
_FROM = re.compile(
    rf"(?<![\d$.])\b(?P<low>{_CARDINAL}|{ORDINAL}) ?(?:\+|(?:and|or) (?:up|over|more|on|later|beyond|every later)|on(?:wards?)?\b)",
    re.I,
)
_HOURS = re.compile(r"\bhours?\b", re.I)
_ENDLESS = 10**6
_ALONE = re.compile(rf"^\W*(?:the )?(?P<low>{ORDINAL})\b", re.I)


@dataclass(frozen=True)
class Step:
    """A position on a ladder; ladders of hours and ladders of anything else are kept apart."""

    number: int
    of_hours: bool

    def is_told_by(self, text: str) -> bool | None:
        """Whether a row or sentence is this step; None where it is no step of such a ladder at all."""
        if _HOURS.search(text) and not self.of_hours:
            return None
        spans = [(_value(found["low"]), _value(found["high"])) for found in _BETWEEN.finditer(text)]
        spans += [(_value(found["low"]), _ENDLESS) for found in _FROM.finditer(text)]
        alone = _ALONE.match(text)
        if alone and not spans:
            spans = [(_value(alone["low"]), _value(alone["low"]))]
        return any(low <= self.number <= high for low, high in spans) if spans else None


def step_asked(question: str) -> Step | None:
    """The position on a ladder that a question asks about; None where it names none."""
    alone = _ALONE_ASKED.search(question)
    if alone:
        return Step(_value(alone["n"]), bool(_HOURS.search(question)))
    past, nth = _PAST.search(question) or _USED.search(question), _NTH.search(question)
    found = past or nth
    if not found:
        return None
    return Step(_value(found["n"]) + (1 if past else 0), bool(_HOURS.search(found.group())))


def _value(word: str) -> int:
    low = word.lower()
    return _VALUES[low] if low in _VALUES else int(re.sub(r"\D", "", low))
