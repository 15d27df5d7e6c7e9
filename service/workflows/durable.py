"""DBOS, launched once by the owner of the data folder. Inputs, outputs and errors carry ids and counts only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbos import (
    DBOS,
    DBOSPortableJSONSerializer,
    PortableWorkflowError,
    SetEnqueueOptions,
    SetWorkflowID,
    WorkflowHandle,
)
from dbos import error as dbos_errors

from ingest.sync import AccountSync
from service.approvals.execution import Executor
from service.extraction.work import AccountExtraction
from service.tracing import NoTraces, Tracing
from service.webhooks import WebhookWork
from service.workflows.extraction import ExtractionSteps, extraction_workflow
from service.workflows.kept_errors import as_raised
from service.workflows.sync import SyncSteps, sync_workflow, traced
from service.workflows.webhooks import webhook_workflow
from service.workflows.writes import write_workflow

# Kept the same across releases on purpose: a sync interrupted by an update goes on under the new version.
APPLICATION_VERSION = "1"
PENDING = ("PENDING", "ENQUEUED")
BROKEN_OFF = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
# What reads Jobber into an account's records runs one at a time: a sync sweeps what its own run has not seen.
READING = "reading"
EXTRACTING = "extracting"
CONNECTIONS = 5  # to the workflow database, of each process
NO_TRACES = NoTraces()
QUEUE_EVERY = 0.5  # seconds between two looks at each: at rest they are most of what a process does
RESULT_EVERY = 0.2  # seconds between two looks at what somebody waits for
NOTICES_EVERY = 1.0  # seconds between two looks for messages to workflows, of which there are none


class DurableWorkflows:
    """Runs syncs and approved writes so that a crash at any step resumes where it stopped."""

    def __init__(
        self,
        url: str,
        *,
        sync_of: Callable[[str], AccountSync],
        executor_of: Callable[[str], Executor],
        extraction_of: Callable[[str], AccountExtraction],
        compile_documents: Callable[[str, list[str]], int],
        webhooks_of: Callable[[str], WebhookWork],
        executor_id: str = "local",
        tracing: Tracing = NO_TRACES,
    ) -> None:
        DBOS(
            config={
                "name": "fineprint",
                "system_database_url": url,
                "application_version": APPLICATION_VERSION,
                "executor_id": executor_id,
                "serializer": DBOSPortableJSONSerializer(),
                "sys_db_pool_size": CONNECTIONS,
                "log_level": "CRITICAL",  # what failed is told once, by whoever asked for it, and kept with the run
                "notification_listener_polling_interval_sec": NOTICES_EVERY,
                "notification_coalesce_sec": NOTICES_EVERY,
            }
        )
        durable = traced(tracing)
        steps = SyncSteps(sync_of, compile_documents, durable)
        self._sync = sync_workflow(steps)
        self._webhooks = webhook_workflow(webhooks_of, steps, durable)
        self._write = write_workflow(executor_of, tracing)
        self._extract = extraction_workflow(ExtractionSteps(extraction_of, durable))
        DBOS.launch()
        for queue in (READING, EXTRACTING):
            DBOS.register_queue(
                queue, partition_concurrency=1, polling_interval_sec=QUEUE_EVERY, on_conflict="always_update"
            )

    def sync(self, account: str, run: str, *, full: bool, communications: str | None) -> dict[str, Any]:
        """Run a sync to its end and return its counts; raises what ended it, most often a `JobberError`.

        One that a crash interrupted goes on first, and in place of a new one that asks for nothing more than it.
        """
        unfinished = self.unfinished_sync(account)
        if unfinished is not None:
            counts = _result(DBOS.retrieve_workflow(unfinished))
            if not full and communications is None:
                return dict(counts)
        with SetWorkflowID(f"sync:{account}:{run}"), SetEnqueueOptions(queue_partition_key=account):
            handle = DBOS.enqueue_workflow(READING, self._sync, account, run, full, communications)
        return dict(_result(handle))

    def unfinished_sync(self, account: str) -> str | None:
        """The workflow id of a sync of this account that has not ended yet."""
        found = DBOS.list_workflows(status=list(PENDING), workflow_id_prefix=f"sync:{account}:")
        return found[0].workflow_id if found else None

    def read_webhooks(self, account: str, run: str) -> bool:
        """Start a run of the inbox unless it was started, behind what reads this account now; False where it broke off."""
        id = f"webhooks:{account}:{run}"
        if found := DBOS.list_workflows(workflow_ids=[id]):
            return found[0].status not in BROKEN_OFF
        with SetWorkflowID(id), SetEnqueueOptions(queue_partition_key=account):
            DBOS.enqueue_workflow(READING, self._webhooks, account, run)
        return True

    def execute(self, account: str, proposal: str) -> None:
        """Carry out one approved proposal; however often this is called, it runs once at a time.

        A try that ended in an error (no connection, no permission) left the proposal in execution: the next is a new
        workflow, whose first step reads what the last one may have written. Raises `JobberError`.
        """
        failed = DBOS.list_workflows(status="ERROR", workflow_id_prefix=f"write:{proposal}:")
        with SetWorkflowID(f"write:{proposal}:{len(failed)}"):
            handle = DBOS.start_workflow(self._write, account, proposal)
        _result(handle)

    def extract(self, account: str, run: str, tries: int = 0) -> None:
        """Read an extraction run to its end, or until it is paused; its row says how it ended."""
        _result(self._extraction(account, run, tries))

    def go_on_extracting(self, account: str, run: str, tries: int) -> bool:
        """See that a running run is being read, and return at once; False where its workflow broke off for good."""
        status = self._extraction(account, run, tries).get_status().status
        return status not in BROKEN_OFF

    def _extraction(self, account: str, run: str, tries: int) -> WorkflowHandle[str]:
        """The workflow of a run, behind the account's others; each time a run is resumed it has a new one."""
        id = f"extraction:{account}:{run}:{tries}"
        if DBOS.list_workflows(workflow_ids=[id]):
            return DBOS.retrieve_workflow(id)
        with SetWorkflowID(id), SetEnqueueOptions(queue_partition_key=account):
            return DBOS.enqueue_workflow(EXTRACTING, self._extract, account, run)

    def close(self, *, patience_seconds: float = 0.0) -> None:
        """Take nothing new, and give what is under way so long to end; what does not goes on where it is taken over."""
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=round(patience_seconds))


def _result(handle: WorkflowHandle[Any]) -> Any:
    """A workflow's result, or the error that ended it."""
    try:
        return handle.get_result(polling_interval_sec=RESULT_EVERY)
    except (PortableWorkflowError, dbos_errors.DBOSMaxStepRetriesExceeded) as error:
        raise as_raised(error) from None
