"""What was done for a client before, from Jobber's jobs and visits: "when were we last there", "what did we charge last time"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ingest.jobber.records import Job, LineItem, Visit
from service.answers.compose import Composed, Page
from service.answers.evidence import is_place
from service.answers.naming import BROADER, Named
from service.answers.scope import Subject
from service.answers.told import dollars, long_date
from service.answers.vocabulary import TALK, Word, canon, content, stems

_WHEN = re.compile(
    r"\b(?:when|what (?:day|date))\b.{0,30}\b(?:did|were|was|have|has)\b.{0,40}\b(?:last(?! (?:day|until|for)\b)|most recent(?:ly)?|latest)\b"
    r"|\bwhen\b.{0,20}\b(?:was|is)\b.{0,20}\b(?:last|most recent|latest) (?!(?:day|date|payment|instal\w+|month|year|term|increase|price)\b)[a-z]"
    r"|\b(?:last|most recent) (?:visit|time|call|service|trip|job)\b.{0,30}\bwhen\b|\bhow long (?:ago|since)\b.{0,40}\b(?:we|last|been)\b",
    re.I,
)
_CHARGED = re.compile(
    r"\b(?:what|how much)\b.{0,20}\b(?:did|was|were|have)\b.{0,40}\b(?:charged?|bill(?:ed)?|invoiced?|paid|pay|cost|come to)\b.{0,60}\blast (?:time|visit|call|trip|job)\b"
    r"|\blast (?:time|visit|call|trip|job)\b.{0,50}\b(?:charged?|bill(?:ed)?|invoiced?|paid|pay|cost|come to)\b",
    re.I,
)
_ASKING = "when day date last recent latest time visit call trip job there here been were charge bill invoice pay cost ago long since go went come came out do done ever"
_NO_THING = frozenset(canon(word) for word in _ASKING.split())


@dataclass(frozen=True)
class Done:
    """A job with the day its last visit that took place began."""

    job: Job
    day: date


def history_asked(question: str) -> bool:
    return bool(_WHEN.search(question) or _CHARGED.search(question))


def answer_history(page: Page, subject: Subject, question: str) -> Composed | None:
    """The last visit to the one client on which the thing named was done; None where no job names it.

    `question` is masked: names are no things that a job's words could have.
    """
    things = [word for word in content(question) if not is_place(word.stem) and word.stem not in _NO_THING | TALK]
    charged = bool(_CHARGED.search(question))
    for one in sorted(_done(page, subject), key=lambda one: one.day, reverse=True):
        lines = _naming(one.job, things)
        if lines is not None and (composed := _told(page, one, lines, charged)):
            return composed
    return None


def _done(page: Page, subject: Subject) -> Iterator[Done]:
    records, zone = page.sources.records, ZoneInfo(page.sources.zone_name)
    visits: dict[str, list[datetime]] = {}
    for visit in records.all(page.scope, Visit, client_id=subject.clients[0].id):
        if visit.start_at and (visit.completed_at or visit.status.upper() == "COMPLETED"):
            visits.setdefault(visit.job_id, []).append(visit.start_at)
    for job in records.all(page.scope, Job, client_id=subject.clients[0].id):
        if subject.property and job.property_id not in (None, subject.property.id):
            continue
        days = [start.astimezone(zone).date() for start in visits.get(job.id, ())]
        past = [day for day in days if day <= subject.on]
        if past:
            yield Done(job, max(past))


def _naming(job: Job, things: Sequence[Word]) -> list[LineItem] | None:
    """The job's lines that name the things, or all where its title does or nothing is named; None where nothing names
    them."""
    wanted = {word.stem for word in things}
    if not wanted:
        return list(job.line_items)
    named = Named(BROADER)
    whole = stems(" ".join((job.title, job.instructions, *(f"{one.name} {one.description}" for one in job.line_items))))
    if not all(named.within(whole, form) for form in wanted):
        return None
    own = [
        one
        for one in job.line_items
        if any(named.within(stems(f"{one.name} {one.description}"), form) for form in wanted)
    ]
    return own or list(job.line_items)


def _told(page: Page, one: Done, lines: Sequence[LineItem], charged: bool) -> Composed | None:
    """Told with the words of the job's first such line, as its document has them."""
    quote = _quote(page, one.job, lines)
    if quote is None:
        return None
    cost = f" It came to {dollars(one.job.total)} at list, before what the agreement takes off." if charged else ""
    return Composed(
        f"The last time was on {long_date(one.day)}, job {one.job.number}.{cost} The job says: {quote}",
        tuple(page.citations),
        "terms",
    )


def _quote(page: Page, job: Job, lines: Sequence[LineItem]) -> str | None:
    document = next(
        (one for one in page.sources.ledger.documents(page.scope, client_id=job.client_id) if one.record_id == job.id),
        None,
    )
    if document is None:
        return None
    wanted = [stems(one.name) for one in lines]
    kept = list(page.sources.ledger.clauses(page.scope, document.id))
    best = sorted(
        kept, key=lambda each: -max((len(words & stems(each.clause.text.text)) for words in wanted), default=0)
    )
    for each in best:
        text = each.clause.text.text
        made = page.quote(document, each.clause.heading.text, each.raw_span(0, len(text)), text)
        if made:
            return made
    return None
