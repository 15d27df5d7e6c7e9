"""What lies in a communications folder: mails (.eml), mailboxes (.mbox), Jobber's client communications report (.csv)
and loose PDF files, at any depth.

Jobber's API does not expose message texts, so they are exported by hand, or synced from any archive, into one folder.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from ingest.communications_report import ReportRow, report_rows
from ingest.document_text import Unreadable
from ingest.jobber.records import Message
from ingest.mail import MOST_BYTES, TOO_LARGE, FoundFile, Received, message_id, read_mail
from ingest.mailbox_file import mailbox_messages
from ingest.quoting import marked
from ingest.whose import ClientFinder

PDF = "application/pdf"
LARGEST_FILE = 200_000_000
NO_MAILBOX = "the file is not a mailbox; export it again as .mbox"


@dataclass(frozen=True)
class LooseFile:
    """A file that lies in the folder by itself; `place` is its path below the folder."""

    place: str
    file: FoundFile
    changed_at: datetime


Found = Received | LooseFile | Unreadable


@dataclass(frozen=True)
class CommunicationsFolder:
    """`zone` is what the report's times are in; `key` (at most 64 bytes) makes ids and places keyed digests."""

    folder: Path
    clients: ClientFinder
    zone: tzinfo = UTC
    key: bytes = b""

    def read(self, after: str = "", skip: int = 0) -> Iterator[tuple[str, int, Found]]:
        """Everything there is, one at a time: the file's digest, its how manieth it is (from 1), and what it is.

        `after` and `skip` go on behind what was read of a file before; files come in the order of their digests.
        """
        for digest, path in sorted((self._digest(path), path) for path in self._paths()):
            if digest >= after:
                for number, found in enumerate(self._of(path), 1):
                    if digest > after or number > skip:
                        yield digest, number, found

    def _paths(self) -> Iterator[Path]:
        for path in self.folder.rglob("*"):
            if not path.name.startswith(".") and path.is_file():
                yield path

    def _digest(self, path: Path) -> str:
        return hashlib.blake2b(self._place(path).encode(), digest_size=12, key=self.key).hexdigest()

    def _place(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _of(self, path: Path) -> Iterator[Found]:
        place, kind = self._place(path), path.suffix.lower()
        try:
            if kind == ".eml":
                yield self._mail(path, place)
            elif kind == ".mbox" or path.name == "mbox":
                yield from self._mailbox(path, place)
            elif kind == ".csv":
                yield from self._report(path, place)
            elif kind == ".pdf":
                yield _loose(path, place)
        except OSError:
            yield Unreadable("the file cannot be opened; look at its permissions", file=place)

    def _mail(self, path: Path, place: str) -> Found:
        if path.stat().st_size > MOST_BYTES:
            return Unreadable(TOO_LARGE, file=place)
        return read_mail(place, path.read_bytes(), self.clients, self.key)

    def _mailbox(self, path: Path, place: str) -> Iterator[Found]:
        number = 0
        with path.open("rb") as stream:
            for number, data in enumerate(mailbox_messages(stream, MOST_BYTES), 1):
                if data is None:
                    yield Unreadable(f"message {number}: {TOO_LARGE}", file=place)
                    continue
                found = read_mail(place, data, self.clients, self.key)
                if isinstance(found, Unreadable):
                    found = Unreadable(f"message {number}: {found.reason}", file=place)
                yield found
        if number == 0 and path.stat().st_size:
            yield Unreadable(NO_MAILBOX, file=place)

    def _report(self, path: Path, place: str) -> Iterator[Found]:
        seen: Counter[bytes] = Counter()
        for row in report_rows(place, path, self.zone):
            if isinstance(row, Unreadable):
                yield row
                continue
            content = hashlib.blake2b("\x1f".join(row.fields).encode(), digest_size=16).digest()
            seen[content] += 1
            yield Received(self._row(place, row, seen[content]))

    def _row(self, place: str, row: ReportRow, number: int) -> Message:
        whose = self.clients.of_people([(row.client, row.to)])
        return Message(
            id=message_id(self.key, *row.fields, str(number)),
            client_id=whose.client_id,
            file=place,
            channel=row.channel,
            sender=row.client if row.received else "",
            recipients=(row.to,) if row.to else (),
            subject=row.subject,
            text=marked(row.message),
            sent_at=row.at,
            unmatched=whose.why,
        )


def _loose(path: Path, place: str) -> Found:
    state = path.stat()
    if state.st_size > LARGEST_FILE:
        return Unreadable(f"the file is larger than {LARGEST_FILE // 1_000_000} MB; save a smaller copy", file=place)
    file = FoundFile(path.name, PDF, path.read_bytes())
    return LooseFile(place, file, datetime.fromtimestamp(state.st_mtime, UTC))
