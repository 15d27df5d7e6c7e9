"""The approval queue: the state row in SQL is the truth, and deciding is one commit."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, select

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.approvals.proposal import Changed, Draft, NoSuchProposal, Proposal, ProposalState, Target
from service.store.sealed_json import SealedJson
from service.store.tables import proposals

EXPIRES_AFTER = timedelta(days=14)
OPEN = (ProposalState.PENDING, ProposalState.APPROVED, ProposalState.EXECUTING)


class ApprovalQueue:
    """Every write to Jobber passes here. Reads take a `Scope`; nothing is written before a person approved it."""

    def __init__(self, engine: Engine, sealed: SealedJson) -> None:
        self._engine, self._sealed = engine, sealed

    def propose(self, account: str, drafts: Iterable[Draft], *, created_by: str) -> list[Proposal]:
        """Queue drafts; one that already waits unchanged is returned instead of queued twice."""
        return [self._propose(account, draft, created_by) for draft in drafts]

    def get(self, scope: Scope, id: str) -> Proposal:
        """Raises `NoSuchProposal` when there is none in this scope."""
        query = select(proposals).where(proposals.c.account == scope.account, proposals.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        proposal = self._open(row) if row is not None and scope.allows(row.client_id) else None
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
        opened = (self._open(row) for row in rows if scope.allows(row.client_id))
        return [proposal for proposal in opened if proposal is not None]

    def decide(
        self, scope: Scope, id: str, *, approve: bool, by: str, version: int | None = None, note: str | None = None
    ) -> Proposal:
        """Approve or reject a pending proposal; raises `Changed` when it is no longer what the person saw."""
        self.expire(scope.account)
        seen = self.get(scope, id)
        if version is not None and version != seen.version:
            raise Changed(f"proposal {id} changed since it was seen (now version {seen.version}); look again")
        if seen.state is not ProposalState.PENDING:
            raise Changed(f"proposal {id} is already {seen.state.value}; only a pending one can be decided")
        state = ProposalState.APPROVED if approve else ProposalState.REJECTED
        if not self._move(seen, state, decided_by=by, decided_at=datetime.now(UTC), result=note):
            raise Changed(f"proposal {id} was decided by someone else just now; look again")
        return self.get(scope, id)

    def advance(self, proposal: Proposal, state: ProposalState, result: str | None = None) -> bool:
        """Move an approved proposal on; False when another process has moved it already."""
        return self._move(proposal, state, result=result)

    def expire(self, account: str) -> None:
        """Pending proposals past their date count as rejected."""
        late = (
            proposals.c.account == account,
            proposals.c.state == ProposalState.PENDING.value,
            proposals.c.expires_at < datetime.now(UTC),
        )
        with self._engine.begin() as connection:
            connection.execute(
                proposals.update()
                .where(*late)
                .values(state=ProposalState.EXPIRED.value, version=proposals.c.version + 1)
            )

    def to_execute(self) -> list[tuple[str, str]]:
        """`(account, proposal id)` of everything approved, or left in execution by a crash."""
        waiting = (ProposalState.APPROVED.value, ProposalState.EXECUTING.value)
        query = select(proposals.c.account, proposals.c.id).where(proposals.c.state.in_(waiting))
        with self._engine.connect() as connection:
            return [(row.account, row.id) for row in connection.execute(query.order_by(proposals.c.created_at))]

    def _move(self, proposal: Proposal, state: ProposalState, **values: Any) -> bool:
        unmoved = (proposals.c.id == proposal.id, proposals.c.version == proposal.version)
        with self._engine.begin() as connection:
            moved = connection.execute(
                proposals.update().where(*unmoved).values(state=state.value, version=proposal.version + 1, **values)
            )
        return moved.rowcount == 1

    def _propose(self, account: str, draft: Draft, created_by: str) -> Proposal:
        body = _body(draft)
        digest = self._sealed.digest(
            [draft.action, draft.target.type, draft.target.id, body], account=account, purpose="proposal"
        )
        waiting = select(proposals).where(
            proposals.c.account == account,
            proposals.c.digest == digest,
            proposals.c.state.in_([state.value for state in OPEN]),
        )
        id, now = f"prop_{secrets.token_hex(6)}", datetime.now(UTC)
        sealed = self._sealed.seal(body, account=account, client_id=draft.client_id, context=f"proposal:{id}")
        with self._engine.begin() as connection:
            row = connection.execute(waiting).first()
            if row is None:
                connection.execute(
                    proposals.insert().values(
                        id=id,
                        account=account,
                        version=1,
                        action=draft.action,
                        state=ProposalState.PENDING.value,
                        target_type=draft.target.type,
                        target_id=draft.target.id,
                        client_id=draft.client_id,
                        requires_role=draft.requires_role,
                        created_by=created_by,
                        created_at=now,
                        expires_at=now + EXPIRES_AFTER,
                        digest=digest,
                        sealed=sealed,
                    )
                )
        return self.get(Scope(account), id if row is None else row.id)

    def _open(self, row: Row[Any]) -> Proposal | None:
        try:
            body = self._sealed.open(
                row.sealed, account=row.account, client_id=row.client_id, context=f"proposal:{row.id}"
            )
        except Shredded:
            return None
        draft = Draft(
            action=row.action,
            target=Target(row.target_type, row.target_id),
            client_id=row.client_id,
            before=body["before"],
            after=body["after"],
            evidence=tuple(body["evidence"]),
            money_impact=body["money_impact"],
            requires_role=row.requires_role,
        )
        return Proposal(
            id=row.id,
            account=row.account,
            version=row.version,
            state=ProposalState(row.state),
            draft=draft,
            created_by=row.created_by,
            created_at=_aware(row.created_at),
            expires_at=_aware(row.expires_at),
            decided_by=row.decided_by,
            decided_at=_aware(row.decided_at) if row.decided_at else None,
            result=row.result,
        )


def _body(draft: Draft) -> dict[str, Any]:
    return {
        "before": draft.before,
        "after": draft.after,
        "evidence": list(draft.evidence),
        "money_impact": draft.money_impact,
    }


def _aware(moment: datetime) -> datetime:
    """SQLite gives times back without their zone; all are kept in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
