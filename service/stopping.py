"""Whether this process was asked to stop. From then on it is not ready, and takes no new work."""

from __future__ import annotations

import threading


class Stopping:
    def __init__(self) -> None:
        self._asked = threading.Event()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Sleep so long, less where it is asked meanwhile; whether it was."""
        return self._asked.wait(seconds)
