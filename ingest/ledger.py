"""The ledger: what became of every document, and the masked clauses SQL keeps as the truth behind the index."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, select

from anonymize.anonymizer import Masked
from anonymize.boundary import Scope, Seal
from anonymize.keys import Keyring, Shredded
from ingest.tables import clauses, documents
from retrieval.model import AGREED, Clause, DocumentKind, DocumentRole, Source, Span

NAMESPACE = uuid.UUID("6f1d1f0a-9f0e-5d7c-8a52-0f2b6f6d5c11")


Along = Callable[[Connection], None]


def _nothing_along(_: Connection) -> None: ...


class State(StrEnum):
    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"
    DELETED = "deleted"


LIVE = (State.INDEXED, State.UNCHANGED)


@dataclass(frozen=True)
class Document:
    """One document and its outcome (shape: interfaces, Document). `file` is the name it had in Jobber, in clear.

    `written_at` is when the document came to be: the note's, mail's or attachment's own time. `seen_in` is the last
    sync run that dealt with it and `outcome` what that run found: new, changed, unchanged, skipped, quarantined, deleted.
    `role_reason` names the signs of its role, `notices` tell what was met while reading it; neither holds its content.
    """

    id: str
    account: str
    kind: DocumentKind
    record_type: str
    record_id: str
    client_id: str | None
    file: str | None = None
    role: DocumentRole | None = None
    role_reason: str | None = None
    property_id: str | None = None
    job_id: str | None = None
    pages: int | None = None
    state: State = State.INDEXED
    reason: str | None = None
    notices: tuple[str, ...] = ()
    source_digest: str = ""
    content_digest: str | None = None
    pipeline: str | None = None
    written_at: datetime | None = None
    indexed_at: datetime | None = None
    seen_in: str | None = None
    outcome: str | None = None

    @property
    def source(self) -> Source:
        return Source(
            document_id=self.id,
            account=self.account,
            client_id=self.client_id,
            kind=self.kind,
            role=self.role,
            property_id=self.property_id,
            job_id=self.job_id,
        )

    @property
    def citation_kind(self) -> str:
        contract = self.role in AGREED
        return "contract" if contract else self.kind.value

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "role": self.role.value if self.role else None,
            "role_reason": self.role_reason,
            "file": self.file,
            "record": {"type": self.record_type, "id": self.record_id},
            "client_id": self.client_id,
            "pages": self.pages,
            "state": self.state.value,
            "reason": self.reason,
            "notices": list(self.notices),
            "indexed_at": self.indexed_at.isoformat() if self.indexed_at else None,
            "written_at": self.written_at.isoformat() if self.written_at else None,
        }


@dataclass(frozen=True)
class SealedName:
    """A document's file name as it is kept; None where it never was a file."""

    id: str
    client_id: str | None
    state: State
    sealed: bytes | None


@dataclass(frozen=True)
class KeptClause:
    """A masked clause with the map from its masked characters back to the document's raw ones."""

    clause: Clause
    masked: Masked

    def raw_span(self, start: int, end: int) -> Span:
        """Raw document offsets of a span of the masked text; a span that cuts a pseudonym widens to all of it."""
        inner = self.masked.raw_span(start, end)
        return Span(self.clause.span.start + inner[0], self.clause.span.start + inner[1])

    def restored(self, document_text: str) -> str:
        """The clause's exact words, from the document's sealed text; raises `NotThisText`."""
        return self.masked.restored(document_text, self.clause.span.start)


