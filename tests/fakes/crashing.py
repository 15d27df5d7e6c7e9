"""A way to Jobber that dies at a chosen request, as a process does that is killed there."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx


class Crash(BaseException):
    """Nothing of ours catches it, as nothing catches a kill."""


@dataclass
class CrashingTransport(httpx.BaseTransport):
    """Counts GraphQL requests; the one with the number `at` (from 1) is never sent, or its answer never seen.

    `lose` loses the answer as a broken connection does, instead of dying.
    """

    at: int = 0
    after_sending: bool = False
    lose: bool = False
    seen: int = 0
    inner: httpx.HTTPTransport = field(default_factory=lambda: httpx.HTTPTransport(verify=False))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/graphql"):
            return self.inner.handle_request(request)
        self.seen += 1
        if self.seen != self.at:
            return self.inner.handle_request(request)
        if self.after_sending:
            self.inner.handle_request(request).read()
        if self.lose:
            raise httpx.ReadError("connection lost", request=request)
        raise Crash

    def close(self) -> None:
        self.inner.close()
