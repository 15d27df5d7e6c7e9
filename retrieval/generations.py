"""Index generations: what made the vectors names them, so another model is built beside the old and switched to."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Generation:
    """Everything that decides what a point looks like; a change in any of it asks for a new generation."""

    model: str
    dimension: int
    splitter: str
    policy: str
    sparse: str = "bm25-80"
    dense: str = "titles, pseudonyms-by-kind, signs of tokens"

    @property
    def name(self) -> str:
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()[:16]


class Shelf(Protocol):
    """Where generations stand: folders (embedded) or a server's collections (`qdrant_server.CollectionShelf`)."""

    def active(self) -> str | None: ...

    def names(self) -> set[str]: ...

    def activate(self, name: str) -> None:
        """Readers that open the index from now on get this one; a crash leaves the old or the new, never neither."""

    def drop(self, name: str) -> None: ...


class FolderShelf:
    """`root` holds a folder a generation and `active.json`, which names the one in use."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def folder(self, name: str) -> Path:
        return self._root / f"generation-{name}"

    def active(self) -> str | None:
        pointer = self._root / "active.json"
        return str(json.loads(pointer.read_text())["generation"]) if pointer.exists() else None

    def names(self) -> set[str]:
        return {folder.name.removeprefix("generation-") for folder in self._root.glob("generation-*")}

    def activate(self, name: str) -> None:
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._root / "active.json.new"
        with draft.open("w") as file:
            json.dump({"generation": name}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._root / "active.json")

    def drop(self, name: str) -> None:
        shutil.rmtree(self.folder(name), ignore_errors=True)


def is_current(shelf: Shelf, wanted: Generation) -> bool:
    """Whether the active generation is the one this program would build."""
    return shelf.active() == wanted.name


def switch(shelf: Shelf, built: Generation) -> set[str]:
    """Make a fully built generation the active one and drop the others; returns the names dropped."""
    shelf.activate(built.name)
    others = shelf.names() - {built.name}
    for name in others:
        shelf.drop(name)
    return others