def document_id(account: str, record_type: str, record_id: str) -> str:
    """The same id for the same record of the same account, on every machine."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((account, record_type, record_id))))


def _within(scope: Scope) -> Select[Any]:
    query = select(documents).where(documents.c.account == scope.account)
    return query if scope.clients is None else query.where(documents.c.client_id.in_(sorted(scope.clients)))


class Ledger:
    """Reads and writes documents and clauses. Every read takes a `Scope`.

    What a restored backup has of an erased client is not there for any read but `ids`, which clears it.
    """

    def __init__(self, engine: Engine, keyring: Keyring, seal_for: Callable[[str], Seal]) -> None:
        self._engine, self._keyring, self._seal_for = engine, keyring, seal_for

    def document(self, scope: Scope, id: str) -> Document | None:
        query = select(documents).where(documents.c.account == scope.account, documents.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not scope.allows(row.client_id) or self._keyring.is_erased(row.account, row.client_id):
            return None
        return self._document(row)

    def ids(self, scope: Scope, *, client_id: str) -> set[str]:
        """Of a client's documents, an erased client's too."""
        mine = documents.c.account == scope.account, documents.c.client_id == client_id
        with self._engine.connect() as connection:
            return set(connection.scalars(select(documents.c.id).where(*mine))) if scope.allows(client_id) else set()

    def counts(self, scope: Scope) -> dict[State, int]:
        """How many documents are in each state; opens none of them."""
        query = select(documents.c.state, documents.c.client_id, func.count()).where(
            documents.c.account == scope.account
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.group_by(documents.c.state, documents.c.client_id)).all()
        found = Counter[State]()
        for state, client_id, count in rows:
            if scope.allows(client_id) and not self._keyring.is_erased(scope.account, client_id):
                found[State(state)] += count
        return found

    def documents(
        self,
        scope: Scope,
        *,
        client_id: str | None = None,
        states: Iterable[State] | None = None,
        ids: Collection[str] | None = None,
        most: int | None = None,
        after: int = 0,
    ) -> list[Document]:
        """Those of this scope, by kind and id: the first, or `most` after so many."""
        query = _within(scope)
        if ids is not None:
            query = query.where(documents.c.id.in_(sorted(ids)))
        if client_id is not None:
            query = query.where(documents.c.client_id == client_id)
        if states is not None:
            query = query.where(documents.c.state.in_([state.value for state in states]))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(documents.c.kind, documents.c.id).limit(most).offset(after)).all()
        owners = {row.client_id for row in rows}
        erased = {owner for owner in owners if self._keyring.is_erased(scope.account, owner)}
        return [self._document(row) for row in rows if row.client_id not in erased]

    def owners(self, scope: Scope, role: DocumentRole, most: int) -> list[str]:
        """Ids of the first clients who have a live document of this role."""
        live = documents.c.state.in_([state.value for state in LIVE])
        query = select(documents.c.client_id).where(documents.c.account == scope.account, live)
        query = query.where(documents.c.role == role.value, documents.c.client_id.is_not(None))
        if scope.clients is not None:
            query = query.where(documents.c.client_id.in_(sorted(scope.clients)))
        with self._engine.connect() as connection:
            return list(connection.scalars(query.distinct().order_by(documents.c.client_id).limit(most)))

    def sealed_names(self, scope: Scope, *, roles: Collection[DocumentRole] | None = None) -> list[SealedName]:
        """Documents, of these roles or any, by kind and id, with the file's name still sealed; opens none of them."""
        columns = (documents.c[name] for name in ("id", "client_id", "state", "sealed_name"))
        query = _within(scope).with_only_columns(*columns).order_by(documents.c.kind, documents.c.id)
        if roles is not None:
            query = query.where(documents.c.role.in_([role.value for role in roles]))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [SealedName(row.id, row.client_id, State(row.state), row.sealed_name) for row in rows]

    def opened_name(self, account: str, name: SealedName) -> str:
        """ "" for what is no file, and of an erased client."""
        if name.sealed is None or self._keyring.is_erased(account, name.client_id):
            return ""
        return self._opened_name(account, name.client_id, name.id, name.sealed) or ""

    def save(self, document: Document) -> None:
        sealed = None
        if document.file is not None:
            sealed = self._keyring.seal(
                document.file.encode(),
                account=document.account,
                client_id=document.client_id,
                context=f"name:{document.id}",
            )
        values = {
            column.name: getattr(document, column.name) for column in documents.c if column.name != "sealed_name"
        } | {"sealed_name": sealed, "notices": json.dumps(document.notices) if document.notices else None}
        with self._engine.begin() as connection:
            connection.execute(delete(documents).where(documents.c.id == document.id))
            connection.execute(documents.insert().values(values))

    def twin(self, scope: Scope, document: Document, content_digest: str) -> str | None:
        """The id of another live file with the same bytes, of the same client or, where this one has none, of any."""
        live = documents.c.state.in_([state.value for state in LIVE])
        same = (documents.c.account == scope.account, documents.c.content_digest == content_digest, live)
        query = select(documents.c.id).where(*same, documents.c.id != document.id)
        query = query.where(documents.c.kind == DocumentKind.FILE.value)
        if document.client_id is not None:
            query = query.where(documents.c.client_id == document.client_id)
        with self._engine.connect() as connection:
            return connection.execute(query.order_by(documents.c.id).limit(1)).scalar()

    def behind(self, pipeline: str) -> int:
        """How many live documents, of every account, were last indexed by another pipeline."""
        live = documents.c.state.in_([state.value for state in LIVE])
        query = select(func.count()).where(live, documents.c.pipeline != pipeline)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def settled_in(self, run: str) -> int:
        """How many documents a run has brought to an end by its own work, unchanged ones left out."""
        query = select(func.count()).where(documents.c.seen_in == run, documents.c.outcome != "unchanged")
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def keep_clauses(self, scope: Scope, id: str, kept: Sequence[KeptClause], along: Along = _nothing_along) -> None:
        """Replace a document's clauses in one transaction, with what else must change in the same moment."""
        with self._engine.begin() as connection:
            along(connection)
            connection.execute(delete(clauses).where(clauses.c.account == scope.account, clauses.c.document_id == id))
            if kept:
                connection.execute(clauses.insert(), [_clause_row(item) for item in kept])

    def clauses(self, scope: Scope, id: str) -> list[KeptClause]:
        """A live document's masked clauses in order; empty when the document is not in this scope."""
        document = self.document(scope, id)
        if document is None or document.state not in LIVE:
            return []
        query = (
            select(clauses)
            .where(clauses.c.account == scope.account, clauses.c.document_id == id)
            .order_by(clauses.c.ordinal)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [self._kept(document, row) for row in rows]

    def clause_texts(self, scope: Scope, *, besides: Collection[str]) -> Iterator[str]:
        """The masked texts of the account's other documents' clauses, one at a time; for who sees the whole account."""
        query = select(clauses.c.document_id, clauses.c.text).where(clauses.c.account == scope.account)
        if scope.clients is None:
            with self._engine.connect().execution_options(yield_per=1000) as connection:
                yield from (row.text for row in connection.execute(query) if row.document_id not in besides)

    def _document(self, row: Row[Any]) -> Document:
        values = dict(row._mapping)
        sealed = values.pop("sealed_name")
        values["file"] = self._name(row, sealed)
        values["kind"] = DocumentKind(values["kind"])
        values["role"] = DocumentRole(values["role"]) if values["role"] else None
        values["state"] = State(values["state"])
        values["notices"] = tuple(json.loads(values["notices"] or "[]"))
        return Document(**values)

    def _name(self, row: Row[Any], sealed: bytes | None) -> str | None:
        if sealed is None:
            return None
        return self._opened_name(row.account, row.client_id, row.id, sealed)

    def _opened_name(self, account: str, client_id: str | None, id: str, sealed: bytes) -> str | None:
        try:
            return self._keyring.open(sealed, account=account, client_id=client_id, context=f"name:{id}").decode()
        except Shredded:
            return None

    def _kept(self, document: Document, row: Row[Any]) -> KeptClause:
        seal = self._seal_for(document.account)
        text = seal.admit(row.text, row.policy, row.text_mac)
        clause = Clause(
            id=row.id,
            source=document.source,
            ordinal=row.ordinal,
            number=row.number,
            heading=seal.admit(row.heading, row.policy, row.heading_mac),
            text=text,
            page=row.page,
            span=Span(row.start, row.end),
        )
        return KeptClause(clause, Masked.from_offsets(text, row.offsets))


def _clause_row(kept: KeptClause) -> dict[str, Any]:
    clause = kept.clause
    return {
        "id": clause.id,
        "document_id": clause.source.document_id,
        "account": clause.source.account,
        "ordinal": clause.ordinal,
        "number": clause.number,
        "heading": clause.heading.text,
        "heading_mac": clause.heading.mac,
        "text": clause.text.text,
        "text_mac": clause.text.mac,
        "policy": clause.text.policy,
        "page": clause.page,
        "start": clause.span.start,
        "end": clause.span.end,
        "offsets": kept.masked.offsets,
    }
