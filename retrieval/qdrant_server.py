"""The same index over a Qdrant server, one collection for all accounts (also `QdrantClient(":memory:")` in tests)."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from anonymize.boundary import Scope
from retrieval.errors import IndexUnavailable
from retrieval.fusion import Wanted, candidates, fused
from retrieval.index import Narrowing, Point, Query, SparseVector
from retrieval.late import Sketch
from retrieval.model import Hit
from retrieval.payload import (
    SKETCH,
    TENANT,
    Conditions,
    SealFor,
    checked,
    conditions,
    depth,
    hits,
    payload,
    sketch,
)
from retrieval.qdrant_collections import connected, create_collection, dense_params, drop_snapshots, is_local, snapshot

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

__all__ = ["CollectionShelf", "QdrantServerIndex", "connected"]
BATCH = 256
ACTIVE = "fineprint-active"


class QdrantServerIndex:
    """Opens or creates `collection`; every write waits until it is applied."""

    def __init__(
        self,
        client: QdrantClient,
        collection: str,
        dimension: int,
        seal_for: SealFor,
        *,
        quantized: bool = True,
    ) -> None:
        self._client, self._collection, self._seal_for = client, collection, seal_for
        self._dense = dense_params(client)
        try:
            if not client.collection_exists(collection):
                create_collection(client, collection, dimension, quantized=quantized)
        except IndexUnavailable:
            if not client.collection_exists(collection):  # another process may have made it in the same moment
                raise

    def upsert(self, points: Sequence[Point]) -> None:
        ready = checked(points, self._seal_for)
        for first in range(0, len(ready), BATCH):
            batch = [_point(point) for point in ready[first : first + BATCH]]
            self._client.upsert(self._collection, batch, wait=True)

    def search(self, scope: Scope, query: Query) -> list[Hit]:
        wanted = conditions(scope, query.within)
        if wanted is None or query.limit < 1:
            return []
        arms = candidates(lambda asked: self._scored(asked, query, wanted), query)
        best = fused(arms, query)
        records = self._client.retrieve(self._collection, [id for id, _ in best], with_payload=True)
        return hits(best, arms, {str(record.id): record.payload or {} for record in records}, self._seal_for)

    def delete_documents(self, scope: Scope, document_ids: Iterable[str]) -> None:
        wanted = conditions(scope, Narrowing(documents=tuple(document_ids)))
        if wanted is not None and "document_id" in wanted:
            self._client.delete(self._collection, _filter(wanted), wait=True)

    def delete_points(self, scope: Scope, point_ids: Iterable[str]) -> None:
        wanted, ids = conditions(scope, Narrowing()), sorted(set(point_ids))
        if wanted is not None and ids:
            self._client.delete(self._collection, _filter(wanted, ids), wait=True)

    def point_ids(self, scope: Scope, document_id: str | None = None) -> set[str]:
        wanted = conditions(scope, Narrowing(documents=(document_id,) if document_id is not None else ()))
        return {str(record.id) for record in self._records(wanted, False)} if wanted is not None else set()

    def sketches(self, scope: Scope, within: Narrowing) -> dict[str, Sketch]:
        wanted = conditions(scope, within)
        records = self._records(wanted, [SKETCH]) if wanted is not None else ()
        return {str(record.id): found for record in records if (found := sketch(record.payload or {}))}

    def _records(self, wanted: Conditions, payload: Any) -> Iterator[Any]:
        offset: Any = None
        while True:
            records, offset = self._client.scroll(
                self._collection, _filter(wanted), limit=1000, offset=offset, with_payload=payload
            )
            yield from records
            if offset is None:
                return

    def purge(self, patience_s: float = 60.0) -> None:
        """Wait until the optimizer, whose thresholds are set low, has rebuilt the segments that hold deleted points.

        The server rebuilds no segment below 100 points by itself and keeps its write-ahead log until it rotates:
        for a full proof take the collection away from the server and run `fineprint reindex`.
        Snapshots, which hold what was deleted since, are deleted.
        """
        if not is_local(self._client):
            drop_snapshots(self._client, self._collection)
        deadline = time.monotonic() + patience_s
        while str(self._client.get_collection(self._collection).status) not in ("green", "CollectionStatus.GREEN"):
            if time.monotonic() > deadline:
                raise IndexUnavailable("the Qdrant server is still dropping deleted points; try again later")
            time.sleep(0.2)

    def close(self) -> None:
        self._client.close()

    def _scored(
        self, asked: Sequence[Wanted], query: Query, wanted: Conditions
    ) -> Sequence[Sequence[tuple[str, float]]]:
        requests = [_arm(arm, query, wanted, only, self._dense) for arm, only in asked]
        found = self._client.query_batch_points(self._collection, requests)
        return [[(str(point.id), point.score) for point in batch.points] for batch in found]


class CollectionShelf:
    """The generations on a server: a collection each, an alias on the active one."""

    def __init__(self, client: QdrantClient, prefix: str = "fineprint-") -> None:
        self._client, self._prefix = client, prefix

    def active(self) -> str | None:
        aliases = self._client.get_aliases().aliases
        names = {alias.alias_name: alias.collection_name for alias in aliases}
        return names[ACTIVE].removeprefix(self._prefix) if ACTIVE in names else None

    def names(self) -> set[str]:
        collections = (collection.name for collection in self._client.get_collections().collections)
        return {name.removeprefix(self._prefix) for name in collections if name.startswith(self._prefix)}

    def payloads(self, name: str) -> Iterator[Mapping[str, Any]]:
        """Everything that lies at a generation's points, of every account; for looking through it, not for answers."""
        offset: Any = None
        while True:
            records, offset = self._client.scroll(self._prefix + name, limit=BATCH, offset=offset, with_payload=True)
            yield from (record.payload or {} for record in records)
            if offset is None:
                return

    def activate(self, name: str) -> None:
        from qdrant_client import models

        create = models.CreateAlias(collection_name=self._prefix + name, alias_name=ACTIVE)
        change: list[Any] = [models.CreateAliasOperation(create_alias=create)]
        if self.active() is not None:
            change.insert(0, models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=ACTIVE)))
        self._client.update_collection_aliases(change)

    def drop(self, name: str) -> None:
        self._client.delete_collection(self._prefix + name)

    def snapshot(self) -> str | None:
        """Have the server write the active generation into a file of its own; its name, or None where there is none."""
        name = self.active()
        return snapshot(self._client, self._prefix + name) if name is not None else None


