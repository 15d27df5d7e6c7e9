"""The loop that tells people what waits for them, over the channels an account has: none by default."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from service.alerts.channels import Channel, Channels, NotSent
from service.alerts.messages import alert_of
from service.alerts.outbox import Outbox

log = logging.getLogger("fineprint.alerts")
LOOK_EVERY = 5.0  # seconds


class Alerts:
    """`channels` gives those of an account; `accounts` which there are."""

    def __init__(
        self, outbox: Outbox, channels: Channels, accounts: Callable[[], Iterable[str]], public_url: str
    ) -> None:
        self._outbox, self._channels = outbox, channels
        self._accounts, self._public_url = accounts, public_url

    def run(self, stop: threading.Event) -> None:
        """Until stopped."""
        while not stop.wait(LOOK_EVERY):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - nothing may end the thread, or nobody would be told any more
                log.warning("alerts wait: %s", type(error).__name__)

    def look(self) -> int:
        """Note what is pending and send what is due; returns how many messages went out."""
        return sum(self._tell(account, channel) for account in self._accounts() for channel in self._channels(account))

    def _tell(self, account: str, channel: Channel) -> int:
        self._outbox.note(account, channel.name, channel.reaches)
        id, waiting = self._outbox.due(account, channel.name)
        if not waiting:
            return 0
        try:
            channel.send(alert_of(id, waiting, self._public_url))
        except NotSent as error:
            log.warning("alert %s was not sent: %s", id, error)
            self._outbox.failed(account, channel.name, id)
            return 0
        self._outbox.sent(account, channel.name, id, waiting)
        return 1
