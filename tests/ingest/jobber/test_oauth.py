"""OAuth over real HTTP against the simulator: connecting, refreshing once for everybody, losing permission."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from ingest.jobber.auth import JobberAuth
from ingest.jobber.connection import client_of, connect
from ingest.jobber.errors import Disconnected, Refused, Unavailable, Unreadable
from ingest.jobber.ids import opaque_id
from ingest.jobber.oauth import JobberApp, OAuth
from ingest.jobber.throttle import Throttle
from ingest.jobber.tokens import Tokens
from tests.fakes.account import HandClock, Served, served
from tests.fakes.tokens import MemoryTokenStore

ACCOUNT = opaque_id("Account", "account-1")


def test_connecting_keeps_the_tokens_under_the_id_of_the_account_they_open(jobber: Served, http: httpx.Client) -> None:
    store = MemoryTokenStore()
    account = jobber.connected(http, store)
    assert (account.id, account.name) == (ACCOUNT, "Quill & Daughters Heating")
    assert store.accounts() == [ACCOUNT]


def test_the_redirect_carries_the_state_that_was_sent(jobber: Served, http: httpx.Client) -> None:
    redirect = http.get(jobber.app.authorize_url("st&te 1"))
    query = parse_qs(urlsplit(redirect.headers["location"]).query)
    assert redirect.status_code == 302
    assert query["state"] == ["st&te 1"]
    assert query["code"][0]


def test_who_denies_comes_back_without_parameters(jobber: Served, http: httpx.Client) -> None:
    redirect = http.get(jobber.app.authorize_url("state-1") + "&deny=1")
    assert redirect.headers["location"] == jobber.app.redirect_uri


@pytest.mark.parametrize(
    ("name", "value"),
    [("client_id", "other"), ("redirect_uri", "https://elsewhere.example.com/callback"), ("response_type", "token")],
)
def test_an_unknown_app_or_redirect_is_not_sent_anywhere(
    jobber: Served, http: httpx.Client, name: str, value: str
) -> None:
    asked = {"response_type": "code", "client_id": "demo-client", "redirect_uri": jobber.app.redirect_uri}
    answer = http.get(f"{jobber.url}/api/oauth/authorize", params=asked | {name: value})
    assert answer.status_code == 400


def test_a_code_works_once(jobber: Served, http: httpx.Client) -> None:
    code, store = jobber.code(), MemoryTokenStore()
    connect(http, jobber.app, store, code)
    with pytest.raises(Disconnected, match="fineprint connect"):
        connect(http, jobber.app, store, code)


def test_a_code_needs_the_redirect_it_was_asked_with(jobber: Served, http: httpx.Client) -> None:
    elsewhere = replace(jobber.app, redirect_uri="http://127.0.0.1/other")
    with pytest.raises(Disconnected):
        OAuth(http, elsewhere).exchange(jobber.code())


def test_a_wrong_client_secret_is_told_apart_and_costs_no_connection(
    jobber: Served, http: httpx.Client, clock: HandClock
) -> None:
    store = MemoryTokenStore()
    account = jobber.connected(http, store)
    wrong = replace(jobber.app, client_secret="wrong")
    clock.advance(hours=2)
    with pytest.raises(Refused, match="FINEPRINT_JOBBER_CLIENT_SECRET"):
        client_of(http, wrong, store, account.id, Throttle(0)).execute("Account", {})
    assert client_of(http, jobber.app, store, account.id, Throttle(0)).execute("Account", {})["account"]


def test_a_refresh_token_works_once(jobber: Served, http: httpx.Client) -> None:
    oauth = OAuth(http, jobber.app)
    first = oauth.exchange(jobber.code())
    second = oauth.refresh(first.refresh)
    assert second.refresh != first.refresh
    with pytest.raises(Disconnected, match="no longer accepts"):
        oauth.refresh(first.refresh)
    assert oauth.refresh(second.refresh).access


def test_the_expiry_is_read_from_the_access_token(jobber: Served, http: httpx.Client, clock: HandClock) -> None:
    expires = OAuth(http, jobber.app).exchange(jobber.code()).expires_at
    assert expires is not None
    assert 3599 <= (expires - clock.now).total_seconds() <= 3600


@pytest.mark.parametrize("access", ["", "opaque", "a.b.c", "a.e30.c", "a.eyJleHAiOiAibmV2ZXIifQ.c"])
def test_a_token_that_says_no_expiry_has_none(access: str) -> None:
    assert Tokens(access, "refresh").expires_at is None


def test_a_token_about_to_expire_is_refreshed_before_it_is_used(http: httpx.Client, jobber: Served) -> None:
    store = MemoryTokenStore()
    account = jobber.connected(http, store)
    minute_before = jobber.simulator.clock() + timedelta(minutes=59)
    auth = JobberAuth(account.id, store, OAuth(http, jobber.app).refresh, now=lambda: minute_before)
    request = next(auth.sync_auth_flow(httpx.Request("POST", jobber.app.graphql_url)))
    assert jobber.simulator.tokens.refreshes == 1
    renewed = store.load(account.id)
    assert renewed is not None
    assert request.headers["Authorization"] == f"Bearer {renewed.access}"


def test_both_tokens_are_stored_before_the_new_one_is_used(
    jobber: Served, http: httpx.Client, clock: HandClock
) -> None:
    stored: list[str] = []

    class Watching(MemoryTokenStore):
        def save(self, account: str, tokens: Tokens) -> None:
            stored.append(tokens.access)
            super().save(account, tokens)

    used: list[str] = []
    http.event_hooks = {"request": [lambda request: used.append(request.headers.get("Authorization", ""))]}
    client = jobber.client(http, Watching())
    clock.advance(hours=2)
    client.execute("Account", {})
    assert used[-1] == f"Bearer {stored[-1]}"
    assert len(stored) == 1


def test_an_account_that_never_connected_is_told_to(jobber: Served, http: httpx.Client) -> None:
    client = client_of(http, jobber.app, MemoryTokenStore(), ACCOUNT, Throttle(0))
    with pytest.raises(Disconnected, match="fineprint connect"):
        client.execute("Account", {})


def test_a_revoked_account_is_disconnected_and_not_tried_again(
    jobber: Served, http: httpx.Client, clock: HandClock
) -> None:
    store = MemoryTokenStore()
    client = jobber.client(http, store)
    stolen = store.load(ACCOUNT)
    assert stolen is not None
    OAuth(http, jobber.app).refresh(stolen.refresh)  # our refresh token is spent by somebody else
    clock.advance(hours=2)
    with pytest.raises(Disconnected) as refused:
        client.execute("Account", {})
    assert (refused.value.retry, refused.value.of_account) == (False, True)


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (httpx.Response(200, html="<h1>Waiting room</h1>"), Unavailable),
        (httpx.Response(503, text="down"), Unavailable),
        (httpx.Response(200, json={"access_token": "a"}), Unreadable),
        (httpx.Response(401, json={"message": "The provided refresh token is not valid"}), Disconnected),
    ],
)
def test_answers_of_the_token_endpoint_are_told_apart(response: httpx.Response, error: type[Exception]) -> None:
    app = JobberApp("http://jobber.test", "id", "secret", "http://127.0.0.1/")
    with (
        httpx.Client(transport=httpx.MockTransport(lambda request: response)) as http,
        pytest.raises(error),
    ):
        OAuth(http, app).refresh("refresh-1")


def test_a_restarted_simulator_still_knows_its_clients(jobber: Served, http: httpx.Client) -> None:
    tokens = OAuth(http, jobber.app).exchange(jobber.code())
    with served(jobber.simulator.folder, clock=HandClock()) as restarted:
        assert OAuth(http, restarted.app).refresh(tokens.refresh).access
