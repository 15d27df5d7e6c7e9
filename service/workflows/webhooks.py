"""The workflow of one run of the inbox: records read again, then one step a document, as a sync does."""

from __future__ import annotations

from collections.abc import Callable

from dbos import DBOS

from service.webhooks import WebhookWork
from service.workflows.kept_errors import as_raised
from service.workflows.sync import Durable, SyncSteps, reason_of, settle, step

WebhookRun = Callable[[str, str], int]


def webhook_workflow(
    work_of: Callable[[str], WebhookWork], documents: SyncSteps, durable: Durable = step
) -> WebhookRun:
    """A workflow `(account, run) -> events settled`. It ends well even where the run failed: its events know why."""

    def read_again(account: str, run: str) -> list[str]:
        return work_of(account).read_again(run)

    def done(account: str, run: str) -> int:
        return work_of(account).done(run)

    def fail(account: str, run: str, error: str, reason: str) -> None:
        work_of(account).fail(run, error, reason)

    read_again, done = durable("webhooks.read_again", 4)(read_again), durable("webhooks.done", 1)(done)
    fail = durable("webhooks.fail", 1)(fail)

    @DBOS.workflow(name="webhooks")
    def webhooks(account: str, run: str) -> int:
        try:
            worked_on = read_again(account, run)
            for id in worked_on:
                settle(documents, account, run, id, following=[])
            if worked_on:
                documents.compile(account, worked_on)
        except Exception as error:  # noqa: BLE001 - one run's failure is its events', which are tried again
            fail(account, run, type(as_raised(error)).__name__, reason_of(error))
            return 0
        return done(account, run)

    return webhooks
