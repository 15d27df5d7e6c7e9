"""The two tokens of a connected account, and the port to where they are kept."""

from __future__ import annotations

import base64
import binascii
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


@dataclass(frozen=True)
class Tokens:
    access: str = field(repr=False)
    refresh: str = field(repr=False)

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
    """Where tokens are kept. `lock` holds across threads and processes; `save` is durable when it returns."""

    def load(self, account: str) -> Tokens | None: ...

    def save(self, account: str, tokens: Tokens) -> None: ...

    def forget(self, account: str) -> None: ...

    def accounts(self) -> list[str]:
        """The connected accounts, sorted."""

    def lock(self, account: str) -> AbstractContextManager[None]:
        """Held while tokens are refreshed, so that one refresh token is used once; raises `Unavailable`."""
