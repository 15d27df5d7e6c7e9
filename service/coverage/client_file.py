"""Everything Jobber and the mailbox hold of one client, and how a job's `Work` is drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from anonymize.boundary import Scope
from ingest.injection import injected
from ingest.jobber.records import Job, LineItem, Message, Note, Property, Quote, TimeSheetEntry, User, Visit
from ingest.records import Records
from service.coverage.work import NothingToJudge, Place, PriorQuote, Statement, Work

NO_ZONE = "FINEPRINT_TIMEZONE is not set: the day and hour of the work are taken in UTC"
FREE_MAIL = frozenset({"gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "example.com"})
DONE = frozenset({"COMPLETED", "completed"})


@dataclass(frozen=True)
class ClientFile:
    """One client's records, plain lists."""

    client_id: str
    jobs: tuple[Job, ...] = ()
    visits: tuple[Visit, ...] = ()
    notes: tuple[Note, ...] = ()
    time_sheets: tuple[TimeSheetEntry, ...] = ()
    messages: tuple[Message, ...] = ()
    quotes: tuple[Quote, ...] = ()
    properties: tuple[Property, ...] = ()
    users: tuple[User, ...] = ()

    @classmethod
    def read(cls, records: Records, scope: Scope, client_id: str) -> ClientFile:
        """Read through a scope; what it does not allow is missing."""
        kept = {
            name: tuple(records.all(scope, kind, client_id=client_id))
            for name, kind in (("jobs", Job), ("visits", Visit), ("notes", Note), ("messages", Message),
                               ("quotes", Quote), ("properties", Property))
        }  # fmt: skip
        jobs = {job.id for job in kept["jobs"]}
        sheets = tuple(sheet for job in sorted(jobs) for sheet in records.all(scope, TimeSheetEntry, parent_id=job))
        users = tuple(records.all(Scope(scope.account), User))
        return cls(client_id, time_sheets=sheets, users=users, **kept)  # type: ignore[arg-type]

    def work(self, job_id: str, *, zone: ZoneInfo | None, as_of: date | None = None) -> Work:
        """The job's work on its first visit's day (`as_of` moves the day it is judged on, not the hour).

        Raises `NothingToJudge` for an unknown job, one without line items, or one without any date.
        """
        job = next((one for one in self.jobs if one.id == job_id), None)
        if job is None:
            raise NothingToJudge("no such job for this client; check the id, or run `fineprint sync`")
        begun = self._begins(job)
        if begun is None:
            raise NothingToJudge("the job has no visit and no start date; schedule it or pass a date")
        lines = self._lines(job)
        if not lines:
            raise NothingToJudge("the job has no line items, so there is nothing to judge")
        local = begun.astimezone(zone or ZoneInfo("UTC"))
        day = as_of or local.date()
        work = self._dated(job, lines, day, local.time().replace(tzinfo=None))
        return replace(
            work,
            correspondence=tuple(self._correspondence()),
            earlier=self._earlier(job, day, local.time(), zone),
            regular_prices=self._regular_prices(),
            warnings=() if zone else (NO_ZONE,),
        )

    def planned(
        self,
        lines: Iterable[LineItem],
        *,
        property_id: str | None,
        day: date,
        zone: ZoneInfo | None,
        start: time | None = None,
        notes: Iterable[str] = (),
    ) -> Work:
        """Work not yet done: judged on `day` (in regular hours where no `start` is given), with what the client's finished
        work has used; `notes` are what is known of it so far."""
        asked = tuple(lines)
        if not asked:
            raise NothingToJudge("give at least one line item")
        return Work(
            self.client_id, property_id, day, start, asked,
            statements=tuple(Statement("Note", f"planned-{n}", heard(text)) for n, text in enumerate(notes, 1)),
            correspondence=tuple(self._correspondence()), places=self._places(),
            earlier=self._earlier(None, day, time.max, zone), regular_prices=self._regular_prices(),
            warnings=() if zone else (NO_ZONE,),
        )  # fmt: skip

    def visit(self, *, property_id: str | None, day: date, zone: ZoneInfo | None) -> Work:
        """A visit nothing is known of yet but its day and place."""
        return Work(
            self.client_id, property_id, day, None, (), places=self._places(),
            earlier=self._earlier(None, day, time.max, zone), warnings=() if zone else (NO_ZONE,),
        )  # fmt: skip

    def _dated(self, job: Job, lines: tuple[LineItem, ...], day: date, start: time) -> Work:
        return Work(
            self.client_id, job.property_id, day, start, lines, job_id=job.id, number=job.number, title=job.title,
            statements=tuple(self._statements(job)), quote=self._quote(job), places=self._places(),
        )  # fmt: skip

    def _lines(self, job: Job) -> tuple[LineItem, ...]:
        """The job's own line items; only where it has none, the visits', a line repeated on visits counted once a visit.

        Jobber copies the job's line items onto each visit, so the two are never added up.
        """
        return job.line_items or tuple(line for visit in self._visits(job) for line in visit.line_items)

    def _visits(self, job: Job) -> list[Visit]:
        own = [visit for visit in self.visits if visit.job_id == job.id and visit.start_at]
        return sorted(own, key=lambda visit: (visit.start_at or datetime.max, visit.id))

    def _begins(self, job: Job) -> datetime | None:
        visits = self._visits(job)
        return visits[0].start_at if visits else job.start_at

    def _earlier(self, judged: Job | None, day: date, hour: time, zone: ZoneInfo | None) -> tuple[Work, ...]:
        done = [work for job in self.jobs for work in self._done(job, judged, zone)]
        before = [work for work in done if (work.day, work.start or time.min) < (day, hour.replace(tzinfo=None))]
        return tuple(sorted(before, key=lambda work: (work.day, work.start or time.min, work.job_id or "")))

    def _done(self, job: Job, judged: Job | None, zone: ZoneInfo | None) -> Iterator[Work]:
        """A recurring job is work on each finished visit; any other job once, on its first finished visit."""
        finished = [visit for visit in self._visits(job) if visit.completed_at or visit.status in DONE]
        recurring = job.job_type == "RECURRING"
        if judged is not None and job.id == judged.id and not recurring:
            return
        for visit in finished if recurring else finished[:1]:
            local = (visit.start_at or datetime.max).astimezone(zone or ZoneInfo("UTC"))
            lines = visit.line_items if recurring and visit.line_items else self._lines(job)
            yield self._dated(job, lines, local.date(), local.time().replace(tzinfo=None))

    def _statements(self, job: Job) -> Iterator[Statement]:
        yield Statement("Job", job.id, heard(job.instructions), job.created_at, job_id=job.id)
        for visit in self._visits(job):
            yield Statement("Visit", visit.id, heard(visit.instructions), visit.created_at, job_id=job.id)
        for sheet in self.time_sheets:
            if sheet.job_id == job.id:
                yield Statement("TimeSheetEntry", sheet.id, heard(sheet.note), sheet.start_at, job_id=job.id)
        for note in self.notes:
            if job.id in (note.job_id, note.parent_id):
                yield self._note(note, job.id)

    def _correspondence(self) -> Iterator[Statement]:
        for note in self.notes:
            if note.note_type != "JobNote":
                yield self._note(note, note.job_id)
        for mail in self.messages:
            ours = self._ours(mail.sender.lower())
            yield Statement(
                "Message",
                mail.id,
                heard(mail.text),
                mail.sent_at,
                mail.sender,
                ours,
                heard(mail.subject),
                file=mail.file,
            )

    def _ours(self, sender: str) -> bool:
        """Written by one of the contractor's people: their name, or their mail domain (free mail apart)."""
        domains = {user.email.lower().rpartition("@")[2] for user in self.users if user.email} - FREE_MAIL
        names = {user.full.lower() for user in self.users if user.full}
        own_name = any(name in sender for name in names)
        return own_name or any(f"@{domain}" in sender for domain in domains) or sender.strip() in ("", "office", "us")

    def _note(self, note: Note, job_id: str | None) -> Statement:
        writers = {user.id: user.full for user in self.users}
        author = writers.get(note.created_by_id or "", "")
        ours = note.created_by_id != self.client_id
        return Statement(
            "Note",
            note.id,
            heard(note.message),
            note.created_at,
            author,
            ours,
            job_id=job_id,
            property_id=note.property_id,
        )

    def _quote(self, job: Job) -> PriorQuote | None:
        quote = next((one for one in self.quotes if one.id == job.quote_id), None)
        if quote is None:
            return None
        total = sum((line.quantity * line.unit_price for line in quote.line_items), Decimal(0))
        return PriorQuote(quote.id, total, quote.status.lower() == "approved", quote.updated_at)

    def _places(self) -> tuple[Place, ...]:
        return tuple(Place(one.id, one.address.street1, one.name) for one in self.properties)

    def _regular_prices(self) -> tuple[tuple[str, Decimal], ...]:
        """What lines of each name have cost this client, lowest first, to tell a regular price from a raised one."""
        seen = {(line.name, line.unit_price) for job in self.jobs for line in job.line_items}
        return tuple(sorted(seen, key=lambda pair: (pair[1], pair[0])))


def heard(text: str) -> str:
    """What somebody wrote, or nothing of it where it gives orders to software: such a text vouches for nothing."""
    return "" if injected(text) else text
