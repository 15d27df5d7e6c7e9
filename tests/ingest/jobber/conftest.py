from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ingest.jobber.client import JobberClient
from ingest.jobber.reader import JobberReader
from tests.fakes.account import HandClock, Served, served, write_account


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=20, verify=False) as http:  # plain HTTP; certificates would take 20 ms to read
        yield http


@pytest.fixture
def jobber(tmp_path: Path, clock: HandClock) -> Iterator[Served]:
    """The small account, served on a real port."""
    with served(write_account(tmp_path / "account"), clock=clock) as served_account:
        yield served_account


@pytest.fixture
def client(jobber: Served, http: httpx.Client) -> JobberClient:
    return jobber.client(http)


@pytest.fixture
def reader(client: JobberClient) -> JobberReader:
    return JobberReader(client)
