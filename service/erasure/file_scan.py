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
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from anonymize.leaks import Leak, find_leaks

PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "HOME", "TMPDIR")


class ScanFailed(RuntimeError):
    """The child ended without an answer: nothing is known of the files, so the erasure proves nothing."""


def leaks_below(folder: Path, values: Iterable[str]) -> list[Leak]:
    """As `find_leaks`; raises `ScanFailed`."""
    done = subprocess.run(  # noqa: S603 - this very module, by this very interpreter
        [sys.executable, "-m", __name__],
        input=json.dumps([str(folder.resolve()), sorted(values)]),
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise ScanFailed("the files could not be looked through; erase again, it goes on where it stopped")
    return [Leak(*found) for found in json.loads(done.stdout)]


if __name__ == "__main__":
    where, sought = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps([astuple(leak) for leak in find_leaks(Path(where), sought)]))
