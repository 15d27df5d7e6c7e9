"""One job's work as coverage sees it: when, where, which lines, and what people wrote about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from ingest.jobber.records import LineItem


class CoverageError(Exception):
    """What a coverage check refuses; retrying the same request does not help."""

    retry = False


class NothingToJudge(CoverageError):
    """The job is unknown, has no line items, or was never given a date."""


class TooManyLines(CoverageError):
    """More line items than one check judges."""


@dataclass(frozen=True)
class RecordQuote:
    """Words of one record: offsets `[start, end)` into that record's text, and the words themselves, unmasked."""

    record_type: str
    record_id: str
    start: int
    end: int
    quote: str
    file: str = ""


@dataclass(frozen=True)
class Statement:
    """What somebody wrote: a job note, an instruction, a time sheet's note, a message.

    `ours` says it was written by one of the contractor's own people. `text` is unmasked.
    """

    record_type: str
    record_id: str
    text: str
    at: datetime | None = None
    author: str = ""
    ours: bool = True
    subject: str = ""
    job_id: str | None = None
    property_id: str | None = None
    file: str = ""

    def quote(self, start: int, end: int) -> RecordQuote:
        return RecordQuote(self.record_type, self.record_id, start, end, self.text[start:end], self.file)


@dataclass(frozen=True)
class PriorQuote:
    """A Jobber quote for the same work: its total at list and whether Jobber says the customer approved it."""

    record_id: str
    total: Decimal
    approved: bool
    at: datetime | None = None


@dataclass(frozen=True)
class Place:
    """How people refer to a property: its street line and name."""

    id: str
    street: str
    name: str = ""


@dataclass(frozen=True)
class Work:
    """Lines worked (or planned) on one day.

    `day` and `start` are in the account's zone; `start` is None where only the day is known. `statements` were made
    about this job; `correspondence` is the client's mail and client notes, in which approvals are looked for.
    `earlier` is the same client's finished work before it, oldest first.
    """

    client_id: str
    property_id: str | None
    day: date
    start: time | None
    lines: tuple[LineItem, ...]
    job_id: str | None = None
    number: str = ""
    title: str = ""
    statements: tuple[Statement, ...] = ()
    correspondence: tuple[Statement, ...] = ()
    quote: PriorQuote | None = None
    places: tuple[Place, ...] = ()
    earlier: tuple[Work, ...] = ()
    regular_prices: tuple[tuple[str, Decimal], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The job in its own words: title and work notes."""
        return ". ".join([self.title, *(one.text for one in self.statements)])
