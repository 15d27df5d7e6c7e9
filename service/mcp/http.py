"""The MCP server over streamable HTTP, at `/mcp` of the HTTP service, with the same keys as every other route."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from anyio.to_thread import run_sync
from mcp.server.mcpserver import Context
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from service.auth.bearer import Doorkeeper
from service.auth.roles import Permission, Principal
from service.desk import Desk
from service.mcp.tools import mcp_server
from service.writing import NotPermitted

PATH = "/mcp"


class McpEndpoint:
    """An ASGI app. Each call stands alone: it carries its own key, and no session outlives it."""

    def __init__(self, doorkeeper: Doorkeeper, desk_for: Callable[[Principal], Desk]) -> None:
        self._doorkeeper, self._desk_for = doorkeeper, desk_for
        self._app: Starlette | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        server = mcp_server(self._desk_of)
        # the checks of Host and Origin guard servers without keys; here every call needs one
        unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._app = server.streamable_http_app(
            streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=unchecked
        )
        async with server.session_manager.run():
            yield
        self._app = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if await run_sync(self._caller, headers) is None:
            await _unauthorized()(scope, receive, send)
        elif self._app is None:
            await _problem(503, "the MCP server is not running")(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _desk_of(self, ctx: Context[Any, Any], permission: Permission) -> Desk:
        principal = self._caller(Headers(dict(ctx.headers or {})))
        if principal is None or not principal.may(permission):
            raise NotPermitted(f"this key may not {permission.replace('_', ' ')}")
        return self._desk_for(principal)

    def _caller(self, headers: Headers) -> Principal | None:
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            return None
        principal = self._doorkeeper.admit(secret.strip(), account=None, role=None, jobber_user=None)
        # this machine's own command line has its own ways
        return None if principal is None or principal.name == "owner" else principal


def _unauthorized() -> JSONResponse:
    response = _problem(401, "send an API key as a bearer token; `fineprint api-keys create` makes one")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _problem(status: int, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": detail, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")
