"""The gRPC interface of the small Qdrant server, as far as we use it, over the same in-memory mode as its REST interface.

Requests are read and answers written by qdrant-client's own conversions: what the real client sends over the wire has to
come to the same models that it sends over REST.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc as rpc
from qdrant_client import grpc, models
from qdrant_client.conversions.conversion import GrpcToRest, RestToGrpc

from tests.fakes.authority import Certified
from tests.fakes.qdrant_rest import QdrantInMemory


class _Points(grpc.PointsServicer):
    def __init__(self, qdrant: QdrantInMemory) -> None:
        self._qdrant = qdrant

    def Upsert(self, request: Any, context: Any) -> Any:  # noqa: N802
        points = [GrpcToRest.convert_point_struct(point) for point in request.points]
        return _done(self._qdrant.client.upsert(request.collection_name, points))

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        selector = GrpcToRest.convert_points_selector(request.points)
        return _done(self._qdrant.client.delete(request.collection_name, selector))

    def CreateFieldIndex(self, request: Any, context: Any) -> Any:  # noqa: N802
        tenant = request.field_index_params.keyword_index_params.is_tenant
        self._qdrant.indexes.setdefault(request.collection_name, {})[request.field_name] = {"is_tenant": tenant}
        return _done(models.UpdateResult(operation_id=0, status=models.UpdateStatus.COMPLETED))

    def Get(self, request: Any, context: Any) -> Any:  # noqa: N802
        ids = [GrpcToRest.convert_point_id(id) for id in request.ids]
        payload = GrpcToRest.convert_with_payload_selector(request.with_payload)
        records = self._qdrant.client.retrieve(request.collection_name, ids, with_payload=payload)
        return grpc.GetResponse(result=map(_retrieved, records))

    def Scroll(self, request: Any, context: Any) -> Any:  # noqa: N802
        records, offset = self._qdrant.client.scroll(
            request.collection_name,
            GrpcToRest.convert_filter(request.filter) if request.HasField("filter") else None,
            limit=request.limit,
            offset=GrpcToRest.convert_point_id(request.offset) if request.HasField("offset") else None,
            with_payload=GrpcToRest.convert_with_payload_selector(request.with_payload),
        )
        following = None if offset is None else RestToGrpc.convert_extended_point_id(offset)
        return grpc.ScrollResponse(result=map(_retrieved, records), next_page_offset=following)

    def QueryBatch(self, request: Any, context: Any) -> Any:  # noqa: N802
        asked = [GrpcToRest.convert_query_points(query) for query in request.query_points]
        found = self._qdrant.client.query_batch_points(request.collection_name, asked)
        return grpc.QueryBatchResponse(
            result=[grpc.BatchResult(result=map(RestToGrpc.convert_scored_point, one.points)) for one in found]
        )


class _Collections(grpc.CollectionsServicer):
    def __init__(self, qdrant: QdrantInMemory) -> None:
        self._qdrant = qdrant

    def CollectionExists(self, request: Any, context: Any) -> Any:  # noqa: N802
        exists = self._qdrant.client.collection_exists(request.collection_name)
        return grpc.CollectionExistsResponse(result=grpc.CollectionExists(exists=exists))

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        sparse = request.sparse_vectors_config.map
        self._qdrant.client.create_collection(
            request.collection_name,
            vectors_config=GrpcToRest.convert_vectors_config(request.vectors_config),
            sparse_vectors_config={name: GrpcToRest.convert_sparse_vector_params(sparse[name]) for name in sparse},
        )
        return grpc.CollectionOperationResponse(result=True)

    def Get(self, request: Any, context: Any) -> Any:  # noqa: N802
        info = self._qdrant.client.get_collection(request.collection_name)
        return grpc.GetCollectionInfoResponse(result=RestToGrpc.convert_collection_info(info))


class _Snapshots(grpc.SnapshotsServicer):
    def List(self, request: Any, context: Any) -> Any:  # noqa: N802
        return grpc.ListSnapshotsResponse()


class _Asking(rpc.ServerInterceptor):  # type: ignore[misc]
    """Asks for the API key, takes one request at a time, and keeps which were made."""

    def __init__(self, qdrant: QdrantInMemory, asked: list[str]) -> None:
        self._qdrant, self._asked = qdrant, asked

    def intercept_service(self, continuation: Callable[[Any], Any], details: Any) -> Any:
        if dict(details.invocation_metadata).get("api-key") != self._qdrant.api_key:
            return rpc.unary_unary_rpc_method_handler(_refuse)
        self._asked.append(details.method.rpartition("/")[2])
        return continuation(details)


def _refuse(_: Any, context: Any) -> None:
    context.abort(rpc.StatusCode.UNAUTHENTICATED, "Must provide an API key")


def _retrieved(record: models.Record) -> Any:
    return RestToGrpc.convert_retrieved_point(record.model_copy(update={"payload": record.payload or {}}))


def _done(result: Any) -> Any:
    return grpc.PointsOperationResponse(result=RestToGrpc.convert_update_result(result))


@contextmanager
def serving_grpc(qdrant: QdrantInMemory, tls: Certified | None = None) -> Iterator[tuple[int, list[str]]]:
    """Its port, and the names of the calls that came."""
    asked: list[str] = []
    with warnings.catch_warnings(), ThreadPoolExecutor(1) as pool:  # the in-memory mode is no server for many threads
        warnings.simplefilter("ignore")  # of what the in-memory mode does without
        server = rpc.server(pool, interceptors=[_Asking(qdrant, asked)])
        adding: list[tuple[Any, Any]] = [
            (grpc.add_PointsServicer_to_server, _Points(qdrant)),
            (grpc.add_CollectionsServicer_to_server, _Collections(qdrant)),
            (grpc.add_SnapshotsServicer_to_server, _Snapshots()),
        ]
        for add, servicer in adding:
            add(servicer, server)
        port = _bound(server, tls)
        server.start()
        try:
            yield port, asked
        finally:
            server.stop(0).wait()


def _bound(server: Any, tls: Certified | None) -> int:
    if tls is None:
        return int(server.add_insecure_port("127.0.0.1:0"))
    pair = (tls.key.read_bytes(), tls.certificate.read_bytes())
    return int(server.add_secure_port("127.0.0.1:0", rpc.ssl_server_credentials([pair])))
