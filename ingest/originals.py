"""The bytes Jobber gave us, sealed, one file per document named by its id."""

from __future__ import annotations

import os
from pathlib import Path

from anonymize.boundary import Scope
from anonymize.keys import Keyring


class Originals:
    """Keeps a document's original bytes below the data folder under its client's key."""

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder, self._keyring = folder, keyring

    @property
    def folder(self) -> Path:
        return self._folder

    def put(self, document_id: str, data: bytes, *, account: str, client_id: str | None) -> None:
        """Write durably: after a crash a reader sees the old bytes or the new, never a part."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sealed = self._keyring.seal(data, account=account, client_id=client_id, context=f"original:{document_id}")
        unfinished = self._folder / f"{document_id}.new"
        with unfinished.open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / document_id)

    def get(self, scope: Scope, document_id: str, *, client_id: str | None) -> bytes | None:
        """The bytes of a document of this client, or of the whole account; None where there are none in this scope."""
        path = self._folder / document_id
        if not scope.allows(client_id) or not path.is_file():
            return None
        return self._keyring.open(
            path.read_bytes(), account=scope.account, client_id=client_id, context=f"original:{document_id}"
        )

    def delete(self, document_id: str) -> bool:
        """Whether there was one."""
        path = self._folder / document_id
        there = path.is_file()
        path.unlink(missing_ok=True)
        return there
