"""What a person leafs through: clients, jobs, agreements with their terms, documents, and one opened at its words.

Everything is read inside the reader's scope and told as far as the reader may see; shapes are plain JSON.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cached_property
from typing import Any

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job
from ingest.ledger import LIVE, Document, Ledger, SealedName, State
from ingest.lookup import LookupFailed, client_named, job_named, property_named
from ingest.pages import Pages
from ingest.records import Records
from retrieval.model import AGREED, Citation, DocumentRole
from service.agreement_view import AgreementView
from service.agreements.fields import fields_of
from service.agreements.on_day import OnDay, agreement_on, on_day
from service.agreements.precedence import amended, effective, in_force, link
from service.agreements.store import AgreementStore, Head
from service.agreements.terms import Agreement, Pin
from service.directory import Directory, day_in
from service.extraction.reading import ContractReader
from service.held import Held

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
class Shelf:
    """One client's compiled documents, amendments linked to what they change, and those of them that are live."""

    agreements: Sequence[Agreement]
    documents: Mapping[str, Document]


@dataclass(frozen=True)
class Archive:
    scope: Scope
    records: Records
    ledger: Ledger
    pages: Pages
    agreements: AgreementStore
    held: Held
    cite: Callable[[Pin], Citation | None]
    reveal: Callable[[str], str]
    zone: tzinfo

    def names_with_agreement(self, most: int) -> list[str]:
        """What some clients are called who have an agreement, to ask about for a start."""
        owners = self.ledger.owners(self.scope, DocumentRole.AGREEMENT, most)
        return [client.name for client in self._directory.opened(Client, owners)]

    def client_names(self, ids: Iterable[str | None]) -> dict[str | None, str]:
        """What these clients are called; "" for one that is not known."""
        wanted = dict.fromkeys(ids)
        known = {one.id: one.name for one in self._directory.opened(Client, [id for id in wanted if id])}
        return {id: known.get(id or "", "") for id in wanted}

    def jobs(self, named: str, most: int, after: int = 0) -> tuple[list[Json], int]:
        """Jobs with line items whose number, title or client holds every word, the latest first: so many after so many,
        and how many there are."""
        words = named.casefold().removeprefix("#").split()
        ids = self._directory.jobs(words)
        jobs = self._directory.opened(Job, ids[after : after + most])
        names = self.client_names(job.client_id for job in jobs)
        return [self._job(job, names[job.client_id]) for job in jobs], len(ids)

    def job(self, named: str) -> Json:
        """A job by its number or id. Raises `LookupFailed`."""
        found = job_named(self.records, self.scope, self._directory.job_numbered(named.removeprefix("#")) or named)
        return self._job(found, self.client_names([found.client_id])[found.client_id])

    def documents(
        self, state: State | None, named: str, most: int, after: int = 0
    ) -> tuple[list[Json], int, dict[State, int]]:
        """Documents in this state, or any, whose file or client holds `named`: so many after so many; how many there are,
        and how many are in each state."""
        counts, wanted = self.ledger.counts(self.scope), named.casefold().strip()
        if not wanted:
            states = None if state is None else (state,)
            shown = self.ledger.documents(self.scope, states=states, most=most, after=after)
            return self._listed(shown), sum(counts.values()) if state is None else counts.get(state, 0), counts
        found = self.held.file_names.holding(self.scope, wanted, self._directory.name_of, state)
        shown = self.ledger.documents(self.scope, ids=found[after : after + most])
        return self._listed(shown), len(found), counts

    def document(self, id: str) -> Json | None:
        found = self.ledger.document(self.scope, id)
        return None if found is None else self._listed([found])[0]

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

    def contracts(self, today: date, named: str, most: int, after: int = 0) -> tuple[list[Json], int]:
        """Agreements, by client, whose client, title or file holds `named`, with when they hold and what they are worth: so
        many after so many; and how many there are. Amendments are told with theirs."""
        heads, wanted = self.agreements.heads(self.scope), named.casefold().strip()
        files = self.held.file_names.all(self.scope, AGREED)
        titles = self.held.glances.titles(self.agreements, self.scope, heads)

        def is_called(head: Head) -> bool:
            told = f"{self._directory.name_of(head.client_id)} {self.held.file_names.of(self.scope, files[head.document_id])}"
            return wanted in told or wanted in self.reveal(titles[head.document_id].title).casefold()

        live = [head for head in heads if head.document_id in titles and _is_live(files.get(head.document_id))]
        found = [head for head in live if not titles[head.document_id].is_amendment and (not wanted or is_called(head))]
        found.sort(key=lambda head: (self._directory.name_of(head.client_id), head.in_force_from or date.min))
        shown = found[after : after + most]
        names = self.client_names(head.client_id for head in shown)
        made = defaultdict[str | None, list[str]](list)
        for head in live:
            made[head.client_id].append(f"{head.document_id} {head.made}")
        rows = [self._glance(head, tuple(sorted(made[head.client_id])), today) for head in shown]
        return [row | {"client_name": names[row["client_id"]]} for row in rows if row], len(found)

    def contract(self, document_id: str, today: date) -> Json:
        """One agreement: its terms as they stand today, each with its words, and what changed it. Raises `LookupFailed`."""
        own = self.agreements.of_document(self.scope, document_id)
        shelf = self._shelf(own.client_id) if own else None
        if own is None or shelf is None or document_id not in shelf.documents:
            raise LookupFailed("there is no agreement of this id here; the list of agreements has those that are read")
        one = next(each for each in shelf.agreements if each.document_id == document_id)
        changes, view = _amendments(one, shelf.agreements), self._view(shelf)
        told = view.on_day(on_day(amended(one, changes, today), changes))
        return (
            self._contract(one, shelf, today)
            | told
            | {
                "client_name": self.client_names([one.client_id])[one.client_id],
                "amendments": [self._amendment(each, shelf, today) for each in changes],
                "proposed": view.grouped(one.proposed),
                "warnings": list(one.warnings),
            }
        )

    def agreements_on(self, client: str, place: str | None, on: date) -> list[Json]:
        """What applied to a client (and property) on the day: each agreement with its terms, each with why it applied, what
        was set aside, what the document says twice, and fields whose readings disagree. Raises `LookupFailed`."""
        id = client_named(self.records, self.scope, client).id
        property_id = property_named(self.records, self.scope, id, place).id if place else None
        shelf = self._shelf(id)
        known = [one for one in shelf.agreements if one.document_id in shelf.documents]
        return [
            _headed(each, shelf, self.reveal) | self._view(shelf).on_day(each)
            for each in agreement_on(known, property_id, on)
        ]

    @cached_property
    def _directory(self) -> Directory:
        return self.held.directories.of(self.scope)

    def _shelf(self, client_id: str | None) -> Shelf:
        found = link(self.agreements.of_client(self.scope, client_id))
        ids = {one.document_id for one in found}
        return Shelf(found, {one.id: one for one in self.ledger.documents(self.scope, ids=ids, states=LIVE)})

    def _view(self, shelf: Shelf) -> AgreementView:
        reader = ContractReader(self.ledger, self.agreements, self.cite, self.reveal)
        return AgreementView(self.scope, self.ledger, reader, self.cite, self.reveal, shelf.documents)

    def _listed(self, documents: Sequence[Document]) -> list[Json]:
        """`waits`: the next sync reads it (again)."""
        names = self.client_names(one.client_id for one in documents)
        return [
            one.as_json()
            | {
                "client_name": names[one.client_id],
                "waits": one.state is State.QUARANTINED and not one.source_digest,
            }
            for one in documents
        ]

    def _job(self, job: Job, client_name: str) -> Json:
        day = self._directory.day_of(job.id) or day_in(self.zone, job.start_at)
        return {
            "id": job.id,
            "number": job.number,
            "title": job.title,
            "client_name": client_name,
            "day": day.isoformat() if day else None,
            "total": job.total,
        }

    def _glance(self, head: Head, made: tuple[str, ...], today: date) -> Json:
        """An agreement's line of the list, made anew when a document of its client's is; {} for one that has just gone."""

        def make() -> Json:
            shelf = self._shelf(head.client_id)
            one = next((each for each in shelf.agreements if each.document_id == head.document_id), None)
            return self._contract(one, shelf, today, AT_A_GLANCE) if one and one.document_id in shelf.documents else {}

        return self.held.glances.glance(self.scope.account, (head.document_id, made, today, self.scope.clients), make)

    def _contract(self, one: Agreement, shelf: Shelf, today: date, only: Collection[str] | None = None) -> Json:
        changes = _amendments(one, shelf.agreements)
        first, last = in_force(one, changes, on=today)
        holds = any(each.agreement.document_id == one.document_id for each in effective(shelf.agreements, on=today))
        fields = fields_of(amended(one, changes, today))
        wanted = {name: field for name, field in fields.items() if only is None or name in only}
        return {
            "document_id": one.document_id,
            "title": self.reveal(one.title),
            "file": shelf.documents[one.document_id].file,
            "client_id": one.client_id,
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
            "state": _state(holds, first, last, today),
            "amended_by": [each.document_id for each in changes],
            "fields": self._view(shelf).fields(wanted),
        }

    def _amendment(self, one: Agreement, shelf: Shelf, today: date) -> Json:
        document = shelf.documents.get(one.document_id)
        return {
            "document_id": one.document_id,
            "title": self.reveal(one.title),
            "file": document.file if document else None,
            "from": one.in_force_from.isoformat() if one.in_force_from else None,
            "applied": one.in_force_from is None or one.in_force_from <= today,
            "terms": self._view(shelf).grouped(one.terms),
        }


def _headed(day: OnDay, shelf: Shelf, reveal: Callable[[str], str]) -> Json:
    return {
        "document_id": day.agreement.document_id,
        "title": reveal(day.agreement.title),
        "file": shelf.documents[day.agreement.document_id].file,
        "from": day.first.isoformat() if day.first else None,
        "to": day.last.isoformat() if day.last else None,
        "amended_by": list(day.amended_by),
    }


def _is_live(document: SealedName | None) -> bool:
    return document is not None and document.state in LIVE


def _amendments(one: Agreement, found: Iterable[Agreement]) -> list[Agreement]:
    changes = [each for each in found if each.amends == one.document_id]
    return sorted(changes, key=lambda each: each.in_force_from or date.min)


def _state(holds: bool, first: date | None, last: date | None, today: date) -> str:
    if holds:
        return "in force"
    if first and today < first:
        return "not yet"
    return "ended" if last and last < today else "replaced"
