"""A Jobber account in memory: what `JobberReader` and `AttachmentFiles` give of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from ingest.jobber.errors import JobberError, Missing
from ingest.jobber.reader import IdPage, Listed, Page
from ingest.jobber.records import Note, Record

R = TypeVar("R", bound=Record)
PAGE = 2


class JobberInMemory:
    """`faults` are raised by the next downloads, one each; `pages` are the pages asked for, and since when; `asked_for`
    the ids of single records.

    `unlisted` are in no list, as a record that slips over the edge of a page while lists are read.
    """

    def __init__(self, *records: Record, files: dict[str, bytes] | None = None) -> None:
        self.records: dict[str, Record] = {}
        self.files, self.faults, self.downloads = files or {}, list[JobberError](), 0
        self.pages: list[tuple[str, datetime | None]] = []
        self.asked_for: list[str] = []
        self.unlisted: set[str] = set()
        self.keep(*records)

    def keep(self, *records: Record) -> None:
        """Add records, in place of those with their id."""
        self.records |= {record.id: record for record in records}

    def drop(self, *ids: str) -> None:
        for id in ids:
            del self.records[id]

    def page(self, kind: type[R], cursor: str | None = None, *, updated_after: datetime | None = None) -> Page[R]:
        self.pages.append((kind.type_name, updated_after))
        found = self._listed(kind)
        return _page([record for record in found if _changed(record, updated_after)], cursor)

    def ids(self, kind: type[Record], cursor: str | None = None) -> IdPage:
        page = _page(self._listed(kind), cursor)
        return IdPage(tuple(Listed(record.id, _updated_at(record)) for record in page.records), page.next)

    def one(self, kind: type[R], record_id: str) -> R | None:
        self.asked_for.append(record_id)
        found = self.records.get(record_id)
        return found if isinstance(found, kind) else None

    def has_note(self, note: Note) -> bool:
        found = self.records.get(note.id)
        return isinstance(found, Note) and found.parent_id == note.parent_id

    def notes_of(self, parent: type[Record], parent_id: str, cursor: str | None = None) -> Page[Note]:
        if parent_id not in self.records:
            raise Missing(f"this {parent.type_name} is no longer in Jobber")
        return _page((note for note in self._listed(Note) if note.parent_id == parent_id), cursor)

    def notes_page(self, parent: type[Record], cursor: str | None = None) -> Page[Note]:
        parents = {record.id for record in self.records.values() if isinstance(record, parent)}
        return _page((note for note in self._listed(Note) if note.parent_id in parents), cursor)

    def _listed(self, kind: type[R]) -> list[R]:
        found = (record for record in self.records.values() if record.id not in self.unlisted)
        return [record for record in found if isinstance(record, kind)]

    def download(self, note: Note, attachment_id: str) -> bytes:
        self.downloads += 1
        if self.faults:
            raise self.faults.pop(0)
        return self.files[attachment_id]


def _updated_at(record: Record) -> datetime | None:
    at: datetime | None = getattr(record, "updated_at", None)
    return at


def _changed(record: Record, since: datetime | None) -> bool:
    at = _updated_at(record)
    return since is None or at is None or at > since


def _page(found: Iterable[R], cursor: str | None) -> Page[R]:
    start, every = int(cursor or 0), list(found)
    following = str(start + PAGE) if start + PAGE < len(every) else None
    return Page(tuple(every[start : start + PAGE]), following)
