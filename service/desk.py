"""The front desk: what the HTTP routes and the command line ask for, in the shapes of the interface description.

A desk belongs to one principal; whatever it reads, it reads inside that principal's scope.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, time
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope
from ingest.ledger import Document, Ledger, State
from ingest.lookup import client_named, job_named
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.records import Records
from service.agreements.store import AgreementStore
from service.answers.answer import Answerer
from service.approvals.proposal import ProposalState
from service.approvals.queue import ApprovalQueue
from service.archive import Archive
from service.auth.roles import RANK, Principal, Role
from service.citing import Citer
from service.coverage.vocabulary import extended, standard
from service.decisions import Decisions, ExtractionRuns, changed_texts, texts_in
from service.erasure.erase import AccountErasure
from service.extraction.reading import ContractReader
from service.extraction.run import Extraction, contract_json
from service.judging import Judging
from service.settings import Settings

Json = dict[str, Any]
T = TypeVar("T")
CarryOut = Callable[[str, str], None]


class NotFound(LookupError):
    """There is nothing of that id among what the caller may see."""


class NotPermitted(PermissionError):
    """The caller's role may not do this."""


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
    queue: ApprovalQueue
    decisions: Decisions
    extractions: ExtractionRuns
    erasure: Callable[[str], AccountErasure]


