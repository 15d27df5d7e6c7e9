"""An account's connection in SQL: its tokens, sealed under the account's key, and what is known of its permission."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, or_, select, update

from anonymize.keys import Keyring
from ingest.jobber.connection_state import ConnectionState, Disconnection
from ingest.jobber.errors import Disconnected
from ingest.jobber.tables import jobber_connections as connections
from ingest.jobber.token_lease import TokenLease
from ingest.jobber.tokens import Tokens

_CONTEXT = "jobber tokens"
_ENDED = {"refresh_begun_at": None, "disconnected_at": None, "disconnected_why": None}


class SqlTokenStore:
    """Call outside any transaction: every method opens its own."""

    def __init__(
        self, engine: Engine, keyring: Keyring, *, now: Callable[[], float] = time.time, patience: float = 120.0
    ) -> None:
        self._engine, self._keyring = engine, keyring
        self._lease = TokenLease(engine, now=now, patience=patience)

    def load(self, account: str) -> Tokens | None:
        row = self._row(account)
        return None if row is None or row.sealed is None else self._open(account, row.sealed)

    def connect(self, account: str, tokens: Tokens, user_id: str | None = None) -> None:
        known = {"user_id": user_id, "connected_at": datetime.now(UTC), "served_version": None, "version_warning": None}
        values = self._sealed(account, tokens) | _ENDED | known
        with self._engine.begin() as connection:
            mine = update(connections).where(connections.c.account == account)
            if not connection.execute(mine.values(**values)).rowcount:
                connection.execute(insert(connections).values(account=account, **values))

    def begin_refresh(self, account: str) -> datetime | None:
        row = self._row(account)
        begun: datetime | None = None if row is None else row.refresh_begun_at
        if begun is None:
            self._change(account, refresh_begun_at=datetime.now(UTC))
        return begun

    def save(self, account: str, tokens: Tokens) -> None:
        if not self._change(account, **self._sealed(account, tokens), **_ENDED):
            state = self.state(account)
            raise Disconnected(state.ended() if state else "this Jobber account was never connected")

    def disconnect(self, account: str, why: Disconnection, *, at: datetime | None = None) -> None:
        gone = {"sealed": None, "expires_at": None, "refresh_begun_at": None, "token_warning": None}
        happened = at or datetime.now(UTC)
        with self._engine.begin() as connection:
            standing = (connections.c.account == account) & connections.c.sealed.is_not(None)
            connection.execute(
                update(connections)
                .where(standing, connections.c.connected_at <= happened)
                .values(**gone, disconnected_at=happened, disconnected_why=why.value)
            )

    def note_version(self, account: str, served: str | None, warning: str | None) -> None:
        differs = or_(
            connections.c.served_version.is_distinct_from(served),
            connections.c.version_warning.is_distinct_from(warning),
        )
        with self._engine.begin() as connection:
            mine = update(connections).where(connections.c.account == account, differs)
            connection.execute(mine.values(served_version=served, version_warning=warning))

    def block(self, account: str, until: datetime) -> None:
        self._change(account, blocked_until=until)

    def state(self, account: str) -> ConnectionState | None:
        row = self._row(account)
        return None if row is None else _state(row)

    def accounts(self) -> list[str]:
        with self._engine.connect() as connection:
            return sorted(connection.execute(select(connections.c.account)).scalars())

    def lock(self, account: str) -> AbstractContextManager[None]:
        return self._lease.held(account)

    def _row(self, account: str) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(select(connections).where(connections.c.account == account)).one_or_none()

    def _change(self, account: str, **values: Any) -> bool:
        """Change the row of an account that is connected; false where it is not."""
        standing = (connections.c.account == account) & connections.c.sealed.is_not(None)
        with self._engine.begin() as connection:
            return bool(connection.execute(update(connections).where(standing).values(**values)).rowcount)

    def _sealed(self, account: str, tokens: Tokens) -> dict[str, Any]:
        plain = json.dumps([tokens.access, tokens.refresh]).encode()
        sealed = self._keyring.seal(plain, account=account, client_id=None, context=_CONTEXT)
        return {"sealed": sealed, "expires_at": tokens.expires_at, "token_warning": tokens.warning}

    def _open(self, account: str, sealed: bytes) -> Tokens:
        plain = self._keyring.open(sealed, account=account, client_id=None, context=_CONTEXT)
        access, refresh = json.loads(plain)
        return Tokens(access, refresh)


def _state(row: Row[Any]) -> ConnectionState:
    return ConnectionState(
        account=row.account,
        connected=row.sealed is not None,
        connected_at=row.connected_at,
        user_id=row.user_id,
        expires_at=row.expires_at,
        disconnected_at=row.disconnected_at,
        why=Disconnection(row.disconnected_why) if row.disconnected_why else None,
        refresh_begun_at=row.refresh_begun_at,
        token_warning=row.token_warning,
        served_version=row.served_version,
        version_warning=row.version_warning,
        blocked_until=row.blocked_until,
    )
