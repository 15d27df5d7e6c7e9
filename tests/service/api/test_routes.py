"""Who may call what, and what a faulty request is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.jobber.authorization import Authorizations
from ingest.jobber.errors import Disconnected
from ingest.jobber.inbox import Inbox
from ingest.jobber.oauth import JobberApp
from ingest.jobber.receiving import Receiver
from ingest.jobber.records import Account
from ingest.runs import Depth, SyncRuns
from service.api.oauth import Connecting
from service.api.server import Serving, http_app
from service.auth.api_keys import ApiKeys
from service.auth.bearer import Doorkeeper
from service.auth.roles import Permission, Role
from service.desk import Desk, NotFound, Unanswerable
from tests.fakes.desks import ReadyDesk
from tests.fakes.entrance import signing_in_of

OPEN_TO_ALL = {
    "/healthz",
    "/readyz",
    "/webhooks/jobber",
    "/oauth/jobber/open",
    "/oauth/jobber/callback",
    "/auth/signin",
    "/auth/callback",
    "/sign-in",
    "/sign-in/{ticket}",
    "/sign-out",
    "/docs",
}
OWNER = "the-owners-token"
LINES = [{"name": "Blower motor", "unit_price": "412.50"}]


@pytest.fixture
def desk() -> ReadyDesk:
    return ReadyDesk("job-1")


@pytest.fixture
def keys(engine: Engine) -> ApiKeys:
    return ApiKeys(engine)


@pytest.fixture
def receiver(engine: Engine) -> Iterator[Receiver]:
    receiver = Receiver(Inbox(engine), "secret", lambda: ["acme"])
    yield receiver
    receiver.close()


@pytest.fixture
def connecting(engine: Engine) -> Connecting:
    app = JobberApp("http://jobber.test", "id", "secret", "http://127.0.0.1:8000/oauth/jobber/callback")

    def connect(code: str, only: str | None) -> Account:
        raise Disconnected("the authorization code was not accepted")

    return Connecting(Authorizations(engine), app, connect)


@pytest.fixture
def app(
    engine: Engine, keyring: Keyring, keys: ApiKeys, desk: ReadyDesk, receiver: Receiver, connecting: Connecting
) -> FastAPI:
    doorkeeper = Doorkeeper(keys, OWNER, lambda account, user: frozenset())
    return http_app(
        Serving(
            desk_for=lambda principal: cast(Desk, desk),
            doorkeeper=doorkeeper,
            engine=engine,
            sync=lambda account, run, full, folder: {"new": 1},
            webhooks=receiver,
            connecting=connecting,
            signing_in=signing_in_of(engine, keyring),
        )
    )


@pytest.fixture
def http(app: FastAPI, keys: ApiKeys) -> TestClient:
    """Calls as a manager."""
    _, secret = keys.create("acme", Role.MANAGER)
    return TestClient(app, headers={"Authorization": f"Bearer {secret}"})


def routes(app: FastAPI) -> list[APIRoute]:
    """Every route of ours, those of included routers too."""
    included = [route.original_router.routes for route in app.routes if hasattr(route, "original_router")]
    found = [route for group in (app.routes, *included) for route in group if isinstance(route, APIRoute)]
    assert {route.path for route in found} >= set(app.openapi()["paths"])
    return found


def permissions(dependant: Dependant) -> Iterator[Permission]:
    for each in dependant.dependencies:
        found = getattr(each.call, "permission", None)
        yield from (found,) if found else permissions(each)


def test_every_route_asks_for_a_permission(app: FastAPI) -> None:
    unguarded = {route.path for route in routes(app) if not list(permissions(route.dependant))}
    assert unguarded == OPEN_TO_ALL
    assert len(routes(app)) > 12


def test_nobody_gets_in_without_a_key(app: FastAPI) -> None:
    anybody = TestClient(app)
    for route in routes(app):
        if route.path not in OPEN_TO_ALL:
            [method] = (route.methods or set()) - {"HEAD"}
            answer = anybody.request(method, route.path.replace("{id}", "1"))
            shape = "application/json" if route.path.startswith("/v1/") else "application/problem+json"
            assert (answer.status_code, answer.headers["content-type"]) == (401, shape), route.path


def test_only_the_owner_of_the_machine_starts_a_sync_of_its_folders(app: FastAPI, keys: ApiKeys) -> None:
    _, admin = keys.create("acme", Role.ADMIN)
    body = {"run": "run-1", "communications": "/etc"}
    refused = TestClient(app).post("/local/sync", json=body, headers={"Authorization": f"Bearer {admin}"})
    assert refused.status_code == 403
    owner = {"Authorization": f"Bearer {OWNER}", "X-Fineprint-Account": "acme", "X-Fineprint-As": "admin"}
    assert TestClient(app).post("/local/sync", json=body, headers=owner).json() == {"new": 1}


def test_the_health_routes_answer_anybody(app: FastAPI) -> None:
    assert TestClient(app).get("/healthz").json() == {"status": "ok"}
    assert TestClient(app).get("/readyz").json() == {"status": "ready"}


def test_the_sync_status_tells_the_last_runs_and_each_type(http: TestClient, engine: Engine) -> None:
    runs = SyncRuns(engine)
    runs.begin("acme", "run-1", Depth.WHOLE)
    runs.fail("acme", "run-1", "run `fineprint connect`")
    answer = http.get("/api/sync").json()
    assert [(run["state"], run["reason"]) for run in answer["runs"]] == [("failed", "run `fineprint connect`")]
    [clients] = [each for each in answer["types"] if each["type"] == "clients"]
    assert (clients["count"], clients["behind_seconds"], answer["behind_seconds"]) == (0, None, None)


def test_a_job_is_checked_by_the_day_that_is_given(http: TestClient, desk: ReadyDesk) -> None:
    answer = http.post("/api/coverage/check", json={"job_id": "job-1", "as_of": "2026-11-16"})
    assert answer.json()["job_id"] == "job-1"
    assert desk.judged == [("job-1", date(2026, 11, 16))]


def test_work_not_yet_done_is_checked_for_a_client_on_a_day(http: TestClient, desk: ReadyDesk) -> None:
    body = {"client": "Rosa Quill", "date": "2026-11-20", "line_items": LINES}
    assert http.post("/api/coverage/check", json=body).status_code == 200
    assert desk.judged == [("Rosa Quill", date(2026, 11, 20))]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"job_id": "job-1", "client": "Rosa", "date": "2026-11-20", "line_items": LINES},
        {"client": "Rosa", "line_items": LINES},
        {"client": "Rosa", "date": "2026-11-20", "line_items": []},
        {"client": "Rosa", "date": "the 20th", "line_items": LINES},
        {"client": "Rosa", "date": "2026-11-20", "line_items": [{"name": "Motor", "unit_price": -1}]},
        {"job_id": "job-1", "as_of": "2026-13-01"},
    ],
)
def test_a_check_that_does_not_say_what_to_check_is_a_fault_of_the_request(http: TestClient, body: Any) -> None:
    answer = http.post("/api/coverage/check", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["title"] == "The request is not well formed"


@pytest.mark.parametrize(("error", "status"), [(NotFound("no job"), 404), (Unanswerable("no words"), 422)])
def test_what_the_desk_refuses_becomes_a_problem(
    http: TestClient, desk: ReadyDesk, error: Exception, status: int
) -> None:
    desk.refuses = error
    answer = http.post("/api/coverage/check", json={"job_id": "job-1"})
    assert (answer.status_code, answer.json()["detail"]) == (status, str(error))


def test_a_fault_of_ours_tells_its_kind_and_no_content(app: FastAPI, keys: ApiKeys, desk: ReadyDesk) -> None:
    desk.refuses = KeyError("Rosa Zwetschgenbaum")
    _, secret = keys.create("acme", Role.STAFF)
    calm = TestClient(app, raise_server_exceptions=False, headers={"Authorization": f"Bearer {secret}"})
    answer = calm.post("/api/coverage/check", json={"job_id": "job-1"})
    assert answer.status_code == 500
    assert "Zwetschgenbaum" not in answer.text
