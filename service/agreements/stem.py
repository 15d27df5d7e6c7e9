"""Words without plural, tense and the like, by which texts of people are compared."""

from __future__ import annotations

import re

_SUFFIXES = ("ation", "ing", "ment", "ied", "er", "ed", "ly", "y", "e")


def stem(word: str) -> str:
    """A word without plural, tense and the like; pseudonyms and words with digits stay as they are."""
    low = re.sub(r"['’](?:s|d|ll|re|ve|t)?$", "", word.lower())
    if low.startswith("<") or any(letter.isdigit() for letter in low):
        return low
    low = _singular(low)
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= 3:
            low = low[: -len(suffix)]
            break
    return low[:-1] if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "ls" else low


def _singular(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("s") and not low.endswith("ss") and len(low) > 3:
        return low[:-1]
    return low
