"""E-mails of the office's mailbox and the exported communications report."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from common import local
from mail_texts import MAILS, ROWS

COLUMNS = ["Client name", "Date", "Type", "Subject", "Message", "Opened", "To"]


@dataclass(frozen=True)
class Mail:
    """One e-mail; ``html`` alone makes an HTML-only message, both make a multipart one."""

    file: str
    when: str
    sender: str
    to: str
    subject: str
    text: str = ""
    html: str = ""
    cc: str = ""


def message(mail: Mail) -> EmailMessage:
    """Make the message, with fixed ids and boundaries."""
    made = EmailMessage(policy=SMTP)
    made["Date"] = format_datetime(local(mail.when))
    made["From"] = mail.sender
    made["To"] = mail.to
    if mail.cc:
        made["Cc"] = mail.cc
    made["Subject"] = mail.subject
    made["Message-ID"] = f"<{mail.file.removesuffix('.eml')}@mail.example.com>"
    if mail.text:
        made.set_content(mail.text)
    else:
        made.set_content(mail.html, subtype="html")
    if mail.text and mail.html:
        made.add_alternative(mail.html, subtype="html")
        made.set_boundary(f"=_{mail.file.removesuffix('.eml')}_=")
    return made


def write_communications(folder: Path) -> None:
    """Write every e-mail and the report."""
    folder.mkdir(parents=True, exist_ok=True)
    for fields in MAILS:
        mail = Mail(**fields)
        (folder / mail.file).write_bytes(message(mail).as_bytes())
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(ROWS)
    (folder / "client-communications.csv").write_bytes(table.getvalue().encode("utf-8"))
