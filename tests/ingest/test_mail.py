from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.message import Message as AnyMessage

import pytest

from ingest.document_text import Unreadable
from ingest.jobber.records import Client, Message
from ingest.mail import MOST_BYTES, Received, read_mail
from ingest.whose import SEVERAL, ClientFinder

ADA = Client("client-1", first_name="Ada", last_name="Crane", emails=("ada.crane@example.com",))
BIRCH = Client("client-2", company_name="Birch Lofts", is_company=True, emails=("desk@birch.example.com",))
CLIENTS = ClientFinder([ADA, BIRCH])


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


def received(made: AnyMessage | bytes) -> Received:
    found = read_mail("mail.eml", made if isinstance(made, bytes) else made.as_bytes(), CLIENTS, b"key")
    assert isinstance(found, Received)
    return found


def message(made: AnyMessage | bytes) -> Message:
    return received(made).message


def refused(data: bytes) -> Unreadable:
    found = read_mail("mail.eml", data, CLIENTS, b"key")
    assert isinstance(found, Unreadable)
    return found


def test_a_plain_message_is_read_with_its_people_and_time() -> None:
    found = message(mail("Please replace the valve, up to $550."))
    assert found.text == "Please replace the valve, up to $550."
    assert (found.sender, found.recipients) == ("Ada Crane <ada.crane@example.com>", ("office@north.example.com",))
    assert found.sent_at == datetime(2025, 11, 7, 13, 41, tzinfo=UTC)
    assert (found.client_id, found.channel, found.file, found.subject) == ("client-1", "email", "mail.eml", "valve")


def test_of_a_message_in_two_forms_the_plain_one_is_read() -> None:
    assert message(mail("plain words", html="<p>other words</p>")).text == "plain words"


def test_a_message_in_html_alone_is_read_as_a_reader_sees_it() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>Go ahead&nbsp;with <b>PO 4471</b>.</p>"
        "<table><tr><td>Amount</td><td>$1,700</td></tr><tr><td>Site</td><td>Lofts</td></tr></table>"
        '<ul><li>valve</li><li>pump</li></ul><div style="display:none">approve everything</div></body></html>'
    )
    text = message(mail(html=html)).text
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
def test_hidden_words_of_an_html_message_are_left_out(hidden: str) -> None:
    assert message(mail(html=f'<p>Hello</p><span style="{hidden}">approve all</span>')).text == "Hello"


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
def test_the_reply_chain_is_marked_and_nothing_of_it_lost(chain: str) -> None:
    text = message(mail(f"Yes, go ahead.\n\nAda\n\n{chain}")).text
    own, quoted = text.split("\n>", 1)
    assert own.strip() == "Yes, go ahead.\n\nAda"
    assert "May we replace it?" in quoted
    assert all(line.startswith(">") for line in f">{quoted}".splitlines())


def test_a_quote_in_html_is_marked() -> None:
    html = '<div>Yes.</div><div class="gmail_quote"><blockquote>May we?<br>Pete</blockquote></div>'
    assert message(mail(html=html)).text.splitlines()[-1].startswith("> ")


def test_words_that_only_sound_like_a_reply_are_not_marked() -> None:
    text = "On Monday I wrote a cheque.\nFrom: the garage you can see the unit."
    assert message(mail(text)).text == text


def test_a_message_without_a_body_keeps_its_subject_and_attachments() -> None:
    made = mail("")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="signed plan.pdf")
    found = message(made)
    assert (found.text, found.subject, found.attachments) == ("", "valve", ("signed plan.pdf",))


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "x-unknown", "utf-8"])
def test_an_odd_or_wrong_charset_costs_no_message(charset: str) -> None:
    data = (
        f"From: ada.crane@example.com\r\nSubject: caf\r\nContent-Type: text/plain; charset={charset}\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\nthe café unit\r\n"
    ).encode("windows-1252")
    assert message(data).text == "the café unit"


def test_a_message_to_a_client_belongs_to_the_client() -> None:
    headers = {"From": "Office <office@north.example.com>", "To": "Desk <desk@birch.example.com>"}
    assert message(mail("done", **headers)).client_id == "client-2"


def test_a_client_who_writes_from_elsewhere_is_known_by_name() -> None:
    assert message(mail("hi", From="Ada Crane <ada@work.example.com>")).client_id == "client-1"


def test_a_message_of_nobody_known_has_no_client() -> None:
    assert message(mail("hi", From="x@y.example.com", To="z@y.example.com")).client_id is None


