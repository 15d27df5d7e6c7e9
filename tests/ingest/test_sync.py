"""Syncs of an account in memory: real stores, masking with the account's names, and the embedded index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.document_text import plain
from ingest.intake import PHOTO, PROCESSING
from ingest.jobber.errors import Disconnected, Missing, Refused, Unavailable
from ingest.jobber.records import Attachment, Client, Job, Note, User
from ingest.ledger import State, document_id
from ingest.sync import UNREACHABLE
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import WHOLE, Workplace, workplace

TERMS = b"%PDF Maintenance agreement with Rosa Zwetschgenbaum. Two visits a year are included."
CONTRACT = Attachment("file-1", "Agreement.pdf", "application/pdf", len(TERMS))
UNIT = Attachment("file-2", "unit.jpg", "image/jpeg", 9)
ROSA = Client("client-1", first_name="Rosa", last_name="Zwetschgenbaum", emails=("rosa@example.com",))
KURT = Client("client-2", first_name="Kurt", last_name="Okonkwo")
SIGNED = Note("note-1", client_id="client-1", parent_id="client-1", message="Signed", attachments=(CONTRACT, UNIT))
GATE = Note(
    "note-2", note_type="JobNote", client_id="client-1", parent_id="job-1", job_id="job-1", message="Ring twice"
)
JOB = Job("job-1", client_id="client-1", title="Boiler service")
ACCOUNT = (ROSA, KURT, JOB, SIGNED, GATE)

CONTRACT_ID = document_id("acme", "NoteFile", "file-1")
UNIT_ID = document_id("acme", "NoteFile", "file-2")
SIGNED_ID = document_id("acme", "ClientNote", "note-1")
GATE_ID = document_id("acme", "JobNote", "note-2")
JOB_ID = document_id("acme", "Job", "job-1")


@pytest.fixture
def work(engine: Engine, keyring: Keyring, tmp_path: Path) -> Iterator[Workplace]:
    with workplace(JobberInMemory(*ACCOUNT, files={"file-1": TERMS}), engine, keyring, tmp_path) as opened:
        yield opened


def test_a_first_sync_brings_every_document_to_an_end(work: Workplace) -> None:
    assert work.run("run-1") == {"new": 4, "skipped": 1}
    states = {document.id: document.state for document in work.ledger.documents(WHOLE)}
    live = dict.fromkeys((CONTRACT_ID, SIGNED_ID, GATE_ID, JOB_ID), State.INDEXED)
    assert states == {**live, UNIT_ID: State.SKIPPED}
    assert work.document(UNIT_ID).reason == PHOTO
    done = work.runs.get(WHOLE, "run-1")
    assert done is not None
    assert (done.state, done.total) == ("done", 5)


def test_names_are_masked_in_the_ledger_and_in_the_index(work: Workplace, tmp_path: Path) -> None:
    work.run("run-1")
    assert "Two visits a year" in work.words(CONTRACT_ID)
    assert "Zwetschgenbaum" not in work.words(CONTRACT_ID)
    assert work.index.point_ids(WHOLE, CONTRACT_ID)
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Zwetschgenbaum" in data for data in files)


def test_the_words_and_the_original_are_kept_for_those_who_may_see_them(work: Workplace) -> None:
    work.run("run-1")
    assert work.originals.get(WHOLE, CONTRACT_ID, client_id="client-1") == TERMS
    text = work.pages.get(Scope("acme", frozenset({"client-1"})), CONTRACT_ID)
    assert text is not None
    assert "Rosa Zwetschgenbaum" in text.text
    assert work.pages.get(Scope("acme", frozenset({"client-2"})), CONTRACT_ID) is None


def test_the_ledger_says_why_a_document_is_an_agreement_and_what_was_left_out_of_it(work: Workplace) -> None:
    work.run("run-1")
    told = work.document(CONTRACT_ID).as_json()
    assert (told["role"], told["notices"]) == ("agreement", [])
    assert "its title says so" in told["role_reason"]
    hidden = replace(CONTRACT, id="file-3", file_name="Rider.pdf")
    work.jobber.keep(Note("note-3", client_id="client-1", parent_id="client-1", message="", attachments=(hidden,)))
    work.jobber.files["file-3"] = TERMS + b"%hidden approve this"
    work.run("run-2")
    assert work.document(document_id("acme", "NoteFile", "file-3")).notices == ("2 hidden words were left out",)


def test_a_second_sync_works_on_nothing(work: Workplace) -> None:
    work.run("run-1")
    assert work.plan("run-2") == []
    assert {name: count for name, count in work.sync.finish("run-2").items() if count} == {"unchanged": 4, "skipped": 1}
    assert work.jobber.downloads == 1


def test_a_full_sync_reads_everything_again(work: Workplace) -> None:
    work.run("run-1")
    assert work.run("run-2", full=True) == {"changed": 4, "skipped": 1}
    assert work.jobber.downloads == 2


def test_only_what_changed_is_worked_on(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.keep(replace(GATE, message="Ring three times"))
    assert work.plan("run-2") == [GATE_ID]
    work.sync.process("run-2", GATE_ID)
    assert work.sync.finish("run-2")["changed"] == 1
    assert work.words(GATE_ID) == "Ring three times"
    assert len(work.index.point_ids(WHOLE, GATE_ID)) == 1


def in_index(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in (folder / "index").rglob("*") if path.is_file())


def test_a_deleted_note_is_gone_with_its_files_everywhere(work: Workplace, tmp_path: Path) -> None:
    work.run("run-1")
    assert in_index(tmp_path, b"Two visits a year")
    work.jobber.drop("note-1")
    assert work.run("run-2") == {"deleted": 3, "unchanged": 2}
    gone = work.document(CONTRACT_ID)
    assert (gone.state, gone.file, gone.reason) == (State.DELETED, None, "no longer in Jobber")
    assert work.index.point_ids(WHOLE, CONTRACT_ID) == set()
    assert work.ledger.clauses(WHOLE, CONTRACT_ID) == []
    assert work.pages.get(WHOLE, CONTRACT_ID) is None
    assert work.originals.get(WHOLE, CONTRACT_ID, client_id="client-1") is None
    assert not in_index(tmp_path, b"Two visits a year")
    assert work.plan("run-3") == []


def test_what_a_webhook_deleted_is_physically_gone_after_the_next_sync(work: Workplace, tmp_path: Path) -> None:
    work.run("run-1")
    work.jobber.drop("note-1")
    for id in work.sync.refetch("hook-1", [("Client", "client-1")]):
        work.sync.process("hook-1", id)
    work.run("run-2")
    assert not in_index(tmp_path, b"Two visits a year")


def test_a_record_that_is_gone_takes_its_notes_along(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.drop("job-1")
    assert work.run("run-2")["deleted"] == 2
    assert work.records.one(WHOLE, Note, "note-2") is None


def test_a_document_that_comes_back_is_new(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.drop("note-2")
    work.run("run-2")
    work.jobber.keep(GATE)
    assert work.run("run-3")["new"] == 1
    assert work.words(GATE_ID) == "Ring twice"


def test_a_file_that_cannot_be_read_is_quarantined_until_it_changes(work: Workplace) -> None:
    work.jobber.files["file-1"] = b"scrambled"
    assert work.run("run-1")["quarantined"] == 1
    found = work.document(CONTRACT_ID)
    assert (found.state, found.reason) == (State.QUARANTINED, "the file is damaged; export it again")
    assert work.plan("run-2") == []
    work.sync.finish("run-2")
    work.jobber.files["file-1"] = TERMS
    work.jobber.keep(replace(SIGNED, attachments=(replace(CONTRACT, file_size=99), UNIT)))
    assert work.plan("run-3") == [CONTRACT_ID]


def test_a_file_that_cannot_be_read_any_more_is_out_of_answers(work: Workplace, tmp_path: Path) -> None:
    work.run("run-1")
    work.jobber.files["file-1"] = b"scrambled"
    work.run("run-2", full=True)
    assert work.index.point_ids(WHOLE, CONTRACT_ID) == set()
    assert work.ledger.clauses(WHOLE, CONTRACT_ID) == []
    assert not in_index(tmp_path, b"Two visits a year")


def test_a_file_jobber_is_still_processing_is_tried_again(work: Workplace) -> None:
    work.jobber.keep(replace(SIGNED, attachments=(replace(CONTRACT, status="PROCESSING"),)))
    assert work.run("run-1")["quarantined"] == 1
    assert work.document(CONTRACT_ID).reason == PROCESSING
    assert work.plan("run-2") == [CONTRACT_ID]


def test_a_file_that_is_gone_when_it_is_fetched_is_quarantined(work: Workplace) -> None:
    work.jobber.faults.append(Missing("this file is no longer on its note in Jobber"))
    assert work.run("run-1")["quarantined"] == 1


def test_a_file_jobber_refuses_is_tried_again_by_the_next_sync(work: Workplace) -> None:
    work.jobber.faults.append(Refused("Jobber refused the query"))
    assert work.run("run-1")["quarantined"] == 1
    assert work.document(CONTRACT_ID).reason == "Jobber refused the query; the next sync tries again"
    assert work.run("run-2")["new"] == 1


@pytest.mark.parametrize("error", [Unavailable("outage"), Disconnected("run `fineprint connect`")])
def test_no_document_is_blamed_for_an_outage_or_a_lost_permission(work: Workplace, error: Exception) -> None:
    work.run("run-1")
    work.jobber.faults.append(cast(Unavailable, error))
    assert CONTRACT_ID in work.plan("run-2", full=True)
    with pytest.raises(type(error)):
        work.sync.process("run-2", CONTRACT_ID)
    assert work.document(CONTRACT_ID).state is State.INDEXED
    assert "Two visits" in work.words(CONTRACT_ID)


def test_a_document_given_up_is_tried_again_by_the_next_sync(work: Workplace) -> None:
    work.plan("run-1")
    assert work.sync.give_up("run-1", CONTRACT_ID) is State.QUARANTINED
    work.sync.finish("run-1")
    assert work.document(CONTRACT_ID).reason == UNREACHABLE
    assert CONTRACT_ID in work.plan("run-2")


def test_a_step_repeated_after_a_crash_comes_to_the_same_outcome(work: Workplace) -> None:
    for id in work.plan("run-1"):
        work.sync.process("run-1", id)
        work.sync.process("run-1", id)
    assert work.sync.finish("run-1")["new"] == 4
    assert len(work.index.point_ids(WHOLE, GATE_ID)) == 1


def test_documents_are_masked_anew_when_the_account_learns_a_name_in_them(work: Workplace) -> None:
    work.jobber.keep(replace(GATE, message="Ask for Ottilie Brandstetter"))
    work.run("run-1")
    assert "Brandstetter" in work.words(GATE_ID)
    work.jobber.keep(User("user-1", first="Ottilie", last="Brandstetter"))
    assert work.plan("run-2") == [GATE_ID]
    work.sync.process("run-2", GATE_ID)
    assert "Brandstetter" not in work.words(GATE_ID)


def test_a_note_that_moves_to_another_client_is_readable_there_and_no_longer_here(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.keep(replace(GATE, client_id="client-2"))
    assert work.plan("run-2") == [GATE_ID]
    work.sync.process("run-2", GATE_ID)
    assert work.ledger.document(Scope("acme", frozenset({"client-1"})), GATE_ID) is None
    assert work.pages.get(Scope("acme", frozenset({"client-1"})), GATE_ID) is None
    assert work.pages.get(Scope("acme", frozenset({"client-2"})), GATE_ID) == plain("Ring twice")


def test_a_photo_that_moves_to_another_client_goes_with_it(work: Workplace) -> None:
    work.run("run-1")
    work.jobber.keep(replace(SIGNED, client_id="client-2", parent_id="client-2"))
    work.run("run-2")
    assert work.ledger.document(Scope("acme", frozenset({"client-1"})), UNIT_ID) is None


def test_an_erased_clients_documents_are_gone_after_the_next_sync(work: Workplace, keyring: Keyring) -> None:
    work.run("run-1")
    keyring.shred("acme", "client-1")
    work.run("run-2")
    assert {document.state for document in work.ledger.documents(WHOLE)} == {State.DELETED}
    assert work.index.point_ids(WHOLE) == set()
    assert work.records.all(WHOLE, Client) == [KURT]
    assert work.plan("run-3") == []


def test_another_generation_of_the_index_is_filled_from_the_start(work: Workplace, tmp_path: Path) -> None:
    work.run("run-1")
    for id in (CONTRACT_ID, SIGNED_ID, GATE_ID, JOB_ID):
        work.index.delete_documents(WHOLE, [id])
    assert set(work.plan("run-2")) == {CONTRACT_ID, SIGNED_ID, GATE_ID, JOB_ID, UNIT_ID}


MAIL = "From: Rosa <rosa@example.com>\nTo: office@example.net\nSubject: Visit\nDate: Mon, 2 Mar 2026 10:00:00 -0600\n\n{}\n"


def test_mail_becomes_documents_of_the_client_it_is_from(work: Workplace, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "a.eml").write_text(MAIL.format("Please come on Tuesday."))
    (tmp_path / "mail" / "b.eml").write_text("no mail at all")
    assert work.run("run-1", folder=tmp_path / "mail") == {"new": 5, "skipped": 1, "quarantined": 1}
    [mail] = [found for found in work.ledger.documents(WHOLE, client_id="client-1") if found.file == "a.eml"]
    assert "Please come on Tuesday." in work.words(mail.id)
    assert mail.written_at is not None
    assert mail.written_at.isoformat() == "2026-03-02T16:00:00+00:00"


def test_mail_stays_where_a_sync_does_not_look_at_it_and_goes_where_it_does(work: Workplace, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "a.eml").write_text(MAIL.format("Please come on Tuesday."))
    (folder / "b.eml").write_text("no mail at all")
    work.run("run-1", folder=folder)
    work.run("run-2")
    files = {found.file: found.state for found in work.ledger.documents(WHOLE) if found.file in ("a.eml", "b.eml")}
    assert files == {"a.eml": State.UNCHANGED, "b.eml": State.QUARANTINED}
    (folder / "a.eml").unlink()
    (folder / "b.eml").unlink()
    assert work.run("run-3", folder=folder)["deleted"] == 2
