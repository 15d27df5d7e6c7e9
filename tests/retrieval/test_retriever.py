from __future__ import annotations

from pathlib import Path

import pytest
from llama_index.core.schema import MetadataMode

from anonymize.boundary import Scope
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.retriever import ClauseRetriever, EmbedderForLlamaIndex
from retrieval.search import Searcher
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder


@pytest.fixture
def retriever(tmp_path: Path) -> ClauseRetriever:
    index = QdrantEdgeIndex(tmp_path, HashingEmbedder.dimension, seal_for)
    searcher = Searcher(index, HashingEmbedder(), Bm25())
    clauses = [masked_clause("The fee is $89."), masked_clause("The fee is $75.", account="other", document="doc-9")]
    index.upsert(searcher.points(clauses))
    return ClauseRetriever(searcher, Scope("acme"), seal_for("acme").sign)


def test_nodes_of_the_scope_come_back_with_their_place(retriever: ClauseRetriever) -> None:
    nodes = retriever.retrieve("what is the fee")
    assert [node.get_content() for node in nodes] == ["The fee is $89."]
    assert nodes[0].metadata["document_id"] == "doc-1"


def test_a_model_or_embedder_is_shown_the_clause_and_no_metadata(retriever: ClauseRetriever) -> None:
    node = retriever.retrieve("what is the fee")[0].node
    assert node.get_content(MetadataMode.LLM) == node.get_content(MetadataMode.EMBED) == "The fee is $89."


def test_llama_index_gets_the_same_vectors_as_the_index() -> None:
    adapter = EmbedderForLlamaIndex(HashingEmbedder())
    assert tuple(adapter.get_text_embedding("fee")) == HashingEmbedder().embed(["fee"])[0]
    assert tuple(adapter.get_query_embedding("fee")) == HashingEmbedder().embed(["fee"])[0]
