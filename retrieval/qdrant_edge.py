"""The embedded index: one Qdrant Edge shard in a folder, opened by one process at a time.

The write-ahead log makes every write durable before it returns, and keeps the words of deleted points as well, as do
segments until they are rebuilt. So `purge` copies what lives into a fresh shard and removes the old one's files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

from anonymize.boundary import Scope
from retrieval.errors import IndexUnavailable
from retrieval.fusion import Wanted, candidates, fused
from retrieval.index import Narrowing, Point, Query, SparseVector
from retrieval.late import Sketch
from retrieval.model import Hit
from retrieval.payload import (
    FILTERED,
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

PAGE = 1000
LIVE, NEXT, DELETED = "live", "next", "deleted-since-purge"


class QdrantEdgeIndex:
    """`folder` belongs to this index alone; one lock orders everything, since `purge` swaps the shard."""

    def __init__(self, folder: Path, dimension: int, seal_for: SealFor) -> None:
        self._folder, self._dimension, self._seal_for = folder, dimension, seal_for
        self._lock = RLock()
        self._finish_interrupted_purge()
        self._shard = self._open(folder / LIVE)

    def upsert(self, points: Sequence[Point]) -> None:
        import qdrant_edge as qdrant

        ready = checked(points, self._seal_for)
        for first in range(0, len(ready), PAGE):
            batch = [_point(point) for point in ready[first : first + PAGE]]
            with self._lock:
                self._shard.update(qdrant.UpdateOperation.upsert_points(batch))

    def search(self, scope: Scope, query: Query) -> list[Hit]:
        wanted = conditions(scope, query.within)
        if wanted is None or query.limit < 1:
            return []
        with self._lock:
            arms = candidates(lambda asked: self._scored(asked, query, wanted), query)
            best = fused(arms, query)
            records = self._shard.retrieve([id for id, _ in best], with_payload=True, with_vector=False)
        return hits(best, arms, {str(record.id): record.payload for record in records}, self._seal_for)

    def delete_documents(self, scope: Scope, document_ids: Iterable[str]) -> None:
        wanted = conditions(scope, Narrowing(documents=tuple(document_ids)))
        if wanted is not None and "document_id" in wanted:
            self._delete(wanted, None)

    def delete_points(self, scope: Scope, point_ids: Iterable[str]) -> None:
        wanted, ids = conditions(scope, Narrowing()), sorted(set(point_ids))
        if wanted is not None and ids:
            self._delete(wanted, ids)

    def sketches(self, scope: Scope, within: Narrowing) -> dict[str, Sketch]:
        wanted = conditions(scope, within)
        if wanted is None:
            return {}
        with self._lock:
            records = list(self._records(_filter(wanted), payload=[SKETCH]))
        return {str(record.id): found for record in records if (found := sketch(record.payload or {}))}

    def point_ids(self, scope: Scope, document_id: str | None = None) -> set[str]:
        wanted = conditions(scope, Narrowing(documents=(document_id,) if document_id is not None else ()))
        if wanted is None:
            return set()
        with self._lock:
            return {str(record.id) for record in self._records(_filter(wanted))}

    def purge(self) -> None:
        with self._lock:
            if not (self._folder / DELETED).exists():
                return
            self._copy_living()
            self._shard.close()
            shutil.rmtree(self._folder / LIVE)
            (self._folder / NEXT).rename(self._folder / LIVE)
            (self._folder / DELETED).unlink()
            self._shard = self._open(self._folder / LIVE)

    def close(self) -> None:
        with self._lock:
            self._shard.flush()
            self._shard.close()

    def _delete(self, wanted: Conditions, ids: list[str] | None) -> None:
        import qdrant_edge as qdrant

        with self._lock:
            (self._folder / DELETED).touch()
            self._shard.update(qdrant.UpdateOperation.delete_points_by_filter(_filter(wanted, ids)))

    def _copy_living(self) -> None:
        import qdrant_edge as qdrant

        shutil.rmtree(self._folder / NEXT, ignore_errors=True)
        fresh = self._open(self._folder / NEXT)
        points: list[Any] = []
        for record in self._records(qdrant.Filter(), vectors=True):
            points.append(qdrant.Point(record.id, record.vector, record.payload))
            if len(points) == PAGE:
                fresh.update(qdrant.UpdateOperation.upsert_points(points))
                points = []
        fresh.update(qdrant.UpdateOperation.upsert_points(points))
        fresh.flush()
        fresh.close()

    def _records(self, wanted: Any, vectors: bool = False, payload: Any = False) -> Iterator[Any]:
        import qdrant_edge as qdrant

        offset = None
        while True:
            request = qdrant.ScrollRequest(offset, PAGE, wanted, with_payload=vectors or payload, with_vector=vectors)
            records, offset = self._shard.scroll(request)
            yield from records
            if offset is None:
                return

    def _scored(
        self, asked: Sequence[Wanted], query: Query, wanted: Conditions
    ) -> Sequence[Sequence[tuple[str, float]]]:
        import qdrant_edge as qdrant

        requests = [
            qdrant.QueryRequest(
                depth(query.limit) if only is None else len(only),
                query=_nearest(arm, query),
                filter=_filter(wanted, only),
                params=_params(arm, wanted),
            )
            for arm, only in asked
        ]
        found = self._shard.query_batch(qdrant.QueryBatchRequest(requests))
        return [[(str(point.id), point.score) for point in points] for points in found]

    def _finish_interrupted_purge(self) -> None:
        """A purge that stopped between removing the old shard and naming the new one left only the new one."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        live, fresh = self._folder / LIVE, self._folder / NEXT
        if fresh.exists() and not (live / "edge_config.json").exists():
            shutil.rmtree(live, ignore_errors=True)
            fresh.rename(live)
        shutil.rmtree(fresh, ignore_errors=True)

    def _open(self, shard: Path) -> Any:
        import qdrant_edge as qdrant

        try:
            if (shard / "edge_config.json").exists():
                return qdrant.EdgeShard.load(str(shard))
            shutil.rmtree(shard, ignore_errors=True)
            shard.mkdir(parents=True, mode=0o700)
            return _created(shard, self._dimension)
        except Exception as error:
            raise IndexUnavailable("the index folder cannot be opened; another process may own it") from error


