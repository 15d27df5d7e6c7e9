"""Single objects read anew: what a webhook's id stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.jobber.records import Client, Expense, Job, Note, Record, TimeSheetEntry, Visit
from ingest.ledger import State, document_id
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import WHOLE, Workplace, workplace

ROSA = Client("client-1", first_name="Rosa", last_name="Quill")
JOB = Job("job-1", client_id="client-1", title="Boiler service")
VISIT = Visit("visit-1", client_id="client-1", job_id="job-1", instructions="Mind the dog")
ENTRY = TimeSheetEntry("entry-1", client_id="client-1", job_id="job-1", note="Two hours")
EXPENSE = Expense("expense-1", job_id="job-1", title="Filter")
GATE = Note(
    "note-1", note_type="JobNote", client_id="client-1", parent_id="job-1", job_id="job-1", message="Ring twice"
)
ACCOUNT = (ROSA, JOB, VISIT, ENTRY, EXPENSE, GATE)
JOB_ID, GATE_ID = document_id("acme", "Job", "job-1"), document_id("acme", "JobNote", "note-1")


@pytest.fixture
def work(engine: Engine, keyring: Keyring, tmp_path: Path) -> Iterator[Workplace]:
    with workplace(JobberInMemory(*ACCOUNT), engine, keyring, tmp_path) as opened:
        opened.run("run-1")
        yield opened


def refetch(work: Workplace, *items: tuple[str, str]) -> set[str]:
    """The documents that needed work, and had it."""
    todo = work.sync.refetch("hook-1", items)
    for id in todo:
        work.sync.process("hook-1", id)
    return set(todo)


def held(work: Workplace, kind: type[Record]) -> list[str]:
    return work.records.ids(WHOLE, kind)


def test_what_did_not_change_needs_no_work(work: Workplace) -> None:
    assert refetch(work, ("Job", "job-1"), ("Client", "client-1")) == set()


def test_a_changed_job_is_read_with_its_notes(work: Workplace) -> None:
    work.jobber.keep(replace(JOB, title="Boiler repair"), replace(GATE, message="Ring three times"))
    assert refetch(work, ("Job", "job-1")) == {JOB_ID, GATE_ID}
    assert "Boiler repair" in work.words(JOB_ID)
    assert work.words(GATE_ID) == "Ring three times"


def test_a_changed_visit_changes_the_document_of_its_job(work: Workplace) -> None:
    work.jobber.keep(replace(VISIT, instructions="The dog is gone"))
    assert refetch(work, ("Visit", "visit-1")) == {JOB_ID}
    assert "The dog is gone" in work.words(JOB_ID)


def test_a_visit_that_moves_to_another_job_changes_both_documents(work: Workplace) -> None:
    work.jobber.keep(Job("job-2", client_id="client-1", title="Filters"))
    work.run("run-2")
    work.jobber.keep(replace(VISIT, job_id="job-2"))
    assert refetch(work, ("Visit", "visit-1")) == {JOB_ID, document_id("acme", "Job", "job-2")}


def test_a_note_taken_off_its_job_is_gone_with_its_document(work: Workplace) -> None:
    work.jobber.drop("note-1")
    assert refetch(work, ("Job", "job-1")) == {GATE_ID}
    assert held(work, Note) == []
    assert work.document(GATE_ID).state is State.DELETED


def test_a_deleted_job_takes_its_visits_and_notes_along(work: Workplace) -> None:
    work.jobber.drop("job-1", "visit-1", "note-1", "entry-1")
    work.jobber.keep(replace(EXPENSE, job_id=None))
    assert refetch(work, ("Job", "job-1")) == {JOB_ID, GATE_ID}
    assert (held(work, Job), held(work, Visit), held(work, Note), held(work, TimeSheetEntry)) == ([], [], [], [])
    assert work.records.one(WHOLE, Expense, "expense-1") == replace(EXPENSE, job_id=None)


def test_everything_of_a_deleted_client_is_gone(work: Workplace) -> None:
    work.jobber.drop(*(record.id for record in ACCOUNT))
    assert refetch(work, ("Client", "client-1")) == {JOB_ID, GATE_ID}
    assert [held(work, kind) for kind in (Client, Job, Visit, TimeSheetEntry, Expense, Note)] == [[]] * 6


def test_an_expense_brings_the_job_it_belongs_to(work: Workplace) -> None:
    job, expense = Job("job-2", client_id="client-1", title="Filters"), Expense("expense-2", job_id="job-2")
    work.jobber.keep(job, expense)
    assert refetch(work, ("Expense", "expense-2")) == {document_id("acme", "Job", "job-2")}
    assert work.records.one(WHOLE, Expense, "expense-2") == expense


def test_what_was_never_there_is_no_work(work: Workplace) -> None:
    assert refetch(work, ("Quote", "quote-9"), ("Visit", "visit-9")) == set()


def test_a_type_that_is_not_kept_is_refused(work: Workplace) -> None:
    with pytest.raises(LookupError, match="no records of type Payout"):
        work.sync.refetch("hook-1", [("Payout", "1")])


def test_a_sync_after_it_finds_nothing_left_to_do(work: Workplace) -> None:
    work.jobber.keep(replace(JOB, title="Boiler repair"))
    refetch(work, ("Job", "job-1"))
    assert work.plan("run-2") == []
