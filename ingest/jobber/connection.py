"""Puts the parts together: an account that gave its permission, the client of one, and the end of the permission."""

from __future__ import annotations

import httpx

from ingest.jobber.auth import Bearer, JobberAuth
from ingest.jobber.client import VERSION, JobberClient, at
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected, Refused, Uncertain
from ingest.jobber.oauth import JobberApp, OAuth
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Account
from ingest.jobber.throttle import Throttle
from ingest.jobber.tokens import TokenStore


def connect(
    http: httpx.Client,
    app: JobberApp,
    store: TokenStore,
    code: str,
    *,
    version: str = VERSION,
    only: str | None = None,
) -> Account:
    """Exchange the code, ask Jobber whose account it opens and who gave it, and keep the tokens under the account's id.

    Raises `Refused` where `only` names another account; its tokens are not kept then.
    """
    tokens = OAuth(http, app).exchange(code)
    client = JobberClient(http, app.graphql_url, Bearer(tokens), Throttle(), version=version)
    account = JobberReader(client).account()
    if only is not None and account.id != only:
        raise Refused("permission was given for another Jobber account than the one to connect; sign in to that one")
    user = _connecting_user(client)
    with store.lock(account.id):
        store.connect(account.id, tokens, user)
    return account


def disconnect(client: JobberClient, store: TokenStore, account: str) -> None:
    """Ask Jobber to end the app's permission, then forget the tokens. Raises `JobberError` where Jobber did not."""
    try:
        payload = at(client.execute("AppDisconnect", {}), "appDisconnect") or {}
    except Uncertain:
        return _read_back(client)
    except Disconnected:
        return None  # it had ended before, and the store knows why
    if payload.get("userErrors"):
        raise Refused("Jobber did not disconnect the app", tuple(each["message"] for each in payload["userErrors"]))
    store.disconnect(account, Disconnection.HERE)
    return None


def client_of(
    http: httpx.Client, app: JobberApp, store: TokenStore, account: str, throttle: Throttle, *, version: str = VERSION
) -> JobberClient:
    """The client of a connected account; give every client of one account the same `throttle`."""
    auth = JobberAuth(account, store, OAuth(http, app).refresh)

    def note_version(served: str | None, warning: str | None) -> None:
        store.note_version(account, served, warning)

    return JobberClient(http, app.graphql_url, auth, throttle, version=version, note_version=note_version)


def _connecting_user(client: JobberClient) -> str | None:
    """Jobber ties the tokens to this user; unknown where the app may not read users."""
    try:
        user = at(client.execute("ConnectingUser", {}), "user")
    except Refused:
        return None
    return str(user["id"]) if user else None


def _read_back(client: JobberClient) -> None:
    """Whether a disconnection without an answer happened: then Jobber says so, and the tokens are gone."""
    try:
        client.execute("Account", {})
    except Disconnected:
        return
    raise Refused("Jobber did not disconnect the app; try again")
