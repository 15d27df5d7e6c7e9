"""The extraction workflow: one step for a few clients, so that a crash repeats at most these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dbos import DBOS

from service.extraction.work import AccountExtraction, run_through
from service.workflows.kept_errors import as_raised
from service.workflows.sync import Durable, reason_of

ExtractionOf = Callable[[str], AccountExtraction]
Extract = Callable[[str, str], str]


class ExtractionSteps:
    """The durable steps, each a call of the account's `AccountExtraction`; none of them speaks to Jobber."""

    def __init__(self, extraction_of: ExtractionOf, durable: Durable) -> None:
        def plan(account: str, run: str) -> list[str]:
            return extraction_of(account).plan(run)

        def read(account: str, run: str, clients: list[str]) -> bool:
            return extraction_of(account).read(run, clients)

        def end(account: str, run: str) -> dict[str, Any]:
            return extraction_of(account).end(run)

        def fail(account: str, run: str, reason: str) -> None:
            extraction_of(account).fail(run, reason)

        self.plan = durable("extraction.plan", 1)(plan)
        self.read = durable("extraction.read", 1)(read)
        self.end = durable("extraction.end", 1)(end)
        self.fail = durable("extraction.fail", 1)(fail)


@dataclass(frozen=True)
class _OfAccount:
    """The steps as `run_through` calls them."""

    steps: ExtractionSteps
    account: str

    def plan(self, id: str) -> list[str]:
        waiting: list[str] = self.steps.plan(self.account, id)
        return waiting

    def read(self, id: str, clients: list[str]) -> bool:
        went_on: bool = self.steps.read(self.account, id, clients)
        return went_on

    def end(self, id: str) -> dict[str, Any]:
        counts: dict[str, Any] = self.steps.end(self.account, id)
        return counts


def extraction_workflow(steps: ExtractionSteps) -> Extract:
    """A workflow `(account, run) -> done, paused or failed`. It ends well even where the run failed: its row says why."""

    @DBOS.workflow(name="extraction")
    def extraction(account: str, run: str) -> str:
        try:
            return "done" if run_through(_OfAccount(steps, account), run) else "paused"
        except Exception as error:  # noqa: BLE001 - the run's row says why it failed
            steps.fail(account, run, reason_of(as_raised(error)))
            return "failed"

    return extraction
