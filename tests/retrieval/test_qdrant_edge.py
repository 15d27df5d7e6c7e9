from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from anonymize.boundary import Scope
from retrieval.errors import IndexUnavailable, IndexUnreadable
from retrieval.qdrant_edge import LIVE, NEXT, QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder

ACME = Scope("acme")
WRITE_AND_DIE = """
import os, sys
from pathlib import Path
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder

index = QdrantEdgeIndex(Path(sys.argv[1]), HashingEmbedder.dimension, seal_for)
clauses = [masked_clause(f"Clause number {n}.", ordinal=n, start=100 * n) for n in range(100)]
index.upsert(Searcher(index, HashingEmbedder(), Bm25()).points(clauses))
os._exit(9)
"""


def _open(folder: Path) -> QdrantEdgeIndex:
    return QdrantEdgeIndex(folder, HashingEmbedder.dimension, seal_for)


def _write(index: QdrantEdgeIndex, *texts: str) -> None:
    clauses = [masked_clause(text, document=f"doc-{n}", ordinal=n) for n, text in enumerate(texts)]
    index.upsert(Searcher(index, HashingEmbedder(), Bm25()).points(clauses))


def _stands_in_a_file(folder: Path, word: str) -> bool:
    return any(word.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_points_survive_a_process_that_dies_without_closing(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(tmp_path)], check=False)
    assert died.returncode == 9
    index = _open(tmp_path)
    assert len(index.point_ids(ACME)) == 100
    index.close()


def test_after_a_purge_no_file_holds_the_deleted_words(tmp_path: Path) -> None:
    index = _open(tmp_path)
    _write(index, "The QUINCEWORD fee is due.", "The parts stay.")
    index.delete_documents(ACME, ["doc-0"])
    assert _stands_in_a_file(tmp_path, "QUINCEWORD")
    index.purge()
    assert not _stands_in_a_file(tmp_path, "QUINCEWORD")
    assert len(index.point_ids(ACME)) == 1
    index.close()


def test_what_lives_is_found_the_same_after_a_purge(tmp_path: Path) -> None:
    index = _open(tmp_path)
    searcher = Searcher(index, HashingEmbedder(), Bm25())
    _write(index, "Gone.", "The diagnostic fee is $89.", "Parts are discounted.")
    index.delete_documents(ACME, ["doc-0"])
    question = seal_for("acme").sign("diagnostic fee")
    before = searcher.search(ACME, question)
    index.purge()
    after = searcher.search(ACME, question)
    assert [(hit.clause, hit.ranks) for hit in after] == [(hit.clause, hit.ranks) for hit in before]
    assert [hit.arm("sparse") for hit in after] == pytest.approx([hit.arm("sparse") for hit in before], rel=1e-3)
    index.close()


def test_a_purge_that_stopped_before_the_swap_is_forgotten(tmp_path: Path) -> None:
    index = _open(tmp_path)
    _write(index, "One.")
    index.close()
    (tmp_path / NEXT).mkdir()
    again = _open(tmp_path)
    assert len(again.point_ids(ACME)) == 1
    assert not (tmp_path / NEXT).exists()
    again.close()


def test_a_purge_that_stopped_within_the_swap_is_finished(tmp_path: Path) -> None:
    index = _open(tmp_path)
    _write(index, "One.")
    index.close()
    (tmp_path / LIVE).rename(tmp_path / NEXT)
    again = _open(tmp_path)
    assert len(again.point_ids(ACME)) == 1
    again.close()


def test_a_second_opening_of_the_same_folder_is_refused(tmp_path: Path) -> None:
    index = _open(tmp_path)
    with pytest.raises(IndexUnavailable):
        _open(tmp_path)
    index.close()


def test_a_point_whose_account_key_changed_is_not_read_back(tmp_path: Path) -> None:
    index = _open(tmp_path)
    _write(index, "The fee is due.")
    index.close()
    other = QdrantEdgeIndex(tmp_path, HashingEmbedder.dimension, lambda account: seal_for(account + "-rotated"))
    with pytest.raises(IndexUnreadable):
        Searcher(other, HashingEmbedder(), Bm25()).search(ACME, seal_for("acme").sign("fee"))
    other.close()
