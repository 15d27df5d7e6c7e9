"""An account with everything in it that goes wrong in an office: files nobody can read, and some that are only large."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.platypus import PageBreak

from tests.fakes.account import attached, client, note, small_account, write_account
from tests.ingest.papers import document, drawn, heading, text, title

PAGES_OF_MANUAL = 300
CHARACTERS_OF_NOTE = 100_000
SENTENCE = "the furnace room was swept and the filter rack oiled on this visit too. "
REMOVED = "Heron brass union behind the softener was swapped by hand"
GOOD = "Ferrante agreement.pdf"
MAIL = "From: rosa1@example.com\nTo: office@quill.example.com\nDate: Mon, 2 Mar 2026 10:00:00 -0600\n"
REPORT = (
    "Client name,Date,Type,Subject,Message,Opened,To\n"
    "Rosa Ferrante,2026-03-02,Email,Visit,We come on Thursday for the softener.,Yes,rosa1@example.com\n"
    'Rosa Ferrante,2026-03-03,Email,Broken,"no quote closes here,Yes\n'
    "Rosa Ferrante,2026-03-04,Email,Thanks,The softener runs again.,Yes,rosa1@example.com\n"
)


def agreement() -> bytes:
    return document(
        [
            title("HEATING SERVICE AGREEMENT"),
            text("Between Quill & Daughters Heating and Rosa Ferrante, from January 1, 2026 to December 31, 2026."),
            heading("1. RESPONSE"),
            text("1.1 The contractor answers a call about no heat within three (3) hours, on any day."),
            heading("2. PARTS"),
            text("2.1 Parts are charged at list price less fifteen percent (15%)."),
        ]
    )


def manual() -> bytes:
    pages = [
        part
        for number in range(1, PAGES_OF_MANUAL + 1)
        for part in (text(f"Step {number}. Turn valve {number} until the gauge reads {number} units."), PageBreak())
    ]
    return document(pages)


def without_pages() -> bytes:
    from pypdf import PdfWriter

    written = io.BytesIO()
    PdfWriter().write(written)
    return written.getvalue()


def word_file() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return written.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    GOOD: agreement,
    "cut short.pdf": lambda: agreement()[:500],
    "not a pdf.pdf": lambda: b"<html>please log in</html>",
    "locked.pdf": lambda: drawn(lambda page: page.drawString(72, 700, "locked words"), encrypt="secret"),
    "empty.pdf": lambda: b"",
    "no pages.pdf": without_pages,
    "blank.pdf": lambda: drawn(lambda page: page.rect(72, 700, 10, 10)),
    "manual.pdf": manual,
    "boiler.jpg": lambda: b"\xff\xd8\xff a photo",
    "letter.docx": word_file,
}


def account() -> dict[str, Any]:
    plain = small_account()
    plain["clients"] = [client(1, lastName="Ferrante"), client(2, companyName="Fairview Co-op", isCompany=True)]
    plain["notes"] = [
        *(each for each in plain["notes"] if not each["fileAttachments"]),
        *(note(100 + at, "client-1", message=f"see file {at}", fileAttachments=[_attached(at, name)])
          for at, name in enumerate(FILES)),
        note(200, "client-2", message=(SENTENCE * (CHARACTERS_OF_NOTE // len(SENTENCE) + 1))[:CHARACTERS_OF_NOTE]),
        note(201, "client-1", message=f"{REMOVED}, no leak since."),
    ]  # fmt: skip
    return plain


def write_troubled(folder: Path) -> Path:
    """The account folder, with `communications/` beside its files."""
    write_account(folder, account())
    for name, make in FILES.items():
        (folder / "files" / name).write_bytes(make())
    mailbox = folder / "communications"
    mailbox.mkdir(exist_ok=True)
    (mailbox / "no body.eml").write_text(f"{MAIL}Subject: Softener is loud\n\n")
    (mailbox / "nothing at all.eml").write_text(f"{MAIL}\n")
    (mailbox / "no mail.eml").write_bytes(b"\x00\x01\x02 what is this")
    (mailbox / "client-communications.csv").write_text(REPORT)
    return folder


def remove_the_note(folder: Path) -> None:
    """As somebody would in Jobber."""
    plain = account()
    kept = [each for each in plain["notes"] if REMOVED not in each["message"]]
    (folder / "account.json").write_text(json.dumps(plain | {"notes": kept}))


def _attached(number: int, name: str) -> dict[str, Any]:
    kinds = {"pdf": "application/pdf", "jpg": "image/jpeg", "docx": "application/vnd.openxmlformats"}
    kind = kinds[name.rpartition(".")[2]]
    return attached(number, name, fileName=name, contentType=kind, fileSize=None)
