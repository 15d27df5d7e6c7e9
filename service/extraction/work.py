"""The work of a run, step by step: what need not be read again, a few clients at a time, and the end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Engine, select

from anonymize.boundary import Scope
from anonymize.errors import Shredded
from ingest.ledger import Ledger
from ingest.records import Records
from service.agreements.store import AgreementStore
from service.agreements.tables import compiled_agreements
from service.approvals.learned import Corrections
from service.approvals.queue import ApprovalQueue
from service.extraction.field_maps import FieldMaps
from service.extraction.fingerprints import fingerprints, same_until
from service.extraction.mapping import Mapping
from service.extraction.reading import Cite, ContractReader, ReadContract, Reveal, ShownField
from service.extraction.run import Extraction, contract_json
from service.extraction.runs import DONE, FAILED, RUNNING, ExtractionRuns, Json, Mark, Part, Run

__all__ = ["AccountExtraction", "ExtractionParts", "clients_with_contracts"]
log = logging.getLogger("fineprint.extraction")
AT_ONCE = 20  # clients to a step: a crash repeats at most these


@dataclass(frozen=True)
class ExtractionParts:
    """What runs work with. `cites` and `reveals` are made for a reader's scope; `public_url` begins a link."""

    engine: Engine
    records: Records
    ledger: Ledger
    agreements: AgreementStore
    queue: ApprovalQueue
    maps: FieldMaps
    runs: ExtractionRuns
    cites: Callable[[Scope], Cite]
    reveals: Callable[[Scope], Reveal]
    today: Callable[[], date]
    public_url: str


class Steps(Protocol):
    """The steps of a run, durable or not."""

    def plan(self, id: str) -> list[str]: ...
    def read(self, id: str, clients: list[str]) -> bool: ...
    def end(self, id: str) -> Json: ...


def run_through(steps: Steps, id: str) -> bool:
    """Every step of a run; False where it was paused."""
    waiting = steps.plan(id)
    for first in range(0, len(waiting), AT_ONCE):
        if not steps.read(id, waiting[first : first + AT_ONCE]):
            return False
    steps.end(id)
    return True


class AccountExtraction:
    """Runs of one account. Every method may be called again after a crash."""

    def __init__(self, account: str, parts: ExtractionParts) -> None:
        self._account, self._parts = account, parts

    def plan(self, id: str) -> list[str]:
        """Settle the clients of which nothing changed; returns those to read. Raises `FieldMapFaulty`."""
        run, runs = self._run(id), self._parts.runs
        self._parts.maps.of(self._account)
        waiting = runs.waiting(self._account, id)
        if not run.anew:
            prints, marks, today = self._prints(run), runs.marks(self._account), self._parts.today()
            same = {
                client: marks[client].run_id for client in waiting if _holds(marks.get(client), prints, client, today)
            }
            runs.keep_unchanged(self._account, id, same)
            waiting = [client for client in waiting if client not in same]
        return waiting

    def read(self, id: str, clients: Sequence[str]) -> bool:
        """Read these clients; False where the run was paused meanwhile, or is no more."""
        run = self._run(id)
        if run.state != RUNNING:
            return False
        left, prints = set(self._parts.runs.waiting(self._account, id)), self._prints(run)
        mappings = self._parts.maps.of(self._account)
        for client in clients:
            if client in left:
                self._keep(run, client, mappings, prints)
        return True

    def end(self, id: str) -> Json:
        """The run is done; its counts."""
        return self._parts.runs.end(self._account, id, DONE)

    def run_through(self, id: str) -> bool:
        """Read a run to its end within this call; False where it was paused."""
        return run_through(self, id)

    def fail(self, id: str, reason: str) -> None:
        self._parts.runs.end(self._account, id, FAILED, reason=reason)

    def _keep(self, run: Run, client: str, mappings: Sequence[Mapping], prints: dict[str, str]) -> None:
        """One client never ends a run over thousands; one that was erased meanwhile has nothing to keep."""
        try:
            part, until = self._read(run, client, mappings)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are read
            log.warning("run %s: a client's contracts could not be read: %s", run.id, type(error).__name__)
            part, until = Part((), failed=1, notes=[f"contracts could not be read ({type(error).__name__})"]), None
        mark = None if part.failed else Mark(prints.get(client, ""), until)
        try:
            self._parts.runs.keep(self._account, run.id, client, part, mark)
        except Shredded:
            log.info("run %s: a client was erased meanwhile", run.id)

    def _read(self, run: Run, client: str, mappings: Sequence[Mapping]) -> tuple[Part, date | None]:
        parts, client_id, today = self._parts, client or None, self._parts.today()
        scope = Scope(self._account) if run.sees_all else Scope(self._account, frozenset({client}))
        reader = ContractReader(parts.ledger, parts.agreements, parts.cites(scope), parts.reveals(scope))
        found, failed = reader.read_client(scope, client_id, today)
        contracts = [self._linked(contract) for contract in found]
        extraction = Extraction(parts.records, scope, mappings, self._corrections(scope, client))
        writes = [] if failed else extraction.writes(contracts)  # a contract that is not known could stand beside these
        drafts = [] if run.dry_run else [write.draft for write in writes]
        proposed = parts.queue.propose(self._account, drafts, created_by=run.requested_by)
        shown = [contract_json(contract, writes) for contract in contracts]
        notes = [*extraction.notes, *(f"{id} could not be read ({why})" for id, why in failed.items())]
        until = same_until(parts.agreements.of_client(scope, client_id), today)
        return Part(shown, len(failed), len(writes), [each.id for each in proposed], notes), until

    def _linked(self, contract: ReadContract) -> ReadContract:
        """A contract in force has a link to its file as well, for custom fields that take one."""
        if not contract.standing:
            return contract
        first = next(iter(contract.standing.values()))
        url = f"{self._parts.public_url.rstrip('/')}/api/documents/{contract.document.id}/file"
        contract.standing["agreement_link"] = ShownField(url, first.citation, 1.0, needs_review=False)
        return contract

    def _corrections(self, scope: Scope, client: str) -> Corrections:
        return Corrections(tuple(self._parts.queue.learned.all(scope, [client])))

    def _prints(self, run: Run) -> dict[str, str]:
        return fingerprints(self._parts.engine, self._account, of=(str(run.sees_all), str(run.dry_run)))

    def _run(self, id: str) -> Run:
        run = self._parts.runs.run(self._account, id)
        if run is None:
            raise LookupError(f"there is no run {id} in this account")
        return run


def clients_with_contracts(engine: Engine, scope: Scope) -> list[str]:
    """The clients in scope that have agreements; "" where some are of no one client."""
    column = compiled_agreements.c.client_id
    query = select(column).where(compiled_agreements.c.account == scope.account).distinct()
    with engine.connect() as connection:
        found: Iterable[str | None] = connection.execute(query).scalars().all()
    return sorted(client or "" for client in found if scope.allows(client))


def _holds(mark: Mark | None, prints: dict[str, str], client: str, today: date) -> bool:
    if mark is None or mark.fingerprint != prints.get(client, ""):
        return False
    return mark.same_until is None or today <= mark.same_until
