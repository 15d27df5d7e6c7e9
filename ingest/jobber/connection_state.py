"""What is known of an account's permission: whether it stands, why it ended, and what Jobber warned of.

The sources of the reasons are Jobber's own answers ("User has disconnected this app …", "This account is not active",
"The provided refresh token is not valid"), its APP_DISCONNECT webhook, and `fineprint disconnect`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

RECONNECT = "run `fineprint connect` as an admin of the Jobber account"


class Disconnection(StrEnum):
    USER = "user_disconnected"
    WEBHOOK = "app_disconnect_webhook"
    INACTIVE = "account_inactive"
    REFUSED = "refresh_refused"
    LOST = "refresh_lost"
    HERE = "disconnected_here"


_WORDS = {
    Disconnection.USER: "a user disconnected the app in Jobber",
    Disconnection.WEBHOOK: "Jobber reported that the app was disconnected",
    Disconnection.INACTIVE: "Jobber says the account is not active",
    Disconnection.REFUSED: "Jobber no longer accepts the refresh token",
    Disconnection.LOST: "a token refresh was interrupted and Jobber no longer accepts the token that was stored",
    Disconnection.HERE: "it was disconnected from here with `fineprint disconnect`",
}


@dataclass(frozen=True)
class ConnectionState:
    """`connected` while tokens are kept. `refresh_begun_at` is set while a refresh is under way, or was interrupted."""

    account: str
    connected: bool
    connected_at: datetime
    user_id: str | None = None
    expires_at: datetime | None = None
    disconnected_at: datetime | None = None
    why: Disconnection | None = None
    refresh_begun_at: datetime | None = None
    token_warning: str | None = None
    served_version: str | None = None
    version_warning: str | None = None
    blocked_until: datetime | None = None

    def ended(self) -> str:
        """One line for an account without permission: why, since when, and what to do."""
        return f"{self.told}; {RECONNECT}"

    @property
    def told(self) -> str:
        why = _WORDS[self.why] if self.why else "no tokens are kept"
        since = f" since {self.disconnected_at:%Y-%m-%d %H:%M} UTC" if self.disconnected_at else ""
        return f"Jobber account {self.account} is disconnected{since}: {why}"
