"""How well personal values are found in labelled texts: what `fineprint eval anonymize` prints and writes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from anonymize.detect import Detector, EntityDetector
from anonymize.findings import KEEP, settle
from anonymize.gazetteer import Gazetteer
from anonymize.products import kept, product_names

_SHORT = {"ORG": "ORGANIZATION"}
Labelled = tuple[int, int, str]
"""(start, end, type) of one value, in characters."""


def spans(texts: Sequence[str], detector: Detector, gazetteer: Gazetteer | None = None) -> list[list[Labelled]]:
    """What would be masked in each text, in order; the types are Presidio's names where it has one."""
    known = gazetteer or Gazetteer()
    found = zip(texts, detector.find(texts), strict=True)
    settled = (
        settle([*detected, *known.candidates(text), *kept(text, product_names([text]))], text)
        for text, detected in found
    )
    return [[(f.start, f.end, f.entity) for f in findings] for findings in settled]


def span_lines(lines: Iterable[str], detector: EntityDetector) -> Iterator[str]:
    """JSON lines `{"doc_id","text"}` to JSON lines `{"doc_id","spans":[[start,end,type],…],"kept":[…]}`, in batches.

    `spans` are masked; `kept`, of the same shape, were seen and stay readable: brands, and what the language model calls
    money, a date, a place, … or a name that is a word of the trade. Raises `ValueError` naming the line that is not of this shape.
    """
    numbered = (document for document in enumerate(lines, 1) if document[1].strip())
    while batch := list(islice(numbered, 64)):
        documents = [_document(number, line) for number, line in batch]
        texts = [document["text"] for document in documents]
        masked = spans(texts, detector)
        for document, found, stays in zip(documents, masked, kept_spans(texts, masked, detector), strict=True):
            yield json.dumps({"doc_id": document["doc_id"], "spans": found, "kept": stays})


def kept_spans(
    texts: Sequence[str], masked: Sequence[Sequence[Labelled]], detector: EntityDetector
) -> list[list[Labelled]]:
    """What was seen and stays, in order: neither inside nor across anything masked; a brand before what the model says."""
    return [
        _apart([*_brands(text), *((s, e, _SHORT.get(kind, kind)) for s, e, kind in seen)], found)
        for text, found, seen in zip(texts, masked, detector.entities(texts), strict=True)
    ]


def _brands(text: str) -> list[Labelled]:
    return [(f.start, f.end, "BRAND") for f in Gazetteer().candidates(text) if f.entity == KEEP]


def _apart(seen: Iterable[Labelled], taken: Sequence[Labelled]) -> list[Labelled]:
    free: list[Labelled] = []
    for start, end, kind in seen:
        if not any(start < other_end and other_start < end for other_start, other_end, _ in [*taken, *free]):
            free.append((start, end, kind))
    return sorted(free)


def _document(number: int, line: str) -> dict[str, Any]:
    try:
        document = json.loads(line)
        if isinstance(document["text"], str) and "doc_id" in document:
            return dict(document)
    except (json.JSONDecodeError, KeyError, TypeError):
        pass
    raise ValueError(f'line {number}: expected {{"doc_id": …, "text": "…"}}')


@dataclass(frozen=True)
class Score:
    """Characters: found of those labelled, labelled of those found."""

    hit: int = 0
    labelled: int = 0
    found: int = 0

    @property
    def recall(self) -> float:
        return self.hit / self.labelled if self.labelled else 1.0

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else 1.0

    @property
    def f2(self) -> float:
        """Recall counts twice as much as precision: a leak is worse than a masked word."""
        weighted = 4 * self.precision + self.recall
        return 5 * self.precision * self.recall / weighted if weighted else 0.0


def character_recall(gold: Sequence[Sequence[Labelled]], found: Sequence[Sequence[Labelled]]) -> Mapping[str, Score]:
    """Per labelled type the characters masked, under whatever type: what counts is that nobody can read them."""
    hit: dict[str, int] = defaultdict(int)
    labelled: dict[str, int] = defaultdict(int)
    for truths, guesses in zip(gold, found, strict=True):
        covered = _characters(guesses)
        for start, end, kind in truths:
            labelled[kind] += end - start
            hit[kind] += len(covered & set(range(start, end)))
    return {kind: Score(hit[kind], labelled[kind], hit[kind]) for kind in sorted(labelled)}


def character_score(
    gold: Sequence[Sequence[Labelled]], found: Sequence[Sequence[Labelled]], kinds: frozenset[str]
) -> Score:
    """Over all types that count as personal. Characters of other labelled types are neither asked for nor held against."""
    hit = labelled = masked = 0
    for truths, guesses in zip(gold, found, strict=True):
        wanted = _characters(t for t in truths if t[2] in kinds)
        indifferent = _characters(t for t in truths if t[2] not in kinds) - wanted
        covered = _characters(guesses) - indifferent
        hit, labelled, masked = hit + len(wanted & covered), labelled + len(wanted), masked + len(covered)
    return Score(hit, labelled, masked)


def mentions_hidden(text: str, labels: Iterable[Labelled], guesses: Iterable[Labelled]) -> Iterator[tuple[str, bool]]:
    """For each labelled mention its type, and whether every letter and digit of it is masked, under whatever type."""
    covered = _characters(guesses)
    for start, end, kind in labels:
        yield kind, all(n in covered or not text[n].isalnum() for n in range(start, end))


def _characters(spans: Iterable[Labelled]) -> set[int]:
    return {position for start, end, _ in spans for position in range(start, end)}
