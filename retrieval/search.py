"""Searching inside a scope, and making points: the two places where words become vectors."""

from __future__ import annotations

from collections.abc import Sequence

from anonymize.boundary import SanitizedText, Scope
from retrieval.embed import Embedder, embedded_text
from retrieval.index import Narrowing, Point, Query, VectorIndex
from retrieval.late import Asked, Sketch
from retrieval.model import Clause, Hit, Span
from retrieval.qdrant_sparse import Bm25

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
        words: SanitizedText | None = None,
    ) -> list[Hit]:
        """The best clauses first, by nearness in meaning and by shared words.

        `words` is what to share words with where that is less than the question: a customer's or an agreement's name
        points at a document, and would otherwise find every clause that repeats it.
        """
        dense = self._embedder.embed([question.text])[0]
        query = Query(dense, self._sparse.question((words or question).text), limit, within, arms)
        return self._index.search(scope, query)

    def ask(self, questions: Sequence[str]) -> list[Asked]:
        """Masked questions with their tokens' vectors, to compare with stretches of what was found."""
        return self._embedder.ask(questions)

    def sketches(self, scope: Scope, within: Narrowing) -> dict[str, Sketch]:
        """What was kept of the clauses' tokens when they were indexed, by clause id."""
        return self._index.sketches(scope, within)

    def points(self, clauses: Sequence[Clause]) -> list[Point]:
        """Clauses with their vectors, ready for `VectorIndex.upsert`."""
        texts = [embedded_text(clause) for clause in clauses]
        return [
            Point(clause, dense, self._sparse.clause(text), sketch.within(_own_words(clause, text)))
            for clause, (dense, sketch), text in zip(clauses, self._embedder.sketch(texts), texts, strict=True)
        ]


def _own_words(clause: Clause, text: str) -> Span:
    """Where a clause's own words stand in the text that is embedded of it."""
    return Span(len(text) - len(clause.text.text), len(text))
