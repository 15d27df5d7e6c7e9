"""Who is signed in: a random cookie, kept as its digest. It ends after half a day, or two hours without a call."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, select, update

from service.auth.digest import digest_of
from service.auth.users import User, Users
from service.store.access_tables import sessions

COOKIE = "fineprint_session"
LASTS = timedelta(hours=12)
IDLE = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=5)  # that somebody was seen
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class SignedIn:
    """A user's session; `csrf` is what every call of his browser that changes something has to carry."""

    user: User
    csrf: str


class Sessions:
    def __init__(self, engine: Engine, users: Users, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._engine, self._users, self._clock = engine, users, clock

    def begin(self, user: User) -> str:
        """The cookie's value, which is not kept."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        row = {"digest": digest_of(secret), "account": user.account, "user_id": user.id}
        times = {"created_at": now, "seen_at": now, "expires_at": now + LASTS}
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at < now))
            connection.execute(sessions.insert().values(row | times))
        return secret

    def find(self, secret: str) -> SignedIn | None:
        """Who holds this cookie; None where the session ended or the user is disabled."""
        now, digest = self._clock(), digest_of(secret)
        live = sessions.c.digest == digest, sessions.c.expires_at > now, sessions.c.seen_at > now - IDLE
        with self._engine.connect() as connection:
            row = connection.execute(select(sessions).where(*live)).one_or_none()
        user = self._users.get(row.user_id) if row is not None else None
        if row is None or user is None:
            return None
        if now - row.seen_at > NOTED_EVERY:
            with self._engine.begin() as connection:
                connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen_at=now))
        return SignedIn(user, csrf_of(secret))

    def end(self, secret: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest_of(secret)))


def csrf_of(secret: str) -> str:
    """A session's CSRF token: it can be made of the cookie, and the cookie not of it."""
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()
