"""Undoes slips of the pen and of the scanner in long names: one letter wrong, missing, doubled or moved; 0 for O.

Only words that are neither known, nor English, nor the trade's, nor anybody's name are looked at. The index holds each
known word with each of its letters left out (SymSpell, W. Garbe 2012), so that a text word costs a dozen look-ups
however many names there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from anonymize.folding import Folded
from anonymize.vocabulary import vocabulary

_SHORTEST = 6  # letters below which one slip makes another name
_WORD = re.compile(r"[^ ]+")
_LIKE_DIGITS = frozenset("oil")  # "lO" is 10, "lOB" 10B
_ALIKE = str.maketrans("01i58", "ollsb")  # to a scanner


class Respelling:
    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = {word for phrase in phrases for word in phrase.split()}
        self._without: dict[str, set[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        for word in sorted(self._known):
            self._skeletons.setdefault(word.translate(_ALIKE), []).append(word)
            if word.isalpha() and len(word) >= _SHORTEST and not vocabulary().is_trade(word):
                for shorter in _deletes(word):
                    self._without.setdefault(shorter, set()).add(word)

    def corrected(self, folded: Folded) -> Folded | None:
        """The text with what was misspelled put right, each letter still pointing to where it came from; else None."""
        pieces: list[str] = []
        at: list[int] = []
        position = 0
        for match in _WORD.finditer(folded.text):
            word = self._meant(match.group())
            if word is not None:
                start, end = match.span()
                pieces += [folded.text[position:start], word]
                at += [*folded.at[position:start], *_stretched(folded.at[start:end], len(word))]
                position = end
        if not pieces:
            return None
        pieces.append(folded.text[position:])
        return Folded(folded.raw, "".join(pieces), (*at, *folded.at[position:]))

    def _meant(self, word: str) -> str | None:
        if word in self._known:
            return None
        if not word.isdigit() and (not word.isalpha() or _LIKE_DIGITS.issuperset(word[:-1])):
            return self._rescanned(word)
        if len(word) < _SHORTEST - 1 or _is_common(word) or vocabulary().is_ordinary(word):
            return None
        near = {known for shorter in _deletes(word) for known in self._without.get(shorter, ())}
        return min((known for known in near if _one_slip(word, known)), default=None)

    def _rescanned(self, word: str) -> str | None:
        """The known word that differs in nothing a scanner can tell; of several the nearest ("3OB" is 30B, not 308)."""
        alike = self._skeletons.get(word.translate(_ALIKE), ())
        return min(alike, key=lambda known: _apart(word, known), default=None)


def _apart(scanned: str, known: str) -> tuple[bool, int]:
    """How unlike two words of one skeleton are; "ll" is the house number 11 rather than Mr. Li."""
    return scanned.isalpha() and not known[0].isdigit(), sum(a != b for a, b in zip(scanned, known, strict=True))


def _is_common(word: str) -> bool:
    known = vocabulary()
    return known.is_trade(word) or known.is_only_surname(word) or known.may_be_given(word)


def _deletes(word: str) -> set[str]:
    return {word} | {word[:n] + word[n + 1 :] for n in range(len(word))}


def _one_slip(written: str, known: str) -> bool:
    """One letter more, fewer or other, or two neighbours changed (optimal string alignment distance of one)."""
    if len(written) < len(known):
        written, known = known, written
    n = next((n for n, (a, b) in enumerate(zip(written, known, strict=False)) if a != b), len(known))
    if len(written) > len(known):
        return written[n + 1 :] == known[n:]
    return written[n + 1 :] == known[n + 1 :] or (
        written[n : n + 2] == known[n : n + 2][::-1] and written[n + 2 :] == known[n + 2 :]
    )


def _stretched(at: tuple[int, ...], length: int) -> tuple[int, ...]:
    """As many places as the word has letters; the first and the last stay."""
    return (*(at[min(n, len(at) - 1)] for n in range(length - 1)), at[-1])
