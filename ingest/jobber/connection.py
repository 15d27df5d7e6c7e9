"""Puts the parts together: an account that gave its permission, and the client of a connected account."""

from __future__ import annotations

import httpx

from ingest.jobber.auth import Bearer, JobberAuth
from ingest.jobber.client import VERSION, JobberClient
from ingest.jobber.oauth import JobberApp, OAuth
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Account
from ingest.jobber.throttle import Throttle
from ingest.jobber.tokens import TokenStore


def connect(http: httpx.Client, app: JobberApp, store: TokenStore, code: str, *, version: str = VERSION) -> Account:
    """Exchange the code, ask Jobber whose account it opens, and keep the tokens under that account's id."""
    tokens = OAuth(http, app).exchange(code)
    client = JobberClient(http, app.graphql_url, Bearer(tokens), Throttle(), version=version)
    account = JobberReader(client).account()
    with store.lock(account.id):
        store.save(account.id, tokens)
    return account


def client_of(
    http: httpx.Client, app: JobberApp, store: TokenStore, account: str, throttle: Throttle, *, version: str = VERSION
) -> JobberClient:
    """The client of a connected account; give every client of one account the same `throttle`."""
    auth = JobberAuth(account, store, OAuth(http, app).refresh)
    return JobberClient(http, app.graphql_url, auth, throttle, version=version)
