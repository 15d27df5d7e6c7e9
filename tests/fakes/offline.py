"""A simulated account without sockets, on a clock that only waiting moves."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from anonymize.boundary import Scope
from ingest.jobber.client import JobberClient
from ingest.jobber.connection import client_of, connect
from ingest.jobber.oauth import JobberApp
from ingest.jobber.simulator.cost import Limits
from ingest.jobber.simulator.simulator import Simulator
from ingest.jobber.simulator.transport import SimulatorTransport
from ingest.jobber.throttle import Throttle
from tests.fakes.account import REDIRECT, HandClock, write_account
from tests.fakes.tokens import MemoryTokenStore

APP = JobberApp("https://jobber.test", "demo-client", "demo-secret", REDIRECT)


class Offline:
    """`requests` are those that left, the connecting ones left out. A request takes `latency` seconds."""

    def __init__(
        self,
        folder: Path,
        plain: dict[str, Any] | None = None,
        *,
        limits: Limits | None = None,
        reserve: float = 0,
        latency: float = 0.0,
    ) -> None:
        self.clock = HandClock()
        self.simulator = Simulator.of(write_account(folder, plain), clock=self.clock, limits=limits)
        transport = SimulatorTransport(self.simulator, sleep=self.sleep, latency=latency)
        self.http = httpx.Client(transport=transport, timeout=30.0)
        self.throttle = Throttle(reserve, clock=lambda: self.clock.now.timestamp(), sleep=self.sleep)
        self.store = MemoryTokenStore()
        redirect = self.http.get(APP.authorize_url("state-1")).headers["location"]
        code = parse_qs(urlsplit(redirect).query)["code"][0]
        self.account = connect(self.http, APP, self.store, code).id
        self.requests = list[httpx.Request]()
        self.http.event_hooks = {"request": [self.requests.append]}

    @property
    def scope(self) -> Scope:
        return Scope(self.account)

    def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    def client(self) -> JobberClient:
        return client_of(self.http, APP, self.store, self.account, self.throttle)
