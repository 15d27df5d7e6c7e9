"""The trade vocabulary: what contractors call things, what a thing is a kind of, and what it is a part of.

The words stand in the TOML files beside this one, one file a trade. Nothing here knows contracts or jobs.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

KIND_STEP, PART_STEP, DEEPEST = 0.92, 0.82, 5
SORTS = frozenset({"thing", "service", "supply", "task"})
LONGEST_PHRASE = 6
_WORD = re.compile(r"[a-z0-9]+(?:/[a-z](?![a-z]))?")
_PARTED = re.compile(r"(?<=[a-z]{2}) (?=[a-z]{2})")
_CONTRACTED = re.compile(r"['’](?:s|ll|re|ve)\b")
_NO_CONCEPTS = frozenset({"abbreviations.toml", "causes.toml", "words.toml"})
_KEEP_S = ("ss", "us", "is", "as", "ous")


@dataclass(frozen=True)
class Concept:
    """One thing, service, task or supply of a trade; `parents` are (concept id, weight of the step)."""

    id: str
    trade: str
    sort: str
    words: tuple[str, ...]
    parents: tuple[tuple[str, float], ...]

    @property
    def name(self) -> str:
        return self.id.removesuffix("-task").replace("-", " ")


@dataclass(frozen=True)
class Mention:
    """Where a text names concepts: token positions `[start, end)`; several ids when trades share the word."""

    ids: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Relation:
    """How one concept lies below another: `kind` same, kind_of or part_of; `weight` 1 for same, less for each step."""

    kind: str
    weight: float


class VocabularyUnreadable(ValueError):
    """A contractor's vocabulary file is missing or not of the format; the message says which."""


class Vocabulary:
    """Finds concepts in plain words and says how they relate. `digest` is the hash of the files it was read from."""

    def __init__(self, concepts: Mapping[str, Concept], digest: str = "") -> None:
        self.concepts, self.digest = dict(concepts), digest
        self._above: dict[str, dict[str, Relation]] = {}
        self._phrases: dict[str, tuple[str, ...]] = {}
        for concept in concepts.values():
            for word in (concept.name, *concept.words):
                phrase = spelling(tokens(word))
                self._phrases[phrase] = tuple(dict.fromkeys((*self._phrases.get(phrase, ()), concept.id)))

        self._containers = {parent for one in concepts.values() for parent, step in one.parents if step == PART_STEP}

    def is_container(self, id: str) -> bool:
        """Equipment or a system that other things are part of."""
        concept = self.concepts[id]
        stands_alone = (
            concept.trade and concept.sort == "thing" and all(step != PART_STEP for _, step in concept.parents)
        )
        return id in self._containers or bool(stands_alone)

    def mentions(self, words: list[str]) -> list[Mention]:
        """The longest phrases of `words` (from `tokens`) that name a concept, left to right, not overlapping."""
        found, at = [], 0
        while at < len(words):
            mention = self._longest(words, at)
            if mention:
                found.append(mention)
            at = mention.end if mention else at + 1
        return found

    def is_task(self, id: str) -> bool:
        return self.concepts[id].sort == "task"

    def above(self, id: str) -> dict[str, Relation]:
        """Every concept `id` is, is a kind of, or is a part of, with the best weight; `id` itself weighs 1."""
        if id not in self._above:
            reached = {id: Relation("same", 1.0)}
            frontier = [id]
            for _ in range(DEEPEST):
                frontier = [parent for child in frontier for parent in self._climb(child, reached)]
            self._above[id] = reached
        return self._above[id]

    def relation(self, lower: str, upper: str) -> Relation | None:
        return self.above(lower).get(upper)

    def _climb(self, child: str, reached: dict[str, Relation]) -> Iterator[str]:
        for parent, step in self.concepts[child].parents:
            kind = "part_of" if step == PART_STEP or reached[child].kind == "part_of" else "kind_of"
            relation = Relation(kind, reached[child].weight * step)
            if parent not in reached or reached[parent].weight < relation.weight:
                reached[parent] = relation
                yield parent

    def _longest(self, words: list[str], at: int) -> Mention | None:
        for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            ids = self._phrases.get(spelling(words[at : at + size]))
            if ids:
                return Mention(ids, at, at + size)
        return None


def spelling(phrase: Iterable[str]) -> str:
    """What a phrase is known by: "shut off" and "shutoff" are one; a lone letter stands for itself ("6 p m", "400 a")."""
    return _PARTED.sub("", " ".join(phrase))


def tokens(text: str) -> list[str]:
    """Lower-case words without punctuation, in the singular, short forms spelled out; hyphens part words."""
    lowered = _CONTRACTED.sub("", text.lower()).replace("&", " and ")
    short = abbreviations()
    return [full for word in map(_singular, _WORD.findall(lowered)) for full in short.get(word, (word,))]


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Short forms and the words they stand for."""
    table = tomllib.loads(files(__name__).joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    return {short: tuple(full.split()) for short, full in table["abbreviations"].items()}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith(_KEEP_S) else word


@cache
def standard() -> Vocabulary:
    """The vocabulary that ships with the product, read once."""
    return Vocabulary({concept.id: concept for concept in _read()}, _digest())


@cache
def extended(own: Path) -> Vocabulary:
    """The standard vocabulary with a contractor's own file: new concepts, and further words and parents of known ones.

    Raises `VocabularyUnreadable`."""
    concepts, text = dict(standard().concepts), _text(own)
    try:
        table = tomllib.loads(text)
        for id, entry in table["concepts"].items():
            concepts[id] = _joined(concepts.get(id), _concept(id, table.get("trade", ""), entry))
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise VocabularyUnreadable(f"{own} is no vocabulary ({error}); write it like vocabulary/pool.toml") from error
    return Vocabulary(concepts, hashlib.sha256(f"{standard().digest}{text}".encode()).hexdigest())


def _text(own: Path) -> str:
    try:
        return own.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyUnreadable(f"{own} cannot be read; mend FINEPRINT_VOCABULARY") from error


def _joined(known: Concept | None, added: Concept) -> Concept:
    if known is None:
        return added
    parents = tuple(dict.fromkeys((*known.parents, *added.parents)))
    return replace(known, words=tuple(dict.fromkeys((*known.words, *added.words))), parents=parents)


def _digest() -> str:
    """Of the files as they were read."""
    found = hashlib.sha256()
    for file in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            found.update(file.read_bytes())
    return found.hexdigest()


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of words.toml: words that are no things of a trade."""
    table = tomllib.loads(files(__name__).joinpath("words.toml").read_text(encoding="utf-8"))
    return frozenset(str(table[name]).split())


def _read() -> Iterator[Concept]:
    for file in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml") and file.name not in _NO_CONCEPTS:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            trade = table.get("trade", "")
            yield from (_concept(id, trade, entry) for id, entry in table["concepts"].items())


def _concept(id: str, trade: str, entry: Mapping[str, object]) -> Concept:
    def listed(name: str) -> tuple[str, ...]:
        value = entry.get(name, ())
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    kinds = [(parent, KIND_STEP) for parent in listed("kind_of")]
    parts = [(parent, PART_STEP) for parent in listed("part_of")]
    return Concept(id, trade, str(entry.get("sort", "thing")), listed("words"), (*kinds, *parts))
