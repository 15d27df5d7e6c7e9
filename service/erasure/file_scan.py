"""The leak scan of a folder in a process of its own.

A process that opens and closes a SQLite file beside SQLite's own connections takes their locks away (POSIX locks belong
to the process, see "How To Corrupt An SQLite Database File", 2.2). What is looked for goes through a pipe, never onto a
command line or a disk. Run as a program this module is the child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from anonymize.leaks import Leak, LeakScan

PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "HOME", "TMPDIR")


class ScanFailed(RuntimeError):
    """The child ended without an answer: nothing is known of the files, so an erasure would prove nothing."""


@dataclass(frozen=True)
class PathRead:
    """A path relative to the folder; `size` is the bytes it takes on disk, None for what is no file."""

    path: str
    size: int | None
    leaks: frozenset[Leak]


def leaks_below(folder: Path, values: Iterable[str]) -> list[Leak]:
    """As `find_leaks`; raises `ScanFailed`."""
    return sorted({leak for read in look_through(folder, values) for leak in read.leaks})


def look_through(folder: Path, values: Iterable[str], phrases: Iterable[str] = ()) -> list[PathRead]:
    """Everything below the folder, with what of `LeakScan(values, phrases)` stands there; raises `ScanFailed`."""
    done = subprocess.run(  # noqa: S603 - this very module, by this very interpreter
        [sys.executable, "-m", __name__],
        input=json.dumps([str(folder.resolve()), sorted(values), sorted(phrases)]),
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise ScanFailed("the files could not be looked through; run this again (an erasure goes on where it stopped)")
    return [
        PathRead(path, size, frozenset(Leak(*leak) for leak in leaks)) for path, size, leaks in json.loads(done.stdout)
    ]


def _read(folder: Path, scan: LeakScan) -> Iterator[PathRead]:
    for path in sorted(folder.rglob("*")):
        try:
            leaks = frozenset(scan.in_path(folder, path))
            size = path.stat().st_blocks * 512 if path.is_file() else None  # an index's files are mostly holes
        except FileNotFoundError:
            continue  # a running service's file that is gone when it is its turn
        yield PathRead(str(path.relative_to(folder)), size, leaks)


if __name__ == "__main__":
    where, sought, words = json.loads(sys.stdin.read())
    told = [
        (read.path, read.size, sorted(map(astuple, read.leaks))) for read in _read(Path(where), LeakScan(sought, words))
    ]
    sys.stdout.write(json.dumps(told))
