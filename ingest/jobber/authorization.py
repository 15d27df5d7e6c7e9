"""OAuth flows begun here: each has a `state` that works once, for a short time, and in the browser that took it up.

RFC 9700, 4.7: a code is exchanged only for whoever asked for it. So a redirect without a state of ours (as the App
Marketplace sends its users) is never exchanged: anybody could have sent it, with a code of his own account. The flow is
started again from here instead. Of both secrets digests are kept, never the secrets.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from ingest.jobber.errors import JobberError
from ingest.jobber.tables import jobber_authorizations as flows

LIFETIME = timedelta(minutes=10)


class FlowRefused(JobberError):
    """A redirect that belongs to no flow begun here, or to one that is over; nothing was exchanged."""


@dataclass(frozen=True)
class Authorization:
    """Who began it, and which account alone it may connect (None: any)."""

    initiator: str
    account: str | None


class Authorizations:
    """Call outside any transaction: every method opens its own."""

    def __init__(self, engine: Engine, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._now = engine, now

    def begin(self, initiator: str, account: str | None = None) -> str:
        """The `state` of a new flow; no browser has taken it up yet."""
        state, now = secrets.token_urlsafe(32), self._now()
        row = {"state_digest": _digest(state), "initiator": initiator, "account": account, "expires_at": now + LIFETIME}
        with self._engine.begin() as connection:
            connection.execute(delete(flows).where(flows.c.expires_at <= now))
            connection.execute(insert(flows).values(**row))
        return state

    def take_up(self, state: str) -> str:
        """Bind the flow to a browser, once; returns the secret that it keeps in a cookie. Raises `FlowRefused`."""
        browser = secrets.token_urlsafe(32)
        free = (
            (flows.c.state_digest == _digest(state))
            & flows.c.browser_digest.is_(None)
            & (flows.c.expires_at > self._now())
        )
        with self._engine.begin() as connection:
            if not connection.execute(update(flows).where(free).values(browser_digest=_digest(browser))).rowcount:
                raise FlowRefused("this link was used already or is older than ten minutes; start connecting again")
        return browser

    def complete(self, state: str, browser: str) -> Authorization:
        """End the flow that a redirect came back from; raises `FlowRefused` for one that is not this browser's."""
        with self._engine.begin() as connection:
            row = connection.execute(select(flows).where(flows.c.state_digest == _digest(state))).one_or_none()
            given = _digest(browser).encode()
            if row is None or not hmac.compare_digest((row.browser_digest or "").encode(), given):
                raise FlowRefused("this redirect belongs to no request made from here; start connecting again")
            ended = connection.execute(delete(flows).where(flows.c.state_digest == row.state_digest)).rowcount
        if not ended or row.expires_at <= self._now():
            raise FlowRefused("this request was used already or is older than ten minutes; start connecting again")
        return Authorization(row.initiator, row.account)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
