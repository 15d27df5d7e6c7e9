"""From a document's text to masked clauses in the ledger and points in the index.

A llama-index `IngestionPipeline` (no docstore, no cache) splits and masks; its nodes' own `text` is never indexed.
Points are written before the ledger's clauses are replaced and stale points deleted, so a crash leaves a document
searchable in its old or its new form, never in neither.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, TransformComponent
from llama_index.core.schema import Document as LlamaDocument

from anonymize.anonymizer import Anonymizer, Masked
from anonymize.boundary import SanitizedText, Scope
from ingest.clause_nodes import ClauseNodeParser
from ingest.clauses import Part, RawClause
from ingest.document_text import DocumentText
from ingest.ledger import NAMESPACE, Along, Document, KeptClause, Ledger
from retrieval.index import Point, VectorIndex
from retrieval.model import Clause, DocumentKind, Span
from retrieval.routing import title_of
from retrieval.search import Searcher

HEADING_SEPARATOR = " > "
# A heading alone is no answer: it is searched with each clause below it, and kept in SQL with the rest of the text.
UNSEARCHED = (Part.HEADING, Part.HEADER_ROW)
_WORD = re.compile(r"<[A-Z_]+_[a-z0-9]+>|[^\W_]+")


class MaskClauses(TransformComponent):
    """Replaces every node's text by its masked form and keeps the proof and offsets beside it; masks the document's
    title, as one of its texts."""

    title: str = ""

    def __init__(self, anonymizer: Anonymizer, client_id: str | None, title: str) -> None:
        super().__init__(title=title)
        self._anonymizer, self._client_id = anonymizer, client_id

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> list[BaseNode]:
        raw = [node.metadata["clause"] for node in nodes]
        headings = [HEADING_SEPARATOR.join(clause.heading) for clause in raw]
        texts = [node.get_content() for node in nodes]
        *masked, title = self._anonymizer.mask_many([*texts, *headings, self.title], client_id=self._client_id)
        for node, text, heading in zip(nodes, masked, masked[len(nodes) :], strict=False):
            node.metadata |= {"masked": text, "heading": heading, "title": title}
            node.set_content(text.text.text)
        return list(nodes)


@dataclass(frozen=True)
class Indexable:
    """A document's masked clauses, and the points of those that are searched."""

    clauses: Sequence[KeptClause]
    points: Sequence[Point]


class DocumentPipeline:
    """Masks and indexes the documents of one account."""

    def __init__(
        self, anonymizer: Anonymizer, searcher: Searcher, index: VectorIndex, ledger: Ledger, generation: str
    ) -> None:
        """`generation` names model, splitter and masking policy: it changes whenever the same bytes give other points."""
        self._anonymizer, self._searcher, self._index, self._ledger = anonymizer, searcher, index, ledger
        self.version = generation

    def holds(self, account: str) -> bool:
        """Whether this generation of the index has anything of the account."""
        return bool(self._index.point_ids(Scope(account)))

    def index(self, document: Document, text: DocumentText, along: Along) -> int:
        """Write a document's points and clauses; returns how many clauses it has. Raises `CannotMask`.

        `along` writes, in the transaction of the clauses, the text that they point into.
        """
        return self.write(document, self.prepare(document, text), along)

    def prepare(self, document: Document, text: DocumentText) -> Indexable:
        """Split, mask and embed, which takes nearly all the time; writes nothing of the document. Raises `CannotMask`."""
        nodes = self._masked_nodes(document, text)
        kept = [_kept(document, node, self.version) for node in nodes]
        searched = [item.clause for item, node in zip(kept, nodes, strict=True) if _part(node) not in UNSEARCHED]
        return Indexable(kept, self._searcher.points(searched, self._title(document, nodes)))

    def write(self, document: Document, indexable: Indexable, along: Along) -> int:
        """The points first, then the clauses with what goes along, then the end of stale points."""
        scope = Scope(document.account)
        stale = self._index.point_ids(scope, document.id) - {point.clause.id for point in indexable.points}
        self._index.upsert(indexable.points)
        self._ledger.keep_clauses(scope, document.id, indexable.clauses, along)
        self._index.delete_points(scope, stale)
        return len(indexable.clauses)

    def remove(self, document: Document) -> None:
        scope = Scope(document.account)
        self._index.delete_documents(scope, [document.id])
        self._ledger.keep_clauses(scope, document.id, [])

    def _masked_nodes(self, document: Document, text: DocumentText) -> list[BaseNode]:
        pipeline = IngestionPipeline(
            transformations=[ClauseNodeParser(), MaskClauses(self._anonymizer, document.client_id, _named(document))],
            disable_cache=True,
        )
        source = LlamaDocument(text=text.text, id_=document.id, metadata={"document_text": text, "kind": document.kind})
        return list(pipeline.run(documents=[source]))

    def _title(self, document: Document, nodes: Sequence[BaseNode]) -> SanitizedText | None:
        """What a file goes by, as far as its name may be searched: pseudonyms, and words that its masked text has too.

        A file's name is written in no sentence ("sue-cabin.pdf"), so nobody in it is found as surely as in a text.
        """
        if not nodes or not _named(document):
            return None
        said = {word for node in nodes for word in _words(node.metadata["masked"]) | _words(node.metadata["heading"])}
        title: str = nodes[0].metadata["title"].text.text
        kept = [word for word in _WORD.findall(title) if word.startswith("<") or word.lower() in said]
        return self._anonymizer.mask(" ".join(kept), client_id=document.client_id, ours=True).text if kept else None


def _named(document: Document) -> str:
    return title_of(document.file or "") if document.kind is DocumentKind.FILE else ""


def _words(masked: Masked) -> set[str]:
    return {word.lower() for word in _WORD.findall(masked.text.text)}


def _part(node: BaseNode) -> Part:
    raw: RawClause = node.metadata["clause"]
    return raw.part


def _kept(document: Document, node: BaseNode, version: str) -> KeptClause:
    raw: RawClause = node.metadata["clause"]
    masked: Masked = node.metadata["masked"]
    clause = Clause(
        id=str(uuid.uuid5(NAMESPACE, "\x1f".join((document.id, version, str(raw.start), str(raw.end))))),
        source=document.source,
        ordinal=raw.ordinal,
        number=raw.number,
        heading=node.metadata["heading"].text,
        text=masked.text,
        page=raw.page,
        span=Span(raw.start, raw.end),
    )
    return KeptClause(clause, masked)
