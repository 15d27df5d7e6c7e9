"""One mail: its people, time and own words, and the files that came with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime

from ingest.document_text import Unreadable
from ingest.html_text import html_text
from ingest.jobber.records import Message
from ingest.quoting import marked, quoted
from ingest.whose import ClientFinder

MOST_BYTES = 60_000_000
TOO_LARGE = f"the message is larger than {MOST_BYTES // 1_000_000} MB; save it without attachments"
SEALED = "the message is signed or encrypted as a whole (S/MIME); save it from the mail program as plain mail"
_ENVELOPES = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_NO_FILES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)  # of the mail package


@dataclass(frozen=True)
class FoundFile:
    """A file as it came, with the content type it was said to have."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Received:
    message: Message
    files: tuple[FoundFile, ...] = ()


def read_mail(file: str, data: bytes, clients: ClientFinder, key: bytes) -> Received | Unreadable:
    """The mail that lies at `file`. Its id is a digest under `key` (at most 64 bytes), the same wherever it is kept."""
    if len(data) > MOST_BYTES:
        return Unreadable(TOO_LARGE, file=file)
    mail = message_from_bytes(data, policy=policy.default)
    if not any(header in mail for header in ("From", "To", "Date", "Subject")):
        return Unreadable("the file is not an e-mail message; export it again as .eml", file=file)
    if mail.get_content_type() in _ENVELOPES:
        return Unreadable(SEALED, file=file)
    try:
        return _received(file, mail, clients, key)
    except _BROKEN:
        return Unreadable("the message is damaged; export it again", file=file)


def _received(file: str, mail: EmailMessage, clients: ClientFinder, key: bytes) -> Received:
    senders, recipients = _people(mail, "From", "Sender", "Reply-To"), _people(mail, "To", "Cc", "Bcc")
    whose, files, text = clients.of_people([*senders, *recipients]), tuple(_files(mail)), _text(mail)
    subject, date = _header(mail, "Subject"), _header(mail, "Date")
    sender = _shown(*senders[0]) if senders else ""
    message = Message(
        id=message_id(key, _header(mail, "Message-ID") or f"{date} {sender}", subject, text),
        client_id=whose.client_id,
        file=file,
        sender=sender,
        recipients=tuple(_shown(name, address) for name, address in recipients),
        subject=subject,
        text=text,
        sent_at=_sent_at(mail),
        attachments=tuple(found.name for found in files),
        unmatched=whose.why,
    )
    return Received(message, files)


def message_id(key: bytes, *parts: str) -> str:
    """The same id for the same message in every file."""
    return "message-" + hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16, key=key).hexdigest()


def _files(mail: EmailMessage) -> Iterator[FoundFile]:
    """What is attached, also to forwarded messages; signatures and pictures within the words are no files."""
    for part in mail.walk():
        kind, name = part.get_content_type(), part.get_filename()
        if part.is_multipart() or kind in _NO_FILES or (part.get_content_maintype() == "image" and _inline(part)):
            continue
        if name or part.get_content_disposition() == "attachment" or kind == "application/pdf":
            data = part.get_payload(decode=True)
            yield FoundFile(name or "unnamed", kind, data if isinstance(data, bytes) else b"")


def _inline(part: MIMEPart) -> bool:
    return bool(part["Content-ID"]) or part.get_content_disposition() == "inline"


def _people(mail: EmailMessage, *headers: str) -> list[tuple[str, str]]:
    values = [_header(mail, header) for header in headers]
    return [(name, address.lower()) for name, address in getaddresses([value for value in values if value]) if address]


def _header(mail: EmailMessage, name: str) -> str:
    """A header on one line; "" where it is missing or its encoding is broken."""
    try:
        return " ".join(str(mail[name] or "").split())
    except (ValueError, LookupError, IndexError):
        return ""


def _shown(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else address


def _sent_at(mail: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(mail, "Date"))
    except (TypeError, ValueError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)


def _text(mail: EmailMessage) -> str:
    """The message's own words, its reply chain marked, and forwarded messages as quotes; "" where it has no body."""
    forwarded = [_forwarded(part) for part in mail.walk() if part.get_content_type() == "message/rfc822"]
    return "\n\n".join(text for text in (_body(mail), *forwarded) if text)


def _forwarded(part: EmailMessage) -> str:
    inner = part.get_payload(0)
    return quoted(_body(inner)) if isinstance(inner, EmailMessage) else ""


def _body(mail: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = mail.get_body(preferencelist=(kind,))
        text = _decoded(part) if part is not None else ""
        text = html_text(text) if kind == "html" else text.replace("\r\n", "\n").strip()
        if text:
            return marked(text)
    return ""


def _decoded(part: MIMEPart) -> str:
    """A part's text; a wrong or unknown charset costs some letters, never the message."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")
