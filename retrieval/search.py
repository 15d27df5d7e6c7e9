"""Searching inside a scope, and making points: the two places where words become vectors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from anonymize.boundary import SanitizedText, Scope
from retrieval.embed import Embedder, embedded_text
from retrieval.index import Narrowing, Point, Query, VectorIndex
from retrieval.late import Asked, Sketch
from retrieval.model import Clause, DocumentRole, Hit, Span
from retrieval.qdrant_sparse import Bm25
from retrieval.second_stage import LateInteraction, SecondStage

BOTH = ("dense", "sparse")
EVERYTHING = Narrowing()
# Hits of the first stage that get a second look, at least.
LOOKED_AT = 48
AGREED = frozenset({DocumentRole.AGREEMENT, DocumentRole.AMENDMENT, DocumentRole.QUOTE_TERMS})
# What a clause of a contract has over the talk about it, and what one that was not in force on the day has less; on the
# scale of a cosine. Measured on the sample accounts' questions (`benchmarks.sample_retrieval`).
OF_CONTRACT, NOT_IN_FORCE = 0.06, 0.05


class Searcher:
    """Hybrid search over one index generation, with a second look at the best of it."""

    def __init__(self, index: VectorIndex, embedder: Embedder, sparse: Bm25, second: SecondStage | None = None) -> None:
        self._index, self._embedder, self._sparse = index, embedder, sparse
        self._second = second or LateInteraction()

    def search(
        self,
        scope: Scope,
        question: SanitizedText,
        within: Narrowing = EVERYTHING,
        limit: int = 12,
        words: SanitizedText | None = None,
        behind: Collection[str] = (),
    ) -> list[Hit]:
        """The best clauses first, by nearness in meaning and by shared words; ties go by point id.

        `words` is what to share words with where that is less than the question: a customer's or an agreement's name
        points at a document, and would otherwise find every clause that repeats it. `behind` are documents that come
        after others as good: agreements not in force on the day that is asked about.
        """
        asked = self._embedder.ask([question.text])[0]
        found = self._found(scope, asked, words or question, within, max(limit, LOOKED_AT), BOTH)
        looked = self._second.rescored(question.text, asked, found)
        ranked = (replace(hit, score=hit.score + _preferred(hit, behind)) for hit in looked)
        return sorted(ranked, key=lambda hit: (-hit.score, hit.clause.id))[: max(limit, 0)]

    def first_stage(
        self,
        scope: Scope,
        question: SanitizedText,
        within: Narrowing = EVERYTHING,
        limit: int = 12,
        arms: tuple[str, ...] = BOTH,
        words: SanitizedText | None = None,
    ) -> list[Hit]:
        """What one or both arms find by themselves, to tell what each part of a search is worth."""
        asked = self._embedder.ask([question.text])[0]
        return self._found(scope, asked, words or question, within, limit, arms)

    def ask(self, questions: Sequence[str]) -> list[Asked]:
        """Masked questions with their tokens' vectors, to compare with stretches of what was found."""
        return self._embedder.ask(questions)

    def sketches(self, scope: Scope, within: Narrowing) -> dict[str, Sketch]:
        """What was kept of the clauses' tokens when they were indexed, by clause id."""
        return self._index.sketches(scope, within)

    def points(self, clauses: Sequence[Clause], title: SanitizedText | None = None) -> list[Point]:
        """Clauses of one document with their vectors, ready for `VectorIndex.upsert`; `title` is what it goes by."""
        texts = [embedded_text(clause, title) for clause in clauses]
        return [
            Point(clause, dense, self._sparse.clause(text), sketch.within(_own_words(clause, text)), title)
            for clause, (dense, sketch), text in zip(clauses, self._embedder.sketch(texts), texts, strict=True)
        ]

    def _found(
        self,
        scope: Scope,
        asked: Asked,
        words: SanitizedText,
        within: Narrowing,
        limit: int,
        arms: tuple[str, ...],
    ) -> list[Hit]:
        query = Query(asked.vector, self._sparse.question(words.text), limit, within, arms)
        return self._index.search(scope, query)


def _preferred(hit: Hit, behind: Collection[str]) -> float:
    source = hit.clause.source
    return OF_CONTRACT * (source.role in AGREED) - NOT_IN_FORCE * (source.document_id in behind)


def _own_words(clause: Clause, text: str) -> Span:
    """Where a clause's own words stand in the text that is embedded of it."""
    return Span(len(text) - len(clause.text.text), len(text))
