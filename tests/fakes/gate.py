"""Stands between an installation and Jobber: notes what passes, and holds one request back so that a crash can be timed.

A held request is either not handed on, or handed on and its answer kept: Jobber has written, and nobody was told.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"}


class Gate:
    """`passed` lists GraphQL operations and file paths in the order they came."""

    def __init__(self, jobber_url: str) -> None:
        self._jobber = httpx.Client(base_url=jobber_url, timeout=30)
        self.passed: list[str] = []
        self.url = ""
        self.holding = threading.Event()
        self._held, self._after_answer = "", False
        self._released = threading.Event()

    def hold(self, what: str, *, answer: bool = False) -> None:
        """From now on keep every request that begins so, or with `answer` what Jobber says to it."""
        self._held, self._after_answer = what, answer
        self.holding.clear()
        self._released.clear()

    def release(self) -> None:
        self._held = ""
        self._released.set()

    def close(self) -> None:
        self._jobber.close()

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response | None:
        what = _what(path, body)
        self.passed.append(what)
        held = bool(self._held) and what.startswith(self._held)
        answer = None if held and not self._after_answer else self._ask(method, path, headers, body)
        if held:
            self.holding.set()
            self._released.wait()
            return None
        return answer

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        """The client's own `Host` is kept, so that the file links in an answer lead through the gate as well."""
        return self._jobber.request(method, path, headers=headers, content=body)


def _what(path: str, body: bytes) -> str:
    if path.startswith("/api/graphql"):
        return str(json.loads(body)["operationName"])
    return urlsplit(path).path


@contextmanager
def gate(jobber_url: str) -> Iterator[Gate]:
    made = Gate(jobber_url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = made.pass_on(self.command, self.path, dict(self.headers), body)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = handle_one  # noqa: N815 - the names http.server calls

        def log_message(self, format: str, *arguments: object) -> None:
            """What passes is noted in `passed`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.release()
        server.shutdown()
        server.server_close()
        thread.join(10)
        made.close()
