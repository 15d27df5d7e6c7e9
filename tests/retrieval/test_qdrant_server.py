"""How the server is spoken to: what collections are made with, keys, faults and snapshots. Searching is in
`tests/contract/test_vector_index.py`, which a real server can be put through (`make test-qdrant`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from anonymize.boundary import SanitizedText, Scope
from retrieval.errors import IndexUnavailable
from retrieval.qdrant_collections import connected
from retrieval.qdrant_server import CollectionShelf, QdrantServerIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from tests.fakes.authority import certified
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder
from tests.fakes.qdrant_grpc import serving_grpc
from tests.fakes.qdrant_rest import QdrantInMemory, serving_qdrant

ACME = Scope("acme")
FEE = masked_clause("The diagnostic fee is $89.00 per visit.")


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, QdrantInMemory]]:
    with serving_qdrant() as served:
        yield served


def index(server: tuple[str, QdrantInMemory], collection: str, *, quantized: bool = True) -> QdrantServerIndex:
    client = connected(server[0], "a-key")
    return QdrantServerIndex(client, collection, HashingEmbedder.dimension, seal_for, quantized=quantized)


def test_a_collection_is_made_for_many_accounts(server: tuple[str, QdrantInMemory]) -> None:
    index(server, "many").close()
    made, indexes = server[1].made["many"], server[1].indexes["many"]
    assert indexes["account"] == {"type": "keyword", "is_tenant": True}
    assert {field for field, schema in indexes.items() if schema.get("is_tenant")} == {"account"}
    dense = made["vectors"]["dense"]
    assert dense["hnsw_config"] == {"m": 0, "payload_m": 16}, "a graph for each tenant, none over all"
    assert dense["quantization_config"] == {"scalar": {"type": "int8", "quantile": 0.99, "always_ram": True}}
    assert dense["on_disk"] is True


def test_vectors_can_stay_in_memory_as_they_are(server: tuple[str, QdrantInMemory]) -> None:
    index(server, "plain", quantized=False).close()
    dense = server[1].made["plain"]["vectors"]["dense"]
    assert "quantization_config" not in dense
    assert dense["on_disk"] is False


def test_what_is_written_over_http_is_found_and_deleted(server: tuple[str, QdrantInMemory]) -> None:
    clauses = index(server, "clauses")
    searcher = Searcher(clauses, HashingEmbedder(), Bm25())
    clauses.upsert(searcher.points([FEE]))
    question: SanitizedText = seal_for("acme").sign("diagnostic fee")
    assert [hit.clause for hit in searcher.search(ACME, question)] == [FEE]
    clauses.delete_documents(ACME, [FEE.source.document_id])
    assert clauses.point_ids(ACME) == set()


def test_snapshots_go_when_what_was_deleted_has_to_be_gone(server: tuple[str, QdrantInMemory]) -> None:
    client = connected(server[0], "a-key")
    shelf, kept = CollectionShelf(client), index(server, "fineprint-first")
    assert shelf.snapshot() is None, "nothing is active yet"
    shelf.activate("first")
    assert shelf.snapshot() == "fineprint-first-0.snapshot"
    kept.purge()
    assert server[1].snapshots["fineprint-first"] == []


def test_a_key_the_server_does_not_know_is_named_as_the_fault(server: tuple[str, QdrantInMemory]) -> None:
    with pytest.raises(IndexUnavailable, match="FINEPRINT_QDRANT_API_KEY"):
        QdrantServerIndex(connected(server[0], "another"), "clauses", 4, seal_for)


@pytest.mark.parametrize("grpc_port", [None, 1])
def test_a_server_that_does_not_answer_is_named_as_the_fault(grpc_port: int | None) -> None:
    with pytest.raises(IndexUnavailable, match="FINEPRINT_QDRANT_URL"):
        QdrantServerIndex(connected("http://127.0.0.1:1", "a-key", grpc_port=grpc_port), "clauses", 4, seal_for)


def test_a_fault_in_the_middle_of_a_search_is_told_without_what_was_asked(server: tuple[str, QdrantInMemory]) -> None:
    clauses = index(server, "gone")
    server[1].client.delete_collection("gone")
    searcher = Searcher(clauses, HashingEmbedder(), Bm25())
    with pytest.raises(IndexUnavailable) as caught:
        searcher.search(ACME, seal_for("acme").sign("diagnostic fee"))
    assert "diagnostic" not in str(caught.value)


def test_an_authority_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(OSError, match=r"NO_CERTIFICATE|PEM"):
        connected("https://qdrant.example", "a-key", ca=tmp_path / "ca.pem")


@pytest.mark.parametrize("grpc", [False, True])
def test_a_server_that_another_authority_vouches_for_is_not_spoken_to(tmp_path: Path, grpc: bool) -> None:
    (tmp_path / "ours").mkdir()
    ours, theirs = certified(tmp_path / "ours"), certified(tmp_path)
    with serving_qdrant(tls=theirs) as (url, qdrant), serving_grpc(qdrant, theirs) as (port, asked):
        client = connected(url, "a-key", ca=ours.authority, grpc_port=port if grpc else None)
        with pytest.raises(IndexUnavailable, match="FINEPRINT_QDRANT_URL"):
            QdrantServerIndex(client, "clauses", 4, seal_for)
        client.close()
    assert not asked


def test_points_and_questions_go_over_grpc_with_the_key_and_the_tenant_is_marked() -> None:
    qdrant = QdrantInMemory("a-key")
    with serving_grpc(qdrant) as (port, asked):
        clauses = QdrantServerIndex(
            connected("http://127.0.0.1:1", "a-key", grpc_port=port), "c", HashingEmbedder.dimension, seal_for
        )
        searcher = Searcher(clauses, HashingEmbedder(), Bm25())
        clauses.upsert(searcher.points([FEE]))
        assert [hit.clause for hit in searcher.search(ACME, seal_for("acme").sign("diagnostic fee"))] == [FEE]
        with pytest.raises(IndexUnavailable, match="FINEPRINT_QDRANT_API_KEY"):
            QdrantServerIndex(connected("http://127.0.0.1:1", "another", grpc_port=port), "c", 4, seal_for)
        clauses.close()
    assert {"Upsert", "QueryBatch", "Get"} <= set(asked)
    assert {field for field, schema in qdrant.indexes["c"].items() if schema["is_tenant"]} == {"account"}
