"""The front desk: what the HTTP routes and the command line ask for, in the shapes of the interface description.

A desk belongs to one principal; whatever it reads, it reads inside that principal's scope.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, time
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from anonymize.anonymizer import Anonymizer
from ingest.ledger import Document, Ledger, State
from ingest.lookup import client_named
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.records import Records
from service.agreements.store import AgreementStore
from service.answers.answer import Answerer
from service.answers.conversation import Turn
from service.answers.writing import Tell, tell_nobody
from service.approvals.filters import Filter
from service.approvals.proposal import Because, ProposalState
from service.archive import Archive
from service.asking import Asking
from service.audit.event import Subject
from service.auth.roles import Permission, Principal
from service.citing import Citer
from service.clauses import ClauseReader
from service.coverage.matching import Similar
from service.coverage.vocabulary import extended, standard
from service.decisions import Decisions, changed_texts
from service.erasure.erase import AccountErasure
from service.extraction.pages_once import PagesOnce
from service.held import Held
from service.judging import Judging
from service.narrowing import Narrowing
from service.pace import Pace
from service.reading_again import put_back
from service.reviewing import Reviewing
from service.reviews import Reviews
from service.settings import Settings
from service.writing import CarryOut, Extract, Writing, WritingParts

Json = dict[str, Any]
T = TypeVar("T")


class NotFound(LookupError):
    """There is nothing of that id among what the caller may see."""


class Unanswerable(ValueError):
    """The request is well formed but cannot be answered as it is."""


@dataclass(frozen=True)
class Parts:
    """What a desk works with. `answerer` opens the index, which only the owner of the data folder may do."""

    settings: Settings
    records: Records
    ledger: Ledger
    pages: Pages
    originals: Originals
    agreements: AgreementStore
    anonymizer: Callable[[str], Anonymizer]
    answerer: Callable[[], Answerer]
    decisions: Decisions
    erasure: Callable[[str], AccountErasure]
    writing: WritingParts
    pace: Pace
    reviews: Reviews
    similar: Similar
    held: Held


class Desk:
    """`writing` is its side of extraction and approvals; what it calls after an approval, and after a run was begun, it
    is given (`service.writing.Writing`)."""

    def __init__(
        self, parts: Parts, principal: Principal, carry_out: CarryOut | None = None, extract: Extract | None = None
    ) -> None:
        self._parts, self._principal = parts, principal
        self._scope = principal.scope
        self.writing = Writing(parts.writing, principal, carry_out, extract)

    def ask(
        self,
        question: str,
        *,
        client: str | None = None,
        place: str | None = None,
        job: str | None = None,
        as_of: date | None = None,
        tell: Tell = tell_nobody,
    ) -> Json:
        """Answer a question (shape: Answer); `tell` is given the text in pieces where a model writes it."""
        return self._asking.ask(question, client=client, place=place, job=job, as_of=as_of, tell=tell)

    def converse(
        self,
        turns: Sequence[Turn],
        *,
        client: str | None = None,
        place: str | None = None,
        job: str | None = None,
        tell: Tell = tell_nobody,
    ) -> Json:
        """Answer the last turn of a conversation (shape: Answer)."""
        return self._asking.converse(turns, client=client, place=place, job=job, tell=tell)

    def check(self, job: str, *, as_of: date | None = None) -> Json:
        """The verdict on a job of Jobber's, line by line (shape: Coverage)."""
        numbered = self._parts.held.directories.of(self._scope).job_numbered(job.removeprefix("#"))
        return self._judging.job(numbered or job, as_of=as_of)

    def check_planned(
        self,
        client: str,
        place: str | None,
        day: date,
        lines: Sequence[Json],
        *,
        start: time | None = None,
        notes: Sequence[str] = (),
    ) -> Json:
        """The verdict on work not yet done, for a client (and property) on a day, with what is known of it."""
        return self._judging.planned(client, place, day, lines, start=start, notes=notes)

    def check_every(self, *, as_of: date | None = None, but: Container[str] = ()) -> Iterator[Json]:
        """The verdict on every job that has something to judge, client by client; jobs in `but` are left out."""
        return self._judging.every(as_of=as_of, but=but)

    def jobs_to_judge(self) -> int:
        return self._judging.count()

    def card(self, client: str, place: str | None = None, *, on: date | None = None) -> Json:
        """What a technician should know of a client's agreements on a day (shape: docs/coverage.md)."""
        return self._judging.card(client, place, on=on or self._parts.settings.business_day())

    def explained(self, id: str) -> Json:
        """A decision, and whether the verdict made again from its kept facts comes to the same bytes; of a write, its
        proposal with everything that was done with it."""
        if id.startswith("prop_") and self._principal.may(Permission.SEE_AUDIT):
            return {"id": id, "kind": "write", "proposal": self.proposal(id), "events": self.writing.events(about=id)}
        return self.decision(id) | {"replay": self._judging.replay(id)}

    def extract(self, clients: Sequence[str] | None, *, dry_run: bool, anew: bool = False) -> Json:
        """Fields of every agreement of these clients (None: all), and the writes they lead to; proposed unless dry."""
        return self.extraction(self.writing.extract(clients, dry_run=dry_run, anew=anew))

    def extraction(self, id: str) -> Json:
        return _found(self.writing.run(id), f"extraction {id}")

    def decision(self, id: str) -> Json:
        """An answer or verdict given before; an answer was kept masked and is revealed as far as the caller may see."""
        kept: Json = changed_texts(_found(self._parts.decisions.get(self._scope, id), f"decision {id}"), self._reveal)
        for citation in kept["decision"].get("citations", ()):
            document = self._parts.ledger.document(self._scope, citation["document_id"])
            citation["file"] = document.file if document else None
        return kept

    def documents(self, *, quarantined: bool = False) -> list[Json]:
        states = (State.QUARANTINED,) if quarantined else None
        return [document.as_json() for document in self._parts.ledger.documents(self._scope, states=states)]

    def documents_of(self, client: str | None) -> list[Json]:
        """The documents of one client, or all (shape: Document)."""
        client_id = client_named(self._parts.records, self._scope, client).id if client else None
        found = self._parts.ledger.documents(self._scope, client_id=client_id)
        return [document.as_json() for document in found]

    def clauses(self, document_id: str, *, number: str | None = None, at: int | None = None) -> list[Json]:
        """A document's clauses of a number or at an offset, verbatim; without either which clauses it has."""
        reader = ClauseReader(self._scope, self._parts.ledger, self._parts.pages, self._anonymizer.reveal)
        if number is None and at is None:
            return reader.outline(document_id)
        return reader.find(document_id, number=number, at=at)

    def document(self, id: str) -> Json:
        return self._document(id).as_json()

    def read_again(self, id: str) -> Json:
        """Put a quarantined document before the next sync. Raises `NotQuarantined`."""
        waiting = put_back(self._parts.ledger, self._parts.writing.audit, self._document(id), by=self._principal.name)
        return waiting.as_json()

    def original(self, id: str) -> bytes | None:
        """The bytes as Jobber gave them; None for a document that never was a file."""
        document = self._document(id)
        return self._parts.originals.get(self._scope, id, client_id=document.client_id)

    def proposals(self, states: Iterable[str] = ()) -> list[Json]:
        try:
            wanted = tuple(ProposalState(state) for state in states)
        except ValueError as error:
            raise Unanswerable(f"the states are {', '.join(ProposalState)}") from error
        return self.writing.proposals(Filter(wanted))

    def proposal(self, id: str) -> Json:
        return self.writing.proposal(id)

    def approve(self, id: str, *, version: int | None = None, note: str | None = None) -> Json:
        """Approve for execution; raises `NotPermitted` for a role below the one the proposal requires."""
        return self.writing.approve(id, version=version, note=note)

    def pending(self, meant: Filter) -> list[str]:
        """Ids of the pending proposals that a filter means."""
        wanted = replace(meant, states=(ProposalState.PENDING,))
        return [proposal["id"] for proposal in self.writing.proposals(wanted)]

    def undo(self, id: str, *, note: str | None = None) -> Json:
        return self.writing.undo(id, note=note)

    def resume(self, run: str) -> Json:
        """Go on with an extraction run, and show it."""
        self.writing.resume(run)
        return self.extraction(run)

    def create_fields(self, of: str) -> list[Json]:
        """Make the missing custom fields of clients, properties or jobs; Jobber can never remove them again."""
        return self.writing.create_fields(self.writing.missing_fields(of))

    def reject(
        self, id: str, *, version: int | None = None, note: str | None = None, because: Because = Because.OTHER
    ) -> Json:
        return self.writing.reject(id, version=version, note=note, because=because)

    def erasure_preview(self, client: str) -> Json:
        """Whom an erasure would forget, and how many rows that is by table."""
        found = client_named(self._parts.records, self._scope, client)
        rows = self._parts.erasure(self._scope.account).preview(found.id)
        return {"client_id": found.id, "client_name": found.name, "rows": rows}

    def erase(self, client: str) -> Json:
        """Forget a client everywhere; returns the signed certificate."""
        found = client_named(self._parts.records, self._scope, client)
        certificate = self._parts.erasure(self._scope.account).erase(found.id, by=self._principal.name)
        told = {"passed": certificate["passed"], "deleted": sum(certificate["deleted"].values())}
        self._parts.writing.audit.add(
            self._scope.account, "erase.done", self._principal.name, Subject(certificate["id"]), **told
        )
        return certificate

    def erasures(self) -> list[Json]:
        return self._parts.erasure(self._scope.account).erasures()

    def erasure(self, id: str) -> Json:
        """The certificate of an erasure."""
        return _found(self._parts.erasure(self._scope.account).certificate(id), f"erasure {id}")

    @cached_property
    def archive(self) -> Archive:
        """What pages show to leaf through."""
        parts = self._parts
        return Archive(
            self._scope,
            parts.records,
            parts.ledger,
            parts.pages,
            parts.agreements,
            parts.held,
            self._citer.pin,
            self._reveal,
            self._zone or UTC,
        )

    @property
    def reviewing(self) -> Reviewing:
        """What its principal thinks of answers, and the reviews there are."""
        return Reviewing(self._parts, self._principal, self._anonymizer.reveal)

    @property
    def narrowing(self) -> Narrowing:
        """What its principal may narrow a question to."""
        return Narrowing(self._parts.records, self._scope, self._parts.held.directories.of(self._scope))

    @property
    def today(self) -> date:
        return self._parts.settings.business_day()

    @cached_property
    def _anonymizer(self) -> Anonymizer:
        return self._parts.anonymizer(self._scope.account)

    @property
    def _asking(self) -> Asking:
        return Asking(self._parts, self._principal, self._anonymizer, self._judging.by_name)

    @property
    def _citer(self) -> Citer:
        """A new one for each thing asked: it keeps the documents it has opened, and they may have been read anew since."""
        parts = self._parts
        return Citer(
            self._scope,
            ledger=parts.ledger,
            pages=PagesOnce(parts.pages),
            records=parts.records,
            anonymizer=self._anonymizer,
        )

    @property
    def _judging(self) -> Judging:
        own = self._parts.settings.vocabulary
        vocabulary = extended(own) if own else standard()
        return Judging(self._parts, self._scope, self._citer, self._reveal, self._zone, vocabulary, self._parts.similar)

    @property
    def _zone(self) -> ZoneInfo | None:
        settings = self._parts.settings
        return settings.zone if settings.timezone else None

    def _reveal(self, masked: str) -> str:
        return self._anonymizer.reveal(masked, self._scope)

    def _document(self, id: str) -> Document:
        return _found(self._parts.ledger.document(self._scope, id), f"document {id}")


def _found(value: T | None, what: str) -> T:
    if value is None:
        raise NotFound(f"there is no {what} among what you may see")
    return value
