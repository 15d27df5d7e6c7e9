"""Bearer tokens on every request, refreshed once for everybody.

Jobber's refresh tokens rotate: an old one is dead the moment it was used. So the refresh happens under the account's
lock, the stored tokens are read again inside it, and both new tokens are stored before either is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta

import httpx

from ingest.jobber.errors import Disconnected
from ingest.jobber.tokens import Tokens, TokenStore

EARLY = timedelta(minutes=2)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Bearer(httpx.Auth):
    """Tokens that are used as they are: for asking whose they are, before they are stored."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield _signed(request, self._tokens)


class JobberAuth(httpx.Auth):
    """Raises `Disconnected` when the account has no tokens, or Jobber takes none of them."""

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
        tokens = self._stored()
        if self._is_due(tokens):
            tokens = self._renewed(tokens)
        response = yield _signed(request, tokens)
        if response.status_code == 401:
            yield _signed(request, self._renewed(tokens))

    def _stored(self) -> Tokens:
        tokens = self._store.load(self._account)
        if tokens is None:
            raise Disconnected("this Jobber account is not connected; run `fineprint connect`")
        return tokens

    def _is_due(self, tokens: Tokens) -> bool:
        return tokens.expires_at is not None and tokens.expires_at <= self._now() + EARLY

    def _renewed(self, used: Tokens) -> Tokens:
        with self._store.lock(self._account):
            stored = self._stored()
            if stored != used:
                return stored  # another thread or process has refreshed meanwhile
            fresh = self._refresh(stored.refresh)
            self._store.save(self._account, fresh)
            return fresh


def _signed(request: httpx.Request, tokens: Tokens) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {tokens.access}"
    return request
