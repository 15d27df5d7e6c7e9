"""Every fault of the simulator, and that the client waits rightly or stops clearly: no empty result is taken for data."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.jobber.client import VERSION
from ingest.jobber.cost import planned_cost
from ingest.jobber.errors import Disconnected, JobberError, Refused, Throttled, Unavailable
from ingest.jobber.ids import opaque_id
from ingest.jobber.reader import JobberReader
from ingest.jobber.reads import READS
from ingest.jobber.records import Client, Invoice, Job, User
from ingest.jobber.simulator.cost import Limits
from ingest.jobber.simulator.faults import FILES, TOKEN, Conditions, Fault, FaultKind, Faults
from tests.fakes.account import Served, job, small_account
from tests.fakes.offline import Offline

CLIENT = opaque_id("Client", "client-1")
PAGE_POINTS = planned_cost("Clients", {"first": READS[Client].size})
# What can be waited out, and how many seconds that takes.
PASSING = {
    FaultKind.THROTTLED: PAGE_POINTS / Limits().restore_rate,  # from an empty bucket
    FaultKind.TOO_MANY_REQUESTS: 7,
    FaultKind.WAITING_ROOM: 1,
    FaultKind.SERVER_ERROR: 1,
    FaultKind.UNAVAILABLE: 1,
    FaultKind.EMPTY: 1,
    FaultKind.TRUNCATED: 1,
    FaultKind.RESET: 1,
    FaultKind.SLOW: 31,
}


@pytest.fixture
def offline(tmp_path: Path) -> Iterator[Offline]:
    offline = Offline(tmp_path / "account")
    yield offline
    offline.http.close()


def clients(offline: Offline) -> list[str]:
    return [record.id for page in JobberReader(offline.client()).pages(Client) for record in page.records]


@pytest.mark.parametrize("kind", PASSING)
def test_a_passing_fault_is_waited_out_and_the_answer_is_whole(offline: Offline, kind: FaultKind) -> None:
    whole = clients(offline)
    offline.simulator.faults.add(Fault(kind, "Clients", seconds=7 if kind is FaultKind.TOO_MANY_REQUESTS else None))
    before = offline.clock.now
    assert clients(offline) == whole
    assert len(whole) == 2
    waited = (offline.clock.now - before).total_seconds()
    assert PASSING[kind] <= waited <= PASSING[kind] + 1.0
    assert offline.simulator.faults.struck == {kind.value: 1}


@pytest.mark.parametrize("kind", [kind for kind in PASSING if kind is not FaultKind.THROTTLED])
def test_a_fault_that_lasts_ends_in_an_error_that_allows_another_try(offline: Offline, kind: FaultKind) -> None:
    offline.simulator.faults.add(Fault(kind, times=None))
    with pytest.raises((Unavailable, Throttled)) as raised:
        clients(offline)
    assert raised.value.retry
    assert offline.simulator.faults.struck[kind.value] == 4
    assert offline.simulator.faults.waiting != []


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        (FaultKind.NULL_DATA, Refused, "Jobber refused the query"),
        (FaultKind.PARTIAL_DATA, Refused, r"Jobber refused clients\.nodes\.1"),
        (FaultKind.INACTIVE, Disconnected, "not active"),
    ],
)
def test_what_waiting_cannot_mend_stops_at_once(
    offline: Offline, kind: FaultKind, error: type[JobberError], words: str
) -> None:
    clients(offline)
    offline.simulator.faults.add(Fault(kind, "Clients", times=None))
    before = offline.clock.now
    with pytest.raises(error, match=words):
        clients(offline)
    assert offline.clock.now == before
    assert offline.simulator.faults.struck[kind.value] == 1


def test_a_hidden_scope_is_named_and_not_taken_for_an_empty_account(offline: Offline) -> None:
    reader = JobberReader(offline.client())
    offline.simulator.conditions = Conditions(hidden=frozenset({"Query.invoices", "Job"}))
    with pytest.raises(Refused, match="lacks a scope: read_invoices"):
        reader.page(Invoice)
    with pytest.raises(Refused, match="lacks a scope: read_jobs"):
        reader.page(Job)
    assert len(reader.page(Client).records) == 2


def test_a_fault_of_the_token_endpoint_is_waited_out_by_the_call_that_needed_it(offline: Offline) -> None:
    offline.clock.advance(hours=2)
    offline.simulator.faults.add(Fault(FaultKind.SERVER_ERROR, TOKEN), Fault(FaultKind.WAITING_ROOM, TOKEN))
    assert len(clients(offline)) == 2
    assert offline.simulator.tokens.refreshes == 1


def test_the_same_seed_strikes_the_same_calls() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Fault(FaultKind.RESET, times=None, rate=0.3))
        return [faults.strike("Jobs") is not None for _ in range(200)]

    assert struck(1) == struck(1) != struck(2)
    assert 30 < sum(struck(1)) < 90


def test_faults_strike_only_the_operation_they_are_for() -> None:
    faults = Faults()
    faults.add(Fault(FaultKind.RESET, "Jobs", times=2), Fault(FaultKind.SLOW, times=1))
    assert faults.strike(TOKEN) is faults.strike(FILES) is None
    assert [fault and fault.kind for fault in map(faults.strike, ("Visits", "Visits", "Jobs", "Jobs", "Jobs"))] == [
        FaultKind.SLOW,
        None,
        FaultKind.RESET,
        FaultKind.RESET,
        None,
    ]


@pytest.mark.parametrize("wrong", [{"rate": 0}, {"rate": 1.1}, {"times": 0}])
def test_a_fault_that_cannot_strike_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Fault(FaultKind.RESET, **wrong)


def test_a_lost_answer_to_a_write_leaves_the_write_done(offline: Offline) -> None:
    token = offline.store.load(offline.account)
    assert token is not None
    headers = {"Authorization": f"Bearer {token.access}", "X-JOBBER-GRAPHQL-VERSION": VERSION}
    mutation = """mutation Note($id: EncodedId!) {
        clientCreateNote(clientId: $id, input: { message: "Boiler checked" }) { userErrors { message } } }"""
    body = {"query": mutation, "variables": {"id": CLIENT}}
    offline.simulator.faults.add(Fault(FaultKind.RESET, "Note", after=True), Fault(FaultKind.RESET, "Note"))
    for _ in range(2):
        with pytest.raises(httpx.ReadError):
            offline.http.post("https://jobber.test/api/graphql", json=body, headers=headers)
    assert [entry["note"]["message"] for entry in offline.simulator.journal.entries] == ["Boiler checked"]


def test_other_apps_that_use_points_are_waited_for_and_never_throttled_by_us(tmp_path: Path) -> None:
    jobs = [job(1000 + number) for number in range(1, 301)]
    offline = Offline(tmp_path / "account", small_account() | {"jobs": jobs}, reserve=2000, latency=0.3)
    offline.simulator.conditions = Conditions(foreign_points=350)
    lowest = offline.simulator.limits.maximum
    for page in JobberReader(offline.client()).pages(Job):
        assert page.records
        lowest = min(lowest, offline.simulator.bucket.status()["currentlyAvailable"])
    assert not any("THROTTLED" in str(fault) for fault in offline.simulator.faults.struck)
    assert lowest > 1000


def test_points_that_jobber_counts_otherwise_than_documented_are_learned(tmp_path: Path) -> None:
    jobs = [job(1000 + number) for number in range(1, 101)]
    offline = Offline(tmp_path / "account", small_account() | {"jobs": jobs}, reserve=2000)
    offline.simulator.conditions = Conditions(cost_factor=1.5)
    assert len([job for page in JobberReader(offline.client()).pages(Job) for job in page.records]) == 100


def test_what_was_just_made_is_not_listed_yet_but_found_by_its_id(offline: Offline) -> None:
    reader = JobberReader(offline.client())
    user = offline.simulator.account.all("User")[0]
    offline.simulator.account.records["User"][user["id"]]["createdAt"] = offline.clock.now.isoformat()
    offline.simulator.conditions = Conditions(index_lag=5)
    assert user["id"] not in {record.id for record in reader.page(User).records}
    assert reader.one(User, user["id"]) is not None
    offline.clock.advance(seconds=6)
    assert user["id"] in {record.id for record in reader.page(User).records}


def test_a_version_that_is_replaced_in_silence_is_noticed_and_a_warning_kept(offline: Offline) -> None:
    offline.simulator.conditions = Conditions(served_version="2026-09-25", version_warning="ends in March")
    client = offline.client()
    JobberReader(client).account()
    assert client.version_notice == f"asked for API version {VERSION}, served 2026-09-25"
    state = offline.store.state(offline.account)
    assert state is not None
    assert (state.served_version, state.version_warning) == ("2026-09-25", "ends in March")


def test_more_requests_than_jobber_allows_in_five_minutes_are_turned_away(tmp_path: Path) -> None:
    offline = Offline(tmp_path / "account")
    body, headers = {"query": "{ account { id } }"}, {"X-JOBBER-GRAPHQL-VERSION": VERSION}
    token = offline.store.load(offline.account)
    assert token is not None
    headers["Authorization"] = f"Bearer {token.access}"
    statuses = [
        offline.http.post("https://jobber.test/api/graphql", json=body, headers=headers).status_code
        for _ in range(2_500)
    ]
    assert statuses.count(429) == 2  # two were asked while connecting
    offline.clock.advance(minutes=5)
    assert JobberReader(offline.client()).account().id == offline.account


class Control:
    def __init__(self, jobber: Served) -> None:
        self._url = f"{jobber.url}/simulator"

    def __call__(self, method: str, path: str, **given: Any) -> httpx.Response:
        return httpx.request(method, f"{self._url}/{path}", json=given or None, timeout=20)


def test_faults_are_switched_on_and_off_over_http(jobber: Served, reader: JobberReader) -> None:
    control = Control(jobber)
    added = control("POST", "faults", kind="server_error", operation="Clients", times=4).json()
    assert added["waiting"][0] | {"rate": 0} == {
        "kind": "server_error",
        "operation": "Clients",
        "times": 4,
        "rate": 0,
        "seconds": None,
        "after": False,
    }
    assert control("GET", "faults").json() == added
    assert control("DELETE", "faults").json() == {"waiting": [], "struck": {}, "blocked_until": None}
    assert len(reader.page(Client).records) == 2


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("faults", {"kind": "earthquake"}),
        ("faults", {}),
        ("faults", {"kind": "reset", "rate": "often"}),
        ("faults", {"kind": "reset", "whenever": 1}),
        ("conditions", {"weather": "rain"}),
        ("conditions", {"hidden": "Query.jobs"}),
        ("conditions", {"foreign_points": "many"}),
        ("conditions", {"cost_factor": 0}),
        ("points", {"take": "all"}),
    ],
)
def test_what_cannot_be_switched_on_is_said(jobber: Served, path: str, given: dict[str, Any]) -> None:
    answer = Control(jobber)("POST", path, **given)
    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_conditions_and_points_are_changed_over_http(jobber: Served) -> None:
    control = Control(jobber)
    assert control("POST", "conditions", hidden=["Query.jobs"], index_lag=3).json()["hidden"] == ["Query.jobs"]
    assert control("POST", "conditions", foreign_points=100).json()["index_lag"] == 3
    assert jobber.simulator.bucket.foreign == 100
    assert control("DELETE", "conditions").json() == Control(jobber)("GET", "conditions").json()
    assert jobber.simulator.conditions == Conditions()
    full = jobber.simulator.limits.maximum
    assert control("POST", "points", take=2_000).json()["currentlyAvailable"] == full - 2_000
    assert control("GET", "weather").status_code == 404


@pytest.mark.parametrize("kind", [FaultKind.RESET, FaultKind.TRUNCATED])
def test_a_connection_really_ends(jobber: Served, http: httpx.Client, kind: FaultKind) -> None:
    jobber.simulator.faults.add(Fault(kind, ""))
    with pytest.raises(httpx.RemoteProtocolError if kind is FaultKind.TRUNCATED else httpx.TransportError):
        http.post(jobber.app.graphql_url, json={"query": "{ account { id } }"})
    assert http.post(jobber.app.graphql_url, json={"query": "{ account { id } }"}).status_code == 200


def test_a_slow_answer_really_takes_its_time_and_holds_up_no_other(jobber: Served, http: httpx.Client) -> None:
    jobber.simulator.faults.add(Fault(FaultKind.SLOW, "", seconds=0.4))
    started = time.monotonic()
    http.post(jobber.app.graphql_url, json={"query": "{ account { id } }"})
    assert time.monotonic() - started >= 0.4
