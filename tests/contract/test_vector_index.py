"""What every vector index must do, asked of each one there is."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from qdrant_client import QdrantClient

from anonymize.boundary import SanitizedText, Scope
from retrieval.index import IndexRefused, Narrowing, Query, VectorIndex
from retrieval.model import Clause, DocumentKind, DocumentRole, Hit
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_server import QdrantServerIndex, connected
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from service.settings import Settings
from tests.fakes.authority import Certified, certified
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder
from tests.fakes.qdrant_grpc import serving_grpc
from tests.fakes.qdrant_rest import QdrantInMemory, serving_qdrant

ACME = Scope("acme")


@pytest.fixture(params=["edge", "memory", "rest", "tls", "grpc", "grpc over tls", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    make: dict[str, Callable[[], VectorIndex]] = {
        "edge": lambda: QdrantEdgeIndex(tmp_path / "index", HashingEmbedder.dimension, seal_for),
        "memory": lambda: QdrantServerIndex(QdrantClient(":memory:"), "clauses", HashingEmbedder.dimension, seal_for),
        "rest": lambda: _over_http(*request.getfixturevalue("rest")),
        "tls": lambda: _over_tls(*request.getfixturevalue("tls")),
        "grpc": lambda: _over_grpc(*request.getfixturevalue("grpc")),
        "grpc over tls": lambda: _over_grpc(*request.getfixturevalue("grpc_over_tls")),
        "server": _server,
    }
    opened = make[request.param]()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def rest() -> Iterator[tuple[str, QdrantInMemory]]:
    """The server that other tests use: it has to behave as the others do."""
    with serving_qdrant() as served:
        yield served


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return certified(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def tls(authority: Certified) -> Iterator[tuple[str, Path]]:
    with serving_qdrant(tls=authority) as (url, _):
        yield url, authority.authority


@pytest.fixture(scope="module")
def grpc() -> Iterator[tuple[str, int, None]]:
    """At the address nobody answers over REST: all that is asked goes over gRPC."""
    with serving_grpc(QdrantInMemory("a-key")) as (port, _):
        yield "http://127.0.0.1:1", port, None


@pytest.fixture(scope="module")
def grpc_over_tls(authority: Certified) -> Iterator[tuple[str, int, Path]]:
    with serving_grpc(QdrantInMemory("a-key"), authority) as (port, _):
        yield "https://127.0.0.1:1", port, authority.authority


def _over_tls(url: str, ca: Path) -> VectorIndex:
    return QdrantServerIndex(connected(url, "a-key", ca=ca), uuid4().hex, HashingEmbedder.dimension, seal_for)


def _over_grpc(url: str, port: int, ca: Path | None) -> VectorIndex:
    client = connected(url, "a-key", ca=ca, grpc_port=port)
    return QdrantServerIndex(client, uuid4().hex, HashingEmbedder.dimension, seal_for)


def _over_http(url: str, qdrant: QdrantInMemory) -> VectorIndex:
    return QdrantServerIndex(connected(url, qdrant.api_key), uuid4().hex, HashingEmbedder.dimension, seal_for)


def _server() -> VectorIndex:
    url = os.environ.get("FINEPRINT_QDRANT_URL")
    if not url:
        pytest.skip("FINEPRINT_QDRANT_URL is not set")
    settings = Settings()
    key = settings.qdrant_api_key.get_secret_value() if settings.qdrant_api_key else None
    client = connected(url, key, ca=settings.qdrant_ca, grpc_port=settings.qdrant_grpc_port)
    return QdrantServerIndex(client, f"test-{uuid4().hex}", HashingEmbedder.dimension, seal_for)


CLAUSES = [
    masked_clause("The diagnostic fee is $89.00 per visit.", ordinal=0),
    masked_clause("Parts are discounted by 15 percent off list.", ordinal=1, start=100),
    masked_clause("Refrigerant leaks are excluded.", ordinal=2, document="doc-2", client="client-2", start=5),
    masked_clause("Response within four hours on weekdays.", ordinal=3, document="doc-3", client=None),
    masked_clause(
        "The fee rises to $99.00.", ordinal=4, document="doc-4", role=DocumentRole.AMENDMENT, kind=DocumentKind.FILE
    ),
    masked_clause("The diagnostic fee is $75.00 per visit.", account="other", document="doc-9"),
]


def _filled(index: VectorIndex, clauses: list[Clause] = CLAUSES) -> Searcher:
    searcher = Searcher(index, HashingEmbedder(), Bm25())
    index.upsert(searcher.points(clauses))
    return searcher


def _ask(searcher: Searcher, scope: Scope, words: str, within: Narrowing | None = None, limit: int = 12) -> list[Hit]:
    return searcher.search(scope, seal_for(scope.account).sign(words), within or Narrowing(), limit)


def _texts(hits: list[Hit]) -> list[str]:
    return [hit.clause.text.text for hit in hits]


def test_the_clause_that_shares_the_question_words_comes_first(index: VectorIndex) -> None:
    hits = _ask(_filled(index), ACME, "how much is the diagnostic fee per visit")
    assert hits[0].clause == CLAUSES[0]
    assert dict(hits[0].ranks) == {"dense": 1, "sparse": 1}
    assert hits[0].arm("dense") > 0.5
    assert hits[0].arm("sparse") > 0


def test_another_account_is_never_found(index: VectorIndex) -> None:
    searcher = _filled(index)
    assert {hit.clause.source.account for hit in _ask(searcher, ACME, "diagnostic fee", limit=50)} == {"acme"}
    assert _texts(_ask(searcher, Scope("other"), "diagnostic fee")) == ["The diagnostic fee is $75.00 per visit."]
    assert _ask(searcher, Scope("nobody"), "diagnostic fee") == []


def test_a_reader_of_one_client_sees_neither_others_nor_documents_of_nobody(index: VectorIndex) -> None:
    scope = Scope("acme", frozenset({"client-2"}))
    assert _texts(_ask(_filled(index), scope, "fee leak response", limit=50)) == ["Refrigerant leaks are excluded."]


def test_a_reader_of_no_client_sees_nothing(index: VectorIndex) -> None:
    searcher = _filled(index)
    nothing = Scope("acme", frozenset())
    assert _ask(searcher, nothing, "fee") == []
    assert index.point_ids(nothing) == set()


def test_narrowing_to_a_client_outside_the_scope_finds_nothing(index: VectorIndex) -> None:
    scope = Scope("acme", frozenset({"client-2"}))
    assert _ask(_filled(index), scope, "diagnostic fee", Narrowing(clients=("client-1",))) == []


def test_narrowing_by_document_and_role_is_obeyed(index: VectorIndex) -> None:
    searcher = _filled(index)
    amendments = _ask(searcher, ACME, "fee", Narrowing(roles=(DocumentRole.AMENDMENT,)))
    assert _texts(amendments) == ["The fee rises to $99.00."]
    assert _texts(_ask(searcher, ACME, "fee", Narrowing(documents=("doc-3",)))) == [
        "Response within four hours on weekdays."
    ]


@pytest.mark.parametrize("field", ["heading", "text"])
def test_text_that_is_not_masked_is_refused_and_nothing_of_the_batch_is_written(index: VectorIndex, field: str) -> None:
    forged = SanitizedText("Call Jane Doe", "test-policy", "0" * 64)
    searcher = Searcher(index, HashingEmbedder(), Bm25())
    good, bad = searcher.points([CLAUSES[0], replace(CLAUSES[1], **{field: forged})])  # type: ignore[arg-type]
    with pytest.raises(IndexRefused):
        index.upsert([good, bad])
    assert index.point_ids(ACME) == set()


def test_text_masked_for_another_account_is_refused(index: VectorIndex) -> None:
    stranger = seal_for("other").sign("The fee is $1.")
    searcher = Searcher(index, HashingEmbedder(), Bm25())
    with pytest.raises(IndexRefused):
        index.upsert(searcher.points([replace(CLAUSES[0], text=stranger)]))


def test_free_text_in_a_clause_number_is_refused(index: VectorIndex) -> None:
    searcher = Searcher(index, HashingEmbedder(), Bm25())
    with pytest.raises(IndexRefused):
        index.upsert(searcher.points([replace(CLAUSES[0], number="Jane Doe, 12 Main Street")]))


def test_deleted_documents_are_gone_from_searches_at_once(index: VectorIndex) -> None:
    searcher = _filled(index)
    index.delete_documents(ACME, ["doc-1"])
    assert "doc-1" not in {hit.clause.source.document_id for hit in _ask(searcher, ACME, "diagnostic fee", limit=50)}
    assert index.point_ids(ACME, "doc-1") == set()
    index.purge()
    assert len(index.point_ids(ACME)) == 3


def test_a_scope_deletes_only_what_it_may_see(index: VectorIndex) -> None:
    _filled(index)
    index.delete_points(Scope("other"), [CLAUSES[0].id])
    index.delete_documents(Scope("acme", frozenset({"client-2"})), ["doc-1"])
    index.delete_documents(ACME, [])
    assert len(index.point_ids(ACME)) == 5


def test_points_are_deleted_by_id(index: VectorIndex) -> None:
    _filled(index)
    index.delete_points(ACME, [CLAUSES[0].id])
    assert index.point_ids(ACME, "doc-1") == {CLAUSES[1].id}


def test_writing_the_same_clause_again_keeps_one_point(index: VectorIndex) -> None:
    _filled(index)
    _filled(index)
    assert len(index.point_ids(ACME)) == 5


def test_equal_scores_are_ordered_by_point_id(index: VectorIndex) -> None:
    twins = [masked_clause("Same words here.", ordinal=n, document=f"d{n}", start=n) for n in range(6)]
    _filled(index, twins)
    dense = HashingEmbedder().embed(["same words"])[0]
    hits = index.search(ACME, Query(dense, Bm25().question("same words")))
    order = [(-round(hit.score, 6), hit.clause.id) for hit in hits]
    assert len(order) == 6
    assert order == sorted(order)


def test_a_word_common_to_another_account_stays_rare_in_this_one(index: VectorIndex) -> None:
    ours = [masked_clause("zephyr pump", ordinal=0), masked_clause("drain pump", ordinal=1, start=50)]
    theirs = [masked_clause("zephyr valve", account="other", ordinal=n, document=f"o{n}", start=n) for n in range(40)]
    alone = _sparse_score(_filled(index, ours), "zephyr")
    beside = _sparse_score(_filled(index, ours + theirs), "zephyr")
    assert beside == pytest.approx(alone, rel=1e-3)


def _sparse_score(searcher: Searcher, word: str) -> float:
    return _ask(searcher, ACME, word)[0].arm("sparse")


def test_each_arm_alone_ranks_by_its_own_score(index: VectorIndex) -> None:
    _filled(index)
    question = "diagnostic fee visit"
    dense = HashingEmbedder().embed([question])[0]
    hits = index.search(ACME, Query(dense, Bm25().question(question), arms=("dense",)))
    assert [hit.arm("dense") for hit in hits] == sorted((hit.arm("dense") for hit in hits), reverse=True)
    assert all(arm == "dense" for hit in hits for arm, _ in hit.ranks)


def test_the_implementations_score_alike(tmp_path: Path) -> None:
    edge = QdrantEdgeIndex(tmp_path / "index", HashingEmbedder.dimension, seal_for)
    memory = QdrantServerIndex(QdrantClient(":memory:"), "clauses", HashingEmbedder.dimension, seal_for)
    scored = [_arm_scores(_filled(index), "what is the diagnostic fee") for index in (edge, memory)]
    edge.close()
    assert scored[0].keys() == scored[1].keys()
    for key, score in scored[0].items():
        assert scored[1][key] == pytest.approx(score, abs=1e-4), key


def _arm_scores(searcher: Searcher, words: str) -> dict[tuple[str, str], float]:
    return {(hit.clause.id, arm): score for hit in _ask(searcher, ACME, words, limit=50) for arm, score in hit.scores}


def test_opening_the_local_mode_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        QdrantServerIndex(QdrantClient(":memory:"), "clauses", 4, seal_for).close()
