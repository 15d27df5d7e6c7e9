"""Work in a thread of its own that tells text while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import Any

Json = dict[str, Any]
Work = Callable[[Callable[[str], None]], Json]


@dataclass(frozen=True)
class Done:
    answer: Json


@dataclass(frozen=True)
class Failed:
    error: Exception


def telling(work: Work) -> Iterator[str | Done | Failed]:
    """The pieces `work` tells, each as it comes, then its result or its error."""
    pieces: Queue[str | Done | Failed] = Queue()

    def run() -> None:
        try:
            pieces.put(Done(work(pieces.put)))
        except Exception as error:  # noqa: BLE001 - whoever reads the pieces decides
            pieces.put(Failed(error))

    Thread(target=run, name="answering", daemon=True).start()
    while True:
        piece = pieces.get()
        yield piece
        if not isinstance(piece, str):
            return
