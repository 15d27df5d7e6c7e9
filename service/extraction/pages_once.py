"""Page texts for who cites many words of one document after another: its text is opened once."""

from __future__ import annotations

from anonymize.boundary import Scope
from ingest.document_text import DocumentText
from ingest.pages import Pages


class PagesOnce(Pages):
    """Keeps the last document's text, in memory only and for as long as its reader reads."""

    def __init__(self, pages: Pages) -> None:
        self.__dict__.update(pages.__dict__)
        self._last: tuple[Scope, str, DocumentText | None] | None = None

    def get(self, scope: Scope, document_id: str) -> DocumentText | None:
        if self._last is None or self._last[:2] != (scope, document_id):
            self._last = (scope, document_id, super().get(scope, document_id))
        return self._last[2]
