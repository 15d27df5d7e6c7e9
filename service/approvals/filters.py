"""Which proposals a person means: the list's filter, and what a bulk approval approves."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from service.approvals.proposal import Proposal, ProposalState


@dataclass(frozen=True)
class Filter:
    """Everything given has to hold; nothing given is every proposal."""

    states: tuple[ProposalState, ...] = ()
    action: str | None = None
    contract_type: str | None = None
    field: str | None = None
    client_id: str | None = None
    needs_review: bool | None = None
    most_money: Decimal | None = None
    least_confidence: float | None = None

    def takes(self, proposal: Proposal) -> bool:
        draft, origin = proposal.draft, proposal.draft.origin
        wanted = (
            (self.action, draft.action),
            (self.contract_type, draft.contract_type),
            (self.field, origin.field if origin else None),
            (self.client_id, draft.client_id),
            (self.needs_review, origin.needs_review if origin else None),
        )
        if any(given is not None and given != found for given, found in wanted):
            return False
        if self.most_money is not None and draft.money > self.most_money:
            return False
        return self.least_confidence is None or (origin is not None and origin.confidence >= self.least_confidence)
