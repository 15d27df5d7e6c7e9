"""When a few capitalised words may be somebody's name. Contracts capitalise their trade; names bear none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anonymize.vocabulary import vocabulary, word_set

_TOWNS_START_WITH = word_set("san santa saint st fort los las port mount")
WORD = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W\d_])?")


def may_be_name(words: Sequence[str]) -> bool:
    """No word of the trade among them, but for a family name that is one too, after a given name ("Shonda Price")."""
    known = vocabulary()
    if words[0].lower() in _TOWNS_START_WITH:
        return False
    rest = words[1:] if known.is_given(words[0]) else words
    trade = [word for word in rest if known.is_trade(word) and not (rest is not words and known.is_surname(word))]
    return not trade and not all(word.isupper() and len(word) < 6 for word in words)


def reads_as_name(words: Sequence[str]) -> bool:
    """May be a name, and a word of it is hardly anything else."""
    known = vocabulary()
    if not words or not may_be_name(words):
        return False
    telling = (word for word in words if len(word) > 2 and (known.is_given(word) or not known.is_ordinary(word)))
    return any(telling) or is_full_name(words)


def is_full_name(words: Sequence[str]) -> bool:
    """ "Mark Johnson": ordinary words both, but a given and a family name."""
    known = vocabulary()
    return len(words) > 1 and known.may_be_given(words[0]) and known.is_surname(words[-1])


def words_of(text: str) -> list[str]:
    return [re.sub(r"['’]s$", "", word) for word in WORD.findall(text)]
