"""Keeps our sealed records equal to the account's in Jobber.

A run reads in stages, page by page. What changed is asked for since the type's watermark where Jobber can tell; notes,
visits, properties, products and users are read whole by a sweep, which also compares the list of all ids and their
change times with what we hold. So a change or a deletion that one run misses is found by the next sweep. Nothing is
removed because a list did not show it: it is asked for by its id first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from anonymize.boundary import Scope
from ingest.jobber.errors import Missing
from ingest.jobber.reader import JobberReader
from ingest.jobber.reads import READS
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
from ingest.runs import Depth, SyncRun, SyncRuns
from ingest.watermarks import Watermark, Watermarks

# In this order: a record is kept under its client's key, an expense under that of its job's client.
STAGES: dict[str, type[Record]] = {
    "users": User,
    "clients": Client,
    "properties": Property,
    "products": Product,
    "quotes": Quote,
    "requests": Request,
    "jobs": Job,
    "visits": Visit,
    "time sheets": TimeSheetEntry,
    "expenses": Expense,
    "invoices": Invoice,
    "tasks": Task,
    "custom fields": CustomFieldConfiguration,
}
LISTED, NOTES, GONE = ": list", "notes", "what is gone"
_KEPT: tuple[type[Record], ...] = (*STAGES.values(), Note)
KINDS = {kind.type_name: kind for kind in _KEPT}
NOTED: tuple[type[Record], ...] = (Client, Job, Quote, Request, Invoice)
# What names a job but may outlive it in Jobber, without the job.
OUTLIVING: tuple[type[Record], ...] = (TimeSheetEntry, Expense)


SMALL = 2_000  # records; up to here every run sweeps
SWEPT_EVERY = timedelta(hours=20)
WHOLE_EVERY = timedelta(days=7)
CALLS_A_STEP = 10


class Mirror:
    """Reads one account's objects into its records. Every method raises a `JobberError` and may be called again."""

    def __init__(
        self,
        account: str,
        reader: Callable[[], JobberReader],
        records: Records,
        runs: SyncRuns,
        watermarks: Watermarks,
        *,
        small: int = SMALL,
    ) -> None:
        self._account, self._scope, self._small = account, Scope(account), small
        self._reader, self._records, self._runs, self._watermarks = reader, records, runs, watermarks

    def begin(self, run: str, *, full: bool) -> list[str]:
        """Decide how much the run reads; returns its stages."""
        started = self._runs.begin(self._account, run, self._depth(full))
        marks = self._watermarks.all(self._scope)
        read = [stage for stage, kind in STAGES.items() if _is_read(kind, started, marks)]
        listed = [stage + LISTED for stage, kind in STAGES.items() if _is_listed(kind, started)]
        return [*read, *listed, NOTES, GONE]

    def pull(self, run: str, stage: str, cursor: str | None) -> str | None:
        """Read one page of a stage into the records; returns where the next begins, or None at the end."""
        if stage == NOTES:
            return self._pull_notes(run, cursor)
        if stage == GONE:
            return self._pull_gone(run, cursor)
        if stage.endswith(LISTED):
            return self._pull_listed(run, STAGES[stage.removesuffix(LISTED)], cursor)
        return self._pull_changed(self._run(run), STAGES[stage], cursor)

    def finish(self, run: str) -> None:
        """Let the next run begin where this one ended."""
        this, marks = self._run(run), self._watermarks.all(self._scope)
        read = [kind for kind in STAGES.values() if _is_read(kind, this, marks)]
        swept = [] if this.depth is Depth.CHANGES else read
        whole = [kind for kind in read if _changes_from(kind, this, marks) is None]
        self._watermarks.advance(
            self._account, this.started_at, read=_names(read), swept=_names(swept), whole=_names(whole)
        )

    def refetch(self, run: str, items: Iterable[tuple[str, str]]) -> set[str]:
        """Read single objects (type name, id) as they are now, with their notes; what Jobber no longer has is removed.

        Returns the ids of all records this touched. Raises `LookupError` for a type we do not keep.
        """
        return {id for type_name, item in dict.fromkeys(items) for id in self._refetch(run, _kind(type_name), item)}

    def _depth(self, full: bool) -> Depth:
        marks, now = self._watermarks.all(self._scope), self._runs.clock()
        if full or not marks or now - min(mark.whole_at for mark in marks.values()) > WHOLE_EVERY:
            return Depth.WHOLE
        missing = set(_names(STAGES.values())) - set(marks)
        swept = now - min(mark.swept_at for mark in marks.values())
        small = sum(self._records.counts(self._scope).values()) <= self._small
        return Depth.SWEEP if small or missing or swept > SWEPT_EVERY else Depth.CHANGES

    def _run(self, run: str) -> SyncRun:
        found = self._runs.get(self._scope, run)
        if found is None:
            raise LookupError(f"there is no sync run {run}; a run starts with `begin`")
        return found

    def _pull_changed(self, run: SyncRun, kind: type[Record], cursor: str | None) -> str | None:
        """A page of what changed, or of everything; what was read to its end is, for the next run, even if this one fails."""
        marks = self._watermarks.all(self._scope)
        before = {name: mark for name, mark in marks.items() if mark.whole_at != run.started_at}
        page = self._reader().page(kind, cursor, updated_after=_changes_from(kind, run, before))
        self._records.put(self._account, page.records, run=run.id)
        if page.next is None and READS[kind].changes is not None and kind.type_name not in marks:
            self._watermarks.advance(self._account, run.started_at, read=[kind.type_name], swept=[], whole=[])
        return page.next

    def _pull_listed(self, run: str, kind: type[Record], cursor: str | None) -> str | None:
        """Compare a page of ids and change times with the records, and read those that differ."""
        page = self._reader().ids(kind, cursor)
        changed = {each.id: each.updated_at for each in page.listed}
        self._records.touch(self._account, kind, list(changed), run=run)
        for id in self._records.stale(self._scope, kind, changed):
            self._read_one(run, kind, id)
        return page.next

    def _pull_notes(self, run: str, cursor: str | None) -> str | None:
        """The notes of every record the run saw; the cursor is the type and id of the last one."""
        if self._run(run).depth is not Depth.CHANGES:
            return self._pull_all_notes(run, cursor)
        name, _, last = (cursor or " ").partition(" ")
        parents = self._records.seen(self._scope, NOTED, run=run, after=(name, last), limit=CALLS_A_STEP)
        for type_name, id in parents:
            with suppress(Missing):
                self._read_notes(run, KINDS[type_name], id)
        return " ".join(parents[-1]) if len(parents) == CALLS_A_STEP else None

    def _pull_all_notes(self, run: str, cursor: str | None) -> str | None:
        """The notes of a page of records; the cursor is a type and the place in the list of its records."""
        name, _, place = (cursor or f"{NOTED[0].type_name} ").partition(" ")
        kind = KINDS[name]
        page = self._reader().notes_page(kind, place or None)
        self._records.put(self._account, page.records, run=run)
        if page.next is not None:
            return f"{name} {page.next}"
        following = NOTED[NOTED.index(kind) + 1 :]
        return f"{following[0].type_name} " if following else None

    def _pull_gone(self, run: str, cursor: str | None) -> str | None:
        """Ask for what the run should have seen and did not; remove what is gone. The cursor is a type and an id."""
        this, marks = self._run(run), self._watermarks.all(self._scope)
        name, _, last = (cursor or " ").partition(" ")
        left = CALLS_A_STEP
        for kind in sorted(KINDS.values(), key=lambda kind: kind.type_name):
            if kind.type_name < name or not _is_complete(kind, this, marks):
                continue
            after = last if kind.type_name == name else ""
            unseen = self._unseen(this, kind, after)
            for id in unseen[:left]:
                self._check(run, kind, id)
            if len(unseen) > left:
                return f"{kind.type_name} {unseen[left - 1] if left else after}"
            left -= len(unseen)
        return None

    def _unseen(self, run: SyncRun, kind: type[Record], after: str) -> list[str]:
        """A run that reads changes only looks at the notes of the records that changed."""
        some = run.depth is Depth.CHANGES
        return self._records.unseen(self._scope, kind, run=run.id, hanging_on_seen=some, after=after)

    def _check(self, run: str, kind: type[Record], id: str) -> None:
        if kind is Note:
            if not self._still_noted(id):
                self._records.remove(self._account, [(kind, id)])
        elif READS[kind].one is None:
            self._forget(run, kind, id)
        else:
            self._read_one(run, kind, id)

    def _read_one(self, run: str, kind: type[Record], id: str) -> None:
        found = self._reader().one(kind, id)
        if found is None:
            self._forget(run, kind, id)
        else:
            self._records.put(self._account, [found], run=run)

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