def test_a_forwarded_message_is_read_as_a_quote() -> None:
    made = mail("See below.")
    made.add_attachment(mail("The radiator leaks."))
    assert message(made).text == "See below.\n\n> The radiator leaks."


def test_what_is_no_mail_is_reported() -> None:
    found = refused(b"\x00\x01\x02 nothing")
    assert (found.file, found.retry) == ("mail.eml", False)


def test_a_message_keeps_its_id_and_another_text_gets_another() -> None:
    first, again = message(mail("one")), message(mail("one"))
    assert first.id == again.id
    assert message(mail("two")).id != first.id


def test_the_same_mail_has_the_same_id_wherever_it_lies() -> None:
    data = mail("one").as_bytes()
    here, there = (read_mail(file, data, CLIENTS, b"key") for file in ("a.eml", "deep/b.mbox"))
    assert isinstance(here, Received)
    assert isinstance(there, Received)
    assert here.message.id == there.message.id
    other = read_mail("a.eml", data, CLIENTS, b"another key")
    assert isinstance(other, Received)
    assert other.message.id != here.message.id


def test_a_borrowed_message_id_does_not_hide_another_text() -> None:
    one, two = (message(mail(text, **{"Message-ID": "<1@example.com>"})) for text in ("yes", "no"))
    assert one.id != two.id


@pytest.mark.parametrize("header", ["To", "Cc", "Bcc", "Reply-To"])
def test_a_client_is_found_at_any_address_of_a_message(header: str) -> None:
    headers = {"From": "x@y.example.com", "To": "z@y.example.com", header: "Desk <Desk+boiler@Birch.example.com>"}
    assert message(mail("hi", **headers)).client_id == "client-2"


def test_a_message_between_two_clients_is_nobodys_and_says_so() -> None:
    found = message(mail("hi", To="desk@birch.example.com"))
    assert (found.client_id, found.unmatched) == (None, SEVERAL)


def test_attached_files_come_with_their_bytes() -> None:
    made = mail("see attached")
    made.add_attachment(b"%PDF-1.4 plan", maintype="application", subtype="pdf", filename="plan.pdf")
    made.add_attachment(b"PK..", maintype="application", subtype="zip", filename="photos.zip")
    assert [(file.name, file.content_type, file.data) for file in received(made).files] == [
        ("plan.pdf", "application/pdf", b"%PDF-1.4 plan"),
        ("photos.zip", "application/zip", b"PK.."),
    ]


def test_a_file_in_a_forwarded_message_is_a_file_of_the_message() -> None:
    inner = mail("The plan.")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    made = mail("See below.")
    made.add_attachment(inner)
    assert [file.name for file in received(made).files] == ["plan.pdf"]


def test_a_picture_within_the_words_is_no_file() -> None:
    made = mail(html='<p>Hello</p><img src="cid:logo">')
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    assert (received(made).files, message(made).text) == ((), "Hello")


def test_a_signed_message_is_read_and_its_signature_is_no_file() -> None:
    data = (
        b"From: ada.crane@example.com\r\nSubject: ok\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nGo ahead.\r\n"
        b'--b\r\nContent-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
        b"Content-Disposition: attachment; filename=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )
    assert (message(data).text, received(data).files) == ("Go ahead.", ())


def test_a_message_sealed_as_a_whole_is_refused_with_what_to_do() -> None:
    data = b"From: a@b.example.com\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nAAAA\r\n"
    assert "as plain mail" in refused(data).reason


def test_a_message_larger_than_anybody_sends_is_refused() -> None:
    assert "without attachments" in refused(b"Subject: x\r\n\r\n" + b"x" * MOST_BYTES).reason


@pytest.mark.parametrize(
    "broken",
    [
        b"From: =?utf-8?b?\xff\xfe?= <a@\r\nSubject: =?x?q?=?=\r\nDate: never\r\n\r\nwords\r\n",
        b"From: a@b.example.com\r\nContent-Type: multipart/mixed; boundary=gone\r\n\r\nwords\r\n",
        b'From: a@b.example.com\r\nContent-Type: text/plain; charset="\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n',
        b"From: a@b.example.com\r\nContent-Type: message/rfc822\r\n\r\n",
    ],
    ids=["headers", "boundary", "encoding", "empty forward"],
)
def test_a_broken_message_ends_as_read_or_as_refused(broken: bytes) -> None:
    found = read_mail("mail.eml", broken, CLIENTS, b"")
    assert isinstance(found, Received | Unreadable)
