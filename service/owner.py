"""One owner per data folder: whoever opens the embedded index or runs workflows holds an OS lock on it.

Qdrant Edge opens a shard once, and two DBOS processes of one executor id would run steps twice. A command that finds
an owner which serves calls it over loopback with the token in `owner.json`; one that finds an owner which does not
serve waits until it is done.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path


class OwnedElsewhere(RuntimeError):
    """Another process holds the data folder and does not answer calls."""


@dataclass(frozen=True)
class OwnerAddress:
    url: str
    token: str


class Ownership:
    """Holds the data folder's lock until `release`; the operating system releases it when the process dies."""

    def __init__(self, folder: Path, handle: int) -> None:
        self._folder, self._handle = folder, handle
        self.token = secrets.token_urlsafe(32)

    @classmethod
    def take(cls, data_dir: Path) -> Ownership | None:
        """The ownership, or None when another process has it."""
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(data_dir / "owner.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        (data_dir / "owner.json").unlink(missing_ok=True)
        return cls(data_dir, handle)

    def announce(self, url: str) -> None:
        """Tell other commands where to call this process."""
        path = self._folder / "owner.json"
        unfinished = path.with_suffix(".new")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"url": url, "token": self.token, "pid": os.getpid()}, file)
        unfinished.replace(path)

    def release(self) -> None:
        (self._folder / "owner.json").unlink(missing_ok=True)
        os.close(self._handle)


class Shared:
    """In place of an ownership, where PostgreSQL and a Qdrant server let several processes work at once."""

    def release(self) -> None:
        """Nothing was taken."""


def own_or_find(data_dir: Path, *, patience_seconds: float = 60.0) -> Ownership | OwnerAddress:
    """Become the owner, or find one that serves; waits for one that does not. Raises `OwnedElsewhere` in the end."""
    deadline = time.monotonic() + patience_seconds
    while True:
        if (ownership := Ownership.take(data_dir)) is not None:
            return ownership
        if (address := _announced(data_dir)) is not None:
            return address
        if time.monotonic() > deadline:
            raise OwnedElsewhere(
                f"another fineprint command has been working in {data_dir} for over {patience_seconds:.0f} s; "
                "wait for it to end, or run `fineprint serve` once and let the other commands call it"
            )
        time.sleep(0.1)


def serving_owner(data_dir: Path) -> OwnerAddress | None:
    """The process that serves this data folder now, without becoming its owner or waiting for one."""
    if not (data_dir / "owner.lock").exists():
        return None
    with (data_dir / "owner.lock").open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _announced(data_dir)
    return None


def _announced(data_dir: Path) -> OwnerAddress | None:
    try:
        found = json.loads((data_dir / "owner.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return OwnerAddress(found["url"], found["token"])
