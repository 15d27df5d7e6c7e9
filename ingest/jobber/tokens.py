"""The two tokens of a connected account, and the port to where they and the state of the connection are kept."""

from __future__ import annotations

import base64
import binascii
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from ingest.jobber.connection_state import ConnectionState, Disconnection


@dataclass(frozen=True)
class Tokens:
    """`warning` is what Jobber's token endpoint said beside them, for example that rotation is off."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    warning: str | None = field(default=None, compare=False)

    @property
    def expires_at(self) -> datetime | None:
        """The access token's `exp` (RFC 7519, 4.1.4); None when it carries none. Jobber sends no `expires_in`."""
        try:
            payload = self.access.split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
            return datetime.fromtimestamp(claims["exp"], UTC)
        except (IndexError, KeyError, TypeError, ValueError, OverflowError, OSError, binascii.Error):
            return None


class TokenStore(Protocol):
    """Where tokens are kept. What a method wrote is durable when it returns."""

    def load(self, account: str) -> Tokens | None:
        """None for an account that was never connected, or is disconnected."""

    def connect(self, account: str, tokens: Tokens, user_id: str | None = None) -> None:
        """Keep the first tokens of a connection; whatever ended an earlier one is forgotten."""

    def begin_refresh(self, account: str) -> datetime | None:
        """Note that the stored tokens are being exchanged; gives the time of an earlier exchange that never ended."""

    def save(self, account: str, tokens: Tokens) -> None:
        """End the exchange with its new tokens; raises `Disconnected` when the account was disconnected meanwhile."""

    def disconnect(self, account: str, why: Disconnection, *, at: datetime | None = None) -> None:
        """Forget the tokens and keep why and when; the first reason stays.

        `at` is when it happened, now by default; what happened before the account was connected again is passed over.
        """

    def note_version(self, account: str, served: str | None, warning: str | None) -> None:
        """Keep which API version Jobber served last, and what it or we have to say about it."""

    def block(self, account: str, until: datetime) -> None:
        """Keep until when Jobber wants no call."""

    def state(self, account: str) -> ConnectionState | None:
        """None for an account that was never connected."""

    def accounts(self) -> list[str]:
        """Every account that was ever connected, sorted; `load` gives None for those that are disconnected."""

    def lock(self, account: str) -> AbstractContextManager[None]:
        """Held while tokens are refreshed, so that one refresh token is used once; raises `Unavailable`.

        It holds across threads and processes.
        """
