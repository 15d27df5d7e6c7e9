"""Searching inside a scope, and making points: the two places where words become vectors."""

from __future__ import annotations

from collections.abc import Sequence

from anonymize.boundary import SanitizedText, Scope
from retrieval.embed import Embedder, embedded_text
from retrieval.index import Narrowing, Point, Query, VectorIndex
from retrieval.model import Clause, Hit
from retrieval.qdrant_sparse import Bm25

# MiniLM gives unrelated sentences a cosine of about 0.0 to 0.2 and a question's own clause mostly 0.4 and more.
RELEVANCE_FLOOR = 0.3
EVERYTHING = Narrowing()


class Searcher:
    """Hybrid search over one index generation."""

    def __init__(self, index: VectorIndex, embedder: Embedder, sparse: Bm25, floor: float = RELEVANCE_FLOOR) -> None:
        self._index, self._embedder, self._sparse, self.floor = index, embedder, sparse, floor

    def search(
        self, scope: Scope, question: SanitizedText, within: Narrowing = EVERYTHING, limit: int = 12
    ) -> list[Hit]:
        """The best clauses first. Fused scores only rank; whether a hit is about the question says `relevant`."""
        dense = self._embedder.embed([question.text])[0]
        query = Query(dense, self._sparse.question(question.text), limit, within)
        return self._index.search(scope, query)

    def relevant(self, hit: Hit) -> bool:
        """Whether the clause is near enough to the question to be quoted at all."""
        return hit.arm("dense") >= self.floor

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
