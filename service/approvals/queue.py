"""The approval queue: the state row in SQL is the truth; deciding, and what the audit log says of it, are one commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select, update

from anonymize.boundary import Scope
from service.approvals import rollout
from service.approvals.claims import Claims
from service.approvals.learned import Learned
from service.approvals.proposal import (
    BY_ROLLOUT,
    SETTLED,
    Because,
    Changed,
    Draft,
    NoSuchProposal,
    NotRolledOut,
    Proposal,
    ProposalState,
)
from service.approvals.rollout import Mode, Policy, Rollout, policy_of
from service.approvals.rows import EXPIRES_AFTER, ProposalRows
from service.audit.event import Subject
from service.audit.log import AuditLog, Entries
from service.store.inserting import insert_new
from service.store.sealed_json import SealedJson
from service.store.tables import WAITING, proposals

__all__ = ["EXPIRES_AFTER", "ApprovalQueue"]
_PENDING = ProposalState.PENDING.value


class ApprovalQueue:
    """Every write to Jobber passes here. Reads take a `Scope`; nothing is written before a person approved it, or the
    owner's rollout did."""

    def __init__(self, engine: Engine, sealed: SealedJson, audit: AuditLog) -> None:
        self._engine, self._rows, self._audit = engine, ProposalRows(sealed), audit
        self._claims = Claims(engine)
        self.rollout, self.learned = Rollout(engine, audit), Learned(engine, sealed, audit)

    def propose(
        self, account: str, drafts: Iterable[Draft], *, created_by: str, undo_of: str | None = None
    ) -> list[Proposal]:
        """Queue drafts, one commit; one that waits unchanged is returned instead of queued twice.

        Nothing becomes of a draft whose action is `read_only`. One that still waits with another value for the same
        place expires.
        """
        self.expire(account)
        policies = [(draft, self.rollout.of(account, draft.action, draft.contract_type)) for draft in drafts]
        wanted = [(draft, policy) for draft, policy in policies if policy.mode is not Mode.READ_ONLY]
        rows = [
            (draft, policy, self._rows.new(account, draft, created_by, approvals=policy.approvals(draft), undo_of=undo_of))
            for draft, policy in wanted
        ]  # fmt: skip
        if not rows:
            return []
        with self._audit.transaction(account) as entries:
            ids = [self._queued(entries, draft, policy, row) for draft, policy, row in rows]
        return [self.get(Scope(account), id) for id in ids]

    def must_be_on(self, account: str, draft: Draft) -> None:
        """Raises `NotRolledOut` for what `propose` would pass over."""
        if self.rollout.of(account, draft.action, draft.contract_type).mode is Mode.READ_ONLY:
            raise NotRolledOut(
                f"{draft.action} is read_only: nothing of it is proposed or written; an admin turns it on with "
                f"`fineprint rollout set guided --action {draft.action}`"
            )

    def get(self, scope: Scope, id: str) -> Proposal:
        """Raises `NoSuchProposal` when there is none in this scope."""
        query = select(proposals).where(proposals.c.account == scope.account, proposals.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        proposal = self._rows.open(row) if row is not None and scope.allows(row.client_id) else None
        if proposal is None:
            raise NoSuchProposal(f"there is no proposal {id}; `fineprint approvals list` shows what waits")
        return proposal

    def list(self, scope: Scope, states: Iterable[ProposalState] = ()) -> list[Proposal]:
        self.expire(scope.account)
        query = select(proposals).where(proposals.c.account == scope.account)
        if wanted := [state.value for state in states]:
            query = query.where(proposals.c.state.in_(wanted))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(proposals.c.created_at, proposals.c.id)).all()
        opened = (self._rows.open(row) for row in rows if scope.allows(row.client_id))
        return [proposal for proposal in opened if proposal is not None]

    def decide(
        self,
        scope: Scope,
        id: str,
        *,
        approve: bool,
        by: str,
        version: int | None = None,
        note: str | None = None,
        because: Because = Because.OTHER,
    ) -> Proposal:
        """Approve or reject a pending proposal; raises `Changed` when it is no longer what the person saw.

        Where two have to approve, the first approval leaves it pending, and the second has to be another person's.
        """
        seen = self._pending(scope, id, version)
        if not approve:
            return self._reject(scope, seen, by, note, because)
        self.must_be_on(seen.account, seen.draft)
        if seen.approvals_needed > 1 and seen.first_by is None:
            return self._move(
                scope, seen, "approved_first", by, note=note, state=_PENDING, first_by=by, first_at=datetime.now(UTC)
            )
        if seen.first_by == by:
            raise Changed(f"you approved {id} already; above this amount a second person has to")
        return self._move(scope, seen, "approved", by, note=note, **_decided(ProposalState.APPROVED, by))

    def edit(self, scope: Scope, draft: Draft, id: str, *, by: str, version: int | None = None) -> Proposal:
        """Put another draft of the same write in place of a pending one; it waits on, with nobody's approval."""
        seen = self._pending(scope, id, version)
        policy = self.rollout.of(seen.account, draft.action, draft.contract_type)
        values = self._rows.body(seen.account, id, draft) | {"approvals_needed": policy.approvals(draft)}
        return self._move(
            scope, seen, "edited", by, after=draft, state=_PENDING, edited_by=by, first_by=None, first_at=None, **values
        )

    def advance(self, proposal: Proposal, state: ProposalState, result: str | None = None) -> bool:
        """Move an approved proposal on; False when another process has moved it already."""
        values: dict[str, Any] = {"state": state.value, **self._rows.texts(proposal, result=result)}
        values |= {"ended_at": datetime.now(UTC)} if state in SETTLED else {}
        values |= {"attempts": proposal.attempts + 1} if state is ProposalState.EXECUTING else {}
        with self._audit.transaction(proposal.account) as entries:
            moved = _update(entries, proposal, values)
            if moved:
                self._note(entries, proposal, state.value, proposal.decided_by or BY_ROLLOUT)
                if state is ProposalState.DONE and proposal.undo_of is not None:
                    self._undone(entries, proposal)
        return moved

    def expire(self, account: str) -> None:
        """Close the pending proposals past their date; they can no longer be decided."""
        late = (
            proposals.c.account == account,
            proposals.c.state == _PENDING,
            proposals.c.expires_at < datetime.now(UTC),
        )
        with self._engine.connect() as connection:
            rows = connection.execute(select(proposals.c.id, proposals.c.client_id).where(*late)).all()
        if not rows:
            return
        with self._audit.transaction(account) as entries:
            for row in rows:
                _close(entries, row.id, row.client_id, "the date to decide by has passed")

    def to_execute(self) -> Sequence[tuple[str, str]]:
        """`(account, proposal id)` of everything approved, or left in execution by a crash; of no erased client, and of
        no action that was put back to `read_only`."""
        waiting = (ProposalState.APPROVED.value, ProposalState.EXECUTING.value)
        query = select(proposals).where(proposals.c.state.in_(waiting)).order_by(proposals.c.created_at)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            off = rollout.held_back(connection, [(row.account, row.action, row.contract_type) for row in rows])
        return [
            (row.account, row.id)
            for row in rows
            if (row.account, row.action, row.contract_type) not in off and self._rows.open(row) is not None
        ]

    def is_on(self, proposal: Proposal) -> bool:
        draft = proposal.draft
        return self.rollout.of(proposal.account, draft.action, draft.contract_type).mode is not Mode.READ_ONLY

    def undone_by(self, scope: Scope, id: str) -> str | None:
        """The proposal that undoes this one, unless it came to nothing."""
        query = select(proposals.c.id).where(
            proposals.c.account == scope.account,
            proposals.c.undo_of == id,
            proposals.c.state.in_([*WAITING, ProposalState.DONE.value]),
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def claimed(self, id: str) -> AbstractContextManager[bool]:
        """Whether this process alone carries the proposal out, until the block ends."""
        return self._claims.claimed(id)

    def _queued(self, entries: Entries, draft: Draft, policy: Policy, row: dict[str, Any]) -> str:
        """The id under which a draft waits: its own, or of the same that waits already."""
        connection, account = entries.connection, row["account"]
        self._supersede(entries, row)
        if not insert_new(connection, proposals, row):
            same = proposals.c.account == account, proposals.c.digest == row["digest"], proposals.c.state.in_(WAITING)
            return str(connection.execute(select(proposals.c.id).where(*same)).scalar_one())
        subject = Subject(row["id"], draft.client_id)
        self._tell(entries, subject, draft, "proposed", row["created_by"], undo_of=row["undo_of"])
        if self._set_back(entries, account, row):
            rollout.reversed_by(entries, account, draft, BY_ROLLOUT)
        elif policy.goes_alone(draft) and policy_of(connection, account, draft.action, draft.contract_type).earned:
            alone = _decided(ProposalState.APPROVED, BY_ROLLOUT) | {"version": 2}
            connection.execute(update(proposals).where(proposals.c.id == row["id"]).values(**alone))
            self._tell(entries, subject, draft, "approved", BY_ROLLOUT, policy=policy.as_json())
        return str(row["id"])

    @staticmethod
    def _set_back(entries: Entries, account: str, row: dict[str, Any]) -> bool:
        """Whether the very same was written without a person before: somebody has set it back in Jobber since."""
        same = (
            proposals.c.account == account,
            proposals.c.digest == row["digest"],
            proposals.c.state == ProposalState.DONE.value,
            proposals.c.decided_by == BY_ROLLOUT,
        )
        return entries.connection.execute(select(proposals.c.id).where(*same)).first() is not None

    @staticmethod
    def _supersede(entries: Entries, row: dict[str, Any]) -> None:
        if row["place"] is None:
            return
        older = (
            proposals.c.account == row["account"],
            proposals.c.place == row["place"],
            proposals.c.digest != row["digest"],
            proposals.c.state == _PENDING,
        )
        for old in entries.connection.execute(select(proposals.c.id, proposals.c.client_id).where(*older)).all():
            _close(entries, old.id, old.client_id, "another value for the same place was proposed")

    def _pending(self, scope: Scope, id: str, version: int | None) -> Proposal:
        self.expire(scope.account)
        seen = self.get(scope, id)
        if version is not None and version != seen.version:
            raise Changed(f"proposal {id} changed since it was seen (now version {seen.version}); look again")
        if seen.state is not ProposalState.PENDING:
            raise Changed(f"proposal {id} is already {seen.state.value}; only a pending one can be decided")
        return seen

    def _reject(self, scope: Scope, seen: Proposal, by: str, note: str | None, because: Because) -> Proposal:
        values = _decided(ProposalState.REJECTED, by) | {"ended_at": datetime.now(UTC)}
        return self._move(scope, seen, "rejected", by, note=note, result=note, because=because, **values)

    def _move(
        self,
        scope: Scope,
        seen: Proposal,
        what: str,
        by: str,
        *,
        note: str | None = None,
        result: str | None = None,
        because: Because = Because.OTHER,
        after: Draft | None = None,
        **values: Any,
    ) -> Proposal:
        """A person's step, with what is learned from it; raises `Changed` where somebody else was first."""
        told = {"because": because.value} if what == "rejected" else {}
        texts = self._rows.texts(seen, note=note, result=result)
        with self._audit.transaction(seen.account) as entries:
            if not _update(entries, seen, values | texts):
                raise Changed(f"proposal {seen.id} was decided by someone else just now; look again")
            self._note(entries, seen if after is None else replace(seen, draft=after), what, by, **told)
            self._learn(entries, seen, what, by, because, after)
        return self.get(scope, seen.id)

    def _learn(
        self, entries: Entries, seen: Proposal, what: str, by: str, because: Because, after: Draft | None
    ) -> None:
        if what == "approved" and seen.edited_by is None:
            rollout.agreed(entries, seen.account, seen.draft)
        if what in ("rejected", "edited"):
            rollout.reversed_by(entries, seen.account, seen.draft, by)
        if what == "rejected":
            self.learned.rejected(entries, seen, because, by)
        if after is not None and isinstance(after.after, dict):
            self.learned.edited(entries, seen, after.after.get("value"), by)

    def _undone(self, entries: Entries, undo: Proposal) -> None:
        query = select(proposals).where(proposals.c.account == undo.account, proposals.c.id == undo.undo_of)
        row = entries.connection.execute(query).one_or_none()
        first = self._rows.open(row) if row is not None else None
        if first is not None:
            rollout.reversed_by(entries, undo.account, first.draft, undo.decided_by or BY_ROLLOUT)
            self.learned.rejected(entries, first, Because.WRONG_VALUE, undo.decided_by or BY_ROLLOUT)

    def _note(self, entries: Entries, proposal: Proposal, what: str, by: str, **more: Any) -> None:
        self._tell(entries, Subject(proposal.id, proposal.draft.client_id), proposal.draft, what, by, **more)

    @staticmethod
    def _tell(entries: Entries, subject: Subject, draft: Draft, what: str, by: str, **more: Any) -> None:
        """An event of a proposal: what it would write, as digests, and the words it rests on, by place."""
        entries.add(f"proposal.{what}", by, subject, **_told(entries, subject, draft), **more)


def _told(entries: Entries, subject: Subject, draft: Draft) -> dict[str, Any]:
    named = Subject(draft.target.id, draft.client_id)
    target = named.id if draft.client_id is None else entries.name(named)
    origin = draft.origin
    return {
        "action": draft.action,
        "target": {"type": draft.target.type, "id": target},
        "field": origin.field if origin else None,
        "confidence": origin.confidence if origin else None,
        "before": entries.digest(subject, draft.before) if draft.client_id else None,
        "after": entries.digest(subject, draft.after) if draft.client_id else None,
        "money_impact": draft.money_impact,
        "evidence": [_place_of(entries, draft, each) for each in draft.evidence],
    }


def _place_of(entries: Entries, draft: Draft, citation: dict[str, Any]) -> dict[str, Any]:
    """Where the quoted words stand: a pseudonym of the document, page and offsets; the words themselves as a digest."""
    subject = Subject(str(citation.get("document_id", "")), draft.client_id)
    document = entries.name(subject) if draft.client_id else subject.id
    quote = entries.digest(subject, citation.get("quote")) if draft.client_id else None
    return {"document": document, "quote": quote} | {name: citation.get(name) for name in ("page", "start", "end")}


def _decided(state: ProposalState, by: str) -> dict[str, Any]:
    return {"state": state.value, "decided_by": by, "decided_at": datetime.now(UTC)}


def _update(entries: Entries, proposal: Proposal, values: dict[str, Any]) -> bool:
    """Whether the row was still as it was seen."""
    unmoved = proposals.c.id == proposal.id, proposals.c.version == proposal.version
    changed = update(proposals).where(*unmoved).values(version=proposal.version + 1, **values)
    return entries.connection.execute(changed).rowcount == 1


def _close(entries: Entries, id: str, client_id: str | None, why: str) -> None:
    """A pending proposal nobody decided comes to its end."""
    still = proposals.c.id == id, proposals.c.state == _PENDING
    values = {"state": ProposalState.EXPIRED.value, "version": proposals.c.version + 1, "ended_at": datetime.now(UTC)}
    if entries.connection.execute(update(proposals).where(*still).values(**values)).rowcount == 1:
        entries.add("proposal.expired", BY_ROLLOUT, Subject(id, client_id), why=why)
