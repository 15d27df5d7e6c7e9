"""`fineprint reindex`: makes the index again from what SQL keeps, beside the one that answers are read from.

Every document's own text is split, masked and embedded as a sync would, without asking Jobber for anything. What was
done before a crash is not done again. A finished generation is switched to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from anonymize.boundary import Scope
from ingest.ledger import LIVE, Document, Ledger
from ingest.pages import Pages
from ingest.pipeline import DocumentPipeline


@dataclass(frozen=True)
class Reindexing:
    """`pipeline` writes the wanted generation; `points` counts a document's points in it; `compile_documents` reads the
    terms of what was split anew."""

    ledger: Ledger
    pages: Pages
    pipeline: Callable[[str], DocumentPipeline]
    points: Callable[[Document], int]
    compile_documents: Callable[[str, list[str]], int]

    def run(self, accounts: Iterable[str], *, anew: bool = False) -> Iterator[bool]:
        """Yields for each live document whether it was written; with `anew` also those that are there already."""
        for account in accounts:
            written: list[str] = []
            pipeline = self.pipeline(account)
            for document in self.ledger.documents(Scope(account), states=LIVE):
                due = anew or document.pipeline != pipeline.version or not self.points(document)
                if due and self._write(pipeline, document):
                    written.append(document.id)
                yield bool(written) and written[-1] == document.id
            if written:
                self.compile_documents(account, written)

    def _write(self, pipeline: DocumentPipeline, document: Document) -> bool:
        """False for one whose text is gone: the next sync reads it again."""
        text = self.pages.get(Scope(document.account), document.id)
        if text is None:
            return False
        pipeline.index(document, text, lambda _: None)
        self.ledger.save(replace(document, pipeline=pipeline.version, indexed_at=datetime.now(UTC)))
        return True
