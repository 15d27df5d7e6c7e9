"""Links that sign a user in once, for an installation without an issuer: made on the machine itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete

from service.auth.digest import digest_of
from service.store.access_tables import sign_in_links

LIFETIME = timedelta(minutes=10)
Clock = Callable[[], datetime]


class SignInLinks:
    """A ticket works once, within ten minutes; only its digest is kept."""

    def __init__(self, engine: Engine, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._engine, self._clock = engine, clock

    def make(self, user_id: str) -> str:
        ticket, now = secrets.token_urlsafe(32), self._clock()
        row = {"digest": digest_of(ticket), "user_id": user_id, "expires_at": now + LIFETIME}
        with self._engine.begin() as connection:
            connection.execute(delete(sign_in_links).where(sign_in_links.c.expires_at < now))
            connection.execute(sign_in_links.insert().values(row))
        return ticket

    def use(self, ticket: str) -> str | None:
        """The user's id, once; None for a ticket that is not known, was used or is too old."""
        mine = sign_in_links.c.digest == digest_of(ticket)
        with self._engine.begin() as connection:
            row = connection.execute(delete(sign_in_links).where(mine).returning(sign_in_links)).one_or_none()
        return None if row is None or row.expires_at < self._clock() else str(row.user_id)
