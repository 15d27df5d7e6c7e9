"""The sync workflow: one step a page, one step a document, so that a crash repeats at most one of either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbos import DBOS

from ingest.jobber.errors import JobberError
from ingest.sync import AccountSync
from service.workflows.exhausted import is_exhausted

Sync = Callable[[str, str, bool, str | None], dict[str, Any]]
SyncOf = Callable[[str], AccountSync]
Compile = Callable[[str, list[str]], int]


def sync_workflow(sync_of: SyncOf, compile_documents: Compile) -> Sync:
    """A workflow `(account, run, full, communications folder) -> counts`. Inputs and results hold ids and counts."""
    steps = SyncSteps(sync_of, compile_documents)

    @DBOS.workflow(name="sync")
    def sync(account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
        for stage in sync_of(account).stages():
            _read(steps, account, run, stage)
        if folder is not None:
            steps.communications(account, run, folder)
        worked_on = steps.plan(account, run, full, folder is not None)
        for id in worked_on:
            _settle(steps, account, run, id)
        if worked_on:
            steps.compile(account, worked_on)
        return steps.finish(account, run)

    return sync


class SyncSteps:
    """The durable steps, each one call of the account's `AccountSync`; Jobber's passing faults are tried again."""

    def __init__(self, sync_of: SyncOf, compile_documents: Compile) -> None:
        def pull(account: str, run: str, stage: str, cursor: str | None) -> str | None:
            return sync_of(account).pull(run, stage, cursor)

        def communications(account: str, run: str, folder: str) -> int:
            return sync_of(account).pull_communications(run, folder)

        def plan(account: str, run: str, full: bool, communications: bool) -> list[str]:
            return sync_of(account).plan(run, full=full, communications=communications)

        def document(account: str, run: str, id: str) -> str:
            return sync_of(account).process(run, id).value

        def give_up(account: str, run: str, id: str) -> str:
            return sync_of(account).give_up(run, id).value

        def compile_anew(account: str, ids: list[str]) -> int:
            return compile_documents(account, ids)

        def finish(account: str, run: str) -> dict[str, Any]:
            return sync_of(account).finish(run)

        self.pull = _patient("sync.pull", attempts=6)(pull)
        self.communications = DBOS.step(name="sync.communications")(communications)
        self.plan = DBOS.step(name="sync.plan")(plan)
        self.document = _patient("sync.document", attempts=4)(document)
        self.give_up = DBOS.step(name="sync.give_up")(give_up)
        self.compile = DBOS.step(name="sync.compile")(compile_anew)
        self.finish = DBOS.step(name="sync.finish")(finish)


def _patient(name: str, *, attempts: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return DBOS.step(
        name=name,
        retries_allowed=True,
        max_attempts=attempts,
        interval_seconds=2.0,
        should_retry=lambda error: isinstance(error, JobberError) and error.retry,
    )


def _read(steps: SyncSteps, account: str, run: str, stage: str) -> None:
    cursor: str | None = steps.pull(account, run, stage, None)
    while cursor is not None:
        cursor = steps.pull(account, run, stage, cursor)


def _settle(steps: SyncSteps, account: str, run: str, id: str) -> None:
    """Every document comes to an end: one that Jobber does not hand over after all tries is quarantined."""
    try:
        steps.document(account, run, id)
    except Exception as error:
        if not is_exhausted(error):
            raise
        steps.give_up(account, run, id)
