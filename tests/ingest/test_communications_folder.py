"""What a communications folder gives: mails, mailboxes, Jobber's report and loose files, at any depth."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.communications_folder import CommunicationsFolder, Found, LooseFile
from ingest.document_text import Unreadable
from ingest.jobber.records import Message
from ingest.mail import MOST_BYTES, Received
from tests.ingest.test_mail import CLIENTS, mail

HEADER = "Client name,Date,Type,Subject,Message,Opened,To\n"
BEGIN = b"From ada.crane@example.com Fri Nov  7 07:41:00 2025\n"


def everything(folder: Path, zone: str = "UTC") -> list[Found]:
    read = CommunicationsFolder(folder, CLIENTS, ZoneInfo(zone), b"key").read()
    return [item for _, _, item in read]


def found(folder: Path, zone: str = "UTC") -> list[Message | Unreadable]:
    items = everything(folder, zone)
    assert not any(isinstance(item, LooseFile) for item in items)
    return [item.message if isinstance(item, Received) else item for item in items if not isinstance(item, LooseFile)]


def texts(folder: Path) -> list[str]:
    return [item.text if isinstance(item, Message) else item.reason for item in found(folder)]


def mailbox(*messages: bytes) -> bytes:
    return b"".join(BEGIN + message.replace(b"\r\n", b"\n") + b"\n" for message in messages)


def test_mails_lie_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "2025" / "november").mkdir(parents=True)
    (tmp_path / "2025" / "november" / "a.EML").write_bytes(mail("deep").as_bytes())
    (tmp_path / ".b.eml").write_bytes(mail("hidden").as_bytes())
    assert texts(tmp_path) == ["deep"]


def test_a_mailbox_gives_its_messages_in_order(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(
        mailbox(mail("one").as_bytes(), mail("two").as_bytes(), mail("three").as_bytes())
    )
    assert texts(tmp_path) == ["one", "two", "three"]


def test_a_line_that_only_begins_like_a_message_is_text(tmp_path: Path) -> None:
    text = "We saw it.\n\nFrom the garage you can see the unit.\n\n>From here on it leaks."
    (tmp_path / "all.mbox").write_bytes(mailbox(mail(text).as_bytes(), mail("two").as_bytes()))
    first, second = texts(tmp_path)
    assert "From the garage you can see the unit." in first
    assert "\nFrom here on it leaks." in first
    assert second == "two"


def test_a_message_of_a_mailbox_that_cannot_be_read_says_which(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(mailbox(mail("one").as_bytes(), b"no headers\n", mail("three").as_bytes()))
    assert texts(tmp_path)[::2] == ["one", "three"]
    assert texts(tmp_path)[1].startswith("message 2: ")


def test_a_message_too_large_costs_itself_alone(tmp_path: Path) -> None:
    large = b"Subject: x\n\n" + b"0123456789abcde\n" * (MOST_BYTES // 16 + 1)
    (tmp_path / "all.mbox").write_bytes(mailbox(large, mail("two").as_bytes()))
    assert ["without attachments" in text for text in texts(tmp_path)] == [True, False]


def test_a_file_that_is_no_mailbox_is_reported_and_an_empty_one_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(b"hello\nworld\n")
    (tmp_path / "b.mbox").write_bytes(b"")
    assert texts(tmp_path) == ["the file is not a mailbox; export it again as .mbox"]


def test_a_long_mailbox_is_read_with_one_message_in_memory(tmp_path: Path) -> None:
    body = mail("words " * 8_000).as_bytes()
    with (tmp_path / "all.mbox").open("wb") as stream:
        for _ in range(500):
            stream.write(mailbox(body))
    tracemalloc.start()
    read = CommunicationsFolder(tmp_path, CLIENTS, key=b"key").read()
    assert sum(1 for _ in read) == 500
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "all.mbox").stat().st_size > 20_000_000
    assert peak < 3_000_000


def test_loose_pdf_files_come_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "Ada Crane").mkdir()
    (tmp_path / "Ada Crane" / "Plan.PDF").write_bytes(b"%PDF-1.4")
    [loose] = everything(tmp_path)
    assert isinstance(loose, LooseFile)
    assert (loose.place, loose.file.name, loose.file.data) == ("Ada Crane/Plan.PDF", "Plan.PDF", b"%PDF-1.4")


def test_reading_goes_on_behind_any_place(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(mailbox(*(mail(f"mail {n}").as_bytes() for n in range(5))))
    for n in range(5):
        (tmp_path / f"{n}.eml").write_bytes(mail(f"file {n}").as_bytes())
    folder = CommunicationsFolder(tmp_path, CLIENTS, key=b"key")
    whole = list(folder.read())
    assert len(whole) == 10
    for at, (digest, number, _) in enumerate(whole, 1):
        assert list(folder.read(digest, number)) == whole[at:]


def rows(folder: Path, body: str, zone: str = "UTC") -> list[Message | Unreadable]:
    (folder / "report.csv").write_bytes((HEADER + body).encode())
    return found(folder, zone)


def test_the_report_gives_a_message_for_each_row(tmp_path: Path) -> None:
    [sent, received] = rows(
        tmp_path,
        'Ada Crane,2026-09-08,Email,Visit,"Pete comes at 10, for the motor.",Yes,ada.crane@example.com\n'
        "Ada Crane,2026-09-09,Text message received,,ok go ahead,,218-555-0100\n",
    )
    assert isinstance(sent, Message)
    assert isinstance(received, Message)
    assert (sent.client_id, sent.channel, sent.subject, sent.text) == (
        "client-1",
        "email",
        "Visit",
        "Pete comes at 10, for the motor.",
    )
    assert (sent.sender, sent.recipients) == ("", ("ada.crane@example.com",))
    assert (received.channel, received.sender) == ("text", "Ada Crane")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-09-08", "2026-09-08T12:00:00-05:00"),
        ("2026-09-08 14:30", "2026-09-08T14:30:00-05:00"),
        ('"Sep 8, 2026"', "2026-09-08T12:00:00-05:00"),
        ("09/08/2026 2:30 PM", "2026-09-08T14:30:00-05:00"),
    ],
)
def test_times_of_the_report_are_the_accounts(tmp_path: Path, written: str, at: str) -> None:
    [one] = rows(tmp_path, f"Ada Crane,{written},Email,s,m,,\n", "America/Chicago")
    assert isinstance(one, Message)
    assert one.sent_at is not None
    assert one.sent_at.isoformat() == at


def test_a_row_may_hold_line_breaks(tmp_path: Path) -> None:
    [one] = rows(tmp_path, 'Ada Crane,2026-09-08,Email,s,"first\nsecond",,\n')
    assert isinstance(one, Message)
    assert one.text == "first\nsecond"


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("Ada Crane,2026-09-08,Email\n", 3),
        ("Ada Crane,someday,Email,s,m,,\n", 3),
        ('Ada Crane,2026-09-08,Email,s,"never closed,,\n', 3),
        ("Ada Crane,2026-09-08,Email,s,m,,,,too many\n", 3),
    ],
    ids=["too few columns", "no date", "open quote", "too many columns"],
)
def test_a_broken_row_is_reported_with_its_line_and_the_rest_goes_on(tmp_path: Path, broken: str, line: int) -> None:
    good = "Ada Crane,2026-09-08,Email,s,{},,\n"
    read = rows(tmp_path, good.format("before") + broken + good.format("after") + good.format("last"))
    errors = [item for item in read if isinstance(item, Unreadable)]
    assert [(error.file, error.line) for error in errors] == [("report.csv", line)]
    assert [item.text for item in read if isinstance(item, Message)] == ["before", "after", "last"]


def test_a_report_without_its_columns_is_reported(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    [refused] = found(tmp_path)
    assert isinstance(refused, Unreadable)
    assert "Client name" in refused.reason


def test_two_equal_rows_are_two_messages_with_lasting_ids(tmp_path: Path) -> None:
    row = "Ada Crane,2026-09-08,Email,s,m,,\n"
    first = [item.id for item in rows(tmp_path, row + row) if isinstance(item, Message)]
    assert len(set(first)) == 2
    assert [item.id for item in rows(tmp_path, "X,2026-01-01,Email,s,m,,\n" + row + row) if isinstance(item, Message)][
        1:
    ] == first


def test_other_files_in_the_folder_are_no_messages(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert found(tmp_path) == []
