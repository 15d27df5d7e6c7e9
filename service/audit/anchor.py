"""The anchor: each log's newest row, in a file outside the database, so that rows cut off at the end are missed.

It lies beside the master key (or where `FINEPRINT_AUDIT_ANCHOR` says), is replaced whole, and only ever moves on.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "audit-anchor.json"


@dataclass(frozen=True)
class Head:
    """The newest row of a log: its number and its hash."""

    seq: int
    hash: str


class Anchors:
    """One file for any number of logs; processes that share it wait for one another.

    `durable` waits for the disk, so that a machine that loses its power keeps the anchor.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path, self._durable = path, durable

    def of(self, log: str) -> Head | None:
        found = self._read().get(log)
        return None if found is None else Head(int(found["seq"]), str(found["hash"]))

    def advance(self, log: str, head: Head, holds: Callable[[Head], bool]) -> None:
        """Move on to a newer row; stays where the log no longer `holds` what is anchored, for `verify` to tell."""
        with self._locked():
            anchored = self.of(log)
            if anchored is None or (head.seq > anchored.seq and holds(anchored)):
                self._write(log, head)

    def set(self, log: str, head: Head) -> None:
        """Put the anchor where somebody says that it belongs, for instance after a backup was restored."""
        with self._locked():
            self._write(log, head)

    def _read(self) -> dict[str, dict[str, str | int]]:
        try:
            found: dict[str, dict[str, str | int]] = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def _write(self, log: str, head: Head) -> None:
        content = self._read() | {log: {"seq": head.seq, "hash": head.hash}}
        unfinished = self.path.with_suffix(".new")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
            file.flush()
            if self._durable:
                os.fsync(file.fileno())
        unfinished.replace(self.path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
