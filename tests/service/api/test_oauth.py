"""Connecting from a browser: an admin begins, Jobber redirects, and nobody else's code is exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from anonymize.boundary import Scope
from ingest.jobber.records import Account
from service.api.oauth import COOKIE, Connecting
from service.api.server import Serving, http_app
from service.app import App
from service.auth.roles import Role
from tests.fakes.account import Served, served, write_account

OWNER = "the-owners-token"
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def jobber(tmp_path: Path) -> Iterator[Served]:
    with served(write_account(tmp_path / "account")) as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, jobber: Served) -> Iterator[App]:
    app = App(jobber.settings(tmp_path / "data"))
    yield app
    app.close()


@pytest.fixture
def browser(app: App) -> TestClient:
    """Somebody's browser: no key, but cookies."""
    serving = Serving(
        desk_for=app.desk_for,
        doorkeeper=app.doorkeeper(OWNER),
        engine=app.engine,
        sync=lambda account, run, full, folder: {},
        webhooks=app.receiver,
        connecting=Connecting(app.authorizations, app.jobber_app, app.connect),
        signing_in=app.signing_in,
    )
    return TestClient(http_app(serving), base_url=ORIGIN, follow_redirects=False)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def sent_by_jobber(authorize_url: str) -> str:
    """Where Jobber redirects an admin who allows it."""
    return httpx.get(authorize_url).headers["location"]


def test_an_admin_connects_over_the_start_route(browser: TestClient, app: App, jobber: Served) -> None:
    start = browser.get("/oauth/jobber/start", headers=bearer(OWNER))
    assert start.status_code == 302
    answer = browser.get(sent_by_jobber(start.headers["location"]))
    assert (answer.status_code, "Connected" in answer.text) == (200, True)
    [account] = app.tokens.accounts()
    assert app.tokens.load(account) is not None
    assert app.records.one(Scope(account), Account, account) is not None


def test_a_link_carries_a_flow_into_a_browser_that_has_no_key(browser: TestClient, app: App) -> None:
    url = browser.post("/oauth/jobber/tickets", headers=bearer(OWNER)).json()["url"]
    assert url.startswith(f"{ORIGIN}/oauth/jobber/open?ticket=")
    opened = browser.get(url)
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert "SameSite=lax" in opened.headers["set-cookie"]
    assert browser.get(sent_by_jobber(opened.headers["location"])).status_code == 200
    assert len(app.tokens.accounts()) == 1
    assert browser.get(url).status_code == 400


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.STAFF, Role.MANAGER, Role.SERVICE])
def test_only_an_admin_begins_a_flow(browser: TestClient, app: App, role: Role) -> None:
    _, secret = app.api_keys.create("acc-1", role)
    assert browser.get("/oauth/jobber/start", headers=bearer(secret)).status_code == 403
    assert browser.post("/oauth/jobber/tickets", headers=bearer(secret)).status_code == 403


def test_a_redirect_into_another_browser_exchanges_nothing(browser: TestClient, app: App, jobber: Served) -> None:
    start = browser.get("/oauth/jobber/start", headers=bearer(OWNER))
    back = sent_by_jobber(start.headers["location"])
    cookie = browser.cookies.get(COOKIE)
    browser.cookies.clear()
    assert browser.get(back).status_code == 400
    assert app.tokens.accounts() == []
    browser.cookies.set(COOKIE, cast(str, cookie))
    assert browser.get(back).status_code == 200
    assert browser.get(back).status_code == 400, "a state works once"


def test_a_start_from_the_marketplace_without_a_state_exchanges_nothing(
    browser: TestClient, app: App, jobber: Served
) -> None:
    answer = browser.get("/oauth/jobber/callback", params={"code": jobber.code()})
    assert (answer.status_code, "fineprint connect" in answer.text) == (409, True)
    assert app.tokens.accounts() == []


def test_who_denies_comes_back_without_parameters_and_is_told(browser: TestClient, app: App) -> None:
    start = browser.get("/oauth/jobber/start", headers=bearer(OWNER))
    answer = browser.get(sent_by_jobber(start.headers["location"] + "&deny=1"))
    assert (answer.status_code, "denied" in answer.text) == (403, True)
    assert app.tokens.accounts() == []


def test_an_admin_of_one_account_cannot_connect_another(browser: TestClient, app: App) -> None:
    _, secret = app.api_keys.create("another-account", Role.ADMIN)
    start = browser.get("/oauth/jobber/start", headers=bearer(secret))
    answer = browser.get(sent_by_jobber(start.headers["location"]))
    assert (answer.status_code, "another Jobber account" in answer.text) == (400, True)
    assert app.tokens.accounts() == []


def test_a_made_up_code_is_told_and_its_state_is_spent(browser: TestClient, app: App) -> None:
    start = browser.get("/oauth/jobber/start", headers=bearer(OWNER))
    state = parse_qs(urlsplit(start.headers["location"]).query)["state"][0]
    answer = browser.get("/oauth/jobber/callback", params={"code": "made-up", "state": state})
    assert (answer.status_code, "was not accepted" in answer.text) == (400, True)
    assert "made-up" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
