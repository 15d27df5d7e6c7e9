"""The models of a sync in a child process, so that the process that answers HTTP never waits for them.

spaCy and torch hold Python's lock for tenths of a second at a time. The child has no secrets in its environment, yields
to everything else on the machine (`nice`), gets texts and gives findings and vectors through a pipe, and ends when the
pipe closes, with its parent, or when nothing came for a while. Run as a program this module is the child.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from anonymize.findings import Finding
from retrieval.embed import Embedder, Vector
from retrieval.late import Asked, Sketch

PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "HOME", "HF_HUB_OFFLINE")
YIELDING = 10  # how nice the child is
IDLE_SECONDS = 600.0


class ModelProcessLost(RuntimeError):
    """The child died over the same texts twice."""


class ModelProcess:
    """One warm child, started when first needed; safe to share between threads. `find` makes it a `Detector`."""

    def __init__(self, embedding_model: Path | None, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._model, self._idle_seconds = embedding_model, idle_seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._idle: threading.Timer | None = None

    @property
    def process_id(self) -> int | None:
        """The child's, while there is one."""
        return self._child.pid if self._child is not None else None

    def find(self, texts: Sequence[str]) -> list[list[Finding]]:
        found: list[list[Finding]] = self._call("find", list(texts))
        return found

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        vectors: list[Vector] = self._call("embed", list(texts))
        return vectors

    def sketch(self, texts: Sequence[str]) -> list[tuple[Vector, Sketch]]:
        sketched: list[tuple[Vector, Sketch]] = self._call("sketch", list(texts))
        return sketched

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _call(self, what: str, texts: list[str]) -> Any:
        with self._lock:
            good, answer = self._exchange(what, texts)
        if good:
            return answer
        raise answer

    def _exchange(self, what: str, texts: list[str]) -> tuple[bool, Any]:
        """Whether it went well, and the answer or what the child raised; a child that dies gets one successor."""
        for _ in range(2):
            self._wake()
            try:
                pipe = self._ready()
                pipe.send((what, texts))
                answered: tuple[bool, Any] = pipe.recv()
            except (EOFError, OSError):
                self._stop()
            else:
                self._rest()
                return answered
        raise ModelProcessLost("the process of the models died twice over the same texts; give it more memory")

    def _ready(self) -> Connection[Any, Any]:
        if self._pipe is None:
            self._pipe, theirs = Pipe()
            self._child = _started(theirs, self._model)
            theirs.close()
        return self._pipe

    def _stop(self) -> None:
        self._wake()
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()
            self._child.wait()
        self._pipe = self._child = None

    def _wake(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = None

    def _rest(self) -> None:
        """Stop the child when nothing comes for a while."""
        self._wake()
        self._idle = threading.Timer(self._idle_seconds, self.close)
        self._idle.daemon = True
        self._idle.start()


class RemoteEmbedder:
    """An `Embedder` whose model is in the child; its name and dimension are read from the model's files here."""

    def __init__(self, embedder: Embedder, process: ModelProcess) -> None:
        self._embedder, self._process = embedder, process

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        return self._process.embed(texts)

    def sketch(self, texts: Sequence[str]) -> list[tuple[Vector, Sketch]]:
        return self._process.sketch(texts)

    def ask(self, texts: Sequence[str]) -> list[Asked]:
        """Questions are asked in this process."""
        return self._embedder.ask(texts)


def _started(theirs: Connection[Any, Any], model: Path | None) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(  # noqa: S603  # this very module, by this very interpreter
        [sys.executable, "-m", "service.model_process", str(theirs.fileno()), *([str(model)] if model else [])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
        env=environment,
        start_new_session=True,  # Ctrl-C is for the parent, which closes the pipe when its workflows have stopped
    )


def _serve(pipe: Connection[Any, Any], model: Path | None) -> None:
    """The child: one request after the other until the parent closes the pipe."""
    from anonymize.detect import PresidioDetector
    from retrieval.embed import embedder_of

    os.nice(YIELDING)
    embedder = embedder_of(model)
    answers: dict[str, Callable[[list[str]], Any]] = {
        "find": PresidioDetector().find,
        "embed": embedder.embed,
        "sketch": embedder.sketch,
    }
    with suppress(EOFError):
        while True:
            what, texts = pipe.recv()
            try:
                pipe.send((True, answers[what](texts)))
            except Exception as error:  # noqa: BLE001  # the process edge: the parent raises it
                pipe.send((False, error))


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
