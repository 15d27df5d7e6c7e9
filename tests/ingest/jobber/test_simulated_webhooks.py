"""The simulator's webhooks: what it tells of a change, to whom, and the ways it can arrive wrongly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from ingest.jobber.ids import opaque_id
from ingest.jobber.simulator.webhooks import Disorder, Webhooks
from ingest.jobber.webhooks import SIGNATURE_HEADER, parse, verify
from tests.fakes.account import Served

SECRET = "demo-secret"
JOB = opaque_id("Job", "job-1001")


class Listener(ThreadingHTTPServer):
    """A service that webhooks are sent to; keeps the bodies and their signatures."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[tuple[bytes, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/webhooks/jobber"

    @property
    def events(self) -> list[tuple[str, str]]:
        found = [parse(body) for body, signature in self.taken if verify(body, signature, SECRET)]
        return [(event.topic, event.item_id) for event in found]


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Listener)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((body, self.headers[SIGNATURE_HEADER]))
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture
def webhooks(jobber: Served, listener: Listener) -> Webhooks:
    jobber.simulator.webhooks.app_url = listener.url
    return jobber.simulator.webhooks


def post(jobber: Served, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f"{jobber.url}/simulator/{path}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def arrived(webhooks: Webhooks, listener: Listener, number: int = 20) -> list[tuple[str, str]]:
    """What arrives of so many changed jobs."""
    for job in range(number):
        webhooks.send(webhooks.emit("JOB_UPDATE", f"job-{job}"))
    return listener.events


def test_a_change_in_the_account_is_told_signed(jobber: Served, webhooks: Webhooks, listener: Listener) -> None:
    post(jobber, "change", {"what": "UPDATE", "type": "Job", "id": JOB, "fields": {"title": "Boiler repair"}})
    assert until(lambda: listener.events == [("JOB_UPDATE", JOB)])
    assert jobber.simulator.account.records["Job"][JOB]["title"] == "Boiler repair"


def test_a_deletion_tells_of_all_that_went_with_it(jobber: Served, webhooks: Webhooks, listener: Listener) -> None:
    changes = post(jobber, "change", {"what": "DESTROY", "type": "Job", "id": JOB})["changes"]
    told = {(change["what"], change["type_name"]) for change in changes}
    assert {("DESTROY", "Job"), ("DESTROY", "Visit")} <= told
    assert until(lambda: {"JOB_DESTROY", "VISIT_DESTROY"} <= {topic for topic, _ in listener.events})


def test_only_the_first_visit_of_a_schedule_is_told(jobber: Served, webhooks: Webhooks, listener: Listener) -> None:
    first = next(iter(jobber.simulator.account.records["Visit"].values()))
    fields = {name: value for name, value in first.items() if name not in ("id", "lineItems")}
    changed = post(jobber, "change", {"what": "CREATE", "type": "Visit", "fields": fields})
    assert (len(changed["changes"]), changed["deliveries"]) == (1, 0)


def test_the_old_spelling_can_be_had(webhooks: Webhooks, listener: Listener) -> None:
    webhooks.disorder = Disorder(old_spelling=True)
    assert arrived(webhooks, listener, 1) == [("JOB_UPDATE", "job-0")]
    assert "occuredAt" in json.loads(listener.taken[0][0])["data"]["webHookEvent"]


def test_everything_can_come_twice_and_some_never(webhooks: Webhooks, listener: Listener) -> None:
    webhooks.disorder = Disorder(duplicated=1.0)
    assert len(arrived(webhooks, listener)) == 40
    listener.taken.clear()
    webhooks.disorder = Disorder(lost=0.5)
    assert 0 < len(arrived(webhooks, listener)) < 20


def test_the_same_seed_loses_the_same(webhooks: Webhooks, listener: Listener) -> None:
    webhooks.disorder = Disorder(lost=0.5)
    found = []
    for _ in range(2):
        webhooks.seed(7)
        listener.taken.clear()
        found.append(arrived(webhooks, listener))
    assert found[0] == found[1]


def test_a_bad_signature_does_not_fit(webhooks: Webhooks, listener: Listener) -> None:
    webhooks.disorder = Disorder(badly_signed=1.0)
    assert (arrived(webhooks, listener, 3), len(listener.taken)) == ([], 3)


def test_what_is_told_together_can_come_in_another_order(
    jobber: Served, webhooks: Webhooks, listener: Listener
) -> None:
    webhooks.disorder = Disorder(reordered=1.0)
    post(jobber, "change", {"what": "DESTROY", "type": "Job", "id": JOB})
    assert until(lambda: len(listener.events) > 1)
    assert listener.events[0][0] != "JOB_DESTROY"


def test_a_delayed_one_comes_later(webhooks: Webhooks, listener: Listener) -> None:
    webhooks.disorder = Disorder(delayed=1.0, delay=0.3)
    began = time.monotonic()
    arrived(webhooks, listener, 1)
    assert time.monotonic() - began >= 0.3


def test_a_service_that_is_down_is_noted(webhooks: Webhooks) -> None:
    webhooks.app_url = "http://127.0.0.1:9/webhooks/jobber"
    assert [each.status for each in webhooks.send(webhooks.emit("JOB_UPDATE", "job-1"))] == [0]
    assert webhooks.made[-1].status == 0


def test_a_disconnection_also_ends_the_permission(jobber: Served, webhooks: Webhooks, listener: Listener) -> None:
    assert post(jobber, "webhooks", {"topic": "APP_DISCONNECT"}) == {"deliveries": 1}
    assert until(lambda: [topic for topic, _ in listener.events] == ["APP_DISCONNECT"])


def test_what_jobber_does_not_have_is_said(jobber: Served) -> None:
    for path, body in (
        ("webhooks", {"topic": "INVOICE_PAID"}),
        ("webhooks/settings", {"disorder": {"lost": 2}}),
        ("change", {"what": "PAINT", "type": "Job"}),
    ):
        answer = httpx.post(f"{jobber.url}/simulator/{path}", json=body)
        assert (answer.status_code, bool(answer.json()["problems"])) == (422, True)


def test_settings_are_shown_with_what_was_made(jobber: Served, listener: Listener) -> None:
    post(jobber, "webhooks/settings", {"url": listener.url, "disorder": {"duplicated": 1.0}, "seed": 3})
    post(jobber, "webhooks", {"topic": "CLIENT_UPDATE", "item": "client-1"})
    assert until(lambda: len(listener.taken) == 2)
    shown = httpx.get(f"{jobber.url}/simulator/webhooks").json()
    assert shown["disorder"]["duplicated"] == 1.0
    assert until(lambda: len(jobber.simulator.webhooks.made) == 2)
