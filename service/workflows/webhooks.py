"""The workflow of one run of the inbox: records read again, then one step a document, as a sync does."""

from __future__ import annotations

from collections.abc import Callable

from dbos import DBOS

from ingest.jobber.errors import JobberError
from service.webhooks import BROKEN_OFF, WebhookWork
from service.workflows.exhausted import is_exhausted
from service.workflows.sync import EXHAUSTED, SyncSteps, settle, step

WebhookRun = Callable[[str, str], int]


def webhook_workflow(work_of: Callable[[str], WebhookWork], documents: SyncSteps) -> WebhookRun:
    """A workflow `(account, run) -> events settled`. It ends well even where the run failed: its events know why."""

    def read_again(account: str, run: str) -> list[str]:
        return work_of(account).read_again(run)

    def done(account: str, run: str) -> int:
        return work_of(account).done(run)

    def fail(account: str, run: str, error: str, reason: str) -> None:
        work_of(account).fail(run, error, reason)

    read_again, done = step("webhooks.read_again", 4)(read_again), step("webhooks.done", 1)(done)
    fail = step("webhooks.fail", 1)(fail)

    @DBOS.workflow(name="webhooks")
    def webhooks(account: str, run: str) -> int:
        try:
            worked_on = read_again(account, run)
            for id in worked_on:
                settle(documents, account, run, id)
            if worked_on:
                documents.compile(account, worked_on)
        except Exception as error:  # noqa: BLE001 - one run's failure is its events', which are tried again
            fail(account, run, getattr(error, "name", type(error).__name__), _reason(error))
            return 0
        return done(account, run)

    return webhooks


def _reason(error: Exception) -> str:
    """For a person; only Jobber's errors are known to hold nothing from a record."""
    if is_exhausted(error):
        return EXHAUSTED
    return str(error) if isinstance(error, JobberError) else f"{BROKEN_OFF} ({type(error).__name__})"
