"""Of a file's name only pseudonyms, and words that its masked text has too, are embedded with its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import SanitizedText
from anonymize.gazetteer import Gazetteer
from anonymize.keys import Keyring
from anonymize.known import person
from anonymize.vault import Vault
from ingest.document_text import plain
from ingest.ledger import Document, Ledger
from ingest.pipeline import DocumentPipeline
from retrieval.index import Point
from retrieval.model import Clause, DocumentKind
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from tests.fakes.clauses import seal_for
from tests.fakes.detector import WordDetector
from tests.fakes.embedding import HashingEmbedder

TEXT = "Gold Plan\n\nSection 1. The gold plan of Rosa Quill covers two visits a year."


class Noting(Searcher):
    """Notes the titles that clauses are embedded with."""

    titles: list[str | None]

    def points(self, clauses: Sequence[Clause], title: SanitizedText | None = None) -> list[Point]:
        self.titles.append(title.text if title else None)
        return super().points(clauses, title)


@pytest.mark.parametrize(
    ("file", "kind", "title"),
    [
        ("Gold_Plan-GP-24.pdf", DocumentKind.FILE, ["Gold", "Plan"]),
        ("sue-cabin plan.pdf", DocumentKind.FILE, ["plan"]),
        ("Rosa Quill gold plan.pdf", DocumentKind.FILE, ["<PERSON>", "gold", "plan"]),
        ("scan_0043.pdf", DocumentKind.FILE, None),
        ("gold plan.eml", DocumentKind.COMMUNICATION, None),
        (None, DocumentKind.NOTE, None),
    ],
)
def test_a_title_holds_nothing_its_text_does_not(
    engine: Engine, keyring: Keyring, tmp_path: Path, file: str | None, kind: DocumentKind, title: list[str] | None
) -> None:
    index = QdrantEdgeIndex(tmp_path / "index", HashingEmbedder.dimension, seal_for)
    searcher = Noting(index, HashingEmbedder(), Bm25())
    searcher.titles = []
    known = Gazetteer([person("Rosa", "Quill")])
    anonymizer = Anonymizer("acme", WordDetector(), known, Vault(engine, keyring, "acme"), seal_for("acme"))
    pipeline = DocumentPipeline(anonymizer, searcher, index, Ledger(engine, keyring, seal_for), "generation-1")
    document = Document("doc-1", "acme", kind, "ClientNote", "note-1", "client-1", file)
    pipeline.index(document, plain(TEXT), _nothing)
    index.close()
    [given] = searcher.titles
    shown = given and [word.split("_")[0] + ">" if word.startswith("<") else word for word in given.split()]
    assert shown == title


def _nothing(_: Connection) -> None: ...
