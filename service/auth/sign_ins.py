"""Sign-ins under way at the issuer: each works once, within ten minutes, in the browser that began it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete

from service.auth.digest import digest_of
from service.store.access_tables import sign_ins

LIFETIME = timedelta(minutes=10)
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class SignIn:
    """What is sent to the issuer (`state`, `nonce`, the challenge of `verifier`), and where to go on afterwards."""

    state: str
    nonce: str
    verifier: str
    then: str


class SignIns:
    def __init__(self, engine: Engine, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._engine, self._clock = engine, clock

    def begin(self, then: str) -> tuple[SignIn, str]:
        """A sign-in and the cookie that binds it to the browser."""
        state, nonce, verifier, browser = (secrets.token_urlsafe(32) for _ in range(4))
        made = SignIn(state, nonce, verifier, then)
        row = {
            "digest": digest_of(made.state),
            "browser": digest_of(browser),
            "nonce": made.nonce,
            "verifier": made.verifier,
            "then": then,
            "expires_at": self._clock() + LIFETIME,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.expires_at < self._clock()))
            connection.execute(sign_ins.insert().values(row))
        return made, browser

    def complete(self, state: str, browser: str) -> SignIn | None:
        """Take it up, once; None for one that is not known, too old, or another browser's."""
        mine = sign_ins.c.digest == digest_of(state), sign_ins.c.browser == digest_of(browser)
        with self._engine.begin() as connection:
            row = connection.execute(delete(sign_ins).where(*mine).returning(sign_ins)).one_or_none()
        if row is None or row.expires_at < self._clock():
            return None
        return SignIn(state, row.nonce, row.verifier, row.then)


def local_path(path: str) -> str:
    """Where to go on after a sign-in: a path of ours, or the first page. Never another site's address."""
    plain = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
    return plain if "\n" not in plain and "\r" not in plain and "\\" not in plain else "/"
