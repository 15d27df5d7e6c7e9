"""A write to Jobber that waits for a person (shape: interfaces, Proposal)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

BY_ROLLOUT = "rollout"  # decides where the owner allowed a kind of write to go without a person


class ProposalState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    EXECUTING = "executing"
    DONE = "done"
    FAILED = "failed"
    STALE = "stale"


SETTLED = frozenset(
    {
        ProposalState.REJECTED,
        ProposalState.EXPIRED,
        ProposalState.DONE,
        ProposalState.FAILED,
        ProposalState.STALE,
    }
)


class Because(StrEnum):
    """Why a person said no, as far as the next run should learn from it."""

    WRONG_VALUE = "wrong_value"
    WRONG_FIELD = "wrong_field"
    OTHER = "other"


class ProposalError(Exception):
    """Base of what can go wrong with a decision; none of these is worth a retry as it is."""


class NoSuchProposal(ProposalError):
    pass


class Changed(ProposalError):
    """The proposal is not as it was when the person looked at it."""


class Uneditable(ProposalError):
    """What was edited is nothing that this action could write."""


class Irreversible(ProposalError):
    """Jobber has no way back from this write."""


class NotRolledOut(ProposalError):
    """The owner has not turned this kind of write on."""


@dataclass(frozen=True)
class Target:
    """The Jobber record that is written to, `id` opaque; of a new custom field the Account."""

    type: str
    id: str


@dataclass(frozen=True)
class Origin:
    """What a proposed value was read from; `extracted` is the value before any correction was applied."""

    field: str
    document_id: str
    extracted: Any
    confidence: float
    needs_review: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "document_id": self.document_id,
            "extracted": self.extracted,
            "confidence": self.confidence,
            "needs_review": self.needs_review,
        }


@dataclass(frozen=True)
class Draft:
    """What a feature wants written. `before` and `after` are what the action reads and writes, as plain JSON.

    `place` names what is written within the target: of two drafts for one place the later one counts.
    """

    action: str
    target: Target
    client_id: str | None
    before: Any
    after: Any
    evidence: tuple[dict[str, Any], ...] = ()
    money_impact: dict[str, str] | None = None
    requires_role: str = "manager"
    contract_type: str | None = None
    origin: Origin | None = None
    place: str | None = None

    @property
    def money(self) -> Decimal:
        """The money impact as a positive number, zero where there is none."""
        return abs(Decimal(self.money_impact["amount"])) if self.money_impact else Decimal(0)


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
    approvals_needed: int = 1
    first_by: str | None = None
    edited_by: str | None = None
    undo_of: str | None = None
    attempts: int = 0

    def as_json(self) -> dict[str, Any]:
        draft = self.draft
        return {
            "id": self.id,
            "version": self.version,
            "action": draft.action,
            "state": self.state.value,
            "target": {"type": draft.target.type, "id": draft.target.id},
            "client_id": draft.client_id,
            "before": draft.before,
            "after": draft.after,
            "money_impact": draft.money_impact,
            "evidence": list(draft.evidence),
            "contract_type": draft.contract_type,
            "origin": draft.origin.as_json() if draft.origin else None,
            "created_by": self.created_by,
            "created_at": self.created_at.isoformat(),
            "requires_role": draft.requires_role,
            "approvals_needed": self.approvals_needed,
            "first_approved_by": self.first_by,
            "edited_by": self.edited_by,
            "undo_of": self.undo_of,
            "expires_at": self.expires_at.isoformat(),
            "decided_by": self.decided_by,
            "decided_at": self.decided_at.isoformat() if self.decided_at else None,
            "note": self.note,
            "result": self.result,
        }
