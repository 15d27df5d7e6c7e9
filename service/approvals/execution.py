"""Carrying out an approved proposal: read the live object, write, read back. Fails closed.

A crash between any two lines is safe: the next try finds the live value equal to `after` (done), equal to `before`
(written again), or something else (stale).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from anonymize.boundary import Scope
from ingest.jobber.errors import Missing, Refused
from service.approvals.proposal import Proposal, ProposalState, Target
from service.approvals.queue import ApprovalQueue


class Action(Protocol):
    """One kind of write. Values are what a `Draft` holds as before and after."""

    def read(self, target: Target, after: Any) -> Any:
        """The live value of what `after` would change."""

    def write(self, target: Target, after: Any) -> None: ...


class Executor:
    """Executes approved proposals of one account with the actions it is given, by their names."""

    def __init__(self, queue: ApprovalQueue, actions: Mapping[str, Action]) -> None:
        self._queue, self._actions = queue, actions

    def execute(self, account: str, id: str) -> Proposal:
        """Bring one proposal to its end; safe to call again after a crash.

        Errors of Jobber that do not settle it (outage, lost answer, lost permission) pass on and leave it in execution.
        """
        scope = Scope(account)
        proposal = self._queue.get(scope, id)
        if proposal.state is ProposalState.APPROVED:
            self._queue.advance(proposal, ProposalState.EXECUTING)
            proposal = self._queue.get(scope, id)
        if proposal.state is ProposalState.EXECUTING:
            state, result = self._carry_out(proposal)
            self._queue.advance(proposal, state, result)
        return self._queue.get(scope, id)

    def _carry_out(self, proposal: Proposal) -> tuple[ProposalState, str]:
        draft = proposal.draft
        action = self._actions.get(draft.action)
        if action is None:
            return ProposalState.FAILED, f"this version does not know the action {draft.action!r}"
        try:
            return self._write(action, proposal)
        except Refused as error:
            return ProposalState.FAILED, "; ".join((str(error), *error.reasons))
        except (Missing, LookupError) as error:
            return ProposalState.FAILED, str(error)

    def _write(self, action: Action, proposal: Proposal) -> tuple[ProposalState, str]:
        draft = proposal.draft
        live = action.read(draft.target, draft.after)
        if live == draft.after:
            return ProposalState.DONE, "Jobber already has this value"
        if live != draft.before:
            return ProposalState.STALE, "the record changed in Jobber since this was proposed; extract again"
        action.write(draft.target, draft.after)
        if action.read(draft.target, draft.after) != draft.after:
            return ProposalState.FAILED, "Jobber answered but reads back another value; nothing more was tried"
        return ProposalState.DONE, "written and read back"
