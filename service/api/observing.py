"""Around every request: how long it took, by its route; a span; a log line. Never its path, query or body."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.metrics import Metrics
from service.tracing import Tracing, Value

log = logging.getLogger("fineprint.http")
UNKNOWN_ROUTE = "unmatched"


@dataclass
class Observed:
    """ASGI middleware."""

    app: ASGIApp
    metrics: Metrics
    tracing: Tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, started = 500, time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        told: dict[str, Value] = {"http.request.method": scope["method"]}
        try:
            with self.tracing.span("http.request", told):
                try:
                    await self.app(scope, receive, sending)
                finally:
                    told |= {"http.route": route_of(scope), "http.response.status_code": status}
        finally:
            self._tell(scope["method"], route_of(scope), status, time.perf_counter() - started)

    def _tell(self, method: str, route: str, status: int, seconds: float) -> None:
        self.metrics.answered(method, route, status, seconds)
        told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("request", extra={"told": told})


def route_of(scope: Scope) -> str:
    """The template of the route that answered; what no route knows is told without its path."""
    route = scope.get("route")
    return str(getattr(route, "path", UNKNOWN_ROUTE))
