"""An OpenAI-compatible chat endpoint on loopback that replies as a script says, and notes what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any

Script = Callable[["Asked"], str]


@dataclass(frozen=True)
class Asked:
    """One call: the request's body as it came, and what of it a script looks at."""

    body: dict[str, Any]
    key: str

    @property
    def system(self) -> str:
        return "\n".join(message["content"] for message in self.body["messages"] if message["role"] == "system")

    @property
    def material(self) -> dict[str, Any]:
        """The JSON object of the user message."""
        found: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return found

    @property
    def sources(self) -> list[dict[str, Any]]:
        return list(self.material.get("sources", []))

    @property
    def everything(self) -> str:
        return json.dumps(self.body, ensure_ascii=False)


@dataclass
class ModelEndpoint:
    """`status` other than 200 refuses every call; `breaks_after` closes the connection after so many pieces;
    `stalls_after` stays silent from that piece on until `released`; without `knows_schemas` a `response_format` is
    refused with 400."""

    script: Script
    url: str = ""
    status: int = 200
    breaks_after: int | None = None
    stalls_after: int | None = None
    knows_schemas: bool = True
    tells_usage: bool = True
    released: Event = field(default_factory=Event)
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def model_endpoint(script: Script) -> Iterator[ModelEndpoint]:
    """Serves until the block ends; `url` is what FINEPRINT_LLM_URL takes."""
    endpoint = ModelEndpoint(script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"endpoint": endpoint}))
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    endpoint: ModelEndpoint

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(body, self.headers.get("Authorization", "").removeprefix("Bearer "))
        self.endpoint.asked.append(asked)
        refusal = self._refusal(body)
        if refusal:
            self._refuse(refusal)
        else:
            self._stream(self.endpoint.script(asked))

    def _refusal(self, body: dict[str, Any]) -> int | None:
        if self.path != "/v1/chat/completions":
            return 404
        if self.endpoint.status != 200:
            return self.endpoint.status
        return 400 if "response_format" in body and not self.endpoint.knows_schemas else None

    def _refuse(self, status: int) -> None:
        reply = json.dumps({"error": {"message": "no", "type": "invalid_request_error"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def _stream(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for number, start in enumerate(range(0, len(text), 24)):
            if number == self.endpoint.stalls_after:
                self.endpoint.released.wait()
            if number in (self.endpoint.breaks_after, self.endpoint.stalls_after):
                return
            self._chunk({"choices": [_delta({"content": text[start : start + 24]})]})
        self._chunk({"choices": [_delta({}, "stop")]})
        if self.endpoint.tells_usage:
            usage = {"prompt_tokens": 700, "completion_tokens": 50, "total_tokens": 750}
            self._chunk({"choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _chunk(self, part: dict[str, Any]) -> None:
        whole = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "scripted", **part}
        self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
        self.wfile.flush()


def _delta(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}
