from __future__ import annotations

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import Document

from ingest.clause_nodes import ClauseNodeParser
from ingest.clauses import RawClause
from ingest.document_text import plain
from retrieval.model import DocumentKind

TEXT = "1. Services\n1.1 Labor is included.\n1.2 Parts are not.\n"


def test_a_pipeline_gets_one_node_for_each_clause_and_only_the_clause_with_it() -> None:
    document = Document(text=TEXT, id_="doc-1", metadata={"document_text": plain(TEXT), "kind": DocumentKind.FILE})
    nodes = IngestionPipeline(transformations=[ClauseNodeParser()], disable_cache=True).run(documents=[document])
    assert [node.get_content() for node in nodes] == ["1. Services", "1.1 Labor is included.", "1.2 Parts are not."]
    assert all(list(node.metadata) == ["clause"] and isinstance(node.metadata["clause"], RawClause) for node in nodes)
    assert [node.metadata["clause"].number for node in nodes] == ["1", "1.1", "1.2"]


def test_a_document_without_pages_is_split_as_it_is() -> None:
    [node] = ClauseNodeParser().get_nodes_from_documents([Document(text="Gate stays open.", metadata={"kind": "note"})])
    assert node.get_content() == "Gate stays open."
