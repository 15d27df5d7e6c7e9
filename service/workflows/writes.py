"""The workflow that carries out one approved proposal."""

from __future__ import annotations

from collections.abc import Callable

from dbos import DBOS

from ingest.jobber.errors import JobberError, Uncertain
from service.approvals.execution import Executor
from service.tracing import Tracing
from service.workflows.kept_errors import without_content
from service.workflows.sync import in_a_span


def write_workflow(executor_of: Callable[[str], Executor], tracing: Tracing) -> Callable[[str, str], str]:
    """A workflow `(account, proposal id) -> final state`; Jobber's passing faults are retried for a while."""

    def execute(account: str, proposal: str) -> str:
        return executor_of(account).execute(account, proposal).state.value

    durable = DBOS.step(
        name="write.execute",
        retries_allowed=True,
        max_attempts=5,
        interval_seconds=2.0,
        should_retry=_worth_another_try,
    )(without_content("write.execute", in_a_span(tracing, "write.execute", execute)))

    @DBOS.workflow(name="write")
    def write(account: str, proposal: str) -> str:
        state: str = durable(account, proposal)
        return state

    return write


def _worth_another_try(error: BaseException) -> bool:
    """After an uncertain write the next try reads the live value back first, so it never writes twice."""
    return isinstance(error, Uncertain) or (isinstance(error, JobberError) and error.retry)
