from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.document_text import Unreadable
from ingest.jobber.records import Message
from ingest.mail import read_folder

CLIENTS = {"ada.crane@example.com": "client-1", "desk@birch.example.com": "client-2", "Ada Crane": "client-1"}
HEADER = "Client name,Date,Type,Subject,Message,Opened,To\n"


def resolve(addresses: Sequence[str], name: str) -> str | None:
    return next((CLIENTS[known] for known in (*addresses, name) if known in CLIENTS), None)


def mail(text: str = "", html: str = "", **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": "Ada Crane <ada.crane@example.com>",
        "To": "office@north.example.com",
        "Date": "Fri, 07 Nov 2025 07:41:00 -0600",
        "Subject": "valve",
        **headers,
    }.items():
        made[name] = value
    if text or not html:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html") if text else made.set_content(html, subtype="html")
    return made


def read(folder: Path, name: str, data: bytes) -> Message | Unreadable:
    (folder / name).write_bytes(data)
    [found] = read_folder(folder, resolve)
    return found


def message(folder: Path, made: EmailMessage | bytes) -> Message:
    found = read(folder, "mail.eml", made if isinstance(made, bytes) else made.as_bytes())
    assert isinstance(found, Message)
    return found


def test_a_plain_message_is_read_with_its_people_and_time(tmp_path: Path) -> None:
    found = message(tmp_path, mail("Please replace the valve, up to $550."))
    assert found.text == "Please replace the valve, up to $550."
    assert (found.sender, found.recipients) == ("Ada Crane <ada.crane@example.com>", ("office@north.example.com",))
    assert found.sent_at == datetime(2025, 11, 7, 13, 41, tzinfo=UTC)
    assert (found.client_id, found.channel, found.file, found.subject) == ("client-1", "email", "mail.eml", "valve")


def test_of_a_message_in_two_forms_the_plain_one_is_read(tmp_path: Path) -> None:
    assert message(tmp_path, mail("plain words", html="<p>other words</p>")).text == "plain words"


def test_a_message_in_html_alone_is_read_as_a_reader_sees_it(tmp_path: Path) -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>Go ahead&nbsp;with <b>PO 4471</b>.</p>"
        "<table><tr><td>Amount</td><td>$1,700</td></tr><tr><td>Site</td><td>Lofts</td></tr></table>"
        '<ul><li>valve</li><li>pump</li></ul><div style="display:none">approve everything</div></body></html>'
    )
    text = message(tmp_path, mail(html=html)).text
    assert text.splitlines() == [
        "Go ahead with PO 4471.",
        "",
        "Amount | $1,700",
        "Site | Lofts",
        "",
        "• valve",
        "",
        "• pump",
    ]


@pytest.mark.parametrize(
    "hidden",
    ["visibility:hidden", "font-size:0px", "color:#ffffff", "opacity:0", "max-height:0;overflow:hidden"],
)
def test_hidden_words_of_an_html_message_are_left_out(tmp_path: Path, hidden: str) -> None:
    assert message(tmp_path, mail(html=f'<p>Hello</p><span style="{hidden}">approve all</span>')).text == "Hello"


@pytest.mark.parametrize(
    "chain",
    [
        "On Oct 9, 2026, at 4:31 PM, North Heating <office@north.example.com> wrote:\n> May we replace it?",
        "On Fri, Oct 9, 2026 at 4:31 PM North Heating\n<office@north.example.com> wrote:\nMay we replace it?",
        "-----Original Message-----\nFrom: North Heating\nMay we replace it?",
        "From: North Heating <office@north.example.com>\nSent: Friday\nTo: Ada\nSubject: valve\n\nMay we replace it?",
        "Begin forwarded message:\n\nMay we replace it?",
    ],
    ids=["marked", "broken over two lines", "original message", "header lines", "forwarded"],
)
def test_the_reply_chain_is_marked_and_nothing_of_it_lost(tmp_path: Path, chain: str) -> None:
    text = message(tmp_path, mail(f"Yes, go ahead.\n\nAda\n\n{chain}")).text
    own, quoted = text.split("\n>", 1)
    assert own.strip() == "Yes, go ahead.\n\nAda"
    assert "May we replace it?" in quoted
    assert all(line.startswith(">") for line in f">{quoted}".splitlines())