def _point(point: Point) -> Any:
    from qdrant_client import models

    vectors: dict[str, Any] = {"dense": list(point.dense), "sparse": _sparse(point.sparse)}
    return models.PointStruct(id=point.clause.id, vector=vectors, payload=payload(point))


def _sparse(vector: SparseVector) -> Any:
    from qdrant_client import models

    return models.SparseVector(indices=list(vector.indices), values=list(vector.values))


def _arm(arm: str, query: Query, wanted: Conditions, only: Sequence[str] | None, dense: Any) -> Any:
    from qdrant_client import models

    return models.QueryRequest(
        query=_vector(arm, query),
        using=arm,
        limit=depth(query.limit) if only is None else len(only),
        filter=_filter(wanted, only),
        params=dense if arm == "dense" else _params(wanted),
    )


def _vector(arm: str, query: Query) -> Any:
    return list(query.dense) if arm == "dense" else _sparse(query.sparse)


def _filter(wanted: Conditions, ids: Sequence[str] | None = None) -> Any:
    from qdrant_client import models

    must: list[Any] = [
        models.FieldCondition(key=field, match=models.MatchAny(any=values)) for field, values in wanted.items()
    ]
    if ids is not None:
        must.append(models.HasIdCondition(has_id=list(ids)))
    return models.Filter(must=must)


def _params(wanted: Conditions) -> Any:
    """A word's rarity is counted over the account alone, so that no tenant skews another's ranking."""
    from qdrant_client import models

    return models.SearchParams(idf=models.IdfCorpusParams(corpus=_filter({TENANT: wanted[TENANT]})))
