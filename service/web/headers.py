"""What every page is sent with: a policy that lets nothing run or load but our own files, and nothing be kept.

A browser that is not signed in is sent to sign in and comes back to where it was going.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
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
                if message["status"] == 401:
                    _send_to_sign_in(message, scope)
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)


def _add(headers: MutableHeaders, scope: Scope) -> None:
    if headers.get("content-type", "").startswith(("text/html", "text/event-stream")):
        for name, value in PAGE.items():
            headers.setdefault(name, value)
    if scope["path"].startswith("/static/") and b"v=" in scope.get("query_string", b""):
        headers["cache-control"] = FOR_EVER


def _send_to_sign_in(message: Message, scope: Scope) -> None:
    """A page that was asked for by its address, or by htmx from a page whose session has ended."""
    asked, headers = Headers(scope=scope), MutableHeaders(scope=message)
    if "hx-request" in asked:
        headers["hx-redirect"] = f"/sign-in?then={quote(urlsplit(asked.get('hx-current-url', '')).path or '/')}"
    elif scope["method"] == "GET" and "text/html" in asked.get("accept", ""):
        message["status"] = 303
        headers["location"] = f"/sign-in?then={quote(scope['path'])}"
