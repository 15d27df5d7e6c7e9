"""Which document a question names, and what it asks of it.

Where nobody resolved a customer (a benchmark's texts, a folder of contracts), a question names its document by title
and parties: "Consider the Supply Agreement between Acme and Bolt; who insures?". The naming part points; embedded along
with the rest it only drags in every clause that repeats the names.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

# What sets the naming part off from the question: a semicolon or colon, else a comma or stop.
_BREAKS = (re.compile(r"(?<=[;:])\s+"), re.compile(r"(?<=[,.])\s+"))
_POINTING_WORDS = """
a an and any as at between by consider considering for from given her his in into its of on or our per regarding see the
their this to under with your
"""
_POINTING = frozenset(_POINTING_WORDS.split())
_WORD = re.compile(r"<[A-Z_]+_[a-z0-9]+>|[^\W_]+")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\-.,]+")
_IN_NAMES = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\-.,]+|\d{5,}")
# How much of what a part of the question says has to stand in a document's title for the part to name it.
NAMED = 0.6
# Documents named almost as well as the best one are searched beside it: an agreement and its amendment.
AS_WELL = 0.95


@dataclass(frozen=True)
class Routed:
    """`documents` is empty where none is named; `question` is then the question as it was put."""

    documents: tuple[str, ...]
    question: str


class Titles:
    """Documents by id, each with the words it goes by: file name, title, parties."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._words = {id: frozenset(_words(title)) for id, title in titles.items()}
        self._counts = Counter(word for words in self._words.values() for word in words)

    def route(self, question: str) -> Routed:
        """The documents that the leading part names, and the question without it. Rare words decide."""
        for breaks in _BREAKS:
            named, rest = self._consumed(question, breaks)
            if named:
                return Routed(named, rest)
        return Routed((), question)

    def _consumed(self, question: str, breaks: re.Pattern[str]) -> tuple[tuple[str, ...], str]:
        """Leading parts as long as they name the same documents, and the rest."""
        named: tuple[str, ...] = ()
        while found := breaks.search(question):
            more = self._named_by(question[: found.start()])
            both = tuple(id for id in more if not named or id in named)
            if not both:
                break
            named, question = both, question[found.end() :]
        return named, question

    def _named_by(self, naming: str) -> tuple[str, ...]:
        weights = {word: self._weight(word) for word in _words(naming)}
        total = sum(weights.values())
        shares = {id: sum(weights[word] for word in weights.keys() & words) for id, words in self._words.items()}
        best = max(shares.values(), default=0.0)
        if not total or best < NAMED * total or not self._is_telling(weights, best):
            return ()
        return tuple(sorted(id for id, share in shares.items() if share >= AS_WELL * best))

    def _is_telling(self, weights: Mapping[str, float], best: float) -> bool:
        """Whether the words matched are more than such as every title has."""
        return len(self._words) == 1 or best > sum(weight for weight in weights.values() if weight < 0.5)

    def _weight(self, word: str) -> float:
        """From 0 for a word of every document to the logarithm of their number; unknown words count like rare ones."""
        return math.log((len(self._words) + 1) / max(self._counts[word], 1))


def title_of(file: str) -> str:
    """A file's name in words: without its ending and the numbers that registers give ("Plan_GP-24.pdf": "Plan GP 24")."""
    return " ".join(_IN_NAMES.sub(" ", PurePath(file).stem).split())


def _words(text: str) -> list[str]:
    return [
        word.lower()
        for word in _WORD.findall(_JOINED.sub(" ", text))
        if len(word) > 1 and word.lower() not in _POINTING
    ]
