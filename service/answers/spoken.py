"""The words of a question, and where in it a name is said: in its own words, or with a typing error."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.fuzz import ratio

# A typing error in a name of six letters or more keeps this likeness (0 to 100).
LIKE = 86
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|&")
_GENITIVE = re.compile(r"['’]s$")
_MARKS = re.compile(r"['’.\-]")


@dataclass(frozen=True)
class Token:
    """A word as it is compared, where it stands, and whether it is written with a capital."""

    word: str
    start: int
    end: int
    is_capital: bool


@dataclass(frozen=True)
class Spoken:
    """A question that hundreds of names are looked for in: where a word of a name is said is found once."""

    question: str
    _said: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(
            Token(plain(found.group()), found.start(), found.end(), found.group()[0].isupper())
            for found in _TOKEN.finditer(self.question)
        )

    def find(self, name: Sequence[str]) -> tuple[int, int] | None:
        """Where the words of a name stand one after the other, first to last character; None where they do not."""
        for first in self._places(name[0]):
            if all(first + n in self._places(word) for n, word in enumerate(name[1:], 1)):
                return self.tokens[first].start, self.tokens[first + len(name) - 1].end
        return None

    def _places(self, word: str) -> tuple[int, ...]:
        """Numbers of the tokens that say a word: equal, a plural or genitive without its apostrophe, or a typing error in
        a long enough name that has a capital, or, where nothing is written with capitals, begins alike."""
        if word not in self._said:
            near = self._alike(word) if len(word) > 5 else ()
            self._said[word] = tuple(sorted({*self._exactly[word], *self._exactly[f"{word}s"], *near}))
        return self._said[word]

    def _alike(self, word: str) -> list[int]:
        return [
            at
            for at, token in enumerate(self.tokens)
            if len(token.word) > 4
            and (token.is_capital or (self._without_capitals and token.word[0] == word[0]))
            and ratio(word, token.word, score_cutoff=LIKE)
        ]

    @cached_property
    def _without_capitals(self) -> bool:
        return not any(token.is_capital for token in self.tokens[1:])

    @cached_property
    def _exactly(self) -> defaultdict[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens):
            places[token.word].append(at)
        return places


def words_of(text: str | None) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(plain(word) for word in _TOKEN.findall(text or ""))


def plain(word: str) -> str:
    """In small letters, without genitive, apostrophes, points and hyphens; "&" as "and"."""
    if word.isalnum():
        return word.lower()
    low = _GENITIVE.sub("", word.lower())
    return "and" if low == "&" else _MARKS.sub("", low)
