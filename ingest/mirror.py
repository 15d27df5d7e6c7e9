"""Keeps our sealed records equal to the account's in Jobber."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from anonymize.boundary import Scope
from ingest.jobber.errors import Missing
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import (
    Client,
    CustomFieldConfiguration,
    Expense,
    Invoice,
    Job,
    Note,
    Product,
    Property,
    Quote,
    Record,
    Request,
    Task,
    TimeSheetEntry,
    User,
    Visit,
)
from ingest.records import Records

KINDS: dict[str, type[Record]] = {
    kind.type_name: kind
    for kind in (
        User,
        Client,
        Property,
        Product,
        Quote,
        Request,
        Job,
        Visit,
        TimeSheetEntry,
        Expense,
        Invoice,
        Task,
        CustomFieldConfiguration,
        Note,
    )
}
NOTED: tuple[type[Record], ...] = (Client, Job, Quote, Request, Invoice)
# What names a job but may outlive it in Jobber, without the job.
OUTLIVING: tuple[type[Record], ...] = (TimeSheetEntry, Expense)


class Mirror:
    """Reads one account's objects into its records. Every method raises a `JobberError` and may be called again."""

    def __init__(self, account: str, reader: Callable[[], JobberReader], records: Records) -> None:
        self._account, self._scope = account, Scope(account)
        self._reader, self._records = reader, records

    def refetch(self, run: str, items: Iterable[tuple[str, str]]) -> set[str]:
        """Read single objects (type name, id) as they are now, with their notes; what Jobber no longer has is removed.

        Returns the ids of all records this touched. Raises `LookupError` for a type we do not keep.
        """
        return {id for type_name, item in dict.fromkeys(items) for id in self._refetch(run, _kind(type_name), item)}

    def _refetch(self, run: str, kind: type[Record], id: str) -> set[str]:
        known = self._records.one(self._scope, kind, id)
        found = self._reader().one(kind, id)
        if found is None:
            return self._forget(run, kind, id) | _jobs_of(known)
        touched = {id} | _jobs_of(known) | _jobs_of(found) | self._unknown_job(run, found)
        self._records.put(self._account, [found], run=run)
        return touched | (self._notes_of(run, kind, id) if kind in NOTED else set())

    def _unknown_job(self, run: str, found: Record) -> set[str]:
        """An expense is kept under the client of its job, so the job must be known before it."""
        job_id = found.job_id if isinstance(found, Expense) else None
        if job_id is None or job_id in self._records.ids(self._scope, Job):
            return set()
        return self._refetch(run, Job, job_id)

    def _notes_of(self, run: str, kind: type[Record], id: str) -> set[str]:
        """Read the notes written on a record anew; those that are no longer on it are removed."""
        before = set(self._records.ids(self._scope, Note, parent_id=id))
        try:
            seen = self._read_notes(run, kind, id)
        except Missing:
            return self._forget(run, kind, id)
        left = [note for note in before - seen if not self._still_noted(note)]
        self._records.remove(self._account, [(Note, note) for note in left])
        return before | seen

    def _read_notes(self, run: str, kind: type[Record], id: str) -> set[str]:
        seen, cursor = set[str](), None
        while True:
            page = self._reader().notes_of(kind, id, cursor)
            self._records.put(self._account, page.records, run=run)
            seen |= {note.id for note in page.records}
            if page.next is None:
                return seen
            cursor = page.next

    def _still_noted(self, id: str) -> bool:
        """A note that moved from page to page while they were read was not seen and is there all the same."""
        note = self._records.one(self._scope, Note, id)
        return note is not None and self._reader().has_note(note)

    def _forget(self, run: str, kind: type[Record], id: str) -> set[str]:
        """Remove a record and what hangs on it: everything of a client, a job's visits, a record's notes."""
        gone: set[tuple[type[Record], str]] = {(kind, id)}
        for each in KINDS.values():
            if kind is Client:
                gone |= {(each, hanging) for hanging in self._records.ids(self._scope, each, client_id=id)}
            elif each not in OUTLIVING:
                gone |= {(each, hanging) for hanging in self._records.ids(self._scope, each, parent_id=id)}
        self._records.remove(self._account, gone)
        return {removed for _, removed in gone} | (self._unlinked(run, id) if kind is Job else set())

    def _unlinked(self, run: str, job_id: str) -> set[str]:
        """What named a job that is gone, as Jobber has it now."""
        touched = set()
        for kind in OUTLIVING:
            for id in self._records.ids(self._scope, kind, parent_id=job_id):
                found = self._reader().one(kind, id)
                if found is None or getattr(found, "job_id", None) == job_id:
                    self._records.remove(self._account, [(kind, id)])
                else:
                    self._records.put(self._account, [found], run=run)
                touched.add(id)
        return touched


def _kind(type_name: str) -> type[Record]:
    if type_name not in KINDS:
        raise LookupError(f"no records of type {type_name} are kept; the types are {', '.join(KINDS)}")
    return KINDS[type_name]


def _jobs_of(record: Record | None) -> set[str]:
    """The job whose document holds this record's words."""
    job_id = getattr(record, "job_id", None)
    return {job_id} if job_id else set()
