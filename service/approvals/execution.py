"""Carrying out an approved proposal: an intent in the queue, the change through Jobber's writer, its result. Fails closed.

A crash between any two lines is safe: the next try performs the same action again and says that one was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from anonymize.boundary import Scope
from ingest.jobber.actions import ApprovedAction, Change, Outcome, Performed
from ingest.jobber.errors import JobberError, Missing, Refused
from service.approvals.proposal import Draft, Proposal, ProposalState
from service.approvals.queue import ApprovalQueue

TRIES = 3  # of what fails for a reason nobody foresaw
STATES = {
    Outcome.WRITTEN: ProposalState.DONE,
    Outcome.ALREADY: ProposalState.DONE,
    Outcome.STALE: ProposalState.STALE,
    Outcome.UNEQUAL: ProposalState.FAILED,
}


class Action(Protocol):
    """One kind of write, a file of its own. `change` raises `LookupError` or `Refused` where a draft means nothing."""

    def change(self, draft: Draft) -> Change: ...

    def edited(self, draft: Draft, value: Any) -> Draft:
        """The draft with what a person put in place of its value. Raises `Uneditable`."""

    def reversed(self, proposal: Proposal) -> Draft:
        """The draft of the way back from what was written. Raises `Irreversible`."""


class Writer(Protocol):
    """`ingest.jobber.writer.JobberWriter`."""

    def perform(self, action: ApprovedAction) -> Performed: ...


class Executor:
    """Executes approved proposals of one account with the actions it is given, by their names."""

    def __init__(self, queue: ApprovalQueue, writer: Callable[[], Writer], actions: Mapping[str, Action]) -> None:
        self._queue, self._writer, self._actions = queue, writer, actions

    def execute(self, account: str, id: str) -> Proposal:
        """Bring one proposal to its end; safe to call again after a crash, and from several processes at once.

        Errors of Jobber that do not settle it (outage, lost answer, lost permission) pass on and leave it in execution.
        """
        with self._queue.claimed(id) as ours:
            return self._execute(account, id) if ours else self._queue.get(Scope(account), id)

    def _execute(self, account: str, id: str) -> Proposal:
        scope = Scope(account)
        proposal = self._queue.get(scope, id)
        tried = proposal.state is ProposalState.EXECUTING
        if proposal.state not in (ProposalState.APPROVED, ProposalState.EXECUTING) or not self._queue.is_on(proposal):
            return proposal
        if not self._queue.advance(proposal, ProposalState.EXECUTING):
            return self._queue.get(scope, id)  # another process is at it
        proposal = self._queue.get(scope, id)
        state, result = self._carry_out(proposal, tried=tried)
        self._queue.advance(proposal, state, result)
        return self._queue.get(scope, id)

    def _carry_out(self, proposal: Proposal, *, tried: bool) -> tuple[ProposalState, str]:
        try:
            change = self._change(proposal)
        except Refused as error:
            return ProposalState.FAILED, "; ".join((str(error), *error.reasons))
        except LookupError as error:
            return ProposalState.FAILED, str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing was written, and nothing will be
            return ProposalState.FAILED, f"this proposal cannot be read ({type(error).__name__}); nothing was written"
        return self._performed(proposal, change, tried=tried)

    def _change(self, proposal: Proposal) -> Change:
        action = self._actions.get(proposal.draft.action)
        if action is None:
            raise LookupError(f"this version does not know the action {proposal.draft.action!r}")
        return action.change(proposal.draft)

    def _performed(self, proposal: Proposal, change: Change, *, tried: bool) -> tuple[ProposalState, str]:
        by = proposal.decided_by or ""
        approved = ApprovedAction(proposal.id, change, by, proposed_at=proposal.created_at, tried=tried)
        try:
            performed = self._writer().perform(approved)
        except Refused as error:
            return ProposalState.FAILED, "; ".join((str(error), *error.reasons))
        except Missing as error:
            return ProposalState.FAILED, str(error)
        except JobberError:
            raise
        except Exception as error:
            if proposal.attempts < TRIES:
                raise
            return ProposalState.FAILED, (
                f"an unexpected fault ({type(error).__name__}), {proposal.attempts} times; look in Jobber whether it "
                "was written"
            )
        return STATES[performed.outcome], performed.said
