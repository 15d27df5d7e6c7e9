"""Headings that stand for covered and for not covered side by side: their columns must not be read across."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CARRIED = re.compile(
    r"\b(?:included|inclusions?|includes|covered|coverage|covers|eligible|we (?:do|cover|provide))\b", re.I
)
_REFUSED = re.compile(
    r"\b(?:not|non|never|isn['’]t|aren['’]t|doesn['’]t|don['’]t|no)\b|\b(?:exclu\w+|ineligible|additional (?:charge|cost)|extra)\b",
    re.I,
)

_EXCLUDES = re.compile(r"\b(?:exclu\w+|exceptions?|except|ineligible|limitations?|extra|by others)\b", re.I)


def carries(text: str) -> bool:
    return bool(_CARRIED.search(text))


def refuses(text: str) -> bool:
    return bool(_REFUSED.search(text) and (_CARRIED.search(text) or _EXCLUDES.search(text)))


def opposed(headings: Sequence[str]) -> bool:
    """Whether short headings side by side divide what is carried from what is not."""
    if len(headings) < 2 or any(not text or len(text) > 60 or text.endswith(".") for text in headings):
        return False
    refused = [bool(_REFUSED.search(text)) for text in headings]
    carried = [bool(_CARRIED.search(text)) for text in headings]
    return any(refused) and not all(refused) and all(no or yes for no, yes in zip(refused, carried, strict=True))
