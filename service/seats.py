"""What a process is called among several: stable, so that one started again goes on with what it left.

A process takes the first free number on its machine (`office-1`, `office-2`, …) and holds it by a lock of the database
server. Whoever is started after a crash finds that number free, and with it the work that is kept under its name.
"""

from __future__ import annotations

import threading
from itertools import count

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from service.store.advisory import Held, hold


def lock_of(name: str) -> str:
    """The lock that whoever is called so holds while he lives."""
    return f"executor {name}"


class Seat:
    """Taken when made; `keep` takes it again after the server was away."""

    def __init__(self, engine: Engine, machine: str) -> None:
        self._engine, self._lock = engine, threading.Lock()
        self.name, self._held = _first_free(engine, machine)

    def keep(self) -> bool:
        """Whether the name is still ours, or ours again. False while the server is away or somebody else has it."""
        with self._lock:
            if self._held is not None and self._held.is_held():
                return True
            if self._held is not None:
                self._held.release()
            try:
                self._held = hold(self._engine, lock_of(self.name))
            except SQLAlchemyError:
                self._held = None
            return self._held is not None

    def close(self) -> None:
        with self._lock:
            if self._held is not None:
                self._held.release()
            self._held = None


def is_taken(engine: Engine, name: str) -> bool:
    """Whether a process of this name lives."""
    held = hold(engine, lock_of(name))
    if held is not None:
        held.release()
    return held is None


def _first_free(engine: Engine, machine: str) -> tuple[str, Held | None]:
    for number in count(1):
        name = f"{machine}-{number}"
        if (held := hold(engine, lock_of(name))) is not None:
            return name, held
    raise AssertionError("numbers do not end")
