"""How one source becomes a document's text: a record's words as they are, a file downloaded, read and kept sealed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.classify import classify
from ingest.document_text import DocumentText, Unreadable, plain
from ingest.injection import notice_of
from ingest.jobber.files import AttachmentFiles
from ingest.ledger import Along, Document
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.record_text import RecordText
from ingest.sources import FileSource, FolderFile, Source
from retrieval.model import DocumentKind, DocumentRole

PHOTO = "a photo or video; only PDF files are read"
OTHER_FILE = "not a PDF; attach the contract as a PDF to have it read"
OUTLOOK = "packed by Outlook (winmail.dat); ask the sender for the file itself"
GONE = "the file's bytes are not kept any more; run `fineprint sync --communications` again"
PROCESSING = "Jobber is still processing this file; the next sync tries again"


class NotRead(Exception):
    """A file that is not for reading; `reason` says why. It ends as skipped, not as quarantined."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReadPdf(Protocol):
    """Reads a PDF in a process of its own; raises `Unreadable`."""

    def __call__(self, data: bytes) -> DocumentText: ...


@dataclass(frozen=True)
class Reading:
    text: DocumentText
    role: DocumentRole | None
    content_digest: str
    role_reason: str | None = None

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the ledger keeps of it, by the names of a `Document`'s fields."""
        return {
            "role": self.role,
            "role_reason": self.role_reason,
            "pages": len(self.text.pages) or None,
            "notices": (*self.text.notices, *filter(None, [notice_of(self.text.text)])),
            "content_digest": self.content_digest,
        }


class Intake:
    """Reads the sources of one account and keeps what was read sealed."""

    def __init__(
        self,
        account: str,
        *,
        keyring: Keyring,
        files: Callable[[], AttachmentFiles],
        read_pdf: ReadPdf,
        originals: Originals,
        pages: Pages,
    ) -> None:
        self._account, self._scope, self._keyring, self._files = account, Scope(account), keyring, files
        self._read_pdf, self._originals, self._pages = read_pdf, originals, pages

    def source_digest(self, source: Source) -> str:
        """Changes whenever the source may have: a file's id, size, state and place in Jobber, or a record's words."""
        if isinstance(source, FileSource):
            file, place = source.attachment, source.note.parent_id
            described = json.dumps([file.id, file.file_name, file.file_size, file.status, str(file.created_at), place])
            return self.digest(described.encode())
        if isinstance(source, FolderFile):
            return self.digest(f"{source.record.file}\x1f{source.record.digest}".encode())
        return self.digest(source.text.encode())

    def fetch(self, document: Document, source: Source) -> bytes | None:
        """A file's bytes; None for a record. Raises `NotRead`, `Unreadable`, or an error of Jobber."""
        if isinstance(source, FolderFile):
            return self._from_folder(document, source)
        return self._from_jobber(source) if isinstance(source, FileSource) else None

    def keep_fetched(self, document: Document, source: Source, data: bytes | None) -> None:
        """Keep what Jobber handed over, sealed; what came from a folder is kept already."""
        if data is not None and isinstance(source, FileSource):
            self._originals.put(document.id, data, account=self._account, client_id=document.client_id)

    def read(self, source: Source, data: bytes | None) -> Reading:
        """The document's text, and what it is. Raises `Unreadable`."""
        if isinstance(source, FolderFile):
            return self._contract(data or b"", source.record.file, source.record.digest)
        if isinstance(source, FileSource):
            return self._contract(data or b"", source.attachment.file_name, self.digest(data or b""))
        return self._record(source)

    def keeping(self, document: Document, text: DocumentText) -> Along:
        """Keeps the text sealed, in the transaction that keeps the clauses which point into it."""
        return self._pages.putting(document.id, text, account=self._account, client_id=document.client_id)

    def forget(self, document: Document) -> None:
        self._pages.delete(document.id)
        self._originals.delete(document.id)

    def _record(self, source: RecordText) -> Reading:
        role = DocumentRole.QUOTE_TERMS if source.kind is DocumentKind.QUOTE else None
        return Reading(plain(source.text), role, self.digest(source.text.encode()))

    def _from_jobber(self, source: FileSource) -> bytes:
        file = source.attachment
        if not source.is_pdf:
            visual = file.content_type.startswith(("image/", "video/"))
            raise NotRead(PHOTO if visual else OTHER_FILE)
        if file.status != "READY":
            raise Unreadable(PROCESSING)
        return self._files().download(source.note, file.id)

    def keep(self, id: str, client_id: str | None, data: bytes, *, anew: bool) -> None:
        """Keep the bytes of a file that Jobber does not have; `anew` where what is kept, if anything, is another's."""
        if anew or self._originals.get(self._scope, id, client_id=client_id) is None:
            self._originals.put(id, data, account=self._account, client_id=client_id)

    def words_of(self, data: bytes) -> str:
        """The text of a PDF; "" where it cannot be read."""
        try:
            return self._read_pdf(data).text
        except Unreadable:
            return ""

    def _from_folder(self, document: Document, source: FolderFile) -> bytes:
        file = source.record
        if file.file.lower() == "winmail.dat" or file.content_type.endswith("ms-tnef"):
            raise NotRead(OUTLOOK)
        if not file.is_pdf:
            raise NotRead(PHOTO if file.content_type.startswith(("image/", "video/")) else OTHER_FILE)
        data = self._originals.get(self._scope, document.id, client_id=document.client_id)
        if data is None:
            raise Unreadable(GONE)
        return data

    def _contract(self, data: bytes, name: str, digest: str) -> Reading:
        """A PDF's text, and what the document is."""
        text = self._read_pdf(data)
        found = classify(text, name)
        return Reading(text, found.role, digest, found.reason)

    def digest(self, data: bytes) -> str:
        """A keyed digest: tells whether something changed and nothing else."""
        return self._keyring.digest(data, account=self._account, purpose="content")
