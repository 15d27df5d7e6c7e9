"""Runs of the inbox as durable workflows, in one queue with the account's syncs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine

from ingest.jobber.errors import JobberError, Refused, Unavailable
from ingest.jobber.inbox import FIRST_LOOK, Inbox
from ingest.jobber.webhooks import WebhookEvent
from ingest.ledger import State
from ingest.sync import AccountSync
from service.approvals.execution import Executor
from service.extraction.work import AccountExtraction
from service.webhooks import WebhookWork
from service.workflows.durable import DurableWorkflows
from tests.fakes.queues import database_with_queues
from tests.fakes.syncing import ScriptedSync

NOW = datetime.now(UTC)


class Refetching(ScriptedSync):
    """A scripted sync that also reads single objects again, each the record of one document."""

    def __init__(self, *faults: JobberError, gate: threading.Event | None = None) -> None:
        super().__init__({"clients": 1}, {"job-1": State.INDEXED}, {})
        self._refetch_faults, self._gate = list(faults), gate

    def refetch(self, run: str, items: Sequence[tuple[str, str]]) -> list[str]:
        self.calls.append(f"refetch {items}")
        if self._refetch_faults:
            raise self._refetch_faults.pop(0)
        return [id for _, id in items]

    def pull(self, run: str, stage: str, cursor: str | None) -> str | None:
        if self._gate is not None:
            self._gate.wait(20)
        return super().pull(run, stage, cursor)


@contextmanager
def launched(folder: Path, sync: Refetching, inbox: Inbox, compiled: list[str]) -> Iterator[DurableWorkflows]:
    def compile_documents(account: str, ids: list[str]) -> int:
        compiled.extend(ids)
        return len(ids)

    def work(account: str) -> WebhookWork:
        return WebhookWork(
            account, inbox, lambda: cast(AccountSync, sync), disconnect=lambda at: True, renew=lambda: None
        )

    workflows = DurableWorkflows(
        database_with_queues(folder),
        sync_of=lambda account: cast(AccountSync, sync),
        executor_of=lambda account: cast(Executor, None),
        extraction_of=lambda account: cast(AccountExtraction, None),
        compile_documents=compile_documents,
        webhooks_of=work,
    )
    try:
        yield workflows
    finally:
        workflows.close()


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine)


def run_of(inbox: Inbox, *items: str) -> str:
    inbox.store([WebhookEvent("JOB_UPDATE", "acme", item, "app", NOW) for item in items], {})
    run = inbox.take("acme", datetime.now(UTC) + FIRST_LOOK + timedelta(days=1))
    assert run is not None
    return run


def settled(inbox: Inbox, expected: dict[str, int]) -> bool:
    return until(lambda: inbox.status("acme").events == expected)


def until(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def test_a_run_reads_again_works_on_the_documents_and_is_done(tmp_path: Path, inbox: Inbox) -> None:
    run, sync, compiled = run_of(inbox, "job-1"), Refetching(), list[str]()
    with launched(tmp_path, sync, inbox, compiled) as workflows:
        assert [workflows.read_webhooks("acme", run) for _ in range(3)] == [True] * 3
        assert settled(inbox, {"done": 1})
    assert sync.calls == ["refetch [('Job', 'job-1')]", "job-1"], "however often it is started, it runs once"
    assert compiled == ["job-1"]


def test_a_passing_fault_is_tried_again_within_the_run(tmp_path: Path, inbox: Inbox) -> None:
    run, sync = run_of(inbox, "job-1"), Refetching(Unavailable("outage"))
    with launched(tmp_path, sync, inbox, []) as workflows:
        workflows.read_webhooks("acme", run)
        assert settled(inbox, {"done": 1})


def test_a_run_that_fails_puts_its_events_back_and_ends_well(tmp_path: Path, inbox: Inbox) -> None:
    run, sync = run_of(inbox, "job-1"), Refetching(Refused("Jobber refused the query"))
    with launched(tmp_path, sync, inbox, []) as workflows:
        workflows.read_webhooks("acme", run)
        assert settled(inbox, {"waiting": 1})
        assert workflows.read_webhooks("acme", run)
    assert inbox.runs() == []


def test_webhooks_wait_for_the_sync_of_their_account(tmp_path: Path, inbox: Inbox) -> None:
    gate, run = threading.Event(), run_of(inbox, "job-1")
    sync = Refetching(gate=gate)
    with launched(tmp_path, sync, inbox, []) as workflows:
        syncing = threading.Thread(
            target=workflows.sync, args=("acme", "run-1"), kwargs={"full": False, "communications": None}
        )
        syncing.start()
        assert until(lambda: workflows.unfinished_sync("acme") is not None)
        time.sleep(1.0)
        workflows.read_webhooks("acme", run)
        time.sleep(1.5)
        assert inbox.status("acme").events == {"taken": 1}
        gate.set()
        syncing.join(30)
        assert settled(inbox, {"done": 1})
    assert sync.calls.index("finish") < sync.calls.index("refetch [('Job', 'job-1')]")
