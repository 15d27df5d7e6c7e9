"""Messages that were sent and received: `.eml` files of a mailbox and Jobber's client communications report (CSV).

Jobber's API does not expose message texts, so both are exported by hand into one folder.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from ingest.communications_report import ReportRow, report_rows
from ingest.document_text import Unreadable
from ingest.html_text import html_text
from ingest.jobber.records import Message
from ingest.quoting import marked, quoted

MOST_BYTES = 60_000_000
Resolve = Callable[[Sequence[str], str], str | None]
"""Addresses of a message and a name on it → the client's id, or None where they name no client or several."""


def read_folder(
    folder: Path, resolve: Resolve, *, zone: tzinfo = UTC, key: bytes = b""
) -> Iterator[Message | Unreadable]:
    """Every message below the folder, files in order of their names; what cannot be read comes as `Unreadable`.

    `zone` is what the report's times are in; `key` (at most 64 bytes) makes the messages' ids a keyed digest.
    """
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() == ".eml":
            yield _mail(name, path.read_bytes(), resolve, key)
        elif path.suffix.lower() == ".csv":
            yield from _report(name, path.read_bytes(), resolve, zone, key)


def _mail(file: str, data: bytes, resolve: Resolve, key: bytes) -> Message | Unreadable:
    if len(data) > MOST_BYTES:
        return Unreadable(
            f"the message is larger than {MOST_BYTES // 1_000_000} MB; save it without attachments", file=file
        )
    mail = message_from_bytes(data, policy=policy.default)
    if not any(mail[header] for header in ("From", "To", "Date", "Subject")):
        return Unreadable("the file is not an e-mail message; export it again as .eml", file=file)
    senders, recipients = _people(mail, "From"), _people(mail, "To", "Cc")
    return Message(
        id=_id(file, data, key),
        client_id=_client(senders, recipients, resolve),
        file=file,
        sender=_shown(*senders[0]) if senders else "",
        recipients=tuple(_shown(name, address) for name, address in recipients),
        subject=_header(mail, "Subject"),
        text=_text(mail),
        sent_at=_sent_at(mail),
        attachments=tuple(part.get_filename() or "unnamed" for part in mail.iter_attachments()),
    )


def _id(file: str, content: bytes, key: bytes) -> str:
    return "message-" + hashlib.blake2b(file.encode() + b"\x00" + content, digest_size=16, key=key).hexdigest()


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


def _client(senders: Sequence[tuple[str, str]], recipients: Sequence[tuple[str, str]], resolve: Resolve) -> str | None:
    people = [*senders, *recipients]
    found = resolve([address for _, address in people], senders[0][0] if senders else "")
    named = (resolve([], name) for name, _ in recipients if name)
    return found or next((client for client in named if client), None)


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


def _report(file: str, data: bytes, resolve: Resolve, zone: tzinfo, key: bytes) -> Iterator[Message | Unreadable]:
    seen: Counter[str] = Counter()
    for row in report_rows(file, data, zone):
        if isinstance(row, Unreadable):
            yield row
            continue
        content = "\x1f".join(row.fields)
        seen[content] += 1
        yield _row_message(file, row, f"{content}\x1f{seen[content]}", resolve, key)


def _row_message(file: str, row: ReportRow, content: str, resolve: Resolve, key: bytes) -> Message:
    addresses = [row.to.lower()] if "@" in row.to else []
    return Message(
        id=_id(file, content.encode(), key),
        client_id=resolve(addresses, row.client),
        file=file,
        channel=row.channel,
        sender=row.client if row.received else "",
        recipients=(row.to,) if row.to else (),
        subject=row.subject,
        text=marked(row.message),
        sent_at=row.at,
    )
