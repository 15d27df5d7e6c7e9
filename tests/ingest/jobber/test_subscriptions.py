"""Having Jobber tell us of changes: every topic once, at one address, and nothing after the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from ingest.jobber.client import JobberClient
from ingest.jobber.errors import Refused, Uncertain
from ingest.jobber.simulator.faults import Fault, FaultKind
from ingest.jobber.subscriptions import Subscriptions
from ingest.jobber.topics import KEPT
from tests.fakes.account import Served
from tests.fakes.databases import USUAL, database

URL, MOVED = "https://contracts.example.com/webhooks/jobber", "https://elsewhere.example.com/webhooks/jobber"
BEFORE = datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with database(USUAL, tmp_path) as engine:
        yield engine


@pytest.fixture
def client(jobber: Served, http: httpx.Client) -> JobberClient:
    return jobber.client(http)


@pytest.fixture
def subscriptions(engine: Engine, client: JobberClient) -> Subscriptions:
    return Subscriptions(engine, "acme", lambda: client, connected_at=BEFORE)


def at_jobber(jobber: Served) -> set[tuple[str, str]]:
    return {(each["topic"], each["url"]) for each in jobber.simulator.webhooks.endpoints.values()}


def test_every_topic_we_use_is_subscribed_once(jobber: Served, subscriptions: Subscriptions) -> None:
    assert subscriptions.subscribe(URL) == sorted(KEPT)
    assert subscriptions.subscribe(URL) == []
    assert at_jobber(jobber) == {(topic, URL) for topic in KEPT}
    assert len(jobber.simulator.webhooks.endpoints) == len(KEPT)


def test_a_new_address_takes_the_place_of_the_old_one(jobber: Served, subscriptions: Subscriptions) -> None:
    subscriptions.subscribe(URL)
    assert subscriptions.subscribe(MOVED) == sorted(KEPT)
    assert at_jobber(jobber) == {(topic, MOVED) for topic in KEPT}
    assert {endpoint.url for endpoint in subscriptions.all()} == {MOVED}


def test_what_was_interrupted_goes_on_where_it_stopped(jobber: Served, subscriptions: Subscriptions) -> None:
    jobber.simulator.faults.add(Fault(FaultKind.RESET, "WebhookEndpointCreate", times=1, rate=0.2))
    with pytest.raises(Uncertain):
        subscriptions.subscribe(URL)
    made = [endpoint.topic for endpoint in subscriptions.all()]
    assert 0 < len(made) < len(KEPT)
    assert subscriptions.subscribe(URL) == sorted(KEPT - set(made))
    assert at_jobber(jobber) == {(topic, URL) for topic in KEPT}


def test_unsubscribing_ends_all_of_it(jobber: Served, subscriptions: Subscriptions) -> None:
    subscriptions.subscribe(URL)
    assert subscriptions.unsubscribe() == sorted(KEPT)
    assert (at_jobber(jobber), subscriptions.all(), subscriptions.unsubscribe()) == (set(), [], [])


def test_a_refusal_names_the_topic_and_keeps_what_was_made(jobber: Served, subscriptions: Subscriptions) -> None:
    taken = sorted(KEPT)[3]
    jobber.simulator.webhooks.create(taken, URL)
    with pytest.raises(Refused, match=taken):
        subscriptions.subscribe(URL)
    assert [endpoint.topic for endpoint in subscriptions.all()] == sorted(KEPT)[:3]


def test_what_ended_with_an_earlier_permission_is_made_again(
    jobber: Served, engine: Engine, client: JobberClient, subscriptions: Subscriptions
) -> None:
    subscriptions.subscribe(URL)
    jobber.simulator.webhooks.endpoints.clear()
    later = Subscriptions(engine, "acme", lambda: client, connected_at=datetime.now(UTC))
    assert later.subscribe(URL) == sorted(KEPT)
    assert at_jobber(jobber) == {(topic, URL) for topic in KEPT}
