"""What the set-up page shows of an account beside its records: whether Jobber lets us in, what the leak meter found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.jobber.connection_state import ConnectionState
from service.leak_meter import LeakReport


def _nothing(_account: str) -> None:
    return None


class ScanUnderWay(RuntimeError):
    """One scan reads everything stored; a second beside it would tell nothing else."""


@dataclass(frozen=True)
class SettingUp:
    """`measure` reads everything stored and takes its time; it and `last_scan` give None where nothing was measured."""

    connection: Callable[[str], ConnectionState | None] = _nothing
    last_scan: Callable[[str], LeakReport | None] = _nothing
    measure: Callable[[str], LeakReport | None] = _nothing
    _scanning: threading.Lock = field(default_factory=threading.Lock)

    def scan(self, account: str) -> LeakReport | None:
        """Raises `ScanUnderWay`."""
        if not self._scanning.acquire(blocking=False):
            raise ScanUnderWay("a scan is under way already; look again in a minute")
        try:
            return self.measure(account)
        finally:
            self._scanning.release()
