"""What a person leafs through: clients, jobs, agreements with their terms, documents, and one opened at its words.

Everything is read inside the reader's scope and told as far as the reader may see; shapes are plain JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cached_property
from itertools import islice
from typing import Any

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job, Visit
from ingest.ledger import LIVE, Document, Ledger, State
from ingest.lookup import LookupFailed, client_named, property_named
from ingest.pages import Pages
from ingest.records import Records
from retrieval.model import Citation, DocumentRole
from service.agreement_view import AgreementView
from service.agreements.fields import fields_of
from service.agreements.on_day import OnDay, agreement_on, on_day
from service.agreements.precedence import amended, effective, in_force, link
from service.agreements.store import AgreementStore
from service.agreements.terms import Agreement, Effective, Pin
from service.extraction.reading import ContractReader

Json = dict[str, Any]
AT_A_GLANCE = ("contract_value", "renewal_date", "auto_renews")
AROUND = 4000  # characters of a note or mail shown on either side of the cited words


@dataclass(frozen=True)
class Place:
    """Cited words found again: page and boxes of a file, or what stands before and after them in a text."""

    page: int | None
    boxes: tuple[tuple[float, float, float, float], ...]
    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Archive:
    scope: Scope
    records: Records
    ledger: Ledger
    pages: Pages
    agreements: AgreementStore
    cite: Callable[[Pin], Citation | None]
    reveal: Callable[[str], str]
    zone: tzinfo

    def names_with_agreement(self, most: int) -> list[str]:
        """What some clients are called who have an agreement, to ask about for a start."""
        owners = self.ledger.owners(self.scope, DocumentRole.AGREEMENT, most)
        clients = (self.records.one(self.scope, Client, id) for id in owners)
        return [client.name for client in clients if client is not None]

    def client_name(self, id: str | None) -> str:
        client = self._clients.get(id or "")
        return client.name if client else ""

    def jobs(self, named: str = "") -> list[Json]:
        """Jobs with line items whose number, title or client holds every word; the latest first."""
        words = named.casefold().removeprefix("#").split()
        rows = [self._job(job) for job in self.records.all(self.scope, Job) if job.line_items]
        found = [row for row in rows if all(word in row["sought"] for word in words)]
        return sorted(found, key=lambda row: (row["day"] or "", len(row["number"]), row["number"]), reverse=True)

    def documents(self, state: State | None, named: str, most: int) -> tuple[list[Json], dict[State, int]]:
        """The first documents in this state, or any, whose file or client holds `named`; and how many are in each state."""
        counts, wanted = self.ledger.counts(self.scope), named.casefold().strip()
        states = None if state is None else (state,)
        if not wanted:
            return [*map(self._listed, self.ledger.documents(self.scope, states=states, most=most))], counts
        listed = (self._listed(one) for one in self.ledger.documents(self.scope, states=states))
        found = (one for one in listed if wanted in f"{one['file'] or ''} {one['client_name']}".casefold())
        return list(islice(found, most)), counts

    def document(self, id: str) -> Json | None:
        found = self.ledger.document(self.scope, id)
        return None if found is None else self._listed(found)

    def place(self, document_id: str, start: int | None, end: int | None) -> Place | None:
        """The words from `start` to `end`, or the beginning of the document where none are named."""
        text = self.pages.get(self.scope, document_id)
        if text is None:
            return None
        if start is None or end is None or not 0 <= start < end <= len(text.text):
            return Place(None, (), "", "", text.text[: 2 * AROUND])
        page, boxes = text.boxes(start, end)
        before, after = text.text[max(0, start - AROUND) : start], text.text[end : end + AROUND]
        return Place(page, tuple(boxes), before, text.text[start:end], after)

    def contracts(self, today: date, named: str = "", most: int | None = None) -> tuple[list[Json], int]:
        """The first agreements, by client, whose client, title or file holds `named`, with when they hold and what they are
        worth; and how many there are. Amendments are told with theirs."""
        known, wanted = link(self.agreements.all(self.scope)), named.casefold().strip()
        found = [one for one in known if not one.is_amendment and self._live(one) and self._is_called(one, wanted)]
        found.sort(key=lambda one: (self.client_name(one.client_id).casefold(), one.in_force_from or date.min))
        return [self._contract(one, known, today, AT_A_GLANCE) for one in found[:most]], len(found)

    def contract(self, document_id: str, today: date) -> Json:
        """One agreement: its terms as they stand today, each with its words, and what changed it. Raises `LookupFailed`."""
        found = link(self.agreements.all(self.scope))
        one = next((each for each in found if each.document_id == document_id), None)
        if one is None or not self._live(one):
            raise LookupFailed("there is no agreement of this id here; the list of agreements has those that are read")
        changes = _amendments(one, found)
        told = self._view.on_day(on_day(amended(one, changes, today), changes))
        return (
            self._contract(one, found, today)
            | told
            | {
                "amendments": [self._amendment(each, today) for each in changes],
                "proposed": self._view.grouped(one.proposed),
                "warnings": list(one.warnings),
            }
        )

    def agreements_on(self, client: str, place: str | None, on: date) -> list[Json]:
        """What applied to a client (and property) on the day: each agreement with its terms, each with why it applied, what
        was set aside, what the document says twice, and fields whose readings disagree. Raises `LookupFailed`."""
        id = client_named(self.records, self.scope, client).id
        property_id = property_named(self.records, self.scope, id, place).id if place else None
        known = [one for one in self.agreements.of_client(self.scope, id) if self._live(one)]
        return [self._headed(each) | self._view.on_day(each) for each in agreement_on(known, property_id, on)]

    @cached_property
    def _view(self) -> AgreementView:
        reader = ContractReader(self.ledger, self.agreements, self.cite, self.reveal)
        return AgreementView(self.scope, self.ledger, reader, self.cite, self.reveal, self._documents)

    @cached_property
    def _clients(self) -> dict[str, Client]:
        return {client.id: client for client in self.records.all(self.scope, Client)}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.ledger.documents(self.scope, states=LIVE)}

    @cached_property
    def _first_visits(self) -> dict[str, date]:
        """The day of each job's first visit, in the account's zone."""
        days: dict[str, date] = {}
        for visit in self.records.all(self.scope, Visit):
            if visit.start_at:
                day = visit.start_at.astimezone(self.zone).date()
                days[visit.job_id] = min(day, days.get(visit.job_id, day))
        return days

    def _listed(self, document: Document) -> Json:
        """`waits`: the next sync reads it (again)."""
        waits = document.state is State.QUARANTINED and not document.source_digest
        return document.as_json() | {"client_name": self.client_name(document.client_id), "waits": waits}

    def _job(self, job: Job) -> Json:
        client = self.client_name(job.client_id)
        day = self._first_visits.get(job.id) or (job.start_at.astimezone(self.zone).date() if job.start_at else None)
        return {
            "id": job.id,
            "number": job.number,
            "title": job.title,
            "client_name": client,
            "day": day.isoformat() if day else None,
            "total": job.total,
            "sought": f"{job.number} {job.title} {client}".casefold(),
        }

    def _live(self, one: Agreement) -> bool:
        return one.document_id in self._documents

    def _is_called(self, one: Agreement, wanted: str) -> bool:
        names = (self.client_name(one.client_id), self._documents[one.document_id].file or "")
        return wanted in " ".join(names).casefold() or wanted in self.reveal(one.title).casefold()

    def _contract(
        self, one: Agreement, found: Sequence[Agreement], today: date, only: Collection[str] | None = None
    ) -> Json:
        changes = _amendments(one, found)
        first, last = in_force(one, changes, on=today)
        of_client = [each for each in found if each.client_id == one.client_id]
        holds = any(each.agreement.document_id == one.document_id for each in effective(of_client, on=today))
        fields = self._fields(amended(one, changes, today), only)
        return {
            "document_id": one.document_id,
            "title": self.reveal(one.title),
            "file": self._documents[one.document_id].file,
            "client_id": one.client_id,
            "client_name": self.client_name(one.client_id),
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
            "state": _state(holds, first, last, today),
            "amended_by": [each.document_id for each in changes],
            "fields": fields,
        }

    def _fields(self, standing: Effective, only: Collection[str] | None) -> dict[str, Any]:
        wanted = {name: field for name, field in fields_of(standing).items() if only is None or name in only}
        return self._view.fields(wanted)

    def _amendment(self, one: Agreement, today: date) -> Json:
        document = self._documents.get(one.document_id)
        return {
            "document_id": one.document_id,
            "title": self.reveal(one.title),
            "file": document.file if document else None,
            "from": one.in_force_from.isoformat() if one.in_force_from else None,
            "applied": one.in_force_from is None or one.in_force_from <= today,
            "terms": self._view.grouped(one.terms),
        }

    def _headed(self, day: OnDay) -> Json:
        return {
            "document_id": day.agreement.document_id,
            "title": self.reveal(day.agreement.title),
            "file": self._documents[day.agreement.document_id].file,
            "from": day.first.isoformat() if day.first else None,
            "to": day.last.isoformat() if day.last else None,
            "amended_by": list(day.amended_by),
        }


def _amendments(one: Agreement, found: Iterable[Agreement]) -> list[Agreement]:
    changes = [each for each in found if each.amends == one.document_id]
    return sorted(changes, key=lambda each: each.in_force_from or date.min)


def _state(holds: bool, first: date | None, last: date | None, today: date) -> str:
    if holds:
        return "in force"
    if first and today < first:
        return "not yet"
    return "ended" if last and last < today else "replaced"
