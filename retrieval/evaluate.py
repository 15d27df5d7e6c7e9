"""Character precision and recall on benchmarks of the LegalBench-RAG format (arXiv 2408.10343).

A benchmark names, for each question, the spans of raw text files that answer it. Of the first k clauses retrieved,
precision is the share of retrieved characters that lie in such spans and recall the share of those spans retrieved;
both are averaged over the questions. Short clauses under one heading are read together up to `PASSAGE` characters, and
a text's title stands above its headings, since the questions name the document as staff name the customer. Public
texts are measured as they are, or as a `Mask` gives their titles, headings, passages and questions: the passages and their
places in the raw text are the same either way. Nothing here is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from anonymize.boundary import Scope, Seal
from retrieval.embed import Embedder
from retrieval.index import Narrowing, VectorIndex
from retrieval.model import Clause, DocumentKind, Source, Span
from retrieval.qdrant_sparse import Bm25
from retrieval.search import BOTH, EVERYTHING, Searcher

# (start, end, heading path) of each clause of a raw text, in order
Split = Callable[[str], list[tuple[int, int, str]]]
# a new, empty index of this dimension that reads text under this seal
MakeIndex = Callable[[int, Callable[[str], Seal]], VectorIndex]

# the words of one document, or one question, as they are indexed and asked, in order
Mask = Callable[[Sequence[str]], list[str]]

CUTS = (1, 2, 4, 8, 16, 32, 64)
ACCOUNT = "benchmark"
PASSAGE = 500


class BenchmarkUnreadable(ValueError):
    """The benchmark file or a text it names cannot be used; the message says which."""


@dataclass(frozen=True)
class Passage:
    """A stretch of a benchmark file, offsets into the file as read."""

    file: str
    start: int
    end: int
    score: float = 0.0


@dataclass(frozen=True)
class Case:
    query: str
    gold: tuple[Passage, ...]

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(sorted({passage.file for passage in self.gold}))


@dataclass(frozen=True)
class Row:
    """Means over all questions at the first `k` clauses, from 0 to 1."""

    k: int
    precision: float
    recall: float


@dataclass(frozen=True)
class Report:
    """`rows` of searching everything; `scoped` of searching, as where the customer is known, only what holds the answer."""

    questions: int
    files: int
    clauses: int
    rows: tuple[Row, ...]
    retrieved: tuple[tuple[Passage, ...], ...]
    scoped: tuple[Row, ...]

    def hit_lines(self) -> Iterator[str]:
        """One JSON line a question: its position and the passages, best first."""
        for position, passages in enumerate(self.retrieved):
            yield json.dumps({"query_id": position, "retrieved": [asdict(passage) for passage in passages]})


def read_cases(benchmark: Path) -> list[Case]:
    try:
        tests = json.loads(benchmark.read_text(encoding="utf-8"))["tests"]
        return [Case(test["query"], tuple(_gold(snippet) for snippet in test["snippets"])) for test in tests]
    except (ValueError, KeyError, TypeError) as error:
        raise BenchmarkUnreadable(
            f"{benchmark.name} is not of the form {{'tests': [{{'query', 'snippets'}}]}}"
        ) from error


def measure(
    cases: Sequence[Case],
    corpus: Path,
    split: Split,
    embedder: Embedder,
    make_index: MakeIndex,
    arms: tuple[str, ...] = BOTH,
    mask: Mask = list,
) -> Report:
    """Index every text the benchmark names, ask every question over all of them, score the clauses."""
    files = sorted({passage.file for case in cases for passage in case.gold})
    bench = Bench(embedder, make_index, mask)
    count = sum(bench.add(file, read_text(corpus, file), split) for file in files)
    questions = [mask([case.query])[0] for case in cases]
    retrieved = tuple(bench.ask(question, max(CUTS), arms) for question in questions)
    scoped = tuple(
        bench.ask(question, max(CUTS), arms, Narrowing(documents=case.files))
        for question, case in zip(questions, cases, strict=True)
    )
    bench.close()
    return Report(len(cases), len(files), count, _rows(cases, retrieved), retrieved, _rows(cases, scoped))


class Bench:
    """A throw-away index over public texts, under a seal of its own."""

    def __init__(self, embedder: Embedder, make_index: MakeIndex, mask: Mask = list) -> None:
        self._mask = mask
        self._seal = Seal(ACCOUNT, uuid4().bytes, "public")
        self._index = make_index(embedder.dimension, lambda _: self._seal)
        self._searcher = Searcher(self._index, embedder, Bm25())

    def add(self, file: str, text: str, split: Split) -> int:
        """Index one text; returns how many passages it has."""
        parts = packed(split(text))
        words = [*(_titled(file, heading) for _, _, heading in parts), *(text[start:end] for start, end, _ in parts)]
        masked = self._mask(words)
        clauses = [
            self._clause(file, n, masked[n], masked[n + len(parts)], Span(start, end))
            for n, (start, end, _) in enumerate(parts)
        ]
        self._index.upsert(self._searcher.points(clauses))
        return len(clauses)

    def ask(
        self, question: str, limit: int, arms: tuple[str, ...], within: Narrowing = EVERYTHING
    ) -> tuple[Passage, ...]:
        hits = self._searcher.search(Scope(ACCOUNT), self._seal.sign(question), within, limit, arms)
        return tuple(
            Passage(hit.clause.source.document_id, hit.clause.span.start, hit.clause.span.end, hit.score)
            for hit in hits
        )

    def close(self) -> None:
        self._index.close()

    def _clause(self, file: str, ordinal: int, heading: str, passage: str, span: Span) -> Clause:
        source = Source(file, ACCOUNT, None, DocumentKind.FILE)
        sign = self._seal.sign
        return Clause(str(uuid4()), source, ordinal, "", sign(heading), sign(passage), None, span)


def packed(parts: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Neighbouring clauses of one heading joined while they stay within `PASSAGE` characters; a heading or other
    scrap joins what stands before it.
    """
    joined: list[tuple[int, int, str]] = []
    for start, end, heading in parts:
        before = joined[-1] if joined else None
        if before and end - before[0] <= PASSAGE and (before[2] == heading or end - start < PASSAGE // 4):
            joined[-1] = (before[0], end, before[2])
        else:
            joined.append((start, end, heading))
    return joined


def _titled(file: str, heading: str) -> str:
    """A file's name in words, then the heading path."""
    title = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-.,]+|\d{5,}", " ", Path(file).stem)
    return f"{title} > {heading}" if heading else title


