"""The workflow that carries out one approved proposal."""

from __future__ import annotations

from collections.abc import Callable

from dbos import DBOS

from ingest.jobber.errors import JobberError
from service.approvals.execution import Executor


def write_workflow(executor_of: Callable[[str], Executor]) -> Callable[[str, str], str]:
    """A workflow `(account, proposal id) -> final state`; Jobber's passing faults are retried for a while."""

    @DBOS.step(
        name="write.execute",
        retries_allowed=True,
        max_attempts=5,
        interval_seconds=2.0,
        should_retry=lambda error: isinstance(error, JobberError) and error.retry,
    )
    def execute(account: str, proposal: str) -> str:
        return executor_of(account).execute(account, proposal).state.value

    @DBOS.workflow(name="write")
    def write(account: str, proposal: str) -> str:
        return execute(account, proposal)

    return write
