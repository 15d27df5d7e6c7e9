"""A communications folder taken in by a sync: messages and files become documents, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.erasure_register import ErasureRegister
from anonymize.keys import Keyring
from anonymize.master_key import MasterKeys
from ingest import communications
from ingest.intake import OTHER_FILE, OUTLOOK
from ingest.jobber.records import Attachment, Client, CommunicationFile, Message, Note, User
from ingest.ledger import Document, State
from ingest.marks import BELONGS_TO_ERASED, marks_of
from ingest.whose import NOBODY
from retrieval.model import DocumentKind
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import WHOLE, Workplace, workplace
from tests.ingest.test_communications_folder import mailbox
from tests.ingest.test_mail import mail

ROSA = Client("client-1", first_name="Rosa", last_name="Zwetschgenbaum", emails=("rosa@example.com",))
KURT = Client("client-2", first_name="Kurt", last_name="Okonkwo", emails=("kurt@example.com",))
PLAN = b"%PDF Maintenance agreement. Two visits a year are included."
SIGNED = Note(
    "note-1",
    client_id="client-1",
    parent_id="client-1",
    message="Signed",
    attachments=(Attachment("file-1", "Agreement.pdf", "application/pdf", len(PLAN)),),
)


@pytest.fixture
def work(engine: Engine, keyring: Keyring, tmp_path: Path) -> Iterator[Workplace]:
    jobber = JobberInMemory(ROSA, KURT, files={"file-1": PLAN})
    with workplace(jobber, engine, keyring, tmp_path / "data") as work:
        yield work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


def from_rosa(text: str = "The plan is attached.", **files: bytes) -> EmailMessage:
    made = mail(text, From="Rosa <rosa@example.com>")
    for name, data in files.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return made


def files(work: Workplace) -> list[Document]:
    """The live or set-aside documents that came from the folder's files."""
    ids = {file.message_id or file.id for file in work.records.all(WHOLE, CommunicationFile)}
    documents = work.ledger.documents(WHOLE)
    return [each for each in documents if each.kind is DocumentKind.FILE and each.record_id in ids]


