"""Durable steps without a workflow engine: what a step gave is kept, and given again when its workflow is replayed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from service.workflows.sync import is_passing

Step = Callable[..., Any]


class Crash(BaseException):
    """The process is killed here."""


class Exhausted(Exception):
    """A step failed as often as it may, as the workflow engine reports it."""

    name = "DBOSMaxStepRetriesExceeded"


@dataclass
class Fuse:
    """Counts moments at which a process may die; kills it at the one that was chosen."""

    left: int | None = None

    def tick(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Crash


@dataclass
class Replay:
    """One workflow's steps so far; `at` is the next one of this replay."""

    done: list[tuple[str, Any, Exception | None]] = field(default_factory=list)
    at: int = 0


class Replayed:
    """Makes steps durable for the workflow that is running: `durable` is what `SyncSteps` asks for."""

    def __init__(self, fuse: Fuse, sleep: Callable[[float], None]) -> None:
        self._fuse, self._sleep, self.running = fuse, sleep, Replay()

    def durable(self, name: str, attempts: int) -> Callable[[Step], Step]:
        def decorate(step: Step) -> Step:
            return lambda *arguments: self._call(name, attempts, step, arguments)

        return decorate

    def _call(self, name: str, attempts: int, step: Step, arguments: tuple[Any, ...]) -> Any:
        replay = self.running
        if replay.at == len(replay.done):
            self._fuse.tick()
            replay.done.append((name, *self._outcome(attempts, step, arguments)))
            self._fuse.tick()
        known, value, error = replay.done[replay.at]
        assert known == name, f"the replay asks for {name} where {known} was done"
        replay.at += 1
        if error is not None:
            raise error
        return value

    def _outcome(self, attempts: int, step: Step, arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
        for attempt in range(attempts):
            try:
                return step(*arguments), None
            except Exception as error:  # noqa: BLE001 - the workflow sees it, as it would the engine's
                if attempts == 1 or not is_passing(error):
                    return None, error
                self._sleep(2.0 * 2**attempt)
        return None, Exhausted()
