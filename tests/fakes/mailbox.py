"""A Slack webhook and an SMTP server that keep what they are sent; both small, on real sockets."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Received:
    """`faults` answers of an error come first."""

    url: str = ""
    slack: list[str] = field(default_factory=list)
    mail: list[Message] = field(default_factory=list)
    faults: int = 0


@contextmanager
def slack_webhook() -> Iterator[Received]:
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if received.faults:
                received.faults -= 1
                self.send_response(500)
            else:
                received.slack.append(json.loads(body)["text"])
                self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        received.url = f"http://127.0.0.1:{server.server_port}/services/T/B/x"
        with _running(server):
            yield received


@contextmanager
def smtp_server() -> Iterator[Received]:
    """Takes every message: HELO, MAIL, RCPT, DATA, QUIT (RFC 5321, and no more of it)."""
    received = Received()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            for raw in self.rfile:
                word = raw.decode().strip().upper()
                if word == "DATA":
                    self._say("354 go on")
                    received.mail.append(message_from_string(self._message()))
                self._say("221 bye" if word == "QUIT" else "250 ok")
                if word == "QUIT":
                    return

        def _message(self) -> str:
            lines = []
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                if line == ".":
                    break
                lines.append(line.removeprefix("."))
            return "\n".join(lines)

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        received.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        with _running(server):
            yield received


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
