"""Bearer tokens on every request, refreshed once for everybody, and given up for good when Jobber says so.

Jobber's refresh tokens rotate: an old one is dead the moment it was used. So the refresh happens under the account's
lock, the stored tokens are read again inside it, the exchange is noted before it is asked for, and both new tokens are
stored before either is used. Where a crash came between, the stored token is tried once more: Jobber takes it where
rotation is off and for apps made before 2024-01-02, and otherwise the account has to be connected again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from ingest.jobber.answers import BLOCK, is_block
from ingest.jobber.connection_state import RECONNECT, Disconnection
from ingest.jobber.errors import Blocked, Disconnected
from ingest.jobber.tokens import Tokens, TokenStore

EARLY = timedelta(minutes=2)
_SIGNS = {"disconnected this app": Disconnection.USER, "account is not active": Disconnection.INACTIVE}


def utc_now() -> datetime:
    return datetime.now(UTC)


class Bearer(httpx.Auth):
    """Tokens that are used as they are: for asking whose they are, before they are stored."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield _signed(request, self._tokens)


class JobberAuth(httpx.Auth):
    """Raises `Disconnected` when the account has no tokens, or Jobber takes none of them; then no call is made.

    `Blocked` likewise while the block that follows unusual activity lasts, in every process.
    """

    def __init__(
        self,
        account: str,
        store: TokenStore,
        refresh: Callable[[str], Tokens],
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._account, self._store, self._refresh, self._now = account, store, refresh, now

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        self._check_block()
        tokens = self._stored()
        if self._is_due(tokens):
            tokens = self._renewed(tokens)
        response = yield _signed(request, tokens)
        self._heed(response)
        if response.status_code == 401:
            response = yield _signed(request, self._renewed(tokens))
            self._heed(response)

    def _stored(self) -> Tokens:
        tokens = self._store.load(self._account)
        if tokens is None:
            raise self._gone()
        return tokens

    def _gone(self) -> Disconnected:
        state = self._store.state(self._account)
        return Disconnected(state.ended() if state else f"this Jobber account was never connected; {RECONNECT}")

    def _check_block(self) -> None:
        state = self._store.state(self._account)
        if state and state.blocked_until and self._now() < state.blocked_until:
            raise Blocked(state.blocked_until)

    def _blocked(self) -> Blocked:
        until = self._now() + BLOCK
        self._store.block(self._account, until)
        return Blocked(until)

    def _is_due(self, tokens: Tokens) -> bool:
        return tokens.expires_at is not None and tokens.expires_at <= self._now() + EARLY

    def _renewed(self, used: Tokens) -> Tokens:
        with self._store.lock(self._account):
            stored = self._stored()
            return self._exchanged(stored) if stored == used else stored  # another one may have refreshed meanwhile

    def _exchanged(self, stored: Tokens) -> Tokens:
        interrupted = self._store.begin_refresh(self._account)
        try:
            fresh = self._refresh(stored.refresh)
        except Blocked:
            raise self._blocked() from None
        except Disconnected:
            self._store.disconnect(self._account, Disconnection.LOST if interrupted else Disconnection.REFUSED)
            raise self._gone() from None
        self._store.save(self._account, fresh)
        return fresh

    def _heed(self, response: httpx.Response) -> None:
        """Give the tokens up where Jobber says that its permission has ended; keep still where it asks for that."""
        content = response.read()
        if is_block(response):
            raise self._blocked()
        why = disconnection_in(content)
        if why is not None:
            self._store.disconnect(self._account, why)
            raise self._gone()


def disconnection_in(content: bytes) -> Disconnection | None:
    """What an answer says about the end of the permission: in its errors, never in its data."""
    lowered = content.lower()
    if not any(sign.encode() in lowered for sign in _SIGNS):
        return None
    said = " ".join(_messages(content)).lower()
    return next((why for sign, why in _SIGNS.items() if sign in said), None)


def _messages(content: bytes) -> Iterator[str]:
    """`{"message": …}`, `{"error": {"message": …}}` and GraphQL's `{"errors": [{"message": …}]}`."""
    try:
        body = json.loads(content)
    except ValueError:
        return
    if isinstance(body, dict):
        errors: list[Any] = body["errors"] if isinstance(body.get("errors"), list) else []
        for each in (body, body.get("error"), *errors):
            if isinstance(each, dict):
                yield str(each.get("message", ""))


def _signed(request: httpx.Request, tokens: Tokens) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {tokens.access}"
    return request
