"""Every route and every role: what is answered, written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from service.auth.roles import PERMISSIONS, Permission, Role
from tests.fakes.branch import OWNER, Branch

COLUMNS = (Role.TECHNICIAN, Role.STAFF, Role.SERVICE, Role.MANAGER, Role.ADMIN)
VERDICT = {"version": 1}
# Method, path, body, the answer to a role that may, and which may: technician, staff, service, manager, admin.
MATRIX: list[tuple[str, str, Any, int, str]] = [
    ("POST", "/api/ask", {"question": "Who pays?", "client": "nobody known"}, 404, "yyyyy"),
    ("POST", "/api/coverage/check", {"job_id": "9999"}, 404, "yyyyy"),
    ("GET", "/api/coverage/card?client=nobody", None, 404, "yyyyy"),
    ("GET", "/api/documents", None, 200, "yyyyy"),
    ("GET", "/api/documents/{id}", None, 404, "yyyyy"),
    ("GET", "/api/documents/{id}/file", None, 404, "-y-yy"),
    ("POST", "/api/documents/{id}/read-again", None, 404, "-y-yy"),
    ("GET", "/api/decisions/{id}", None, 404, "yyyyy"),
    ("GET", "/api/decisions/{id}/explain", None, 404, "yyyyy"),
    ("POST", "/api/answers/{id}/feedback", {"verdict": "bad"}, 404, "yyyyy"),
    ("GET", "/api/reviews", None, 200, "---yy"),
    ("GET", "/api/reviews/{id}", None, 404, "---yy"),
    ("POST", "/api/reviews/{id}/close", {}, 404, "---yy"),
    ("POST", "/api/extractions", {"clients": ["nobody"], "dry_run": True}, 404, "-yyyy"),
    ("GET", "/api/extractions", None, 200, "-yyyy"),
    ("GET", "/api/extractions/{id}", None, 404, "-yyyy"),
    ("GET", "/api/extractions/{id}/report", None, 404, "-yyyy"),
    ("POST", "/api/extractions/{id}/pause", None, 404, "-yyyy"),
    ("POST", "/api/extractions/{id}/resume", None, 404, "-yyyy"),
    ("GET", "/api/approvals", None, 200, "-yyyy"),
    ("POST", "/api/approvals/approve", {"count": 7}, 409, "---yy"),
    ("GET", "/api/approvals/{id}", None, 404, "-yyyy"),
    ("POST", "/api/approvals/{id}/approve", VERDICT, 404, "---yy"),
    ("POST", "/api/approvals/{id}/reject", VERDICT, 404, "---yy"),
    ("POST", "/api/approvals/{id}/edit", {"version": 1, "value": "x"}, 404, "---yy"),
    ("POST", "/api/approvals/{id}/undo", {}, 404, "---yy"),
    ("GET", "/api/rollout", None, 200, "-yyyy"),
    ("PUT", "/api/rollout", {"action": "fly", "mode": "guided"}, 409, "----y"),
    ("GET", "/api/fields/map", None, 200, "-yyyy"),
    ("PUT", "/api/fields/map", {"yaml": "[]"}, 422, "----y"),
    ("GET", "/api/fields/missing", None, 200, "-yyyy"),
    ("POST", "/api/fields", {"on": "clients"}, 422, "----y"),
    ("GET", "/api/learned", None, 200, "-yyyy"),
    ("DELETE", "/api/learned/{id}", None, 404, "----y"),
    ("GET", "/api/audit", None, 200, "---yy"),
    ("GET", "/api/audit/verify", None, 200, "---yy"),
    ("GET", "/api/users", None, 200, "----y"),
    ("POST", "/api/users", {"email": "no address", "role": "staff"}, 422, "----y"),
    ("POST", "/api/users/{id}/role", {"role": "staff"}, 404, "----y"),
    ("DELETE", "/api/users/{id}", None, 404, "----y"),
    ("GET", "/api/api-keys", None, 200, "----y"),
    ("POST", "/api/api-keys", {"role": "technician"}, 422, "----y"),
    ("DELETE", "/api/api-keys/{id}", None, 404, "----y"),
    ("POST", "/auth/signout", None, 204, "yyyyy"),
    ("GET", "/api/session", None, 200, "yyyyy"),
    ("GET", "/v1/models", None, 200, "yyyyy"),
    ("GET", "/v1/models/{id}", None, 404, "yyyyy"),
    ("POST", "/v1/chat/completions", {"messages": []}, 400, "yyyyy"),
    ("POST", "/api/erasures", {"client": "nobody known"}, 404, "----y"),
    ("GET", "/api/erasures", None, 200, "----y"),
    ("GET", "/api/erasures/{id}", None, 404, "----y"),
    ("GET", "/metrics", None, 200, "----y"),
    ("POST", "/local/sync", {"run": "r"}, 403, "----y"),  # the machine's own command line only; see below
    ("GET", "/api/sync", None, 200, "yyyyy"),
    ("GET", "/oauth/jobber/start", None, 302, "----y"),
    ("POST", "/oauth/jobber/tickets", None, 201, "----y"),
]
# Asked for no key: health, and what another proof guards (a signature, a one-time state).
OPEN: dict[tuple[str, str], int] = {
    ("GET", "/healthz"): 200,
    ("GET", "/readyz"): 200,
    ("POST", "/webhooks/jobber"): 401,
    ("GET", "/oauth/jobber/open"): 422,
    ("GET", "/oauth/jobber/callback"): 403,
    ("GET", "/auth/signin"): 404,
    ("GET", "/auth/callback"): 400,
    ("GET", "/docs"): 200,
}
PAGES = (
    "/ask",
    "/answers",
    "/reviews",
    "/scope",
    "/jobs",
    "/agreements",
    "/documents",
    "/approvals",
    "/alerts",
    "/audit",
    "/setup",
    "/sign-",
)


@pytest.fixture(scope="module")
def app(branch: Branch) -> FastAPI:
    return branch.http_app()


@pytest.fixture(scope="module")
def callers(branch: Branch, app: FastAPI) -> dict[Role, TestClient]:
    narrowed = {Role.TECHNICIAN: {"jobber_user": "u-1"}}
    keys = {role: branch.key(role, **narrowed.get(role, {})) for role in COLUMNS}
    return {
        role: TestClient(app, headers={"Authorization": f"Bearer {key}"}, follow_redirects=False)
        for role, key in keys.items()
    }


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every route of ours that is no page."""
    included = [route.original_router.routes for route in app.routes if hasattr(route, "original_router")]
    for route in (route for group in (app.routes, *included) for route in group if isinstance(route, APIRoute)):
        if route.path != "/" and not route.path.startswith(PAGES):
            yield from ((method, route.path) for method in route.methods or ())


