"""Character precision and recall on benchmarks of the LegalBench-RAG format (arXiv 2408.10343).

A benchmark names, for each question, the spans of raw text files that answer it. Of the first k clauses retrieved, or of
the first `BUDGET` characters, precision is the share of retrieved characters that lie in such spans and recall the share
of those spans retrieved; both are averaged over the questions. Short clauses under one heading are read together up to `PASSAGE` characters, and
a text's title stands above its headings, since the questions name the document as staff name the customer. Public
texts are measured as they are, or as a `Mask` gives their titles, headings, passages and questions: the passages and their
places in the raw text are the same either way. Nothing here is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from anonymize.boundary import Scope, Seal
from retrieval.embed import Embedder
from retrieval.index import Narrowing, VectorIndex
from retrieval.model import Clause, DocumentKind, Hit, Source, Span
from retrieval.qdrant_sparse import Bm25
from retrieval.routing import Routed, Titles, title_of
from retrieval.search import BOTH, EVERYTHING, Searcher

# (start, end, heading path) of each clause of a raw text, in order
Split = Callable[[str], list[tuple[int, int, str]]]
# a new, empty index of this dimension that reads text under this seal
MakeIndex = Callable[[int, Callable[[str], Seal]], VectorIndex]

# the words of one document, or one question, as they are indexed and asked, in order
Mask = Callable[[Sequence[str]], list[str]]

CUTS = (1, 2, 4, 8, 16, 32, 64)
ACCOUNT = "benchmark"
PASSAGE = 800
BUDGET = 8000
HEAD = 1500


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


@dataclass(frozen=True)
class Row:
    """Means over all questions, from 0 to 1: at the first `k` clauses, or where `k` is None at the first `BUDGET` characters."""

    k: int | None
    precision: float
    recall: float


@dataclass(frozen=True)
class Run:
    """One way to search, scored; `retrieved` holds each question's passages, best first."""

    name: str
    rows: tuple[Row, ...]
    retrieved: tuple[tuple[Passage, ...], ...]

    def hit_lines(self) -> Iterator[str]:
        """One JSON line a question: its position and the passages, best first."""
        for position, passages in enumerate(self.retrieved):
            yield json.dumps({"query_id": position, "retrieved": [asdict(passage) for passage in passages]})


@dataclass(frozen=True)
class Report:
    """Every way of searching over the same passages: each arm alone and both together over everything, both inside the
    documents the question names for what it asks of them ("routed"), and that with the second stage, as the product does.
    """

    questions: int
    files: int
    clauses: int
    runs: tuple[Run, ...]

    def run(self, name: str) -> Run:
        return next(run for run in self.runs if run.name == name)


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
    mask: Mask = list,
) -> Report:
    """Index every text the benchmark names, ask every question in every way, score the clauses."""
    files = sorted({passage.file for case in cases for passage in case.gold})
    bench = Bench(embedder, make_index, mask)
    texts = {file: read_text(corpus, file) for file in files}
    count = sum(bench.add(file, text, split) for file, text in texts.items())
    titles = Titles({file: masked for file, text in texts.items() for masked in mask([_title_words(file, text)])})
    questions = [mask([case.query])[0] for case in cases]
    asked = [(question, titles.route(question)) for question in questions]
    found = {name: tuple(way(bench, *one) for one in asked) for name, way in WAYS.items()}
    bench.close()
    runs = tuple(Run(name, _rows(cases, retrieved), retrieved) for name, retrieved in found.items())
    return Report(len(cases), len(files), count, runs)


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

    def first_stage(
        self, question: str, arms: tuple[str, ...] = BOTH, within: Narrowing = EVERYTHING, words: str = ""
    ) -> tuple[Passage, ...]:
        sign, limit = self._seal.sign, max(CUTS)
        asked, shared = sign(question), sign(words or question)
        return _passages(self._searcher.first_stage(Scope(ACCOUNT), asked, within, limit, arms, shared))

    def search(self, question: str, within: Narrowing) -> tuple[Passage, ...]:
        """As the product does, with its second stage."""
        return _passages(self._searcher.search(Scope(ACCOUNT), self._seal.sign(question), within, max(CUTS)))

    def close(self) -> None:
        self._index.close()

    def _clause(self, file: str, ordinal: int, heading: str, passage: str, span: Span) -> Clause:
        source = Source(file, ACCOUNT, None, DocumentKind.FILE)
        sign = self._seal.sign
        return Clause(str(uuid4()), source, ordinal, "", sign(heading), sign(passage), None, span)


def _passages(hits: Iterable[Hit]) -> tuple[Passage, ...]:
    places = ((hit.clause.source.document_id, hit.clause.span, hit.score) for hit in hits)
    return tuple(Passage(file, span.start, span.end, score) for file, span, score in places)


Way = Callable[[Bench, str, Routed], tuple[Passage, ...]]

DENSE, BM25, HYBRID, ROUTED, SECOND = "dense", "bm25", "hybrid", "routed", "second"
WAYS: dict[str, Way] = {
    DENSE: lambda bench, question, _: bench.first_stage(question, ("dense",)),
    BM25: lambda bench, question, _: bench.first_stage(question, ("sparse",)),
    HYBRID: lambda bench, question, routed: bench.first_stage(question, words=routed.question),
    ROUTED: lambda bench, _, routed: bench.first_stage(routed.question, within=Narrowing(documents=routed.documents)),
    SECOND: lambda bench, _, routed: bench.search(routed.question, Narrowing(documents=routed.documents)),
}
PRODUCT = SECOND


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


def _title_words(file: str, text: str) -> str:
    """What a document goes by: its file name, and the lines that head it, where title and parties stand."""
    return f"{_titled(file, '')} {text[:HEAD]}"


def _titled(file: str, heading: str) -> str:
    """A file's name in words, then the heading path."""
    return f"{title_of(file)} > {heading}" if heading else title_of(file)


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


def within(passages: Iterable[Passage], budget: int) -> Iterator[Passage]:
    """The first passages that together have `budget` characters, the last one cut."""
    for passage in passages:
        if budget <= 0:
            return
        yield replace(passage, end=min(passage.end, passage.start + budget))
        budget -= passage.end - passage.start


def _rows(cases: Sequence[Case], retrieved: Sequence[tuple[Passage, ...]]) -> tuple[Row, ...]:
    return tuple(_row(k, cases, retrieved) for k in (*CUTS, None))


def _row(k: int | None, cases: Sequence[Case], retrieved: Sequence[tuple[Passage, ...]]) -> Row:
    first = [tuple(within(found, BUDGET)) if k is None else found[:k] for found in retrieved]
    scores = [character_scores(found, case.gold) for case, found in zip(cases, first, strict=True)]
    count = len(scores) or 1
    return Row(k, sum(precision for precision, _ in scores) / count, sum(recall for _, recall in scores) / count)


def _gold(snippet: dict[str, Any]) -> Passage:
    start, end = snippet["span"]
    return Passage(snippet["file_path"], int(start), int(end))
