"""A backup file as it is read: told by its manifest, and each part checked against its digest."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self

from service.audit.anchor import Head
from service.backup.making import ANCHOR, FORMAT, MANIFEST, ORIGINALS, REGISTER, ROWS, BackupFailed


class BackupFile:
    """Opened for reading. Raises `BackupFailed` for what is no backup, or one that was changed or cut off."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self._archive = tarfile.open(fileobj=self._file)  # noqa: SIM115 - closed on leaving
            self.manifest: dict[str, Any] = json.loads(self._opened(MANIFEST).read())
        except (tarfile.TarError, KeyError, ValueError) as error:
            self._file.close()
            raise BackupFailed(f"{path} is no whole backup of Fineprint's ({type(error).__name__})") from None
        if self.manifest.get("format") != FORMAT:
            raise BackupFailed(f"{path} has a format that this version does not read; use the version that made it")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()
        self._file.close()

    def check(self) -> None:
        """Read all of it once."""
        for name, digest in self.manifest["digests"].items():
            found = hashlib.sha256()
            with self._member(name) as opened:
                while chunk := opened.read(1 << 20):
                    found.update(chunk)
            if found.hexdigest() != digest:
                raise BackupFailed(f"{name} in the backup is not what was written; use another backup")

    def lines(self, table: str) -> Iterator[bytes]:
        with self._member(f"{ROWS}{table}.jsonl") as opened:
            yield from opened

    def originals(self) -> Iterator[tuple[str, bytes]]:
        for name in self.manifest["digests"]:
            if name.startswith(ORIGINALS):
                with self._member(name) as opened:
                    yield Path(name).name, opened.read()

    def register(self) -> list[str]:
        """The lines of the erasure register as it was then."""
        return self._text(REGISTER).splitlines()

    def anchors(self) -> dict[str, Head]:
        """The newest row of each audit log as it was then; empty for a backup of a version that did not take it along."""
        found = json.loads(self._text(ANCHOR) or "{}")
        return {log: Head(int(each["seq"]), str(each["hash"])) for log, each in found.items()}

    def _text(self, name: str) -> str:
        """What a file held; "" where there was none."""
        if name not in self.manifest["digests"]:
            return ""
        with self._member(name) as opened:
            return opened.read().decode()

    def _member(self, name: str) -> IO[bytes]:
        try:
            return self._opened(name)
        except (tarfile.TarError, KeyError):
            raise BackupFailed(f"{name} is missing from the backup; use another one") from None

    def _opened(self, name: str) -> IO[bytes]:
        opened = self._archive.extractfile(name)
        if opened is None:
            raise KeyError(name)
        return opened
