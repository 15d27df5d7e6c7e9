"""The sync of every night, made up for after downtime.

Which runs there were stands in the database, so nothing is remembered here: a night is done once a run that began after
its hour ended well. One that failed is tried again after an hour, until the next night.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

from anonymize.boundary import Scope
from ingest.runs import SyncRuns

log = logging.getLogger("fineprint.nightly")
LOOK_EVERY = 20.0
TRY_AGAIN_AFTER = timedelta(hours=1)
Sync = Callable[[str, str], object]


class Nightly:
    """`at` is the hour in `zone`; `sync` runs an account's sync under a run id to its end."""

    def __init__(
        self,
        at: time,
        zone: tzinfo,
        *,
        accounts: Callable[[], Iterable[str]],
        runs: SyncRuns,
        sync: Sync,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._at, self._zone, self._clock = at, zone, clock
        self._accounts, self._runs, self._sync = accounts, runs, sync

    def run(self, stop: threading.Event) -> None:
        """Look at once, for what downtime missed, and then until stopped."""
        while not stop.is_set():
            self.look()
            stop.wait(LOOK_EVERY)

    def look(self) -> None:
        """Sync the accounts whose night is due, one after the other."""
        for account in self._accounts():
            if self._is_due(account):
                self._try(account)

    def _try(self, account: str) -> None:
        try:
            self._sync(account, f"night-{uuid.uuid4().hex[:8]}")
        except Exception as error:  # noqa: BLE001 - nothing may end the thread; the run's row says why it failed
            log.warning("the nightly sync failed: %s", type(error).__name__)

    def _is_due(self, account: str) -> bool:
        due = last_time(self._at, self._zone, self._clock())
        last = [run for run in self._runs.recent(Scope(account), 20) if run.started_at >= due]
        if any(run.state == "done" for run in last):
            return False
        return not last or self._clock() - last[0].started_at > TRY_AGAIN_AFTER


def last_time(at: time, zone: tzinfo, now: datetime) -> datetime:
    """When it was last this hour in the zone. An hour that a change of clocks skips counts as the one after."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), at, zone).astimezone(UTC)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), at, zone).astimezone(UTC)
