"""A contractor's office in a folder: records, contracts and notes that went the whole way in, ready to be asked.

Everything is the real thing over SQLite and Qdrant Edge, but for the detector (a list of words) and, unless another
is given, the embedder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope, Seal
from anonymize.vault import Vault
from ingest.document_text import plain
from ingest.jobber.records import Account, Client, Job, Message, Note, Record, Visit
from ingest.known_names import NameBook
from ingest.ledger import Document, Ledger, document_id
from ingest.pages import Pages
from ingest.pipeline import DocumentPipeline
from ingest.records import Records
from retrieval.embed import Embedder
from retrieval.model import DocumentKind, DocumentRole
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from service.agreements.precedence import effective
from service.agreements.store import AgreementStore
from service.answers.answer import Answerer
from service.answers.sources import Sources
from service.compiling import AccountCompiler
from tests.fakes.databases import keyring_of
from tests.fakes.detector import WordDetector
from tests.fakes.embedding import HashingEmbedder

ACCOUNT = "account-1"
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEAL = Seal(ACCOUNT, b"office", "test-policy")


@dataclass
class Office:
    """`records` are known before anything is written, so that their names are masked."""

    engine: Engine
    folder: Path
    records: tuple[Record, ...]
    embedder: Embedder = field(default_factory=HashingEmbedder)
    detector: WordDetector = field(default_factory=WordDetector)

    def __post_init__(self) -> None:
        keyring = keyring_of(self.engine)
        self.scope = Scope(ACCOUNT)
        self.store = Records(self.engine, keyring)
        self.store.put(ACCOUNT, [Account(id=ACCOUNT, name="Contractor"), *self.records], run="first")
        self.ledger = Ledger(self.engine, keyring, lambda _: SEAL)
        self.pages = Pages(self.engine, keyring)
        self.agreements = AgreementStore(self.engine)
        self.index = QdrantEdgeIndex(self.folder / "index", self.embedder.dimension, lambda _: SEAL)
        self.searcher = Searcher(self.index, self.embedder, Bm25())
        names = NameBook.of(self.store, self.scope).gazetteer
        self.anonymizer = Anonymizer(ACCOUNT, self.detector, names, Vault(self.engine, keyring, ACCOUNT), SEAL)
        self.pipeline = DocumentPipeline(self.anonymizer, self.searcher, self.index, self.ledger, "generation-1")

    def file(self, client: Client, name: str, text: str, role: DocumentRole = DocumentRole.AGREEMENT) -> str:
        """A contract hung on a client's note; returns the document's id."""
        id = document_id(ACCOUNT, "ClientNote", name)
        document = Document(
            id, ACCOUNT, DocumentKind.FILE, "ClientNote", name, client.id, file=name, role=role, written_at=WHEN
        )
        self._index(document, text)
        reveal = self.anonymizer.reveal
        compiler = AccountCompiler(
            self.store, self.ledger, self.agreements, lambda _, masked: reveal(masked, self.scope)
        )
        compiler.compile(ACCOUNT, [id])
        return id

    def note(self, client: Client, id: str, text: str, at: datetime = WHEN) -> None:
        self.store.put(ACCOUNT, [Note(id=id, client_id=client.id, message=text, created_at=at)], run="first")
        self._index(
            Document(
                document_id(ACCOUNT, "ClientNote", id),
                ACCOUNT,
                DocumentKind.NOTE,
                "ClientNote",
                id,
                client.id,
                written_at=at,
            ),
            text,
        )

    def message(self, client: Client, id: str, sender: str, text: str, at: datetime = WHEN) -> None:
        message = Message(id=id, client_id=client.id, file=id, sender=sender, text=text, sent_at=at)
        self.store.put(ACCOUNT, [message], run="first")
        self._index(
            Document(
                document_id(ACCOUNT, "Message", id),
                ACCOUNT,
                DocumentKind.COMMUNICATION,
                "Message",
                id,
                client.id,
                file=id,
                written_at=at,
            ),
            text,
        )

    def job(self, job: Job, visits: Sequence[Visit], text: str) -> None:
        """A job that was done, its document's words as they stand."""
        self.store.put(ACCOUNT, [job, *visits], run="first")
        id = document_id(ACCOUNT, "Job", job.id)
        self._index(Document(id, ACCOUNT, DocumentKind.JOB, "Job", job.id, job.client_id, written_at=WHEN), text)

    @property
    def answerer(self) -> Answerer:
        return Answerer(
            Sources(
                records=self.store,
                ledger=self.ledger,
                pages=self.pages,
                searcher=self.searcher,
                masking=lambda _: self.anonymizer,
                agreements=self.agreements,
                effective=effective,
            )
        )

    def close(self) -> None:
        self.index.close()

    def _index(self, document: Document, text: str) -> None:
        read = plain(text)
        self.ledger.save(document)
        keeping = self.pages.putting(document.id, read, account=ACCOUNT, client_id=document.client_id)
        self.pipeline.index(document, read, keeping)
