"""Takes over what a process that died left behind: its workflows go back to their queues and on from their last step."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from dbos import DBOS, WorkflowStatus

log = logging.getLogger("fineprint.reaper")
PATIENCE_SECONDS = 15.0


class Reaper:
    """`is_alive` says whether an executor's process lives; one that does not for `patience` seconds is dead."""

    def __init__(
        self,
        own: str,
        is_alive: Callable[[str], bool],
        *,
        patience: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._own, self._is_alive, self._patience, self._clock = own, is_alive, patience, clock
        self._missing_since: dict[str, float] = {}

    def look(self) -> int:
        """Look once at everyone who has work under way; returns how many workflows were put back."""
        working = {status.executor_id for status in _pending() if status.executor_id} - {self._own}
        missing = {name for name in working if not self._is_alive(name)}
        now = self._clock()
        self._missing_since = {name: self._missing_since.get(name, now) for name in missing}
        return sum(
            self._bury(name) for name, since in list(self._missing_since.items()) if now - since >= self._patience
        )

    def _bury(self, name: str) -> int:
        """DBOS puts back only what still stands under that name, so doing it twice changes nothing."""
        taken = len(DBOS._recover_pending_workflows([name]))
        del self._missing_since[name]
        log.warning("executor %s is gone: %d workflows are taken over", name, taken)
        return taken


def _pending() -> list[WorkflowStatus]:
    return list(DBOS.list_workflows(status="PENDING", load_input=False, load_output=False))
