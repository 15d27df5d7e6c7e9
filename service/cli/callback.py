"""Waiting on loopback for the redirect that brings the code of `fineprint connect`."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from ingest.jobber.authorization import LIFETIME, Authorizations, FlowRefused
from ingest.jobber.errors import Disconnected
from ingest.jobber.oauth import JobberApp

DENIED = "the permission was denied in Jobber; an admin of the account has to allow it"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class CannotListen(RuntimeError):
    """The redirect does not come to this machine, or its port is taken."""


class _Callback(HTTPServer):
    """Listens where the redirect goes until it came. What belongs to no flow of ours is answered and passed over."""

    def __init__(self, app: JobberApp, flows: Authorizations) -> None:
        self.redirect = urlsplit(app.redirect_uri)
        self.app, self.flows = app, flows
        self.state = flows.begin("owner")
        self.browser = flows.take_up(self.state)
        self.code: str | None = None
        self.denied = False
        super().__init__(_address(self.redirect), _Handler)

    @property
    def is_over(self) -> bool:
        return self.denied or self.code is not None

    def take(self, query: str) -> tuple[int, str]:
        """The status for the browser, and what it reads or where it goes next."""
        given = {name: values[0] for name, values in parse_qs(query).items()}
        if not given or "error" in given:
            self.denied = True
            return 200, "Permission was denied. You can close this page."
        if "state" not in given:  # the App Marketplace's start: never exchanged, begun again as ours
            return 302, self.app.authorize_url(self.state)
        try:
            self.flows.complete(given["state"], self.browser)
        except FlowRefused as refused:
            return 400, str(refused)
        self.code = given.get("code", "")
        return 200, "You can close this page; the command line goes on."


class _Handler(BaseHTTPRequestHandler):
    server: _Callback
    timeout = 10  # seconds a connection may stay silent

    def do_GET(self) -> None:
        called = urlsplit(self.path)
        known = called.path == self.server.redirect.path
        status, answer = self.server.take(called.query) if known else (404, "")
        self.send_response(status)
        if status == 302:
            self.send_header("Location", answer)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(b"" if status == 302 else answer.encode())

    def log_message(self, *_: Any) -> None:
        """The request line holds the code; it is never logged."""


def wait_for_code(app: JobberApp, flows: Authorizations) -> str:
    """Print the address to open, wait for the redirect, and return its code.

    Raises `Disconnected` when permission was denied, `FlowRefused` when nobody came, `CannotListen`.
    """
    deadline = time.monotonic() + LIFETIME.total_seconds()
    with _Callback(app, flows) as server:
        print(
            f"Open this address as an admin of the Jobber account:\n\n  {app.authorize_url(server.state)}\n", flush=True
        )
        while not server.is_over and time.monotonic() < deadline:
            server.timeout = deadline - time.monotonic()
            server.handle_request()
    if server.denied:
        raise Disconnected(DENIED)
    if not server.code:
        raise FlowRefused("nobody gave permission within ten minutes; run `fineprint connect` again")
    return server.code


def _address(redirect: SplitResult) -> tuple[str, int]:
    if redirect.hostname not in LOOPBACK:
        raise CannotListen(
            f"Jobber redirects to {redirect.hostname}, not to this machine: start `fineprint serve` there, or fetch the "
            "code yourself and give it as --code"
        )
    return redirect.hostname or "", redirect.port or 80
