"""Where the vocabulary knows too little: does a clause's wording hold every telling word of a line's name, or the other way round?

Words are compared without plural and tense ("jetting the main" and "hydro-jetting of main"). What only says when, how much or who
("quarterly", "visit", "our") tells nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.agreements.stem import stem
from service.coverage.vocabulary import tokens, word_list

_SILENT = (word_list("stop") | word_list("general") | word_list("labour") | word_list("units")) - word_list("telling")
_SEGMENTS = re.compile(r"[,;:(/]|\s[-–—]\s|\b(?:for|with|w)\b", re.I)
_BESIDE = re.compile(
    r"\b(?:for|of|to|in|on|at|from|under|by|with|within|inside|between|that|which|whenever|once|every|each)\b", re.I
)
WHOLE, PLACED = 0.8, 0.7
"""How surely a clause is about a line all of whose words it holds, and about one that names it as what it belongs to."""
FEWEST = 2
"""Of single words the vocabulary must tell what they mean."""


@lru_cache(maxsize=20_000)
def telling(text: str) -> frozenset[str]:
    """The stems of the words that say what a text is about."""
    return frozenset(
        stem(word.removeprefix("re") if len(word) > 5 else word)
        for word in tokens(text)
        if word not in _SILENT and len(word) > 2 and not any(letter.isdigit() for letter in word)
    )


def likeness(name: str, wording: str) -> float:
    """`WHOLE`, `PLACED` or 0 for a line's name and a clause's words of its object; what the object itself is must be in both."""
    line, clause = telling(name), telling(wording)
    if min(len(line), len(clause)) < FEWEST or not clause & line:
        return 0.0
    if clause <= line:
        return WHOLE
    named = _head(wording.rpartition(":")[2])
    if line <= clause:
        return WHOLE if named <= line else 0.0
    parts = [telling(part) for part in _SEGMENTS.split(name)]
    return PLACED if any(len(part) >= FEWEST and named <= part <= clause for part in parts) else 0.0


def _head(wording: str) -> frozenset[str]:
    """The last telling word before what the object stands beside ("cables" in "Lift cables on the dock")."""
    first = _BESIDE.split(wording.strip())[0]
    last = next((word for word in reversed(tokens(first)) if telling(word)), "")
    return telling(last)
