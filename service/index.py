"""The index generations of an installation: the one answers are read from, and the one a sync writes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from anonymize.boundary import Seal
from anonymize.policy import POLICY_VERSION
from ingest.clauses import SPLITTER_VERSION
from retrieval.embed import Embedder, embedder_of
from retrieval.errors import IndexUnavailable
from retrieval.generations import FolderShelf, Generation, Shelf, switch
from retrieval.index import VectorIndex
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_server import CollectionShelf, QdrantServerIndex, connected
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from retrieval.second_stage import SecondStage, second_stage_of
from service.coverage.nearness import Likeness
from service.model_process import ModelProcess, RemoteEmbedder
from service.settings import Settings

LOST = "the index is empty though documents were read into it; `fineprint reindex` makes it again"


class IndexRoom:
    """Opens generations, each once; only the owner of the data folder may have one of these for the embedded index."""

    def __init__(
        self,
        settings: Settings,
        seal_for: Callable[[str], Seal],
        models: ModelProcess | None = None,
        *,
        was_made: Callable[[], bool],
    ) -> None:
        """`models` embeds what is written, where that is done in a process of its own; questions are embedded here.
        `was_made` tells whether a sync ever ended, and with it an index stood."""
        self._settings, self._seal_for, self._models, self._was_made = settings, seal_for, models, was_made
        self._open: dict[str, VectorIndex] = {}

    @cached_property
    def embedder(self) -> Embedder:
        return embedder_of(self._settings.embedding_model)

    @cached_property
    def likeness(self) -> Likeness:
        """How near texts are in meaning, shared by all desks so that each is embedded once."""
        return Likeness(lambda: self.embedder)

    @cached_property
    def wanted(self) -> Generation:
        """The generation this version with these settings builds."""
        return Generation(
            model=self.embedder.name,
            dimension=self.embedder.dimension,
            splitter=SPLITTER_VERSION,
            policy=POLICY_VERSION,
        )

    def active(self) -> str | None:
        """The generation that answers are read from; None before the first sync has ended."""
        return self._shelf.active()

    def is_lost(self) -> bool:
        """Whether what answers were read from is gone: an empty server, or folder, stands in its place."""
        return self._shelf.active() is None and self._was_made()

    def writing(self) -> VectorIndex:
        return self._opened(self.wanted.name)

    def searcher(self) -> Searcher:
        """Searches the active generation; before the first sync has ended, the one it builds. Raises `IndexUnavailable`
        where the index is lost: nobody is told that his documents do not say."""
        if self.is_lost():
            raise IndexUnavailable(LOST)
        return self._searcher(self._shelf.active() or self.wanted.name)

    def building_searcher(self) -> Searcher:
        """Makes points for the generation being written."""
        embedder = RemoteEmbedder(self.embedder, self._models) if self._models else self.embedder
        return Searcher(self._opened(self.wanted.name), embedder, Bm25())

    def switch(self) -> None:
        """Make the written generation the active one and drop the others."""
        if self._shelf.active() != self.wanted.name:
            for name in [name for name in self._open if name != self.wanted.name]:
                self._open.pop(name).close()
            switch(self._shelf, self.wanted)

    def everywhere(self) -> list[VectorIndex]:
        """Every generation there is: the one answers are read from, and any that is being built."""
        return [self._opened(name) for name in sorted(self._shelf.names())]

    def forget(self) -> None:
        """Drop every generation: what SQL holds was put in another's place."""
        self.close()
        for name in self._shelf.names():
            self._shelf.drop(name)

    def close(self) -> None:
        for index in self._open.values():
            index.close()
        self._open.clear()

    def _searcher(self, name: str) -> Searcher:
        return Searcher(self._opened(name), self.embedder, Bm25(), self._second)

    @cached_property
    def _second(self) -> SecondStage:
        return second_stage_of(self._settings.reranker)

    @cached_property
    def _shelf(self) -> Shelf:
        if self._settings.qdrant_url is None:
            return FolderShelf(self._settings.data_dir / "index")
        return CollectionShelf(self._client())

    def _opened(self, name: str) -> VectorIndex:
        if name not in self._open:
            self._open[name] = self._make(name)
        return self._open[name]

    def _make(self, name: str) -> VectorIndex:
        shelf, dimension = self._shelf, self.wanted.dimension
        if isinstance(shelf, FolderShelf):
            return QdrantEdgeIndex(shelf.folder(name), dimension, self._seal_for)
        return QdrantServerIndex(
            self._client(), f"fineprint-{name}", dimension, self._seal_for, quantized=self._settings.qdrant_quantized
        )

    def _client(self) -> Any:
        """qdrant-client's own type stays inside retrieval."""
        return client_of(self._settings)


def client_of(settings: Settings) -> Any:
    """A client of the configured Qdrant server."""
    key = settings.qdrant_api_key.get_secret_value() if settings.qdrant_api_key else None
    return connected(settings.qdrant_url or "", key, ca=settings.qdrant_ca, grpc_port=settings.qdrant_grpc_port)
