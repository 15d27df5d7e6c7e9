"""The sync workflow: one step a page, one step a document, so that a crash repeats at most one of either."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from dbos import DBOS

from ingest.jobber.errors import JobberError
from ingest.sync import AccountSync
from service.tracing import Tracing
from service.workflows.kept_errors import OURS, as_raised, is_exhausted, without_content

Sync = Callable[[str, str, bool, str | None], dict[str, Any]]
SyncOf = Callable[[str], AccountSync]
Compile = Callable[[str, list[str]], int]
Durable = Callable[[str, int], Callable[[Callable[..., Any]], Callable[..., Any]]]
AHEAD = 2  # documents begun while one is brought to its end
EXHAUSTED = "Jobber did not answer after several tries; what was read is kept, the next sync goes on"


def sync_workflow(steps: SyncSteps) -> Sync:
    """A workflow `(account, run, full, communications folder) -> counts`. Inputs and results hold ids and counts."""

    @DBOS.workflow(name="sync")
    def sync(account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
        return run_sync(steps, account, run, full, folder)

    return sync


def run_sync(steps: SyncSteps, account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
    """All steps of one run, which ends as done or, with its reason, as failed."""
    try:
        return _run(steps, account, run, full, folder)
    except Exception as error:
        steps.fail(account, run, reason_of(error))
        raise


def _run(steps: SyncSteps, account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
    for stage in steps.begin(account, run, full):
        _read(steps, account, run, stage)
    if folder is not None:
        _read_folder(steps, account, run, folder)
    worked_on = steps.plan(account, run, full, folder is not None)
    for n, id in enumerate(worked_on):
        settle(steps, account, run, id, worked_on[n + 1 : n + 1 + AHEAD])
    if worked_on:
        steps.compile(account, worked_on)
    counts: dict[str, Any] = steps.finish(account, run)
    return counts


class SyncSteps:
    """The durable steps, each one call of the account's `AccountSync`; Jobber's passing faults are tried again."""

    def __init__(self, sync_of: SyncOf, compile_documents: Compile, durable: Durable) -> None:
        """`durable` makes a step of a function by a name and how often it may be tried."""

        def begin(account: str, run: str, full: bool) -> list[str]:
            return sync_of(account).begin(run, full=full)

        def pull(account: str, run: str, stage: str, cursor: str | None) -> str | None:
            return sync_of(account).pull(run, stage, cursor)

        def communications(account: str, run: str, folder: str, cursor: str | None) -> str | None:
            return sync_of(account).pull_communications(run, folder, cursor)

        def plan(account: str, run: str, full: bool, communications: bool) -> list[str]:
            return sync_of(account).plan(run, full=full, communications=communications)

        def document(account: str, run: str, id: str, following: list[str]) -> str:
            return sync_of(account).process(run, id, following).value

        def give_up(account: str, run: str, id: str) -> str:
            return sync_of(account).give_up(run, id).value

        def compile_anew(account: str, ids: list[str]) -> int:
            return compile_documents(account, ids)

        def finish(account: str, run: str) -> dict[str, Any]:
            return sync_of(account).finish(run)

        def fail(account: str, run: str, reason: str) -> None:
            sync_of(account).fail(run, reason)

        self.begin = durable("sync.begin", 1)(begin)
        self.pull = durable("sync.pull", 6)(pull)
        self.communications = durable("sync.communications", 1)(communications)
        self.plan = durable("sync.plan", 1)(plan)
        self.document = durable("sync.document", 4)(document)
        self.give_up = durable("sync.give_up", 1)(give_up)
        self.compile = durable("sync.compile", 1)(compile_anew)
        self.finish = durable("sync.finish", 1)(finish)
        self.fail = durable("sync.fail", 1)(fail)


def step(name: str, attempts: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A durable step that is tried so often where Jobber's fault is a passing one."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        durable = DBOS.step(
            name=name,
            retries_allowed=attempts > 1,
            max_attempts=attempts,
            interval_seconds=2.0,
            should_retry=is_passing,
        )
        return durable(without_content(name, function))

    return decorate


def traced(tracing: Tracing) -> Durable:
    """`step`, each try of which is a span of its own, told by the ids it works on."""

    def durable(name: str, attempts: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            return step(name, attempts)(in_a_span(tracing, name, function))

        return decorate

    return durable


def in_a_span(tracing: Tracing, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Every step is given the account and an id of what it works on, or the ids, which are told by their number."""

    @functools.wraps(function)
    def called(account: str, work: str | list[str], *more: Any) -> Any:
        with tracing.span(name, {"account": account, "work": work if isinstance(work, str) else len(work)}):
            return function(account, work, *more)

    return called


def is_passing(error: BaseException) -> bool:
    return isinstance(error, JobberError) and error.retry


def reason_of(error: Exception) -> str:
    """Why a run failed, for a person; holds nothing from a record."""
    if is_exhausted(error):
        return EXHAUSTED
    told = as_raised(error)
    if isinstance(told, OURS):
        return str(told)
    return f"an unexpected fault ({type(told).__name__}); the log of that time says more"


def _read(steps: SyncSteps, account: str, run: str, stage: str) -> None:
    cursor: str | None = steps.pull(account, run, stage, None)
    while cursor is not None:
        cursor = steps.pull(account, run, stage, cursor)


def _read_folder(steps: SyncSteps, account: str, run: str, folder: str) -> None:
    cursor: str | None = steps.communications(account, run, folder, None)
    while cursor is not None:
        cursor = steps.communications(account, run, folder, cursor)


def settle(steps: SyncSteps, account: str, run: str, id: str, following: list[str]) -> None:
    """Every document comes to an end: one that Jobber does not hand over after all tries is quarantined."""
    try:
        steps.document(account, run, id, following)
    except Exception as error:
        if not is_exhausted(error):
            raise
        steps.give_up(account, run, id)
