"""What search puts first: the second look, contracts before talk, what is in force before what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from anonymize.boundary import SanitizedText, Scope
from retrieval.index import IndexRefused, Narrowing
from retrieval.late import Asked
from retrieval.model import DocumentKind, DocumentRole, Hit
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from retrieval.second_stage import FirstStageOnly, SecondStage
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder

ACME = Scope("acme")
WORDS = "The diagnostic fee is $89.00 per visit."
OLD = masked_clause(WORDS, document="doc-old")
NEW = masked_clause(WORDS, document="doc-new", start=10)
NOTE = masked_clause(WORDS, document="doc-note", start=20, role=None, kind=DocumentKind.NOTE)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[QdrantEdgeIndex]:
    opened = QdrantEdgeIndex(tmp_path / "index", HashingEmbedder.dimension, seal_for)
    yield opened
    opened.close()


def _searcher(index: QdrantEdgeIndex, second: SecondStage | None = None) -> Searcher:
    return Searcher(index, HashingEmbedder(), Bm25(), second)


def _signed(words: str) -> SanitizedText:
    return seal_for("acme").sign(words)


def _documents(hits: Sequence[Hit]) -> list[str]:
    return [hit.clause.source.document_id for hit in hits]


def test_what_was_not_in_force_comes_after_what_was(index: QdrantEdgeIndex) -> None:
    searcher = _searcher(index)
    index.upsert(searcher.points([OLD, NEW]))
    question = _signed("diagnostic fee per visit")
    assert _documents(searcher.search(ACME, question, behind={"doc-old"})) == ["doc-new", "doc-old"]
    assert _documents(searcher.search(ACME, question, behind={"doc-new"})) == ["doc-old", "doc-new"]


def test_a_contract_comes_before_a_note_that_says_the_same(index: QdrantEdgeIndex) -> None:
    searcher = _searcher(index)
    index.upsert(searcher.points([NOTE, NEW]))
    assert _documents(searcher.search(ACME, _signed("diagnostic fee"))) == ["doc-new", "doc-note"]


def test_a_search_may_be_narrowed_to_a_kind_of_document(index: QdrantEdgeIndex) -> None:
    searcher = _searcher(index)
    index.upsert(searcher.points([NOTE, NEW]))
    within = Narrowing(kinds=(DocumentKind.NOTE,))
    assert _documents(searcher.search(ACME, _signed("diagnostic fee"), within)) == ["doc-note"]


def test_the_second_look_settles_the_order_and_the_limit_counts_after_it(index: QdrantEdgeIndex) -> None:
    class LastFirst:
        def rescored(self, question: str, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
            return [replace(hit, score=float(rank)) for rank, hit in enumerate(hits)]

    clauses = [masked_clause(f"{WORDS} {'fee ' * n}", document=f"doc-{n}", ordinal=n, start=100 * n) for n in range(6)]
    first, last = _searcher(index, FirstStageOnly()), _searcher(index, LastFirst())
    index.upsert(first.points(clauses))
    question = _signed("diagnostic fee")
    ranked = _documents(first.search(ACME, question))
    assert _documents(last.search(ACME, question, limit=2)) == ranked[:-3:-1]


def test_word_by_word_nearness_lifts_a_clause_that_says_all_of_it(index: QdrantEdgeIndex) -> None:
    searcher = _searcher(index)
    index.upsert(searcher.points([NEW, masked_clause("fee fee fee fee", document="doc-talk", start=50)]))
    hits = searcher.search(ACME, _signed("diagnostic fee per visit"))
    assert hits[0].clause == NEW
    assert hits[0].sketch is not None
    [first] = searcher.first_stage(ACME, _signed("diagnostic fee per visit"), limit=1)
    assert hits[0].score > first.score


def test_a_clause_is_found_by_its_documents_title(index: QdrantEdgeIndex) -> None:
    searcher = _searcher(index)
    index.upsert(searcher.points([OLD], _signed("Gold Plan")))
    index.upsert(searcher.points([NEW], _signed("Silver Plan")))
    [best, other] = searcher.search(ACME, _signed("fee in the silver plan"))
    assert (best.clause, other.clause) == (NEW, OLD)


def test_a_title_that_is_not_masked_is_refused(index: QdrantEdgeIndex) -> None:
    forged = SanitizedText("Jane Doe plan", "test-policy", "0" * 64)
    with pytest.raises(IndexRefused):
        index.upsert(_searcher(index).points([NEW], forged))
    assert index.point_ids(ACME) == set()


def test_an_amendment_is_of_the_contract(index: QdrantEdgeIndex) -> None:
    searcher = _searcher(index)
    rider = masked_clause(WORDS, document="doc-rider", start=30, role=DocumentRole.AMENDMENT)
    index.upsert(searcher.points([NOTE, rider]))
    assert _documents(searcher.search(ACME, _signed("diagnostic fee"))) == ["doc-rider", "doc-note"]
