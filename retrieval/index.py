"""The port to the vector store. Two implementations: `qdrant_edge.py` (embedded) and `qdrant_server.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from anonymize.boundary import SanitizedText, Scope
from retrieval.late import Sketch
from retrieval.model import Clause, DocumentKind, DocumentRole, Hit


class IndexRefused(TypeError):
    """What was handed to the index is not masked text of this account."""


@dataclass(frozen=True)
class SparseVector:
    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Point:
    """One clause ready to be written: its vectors were made from `title`, `clause.heading` and `clause.text` only, and the
    sketch tells of the text's own tokens. The title of its document is embedded and not kept.
    """

    clause: Clause
    dense: tuple[float, ...]
    sparse: SparseVector
    sketch: Sketch
    title: SanitizedText | None = None


@dataclass(frozen=True)
class Narrowing:
    """What a search looks at inside its scope; an empty tuple means no restriction."""

    clients: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[DocumentKind, ...] = ()
    roles: tuple[DocumentRole, ...] = ()


# What the best match by words adds to a cosine; measured on LegalBench-RAG-mini (`fineprint eval retrieval`) and on the
# questions of the sample accounts (`benchmarks.sample_retrieval`).
WORDS = 0.2


@dataclass(frozen=True)
class Query:
    """`words` weighs the sparse arm against the cosine of the dense one."""

    dense: tuple[float, ...]
    sparse: SparseVector
    limit: int = 12
    within: Narrowing = field(default_factory=Narrowing)
    arms: tuple[str, ...] = ("dense", "sparse")
    words: float = WORDS


class VectorIndex(Protocol):
    """Every read takes a `Scope`; the account (and client) filter is inside the index query."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points durably; raises `IndexRefused` for text that is not `SanitizedText` of its account."""

    def search(self, scope: Scope, query: Query) -> list[Hit]:
        """Hybrid hits by the weighted sum of both arms' scores, best first, ties broken by point id."""

    def delete_documents(self, scope: Scope, document_ids: Iterable[str]) -> None:
        """Remove every point of these documents, durably and at once from searches."""

    def delete_points(self, scope: Scope, point_ids: Iterable[str]) -> None: ...

    def sketches(self, scope: Scope, within: Narrowing) -> dict[str, Sketch]:
        """The sketches of all clauses inside, by point id; a point written before there were any has none."""

    def point_ids(self, scope: Scope, document_id: str | None = None) -> set[str]: ...

    def purge(self) -> None:
        """Physically drop what was deleted (deletes are marks until the optimizer has run)."""

    def close(self) -> None: ...