def pages(app: FastAPI) -> list[APIRoute]:
    included = [route.original_router.routes for route in app.routes if hasattr(route, "original_router")]
    found = [route for group in included for route in group if isinstance(route, APIRoute)]
    return [route for route in found if route.path == "/" or route.path.startswith(PAGES[:-1])]


def walked(dependant: Dependant) -> Iterator[Dependant]:
    for each in dependant.dependencies:
        yield each
        yield from walked(each)


def plain(path: str) -> str:
    """A path of the matrix as the application calls it."""
    return path.partition("?")[0]


def test_the_matrix_has_every_route(app: FastAPI) -> None:
    assert {(method, plain(path)) for method, path, *_ in MATRIX} | set(OPEN) == set(routes(app))
    assert len(MATRIX) == len({(method, path) for method, path, *_ in MATRIX})


@pytest.mark.parametrize(
    ("method", "path", "body", "answer", "may"), MATRIX, ids=[f"{row[0]} {row[1]}" for row in MATRIX]
)
def test_each_role_is_answered_as_the_matrix_says(
    app: FastAPI, callers: dict[Role, TestClient], method: str, path: str, body: Any, answer: int, may: str
) -> None:
    called = path.replace("{id}", "none")
    got = {role: callers[role].request(method, called, json=body).status_code for role in COLUMNS}
    assert got == {role: answer if letter == "y" else 403 for role, letter in zip(COLUMNS, may, strict=True)}
    assert TestClient(app).request(method, called, json=body).status_code == 401


def test_each_page_refuses_the_roles_without_its_permission(app: FastAPI, callers: dict[Role, TestClient]) -> None:
    for route in pages(app):
        asked = {getattr(each.call, "permission", None) for each in walked(route.dependant)}
        needed = {permission for permission in asked if isinstance(permission, Permission)}
        assert len(needed) == 1, route.path
        method = min(route.methods or {"GET"})
        path = re.sub(r"\{\w+\}", "none", route.path)
        refused = {role for role in Role if not needed <= PERMISSIONS[role]}
        assert {role: callers[role].request(method, path).status_code for role in refused} == dict.fromkeys(
            refused, 403
        )
        assert TestClient(app, follow_redirects=False).request(method, path).status_code == 401


@pytest.mark.parametrize(("route", "answer"), OPEN.items(), ids=lambda value: str(value))
def test_what_asks_for_no_key_answers_as_it_should(app: FastAPI, route: tuple[str, str], answer: int) -> None:
    assert TestClient(app, follow_redirects=False).request(*route).status_code == answer


def test_the_machines_own_command_line_alone_starts_a_sync_of_its_folders(app: FastAPI) -> None:
    owner = {"Authorization": f"Bearer {OWNER}", "X-Fineprint-Account": "account-1", "X-Fineprint-As": "admin"}
    assert TestClient(app).post("/local/sync", json={"run": "r"}, headers=owner).status_code == 200


def test_a_programs_key_may_what_it_was_given_and_nothing_else(branch: Branch, app: FastAPI) -> None:
    made = branch.access.create_key("account-1", Role.SERVICE, by="owner", permissions=["see_audit"])  # type: ignore[list-item]
    program = TestClient(app, headers={"Authorization": f"Bearer {made['key']}"})
    assert program.get("/api/audit").status_code == 200
    assert {program.get(path).status_code for path in ("/api/documents", "/api/approvals", "/api/users")} == {403}