def test_an_attached_agreement_is_a_document_of_its_sender_and_cites_the_message(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    assert work.run("run-1", folder=folder) == {"new": 2}
    [document], [message] = files(work), work.records.all(WHOLE, Message)
    assert (document.client_id, document.file, document.state) == ("client-1", "plan.pdf", State.INDEXED)
    assert (document.record_type, document.record_id) == ("Message", message.id)
    assert (document.written_at, "Two visits" in work.words(document.id)) == (message.sent_at, True)
    assert work.originals.get(WHOLE, document.id, client_id="client-1") == PLAN


def test_a_second_sync_of_the_same_folder_does_nothing(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    (folder / "loose.pdf").write_bytes(b"%PDF Price list for 2026, with all parts.")
    work.run("run-1", folder=folder)
    assert work.run("run-2", folder=folder) == {"unchanged": 3}


def test_a_sync_without_the_folder_keeps_what_came_from_it(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    work.run("run-1", folder=folder)
    assert work.run("run-2") == {"unchanged": 2}


def test_what_left_the_folder_is_deleted_with_the_reason(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    work.run("run-1", folder=folder)
    [document] = files(work)
    (folder / "a.eml").unlink()
    assert work.run("run-2", folder=folder) == {"deleted": 2}
    assert work.document(document.id).reason == "no longer in the communications folder"
    assert work.originals.get(WHOLE, document.id, client_id="client-1") is None


def test_the_same_mail_in_a_mailbox_and_by_itself_is_one_message(work: Workplace, folder: Path) -> None:
    data = from_rosa(plan_pdf=PLAN).as_bytes()
    (folder / "a.eml").write_bytes(data)
    (folder / "all.mbox").write_bytes(mailbox(data))
    assert work.run("run-1", folder=folder) == {"new": 2}
    assert work.run("run-2", folder=folder) == {"unchanged": 2}


def test_the_same_file_in_two_mails_of_a_client_is_one_document(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa("First", plan_pdf=PLAN).as_bytes())
    (folder / "b.eml").write_bytes(from_rosa("Again", plan_pdf=PLAN).as_bytes())
    assert work.run("run-1", folder=folder) == {"new": 3}
    assert len(files(work)) == 1


def test_a_file_that_hangs_on_a_note_in_jobber_is_not_read_twice(work: Workplace, folder: Path) -> None:
    work.jobber.keep(SIGNED)
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    assert work.run("run-1", folder=folder) == {"new": 3, "skipped": 1}
    [document] = files(work)
    assert (document.reason or "").startswith("the same file as document ")
    assert work.run("run-2", folder=folder) == {"unchanged": 3, "skipped": 1}


def test_a_file_outside_jobber_gives_way_to_its_twin_and_comes_back_when_that_goes(
    work: Workplace, folder: Path
) -> None:
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    work.run("run-1", folder=folder)
    work.jobber.keep(SIGNED)
    work.run("run-2", folder=folder)
    work.run("run-3", folder=folder)
    assert [document.state for document in files(work)] == [State.SKIPPED]
    work.jobber.drop("note-1")
    work.run("run-4", folder=folder)
    work.run("run-5", folder=folder)
    assert [document.state for document in files(work)] == [State.INDEXED]


def test_other_attachments_are_skipped_with_the_reason(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa(sheet_xlsx=b"PK", winmail_dat=b"x\x9f>").as_bytes())
    assert work.run("run-1", folder=folder) == {"new": 1, "skipped": 2}
    assert {document.reason for document in files(work)} == {OTHER_FILE, OUTLOOK}


def test_a_loose_file_is_its_clients_by_folder_by_text_or_nobodys(work: Workplace, folder: Path) -> None:
    (folder / "Kurt Okonkwo").mkdir()
    (folder / "Kurt Okonkwo" / "plan.pdf").write_bytes(b"%PDF Plan for the boiler in the cellar.")
    (folder / "scan-1.pdf").write_bytes(b"%PDF Agreement with Rosa Zwetschgenbaum about the pool.")
    (folder / "scan-2.pdf").write_bytes(b"%PDF Terms for everybody who comes along.")
    work.run("run-1", folder=folder)
    owners = {document.file: (document.client_id, document.reason) for document in files(work)}
    assert owners == {
        "plan.pdf": ("client-2", None),
        "scan-1.pdf": ("client-1", None),
        "scan-2.pdf": (None, NOBODY),
    }


def test_a_file_nobody_was_found_for_is_a_new_clients_once_jobber_knows_him(work: Workplace, folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF Agreement with Olga Brannigan about the pool.")
    work.run("run-1", folder=folder)
    work.jobber.keep(Client("client-3", first_name="Olga", last_name="Brannigan"))
    work.run("run-2", folder=folder)
    [document] = files(work)
    assert (document.client_id, document.reason, document.state) == ("client-3", None, State.INDEXED)
    assert work.originals.get(WHOLE, document.id, client_id="client-3") is not None


def test_a_message_of_nobody_known_says_why_it_is_the_whole_accounts(work: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(mail("hi", From="x@y.example.com").as_bytes())
    work.run("run-1", folder=folder)
    [document] = work.ledger.documents(WHOLE)
    assert (document.client_id, document.reason) == (None, NOBODY)


def test_what_cannot_be_read_is_quarantined_with_its_place(work: Workplace, folder: Path) -> None:
    (folder / "broken.eml").write_bytes(b"\x00\x01")
    (folder / "damaged.pdf").write_bytes(b"no pdf at all")
    assert work.run("run-1", folder=folder) == {"quarantined": 2}
    assert {document.file for document in work.ledger.documents(WHOLE)} == {"broken.eml", "damaged.pdf"}


def test_a_long_folder_is_read_page_by_page_and_a_killed_sync_goes_on(
    folder: Path, engine: Engine, keyring: Keyring, tmp_path: Path
) -> None:
    jobber = JobberInMemory(ROSA, KURT)
    count = 2 * communications.PAGE + 50
    (folder / "all.mbox").write_bytes(mailbox(*(from_rosa(f"mail {n}").as_bytes() for n in range(count))))
    with workplace(jobber, engine, keyring, tmp_path / "data") as work:
        work.read("run-1")
        first = work.sync.pull_communications("run-1", str(folder), None)
        assert first is not None
        assert len(work.records.ids(WHOLE, Message)) == communications.PAGE
    with workplace(jobber, engine, keyring, tmp_path / "data") as again:
        second = again.sync.pull_communications("run-1", str(folder), first)
        assert second is not None
        assert again.sync.pull_communications("run-1", str(folder), second) is None
        assert len(again.records.ids(WHOLE, Message)) == count


def test_where_a_page_ends_names_no_file(work: Workplace, folder: Path) -> None:
    (folder / "Zwetschgenbaum.mbox").write_bytes(
        mailbox(*(from_rosa(f"mail {n}").as_bytes() for n in range(communications.PAGE + 1)))
    )
    work.read("run-1")
    cursor = work.sync.pull_communications("run-1", str(folder), None)
    assert cursor is not None
    digest, number, total = cursor.split(":")
    assert (len(digest), number, total) == (24, str(communications.PAGE), str(communications.PAGE))


@pytest.fixture
def register(tmp_path: Path) -> ErasureRegister:
    return ErasureRegister(tmp_path / "config" / "erasures.jsonl", MasterKeys.only(b"m" * 32))


@pytest.fixture
def without_rosa(
    engine: Engine, keyring: Keyring, folder: Path, tmp_path: Path, register: ErasureRegister
) -> Iterator[Workplace]:
    """Rosa's mail and file were read, then she was erased."""
    jobber = JobberInMemory(ROSA, KURT)
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    with workplace(jobber, engine, keyring, tmp_path / "data", erased=partial(register.knows, "acme")) as work:
        work.run("run-1", folder=folder)
        marks = marks_of(work.records, work.ledger, WHOLE, "client-1")
        register.add("acme", "client-1", at=datetime.now(UTC), marks=marks)
        jobber.drop("client-1")
        (folder / "a.eml").unlink()
        work.run("run-2", folder=folder)
        yield work


def test_mail_of_an_erased_client_is_passed_over_and_counted(without_rosa: Workplace, folder: Path) -> None:
    work = without_rosa
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN).as_bytes())
    (folder / "new.eml").write_bytes(from_rosa("I moved.", house_pdf=b"%PDF Another house.").as_bytes())
    (folder / "report.csv").write_text("Client name,Date,Message\nRosa Zwetschgenbaum,2026-03-01,See you\n")
    assert work.run("run-3", folder=folder) == {"skipped": 3}
    assert work.records.all(WHOLE, Message) == []
    assert work.records.all(WHOLE, CommunicationFile) == []
    skipped = [each for each in work.ledger.documents(WHOLE) if each.seen_in == "run-3"]
    assert {(each.reason, each.client_id, each.file) for each in skipped} == {(BELONGS_TO_ERASED, None, None)}
    assert work.run("run-4", folder=folder) == {"skipped": 3}


def test_a_file_that_was_hers_is_passed_over_under_any_name(without_rosa: Workplace, folder: Path) -> None:
    (folder / "scan-9.pdf").write_bytes(PLAN)
    (folder / "scan-10.pdf").write_bytes(b"%PDF Terms for everybody who comes along.")
    assert without_rosa.run("run-3", folder=folder) == {"new": 1, "skipped": 1}


def test_a_mail_to_an_erased_client_and_another_stays_the_others_and_is_masked(
    without_rosa: Workplace, folder: Path
) -> None:
    both = mail("Rosa and Kurt Okonkwo share the well.", From="rosa@example.com", To="Kurt <kurt@example.com>")
    (folder / "both.eml").write_bytes(both.as_bytes())
    assert without_rosa.run("run-3", folder=folder) == {"new": 1}
    [message] = without_rosa.records.all(WHOLE, Message)
    assert message.client_id == "client-2"
    [document] = without_rosa.ledger.documents(WHOLE, client_id="client-2")
    assert "Okonkwo" not in without_rosa.words(document.id)


def test_what_was_passed_over_is_told_no_more_when_it_leaves_the_folder(without_rosa: Workplace, folder: Path) -> None:
    (folder / "a.eml").write_bytes(from_rosa().as_bytes())
    without_rosa.run("run-3", folder=folder)
    (folder / "a.eml").unlink()
    assert without_rosa.run("run-4", folder=folder) == {"deleted": 1}


def test_the_mailbox_of_a_user_and_a_file_that_others_have_mark_nobody(work: Workplace, folder: Path) -> None:
    work.jobber.keep(User("user-1", first="Ada", email="rosa@example.com"))
    (folder / "a.eml").write_bytes(from_rosa(plan_pdf=PLAN, own_pdf=b"%PDF Only hers.").as_bytes())
    (folder / "b.eml").write_bytes(_from_kurt(PLAN).as_bytes())
    work.run("run-1", folder=folder)
    marks = marks_of(work.records, work.ledger, WHOLE, "client-1")
    assert sorted(mark.split()[0] for mark in marks) == ["file", "message", "name", "name"]


def _from_kurt(plan: bytes) -> EmailMessage:
    made = mail("The same plan.", From="Kurt <kurt@example.com>")
    made.add_attachment(plan, maintype="application", subtype="pdf", filename="plan.pdf")
    return made
