"""An iterator that ends in time, whatever the one behind it waits for."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

from service.llm.errors import ModelTimedOut

T = TypeVar("T")


def within(seconds: float, make: Callable[[], Generator[T, None, None]]) -> Iterator[T]:
    """What `make()` yields, pulled in a thread of its own; raises `ModelTimedOut` when it takes longer in all.

    When it is given up, or this iterator is closed, the one behind is closed at its next piece.
    """
    pieces: Queue[tuple[T | None, Exception | None]] = Queue()
    given_up = Event()
    Thread(target=_pull, args=(make, pieces, given_up), name="language-model", daemon=True).start()
    end = time.monotonic() + seconds
    try:
        while True:
            piece, error = pieces.get(timeout=max(end - time.monotonic(), 0))
            if error is not None:
                raise error
            if piece is None:
                return
            yield piece
    except Empty:
        raise ModelTimedOut(f"the language model took longer than {seconds:g} s") from None
    finally:
        given_up.set()


def _pull(
    make: Callable[[], Generator[T, None, None]], pieces: Queue[tuple[T | None, Exception | None]], given_up: Event
) -> None:
    try:
        with closing(make()) as source:
            for piece in source:
                if given_up.is_set():
                    return
                pieces.put((piece, None))
        pieces.put((None, None))
    except Exception as error:  # noqa: BLE001 - raised again where the pieces are read
        pieces.put((None, error))
