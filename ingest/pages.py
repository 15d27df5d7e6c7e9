"""Sealed page texts, and where words stand: `Pages.locate` gives page, boxes and the raw quote of a span."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, select

from anonymize.boundary import Scope
from anonymize.keys import Keyring, Shredded
from ingest.document_text import DocumentText
from ingest.tables import page_texts
from retrieval.model import Box


@dataclass(frozen=True)
class Location:
    """A span found again: 1-based page or None, line boxes in PDF points (origin lower left), the words as they stand."""

    page: int | None
    boxes: tuple[Box, ...]
    quote: str


class Pages:
    """Keeps each document's one text with its pages and word boxes, sealed under the client's key."""

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        self._engine, self._keyring = engine, keyring

    def put(self, document_id: str, text: DocumentText, *, account: str, client_id: str | None) -> None:
        with self._engine.begin() as connection:
            self.putting(document_id, text, account=account, client_id=client_id)(connection)

    def putting(
        self, document_id: str, text: DocumentText, *, account: str, client_id: str | None
    ) -> Callable[[Connection], None]:
        """Seals the text now, and writes it in a transaction of the caller's."""
        sealed = self._keyring.seal(text.dump(), account=account, client_id=client_id, context=f"pages:{document_id}")
        row = {"document_id": document_id, "account": account, "client_id": client_id, "sealed": sealed}

        def put(connection: Connection) -> None:
            connection.execute(delete(page_texts).where(page_texts.c.document_id == document_id))
            connection.execute(page_texts.insert().values(row))

        return put

    def get(self, scope: Scope, document_id: str) -> DocumentText | None:
        """The document's text, or None when it has none in this scope."""
        query = select(page_texts).where(page_texts.c.account == scope.account, page_texts.c.document_id == document_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not scope.allows(row.client_id):
            return None
        try:
            plain = self._keyring.open(
                row.sealed, account=row.account, client_id=row.client_id, context=f"pages:{document_id}"
            )
        except Shredded:
            return None
        return DocumentText.load(plain)

    def delete(self, document_id: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(page_texts).where(page_texts.c.document_id == document_id))

    def locate(self, document_id: str, start: int, end: int, scope: Scope) -> Location | None:
        """Where the characters `[start, end)` stand, or None when the reader may not see the document."""
        text = self.get(scope, document_id)
        if text is None or not 0 <= start < end <= len(text.text):
            return None
        page, boxes = text.boxes(start, end)
        return Location(page, tuple(boxes), text.text[start:end])