class Desk:
    """`carry_out` is called after an approval; the default leaves it to the owner, who looks for approved proposals."""

    def __init__(self, parts: Parts, principal: Principal, carry_out: CarryOut | None = None) -> None:
        self._parts, self._principal, self._carry_out = parts, principal, carry_out
        self._scope = principal.scope

    def ask(
        self, question: str, *, client: str | None = None, job: str | None = None, as_of: date | None = None
    ) -> Json:
        """Answer a question (shape: Answer)."""
        parts = self._parts
        client_id = client_named(parts.records, self._scope, client).id if client else None
        job_id = job_named(parts.records, self._scope, job).id if job else None
        answer = parts.answerer().answer(
            question, self._scope, client=client_id, job=job_id, as_of=as_of, today=parts.settings.business_day()
        )
        found = answer.as_json()
        parts.decisions.keep(self._scope.account, "answer", answer.id, self._masked(found), client_id=None)
        return found

    def check(self, job: str, *, as_of: date | None = None) -> Json:
        """The verdict on a job of Jobber's, line by line (shape: Coverage)."""
        return self._judging.job(job, as_of=as_of)

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
        """A decision, and whether the verdict made again from its kept facts comes to the same bytes."""
        return self.decision(id) | {"replay": self._judging.replay(id)}

    def extract(self, clients: Sequence[str] | None, *, dry_run: bool) -> Json:
        """Fields of every agreement of these clients (None: all), and the writes they lead to; proposed unless dry."""
        parts, scope = self._parts, self._narrowed(clients)
        reader = ContractReader(parts.ledger, parts.agreements, self._citer.pin, self._reveal)
        contracts = reader.read(scope, parts.settings.business_day())
        extraction = Extraction(parts.records, scope)
        writes = extraction.writes(contracts)
        drafts = [] if dry_run else [write.draft for write in writes]
        proposed = parts.queue.propose(scope.account, drafts, created_by=self._principal.name)
        run = {
            "id": f"run_{secrets.token_hex(6)}",
            "state": "done",
            "dry_run": dry_run,
            "counts": {"contracts": len(contracts), "writes": len(writes), "proposed": len(proposed)},
            "contracts": [contract_json(contract, writes) for contract in contracts],
            "proposals": [proposal.id for proposal in proposed],
            "notes": extraction.notes,
        }
        parts.extractions.keep(scope.account, run)
        return run

    def extraction(self, id: str) -> Json:
        return _found(self._parts.extractions.get(self._scope, id), f"extraction {id}")

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

    def document(self, id: str) -> Json:
        return self._document(id).as_json()

    def original(self, id: str) -> bytes | None:
        """The bytes as Jobber gave them; None for a document that never was a file."""
        document = self._document(id)
        return self._parts.originals.get(self._scope, id, client_id=document.client_id)

    def proposals(self, states: Iterable[str] = ()) -> list[Json]:
        try:
            wanted = [ProposalState(state) for state in states]
        except ValueError as error:
            raise Unanswerable(f"the states are {', '.join(ProposalState)}") from error
        return [proposal.as_json() for proposal in self._parts.queue.list(self._scope, wanted)]

    def proposal(self, id: str) -> Json:
        return self._parts.queue.get(self._scope, id).as_json()

    def approve(self, id: str, *, version: int | None = None, note: str | None = None) -> Json:
        """Approve for execution; raises `NotPermitted` for a role below the one the proposal requires."""
        queue, required = self._parts.queue, Role(self._parts.queue.get(self._scope, id).draft.requires_role)
        if RANK.index(self._principal.role) < RANK.index(required):
            raise NotPermitted(f"this proposal needs the role {required}")
        queue.decide(self._scope, id, approve=True, by=self._principal.name, version=version, note=note)
        if self._carry_out is not None:
            self._carry_out(self._scope.account, id)
        return self.proposal(id)

    def reject(self, id: str, *, version: int | None = None, note: str | None = None) -> Json:
        queue = self._parts.queue
        queue.decide(self._scope, id, approve=False, by=self._principal.name, version=version, note=note)
        return self.proposal(id)

    def erasure_preview(self, client: str) -> Json:
        """Whom an erasure would forget, and how many rows that is by table."""
        found = client_named(self._parts.records, self._scope, client)
        rows = self._parts.erasure(self._scope.account).preview(found.id)
        return {"client_id": found.id, "client_name": found.name, "rows": rows}

    def erase(self, client: str) -> Json:
        """Forget a client everywhere; returns the signed certificate."""
        found = client_named(self._parts.records, self._scope, client)
        return self._parts.erasure(self._scope.account).erase(found.id, by=self._principal.name)

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
            self._citer.pin,
            self._reveal,
            self._zone or UTC,
        )

    @property
    def today(self) -> date:
        return self._parts.settings.business_day()

    @cached_property
    def _anonymizer(self) -> Anonymizer:
        return self._parts.anonymizer(self._scope.account)

    @cached_property
    def _citer(self) -> Citer:
        parts = self._parts
        return Citer(
            self._scope, ledger=parts.ledger, pages=parts.pages, records=parts.records, anonymizer=self._anonymizer
        )

    @cached_property
    def _judging(self) -> Judging:
        own = self._parts.settings.vocabulary
        vocabulary = extended(own) if own else standard()
        return Judging(self._parts, self._scope, self._citer, self._reveal, self._zone, vocabulary)

    @property
    def _zone(self) -> ZoneInfo | None:
        settings = self._parts.settings
        return settings.zone if settings.timezone else None

    def _masked(self, answer: Json) -> Json:
        """The answer with every text masked: it may speak of several clients, so no one client's key could seal it.

        File names are left out; the ledger has them.
        """
        texts = list(dict.fromkeys(texts_in(answer)))
        masked = self._anonymizer.mask_many(texts, client_id=None, ours=True)
        by_text = {text: each.text.text for text, each in zip(texts, masked, strict=True)}
        kept: Json = changed_texts(answer, lambda text: by_text.get(text, text))
        for citation in kept["citations"]:
            citation["file"] = None
        return kept

    def _reveal(self, masked: str) -> str:
        return self._anonymizer.reveal(masked, self._scope)

    def _narrowed(self, clients: Sequence[str] | None) -> Scope:
        if clients is None:
            return self._scope
        ids = {client_named(self._parts.records, self._scope, client).id for client in clients}
        return Scope(self._scope.account, frozenset(ids))

    def _document(self, id: str) -> Document:
        return _found(self._parts.ledger.document(self._scope, id), f"document {id}")


def _found(value: T | None, what: str) -> T:
    if value is None:
        raise NotFound(f"there is no {what} among what you may see")
    return value