def _created(shard: Path, dimension: int) -> Any:
    import qdrant_edge as qdrant

    config = qdrant.EdgeConfig(
        vectors={"dense": qdrant.EdgeVectorParams(size=dimension, distance=qdrant.Distance.Cosine)},
        sparse_vectors={"sparse": qdrant.EdgeSparseVectorParams(modifier=qdrant.Modifier.Idf)},
        wal_enabled=True,
    )
    created = qdrant.EdgeShard.create(str(shard), config)
    for field in FILTERED:
        index = qdrant.KeywordIndexParams(is_tenant=field == TENANT)
        created.update(qdrant.UpdateOperation.create_field_index(field, index))
    return created


def _point(point: Point) -> Any:
    import qdrant_edge as qdrant

    vectors = {"dense": list(point.dense), "sparse": _sparse(point.sparse)}
    return qdrant.Point(point.clause.id, vectors, payload(point))


def _sparse(vector: SparseVector) -> Any:
    import qdrant_edge as qdrant

    return qdrant.SparseVector(list(vector.indices), list(vector.values))


def _nearest(arm: str, query: Query) -> Any:
    import qdrant_edge as qdrant

    vector = list(query.dense) if arm == "dense" else _sparse(query.sparse)
    return qdrant.Query.Nearest(vector, using=arm)


def _filter(wanted: Conditions, ids: Sequence[str] | None = None) -> Any:
    import qdrant_edge as qdrant

    must: list[Any] = [qdrant.FieldCondition(field, match=qdrant.MatchAny(any)) for field, any in wanted.items()]
    if ids is not None:
        must.append(qdrant.HasIdCondition(set(ids)))
    return qdrant.Filter(must=must)


def _params(arm: str, wanted: Conditions) -> Any:
    """Exact search; a word's rarity is counted over the account alone, so that no tenant skews another's ranking."""
    import qdrant_edge as qdrant

    if arm == "dense":
        return qdrant.SearchParams(exact=True)
    return qdrant.SearchParams(exact=True, idf=qdrant.IdfParams(corpus=_filter({TENANT: wanted[TENANT]})))
