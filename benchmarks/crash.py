"""Kills writes at every step of every kind, again and again, some of them with `kill -9`, and counts what went wrong.

    make bench-crash            # 200 kills
    python -m benchmarks.crash --kills 1000

Most kills are raised within one process, at a request to Jobber or a commit; `--real` of them are `kill -9` of a process
that carries writes out while another works on the same queue where `FINEPRINT_TEST_POSTGRES_URL` names a PostgreSQL
(without it the second process begins when the first is dead). Exits 1 where a write was made twice, an approval was lost,
or something was written that nobody approved.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fakes.account import served, write_account
from tests.fakes.databases import POSTGRES, database, keyring_of
from tests.fakes.killing import KINDS, Kills
from tests.fakes.two_processes import two_processes

ROUND = 64  # kills to one simulated account: an app makes no more custom fields than Jobber allows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--real", type=int, default=6)
    asked = parser.parse_args()
    began, faults, killed = time.monotonic(), list[str](), 0
    kind = "postgresql" if POSTGRES else "sqlite"
    while killed < asked.kills - asked.real:
        with tempfile.TemporaryDirectory() as folder:
            found, count = _round(kind, Path(folder), min(ROUND, asked.kills - asked.real - killed))
        faults, killed = faults + found, killed + count
        print(f"{killed} kills at steps, {len(faults)} faults", flush=True)
    for number in range(asked.real):
        with tempfile.TemporaryDirectory() as folder:
            faults += two_processes(Path(folder), kind, writes=8, kill_after=number % 6)
        killed += 1
    print(
        f"{killed} kills ({asked.real} of them kill -9) on {kind}: {len(faults)} faults in {time.monotonic() - began:.0f} s"
    )
    for fault in faults:
        print(f"  {fault}")
    sys.exit(1 if faults else 0)


def _round(kind: str, folder: Path, most: int) -> tuple[list[str], int]:
    """Kill at one step after another, kind by kind, on an account of their own."""
    with database(kind, folder) as engine, served(write_account(folder / "account")) as jobber:
        kills = Kills(engine, keyring_of(engine), jobber)
        steps = [(name, at) for name in KINDS for at in range(1, kills.steps_of(name) + 1)]
        for name, at in steps[:most]:
            kills.kill(name, at)
        faults = list(kills.faults)
        return (faults if kills.whole() else [*faults, "the audit log is not whole"]), kills.killed


if __name__ == "__main__":
    main()
