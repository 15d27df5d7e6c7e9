"""The seam for llama-index: our search as a `BaseRetriever`, our embedder as a `BaseEmbedding`.

Import this module only where llama-index is wanted: it takes a second to load.
"""

from __future__ import annotations

from collections.abc import Callable

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from anonymize.boundary import SanitizedText, Scope
from retrieval.embed import Embedder
from retrieval.index import Narrowing
from retrieval.model import Hit
from retrieval.search import EVERYTHING, Searcher


class ClauseRetriever(BaseRetriever):
    """Masked clauses of one scope; `mask` turns what llama-index asks into this account's masked text."""

    def __init__(
        self,
        searcher: Searcher,
        scope: Scope,
        mask: Callable[[str], SanitizedText],
        within: Narrowing = EVERYTHING,
        limit: int = 12,
    ) -> None:
        super().__init__()
        self._searcher, self._scope, self._mask, self._within, self._limit = searcher, scope, mask, within, limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = self._mask(query_bundle.query_str)
        hits = self._searcher.search(self._scope, question, self._within, self._limit)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]


class EmbedderForLlamaIndex(BaseEmbedding):
    """Any `Embedder` where llama-index asks for an embedding model."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return list(self._embedder.embed([text])[0])

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [list(vector) for vector in self._embedder.embed(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def _node(hit: Hit) -> TextNode:
    """Metadata is for the caller; none of it enters the text a model or an embedder is shown."""
    clause = hit.clause
    metadata = {
        "document_id": clause.source.document_id,
        "section": clause.heading.text,
        "number": clause.number,
        "page": clause.page,
        "start": clause.span.start,
        "end": clause.span.end,
    }
    hidden = list(metadata)
    return TextNode(
        id_=clause.id,
        text=clause.text.text,
        metadata=metadata,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )
