"""Erasing a client: gather, register, shred, delete, purge, look again, sign.

From the moment the register names the client and its key is destroyed nothing it sealed can be read; all that follows
clears what is left. An interrupted erasure, and one that a restored backup undid, goes on by `finish_others`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.erasure_register import ErasureRegister
from anonymize.keys import Keyring
from anonymize.vault import Vault
from ingest.known_names import NameBook
from ingest.ledger import Ledger
from ingest.marks import marks_of
from ingest.originals import Originals
from ingest.records import Records
from retrieval.index import VectorIndex
from service.decisions import Decisions
from service.erasure.certificate import Notary, Verification
from service.erasure.probes import Probe, Prober, compared, points_of
from service.erasure.rows import ClientRows
from service.erasure.store import Erasures
from service.erasure.traces import TOKEN, Traces, known_values, own_ids_only, own_lines
from service.reviews import Reviews
from service.store.compaction import compact

log = logging.getLogger("fineprint.erase")
Json = dict[str, Any]
ON_POSTGRESQL = (
    "PostgreSQL's write-ahead log and base backups keep the sealed rows for as long as you keep them; nothing in "
    "them opens, since the key is gone here and the erasure register refuses it."
)
BACKUPS = (
    "Backups made before this erasure hold the sealed data and its key. Restored beside the erasure register they stay "
    "erased; destroy them by their own schedule."
)


class StillWorking(RuntimeError):
    """A sync did not end in time; erase again when it has."""


class Histories(Protocol):
    """What DBOS keeps of past runs; `service.workflows.forgetting.WorkflowHistory`, which this package may not import."""

    def wait_until_idle(self) -> None: ...

    def forget(self, mentions: Callable[[str], bool]) -> int: ...

    def compact(self) -> None: ...


@dataclass(frozen=True)
class Parts:
    """What an erasure reaches into. `indexes` opens every generation, which only the owner of the data folder may."""

    engine: Engine
    data_dir: Path
    keyring: Keyring
    register: ErasureRegister
    records: Records
    ledger: Ledger
    originals: Originals
    decisions: Decisions
    reviews: Reviews
    vault: Callable[[str], Vault]
    indexes: Callable[[], Iterable[VectorIndex]]
    history: Histories
    forget_names: Callable[[str], None]


class AccountErasure:
    """Erasures of one account's clients."""

    def __init__(self, parts: Parts, account: str) -> None:
        self._parts, self._account = parts, account
        self._rows = ClientRows(parts.engine, account)
        self._notary = Notary(parts.keyring, account)
        self._kept = Erasures(parts.engine)

    def preview(self, client_id: str) -> dict[str, int]:
        """How many rows an erasure would delete, by table."""
        return self._rows.count(client_id, self._rows.ids(client_id))

    def erasures(self) -> list[Json]:
        """Begun and done, oldest first, without their certificates."""
        return self._kept.list(self._account)

    def certificate(self, id: str) -> Json | None:
        return self._kept.certificate(self._account, id)

    def verify(self, certificate: Json, client_id: str | None = None) -> Verification:
        return self._notary.verify(certificate, client_id)

    def erase(self, client_id: str, *, by: str) -> Json:
        """Erase and return the signed certificate. Raises `StillWorking` while a sync does not end."""
        parts, begun, id = self._parts, datetime.now(UTC), f"erasure_{secrets.token_hex(6)}"
        parts.history.wait_until_idle()
        traces = self._gathered(client_id)
        prober = Prober(traces, parts.data_dir, self._rows, parts.indexes())
        before = prober.look()
        self._kept.begin(self._account, id)
        deleted = self._forget(traces, begun)
        probes = compared(before, prober.look())
        keys = Probe("keys that open what was sealed for the client", 1, 1, int(self._opens(client_id)))
        statement = self._statement(id, client_id, by, begun, deleted, [keys, *probes])
        certificate = self._notary.signed(statement)
        self._kept.end(id, certificate)
        log.info("erasure %s ended, residue %s", id, not certificate["passed"])
        return certificate

    def finish_others(self) -> int:
        """Clear clients that the register names and rows are still of; returns how many."""
        if not self._parts.register.count()[0]:
            return 0
        left = [id for id in sorted(self._rows.clients()) if self._parts.register.holds(self._account, id)]
        for client_id in left:
            ids = frozenset(self._rows.ids(client_id))
            documents = frozenset(self._parts.ledger.ids(Scope(self._account), client_id=client_id))
            named = frozenset(self._parts.vault(self._account).of_client(client_id))
            self._forget(Traces(self._account, client_id, ids, documents, named), datetime.now(UTC))
            log.warning("a client that was erased before had come back and was erased again")
        return len(left)

    def _gathered(self, client_id: str) -> Traces:
        account, parts, ids = self._account, self._parts, self._rows.ids(client_id)
        documents = parts.ledger.ids(Scope(account), client_id=client_id)
        mine = [kept for id in sorted(documents) for kept in parts.ledger.clauses(Scope(account), id)]
        return Traces(
            account=account,
            client_id=client_id,
            ids=frozenset(ids),
            documents=frozenset(documents),
            pseudonyms=frozenset(parts.vault(account).of_client(client_id)),
            telling_ids=own_ids_only(ids, self._rows.all_ids()),
            values=known_values(NameBook.of(parts.records, Scope(account)), client_id),
            lines=own_lines(mine, lambda: parts.ledger.clause_texts(Scope(account), besides=documents)),
            marks=marks_of(parts.records, parts.ledger, Scope(account), client_id),
        )

    def _forget(self, traces: Traces, at: datetime) -> dict[str, int]:
        """What the register and the key settle first, then everything that can be deleted; returns how much of each."""
        parts, account = self._parts, self._account
        parts.register.add(account, traces.client_id, at=at, marks=traces.marks)
        parts.keyring.shred(account, traces.client_id)
        parts.forget_names(account)
        deleted = {
            "answers_about_several_clients": parts.decisions.forget(account, traces.mentioned_in),
            "reviews_of_such_answers": parts.reviews.forget(account, traces.mentioned_in),
            "original_files": sum(parts.originals.delete(id) for id in sorted(traces.documents)),
            "index_points": sum(self._unindexed(index, traces) for index in parts.indexes()),
            "pseudonyms": parts.vault(account).forget(traces.client_id),
            "workflow_runs": parts.history.forget(lambda text: not traces.ids.isdisjoint(TOKEN.findall(text))),
        }
        rows = self._rows.delete(traces.client_id, traces.ids)
        compact(parts.engine, {*rows, "decisions", "reviews", "pseudonyms", "data_keys"})
        parts.history.compact()
        return deleted | rows

    def _unindexed(self, index: VectorIndex, traces: Traces) -> int:
        points = points_of(index, traces)
        index.delete_documents(Scope(traces.account), traces.documents)
        index.delete_points(Scope(traces.account), points)
        index.purge()
        return len(points)

    def _opens(self, client_id: str) -> bool:
        return not self._parts.keyring.is_shredded(self._account, client_id)

    def _statement(
        self, id: str, client_id: str, by: str, begun: datetime, deleted: dict[str, int], probes: list[Probe]
    ) -> Json:
        remote = self._parts.engine.dialect.name != "sqlite"
        return {
            "id": id,
            "account": self._account,
            "client": self._notary.client_hash(client_id),
            "requested_by": by,
            "begun_at": begun.isoformat(),
            "ended_at": datetime.now(UTC).isoformat(),
            "key": "destroyed",
            "registered": self._parts.register.holds(self._account, client_id),
            "deleted": deleted,
            "probes": [probe.as_json() for probe in probes],
            "passed": all(probe.found == 0 for probe in probes),
            "notes": [BACKUPS, *([ON_POSTGRESQL] if remote else [])],
        }
