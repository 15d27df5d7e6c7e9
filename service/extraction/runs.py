"""Extraction runs and what they read: a run is made of clients, each of which comes to its end in one commit.

The rows are the truth: whatever of a running run still waits is read by whoever owns the installation, also after a
crash. A contract's fields and a client's notes are under the client's key, so erasing a client takes them along.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, bindparam, delete, func, select, update

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.audit.event import Subject
from service.audit.log import AuditLog, Entries
from service.store.sealed_json import SealedJson
from service.store.tables import extracted_contracts, extraction_marks, extraction_parts, extraction_runs

Json = dict[str, Any]
RUNNING, PAUSED, DONE, FAILED = "running", "paused", "done", "failed"
WAITING, UNCHANGED = "waiting", "unchanged"


@dataclass(frozen=True)
class Run:
    """`sees_all`: whoever asked for it sees the whole account. `tries` counts how often it was taken up."""

    id: str
    account: str
    state: str
    dry_run: bool
    sees_all: bool
    anew: bool
    requested_by: str
    tries: int
    reason: str | None


@dataclass(frozen=True)
class Part:
    """What became of one client's contracts within a run."""

    contracts: Sequence[Json]
    failed: int = 0
    writes: int = 0
    proposals: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Mark:
    """What a client was read from when it was last read, in which run, and until when that holds."""

    fingerprint: str
    same_until: date | None
    run_id: str = ""


