"""Random schedules of work in Jobber, syncs, webhooks, faults, kills and approved writes, by the thousand.

    python -m benchmarks.sync_schedules [COUNT] [FIRST SEED]

Prints the seeds of schedules after which our copy differs from the account or a write happened twice, and exits 1.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.schedules.places import made_places
from tests.schedules.schedule import Outcome, play

COUNT = 10_000
SHOWN_EVERY = 500


def main(count: int = COUNT, first: int = 1) -> int:
    """How many schedules went wrong."""
    happened, wrong, started = Counter[str](), 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(os.cpu_count()) as workers:
        one = partial(play, places=made_places(Path(folder)))
        for number, outcome in enumerate(workers.map(one, range(first, first + count), chunksize=10), start=1):
            happened += outcome.happened
            wrong += _is_wrong(outcome)
            if number % SHOWN_EVERY == 0 or number == count:
                print(f"{number} schedules, {wrong} wrong, {time.monotonic() - started:.0f} s", flush=True)
    print(", ".join(f"{number} {name}" for name, number in sorted(happened.items())))
    return wrong


def _is_wrong(outcome: Outcome) -> bool:
    for what in (*outcome.divergences, *(f"run {run} never ended" for run in outcome.open_runs)):
        print(f"seed {outcome.seed}: {what}", flush=True)
    return bool(outcome.divergences or outcome.open_runs)


if __name__ == "__main__":
    sys.exit(1 if main(*(int(each) for each in sys.argv[1:])) else 0)