def _names(kinds: Iterable[type[Record]]) -> list[str]:
    return [kind.type_name for kind in kinds]


def _is_read(kind: type[Record], run: SyncRun, marks: dict[str, Watermark]) -> bool:
    """A run that reads changes leaves out the types that cannot tell theirs."""
    return READS[kind].changes is not None or run.depth is not Depth.CHANGES or kind.type_name not in marks


def _is_listed(kind: type[Record], run: SyncRun) -> bool:
    return READS[kind].changes is not None and run.depth is not Depth.CHANGES


def _is_complete(kind: type[Record], run: SyncRun, marks: dict[str, Watermark]) -> bool:
    """Whether the run has seen all there is of a type (of notes: all of the records it saw)."""
    return kind is Note or (run.depth is not Depth.CHANGES and _is_read(kind, run, marks))


def _changes_from(kind: type[Record], run: SyncRun, marks: dict[str, Watermark]) -> datetime | None:
    """Since when changes are asked for; None to read everything."""
    if READS[kind].changes is None or run.depth is Depth.WHOLE or kind.type_name not in marks:
        return None
    return marks[kind.type_name].changes_from


def _jobs_of(record: Record | None) -> set[str]:
    """The job whose document holds this record's words."""
    job_id = getattr(record, "job_id", None)
    return {job_id} if job_id else set()
