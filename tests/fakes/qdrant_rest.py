"""A small Qdrant server: its REST interface, as far as we use it, over qdrant-client's own in-memory mode.

`asked` keeps what a collection was made with; an API key is asked for, as the real server does.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import TypeAdapter
from qdrant_client import QdrantClient, models

from tests.fakes.authority import Certified

Json = Any
NAME = r"/collections/([^/]+)"


class QdrantInMemory:
    """Requests come one after the other: the in-memory mode is no server for many threads."""

    def __init__(self, api_key: str) -> None:
        self.api_key = api_key
        self.client = QdrantClient(":memory:")
        self.made: dict[str, Json] = {}
        self.indexes: dict[str, dict[str, Json]] = {}
        self.snapshots: dict[str, list[str]] = {}
        self._lock = threading.Lock()
        self._routes: list[tuple[str, str, Callable[..., Json]]] = [
            ("GET", r"/collections", self._collections),
            ("GET", r"/aliases", self._aliases),
            ("POST", r"/collections/aliases", self._change_aliases),
            ("GET", NAME + "/exists", lambda body, name: {"exists": self.client.collection_exists(name)}),
            ("GET", NAME, lambda body, name: {**self.client.get_collection(name).model_dump(mode="json")}),
            ("PUT", NAME, self._create),
            ("DELETE", NAME, self._delete_collection),
            ("PUT", NAME + "/index", self._index),
            ("PUT", NAME + "/points", self._upsert),
            ("POST", NAME + "/points", self._retrieve),
            ("POST", NAME + "/points/delete", self._delete),
            ("POST", NAME + "/points/scroll", self._scroll),
            ("POST", NAME + "/points/query/batch", self._query),
            ("POST", NAME + "/snapshots", self._snapshot),
            ("GET", NAME + "/snapshots", self._list_snapshots),
            ("DELETE", NAME + r"/snapshots/([^/]+)", self._drop_snapshot),
        ]

    def answer(self, method: str, path: str, body: Json) -> tuple[int, Json]:
        for known, pattern, route in self._routes:
            found = re.fullmatch(pattern, path)
            if known == method and found:
                with self._lock, warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # of what the in-memory mode does without
                    return self._result(route, body, *found.groups())
        return 404, {"status": {"error": f"{method} {path} is not played"}}

    @staticmethod
    def _result(route: Callable[..., Json], body: Json, *names: str) -> tuple[int, Json]:
        try:
            return 200, {"result": route(body, *names), "status": "ok", "time": 0.0}
        except ValueError as error:
            return (409 if "already exists" in str(error) else 404), {"status": {"error": str(error)}}

    def _collections(self, _: Json) -> Json:
        return self.client.get_collections().model_dump(mode="json")

    def _aliases(self, _: Json) -> Json:
        return self.client.get_aliases().model_dump(mode="json")

    def _change_aliases(self, body: Json) -> Json:
        actions: list[Any] = TypeAdapter(models.ChangeAliasesOperation).validate_python(body).actions
        return self.client.update_collection_aliases(actions)

    def _create(self, body: Json, name: str) -> Json:
        asked = models.CreateCollection.model_validate(body)
        self.client.create_collection(name, vectors_config=asked.vectors, sparse_vectors_config=asked.sparse_vectors)
        self.made[name] = body
        return True

    def _delete_collection(self, _: Json, name: str) -> Json:
        self.made.pop(name, None)
        return self.client.delete_collection(name)

    def _index(self, body: Json, name: str) -> Json:
        self.indexes.setdefault(name, {})[body["field_name"]] = body["field_schema"]
        return _done()

    def _upsert(self, body: Json, name: str) -> Json:
        self.client.upsert(name, models.PointsList.model_validate(body).points)
        return _done()

    def _retrieve(self, body: Json, name: str) -> Json:
        asked = models.PointRequest.model_validate(body)
        records = self.client.retrieve(
            name, asked.ids, with_payload=asked.with_payload or False, with_vectors=asked.with_vector or False
        )
        return [record.model_dump(mode="json") for record in records]

    def _delete(self, body: Json, name: str) -> Json:
        selector: Any = TypeAdapter(models.PointsSelector).validate_python(body)
        self.client.delete(name, selector)
        return _done()

    def _scroll(self, body: Json, name: str) -> Json:
        asked = models.ScrollRequest.model_validate(body)
        records, offset = self.client.scroll(
            name,
            asked.filter,
            limit=asked.limit or 10,
            offset=asked.offset,
            with_payload=True if asked.with_payload is None else asked.with_payload,
            with_vectors=asked.with_vector or False,
        )
        return {"points": [record.model_dump(mode="json") for record in records], "next_page_offset": offset}

    def _query(self, body: Json, name: str) -> Json:
        asked = models.QueryRequestBatch.model_validate(body)
        found = self.client.query_batch_points(name, asked.searches)
        return [{"points": [point.model_dump(mode="json") for point in one.points]} for one in found]

    def _snapshot(self, _: Json, name: str) -> Json:
        made = self.snapshots.setdefault(name, [])
        made.append(f"{name}-{len(made)}.snapshot")
        return {"name": made[-1], "size": 1, "creation_time": None, "checksum": None}

    def _list_snapshots(self, _: Json, name: str) -> Json:
        return [{"name": each, "size": 1} for each in self.snapshots.get(name, ())]

    def _drop_snapshot(self, _: Json, name: str, snapshot: str) -> Json:
        self.snapshots[name].remove(snapshot)
        return True


@contextmanager
def serving_qdrant(api_key: str = "a-key", tls: Certified | None = None) -> Iterator[tuple[str, QdrantInMemory]]:
    """Its address, and what it holds; behind TLS where it has a certificate."""
    qdrant = QdrantInMemory(api_key)

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            if self.headers.get("api-key") != qdrant.api_key:
                status, told = 401, {"status": {"error": "Must provide an API key"}}
            else:
                status, told = qdrant.answer(self.command, self.path.partition("?")[0], body)
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls.certificate, tls.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}", qdrant
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _done() -> Json:
    return {"operation_id": 0, "status": "completed"}
