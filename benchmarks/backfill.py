"""The first sync of a large account at the default reserve, on a simulated clock: is Jobber's limit kept and used?

    python -m benchmarks.backfill [--size 20000] [--latency 0.3]

A made-up account is read into sealed records by the steps of the real sync, documents left out. Jobber's bucket and our
waiting share a clock that only waiting moves; each answer takes `--latency` seconds of it. Ends with 1 when a query was
throttled, less than 85 % of the points the bucket allowed above the reserve were used, or memory grew.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from benchmarks.busy_account import busy_account, records_in
from ingest.jobber.reader import JobberReader
from ingest.mirror import Mirror
from ingest.records import Records
from ingest.runs import SyncRuns
from ingest.watermarks import Watermarks
from service.settings import Settings
from service.store.engine import migrate
from tests.fakes.databases import keyring_of
from tests.fakes.offline import Offline

RESERVE: int = Settings.model_fields["jobber_reserve"].default
ENOUGH = 0.85
GROWTH = 32 * 2**20  # bytes of memory between a quarter of the account and all of it
LATENCY = 0.3


@dataclass(frozen=True)
class Backfill:
    """Points and seconds as Jobber counts them; `memory` is what the process holds, in bytes, after each quarter."""

    records: int
    calls: int
    seconds: float
    used: float
    allowed: float
    throttled: int
    memory: tuple[int, ...]
    stages: tuple[tuple[str, int, float, float], ...]

    @property
    def ratio(self) -> float:
        return self.used / self.allowed

    @property
    def growth(self) -> int:
        return self.memory[-1] - self.memory[0]

    @property
    def problems(self) -> list[str]:
        found = [f"{self.throttled} queries were throttled"] if self.throttled else []
        found += [f"less than {ENOUGH:.0%} of the points were used"] if self.ratio < ENOUGH else []
        return found + ([f"memory grew by {self.growth / 2**20:.0f} MiB"] if self.growth > GROWTH else [])


def backfill(folder: Path, size: int, *, latency: float = LATENCY, reserve: int = RESERVE) -> Backfill:
    """Read an account of about `size` records and notes below `folder`."""
    plain = busy_account(size)
    offline = Offline(folder / "account", plain, reserve=reserve, latency=latency)
    count = records_in(plain)
    del plain
    mirror, records = _mirror(folder, offline)
    started, before, memory = offline.clock.now, offline.simulator.bucket.used, list[int]()
    stages = list[tuple[str, int, float, float]]()
    for stage in mirror.begin("backfill", full=True):
        calls, used, at = len(offline.requests), offline.simulator.bucket.used, offline.clock.now
        for _ in _pages(mirror, stage):
            _remember(memory, sum(records.counts(offline.scope).values()), count)
        took = (offline.clock.now - at).total_seconds()
        stages.append((stage, len(offline.requests) - calls, offline.simulator.bucket.used - used, took))
    mirror.finish("backfill")
    seconds, limits = (offline.clock.now - started).total_seconds(), offline.simulator.limits
    return Backfill(
        records=sum(records.counts(offline.scope).values()),
        calls=len(offline.requests),
        seconds=seconds,
        used=offline.simulator.bucket.used - before,
        allowed=limits.maximum - reserve + seconds * limits.restore_rate,
        throttled=offline.simulator.bucket.turned_away,
        memory=(*memory, _resident()),
        stages=tuple(stages),
    )


def _mirror(folder: Path, offline: Offline) -> tuple[Mirror, Records]:
    engine = create_engine(f"sqlite:///{folder / 'backfill.sqlite'}")
    migrate(engine)
    records = Records(engine, keyring_of(engine))
    reader = JobberReader(offline.client())
    return Mirror(offline.account, lambda: reader, records, SyncRuns(engine), Watermarks(engine)), records


def _pages(mirror: Mirror, stage: str) -> Iterator[None]:
    cursor = mirror.pull("backfill", stage, None)
    yield
    while cursor is not None:
        cursor = mirror.pull("backfill", stage, cursor)
        yield


def _remember(memory: list[int], read: int, count: int) -> None:
    """What is held at each quarter of the records."""
    if read * 4 >= count * (len(memory) + 1):
        memory.append(_resident())


def _resident() -> int:
    """Bytes of memory the process holds now (proc(5), statm); its peak where there is no /proc."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=20_000, help="records and notes")
    options.add_argument("--latency", type=float, default=LATENCY, help="seconds an answer takes")
    given, began = options.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = backfill(Path(folder), given.size, latency=given.latency)
    print(f"{'stage':<26}{'calls':>7}{'points':>10}{'seconds':>9}{'points/s':>10}")
    for stage, calls, used, took in found.stages:
        print(f"{stage:<26}{calls:>7}{used:>10.0f}{took:>9.0f}{used / took if took else 0:>10.0f}")
    print(f"{found.records} records in {found.calls} calls and {found.seconds:.0f} s of Jobber's time")
    print(f"{found.used:.0f} of {found.allowed:.0f} points above a reserve of {RESERVE}: {found.ratio:.1%}")
    print(f"{found.throttled} throttled; memory {', '.join(f'{each / 2**20:.0f}' for each in found.memory)} MiB")
    print(f"this took {time.monotonic() - began:.0f} s here")
    for problem in found.problems:
        print(f"not good enough: {problem}", file=sys.stderr)
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
