"""Is the work on another unit than those the agreement lists? Told by makers' names and floors alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.coverage.vocabulary import tokens, word_list

_MAKERS = word_list("makers")
_FLOOR = re.compile(
    r"\b(?P<nth>first|1st|main|ground|lower|second|2nd|upper|third|3rd)[ -](?:floor|story|level|stage)\b"
    r"|\b(?P<place>upstairs|downstairs|attic|basement|crawl ?space|rooftop|detached garage)\b",
    re.I,
)
UNLISTED = re.compile(
    r"\b(?:equipment|units?|systems?|appliances?|machines?)\b[^.;|]{0,20}\bnot (?:listed|named|on (?:the|this) (?:list|plan|schedule))|\bunlisted (?:equipment|units?|systems?|appliances?)",
    re.I,
)
"""Words by which an agreement itself speaks of units it does not list."""
_SAME = {
    "1st": "first", "main": "first", "ground": "first", "lower": "first", "downstairs": "first",
    "2nd": "second", "upper": "second", "upstairs": "second", "3rd": "third",
}  # fmt: skip


def another(said: str, listed: Iterable[str]) -> bool:
    """`said` names a maker or a floor, and all equipment the agreement lists that names any names others."""
    units = list(listed)
    return any(_apart(set(read(said)), [set(read(unit)) for unit in units]) for read in (_makers, _floors))


def _apart(own: set[str], listed: list[set[str]]) -> bool:
    telling = [names for names in listed if names]
    return bool(own) and bool(telling) and not any(names & own for names in telling)


def _makers(text: str) -> Iterator[str]:
    yield from (word for word in tokens(text) if word in _MAKERS)


def _floors(text: str) -> Iterator[str]:
    for match in _FLOOR.finditer(text):
        word = (match["nth"] or match["place"]).lower()
        yield _SAME.get(word, word)
