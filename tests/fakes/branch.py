"""A whole installation in a folder, filled by hand: the real composition root, but for the detector and the embedder.

Documents go the whole way in (masked, indexed, kept, compiled); nothing comes from Jobber.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from fastapi import FastAPI
from pydantic import SecretStr

from anonymize.boundary import Scope
from anonymize.master_key import new_master_key
from ingest.document_text import plain
from ingest.jobber.records import Account, Client, Message, Note, Record
from ingest.ledger import Document, document_id
from ingest.pipeline import DocumentPipeline
from retrieval.embed import Embedder
from retrieval.model import DocumentKind, DocumentRole
from service.api.oauth import Connecting
from service.api.server import Serving, http_app
from service.app import App
from service.auth.roles import Role
from service.index import IndexRoom
from service.setting_up import SettingUp
from service.settings import Settings
from service.stopping import Stopping
from tests.fakes.databases import database_url
from tests.fakes.detector import WordDetector
from tests.fakes.embedding import HashingEmbedder

ACCOUNT = "account-1"
OWNER = "the-owners-token"
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 8, 20)


class _Room(IndexRoom):
    @cached_property
    def embedder(self) -> Embedder:
        return HashingEmbedder()


class Branch(App):
    filled = ACCOUNT
    """The account that what is filled in belongs to."""

    @cached_property
    def detector(self) -> Any:
        return WordDetector()

    @cached_property
    def index(self) -> IndexRoom:
        return _Room(self.settings, self.seal_for, was_made=self.was_synced)

    def know(self, *records: Record) -> None:
        """Records of Jobber's; those that name somebody have to be known before the texts that do."""
        self.records.put(self.filled, [Account(id=self.filled, name="Contractor"), *records], run="first")
        self._anonymizers.clear()

    def file(self, client: Client, name: str, text: str, role: DocumentRole | None = DocumentRole.AGREEMENT) -> str:
        """A contract hung on a client's note; returns the document's id."""
        id = document_id(self.filled, "ClientNote", name)
        self._take(
            Document(id, self.filled, DocumentKind.FILE, "ClientNote", name, client.id, file=name, role=role), text
        )
        self.compiler.compile(self.filled, [id])
        return id

    def note(self, client: Client, id: str, text: str, at: datetime = WHEN) -> str:
        self.know(Note(id=id, client_id=client.id, message=text, created_at=at))
        own = document_id(self.filled, "ClientNote", id)
        self._take(Document(own, self.filled, DocumentKind.NOTE, "ClientNote", id, client.id, written_at=at), text)
        return own

    def message(self, client: Client, id: str, sender: str, text: str, at: datetime = WHEN) -> str:
        self.know(Message(id=id, client_id=client.id, file=id, sender=sender, text=text, sent_at=at))
        own = document_id(self.filled, "Message", id)
        self._take(
            Document(own, self.filled, DocumentKind.COMMUNICATION, "Message", id, client.id, file=id, written_at=at),
            text,
        )
        return own

    def key(self, role: Role, **narrowed: Any) -> str:
        return self.api_keys.create(self.filled, role, **narrowed)[1]

    @cached_property
    def stopping(self) -> Stopping:
        return Stopping()

    def http_app(self) -> FastAPI:
        return http_app(self.serving())

    def serving(self) -> Serving:
        return Serving(
            desk_for=self.desk_for,
            doorkeeper=self.doorkeeper(OWNER),
            engine=self.engine,
            sync=lambda account, run, full, folder: {},
            webhooks=self.receiver,
            connecting=Connecting(self.authorizations, self.jobber_app, self.connect),
            signing_in=self.signing_in,
            setting_up=SettingUp(self.tokens.state, self.leak_meter.last, self.look_for_leaks),
            metrics=self.metrics,
            stopping=self.stopping,
            public_url=self.settings.public_url,
        )

    def _take(self, document: Document, text: str) -> None:
        read, scope = plain(text), Scope(self.filled)
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.ledger.save(replace(document, content_digest=digest, written_at=document.written_at or WHEN, pages=1))
        keeping = self.pages.putting(document.id, read, account=self.filled, client_id=document.client_id)
        room = self.index
        pipeline = DocumentPipeline(
            self.anonymizer(self.filled), room.building_searcher(), room.writing(), self.ledger, room.wanted.name
        )
        saved = self.ledger.document(scope, document.id)
        assert saved is not None
        pipeline.index(saved, read, keeping)
        room.switch()


B = TypeVar("B", bound=Branch)


def open_branch(folder: Path, **settings: Any) -> AbstractContextManager[Branch]:
    """An empty installation below a folder; `settings` are added to a fixed business day and a key of its own."""
    return open_branch_of(Branch, folder, **settings)


@contextmanager
def open_branch_of(kind: type[B], folder: Path, **settings: Any) -> Iterator[B]:
    usual: dict[str, Any] = {
        "data_dir": folder / "data",
        "account": ACCOUNT,
        "master_key": SecretStr(new_master_key()),
        "erasure_register": folder / "erased",
        "today": TODAY,
    }
    with database_url(folder) as url:
        branch = kind(Settings(**(usual | {"database_url": url} | settings)))
        try:
            yield branch
        finally:
            branch.close()
