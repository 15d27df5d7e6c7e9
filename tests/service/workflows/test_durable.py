"""Syncs and writes under a real DBOS on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.errors import Disconnected, Unavailable
from ingest.ledger import State
from ingest.sync import AccountSync
from service.approvals.execution import Executor
from service.approvals.proposal import Proposal, ProposalState
from service.approvals.queue import ApprovalQueue
from service.extraction.work import AccountExtraction
from service.webhooks import WebhookWork
from service.workflows.durable import DurableWorkflows
from tests.fakes.auditing import queue_of
from tests.fakes.proposals import FieldsInMemory, SetRenewal, draft
from tests.fakes.queues import database_with_queues
from tests.fakes.syncing import ScriptedSync

WHOLE = Scope("acme")
DOCUMENTS = {"doc-1": State.INDEXED, "doc-2": State.QUARANTINED}


@pytest.fixture
def queue(engine: Engine, keyring: Keyring) -> ApprovalQueue:
    return queue_of(engine, keyring)


@contextmanager
def launched(
    folder: Path,
    *,
    sync: ScriptedSync | None = None,
    executor: Executor | None = None,
    compiled: list[str] | None = None,
    webhooks: WebhookWork | None = None,
) -> Iterator[DurableWorkflows]:
    """Workflows whose own database lies in the folder; launching again is what a restart does."""

    def compile_documents(account: str, ids: list[str]) -> int:
        (compiled if compiled is not None else []).extend(ids)
        return len(ids)

    workflows = DurableWorkflows(
        database_with_queues(folder),
        sync_of=lambda account: cast(AccountSync, sync),
        executor_of=lambda account: cast(Executor, executor),
        extraction_of=lambda account: cast(AccountExtraction, None),
        compile_documents=compile_documents,
        webhooks_of=lambda account: cast(WebhookWork, webhooks),
    )
    try:
        yield workflows
    finally:
        workflows.close()


def test_a_sync_reads_every_page_settles_every_document_and_counts(tmp_path: Path) -> None:
    sync, compiled = ScriptedSync({"clients": 2, "jobs": 1}, DOCUMENTS, {}), list[str]()
    with launched(tmp_path, sync=sync, compiled=compiled) as workflows:
        counts = workflows.sync("acme", "run-1", full=False, communications=None)
    assert counts == {"indexed": 1, "quarantined": 1}
    assert sync.calls == [
        "clients 1", "clients 2", "jobs 1", "plan full=False communications=False", "doc-1", "doc-2", "finish",
    ]  # fmt: skip
    assert compiled == ["doc-1", "doc-2"], "a contract that cannot be read any more loses its terms"


def test_communications_are_read_where_a_folder_is_given(tmp_path: Path) -> None:
    sync = ScriptedSync({"clients": 1}, {}, {})
    with launched(tmp_path, sync=sync) as workflows:
        workflows.sync("acme", "run-1", full=True, communications="mail")
    assert sync.calls == [
        "clients 1",
        "communications mail 1",
        "communications mail 2",
        "plan full=True communications=True",
        "finish",
    ]


def test_the_same_run_asked_for_twice_is_one_sync(tmp_path: Path) -> None:
    sync = ScriptedSync({"clients": 1}, DOCUMENTS, {})
    with launched(tmp_path, sync=sync) as workflows:
        first = workflows.sync("acme", "run-1", full=False, communications=None)
        assert workflows.sync("acme", "run-1", full=False, communications=None) == first
    assert sync.calls.count("finish") == 1


def test_a_passing_fault_is_tried_again(tmp_path: Path) -> None:
    sync = ScriptedSync({}, DOCUMENTS, {"doc-1": [Unavailable("outage")]})
    with launched(tmp_path, sync=sync) as workflows:
        workflows.sync("acme", "run-1", full=False, communications=None)
    assert sync.calls[1:] == ["doc-1", "doc-1", "doc-2", "finish"]


@pytest.mark.timeout(90)
def test_a_document_that_never_comes_is_given_up_and_the_others_go_on(tmp_path: Path) -> None:
    sync = ScriptedSync({}, DOCUMENTS, {"doc-1": [Unavailable("outage") for _ in range(9)]})
    with launched(tmp_path, sync=sync) as workflows:
        workflows.sync("acme", "run-1", full=False, communications=None)
    assert sync.calls[1:] == [*["doc-1"] * 4, "give up doc-1", "doc-2", "finish"]


def test_an_account_wide_fault_ends_the_sync_and_the_next_starts_anew(tmp_path: Path) -> None:
    sync = ScriptedSync({}, DOCUMENTS, {"doc-1": [Disconnected("run `fineprint connect`")]})
    with launched(tmp_path, sync=sync) as workflows:
        with pytest.raises(Disconnected):
            workflows.sync("acme", "run-1", full=False, communications=None)
        assert "give up doc-1" not in sync.calls
        assert workflows.unfinished_sync("acme") is None
        assert workflows.sync("acme", "run-2", full=False, communications=None) == {"indexed": 1, "quarantined": 1}


def approved(queue: ApprovalQueue) -> Proposal:
    [proposal] = queue.propose("acme", [draft()], created_by="key_1")
    return queue.decide(WHOLE, proposal.id, approve=True, by="ada")


def executor(queue: ApprovalQueue, fields: FieldsInMemory) -> Executor:
    return Executor(queue, lambda: fields, {"set_custom_field": SetRenewal()})


def test_an_approved_proposal_is_carried_out_once(tmp_path: Path, queue: ApprovalQueue) -> None:
    proposal, fields = approved(queue), FieldsInMemory()
    with launched(tmp_path, executor=executor(queue, fields)) as workflows:
        workflows.execute("acme", proposal.id)
        workflows.execute("acme", proposal.id)
    assert queue.get(WHOLE, proposal.id).state is ProposalState.DONE
    assert fields.writes == 1


def test_a_write_that_could_not_be_made_is_made_once_it_can(tmp_path: Path, queue: ApprovalQueue) -> None:
    proposal, fields = approved(queue), FieldsInMemory(failure=Disconnected("run `fineprint connect`"))
    with launched(tmp_path, executor=executor(queue, fields)) as workflows:
        with pytest.raises(Disconnected):
            workflows.execute("acme", proposal.id)
        assert queue.to_execute() == [("acme", proposal.id)]
    with launched(tmp_path, executor=executor(queue, fields)) as workflows:
        workflows.execute("acme", proposal.id)
    assert queue.get(WHOLE, proposal.id).state is ProposalState.DONE
    assert fields.values == {"client-1": "2027-03-31"}


def test_a_lost_answer_is_read_back_within_the_same_workflow(tmp_path: Path, queue: ApprovalQueue) -> None:
    proposal, fields = approved(queue), FieldsInMemory(failure=Unavailable("outage"), lands=True)
    with launched(tmp_path, executor=executor(queue, fields)) as workflows:
        workflows.execute("acme", proposal.id)
    assert queue.get(WHOLE, proposal.id).result == "Jobber already has this"
    assert fields.writes == 1


def test_the_workflows_database_holds_no_value(tmp_path: Path, queue: ApprovalQueue) -> None:
    [proposal] = queue.propose("acme", [draft("Quittengelee")], created_by="key_1")
    queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    with launched(tmp_path, executor=executor(queue, FieldsInMemory())) as workflows:
        workflows.execute("acme", proposal.id)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("workflows.sqlite*"))
    assert proposal.id.encode() in stored
    assert b"Quittengelee" not in stored
