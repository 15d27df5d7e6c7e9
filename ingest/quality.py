"""Whether a page's text layer reads like language, or like a font whose letters were mapped wrongly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.words import Word

POOR = 0.6  # below this a text layer is checked against the page's picture
_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the of and to in for a is or be by on any as that with this not shall will you we your our at from are it an",
    )
)
_VOWELS = re.compile(r"[aeiouyàáâäãåèéêëìíîïòóôöõøùúûü]", re.IGNORECASE)
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x1f]")


def plausibility(words: Sequence[Word]) -> float:
    """Share of words, 0 to 1, that can be words, numbers or marks; halved where long text lacks every small word."""
    if not words:
        return 1.0
    share = sum(_plausible(word.text) for word in words) / len(words)
    letters = [word.text.strip(".,;:()").lower() for word in words if word.text[:1].isalpha()]
    small = sum(text in _SMALL_WORDS for text in letters)
    return round(share / 2 if len(letters) >= 60 and small < 0.02 * len(letters) else share, 3)


@lru_cache(maxsize=1 << 16)
def _plausible(text: str) -> bool:
    if _ODD.search(text):
        return len(text) == 1
    letters = re.sub(r"[^\w]|[\d_]", "", text)
    if len(letters) >= 5 and letters.isascii():
        return bool(_VOWELS.search(letters)) and len(set(letters.lower())) > 1
    return True
