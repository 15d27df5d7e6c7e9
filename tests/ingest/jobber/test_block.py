"""Jobber's block after unusual activity: one answer of it, and no call leaves for 30 minutes, from any process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine

import anonymize.tables
from anonymize.keys import Keyring
from ingest.jobber import tables
from ingest.jobber.auth import JobberAuth
from ingest.jobber.client import JobberClient
from ingest.jobber.errors import Blocked
from ingest.jobber.oauth import OAuth
from ingest.jobber.simulator.faults import TOKEN, Fault, FaultKind
from ingest.jobber.throttle import Throttle
from ingest.jobber.token_store import SqlTokenStore
from tests.fakes.account import HandClock, Served


class Office:
    """An installation: its database stays, its processes come and go."""

    def __init__(self, jobber: Served, http: httpx.Client, clock: HandClock, folder: Path) -> None:
        self.jobber, self._http, self._clock, self._folder = jobber, http, clock, folder
        self.requests: list[httpx.Request] = []
        http.event_hooks = {"request": [self.requests.append]}
        engine = create_engine(f"sqlite:///{folder / 'app.sqlite'}")
        anonymize.tables.metadata.create_all(engine)
        tables.metadata.create_all(engine)
        self.account = jobber.connected(http, self.store()).id
        self.requests.clear()

    def store(self) -> SqlTokenStore:
        engine = create_engine(f"sqlite:///{self._folder / 'app.sqlite'}")
        return SqlTokenStore(engine, Keyring(engine, b"k" * 32))

    def process(self) -> JobberClient:
        """A client as a process makes it after its start."""
        app = self.jobber.app
        auth = JobberAuth(self.account, self.store(), OAuth(self._http, app).refresh, now=self._clock)
        return JobberClient(self._http, app.graphql_url, auth, Throttle(0))


@pytest.fixture
def office(jobber: Served, http: httpx.Client, clock: HandClock, tmp_path: Path) -> Iterator[Office]:
    office = Office(jobber, http, clock, tmp_path)
    yield office
    office.store()._engine.dispose()


def test_after_a_block_no_call_leaves_until_it_is_over_not_even_after_a_restart(
    office: Office, clock: HandClock
) -> None:
    office.jobber.simulator.faults.add(Fault(FaultKind.BLOCKED))
    with pytest.raises(Blocked, match="no call is made before") as blocked:
        office.process().execute("Account", {})
    assert (blocked.value.retry, blocked.value.of_account) == (False, True)
    assert len(office.requests) == 1
    clock.advance(minutes=29)
    for _ in range(3):
        with pytest.raises(Blocked) as again:
            office.process().execute("Account", {})
        assert again.value.until == blocked.value.until
    assert len(office.requests) == 1
    clock.advance(minutes=2)
    assert office.process().execute("Account", {})["account"]["name"]


def test_a_block_that_meets_a_refresh_stops_all_calls_too(office: Office, clock: HandClock) -> None:
    clock.advance(hours=2)
    office.jobber.simulator.faults.add(Fault(FaultKind.BLOCKED, TOKEN))
    for _ in range(2):
        with pytest.raises(Blocked):
            office.process().execute("Account", {})
    assert [request.url.path for request in office.requests] == ["/api/oauth/token"]
    clock.advance(minutes=31)
    assert office.process().execute("Account", {})["account"]["name"]


def test_writes_faster_than_jobber_bears_bring_the_block_on(office: Office) -> None:
    simulator = office.jobber.simulator
    simulator.conditions = type(simulator.conditions)(writes_a_minute=0)
    with pytest.raises(Blocked):
        office.process().execute("AppDisconnect", {})
    assert simulator.blocked_until is not None
