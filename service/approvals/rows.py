"""Proposals as rows: what a row holds in clear, and what is sealed under its client's key."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from anonymize.keys import Shredded
from service.approvals.proposal import Draft, Origin, Proposal, ProposalState, Target
from service.store.sealed_json import SealedJson

EXPIRES_AFTER = timedelta(days=14)


class ProposalRows:
    def __init__(self, sealed: SealedJson) -> None:
        self._sealed = sealed

    def new(
        self, account: str, draft: Draft, created_by: str, *, approvals: int, undo_of: str | None
    ) -> dict[str, Any]:
        """A row that waits. `sealed` may write its client's key: call this before a transaction."""
        id, now = f"prop_{secrets.token_hex(6)}", datetime.now(UTC)
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
            "contract_type": draft.contract_type,
            "approvals_needed": approvals,
            "undo_of": undo_of,
            "created_by": created_by,
            "created_at": now,
            "expires_at": now + EXPIRES_AFTER,
            "place": self._place(account, draft),
            **self.body(account, id, draft),
        }

    def body(self, account: str, id: str, draft: Draft) -> dict[str, Any]:
        """The columns of what a draft says."""
        body = _body(draft)
        what = [draft.action, draft.target.type, draft.target.id, body["before"], body["after"]]
        return {
            "digest": self._sealed.digest(what, account=account, purpose="proposal"),
            "sealed": self._sealed.seal(body, account=account, client_id=draft.client_id, context=f"proposal:{id}"),
        }

    def texts(self, proposal: Proposal, **texts: str | None) -> dict[str, bytes]:
        """The columns of texts that are given, sealed: a person's note or Jobber's answer may name somebody."""
        account, client_id = proposal.account, proposal.draft.client_id
        return {
            f"sealed_{name}": self._sealed.seal(
                text, account=account, client_id=client_id, context=f"proposal {name}:{proposal.id}"
            )
            for name, text in texts.items()
            if text is not None
        }

    def open(self, row: Row[Any]) -> Proposal | None:
        """The proposal, or None once its client was erased."""
        try:
            return self._proposal(row)
        except Shredded:
            return None

    def _place(self, account: str, draft: Draft) -> str | None:
        if draft.place is None:
            return None
        place = [draft.action, draft.target.type, draft.target.id, draft.place]
        return self._sealed.digest(place, account=account, purpose="place of a proposal")

    def _proposal(self, row: Row[Any]) -> Proposal:
        body = self._text(row, row.sealed, "proposal")
        origin = body.get("origin")
        draft = Draft(
            action=row.action,
            target=Target(row.target_type, row.target_id),
            client_id=row.client_id,
            before=body["before"],
            after=body["after"],
            evidence=tuple(body["evidence"]),
            money_impact=body["money_impact"],
            requires_role=row.requires_role,
            contract_type=row.contract_type,
            origin=None if origin is None else Origin(**origin),
            place=body.get("place"),
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
            approvals_needed=row.approvals_needed,
            first_by=row.first_by,
            edited_by=row.edited_by,
            undo_of=row.undo_of,
            attempts=row.attempts,
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
        "origin": draft.origin.as_json() if draft.origin else None,
        "place": draft.place,
    }
