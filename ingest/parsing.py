"""PDFs are parsed in a child process that can be killed: it gets bytes through a pipe and returns a `DocumentText`.

The child has no secrets in its environment, a memory cap, a time limit for each document, and a 0700 folder of its own
for temporary files, which is emptied after each document and removed in the end. A crash or a limit reached becomes
`Unreadable`; the next document gets a fresh child. Run as a program (`python -m ingest.parsing`) this module is the child.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from ingest.document_text import DocumentText, Unreadable

HEADER = struct.Struct(">cQ")
TEXT, UNREADABLE = b"T", b"U"
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "SYSTEMROOT")


@dataclass(frozen=True)
class Limits:
    """`seconds` for one document, `memory` in bytes of address space, `documents` until the child is replaced."""

    seconds: float = 300.0
    memory: int = 3 * 1024**3
    documents: int = 50


class Parser:
    """One warm child that parses documents one after the other; safe to share between threads."""

    def __init__(self, workdir: Path, limits: Limits | None = None) -> None:
        self._workdir, self._limits = workdir, limits or Limits()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The child's, while there is one."""
        return self._child.pid if self._child is not None else None

    def read(self, data: bytes) -> DocumentText:
        """The PDF's text. Raises `Unreadable`, also when the child crashed or went over a limit."""
        with self._lock:
            child = self._ready()
            status, answer = self._exchange(child, data)
            self._read += 1
            self._empty_folder()
            if self._read >= self._limits.documents:
                self._stop()
        if status == TEXT:
            return DocumentText.load(answer)
        raise Unreadable(answer.decode())

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _exchange(self, child: subprocess.Popen[bytes], data: bytes) -> tuple[bytes, bytes]:
        assert child.stdin is not None  # noqa: S101  # both were asked for as pipes
        assert child.stdout is not None  # noqa: S101
        with _deadline(child, self._limits.seconds) as late:
            try:
                _send(child.stdin, TEXT, data)
                return _receive(child.stdout)
            except (EOFError, BrokenPipeError):
                self._stop()
        if late.is_set():
            return UNREADABLE, f"reading the file took longer than {self._limits.seconds:g} s; split it".encode()
        return (
            UNREADABLE,
            b"reading the file broke the parsing program or took too much memory; save it anew or split it",
        )

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._stop()
            self._workdir.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._folder = Path(tempfile.mkdtemp(prefix="parsing-", dir=self._workdir))
            self._child = _started(self._folder, self._limits.memory)
            self._read = 0
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            _kill(self._child)
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._child = self._folder = None

    def _empty_folder(self) -> None:
        for left in self._folder.iterdir() if self._folder is not None else ():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def read_pdf(data: bytes, *, workdir: Path) -> DocumentText:
    """One document in a child of its own; use `Parser` for many. Raises `Unreadable`."""
    with Parser(workdir) as parser:
        return parser.read(data)


def _started(folder: Path, memory: int) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment |= {"TMPDIR": str(folder), "PYTHONPATH": str(Path(__file__).parents[1]), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(  # noqa: S603  # this very module, by this very interpreter
        [sys.executable, "-m", "ingest.parsing", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )


@contextmanager
def _deadline(child: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kills the child after `seconds` and says so in the event."""
    late = threading.Event()

    def expire() -> None:
        late.set()
        _kill(child)

    timer = threading.Timer(seconds, expire)
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """The child and whatever it started, which share its session."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _send(pipe: IO[bytes], status: bytes, payload: bytes) -> None:
    pipe.write(HEADER.pack(status, len(payload)))
    pipe.write(payload)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """The next message; raises `EOFError` when the other side is gone."""
    status, length = HEADER.unpack(_exactly(pipe, HEADER.size))
    return status, _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _serve(memory: int) -> None:
    """The child: one document after the other until the parent closes the pipe."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    with suppress(EOFError):
        while True:
            _, data = _receive(requests)
            _send(answers, *_answer(data))


def _answer(data: bytes) -> tuple[bytes, bytes]:
    from ingest.pdf import read

    try:
        return TEXT, read(data).dump()
    except Unreadable as error:
        return UNREADABLE, error.reason.encode()
    except (MemoryError, ImportError):  # a library that cannot be mapped any more, for want of memory
        return UNREADABLE, b"reading the file takes more memory than allowed; split it or save it smaller"
    except Exception as error:  # noqa: BLE001  # the process edge: a hostile file may raise anything; only the type is told
        return UNREADABLE, f"the file's structure could not be followed ({type(error).__name__}); save it anew".encode()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
