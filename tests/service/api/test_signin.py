"""Signing in with a real issuer's flow, and what a browser that is signed in may and may not do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.access import Access
from service.api import access as access_routes
from service.api import problems, signin
from service.auth.bearer import Doorkeeper
from service.auth.oidc import Issuer
from service.auth.roles import Role
from service.web.rendering import Pages
from tests.fakes.entrance import signing_in_of
from tests.fakes.issuer import CLIENT_ID, CLIENT_SECRET, LocalIssuer, issuing

ORIGIN = "http://fineprint.test"


@pytest.fixture(scope="module")
def running_issuer() -> Iterator[LocalIssuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def issuer(running_issuer: LocalIssuer) -> LocalIssuer:
    running_issuer.person = {"sub": "ada-1", "email": "ada@example.com", "email_verified": True}
    running_issuer.changed, running_issuer.signed_with = {}, None
    return running_issuer


@pytest.fixture
def app(engine: Engine, keyring: Keyring, issuer: LocalIssuer) -> FastAPI:
    client = Issuer(issuer.url, CLIENT_ID, CLIENT_SECRET, f"{ORIGIN}/auth/callback")
    signing = signing_in_of(engine, keyring, client)
    app = FastAPI()
    app.state.signing_in, app.state.access, app.state.pages = signing, signing.access, Pages(UTC)
    app.state.doorkeeper = Doorkeeper(
        signing.access.keys, "owner-token", lambda account, user: frozenset({user}), signing.access.sessions
    )
    problems.install(app)
    for part in (signin, access_routes):
        app.include_router(part.router)
    return app


@pytest.fixture
def access(app: FastAPI) -> Access:
    found: Access = app.state.access
    return found


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=ORIGIN, follow_redirects=False)


def sign_in(browser: TestClient, then: str = "/") -> httpx.Response:
    """All the way: to the issuer, and back to us with its code."""
    begun = browser.get("/auth/signin", params={"then": then})
    back = urlsplit(httpx.get(begun.headers["location"]).headers["location"])
    answer: Any = browser.get(f"{back.path}?{back.query}")
    return answer  # type: ignore[no-any-return]


def test_a_user_signs_in_and_goes_on_where_he_was(browser: TestClient, access: Access) -> None:
    user = access.add_user("acme", "Ada@Example.com", Role.MANAGER, by="owner")
    answer = sign_in(browser, "/approvals?state=pending")
    assert (answer.status_code, answer.headers["location"]) == (303, "/approvals?state=pending")
    session = browser.get("/api/session").json()
    assert (session["name"], session["role"], session["account"]) == (user.id, "manager", "acme")
    assert "approve" in session["permissions"]
    kinds = [event.kind for event in access.audit.events(Scope("acme"))]
    assert kinds == ["user.added", "signin.done"]


def test_the_session_cookie_is_out_of_scripts_and_other_sites_reach(browser: TestClient, access: Access) -> None:
    access.add_user("acme", "ada@example.com", Role.MANAGER, by="owner")
    [cookie] = [each for each in sign_in(browser).headers.get_list("set-cookie") if "fineprint_session" in each]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


def test_over_https_cookies_are_secure(app: FastAPI, browser: TestClient) -> None:
    app.state.signing_in = type(app.state.signing_in)(
        app.state.signing_in.issuer, app.state.signing_in.flows, app.state.access, secure=True
    )
    assert "Secure" in browser.get("/auth/signin").headers["set-cookie"]


def test_who_is_no_user_is_not_let_in_and_the_log_knows_an_address_only_as_a_digest(
    browser: TestClient, access: Access
) -> None:
    answer = sign_in(browser)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    [event] = access.audit.events(Scope("acme"))
    assert event.kind == "signin.refused"
    assert "ada@example.com" not in str(event)


@pytest.mark.parametrize(
    "changed",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"nonce": "of another flow"},
        {"aud": "another-client"},
        {"iss": "https://evil.example.com"},
        {"exp": int(time.time()) - 3600},
        {"sub": None},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_an_id_token_that_does_not_fit_lets_nobody_in(
    browser: TestClient, access: Access, issuer: LocalIssuer, changed: dict[str, Any]
) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    issuer.changed = changed
    answer = sign_in(browser)
    assert answer.status_code == 502
    assert browser.get("/api/session").status_code == 401


def test_a_token_signed_by_somebody_else_lets_nobody_in(
    browser: TestClient, access: Access, issuer: LocalIssuer
) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    issuer.signed_with = RSAKey.generate_key(2048, parameters={"kid": "key-1"})
    assert sign_in(browser).status_code == 502


def test_an_address_that_was_given_to_somebody_else_lets_that_person_not_in(
    browser: TestClient, access: Access, issuer: LocalIssuer
) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    assert sign_in(browser).status_code == 303
    issuer.person = issuer.person | {"sub": "another-person"}
    assert sign_in(browser).status_code == 403


def test_a_flow_works_once_and_only_in_the_browser_that_began_it(
    app: FastAPI, browser: TestClient, access: Access
) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    begun = browser.get("/auth/signin")
    back = urlsplit(httpx.get(begun.headers["location"]).headers["location"])
    other = TestClient(app, base_url=ORIGIN, follow_redirects=False)
    assert other.get(f"{back.path}?{back.query}").status_code == 400
    assert browser.get(f"{back.path}?{back.query}").status_code == 303
    assert browser.get(f"{back.path}?{back.query}").status_code == 400
    assert browser.get("/auth/callback?error=access_denied").status_code == 400


@pytest.mark.parametrize(
    "then", ["https://evil.example.com", "//evil.example.com", "/\\evil.example.com", "javascript:1"]
)
def test_a_sign_in_never_ends_at_another_site(browser: TestClient, access: Access, then: str) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    assert sign_in(browser, then).headers["location"] == "/"


def test_a_browsers_change_needs_the_csrf_token_and_a_programs_key_does_not(
    app: FastAPI, browser: TestClient, access: Access
) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    sign_in(browser)
    body = {"email": "ben@example.com", "role": "staff"}
    assert browser.post("/api/users", json=body).status_code == 403
    assert browser.post("/api/users", json=body, headers={"X-CSRF-Token": "guessed"}).status_code == 403
    token = browser.get("/api/session").json()["csrf"]
    assert browser.post("/api/users", json=body, headers={"X-CSRF-Token": token}).status_code == 201
    key = access.create_key("acme", Role.ADMIN, by="owner")["key"]
    bare = TestClient(app, headers={"Authorization": f"Bearer {key}"})
    assert bare.post("/api/users", json=body | {"email": "cleo@example.com"}).status_code == 201
    assert bare.get("/api/session").json()["csrf"] is None


def test_signing_out_makes_the_cookie_worthless(browser: TestClient, access: Access) -> None:
    access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    sign_in(browser)
    cookie = browser.cookies["fineprint_session"]
    token = browser.get("/api/session").json()["csrf"]
    assert browser.post("/auth/signout").status_code == 403
    assert browser.post("/auth/signout", headers={"X-CSRF-Token": token}).status_code == 204
    browser.cookies.set("fineprint_session", cookie)
    assert browser.get("/api/session").status_code == 401


def test_a_removed_user_is_out_at_once_and_the_last_admin_cannot_be_removed(
    browser: TestClient, access: Access
) -> None:
    ada = access.add_user("acme", "ada@example.com", Role.ADMIN, by="owner")
    sign_in(browser)
    token = {"X-CSRF-Token": browser.get("/api/session").json()["csrf"]}
    refused = browser.delete(f"/api/users/{ada.id}", headers=token)
    assert (refused.status_code, refused.json()["detail"]) == (422, "this is the last admin; make another one first")
    assert browser.post(f"/api/users/{ada.id}/role", json={"role": "staff"}, headers=token).status_code == 422
    access.add_user("acme", "ben@example.com", Role.ADMIN, by="owner")
    assert browser.delete(f"/api/users/{ada.id}", headers=token).status_code == 204
    assert browser.get("/api/session").status_code == 401


def test_without_an_issuer_signing_in_says_how_to_set_it_up(
    engine: Engine, keyring: Keyring, browser: TestClient
) -> None:
    browser.app.state.signing_in = signing_in_of(engine, keyring)  # type: ignore[attr-defined]
    answer = browser.get("/auth/signin")
    assert answer.status_code == 404
    assert "FINEPRINT_OIDC_ISSUER" in answer.text
