"""Taking a communications folder in, page by page: messages and files become sealed records, a file's bytes an original.

The cursor names a file by its digest and counts what was read of it, so that it holds no name and a crash repeats one
page. What cannot be read is quarantined with its reason and place; what is an erased client's is passed over, and of it
stands nothing but that, and at which place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from anonymize.boundary import Scope
from ingest.communications_folder import CommunicationsFolder, Found, LooseFile
from ingest.document_text import Unreadable
from ingest.intake import Intake
from ingest.jobber.records import Client, CommunicationFile, Message, Property
from ingest.ledger import Document, Ledger, State, document_id
from ingest.mail import FoundFile
from ingest.marks import BELONGS_TO_ERASED, KnownMarks, file_marks, message_marks, nobody_erased
from ingest.records import Records
from ingest.sources import file_document_id
from ingest.whose import ClientFinder, Whose
from retrieval.model import DocumentKind

PAGE, PAGE_BYTES = 200, 64_000_000
KINDS = (Message, CommunicationFile)
Items = Iterator[tuple[str, int, Found]]


class Communications:
    """The messages and files of one account that did not come from Jobber."""

    def __init__(
        self,
        account: str,
        records: Records,
        ledger: Ledger,
        intake: Intake,
        zone: tzinfo,
        erased: KnownMarks = nobody_erased,
    ) -> None:
        """`erased` tells the marks of erased clients."""
        self._account, self._scope, self._zone, self._erased = account, Scope(account), zone, erased
        self._records, self._ledger, self._intake = records, ledger, intake
        self._going_on: dict[tuple[str, str], tuple[Items, ClientFinder, str]] = {}

    def pull(self, run: str, folder: str, cursor: str | None) -> str | None:
        """Read one page; returns where the next begins, or None at the end. The cursor ends with how many were read."""
        place = (run, cursor or "")
        items, clients, names = self._going_on.pop(place) if place in self._going_on else self._opened(folder, cursor)
        digest, number, total, size = "", 0, _total(cursor), 0
        for digest, number, found in items:
            size += self._keep(run, found, clients, names, f"{digest}:{number}")
            total += 1
            if total % PAGE == 0 or size > PAGE_BYTES:
                following = f"{digest}:{number}:{total}"
                self._going_on = {(run, following): (items, clients, names)}
                return following
        return None

    def sweep(self, run: str) -> None:
        """Forget what the whole folder no longer holds."""
        for kind in KINDS:
            self._records.sweep(self._account, kind, run=run)

    def _opened(self, folder: str, cursor: str | None) -> tuple[Items, ClientFinder, str]:
        after, number, _ = (cursor or ":0:0").split(":")
        clients = ClientFinder.of(self._records, self._scope, self._erased)
        key = self._intake.digest(b"message ids").encode()
        read = CommunicationsFolder(Path(folder), clients, self._zone, key).read(after, int(number))
        return read, clients, self._names()

    def _names(self) -> str:
        """A digest of whom the account knows: a loose file nobody was found for is looked at again when it changes."""
        known = [*self._records.all(self._scope, Client), *self._records.all(self._scope, Property)]
        return self._intake.digest(json.dumps([str(each) for each in known]).encode())

    def _keep(self, run: str, found: Found, clients: ClientFinder, names: str, place: str) -> int:
        """Returns how many bytes were held."""
        if isinstance(found, Unreadable):
            line = f" (line {found.line})" if found.line else ""
            self._set_aside(run, place, State.QUARANTINED, found.reason + line, found.file)
            return 0
        if isinstance(found, LooseFile):
            self._keep_loose(run, found, clients, names, place)
            return len(found.file.data)
        if found.message.unmatched == BELONGS_TO_ERASED or self._erased(message_marks(found.message.id)):
            self._set_aside(run, place, State.SKIPPED, BELONGS_TO_ERASED)
            return sum(len(file.data) for file in found.files)
        message = self._of_two(found.message)
        self._records.put(self._account, [message], run=run)
        for file in found.files:
            whose = Whose(message.client_id, message.unmatched)
            self._keep_file(run, file, whose, place=message.file, message=message)
        return sum(len(file.data) for file in found.files)

    def _of_two(self, message: Message) -> Message:
        """A mail of which another copy in the folder has more attachments names those."""
        known = self._records.one(self._scope, Message, message.id)
        if known is None or len(known.attachments) <= len(message.attachments):
            return message
        return replace(message, attachments=known.attachments)

    def _keep_loose(self, run: str, found: LooseFile, clients: ClientFinder, names: str, place: str) -> None:
        whose = self._of_loose(found, clients, names)
        if whose.why == BELONGS_TO_ERASED:
            self._set_aside(run, place, State.SKIPPED, BELONGS_TO_ERASED)
        else:
            self._keep_file(run, found.file, whose, place=found.place, at=found.changed_at, names=names)

    def _of_loose(self, found: LooseFile, clients: ClientFinder, names: str) -> Whose:
        if self._erased(file_marks(self._intake.digest(found.file.data))):
            return Whose(None, BELONGS_TO_ERASED)
        known = self._records.one(self._scope, CommunicationFile, self._file_id(found.file, found.place))
        if known is not None and known.names == names:
            return Whose(known.client_id, known.unmatched)
        return clients.of_file(found.place, lambda: self._intake.words_of(found.file.data))

    def _file_id(self, file: FoundFile, owner: str) -> str:
        return self._intake.digest(b"\x1f".join((owner.encode(), file.data)))[:32]

    def _keep_file(
        self,
        run: str,
        file: FoundFile,
        whose: Whose,
        *,
        place: str,
        message: Message | None = None,
        at: datetime | None = None,
        names: str = "",
    ) -> None:
        """The same bytes sent to or by a client several times are one file."""
        owner = place if message is None else whose.client_id or ""
        kept = CommunicationFile(
            id=self._file_id(file, owner),
            client_id=whose.client_id,
            message_id=message.id if message else None,
            file=file.name,
            place=place,
            content_type=file.content_type,
            size=len(file.data),
            digest=self._intake.digest(file.data),
            sent_at=message.sent_at if message else at,
            unmatched=whose.why,
            names=names,
        )
        known = self._records.one(self._scope, CommunicationFile, kept.id)
        if known is not None and message is not None and known.client_id == kept.client_id:
            kept = known
        self._records.put(self._account, [kept], run=run)
        if not kept.is_pdf or self._records.one(self._scope, CommunicationFile, kept.id) is None:
            return  # nothing to read, or an erased client's
        moved = known is None or known.client_id != kept.client_id
        self._intake.keep(file_document_id(self._account, kept), kept.client_id, file.data, anew=moved)

    def _set_aside(self, run: str, place: str, state: State, reason: str, file: str | None = None) -> None:
        """What is not kept is counted and told by its place."""
        id = document_id(self._account, "Message", place)
        self._ledger.save(
            Document(
                id=id,
                account=self._account,
                kind=DocumentKind.COMMUNICATION,
                record_type="Message",
                record_id=id,
                client_id=None,
                file=file,
                state=state,
                reason=reason,
                seen_in=run,
                outcome=state.value,
            )
        )


def _total(cursor: str | None) -> int:
    return int(cursor.rsplit(":", 1)[1]) if cursor else 0
