"""Refreshing over real HTTP: once for all threads and processes, and with a crash at the worst moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from ingest.jobber.client import JobberClient
from ingest.jobber.connection import client_of
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected, Unavailable
from ingest.jobber.ids import opaque_id
from ingest.jobber.simulator.oauth import Rotation
from ingest.jobber.throttle import Throttle
from ingest.jobber.token_lease import LEASE_SECONDS
from ingest.jobber.token_store import SqlTokenStore
from tests.fakes.account import HandClock, Served
from tests.fakes.databases import KINDS, MASTER, database, keyring_of
from tests.fakes.gate import Gate, gate

ACCOUNT = opaque_id("Account", "account-1")
THREADS, PROCESSES = 50, 3
WORKER = """
import sys, threading, httpx
from concurrent.futures import ThreadPoolExecutor
from ingest.jobber.connection import client_of
from ingest.jobber.oauth import JobberApp
from ingest.jobber.throttle import Throttle
from ingest.jobber.token_store import SqlTokenStore
from anonymize.keys import Keyring
from service.store.engine import make_engine

database, jobber, account, threads, master = sys.argv[1:]
engine = make_engine(database)
store = SqlTokenStore(engine, Keyring(engine, bytes.fromhex(master)))
app = JobberApp(jobber, "demo-client", "demo-secret")
with httpx.Client(timeout=60, limits=httpx.Limits(max_connections=10)) as http:
    client = client_of(http, app, store, account, Throttle(0))
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(int(threads)) as pool:
        answers = pool.map(lambda _: client.execute("Account", {})["account"]["id"], range(int(threads)))
        print(sum(answer == account for answer in answers), flush=True)
"""


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with database(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture
def store(engine: Engine) -> SqlTokenStore:
    return SqlTokenStore(engine, keyring_of(engine))


@pytest.fixture
def held(jobber: Served) -> Iterator[Gate]:
    with gate(jobber.url) as between:
        yield between


def worker(engine: Engine, jobber_url: str, threads: int) -> subprocess.Popen[str]:
    """A process that asks with so many threads at once, when it is told to."""
    url = engine.url.render_as_string(hide_password=False)
    arguments = (url, jobber_url, ACCOUNT, str(threads), MASTER.hex())
    started = subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def ended(process: subprocess.Popen[str]) -> str:
    told, _ = process.communicate("go\n", timeout=120)
    assert process.returncode == 0
    return told.strip()


def after_a_crash(engine: Engine, jobber: Served, http: httpx.Client) -> JobberClient:
    """The client of a process that starts when the dead one's lease has run out."""
    later = SqlTokenStore(engine, keyring_of(engine), now=lambda: time.time() + LEASE_SECONDS + 1)
    return client_of(http, jobber.app, later, ACCOUNT, Throttle(0))


def killed_while_refreshing(engine: Engine, held: Gate) -> None:
    """Jobber has exchanged the token, and the process that asked is killed before it hears so."""
    held.hold("/api/oauth/token", answer=True)
    process = worker(engine, held.url, 1)
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    assert held.holding.wait(30)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    held.release()


def test_fifty_threads_and_three_processes_with_an_expired_token_refresh_once(
    jobber: Served, http: httpx.Client, clock: HandClock, engine: Engine, store: SqlTokenStore
) -> None:
    before = jobber.client(http, store) and store.load(ACCOUNT)
    clock.advance(hours=2)
    processes = [worker(engine, jobber.url, THREADS) for _ in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        answers = list(pool.map(ended, processes))
    assert answers == [str(THREADS)] * PROCESSES
    assert (jobber.simulator.tokens.refreshes, jobber.simulator.tokens.refused) == (1, 0)
    assert store.load(ACCOUNT) not in (None, before)


def test_fifty_threads_of_one_process_refresh_once_an_hour(
    jobber: Served, http: httpx.Client, clock: HandClock, store: SqlTokenStore
) -> None:
    client = jobber.client(http, store)
    for hour in range(1, 4):
        clock.advance(hours=1)
        start = threading.Barrier(THREADS)

        def ask(_: int, start: threading.Barrier = start) -> str:
            start.wait()
            return str(client.execute("Account", {})["account"]["id"])

        with ThreadPoolExecutor(THREADS) as pool:
            assert set(pool.map(ask, range(THREADS))) == {ACCOUNT}
        assert (jobber.simulator.tokens.refreshes, jobber.simulator.tokens.refused) == (hour, 0)


def test_a_kill_between_refresh_and_save_ends_in_a_clear_state_and_one_more_try(
    jobber: Served, http: httpx.Client, clock: HandClock, engine: Engine, store: SqlTokenStore, held: Gate
) -> None:
    jobber.client(http, store)
    clock.advance(hours=2)
    killed_while_refreshing(engine, held)
    interrupted = store.state(ACCOUNT)
    assert interrupted is not None
    assert interrupted.refresh_begun_at is not None
    client = after_a_crash(engine, jobber, http)
    for _ in range(3):
        with pytest.raises(Disconnected, match=r"interrupted .* `fineprint connect`"):
            client.execute("Account", {})
    assert (jobber.simulator.tokens.refreshes, jobber.simulator.tokens.refused) == (1, 1)
    state = store.state(ACCOUNT)
    assert state is not None
    assert (state.connected, state.why) == (False, Disconnection.LOST)
    jobber.connected(http, store)
    assert client.execute("Account", {})["account"]["id"] == ACCOUNT


@pytest.mark.parametrize("rotation", ["off", "grace"])
def test_a_kill_between_refresh_and_save_is_recovered_where_jobber_still_takes_the_old_token(
    rotation: Rotation, jobber: Served, http: httpx.Client, clock: HandClock, engine: Engine, held: Gate
) -> None:
    store = SqlTokenStore(engine, keyring_of(engine))
    jobber.simulator.tokens.rotation = rotation
    jobber.client(http, store)
    clock.advance(hours=2)
    killed_while_refreshing(engine, held)
    assert after_a_crash(engine, jobber, http).execute("Account", {})["account"]["id"] == ACCOUNT
    state = store.state(ACCOUNT)
    assert state is not None
    assert (state.connected, state.refresh_begun_at) == (True, None)
    assert "refresh token" in (state.token_warning or "").lower()
    assert jobber.simulator.tokens.refused == 0


def test_an_outage_of_the_token_endpoint_keeps_the_connection(
    jobber: Served, http: httpx.Client, clock: HandClock, store: SqlTokenStore
) -> None:
    client = jobber.client(http, store)
    clock.advance(hours=2)
    down = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(503, text="down")))
    impatient = Throttle(0, sleep=lambda _: None)
    with pytest.raises(Unavailable):
        client_of(down, jobber.app, store, ACCOUNT, impatient).execute("Account", {})
    assert client.execute("Account", {})["account"]["id"] == ACCOUNT
