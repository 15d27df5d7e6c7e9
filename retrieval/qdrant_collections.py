"""A Qdrant server's connection and its collections: how they are made, what is kept in memory, and their snapshots."""

from __future__ import annotations

import functools
import ssl
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from retrieval.errors import IndexUnavailable
from retrieval.payload import FILTERED, TENANT

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

TIMEOUT_SECONDS = 30
UNREACHABLE = "the Qdrant server does not answer; check FINEPRINT_QDRANT_URL"
REFUSED = "the Qdrant server refuses the API key; check FINEPRINT_QDRANT_API_KEY"
# Vectors of a tenant are searched through a graph of their own: a graph over all would be walked past other tenants'.
TENANT_LINKS, LINKS = 16, 0


def connected(
    url: str, api_key: str | None = None, *, ca: Path | None = None, grpc_port: int | None = None
) -> QdrantClient:
    """A client of the server at `url`; nothing is asked of it yet. Its calls raise `IndexUnavailable`.

    `ca` is a certificate authority in PEM, for an https address; `grpc_port` has points read and written over gRPC.
    """
    from qdrant_client import QdrantClient

    trusted: dict[str, Any] = {}
    if ca is not None:
        trusted = {
            "verify": ssl.create_default_context(cafile=ca),
            "grpc_options": {"root_certificates": ca.read_bytes()},
        }
    with warnings.catch_warnings():
        # A key without TLS is for a network of the machine's own, as in docker-compose.yml.
        warnings.filterwarnings("ignore", message="Api key is used with an insecure connection")
        client = QdrantClient(
            url=url,
            api_key=api_key,
            timeout=TIMEOUT_SECONDS,
            check_compatibility=False,
            prefer_grpc=grpc_port is not None,
            grpc_port=grpc_port or 6334,
            **trusted,
        )
    return cast("QdrantClient", Reachable(client))


class Reachable:
    """A client whose faults of the connection tell a person what to look at, and nothing of what was asked."""

    def __init__(self, client: QdrantClient) -> None:
        self._reached = client

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._reached, name)
        return _telling(value) if callable(value) and not name.startswith("_") else value


def create_collection(client: QdrantClient, collection: str, dimension: int, *, quantized: bool) -> None:
    """Ready for many accounts. `quantized` keeps an int8 copy of every vector in memory and the vectors on disk."""
    from qdrant_client import models

    int8 = models.ScalarQuantizationConfig(type=models.ScalarType.INT8, quantile=0.99, always_ram=True)
    client.create_collection(
        collection,
        vectors_config={
            "dense": models.VectorParams(
                size=dimension,
                distance=models.Distance.COSINE,
                on_disk=quantized,
                hnsw_config=models.HnswConfigDiff(payload_m=TENANT_LINKS, m=LINKS),
                quantization_config=models.ScalarQuantization(scalar=int8) if quantized else None,
            )
        },
        sparse_vectors_config={"sparse": models.SparseVectorParams(modifier=models.Modifier.IDF)},
        optimizers_config=models.OptimizersConfigDiff(deleted_threshold=0.001, vacuum_min_vector_number=100),
    )
    if not is_local(client):  # payload indexes mean nothing to the local mode, which warns
        for field in FILTERED:
            schema = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=field == TENANT)
            client.create_payload_index(collection, field, schema, wait=True)


def dense_params(client: QdrantClient) -> Any:
    """How vectors are searched: by their int8 copies, twice as many as wanted, which are then ranked by the vectors."""
    from qdrant_client import models

    if is_local(client):  # compares with every vector, and warns of being told more
        return models.SearchParams()
    return models.SearchParams(quantization=models.QuantizationSearchParams(rescore=True, oversampling=2.0))


def snapshot(client: QdrantClient, collection: str) -> str:
    """Have the server write the whole collection into a file of its own; returns its name."""
    made = client.create_snapshot(collection, wait=True)
    if made is None:
        raise IndexUnavailable("the Qdrant server made no snapshot; look at its log")
    return made.name


def drop_snapshots(client: QdrantClient, collection: str) -> int:
    """Delete the server's snapshots of a collection, which hold what was deleted since; returns how many."""
    names = [each.name for each in client.list_snapshots(collection)]
    for name in names:
        client.delete_snapshot(collection, name, wait=True)
    return len(names)


def is_local(client: QdrantClient) -> bool:
    """Whether this is qdrant-client's own in-memory mode, which has no payload indexes and no snapshots."""
    from qdrant_client.local.qdrant_local import QdrantLocal

    return isinstance(client._client, QdrantLocal)


def transport_errors() -> tuple[type[Exception], ...]:
    from grpc import RpcError
    from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

    return OSError, ResponseHandlingException, UnexpectedResponse, RpcError


def _telling(call: Any) -> Any:
    @functools.wraps(call)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except transport_errors() as error:
            raise IndexUnavailable(_told(error)) from None

    return called


def _told(error: Exception) -> str:
    """The status alone: a server's words may repeat what was asked."""
    status = getattr(error, "status_code", None)
    if status in (401, 403) or _grpc_code(error) in ("UNAUTHENTICATED", "PERMISSION_DENIED"):
        return REFUSED
    return UNREACHABLE if status is None else f"the Qdrant server answered with status {status}; look at its log"


def _grpc_code(error: Exception) -> str:
    code = getattr(error, "code", None)
    return getattr(code(), "name", "") if callable(code) else ""
