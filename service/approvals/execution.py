"""Carrying out an approved proposal: an intent in the queue, the change through Jobber's writer, its result. Fails closed.

A crash between any two lines is safe: the next try performs the same action again and says that one was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from anonymize.boundary import Scope
from ingest.jobber.actions import ApprovedAction, Change, Outcome, Performed
from ingest.jobber.errors import Missing, Refused
from service.approvals.proposal import Draft, Proposal, ProposalState
from service.approvals.queue import ApprovalQueue

STATES = {
    Outcome.WRITTEN: ProposalState.DONE,
    Outcome.ALREADY: ProposalState.DONE,
    Outcome.STALE: ProposalState.STALE,
    Outcome.UNEQUAL: ProposalState.FAILED,
}


class Action(Protocol):
    """One kind of write: what a `Draft` of it means. Raises `LookupError` or `Refused` where it means nothing."""

    def change(self, draft: Draft) -> Change: ...


class Writer(Protocol):
    """`ingest.jobber.writer.JobberWriter`."""

    def perform(self, action: ApprovedAction) -> Performed: ...


class Executor:
    """Executes approved proposals of one account with the actions it is given, by their names."""

    def __init__(self, queue: ApprovalQueue, writer: Callable[[], Writer], actions: Mapping[str, Action]) -> None:
        self._queue, self._writer, self._actions = queue, writer, actions

    def execute(self, account: str, id: str) -> Proposal:
        """Bring one proposal to its end; safe to call again after a crash.

        Errors of Jobber that do not settle it (outage, lost answer, lost permission) pass on and leave it in execution.
        """
        scope = Scope(account)
        proposal = self._queue.get(scope, id)
        tried = proposal.state is ProposalState.EXECUTING
        if proposal.state is ProposalState.APPROVED:
            if not self._queue.advance(proposal, ProposalState.EXECUTING):
                return self._queue.get(scope, id)  # another process is at it
            proposal = self._queue.get(scope, id)
        if proposal.state is ProposalState.EXECUTING:
            state, result = self._carry_out(proposal, tried=tried)
            self._queue.advance(proposal, state, result)
        return self._queue.get(scope, id)

    def _carry_out(self, proposal: Proposal, *, tried: bool) -> tuple[ProposalState, str]:
        draft = proposal.draft
        action = self._actions.get(draft.action)
        if action is None:
            return ProposalState.FAILED, f"this version does not know the action {draft.action!r}"
        try:
            performed = self._writer().perform(
                ApprovedAction(
                    proposal.id,
                    action.change(draft),
                    approved_by=proposal.decided_by or "",
                    proposed_at=proposal.created_at,
                    tried=tried,
                )
            )
        except Refused as error:
            return ProposalState.FAILED, "; ".join((str(error), *error.reasons))
        except (Missing, LookupError) as error:
            return ProposalState.FAILED, str(error)
        return STATES[performed.outcome], performed.said
