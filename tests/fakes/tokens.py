"""Tokens kept in memory; passes the contract of `ingest.jobber.tokens.TokenStore`."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from ingest.jobber.connection_state import ConnectionState, Disconnection
from ingest.jobber.errors import Disconnected
from ingest.jobber.tokens import Tokens


class MemoryTokenStore:
    def __init__(self) -> None:
        self._tokens: dict[str, Tokens] = {}
        self._states: dict[str, ConnectionState] = {}
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def load(self, account: str) -> Tokens | None:
        return self._tokens.get(account)

    def connect(self, account: str, tokens: Tokens, user_id: str | None = None) -> None:
        self._states[account] = ConnectionState(account, True, datetime.now(UTC), user_id)
        self._keep(account, tokens)

    def begin_refresh(self, account: str) -> datetime | None:
        known = self._states.get(account)
        if known and known.connected and known.refresh_begun_at is None:
            self._states[account] = replace(known, refresh_begun_at=datetime.now(UTC))
        return known.refresh_begun_at if known else None

    def save(self, account: str, tokens: Tokens) -> None:
        known = self._states.get(account)
        if known is None or not known.connected:
            raise Disconnected(known.ended() if known else "this Jobber account was never connected")
        self._keep(account, tokens)

    def disconnect(self, account: str, why: Disconnection, *, at: datetime | None = None) -> None:
        known, happened = self._states.get(account), at or datetime.now(UTC)
        if known and known.connected and known.connected_at <= happened:
            del self._tokens[account]
            self._states[account] = replace(
                known,
                connected=False,
                disconnected_at=happened,
                why=why,
                expires_at=None,
                refresh_begun_at=None,
                token_warning=None,
            )

    def note_version(self, account: str, served: str | None, warning: str | None) -> None:
        if account in self._states:
            self._states[account] = replace(self._states[account], served_version=served, version_warning=warning)

    def block(self, account: str, until: datetime) -> None:
        if account in self._tokens:
            self._states[account] = replace(self._states[account], blocked_until=until)

    def state(self, account: str) -> ConnectionState | None:
        return self._states.get(account)

    def accounts(self) -> list[str]:
        return sorted(self._states)

    @contextmanager
    def lock(self, account: str) -> Iterator[None]:
        with self._locks[account]:
            yield

    def _keep(self, account: str, tokens: Tokens) -> None:
        self._tokens[account] = tokens
        self._states[account] = replace(
            self._states[account],
            expires_at=tokens.expires_at,
            refresh_begun_at=None,
            token_warning=tokens.warning,
        )