class ExtractionRuns:
    def __init__(self, engine: Engine, sealed: SealedJson, audit: AuditLog) -> None:
        self._engine, self._sealed, self._audit = engine, sealed, audit

    def begin(
        self, account: str, clients: Iterable[str], *, dry_run: bool, sees_all: bool, by: str, anew: bool = False
    ) -> str:
        """A run over these clients ("" stands for documents of no one client); returns its id."""
        id, own = f"run_{secrets.token_hex(6)}", {"account": account}
        parts = [_waiting_part(id, account, client) for client in sorted(set(clients))]
        with self._audit.transaction(account) as entries:
            entries.connection.execute(
                extraction_runs.insert().values(
                    id=id,
                    **own,
                    state=RUNNING,
                    dry_run=dry_run,
                    sees_all=sees_all,
                    anew=anew,
                    requested_by=by,
                    tries=0,
                    started_at=datetime.now(UTC),
                )
            )
            if parts:
                entries.connection.execute(extraction_parts.insert(), parts)
            entries.add("extraction.started", by, Subject(id), clients=len(parts), dry_run=dry_run)
        return id

    def run(self, account: str, id: str) -> Run | None:
        query = select(extraction_runs).where(extraction_runs.c.account == account, extraction_runs.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _run(row)

    def running(self) -> list[Run]:
        """What is to be gone on with, of every account, oldest first."""
        query = select(extraction_runs).where(extraction_runs.c.state == RUNNING)
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(query.order_by(extraction_runs.c.started_at))]

    def recent(self, account: str, newest: int = 20) -> list[Json]:
        query = select(extraction_runs.c.id).where(extraction_runs.c.account == account)
        with self._engine.connect() as connection:
            ids = connection.execute(query.order_by(extraction_runs.c.started_at.desc()).limit(newest)).scalars().all()
        heads = (self.head(Scope(account), id) for id in ids)
        return [head for head in heads if head is not None]

    def waiting(self, account: str, id: str) -> list[str]:
        """The clients not read yet."""
        parts = extraction_parts.c
        query = select(parts.client_id).where(parts.account == account, parts.run_id == id, parts.state == WAITING)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(parts.client_id)).scalars())

    def marks(self, account: str) -> dict[str, Mark]:
        query = select(extraction_marks).where(extraction_marks.c.account == account)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return {row.client_id: Mark(row.fingerprint, row.same_until, row.run_id) for row in rows}

    def keep_unchanged(self, account: str, id: str, sources: Mapping[str, str]) -> None:
        """Clients whose contracts are as another run read them, by client the run."""
        if not sources:
            return
        parts = extraction_parts
        mine = and_(parts.c.run_id == id, parts.c.account == account, parts.c.client_id == bindparam("of_client"))
        with self._engine.begin() as connection:
            counted = _contracts_of(connection, account, set(sources.values()))
            connection.execute(
                update(parts).where(mine).values(
                    state=UNCHANGED, source_run=bindparam("source"), contracts=bindparam("count")
                ),
                [
                    {"of_client": client, "source": source, "count": counted.get((source, client), 0)}
                    for client, source in sources.items()
                ],
            )  # fmt: skip

    def keep(self, account: str, id: str, client: str, part: Part, mark: Mark | None) -> None:
        """One client's outcome, and what it was read from; nothing to skip by where it was not read whole."""
        rows = [self._contract_row(account, id, client, contract) for contract in part.contracts]
        told = {"proposals": list(part.proposals), "notes": list(part.notes)}
        sealed = self._sealed.seal(
            told, account=account, client_id=client or None, context=f"extraction notes:{id}:{client}"
        )
        contracts = extracted_contracts.c
        own = (
            contracts.account == account,
            contracts.run_id == id,
            contracts.client_id.is_not_distinct_from(client or None),
        )
        parts = extraction_parts.c
        state = FAILED if part.failed and not part.contracts else DONE
        values = {"contracts": len(rows), "failed": part.failed, "writes": part.writes, "proposed": len(part.proposals)}
        with self._engine.begin() as connection:
            connection.execute(delete(extracted_contracts).where(*own))
            if rows:
                connection.execute(extracted_contracts.insert(), rows)
            mine = parts.run_id == id, parts.account == account, parts.client_id == client
            connection.execute(update(extraction_parts).where(*mine).values(state=state, sealed_notes=sealed, **values))
            _mark(connection, account, client, id, mark)

    def end(self, account: str, id: str, state: str, *, reason: str | None = None) -> Json:
        """Close a running run; returns its counts."""
        run = self.run(account, id)
        counts = self._counts(Scope(account), id)
        with self._audit.transaction(account) as entries:
            if _set_state(entries, account, id, (RUNNING,), state, reason=reason, ended_at=datetime.now(UTC)):
                entries.add(f"extraction.{state}", run.requested_by if run else "", Subject(id), counts=counts)
        return counts

    def pause(self, account: str, id: str, *, by: str) -> bool:
        """Stop after the clients that are being read; False where the run is not running."""
        with self._audit.transaction(account) as entries:
            paused = _set_state(entries, account, id, (RUNNING,), PAUSED)
            if paused:
                entries.add("extraction.paused", by, Subject(id))
        return paused

    def resume(self, account: str, id: str, *, by: str) -> bool:
        """Go on with what a paused or failed run has not read; False where it is neither."""
        again = {"tries": extraction_runs.c.tries + 1, "reason": None, "ended_at": None}
        with self._audit.transaction(account) as entries:
            resumed = _set_state(entries, account, id, (PAUSED, FAILED), RUNNING, **again)
            if resumed:
                entries.add("extraction.resumed", by, Subject(id))
        return resumed

    def head(self, scope: Scope, id: str) -> Json | None:
        """The run without its contracts; None when there is no such run in this account."""
        run = self.run(scope.account, id)
        if run is None:
            return None
        head = {"id": run.id, "state": run.state, "dry_run": run.dry_run, "reason": run.reason}
        return head | {"counts": self._counts(scope, id)} | self._told(scope, id)

    def get(self, scope: Scope, id: str) -> Json | None:
        """The run with the contracts of the clients in scope."""
        head = self.head(scope, id)
        return None if head is None else head | {"contracts": list(self.contracts(scope, id))}

    def contracts(self, scope: Scope, id: str) -> Iterator[Json]:
        """The contracts of the clients in scope, one by one; an unchanged client's as they were read before."""
        part, kept = extraction_parts.c, extracted_contracts
        of_part = and_(
            kept.c.run_id == part.source_run,
            kept.c.account == part.account,
            func.coalesce(kept.c.client_id, "") == part.client_id,
        )
        query = (
            select(kept)
            .join_from(extraction_parts, kept, of_part)
            .where(part.run_id == id, part.account == scope.account)
        )
        with self._engine.connect().execution_options(yield_per=100) as connection:
            for row in connection.execute(query.order_by(kept.c.client_id, kept.c.document_id)):
                contract = self._contract(row) if scope.allows(row.client_id) else None
                if contract is not None:
                    yield contract

    def _counts(self, scope: Scope, id: str) -> Json:
        part = extraction_parts.c
        sums = [func.coalesce(func.sum(each), 0) for each in (part.contracts, part.failed, part.writes, part.proposed)]
        query = select(part.state, func.count(), *sums).where(part.account == scope.account, part.run_id == id)
        if scope.clients is not None:
            query = query.where(part.client_id.in_(sorted(scope.clients)))
        with self._engine.connect() as connection:
            rows = connection.execute(query.group_by(part.state)).all()
        by_state = {state: int(count) for state, count, *_ in rows}
        totals = [sum(int(row[column]) for row in rows) for column in range(2, 6)]
        clients = {"clients": sum(by_state.values()), "waiting": by_state.get(WAITING, 0)}
        names = ("contracts", "failed", "writes", "proposed")
        return dict(zip(names, totals, strict=True)) | clients | {"unchanged": by_state.get(UNCHANGED, 0)}

    def _told(self, scope: Scope, id: str) -> Json:
        part = extraction_parts.c
        query = select(part.client_id, part.sealed_notes).where(part.account == scope.account, part.run_id == id)
        proposals, notes = list[str](), list[str]()
        with self._engine.connect() as connection:
            for client, sealed in connection.execute(
                query.where(part.sealed_notes.is_not(None)).order_by(part.client_id)
            ):
                if not scope.allows(client or None):
                    continue
                told = self._opened(scope.account, client or None, sealed, f"extraction notes:{id}:{client}") or {}
                proposals += told.get("proposals", ())
                notes += told.get("notes", ())
        return {"proposals": proposals, "notes": list(dict.fromkeys(notes))}

    def _contract_row(self, account: str, id: str, client: str, contract: Json) -> Json:
        document_id = contract["document_id"]
        sealed = self._sealed.seal(
            contract, account=account, client_id=client or None, context=f"extraction:{id}:{document_id}"
        )
        return {
            "run_id": id, "document_id": document_id, "account": account, "client_id": client or None, "sealed": sealed,
        }  # fmt: skip

    def _contract(self, row: Row[Any]) -> Json | None:
        return self._opened(row.account, row.client_id, row.sealed, f"extraction:{row.run_id}:{row.document_id}")

    def _opened(self, account: str, client_id: str | None, sealed: bytes, context: str) -> Json | None:
        """None once the client was erased."""
        try:
            value: Json = self._sealed.open(sealed, account=account, client_id=client_id, context=context)
        except Shredded:
            return None
        return value


