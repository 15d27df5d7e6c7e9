"""An account folder served as Jobber on a port: OAuth, GraphQL, files, and what a developer turns on the simulator."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ingest.jobber.simulator.control import ROOT, control
from ingest.jobber.simulator.cost import Limits
from ingest.jobber.simulator.exchange import Asked, Reply
from ingest.jobber.simulator.oauth import Registration
from ingest.jobber.simulator.simulator import Simulator, real_clock


def build_app(
    account_dir: Path,
    *,
    clock: Callable[[], datetime] = real_clock,
    registration: Registration | None = None,
    limits: Limits | None = None,
) -> Starlette:
    """The ASGI app over one account folder; raises `AccountFolderError`. Its state is `app.state.simulator`."""
    app = Starlette(routes=[Route("/{path:path}", _answer, methods=["GET", "POST", "DELETE"])])
    app.state.simulator = Simulator.of(account_dir, clock=clock, registration=registration, limits=limits)
    return app


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


def connection_settings(url: str, registration: Registration | None = None) -> dict[str, str]:
    """The settings that connect an installation to a simulator at `url`."""
    app = registration or Registration()
    return {
        "FINEPRINT_JOBBER_URL": url,
        "FINEPRINT_JOBBER_CLIENT_ID": app.client_id,
        "FINEPRINT_JOBBER_CLIENT_SECRET": app.client_secret,
    }


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


def _config(app: Starlette, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(app, host=host, port=port, log_level="warning", ws="none", lifespan="off", access_log=False)


async def _answer(request: Request) -> Response:
    simulator: Simulator = request.app.state.simulator
    asked = Asked(
        request.method,
        request.url.path,
        dict(request.query_params),
        dict(request.headers),
        await request.body(),
        str(request.base_url).rstrip("/"),
    )
    if asked.path.startswith(ROOT):
        return _Sent(await run_in_threadpool(control, simulator, asked))
    reply = await run_in_threadpool(simulator.respond, asked)
    await asyncio.sleep(reply.delay)
    return _Sent(reply)


class _Sent(Response):
    """A reply as it leaves: whole, or with the connection ended in it."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body, reply.status, dict(reply.headers))
        self._ending = reply.ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._ending == "whole":
            return await super().__call__(scope, receive, send)
        if self._ending == "cut":
            half = bytes(self.body[: len(self.body) // 2])
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": half, "more_body": True})
        return await _hang_up(receive)


async def _hang_up(receive: Receive) -> None:
    """End the connection as uvicorn's protocol holds it; ASGI has no message for that."""
    cycle = getattr(receive, "__self__", None)
    if cycle is None or not hasattr(cycle, "transport"):
        raise RuntimeError("connections are reset under uvicorn only; serve the simulator with `running`")
    cycle.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
