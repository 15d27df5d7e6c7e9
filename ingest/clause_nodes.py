"""The clause splitter as a llama-index node parser, for the ingestion pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, TextNode

from ingest.clauses import clause_text, split
from ingest.document_text import DocumentText, plain
from retrieval.model import DocumentKind


class ClauseNodeParser(NodeParser):
    """One node for each clause, in order, with its `RawClause` under `metadata["clause"]` and nothing else of the document.

    A document brings its `DocumentText` under `metadata["document_text"]` (else its text is taken as it is, without
    pages) and its `DocumentKind` under `metadata["kind"]`.
    """

    include_metadata: bool = False
    include_prev_next_rel: bool = False

    @classmethod
    def class_name(cls) -> str:
        return "ClauseNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        del show_progress, kwargs
        return [clause for node in nodes for clause in _clause_nodes(node)]


def _clause_nodes(node: BaseNode) -> list[BaseNode]:
    text = node.metadata.get("document_text") or plain(node.get_content())
    if not isinstance(text, DocumentText):
        raise TypeError(f"metadata['document_text'] has to be a DocumentText, not {type(text).__name__}")
    kind = DocumentKind(node.metadata.get("kind", DocumentKind.FILE))
    return [
        TextNode(text=clause_text(text, clause), metadata={"clause": clause}, id_=f"{node.node_id}:{clause.ordinal}")
        for clause in split(text, kind)
    ]
