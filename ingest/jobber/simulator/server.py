"""An account folder served as Jobber: OAuth, GraphQL with cost and versioning, files, and what was written.

`/api/oauth/authorize` approves by itself (`?deny=1` denies), `/simulator/journal` lists the writes, and
`POST /simulator/reload` reads the folder again, as if somebody had worked in Jobber (writes in memory are dropped).
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from graphql import DocumentNode, GraphQLError, GraphQLSchema, execute_sync, parse, validate
from graphql.execution import ExecutionResult
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ingest.jobber.client import VERSION
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.call import Call
from ingest.jobber.simulator.cost import Bucket, Limits, actual_cost, requested_cost
from ingest.jobber.simulator.file_urls import FileUrls
from ingest.jobber.simulator.journal import Journal
from ingest.jobber.simulator.load import AccountFolderError, load_account
from ingest.jobber.simulator.oauth import NotAccepted, Registration, TokenServer
from ingest.jobber.simulator.resolvers import executable_schema


def real_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Simulator:
    """The state behind the routes. Requests are answered one at a time, as one account's writes must be."""

    folder: Path
    account: SimulatedAccount
    schema: GraphQLSchema
    tokens: TokenServer
    bucket: Bucket
    urls: FileUrls
    clock: Callable[[], datetime]
    journal: Journal = field(default_factory=Journal)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, body: Fields, base: str) -> Fields:
        """The GraphQL response to `{query, operationName, variables}`, with cost and versioning in its extensions."""
        variables = body.get("variables") or {}
        try:
            document = parse(str(body.get("query") or ""))
        except GraphQLError as error:
            return self._response({"errors": [error.formatted]}, 0, 0)
        errors = validate(self.schema, document)
        if errors:
            return self._response({"errors": [error.formatted for error in errors]}, 0, 0)
        requested = requested_cost(document, body.get("operationName"), variables)
        if not self.bucket.admits(requested):
            throttled = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
            return self._response({"errors": [throttled]}, requested, 0)
        return self._executed(document, body.get("operationName"), variables, requested, base)

    def _executed(
        self, document: DocumentNode, operation: str | None, variables: Fields, requested: int, base: str
    ) -> Fields:
        with self.lock:
            call = Call(
                self.account,
                self.journal,
                self.clock(),
                lambda file_id: self.urls.url(base, file_id),
                self.tokens.disconnect,
            )
            result = execute_sync(
                self.schema, document, context_value=call, variable_values=variables, operation_name=operation
            )
        actual = actual_cost(result.data)
        self.bucket.take(actual)
        return self._response(_plain(result), requested, actual)

    def _response(self, result: Fields, requested: int, actual: int) -> Fields:
        cost = {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": self.bucket.status()}
        return {**result, "extensions": {"cost": cost, "versioning": {"version": VERSION}}}


def build_app(
    account_dir: Path,
    *,
    clock: Callable[[], datetime] = real_clock,
    registration: Registration | None = None,
    limits: Limits | None = None,
) -> Starlette:
    """The ASGI app over one account folder; raises `AccountFolderError`. Its state is `app.state.simulator`."""
    account = load_account(account_dir)
    simulator = Simulator(
        account_dir,
        account,
        executable_schema(),
        TokenServer(registration or Registration(), account.account["id"], clock),
        Bucket(limits or Limits(), clock),
        FileUrls(clock),
        clock,
    )
    app = Starlette(routes=_routes())
    app.state.simulator = simulator
    return app


def serve(account_dir: Path, host: str, port: int, *, limits: Limits | None = None) -> None:
    """Serve until interrupted; raises `AccountFolderError`, and `OSError` where the port is taken."""
    server = uvicorn.Server(_config(build_app(account_dir, limits=limits), host, port))
    server.run(sockets=[_listen(host, port)])


@contextmanager
def running(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The app on a real port in a thread of its own; gives its URL. Port 0 takes a free one."""
    listening = _listen(host, port)
    server = uvicorn.Server(_config(app, host, port))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def _listen(host: str, port: int) -> socket.socket:
    """The protocol is named because asyncio turns Nagle's delay off only for sockets that name it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise OSError(f"the simulator cannot listen on {host}:{port}; give another port") from error
    return listening


def connection_settings(url: str, registration: Registration | None = None) -> dict[str, str]:
    """The settings that connect an installation to a simulator at `url`."""
    app = registration or Registration()
    return {
        "FINEPRINT_JOBBER_URL": url,
        "FINEPRINT_JOBBER_CLIENT_ID": app.client_id,
        "FINEPRINT_JOBBER_CLIENT_SECRET": app.client_secret,
    }


def _config(app: Starlette, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(app, host=host, port=port, log_level="warning", ws="none", lifespan="off", access_log=False)


def _routes() -> list[Route]:
    return [
        Route("/api/graphql", _graphql, methods=["POST"]),
        Route("/api/oauth/authorize", _authorize, methods=["GET"]),
        Route("/api/oauth/token", _token, methods=["POST"]),
        Route("/files/{file_id:path}", _file, methods=["GET"]),
        Route("/simulator/journal", _journal, methods=["GET"]),
        Route("/simulator/reload", _reload, methods=["POST"]),
    ]


def _simulator(request: Request) -> Simulator:
    simulator: Simulator = request.app.state.simulator
    return simulator


async def _graphql(request: Request) -> Response:
    refused = _unauthorized(request)
    if refused:
        return refused
    if "json" not in request.headers.get("content-type", ""):
        return JSONResponse({"message": "Only application/json is accepted"}, 415)
    if not request.headers.get("x-jobber-graphql-version"):
        return JSONResponse({"message": "GraphQL API version header is missing"}, 400)
    try:
        body = await request.json()
    except ValueError:
        return JSONResponse({"message": "The body is no JSON"}, 400)
    base = str(request.base_url).rstrip("/")
    return JSONResponse(await run_in_threadpool(_simulator(request).answer, body, base))


def _unauthorized(request: Request) -> Response | None:
    """As probed with Jobber: no token is HTTP 200 with an error, a bad or expired one is 401."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        error = {"message": "Not authenticated", "extensions": {"code": "UNAUTHENTICATED"}}
        return JSONResponse({"errors": [error]})
    try:
        _simulator(request).tokens.check_access(token)
    except NotAccepted as error:
        return JSONResponse({"message": str(error)}, 401)
    return None


async def _authorize(request: Request) -> Response:
    asked, tokens = request.query_params, _simulator(request).tokens
    uri = asked.get("redirect_uri", "")
    if asked.get("client_id") != tokens.registration.client_id or asked.get("response_type") != "code":
        return PlainTextResponse("client_id is unknown, or response_type is not code", 400)
    if not tokens.registration.redirects_to(uri):
        return PlainTextResponse("redirect_uri is neither on this machine nor registered", 400)
    if asked.get("deny"):
        return RedirectResponse(uri, 302)
    query = {"code": tokens.code(uri)} | ({"state": asked["state"]} if "state" in asked else {})
    return RedirectResponse(f"{uri}{'&' if '?' in uri else '?'}{urlencode(query)}", 302)


async def _token(request: Request) -> Response:
    form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
    try:
        return JSONResponse(_simulator(request).tokens.grant(form))
    except NotAccepted as error:
        return JSONResponse({"message": str(error)}, 401)


def _file(request: Request) -> Response:
    simulator, file_id = _simulator(request), request.path_params["file_id"]
    allowed = simulator.urls.allows(
        file_id, request.query_params.get("expires", ""), request.query_params.get("signature", "")
    )
    if not allowed:
        return PlainTextResponse("The link has expired or is not valid", 403)
    path = simulator.account.files.get(file_id)
    return FileResponse(path) if path and path.is_file() else PlainTextResponse("Not found", 404)


async def _journal(request: Request) -> Response:
    return JSONResponse(_simulator(request).journal.entries)


def _reload(request: Request) -> Response:
    simulator = _simulator(request)
    try:
        account = load_account(simulator.folder)
    except AccountFolderError as error:
        return JSONResponse({"problems": error.problems}, 422)
    with simulator.lock:
        simulator.account = account
    return JSONResponse({"reloaded": True})


def _plain(result: ExecutionResult) -> dict[str, Any]:
    errors = {"errors": [error.formatted for error in result.errors]} if result.errors else {}
    return {"data": result.data, **errors}
