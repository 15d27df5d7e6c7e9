"""Searching inside a scope, and making points: the two places where words become vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from anonymize.boundary import SanitizedText, Scope
from retrieval.embed import Embedder, embedded_text
from retrieval.index import Narrowing, Point, Query, VectorIndex
from retrieval.model import Clause, Hit
from retrieval.qdrant_sparse import Bm25

# What the best match by words adds to a cosine; measured on LegalBench-RAG-mini (`retrieval.evaluate`).
WORDS = 0.1
BOTH = ("dense", "sparse")
EVERYTHING = Narrowing()


class Searcher:
    """Hybrid search over one index generation."""

    def __init__(self, index: VectorIndex, embedder: Embedder, sparse: Bm25) -> None:
        self._index, self._embedder, self._sparse = index, embedder, sparse

    def search(
        self,
        scope: Scope,
        question: SanitizedText,
        within: Narrowing = EVERYTHING,
        limit: int = 12,
        arms: tuple[str, ...] = BOTH,
    ) -> list[Hit]:
        """The best clauses first: the index's fused candidates, ordered by nearness and a little by shared words.

        Reciprocal ranks alone put a clause that shares the question's politeness before one that answers it.
        """
        dense = self._embedder.embed([question.text])[0]
        query = Query(dense, self._sparse.question(question.text), 2 * limit, within, arms)
        found = self._index.search(scope, query)
        best = max((hit.arm("sparse") for hit in found), default=0.0) or 1.0
        scored = [replace(hit, score=hit.arm("dense") + WORDS * hit.arm("sparse") / best) for hit in found]
        return sorted(scored, key=lambda hit: (-hit.score, hit.clause.id))[:limit]

    def nearness(self, questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        """For each masked question the cosine to each masked text, from -1 to 1."""
        vectors = self._embedder.embed([*questions, *texts])
        asked, told = vectors[: len(questions)], vectors[len(questions) :]
        return [[sum(a * b for a, b in zip(one, other, strict=True)) for other in told] for one in asked]

    def points(self, clauses: Sequence[Clause]) -> list[Point]:
        """Clauses with their vectors, ready for `VectorIndex.upsert`."""
        texts = [embedded_text(clause) for clause in clauses]
        vectors = self._embedder.embed(texts)
        return [
            Point(clause, dense, self._sparse.clause(text))
            for clause, dense, text in zip(clauses, vectors, texts, strict=True)
        ]
