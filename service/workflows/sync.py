"""The sync workflow: one step a page, one step a document, so that a crash repeats at most one of either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbos import DBOS
from dbos.error import DBOSMaxStepRetriesExceeded

from ingest.jobber.errors import JobberError
from ingest.sync import AccountSync

Sync = Callable[[str, str, bool, str | None], dict[str, Any]]


def sync_workflow(sync_of: Callable[[str], AccountSync], compile_documents: Callable[[str, list[str]], int]) -> Sync:
    """A workflow `(account, run, full, communications folder) -> counts`. Inputs and results hold ids and counts."""
    reading = DBOS.step(
        name="sync.pull",
        retries_allowed=True,
        max_attempts=6,
        interval_seconds=2.0,
        should_retry=lambda error: isinstance(error, JobberError) and error.retry,
    )

    @reading
    def pull(account: str, run: str, stage: str, cursor: str | None) -> str | None:
        return sync_of(account).pull(run, stage, cursor)

    @DBOS.step(name="sync.communications")
    def communications(account: str, run: str, folder: str) -> int:
        return sync_of(account).pull_communications(run, folder)

    @DBOS.step(name="sync.plan")
    def plan(account: str, run: str, full: bool, communications: bool) -> list[str]:
        return sync_of(account).plan(run, full=full, communications=communications)

    @DBOS.step(
        name="sync.document",
        retries_allowed=True,
        max_attempts=4,
        interval_seconds=2.0,
        should_retry=lambda error: isinstance(error, JobberError) and error.retry,
    )
    def document(account: str, run: str, id: str) -> str:
        return sync_of(account).process(run, id).value

    @DBOS.step(name="sync.give_up")
    def give_up(account: str, run: str, id: str) -> str:
        return sync_of(account).give_up(run, id).value

    @DBOS.step(name="sync.compile")
    def compile_changed(account: str, run: str, ids: list[str]) -> int:
        return compile_documents(account, ids)

    @DBOS.step(name="sync.finish")
    def finish(account: str, run: str) -> dict[str, Any]:
        return sync_of(account).finish(run)

    @DBOS.workflow(name="sync")
    def sync(account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
        for stage in sync_of(account).stages():
            cursor: str | None = None
            while (cursor := pull(account, run, stage, cursor)) is not None:
                pass
        if folder is not None:
            communications(account, run, folder)
        outcomes: dict[str, str] = {}
        for id in plan(account, run, full, folder is not None):
            try:
                outcomes[id] = document(account, run, id)
            except DBOSMaxStepRetriesExceeded:
                outcomes[id] = give_up(account, run, id)
        changed = [id for id, outcome in outcomes.items() if outcome in ("indexed", "deleted")]
        if changed:
            compile_changed(account, run, changed)
        return finish(account, run)

    return sync
