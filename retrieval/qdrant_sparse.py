"""BM25 vectors by Qdrant's own encoder: hashed stems, saturated term weights; IDF is applied by the index."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from retrieval.index import SparseVector

# Clauses are short: with the encoder's default of 256 words length would hardly count.
AVERAGE_CLAUSE_WORDS = 80.0


class Bm25:
    name = f"bm25-{AVERAGE_CLAUSE_WORDS:.0f}"

    def clause(self, text: str) -> SparseVector:
        return _plain(self._encoder.embed_document(text))

    def question(self, text: str) -> SparseVector:
        """Every word once, with weight one."""
        return _plain(self._encoder.embed_query(text))

    @cached_property
    def _encoder(self) -> Any:
        import qdrant_edge

        return qdrant_edge.Bm25(qdrant_edge.Bm25Config(avg_len=AVERAGE_CLAUSE_WORDS, language="english"))


def _plain(vector: Any) -> SparseVector:
    return SparseVector(tuple(vector.indices), tuple(vector.values))
