"""The end of a permission: whoever ended it, no call follows, and the reason is told until it is given again."""

from __future__ import annotations

import httpx
import pytest

from ingest.jobber.auth import disconnection_in
from ingest.jobber.client import VERSION, JobberClient
from ingest.jobber.connection import client_of, connect, disconnect
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected, Refused
from ingest.jobber.ids import opaque_id
from ingest.jobber.oauth import JobberApp, OAuth
from ingest.jobber.throttle import Throttle
from ingest.jobber.tokens import Tokens
from tests.fakes.account import HandClock, Served
from tests.fakes.tokens import MemoryTokenStore

ACCOUNT = opaque_id("Account", "account-1")


def answering(store: MemoryTokenStore, *responses: httpx.Response) -> tuple[JobberClient, list[httpx.Request]]:
    """A client of a Jobber that gives these answers one after the other, and the requests it got."""
    asked, waiting = list[httpx.Request](), list(responses)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return waiting.pop(0)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    return client_of(http, JobberApp("http://jobber.test", "id", "secret"), store, ACCOUNT, Throttle(0)), asked


def connected() -> MemoryTokenStore:
    store = MemoryTokenStore()
    store.connect(ACCOUNT, Tokens("access-1", "refresh-1"))
    return store


def test_connecting_keeps_the_user_the_tokens_are_tied_to(jobber: Served, http: httpx.Client) -> None:
    store = MemoryTokenStore()
    jobber.connected(http, store)
    state = store.state(ACCOUNT)
    assert state is not None
    assert state.user_id == opaque_id("User", "user-1")


def test_the_version_that_jobber_serves_is_kept_with_its_warning(jobber: Served, http: httpx.Client) -> None:
    store = MemoryTokenStore()
    jobber.client(http, store).execute("Account", {})
    state = store.state(ACCOUNT)
    assert state is not None
    assert (state.served_version, state.version_warning) == (VERSION, None)


def test_a_warning_about_the_version_is_kept() -> None:
    store = connected()
    versioning = {"versioning": {"version": "2025-04-16", "warning": "goes away on 2026-10-01"}}
    answer = {"data": {"account": {"id": ACCOUNT, "name": "A"}}, "extensions": versioning}
    client, _ = answering(store, httpx.Response(200, json=answer))
    client.execute("Account", {})
    state = store.state(ACCOUNT)
    assert state is not None
    assert (state.served_version, state.version_warning) == ("2025-04-16", "goes away on 2026-10-01")


def test_another_account_than_the_one_to_connect_is_refused(jobber: Served, http: httpx.Client) -> None:
    store = MemoryTokenStore()
    with pytest.raises(Refused, match="another Jobber account"):
        connect(http, jobber.app, store, jobber.code(), only="somebody-else")
    assert store.accounts() == []


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (
            httpx.Response(401, json={"message": "User has disconnected this app from their account. Please delete…"}),
            Disconnection.USER,
        ),
        (
            httpx.Response(200, json={"errors": [{"message": "User has disconnected this app from their account."}]}),
            Disconnection.USER,
        ),
        (httpx.Response(200, json={"error": {"message": "This account is not active"}}), Disconnection.INACTIVE),
    ],
)
def test_a_permission_that_jobber_says_has_ended_is_never_used_again(
    response: httpx.Response, why: Disconnection
) -> None:
    store = connected()
    client, asked = answering(store, response)
    for _ in range(3):
        with pytest.raises(Disconnected, match=r"is disconnected since .* `fineprint connect`"):
            client.execute("Account", {})
    assert len(asked) == 1
    assert store.load(ACCOUNT) is None
    state = store.state(ACCOUNT)
    assert state is not None
    assert state.why == why


def test_the_words_of_a_disconnection_inside_a_record_end_nothing() -> None:
    answer = httpx.Response(200, json={"data": {"note": {"message": "User has disconnected this app, he says"}}})
    assert disconnection_in(answer.content) is None
    assert disconnection_in(b"This account is not active") is None


def test_a_user_who_disconnects_ends_all_calls_until_he_connects_again(jobber: Served, http: httpx.Client) -> None:
    store = MemoryTokenStore()
    client = jobber.client(http, store)
    jobber.simulator.tokens.disconnect()
    for _ in range(2):
        with pytest.raises(Disconnected, match="a user disconnected the app in Jobber"):
            client.execute("Account", {})
    assert jobber.simulator.tokens.refreshes == 0
    jobber.connected(http, store)
    assert client.execute("Account", {})["account"]["id"] == ACCOUNT


def test_disconnecting_asks_jobber_and_forgets_the_tokens(jobber: Served, http: httpx.Client) -> None:
    store = MemoryTokenStore()
    client = jobber.client(http, store)
    tokens = store.load(ACCOUNT)
    assert tokens is not None
    disconnect(client, store, ACCOUNT)
    assert store.load(ACCOUNT) is None
    state = store.state(ACCOUNT)
    assert state is not None
    assert state.why == Disconnection.HERE
    with pytest.raises(Disconnected):
        OAuth(http, jobber.app).refresh(tokens.refresh)


def test_a_disconnection_that_jobber_refuses_forgets_nothing() -> None:
    store = connected()
    payload = {"data": {"appDisconnect": {"app": None, "userErrors": [{"message": "no", "path": []}]}}}
    client, _ = answering(store, httpx.Response(200, json=payload))
    with pytest.raises(Refused) as refused:
        disconnect(client, store, ACCOUNT)
    assert refused.value.reasons == ("no",)
    assert store.load(ACCOUNT) is not None


def test_a_disconnection_without_an_answer_is_read_back() -> None:
    store = connected()
    gone = httpx.Response(401, json={"message": "User has disconnected this app from their account."})
    client, asked = answering(store, httpx.Response(502, text="bad gateway"), gone)
    disconnect(client, store, ACCOUNT)
    assert len(asked) == 2
    assert store.load(ACCOUNT) is None


def test_disconnecting_what_is_disconnected_keeps_the_first_reason(
    jobber: Served, http: httpx.Client, clock: HandClock
) -> None:
    store = MemoryTokenStore()
    client = jobber.client(http, store)
    store.disconnect(ACCOUNT, Disconnection.WEBHOOK)
    disconnect(client, store, ACCOUNT)
    state = store.state(ACCOUNT)
    assert state is not None
    assert state.why == Disconnection.WEBHOOK