def _waiting_part(id: str, account: str, client: str) -> Json:
    counts = {"contracts": 0, "failed": 0, "writes": 0, "proposed": 0}
    return {"run_id": id, "client_id": client, "account": account, "state": WAITING, "source_run": id} | counts


def _contracts_of(connection: Connection, account: str, runs: set[str]) -> dict[tuple[str, str], int]:
    part = extraction_parts.c
    query = select(part.run_id, part.client_id, part.contracts).where(
        part.account == account, part.run_id.in_(sorted(runs))
    )
    return {(run, client): count for run, client, count in connection.execute(query)}


def _mark(connection: Connection, account: str, client: str, id: str, mark: Mark | None) -> None:
    marks = extraction_marks.c
    connection.execute(delete(extraction_marks).where(marks.account == account, marks.client_id == client))
    if mark is not None:
        values = {"run_id": id, "fingerprint": mark.fingerprint, "same_until": mark.same_until}
        read = {"account": account, "client_id": client, "read_at": datetime.now(UTC)}
        connection.execute(extraction_marks.insert().values(read | values))


def _set_state(entries: Entries, account: str, id: str, states: Sequence[str], state: str, **values: Any) -> bool:
    runs = extraction_runs.c
    mine = runs.account == account, runs.id == id, runs.state.in_(states)
    return entries.connection.execute(update(extraction_runs).where(*mine).values(state=state, **values)).rowcount == 1


def _run(row: Row[Any]) -> Run:
    return Run(
        row.id,
        row.account,
        row.state,
        row.dry_run,
        row.sees_all,
        row.anew,
        row.requested_by,
        row.tries,
        row.reason,
    )
