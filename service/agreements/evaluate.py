"""How right compiled fields are against a gold file (samples/README.md, `fields`).

Numbers, dates and flags must be equal. Words are compared without case, marks and filler; members of a list are
matched one to one, and a list scores the F1 of its members. A field that is absent on both sides does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_FILLER = re.compile(r"\b(?:the|a|an|and|or|of|any|all|its|their|by|from|to|in|mr|mrs|ms|dr|jr|inc|llc)\b")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class FieldScore:
    """One field of one document: `expected` or `found` None where that side has no such field; `score` 0 to 1."""

    document: str
    field: str
    expected: object
    found: object
    score: float


@dataclass(frozen=True)
class Totals:
    precision: float
    recall: float
    f1: float
    exact: int
    expected: int
    found: int


def score_document(document: str, expected: Mapping[str, object], found: Mapping[str, object]) -> list[FieldScore]:
    names = [*expected, *(name for name in found if name not in expected)]
    return [
        FieldScore(document, name, expected.get(name), found.get(name), _score(expected.get(name), found.get(name)))
        for name in names
    ]


def totals(scores: Iterable[FieldScore]) -> Totals:
    every = list(scores)
    expected = [one for one in every if one.expected is not None]
    found = [one for one in every if one.found is not None]
    right = sum(one.score for one in every)
    recall = right / len(expected) if expected else 1.0
    precision = right / len(found) if found else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Totals(precision, recall, f1, sum(one.score == 1.0 for one in every), len(expected), len(found))


def by_field(scores: Iterable[FieldScore]) -> dict[str, Totals]:
    grouped: dict[str, list[FieldScore]] = {}
    for one in scores:
        grouped.setdefault(one.field, []).append(one)
    return {name: totals(found) for name, found in sorted(grouped.items())}


def _score(expected: object, found: object) -> float:
    if expected is None or found is None:
        return 0.0
    if isinstance(expected, list):
        return _lists(expected, found if isinstance(found, list) else [found])
    if isinstance(expected, dict):
        return _shapes(expected, found)
    return float(_same(expected, found))


def _lists(expected: list[object], found: list[object]) -> float:
    """F1 over members, each expected member taking the best free one that is alike."""
    free, hits = list(found), 0.0
    for one in expected:
        best = max(free, key=lambda other: _alike(one, other), default=None)
        if best is not None and _alike(one, best) >= 0.5:
            hits += 1
            free.remove(best)
    return 2 * hits / (len(expected) + len(found)) if expected or found else 1.0


def _alike(one: object, other: object) -> float:
    if isinstance(one, dict) and isinstance(other, dict):
        numbers = all(_same(one[key], other.get(key)) for key in one if key != "what")
        return 0.5 * numbers + 0.5 * _overlap(str(one.get("what", "")), str(other.get("what", ""))) if numbers else 0.0
    return _overlap(str(one), str(other))


def _overlap(one: str, other: str) -> float:
    """Shared words over the words of the shorter; filler does not count."""
    left, right = set(_words(one).split()), set(_words(other).split())
    return len(left & right) / min(len(left), len(right)) if left and right else float(left == right)


def _shapes(expected: Mapping[str, object], found: object) -> float:
    if not isinstance(found, Mapping):
        return 0.0
    return float(all(_same(value, found.get(key)) for key, value in expected.items()))


def _same(one: object, other: object) -> bool:
    left, right = str(one), str(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if _NUMBERS.fullmatch(left) and _NUMBERS.fullmatch(right):
        return float(left) == float(right)
    return _words(left) == _words(right)


def _words(text: str) -> str:
    plain = re.sub(r"[^a-z0-9 ]", " ", text.lower().replace("'", ""))
    return " ".join(word.rstrip("s") for word in _FILLER.sub(" ", plain).split())
