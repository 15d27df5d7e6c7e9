"""The approval queue: the state row in SQL is the truth, and deciding is one commit."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, select
from sqlalchemy.exc import IntegrityError

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.approvals.proposal import Changed, Draft, NoSuchProposal, Proposal, ProposalState, Target
from service.store.sealed_json import SealedJson
from service.store.tables import WAITING, proposals

EXPIRES_AFTER = timedelta(days=14)


class ApprovalQueue:
    """Every write to Jobber passes here. Reads take a `Scope`; nothing is written before a person approved it."""

    def __init__(self, engine: Engine, sealed: SealedJson) -> None:
        self._engine, self._sealed = engine, sealed

    def propose(self, account: str, drafts: Iterable[Draft], *, created_by: str) -> list[Proposal]:
        """Queue drafts; one that already waits unchanged is returned instead of queued twice."""
        self.expire(account)
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
        texts = self._texts(seen, note=note, result=None if approve else note)
        if not self._move(seen, state, decided_by=by, decided_at=datetime.now(UTC), **texts):
            raise Changed(f"proposal {id} was decided by someone else just now; look again")
        return self.get(scope, id)

    def advance(self, proposal: Proposal, state: ProposalState, result: str | None = None) -> bool:
        """Move an approved proposal on; False when another process has moved it already."""
        return self._move(proposal, state, **self._texts(proposal, result=result))

    def expire(self, account: str) -> None:
        """Close the pending proposals past their date; they can no longer be decided."""
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

    def to_execute(self) -> Sequence[tuple[str, str]]:
        """`(account, proposal id)` of everything approved, or left in execution by a crash; of no erased client."""
        waiting = (ProposalState.APPROVED.value, ProposalState.EXECUTING.value)
        query = select(proposals).where(proposals.c.state.in_(waiting)).order_by(proposals.c.created_at)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [(row.account, row.id) for row in rows if self._open(row) is not None]

    def _move(self, proposal: Proposal, state: ProposalState, **values: Any) -> bool:
        unmoved = (proposals.c.id == proposal.id, proposals.c.version == proposal.version)
        with self._engine.begin() as connection:
            moved = connection.execute(
                proposals.update().where(*unmoved).values(state=state.value, version=proposal.version + 1, **values)
            )
        return moved.rowcount == 1

    def _texts(self, proposal: Proposal, **texts: str | None) -> dict[str, bytes]:
        """The columns of texts that are given, sealed: a person's note or Jobber's answer may name somebody."""
        account, client_id = proposal.account, proposal.draft.client_id
        return {
            f"sealed_{name}": self._sealed.seal(
                text, account=account, client_id=client_id, context=f"proposal {name}:{proposal.id}"
            )
            for name, text in texts.items()
            if text is not None
        }

    def _propose(self, account: str, draft: Draft, created_by: str) -> Proposal:
        row = self._row(account, draft, created_by)
        id = self._waiting(account, row["digest"])
        if id is None:
            self._insert(row)
            id = self._waiting(account, row["digest"])
        return self.get(Scope(account), id or row["id"])

    def _waiting(self, account: str, digest: str) -> str | None:
        query = select(proposals.c.id).where(
            proposals.c.account == account, proposals.c.digest == digest, proposals.c.state.in_(WAITING)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def _insert(self, row: dict[str, Any]) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(proposals.insert().values(row))
        except IntegrityError:
            return  # another process has queued the same at this moment

    def _row(self, account: str, draft: Draft, created_by: str) -> dict[str, Any]:
        id, now, body = f"prop_{secrets.token_hex(6)}", datetime.now(UTC), _body(draft)
        place = [draft.action, draft.target.type, draft.target.id, body]
        return {
            "id": id,
            "account": account,
            "version": 1,
            "action": draft.action,
            "state": ProposalState.PENDING.value,
            "target_type": draft.target.type,
            "target_id": draft.target.id,
            "client_id": draft.client_id,
            "requires_role": draft.requires_role,
            "created_by": created_by,
            "created_at": now,
            "expires_at": now + EXPIRES_AFTER,
            "digest": self._sealed.digest(place, account=account, purpose="proposal"),
            "sealed": self._sealed.seal(body, account=account, client_id=draft.client_id, context=f"proposal:{id}"),
        }

    def _open(self, row: Row[Any]) -> Proposal | None:
        """The proposal, or None once its client was erased."""
        try:
            return self._proposal(row)
        except Shredded:
            return None

    def _proposal(self, row: Row[Any]) -> Proposal:
        body = self._text(row, row.sealed, "proposal")
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
            created_at=row.created_at,
            expires_at=row.expires_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            note=self._text(row, row.sealed_note, "proposal note"),
            result=self._text(row, row.sealed_result, "proposal result"),
        )

    def _text(self, row: Row[Any], sealed: bytes | None, context: str) -> Any:
        if sealed is None:
            return None
        return self._sealed.open(sealed, account=row.account, client_id=row.client_id, context=f"{context}:{row.id}")


def _body(draft: Draft) -> dict[str, Any]:
    return {
        "before": draft.before,
        "after": draft.after,
        "evidence": list(draft.evidence),
        "money_impact": draft.money_impact,
    }
