"""Nobody reads of a client who is not his to see, on any route, and cannot tell such a client from one that does not exist.

The calls are made from the route table: every path, query and body that can name something is tried with each id of the
other client, and with an id of the same look that nobody has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response

from ingest.jobber.records import Job, LineItem, Visit
from service.auth.roles import Role
from tests.fakes.branch import Branch, open_branch
from tests.fakes.contracts import PEST, POOL
from tests.service.api.conftest import OKAFOR, PLACES, VISIT, YOO

SECRETS = ("$129", "129.00", "Larch Court", "QZ7781", "Okafor", "okafor.pdf")
"""What is known of the other client alone."""
START = datetime(2026, 8, 19, 14, tzinfo=UTC)
LINE = LineItem(id="l-9", name="Treatment", quantity=Decimal(1), unit_price=Decimal(100), total_price=Decimal(100))
JOB = Job(id="j-9", number="2001", client_id="c-1", property_id="p-1", title="Ants", line_items=(LINE,), start_at=START)
OTHER_VISIT = Visit(id="v-9", job_id="j-9", client_id="c-1", start_at=START, assigned_user_ids=("u-9",))
NAMING = (
    "client",
    "clients",
    "client_id",
    "job",
    "job_id",
    "property",
    "id",
    "document_id",
    "named",
    "ids",
    "proposals",
)
FILLER: dict[str, Any] = {
    "question": "What is the price?",
    "date": "2026-08-20",
    "line_items": [{"name": "Treatment", "unit_price": "100.00"}],
    "version": 1,
    "verdict": "bad",
    "reason": "no",
    "dry_run": True,
    "messages": [{"role": "user", "content": "What is the price?"}],
    "state": None,
    "role": "staff",
    "email": "x@example.com",
}  # fmt: skip
# Those that start or end something for the whole account take no id of a client's.
OF_THE_ACCOUNT = {"/local/sync"}


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: dict[str, str]
    body: dict[str, Any] | None

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.query or ''}{self.body or ''}"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with open_branch(tmp_path_factory.mktemp("two"), questions_per_minute=100_000) as branch:
        branch.know(OKAFOR, YOO, *PLACES, VISIT, JOB, OTHER_VISIT)
        branch.file(OKAFOR, "okafor.pdf", PEST)
        branch.file(YOO, "pool.pdf", POOL)
        branch.note(OKAFOR, "note-7", "gate code QZ7781")
        yield branch


@pytest.fixture(scope="module")
def app(branch: Branch) -> FastAPI:
    return branch.http_app()


@pytest.fixture(scope="module")
def theirs(branch: Branch, app: FastAPI) -> dict[str, str]:
    """Everything of the other client that has an id, and an id that nobody has for each."""
    staff = TestClient(app, headers={"Authorization": f"Bearer {branch.key(Role.MANAGER)}"})
    documents = [one["id"] for one in staff.get("/api/documents").json() if one["client_id"] == "c-1"]
    asked = staff.post("/api/ask", json={"question": "What is the price?", "client": "c-1"}).json()["id"]
    checked = staff.post("/api/coverage/check", json={"job_id": "j-9"}).json()["id"]
    reviewed = staff.post(f"/api/answers/{asked}/feedback", json={"verdict": "bad", "note": "QZ7781"}).json()["id"]
    ids = {"c-1": "c-7", "j-9": "j-7", "2001": "2007", "p-1": "p-7", "Denise Okafor": "Denise Nobody"}
    return ids | {known: _unknown(known) for known in (*documents, asked, checked, reviewed)}


@pytest.fixture(scope="module", params=["technician", "manager", "admin"])
def reader(request: pytest.FixtureRequest, branch: Branch, app: FastAPI) -> Iterator[TestClient]:
    """Whoever is bound to Yoo: a technician by his visits, the others by their key. All calls go through one event loop;
    by itself a client begins one for each."""
    bound = {"jobber_user": "u-1"} if request.param == "technician" else {"client_id": "c-3"}
    key = branch.key(Role(request.param), **bound)
    client = TestClient(app, headers={"Authorization": f"Bearer {key}"}, follow_redirects=False)
    with start_blocking_portal() as client.portal:
        yield client


def _unknown(known: str) -> str:
    """Of the same look."""
    return re.sub(r"[0-9a-f](?=[0-9a-f]{3}$)", lambda digit: "0" if digit.group() != "0" else "1", known)


def routes(app: FastAPI) -> list[APIRoute]:
    included = [route.original_router.routes for route in app.routes if hasattr(route, "original_router")]
    return [route for group in (app.routes, *included) for route in group if isinstance(route, APIRoute)]


def calls(route: APIRoute, id: str) -> Iterator[Call]:
    """Every way to name this id on a route."""
    queries = [param.name for param in route.dependant.query_params if param.name in NAMING]
    fields = _fields(route)
    for method in sorted(route.methods or ()):
        path = re.sub(r"\{\w+\}", id, route.path)
        body = {name: FILLER[name] for name in fields if name in FILLER} if fields else None
        if "{" in route.path:
            yield Call(method, path, {}, body)
        for name in queries:
            yield Call(method, path, {name: id}, body)
        for name in (name for name in fields if name in NAMING):
            yield Call(method, path, {}, {**(body or {}), name: [id] if name in ("clients", "ids") else id})
        if "metadata" in fields:
            yield Call(method, path, {}, {**(body or {}), "metadata": {"client": id}})
            yield Call(method, path, {}, {**(body or {}), "metadata": {"job": id}})


def _fields(route: APIRoute) -> list[str]:
    """The names of a JSON body or a form."""
    named = [param.name for param in route.dependant.body_params]
    models = [getattr(param.field_info.annotation, "model_fields", None) for param in route.dependant.body_params]
    return [name for model in models if model for name in model] or named


def told(answer: Response, id: str) -> tuple[int, str]:
    """Status and body, without the id that was asked for and what differs from call to call."""
    body = re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|turn-[0-9a-f]+|run_[0-9a-f]+|chatcmpl-\w+|\"created\": ?\d+|\d{4}-\d\d-\d\dT[\d:.+Z]+|[0-9a-f]{12,}",
        "…",
        re.sub(rf"(?<![\w-]){re.escape(id)}(?![\w-])", "…", answer.text),
    )
    return answer.status_code, body


def test_the_other_clients_things_are_refused_like_things_nobody_has(
    app: FastAPI, reader: TestClient, theirs: dict[str, str]
) -> None:
    tried = 0
    for route in routes(app):
        if route.path in OF_THE_ACCOUNT:
            continue
        for known, unknown in theirs.items():
            for one, other in zip(calls(route, known), calls(route, unknown), strict=True):
                answers = [_sent(reader, call) for call in (one, other)]
                assert told(answers[0], known) == told(answers[1], unknown), str(one)
                assert [secret for secret in SECRETS if secret in answers[0].text.replace(known, "")] == [], str(one)
                tried += 1
    assert tried > 100


def _sent(reader: TestClient, call: Call) -> Response:
    found: Response = reader.request(call.method, call.path, params=call.query, json=call.body)
    return found


def test_whoever_may_see_the_client_is_answered(branch: Branch, app: FastAPI, theirs: dict[str, str]) -> None:
    """The same calls find something for a manager of the whole account: they are no idle tries."""
    manager = TestClient(app, headers={"Authorization": f"Bearer {branch.key(Role.MANAGER)}"}, follow_redirects=False)
    answered = {
        route.path
        for route in routes(app)
        if route.methods == {"GET"}
        for known in theirs
        for call in calls(route, known)
        if _sent(manager, call).status_code == 200
    }
    assert {"/api/documents/{id}", "/api/decisions/{id}", "/api/reviews/{id}"} <= answered
