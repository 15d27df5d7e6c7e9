"""The times a price may hold for, by name: holidays, nights, weekends, emergencies."""

from __future__ import annotations

import re

from service.agreements.terms import When

_WHENS: tuple[tuple[When, re.Pattern[str]], ...] = (
    ("holiday", re.compile(r"\bholidays?\b")),
    ("after_hours", re.compile(r"\b(?:(?:any|all) other (?:times?|hours?)|after[- ]?(?:business[- ]|normal[- ])?(?:hours?|hrs?\b)|overtime|evenings?|nights?|outside (?:of )?(?:normal|regular|business|working|office|daytime|these|those|our)|non-?business|off-?hours|(?:after|before) (?:\d|five|six|seven|eight|nine|ten)\b|o\.?t\.?\b)")),
    ("weekend", re.compile(r"\b(?:weekends?|saturdays?|sundays?|sat\b\.?|sun\b\.?)(?=\W|$)")),
    ("emergency", re.compile(r"\b(?:emergenc(?:y|ies)|urgent|rush|priority)\b")),
)  # fmt: skip


def when_of(words: str) -> When:
    return next((when for when, pattern in _WHENS if pattern.search(words.lower())), "regular")


def whens_of(words: str) -> tuple[When, ...]:
    """Every time a shared price speaks of ("nights, weekends and holidays"); ("regular",) where it names none."""
    low = words.lower()
    return tuple(when for when, pattern in _WHENS if pattern.search(low)) or ("regular",)
