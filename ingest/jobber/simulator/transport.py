"""The simulator without sockets: an httpx transport for tests and benchmarks, faults and slow answers included."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx

from ingest.jobber.simulator.exchange import Asked
from ingest.jobber.simulator.simulator import Simulator


class SimulatorTransport(httpx.BaseTransport):
    """Answers every host. `sleep` passes the time an answer takes: give the one that moves the simulator's clock.

    `latency` are the seconds every exchange takes.
    """

    def __init__(
        self, simulator: Simulator, *, sleep: Callable[[float], None] = time.sleep, latency: float = 0.0
    ) -> None:
        self._simulator, self._sleep, self._latency = simulator, sleep, latency

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        reply = self._simulator.respond(_asked(request))
        self._wait(reply.delay + self._latency, request)
        if reply.ending == "reset":
            raise httpx.ReadError("the connection was reset", request=request)
        if reply.ending == "cut":
            raise httpx.RemoteProtocolError("the connection ended in the body", request=request)
        return httpx.Response(reply.status, content=reply.body, headers=dict(reply.headers), request=request)

    def _wait(self, seconds: float, request: httpx.Request) -> None:
        patience = request.extensions.get("timeout", {}).get("read")
        if patience is not None and seconds > patience:
            self._sleep(patience)
            raise httpx.ReadTimeout("no answer in time", request=request)
        if seconds:
            self._sleep(seconds)


def _asked(request: httpx.Request) -> Asked:
    return Asked(
        request.method,
        request.url.path,
        dict(request.url.params),
        {name.lower(): value for name, value in request.headers.items()},
        request.read(),
        f"{request.url.scheme}://{request.url.netloc.decode()}",
    )
