"""A write to Jobber that waits for a person (shape: interfaces, Proposal)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ProposalState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    EXECUTING = "executing"
    DONE = "done"
    FAILED = "failed"
    STALE = "stale"


class ProposalError(Exception):
    """Base of what can go wrong with a decision; none of these is worth a retry as it is."""


class NoSuchProposal(ProposalError):
    pass


class Changed(ProposalError):
    """The proposal is not as it was when the person looked at it."""


@dataclass(frozen=True)
class Target:
    """The Jobber record that is written to, `id` opaque; of a new custom field the Account."""

    type: str
    id: str


@dataclass(frozen=True)
class Draft:
    """What a feature wants written. `before` and `after` are what the action reads and writes, as plain JSON."""

    action: str
    target: Target
    client_id: str | None
    before: Any
    after: Any
    evidence: tuple[dict[str, Any], ...] = ()
    money_impact: dict[str, str] | None = None
    requires_role: str = "manager"


@dataclass(frozen=True)
class Proposal:
    id: str
    account: str
    version: int
    state: ProposalState
    draft: Draft
    created_by: str
    created_at: datetime
    expires_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str | None = None
    result: str | None = None

    def as_json(self) -> dict[str, Any]:
        draft = self.draft
        return {
            "id": self.id,
            "version": self.version,
            "action": draft.action,
            "state": self.state.value,
            "target": {"type": draft.target.type, "id": draft.target.id},
            "before": draft.before,
            "after": draft.after,
            "money_impact": draft.money_impact,
            "evidence": list(draft.evidence),
            "created_by": self.created_by,
            "requires_role": draft.requires_role,
            "expires_at": self.expires_at.isoformat(),
            "decided_by": self.decided_by,
            "decided_at": self.decided_at.isoformat() if self.decided_at else None,
            "note": self.note,
            "result": self.result,
        }
