"""What one account's webhooks lead to, and the loop that looks for what waits in the inbox."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ingest.jobber.errors import Blocked, Disconnected, Missing, Refused, Unreadable
from ingest.jobber.inbox import TRIES, TRIES_REFUSED, Inbox, coalesced
from ingest.jobber.topics import APP_DISCONNECT
from ingest.sync import AccountSync

log = logging.getLogger("fineprint.webhooks")
LOOK_EVERY, PRUNE_EVERY = 1.0, 3600.0  # seconds; an event is not due before some seconds have passed
REST = timedelta(minutes=5)  # until an account is tried again that Jobber wants left alone
LEFT_ALONE = (Blocked.__name__,)
ENDED = (Disconnected.__name__,)
FINAL = (Refused.__name__, Missing.__name__, Unreadable.__name__)
BROKEN_OFF = "the work broke off; the log of that time says more"


class WebhookWork:
    """One account's runs of the inbox: read again what the events name, and settle the events."""

    def __init__(
        self,
        account: str,
        inbox: Inbox,
        sync: Callable[[], AccountSync],
        *,
        disconnect: Callable[[datetime], bool],
        renew: Callable[[], None],
    ) -> None:
        """`disconnect` takes when Jobber ended the permission, and tells whether it is ended; `renew` follows new names."""
        self._account, self._inbox, self._sync = account, inbox, sync
        self._disconnect, self._renew = disconnect, renew

    def read_again(self, run: str) -> list[str]:
        """Returns the documents that need work. Raises a `JobberError`."""
        events = self._inbox.of_run(self._account, run)
        partings = [event.occurred_at for event in events if event.topic == APP_DISCONNECT]
        if partings:
            if self._disconnect(max(partings)):
                self._inbox.done(self._account, run)
                self._inbox.give_up(self._account, "the account was disconnected; a sync reads all of it again", _now())
            return []
        return self._sync().refetch(run, coalesced(events))

    def done(self, run: str) -> int:
        """Settle the run; returns how many events it had."""
        self._renew()
        return self._inbox.done(self._account, run)

    def fail(self, run: str, error: str, reason: str) -> None:
        """Settle a run that failed with this error, by the name of its class; `reason` is for a person."""
        log.warning("webhook run %s of account %s: %s", run, self._account, error)
        if error in ENDED:
            self._inbox.give_up(self._account, reason, _now())
        elif error in LEFT_ALONE:
            self._inbox.postpone(self._account, run, reason, _now() + REST)
        else:
            tries = TRIES_REFUSED if error in FINAL else TRIES
            self._inbox.put_back(self._account, run, reason, _now(), tries_allowed=tries)


class InboxLoop:
    """Takes what is due into runs, sees that every run goes on, also after a crash, and drops what is long settled."""

    def __init__(self, inbox: Inbox, start: Callable[[str, str], bool]) -> None:
        """`start` starts a run (account, run) unless it was started, and says False where it broke off for good."""
        self._inbox, self._start = inbox, start
        self._prune_at = 0.0

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        while not stop.wait(LOOK_EVERY):
            try:
                self.turn()
            except Exception as error:  # noqa: BLE001 - nothing may end the thread, or webhooks would wait for ever
                log.warning("webhooks wait: %s", type(error).__name__)

    def turn(self) -> None:
        """One look at the inbox."""
        for account in self._inbox.accounts_due(_now()):
            self._inbox.take(account, _now())
        for account, run in self._inbox.runs():
            if not self._start(account, run):
                self._inbox.put_back(account, run, BROKEN_OFF, _now())
        if time.monotonic() >= self._prune_at:
            self._prune_at = time.monotonic() + PRUNE_EVERY
            self._inbox.prune(_now())


def _now() -> datetime:
    return datetime.now(UTC)
