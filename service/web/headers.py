"""What every page is sent with: a policy that lets nothing run or load but our own files, and nothing be kept."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
PAGE = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
FOR_EVER = "public, max-age=31536000, immutable"


class PageHeaders:
    """Adds them to HTML and event streams that carry HTML; a route that set a policy of its own keeps it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope)
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)


def _add(headers: MutableHeaders, scope: Scope) -> None:
    if headers.get("content-type", "").startswith(("text/html", "text/event-stream")):
        for name, value in PAGE.items():
            headers.setdefault(name, value)
    if scope["path"].startswith("/static/") and b"v=" in scope.get("query_string", b""):
        headers["cache-control"] = FOR_EVER
