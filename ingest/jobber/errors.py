"""What can go wrong with Jobber, and whether trying again can help.

JobberError
├── Transient                retry: yes, after `after` seconds where known
│   ├── Throttled            the rate limit; nothing was run
│   ├── Unavailable          outage, time-out, or a page of HTML where JSON was due
│   └── NotReady             Jobber is still processing the file
├── Blocked                  30 minutes of silence asked for; no call is made for this account `until` then
├── Uncertain                a write was sent and no answer came; read back before doing it again
├── Disconnected             the account took its permission back, or never gave it: run `fineprint connect`
├── Refused                  Jobber understood and said no (`reasons` may quote customer data: never log them)
│   └── ScopeMissing         the app was not given the scope for it
├── Damaged                  a file that came, several times, otherwise than Jobber describes it
├── Missing                  the record does not exist, was deleted or belongs to another account
└── Unreadable               an answer that does not have the shape of Jobber's schema

No message carries customer data. `of_account` marks what concerns the whole account rather than one record: stop, and
blame no document for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar


class JobberError(Exception):
    retry: ClassVar[bool] = False
    of_account: ClassVar[bool] = False


class Transient(JobberError):
    """`after` is how many seconds to wait before trying again, None where Jobber does not say."""

    retry = True

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Throttled(Transient):
    pass


class Unavailable(Transient):
    pass


class NotReady(Transient):
    pass


class Blocked(JobberError):
    of_account = True

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Jobber blocked this app for unusual activity; no call is made before {until:%Y-%m-%d %H:%M} UTC. "
            "What was done is kept; run it again after that"
        )
        self.until = until

    @property
    def data(self) -> dict[str, str]:
        """What a store of errors keeps beside the message."""
        return {"until": self.until.isoformat()}


class Uncertain(JobberError):
    pass


class Disconnected(JobberError):
    of_account = True


class Refused(JobberError):
    """`reasons` are Jobber's own words, for the person who asked for the write."""

    def __init__(self, message: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


class ScopeMissing(Refused):
    """`scopes` are what the app lacks; `hidden` says what Jobber does not show without them, in its schema's names."""

    def __init__(self, scopes: tuple[str, ...], hidden: str) -> None:
        super().__init__(
            f"the Jobber app lacks a scope: {', '.join(scopes)} ({hidden}); add it in Jobber's Developer Center, "
            "then run `fineprint connect`"
        )
        self.scopes, self.hidden = scopes, hidden


class Damaged(JobberError):
    pass


class Missing(JobberError):
    pass


class Unreadable(JobberError):
    pass