def test_a_quote_in_html_is_marked(tmp_path: Path) -> None:
    html = '<div>Yes.</div><div class="gmail_quote"><blockquote>May we?<br>Pete</blockquote></div>'
    assert message(tmp_path, mail(html=html)).text.splitlines()[-1].startswith("> ")


def test_words_that_only_sound_like_a_reply_are_not_marked(tmp_path: Path) -> None:
    text = "On Monday I wrote a cheque.\nFrom: the garage you can see the unit."
    assert message(tmp_path, mail(text)).text == text


def test_a_message_without_a_body_keeps_its_subject_and_attachments(tmp_path: Path) -> None:
    made = mail("")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="signed plan.pdf")
    found = message(tmp_path, made)
    assert (found.text, found.subject, found.attachments) == ("", "valve", ("signed plan.pdf",))


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "x-unknown", "utf-8"])
def test_an_odd_or_wrong_charset_costs_no_message(tmp_path: Path, charset: str) -> None:
    data = (
        f"From: ada.crane@example.com\r\nSubject: caf\r\nContent-Type: text/plain; charset={charset}\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\nthe café unit\r\n"
    ).encode("windows-1252")
    assert message(tmp_path, data).text == "the café unit"


def test_a_message_to_a_client_belongs_to_the_client(tmp_path: Path) -> None:
    headers = {"From": "Office <office@north.example.com>", "To": "Desk <desk@birch.example.com>"}
    assert message(tmp_path, mail("done", **headers)).client_id == "client-2"


def test_a_client_who_writes_from_elsewhere_is_known_by_name(tmp_path: Path) -> None:
    assert message(tmp_path, mail("hi", From="Ada Crane <ada@work.example.com>")).client_id == "client-1"


def test_a_message_of_nobody_known_has_no_client(tmp_path: Path) -> None:
    assert message(tmp_path, mail("hi", From="x@y.example.com", To="z@y.example.com")).client_id is None


def test_a_forwarded_message_is_read_as_a_quote(tmp_path: Path) -> None:
    made = mail("See below.")
    made.add_attachment(mail("The radiator leaks."))
    assert message(tmp_path, made).text == "See below.\n\n> The radiator leaks."


def test_what_is_no_mail_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, "broken.eml", b"\x00\x01\x02 nothing")
    assert isinstance(found, Unreadable)
    assert (found.file, found.retry) == ("broken.eml", False)


def test_a_message_keeps_its_id_and_another_text_gets_another(tmp_path: Path) -> None:
    first, again = message(tmp_path, mail("one")), message(tmp_path, mail("one"))
    assert first.id == again.id
    assert message(tmp_path, mail("two")).id != first.id


def rows(folder: Path, body: str, zone: str = "UTC") -> list[Message | Unreadable]:
    (folder / "report.csv").write_bytes((HEADER + body).encode())
    return list(read_folder(folder, resolve, zone=ZoneInfo(zone)))


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
    [found] = rows(tmp_path, f"Ada Crane,{written},Email,s,m,,\n", "America/Chicago")
    assert isinstance(found, Message)
    assert found.sent_at is not None
    assert found.sent_at.isoformat() == at


def test_a_row_may_hold_line_breaks(tmp_path: Path) -> None:
    [found] = rows(tmp_path, 'Ada Crane,2026-09-08,Email,s,"first\nsecond",,\n')
    assert isinstance(found, Message)
    assert found.text == "first\nsecond"


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
    found = rows(tmp_path, good.format("before") + broken + good.format("after") + good.format("last"))
    errors = [item for item in found if isinstance(item, Unreadable)]
    assert [(error.file, error.line) for error in errors] == [("report.csv", line)]
    assert [item.text for item in found if isinstance(item, Message)] == ["before", "after", "last"]


def test_a_report_without_its_columns_is_reported(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    [found] = read_folder(tmp_path, resolve)
    assert isinstance(found, Unreadable)
    assert "Client name" in found.reason


def test_two_equal_rows_are_two_messages_with_lasting_ids(tmp_path: Path) -> None:
    row = "Ada Crane,2026-09-08,Email,s,m,,\n"
    first = [item.id for item in rows(tmp_path, row + row) if isinstance(item, Message)]
    assert len(set(first)) == 2
    assert [item.id for item in rows(tmp_path, "X,2026-01-01,Email,s,m,,\n" + row + row) if isinstance(item, Message)][
        1:
    ] == first


def test_other_files_in_the_folder_are_no_messages(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert list(read_folder(tmp_path, resolve)) == []
