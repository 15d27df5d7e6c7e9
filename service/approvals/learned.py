"""What people's corrections taught, used by the next run, shown, and removable.

| kind | learned when a person | used |
|---|---|---|
| value | edits a value, or rejects it as wrong | in place of the same value read from the same document; rejected: not proposed |
| synonym | edits a value of a closed vocabulary into a dropdown's option | for that word in that custom field, whatever the document |
| mapping | rejects because it is the wrong custom field | this contract field goes into that custom field no more |
| threshold | edits or rejects a value | a value of this field read with no more confidence is marked for review, and never goes alone |

What a correction of one client's value says is sealed under the client's key, and goes with it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, delete, select

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.approvals.proposal import Because, Proposal
from service.audit.event import Subject
from service.audit.log import AuditLog, Entries
from service.store.sealed_json import SealedJson
from service.store.tables import learned

VOCABULARY = frozenset({"billing_frequency", "service_types"})  # fields whose words mean the same in every contract


class Kind(StrEnum):
    VALUE = "value"
    SYNONYM = "synonym"
    MAPPING = "mapping"
    THRESHOLD = "threshold"


class NothingLearned(LookupError):
    """There is nothing of that id that was learned."""


@dataclass(frozen=True)
class Lesson:
    """`read` is what was read; `use` what to use instead, None for nothing; of a threshold `use` is a confidence."""

    id: str
    kind: Kind
    field: str
    client_id: str | None
    document_id: str | None
    configuration: str | None
    read: Any
    use: Any
    learned_from: str
    learned_at: datetime

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "field": self.field,
            "client_id": self.client_id,
            "document_id": self.document_id,
            "custom_field": self.configuration,
            "read": self.read,
            "use": self.use,
            "learned_from": self.learned_from,
            "learned_at": self.learned_at.isoformat(),
        }


class Learned:
    def __init__(self, engine: Engine, sealed: SealedJson, audit: AuditLog) -> None:
        self._engine, self._sealed, self._audit = engine, sealed, audit

    def all(self, scope: Scope, client_ids: Iterable[str] | None = None) -> list[Lesson]:
        """What was learned of the account, and of its clients in scope (of these only, where given)."""
        query = select(learned).where(learned.c.account == scope.account).order_by(learned.c.learned_at, learned.c.id)
        if client_ids is not None:
            query = query.where(learned.c.client_id.is_(None) | learned.c.client_id.in_(sorted(client_ids)))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        seen = (row for row in rows if row.client_id is None or scope.allows(row.client_id))
        opened = (self._opened(row) for row in seen)
        return [lesson for lesson in opened if lesson is not None]

    def forget(self, scope: Scope, id: str, *, by: str) -> None:
        """Take a lesson away. Raises `NothingLearned`."""
        lesson = next((each for each in self.all(scope) if each.id == id), None)
        if lesson is None:
            raise NothingLearned(f"nothing of the id {id} was learned; `fineprint fields learned` lists what was")
        with self._audit.transaction(scope.account) as entries:
            entries.connection.execute(delete(learned).where(learned.c.account == scope.account, learned.c.id == id))
            entries.add(
                "learned.forgotten", by, Subject(id, lesson.client_id), lesson=lesson.kind.value, field=lesson.field
            )

    def edited(self, entries: Entries, proposal: Proposal, value: Any, by: str) -> None:
        """A person put another value in place of the one proposed."""
        origin, configuration = proposal.draft.origin, _configuration(proposal)
        if origin is None or configuration is None:
            return
        self._value(entries, proposal, value, by)
        self._threshold(entries, proposal, by)
        if origin.field in VOCABULARY:
            self._keep(
                entries, proposal.account, Kind.SYNONYM, origin.field, by, origin.extracted, value, configuration
            )

    def rejected(self, entries: Entries, proposal: Proposal, because: Because, by: str) -> None:
        origin, configuration = proposal.draft.origin, _configuration(proposal)
        if origin is None or configuration is None:
            return
        if because is Because.WRONG_FIELD:
            self._keep(entries, proposal.account, Kind.MAPPING, origin.field, by, None, None, configuration)
            return
        self._value(entries, proposal, None, by)
        if because is Because.WRONG_VALUE:
            self._threshold(entries, proposal, by)

    def _value(self, entries: Entries, proposal: Proposal, use: Any, by: str) -> None:
        origin = proposal.draft.origin
        assert origin is not None  # noqa: S101 - looked at by who calls
        of = proposal.draft.client_id, origin.document_id
        self._keep(
            entries, proposal.account, Kind.VALUE, origin.field, by, origin.extracted, use, _configuration(proposal), of
        )

    def _threshold(self, entries: Entries, proposal: Proposal, by: str) -> None:
        origin = proposal.draft.origin
        assert origin is not None  # noqa: S101 - looked at by who calls
        known = [each for each in self.all(Scope(proposal.account), ()) if each.kind is Kind.THRESHOLD]
        before = max((float(each.use) for each in known if each.field == origin.field), default=0.0)
        if origin.confidence > before:
            self._keep(entries, proposal.account, Kind.THRESHOLD, origin.field, by, None, origin.confidence)

    def _keep(
        self,
        entries: Entries,
        account: str,
        kind: Kind,
        field: str,
        by: str,
        read: Any,
        use: Any,
        configuration: str | None = None,
        of: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """One lesson of each use: a later one takes the place of an earlier."""
        id, (client_id, document_id) = f"learned_{secrets.token_hex(6)}", of
        used_for = [kind, field, configuration, client_id, document_id, read]
        digest = self._sealed.digest(used_for, account=account, purpose="learned")
        same = learned.c.account == account, learned.c.digest == digest
        entries.connection.execute(delete(learned).where(*same))
        entries.connection.execute(
            learned.insert().values(
                id=id,
                account=account,
                kind=kind.value,
                field=field,
                client_id=client_id,
                document_id=document_id,
                configuration=configuration,
                digest=digest,
                learned_from=by,
                learned_at=datetime.now(UTC),
                sealed=self._sealed.seal(
                    {"read": read, "use": use}, account=account, client_id=client_id, context=f"learned:{id}"
                ),
            )
        )
        entries.add("learned.added", by, Subject(id, client_id), lesson=kind.value, field=field)

    def _opened(self, row: Row[Any]) -> Lesson | None:
        """The lesson, None once its client was erased."""
        place = {"account": row.account, "client_id": row.client_id, "context": f"learned:{row.id}"}
        try:
            told = self._sealed.open(row.sealed, **place)
        except Shredded:
            return None
        return Lesson(
            row.id,
            Kind(row.kind),
            row.field,
            row.client_id,
            row.document_id,
            row.configuration,
            told["read"],
            told["use"],
            row.learned_from,
            row.learned_at,
        )


@dataclass(frozen=True)
class Corrections:
    """What was learned, as a run uses it."""

    lessons: tuple[Lesson, ...] = ()

    def is_excluded(self, field: str, configuration: str) -> bool:
        """Whether this contract field should go into that custom field no more."""
        return any(
            each.kind is Kind.MAPPING and (each.field, each.configuration) == (field, configuration)
            for each in self.lessons
        )

    def of_value(self, document_id: str, field: str, configuration: str, read: Any) -> Lesson | None:
        """The correction of this very value, else the synonym of its word."""
        wanted = (field, configuration, json.dumps(read, sort_keys=True))
        same = [
            each
            for each in self.lessons
            if (each.field, each.configuration, json.dumps(each.read, sort_keys=True)) == wanted
        ]
        own = [each for each in same if each.kind is Kind.VALUE and each.document_id == document_id]
        return next(iter(own + [each for each in same if each.kind is Kind.SYNONYM]), None)

    def needs_review(self, field: str, confidence: float) -> bool:
        return any(
            each.kind is Kind.THRESHOLD and each.field == field and confidence <= float(each.use)
            for each in self.lessons
        )


def _configuration(proposal: Proposal) -> str | None:
    after = proposal.draft.after
    return after.get("configuration_id") if isinstance(after, dict) else None
