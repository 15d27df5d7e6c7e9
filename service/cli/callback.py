"""Waiting on loopback for the redirect that brings the code of `fineprint connect`."""

from __future__ import annotations

import secrets
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ingest.jobber.errors import Disconnected
from ingest.jobber.oauth import JobberApp


class _Callback(HTTPServer):
    path, parameters = "", {}  # type: tuple[str, dict[str, list[str]]]


class _Handler(BaseHTTPRequestHandler):
    server: _Callback

    def do_GET(self) -> None:
        called = urlsplit(self.path)
        known = called.path == self.server.path
        if known:
            self.server.parameters = {"": [""], **parse_qs(called.query)}
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"You can close this page; the command line goes on." if known else b"")

    def log_message(self, *_: Any) -> None:
        """The request line holds the code; it is never logged."""


def wait_for_code(app: JobberApp) -> str:
    """Print the address to open, wait for the redirect, and return its code. Raises `Disconnected` when denied."""
    redirect = urlsplit(app.redirect_uri)
    state = secrets.token_urlsafe(24)
    with _Callback((redirect.hostname or "127.0.0.1", redirect.port or 80), _Handler) as server:
        server.path = redirect.path
        print(f"Open this address as an admin of the Jobber account:\n\n  {app.authorize_url(state)}\n", flush=True)
        while not server.parameters:
            server.handle_request()
    return _code(server.parameters, state)


def _code(parameters: dict[str, list[str]], state: str) -> str:
    if "code" not in parameters:
        raise Disconnected("the permission was denied in Jobber; an admin of the account has to allow it")
    if parameters.get("state") != [state]:
        raise Disconnected("the redirect does not carry this request's state; start `fineprint connect` again")
    return parameters["code"][0]