def read_text(corpus: Path, file: str) -> str:
    """Line ends as they stand, since spans count every character; never outside the corpus folder."""
    path = (corpus / file).resolve()
    if not path.is_relative_to(corpus.resolve()) or not path.is_file():
        raise BenchmarkUnreadable(f"the corpus has no file {file}")
    return path.read_bytes().decode("utf-8")


def character_scores(retrieved: Iterable[Passage], gold: Iterable[Passage]) -> tuple[float, float]:
    """(precision, recall) by characters; a character counts once however often it was retrieved."""
    found, wanted = _characters(retrieved), _characters(gold)
    common = sum(len(found[file] & wanted[file]) for file in found.keys() & wanted.keys())
    return _share(common, found), _share(common, wanted)


def _characters(passages: Iterable[Passage]) -> dict[str, set[int]]:
    places: dict[str, set[int]] = {}
    for passage in passages:
        places.setdefault(passage.file, set()).update(range(passage.start, passage.end))
    return places


def _share(common: int, places: dict[str, set[int]]) -> float:
    total = sum(len(of_file) for of_file in places.values())
    return common / total if total else 0.0


def _rows(cases: Sequence[Case], retrieved: Sequence[tuple[Passage, ...]]) -> tuple[Row, ...]:
    return tuple(_row(k, cases, retrieved) for k in CUTS)


def _row(k: int, cases: Sequence[Case], retrieved: Sequence[tuple[Passage, ...]]) -> Row:
    scores = [character_scores(found[:k], case.gold) for case, found in zip(cases, retrieved, strict=True)]
    count = len(scores) or 1
    return Row(k, sum(precision for precision, _ in scores) / count, sum(recall for _, recall in scores) / count)


def _gold(snippet: dict[str, Any]) -> Passage:
    start, end = snippet["span"]
    return Passage(snippet["file_path"], int(start), int(end))
