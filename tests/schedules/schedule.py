"""One random schedule: work in Jobber, syncs, webhooks, faults, kills and restarts; then quiet, and one sync."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from ingest.jobber.errors import JobberError
from ingest.jobber.simulator.faults import FILES, Conditions, Fault, FaultKind
from service.workflows.sync import SyncSteps, run_sync
from tests.fakes.account import HandClock
from tests.schedules.divergences import divergences
from tests.schedules.installation import ACCOUNT, WHOLE, Disk, Installation, Jobber, simulated
from tests.schedules.people import People
from tests.schedules.steps import Crash, Exhausted, Fuse, Replay, Replayed
from tests.schedules.writes import Approvals, wrong_writes

FAULTS = (
    FaultKind.THROTTLED,
    FaultKind.TOO_MANY_REQUESTS,
    FaultKind.BLOCKED,
    FaultKind.WAITING_ROOM,
    FaultKind.SERVER_ERROR,
    FaultKind.UNAVAILABLE,
    FaultKind.EMPTY,
    FaultKind.NULL_DATA,
    FaultKind.PARTIAL_DATA,
    FaultKind.TRUNCATED,
    FaultKind.RESET,
    FaultKind.SLOW,
    FaultKind.INACTIVE,
)
ENDING = (FaultKind.INACTIVE, FaultKind.BLOCKED)  # one of these ends a run
FILE_FAULTS = (FaultKind.EXPIRED, FaultKind.WRONG_SIZE, FaultKind.RESET, FaultKind.SERVER_ERROR)
MORNING = datetime(2035, 6, 1, 8, 0, tzinfo=UTC)  # the same for every seed; ahead of the real time that proposals carry
SMALL, LARGE = 2_000, 0  # with none it counts as large: runs between the sweeps read changes only


@dataclass
class Workflow:
    """A sync that was started; `replay` is what a restart finds of it."""

    run: str
    full: bool
    replay: Replay = field(default_factory=Replay)


@dataclass(frozen=True)
class Outcome:
    """What one schedule came to; `happened` counts its kinds of events."""

    seed: int
    divergences: list[str]
    open_runs: list[str]
    happened: Counter[str]


class Schedule:
    """`template` is an empty database, `account` the folder of the simulated one, `files` what may be attached."""

    def __init__(self, seed: int, folder: Path, *, template: Path, account: Path, files: list[Path]) -> None:
        self._seed, self._random, self.happened = seed, Random(seed), Counter[str]()
        self._clock, self._fuse = HandClock(MORNING), Fuse()
        self._jobber = Jobber(simulated(account, self._clock), self._clock, self._fuse)
        self._people = People(self._jobber, files, self._random)
        self._disk = Disk(folder, template)
        self._small = self._random.choice([SMALL, LARGE])
        self._open: Workflow | None = None
        self._runs = 0
        self._start()

    def play(self) -> Outcome:
        acts = [self._work, self._work, self._sync, self._sync, self._webhooks, self._fault, self._arm, self._restart]
        acts += [self._approve, self._write]
        for _ in range(self._random.randint(4, 14)):
            act = self._random.choice(acts)
            self.happened[act.__name__.strip("_")] += 1
            with self._surviving():
                act()
        self._calm()
        open_runs = [run.id for run in self._life.runs.recent(WHOLE, 100) if run.state == "running"]
        found = [*divergences(self._jobber, self._life), *wrong_writes(self._jobber, self._approvals)]
        self._life.end()
        return Outcome(self._seed, found, open_runs, self.happened)

    def _work(self) -> None:
        for _ in range(self._random.randint(1, 4)):
            self._people.work()

    def _sync(self) -> None:
        if self._open is None:
            self._begin(full=self._random.random() < 0.1)
        if self._random.random() < 0.6:
            self._jobber.before_call = self._work_meanwhile
        try:
            self._go_on()
        except (JobberError, Exhausted) as error:
            self.happened[f"failed: {type(error).__name__}"] += 1
        finally:
            self._jobber.before_call = lambda: None

    def _work_meanwhile(self) -> None:
        if self._random.random() < 0.08:
            self._people.work()

    def _begin(self, *, full: bool) -> None:
        self._runs += 1
        self._open = Workflow(f"run-{self._runs}", full)

    def _go_on(self) -> None:
        """Play the open workflow to its end, from what is kept of it."""
        workflow = self._open
        assert workflow is not None
        workflow.replay.at = 0
        self._durable.running = workflow.replay
        try:
            run_sync(self._steps, ACCOUNT, workflow.run, workflow.full, None)
        except Crash:
            raise
        except Exception:
            self._open = None
            raise
        self._open = None

    def _webhooks(self) -> None:
        """Read what some webhooks name; what fails stays in the inbox."""
        count = self._random.randint(1, 6)
        taken = self._people.hooks[:count]
        try:
            todo = self._life.sync.refetch(f"hooks-{self._random.random()}", taken)
            for id in todo:
                self._life.sync.process("hooks", id)
        except JobberError as error:
            self.happened[f"webhooks failed: {type(error).__name__}"] += 1
            return
        del self._people.hooks[:count]

    def _approve(self) -> None:
        self._approvals.approve_something(self._random)

    def _write(self) -> None:
        try:
            self._approvals.carry_out()
        except JobberError as error:
            self.happened[f"write failed: {type(error).__name__}"] += 1

    def _fault(self) -> None:
        of_files = self._random.random() < 0.25
        kind = self._random.choice(FILE_FAULTS if of_files else FAULTS)
        self._jobber.simulator.faults.add(
            Fault(
                kind,
                FILES if of_files else None,
                times=1 if kind in ENDING else self._random.choice([1, 1, 2, 5, 40]),
                rate=self._random.choice([1.0, 0.3, 0.05]),
                seconds=self._random.choice([20, 90]) if kind is FaultKind.SLOW else None,
                after=self._random.random() < 0.3,
            )
        )
        lag = self._random.choice([0.0, 0.0, 8.0])
        self._jobber.simulator.conditions = Conditions(index_lag=lag)

    def _arm(self) -> None:
        """The process dies at one of the next requests, commits, or edges of a step."""
        self._fuse.left = self._random.choice([self._random.randint(0, 20), self._random.randint(0, 400)])

    def _restart(self) -> None:
        self._life.end()
        self._start()

    @contextmanager
    def _surviving(self) -> Iterator[None]:
        try:
            yield
        except Crash:
            self.happened["killed"] += 1
            self._restart()

    def _start(self) -> None:
        """A new life: all it knows is on the disk."""
        self._life = Installation(self._disk, self._jobber, small=self._small)
        self._durable = Replayed(self._fuse, self._jobber.sleep)
        self._approvals = Approvals.of(self._life, self._jobber)
        self._steps = SyncSteps(lambda _: self._life.sync, _compile, self._durable.durable)

    def _calm(self) -> None:
        """Nothing goes wrong and nobody works any more: what was begun ends, and one sync follows."""
        self._fuse.left = None
        self._jobber.simulator.faults.clear()
        self._jobber.simulator.blocked_until = None
        self._jobber.simulator.conditions = Conditions()
        self._clock.advance(hours=21)
        self._approvals.carry_out()
        if self._open is not None:
            with suppress(JobberError, Exhausted):  # what a step met before the kill is what its replay meets
                self._go_on()
        self._begin(full=False)
        self._go_on()


def _compile(_account: str, ids: list[str]) -> int:
    return len(ids)


def play(seed: int, places: dict[str, Any]) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="schedule-") as folder:
        return Schedule(seed, Path(folder), **places).play()
