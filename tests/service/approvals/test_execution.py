from __future__ import annotations

import pytest

from anonymize.boundary import Scope
from ingest.jobber.errors import Disconnected, Missing, Refused, Unavailable, Uncertain
from service.approvals.execution import Executor
from service.approvals.proposal import Proposal, ProposalState
from service.approvals.queue import ApprovalQueue
from tests.fakes.proposals import FieldsInMemory, SetRenewal, draft

WHOLE = Scope("acme")
DONE, STALE, FAILED = ProposalState.DONE, ProposalState.STALE, ProposalState.FAILED


def approved(queue: ApprovalQueue) -> Proposal:
    [proposal] = queue.propose("acme", [draft()], created_by="key_1")
    return queue.decide(WHOLE, proposal.id, approve=True, by="ada", note="fine")


def execute(queue: ApprovalQueue, fields: FieldsInMemory, proposal: Proposal) -> Proposal:
    return Executor(queue, lambda: fields, {"set_custom_field": SetRenewal()}).execute("acme", proposal.id)


def test_an_approved_value_is_written_and_read_back(queue: ApprovalQueue) -> None:
    fields = FieldsInMemory()
    settled = execute(queue, fields, approved(queue))
    assert (settled.state, settled.result, settled.note) == (DONE, "written and read back", "fine")
    assert fields.values == {"client-1": "2027-03-31"}


def test_nothing_is_written_before_somebody_approved(queue: ApprovalQueue) -> None:
    [proposal] = queue.propose("acme", [draft()], created_by="key_1")
    fields = FieldsInMemory()
    assert execute(queue, fields, proposal).state is ProposalState.PENDING
    queue.decide(WHOLE, proposal.id, approve=False, by="ada")
    assert execute(queue, fields, proposal).state is ProposalState.REJECTED
    assert fields.writes == 0


def test_a_value_that_changed_in_jobber_meanwhile_makes_it_stale(queue: ApprovalQueue) -> None:
    fields = FieldsInMemory({"client-1": "2026-12-31"})
    assert execute(queue, fields, approved(queue)).state is STALE
    assert (fields.values, fields.writes) == ({"client-1": "2026-12-31"}, 0)


def test_a_value_that_stands_there_already_is_not_written_again(queue: ApprovalQueue) -> None:
    fields = FieldsInMemory({"client-1": "2027-03-31"})
    assert execute(queue, fields, approved(queue)).state is DONE
    assert fields.writes == 0


def test_a_settled_proposal_is_not_executed_again(queue: ApprovalQueue) -> None:
    fields, proposal = FieldsInMemory(), approved(queue)
    execute(queue, fields, proposal)
    fields.values.clear()
    assert execute(queue, fields, proposal).state is DONE
    assert fields.writes == 1


def test_a_crash_before_the_write_writes_on_the_next_try(queue: ApprovalQueue) -> None:
    proposal, fields = approved(queue), FieldsInMemory()
    queue.advance(proposal, ProposalState.EXECUTING)
    assert execute(queue, fields, proposal).state is DONE
    assert fields.writes == 1


def test_a_crash_between_the_write_and_its_mark_writes_nothing_twice(queue: ApprovalQueue) -> None:
    proposal, fields = approved(queue), FieldsInMemory({"client-1": "2027-03-31"})
    queue.advance(proposal, ProposalState.EXECUTING)
    assert queue.to_execute() == [("acme", proposal.id)]
    assert execute(queue, fields, proposal).state is DONE
    assert fields.writes == 0


@pytest.mark.parametrize("lands", [True, False])
def test_a_lost_answer_is_settled_by_reading_back(queue: ApprovalQueue, lands: bool) -> None:
    proposal, fields = approved(queue), FieldsInMemory(failure=Uncertain("no answer"), lands=lands)
    with pytest.raises(Uncertain):
        execute(queue, fields, proposal)
    assert queue.get(WHOLE, proposal.id).state is ProposalState.EXECUTING
    assert execute(queue, fields, proposal).state is DONE
    assert fields.writes == (1 if lands else 2)


@pytest.mark.parametrize("error", [Unavailable("outage"), Disconnected("run `fineprint connect`")])
def test_what_does_not_settle_it_leaves_it_in_execution(queue: ApprovalQueue, error: Exception) -> None:
    proposal, fields = approved(queue), FieldsInMemory(failure=error)
    with pytest.raises(type(error)):
        execute(queue, fields, proposal)
    assert queue.to_execute() == [("acme", proposal.id)]


def test_another_value_read_back_fails_and_is_not_tried_again(queue: ApprovalQueue) -> None:
    fields = FieldsInMemory(reads_back="2027-03-30")
    settled = execute(queue, fields, approved(queue))
    assert settled.state is FAILED
    assert "reads back another value" in (settled.result or "")
    assert fields.writes == 1


def test_a_refusal_fails_with_jobbers_own_words(queue: ApprovalQueue) -> None:
    refusal = Refused("Jobber refused the value", ("Value is not included in the list",))
    settled = execute(queue, FieldsInMemory(failure=refusal), approved(queue))
    assert settled.state is FAILED
    assert settled.result == "Jobber refused the value; Value is not included in the list"


def test_a_record_that_is_gone_fails(queue: ApprovalQueue) -> None:
    settled = execute(queue, FieldsInMemory(failure=Missing("this Client is no longer in Jobber")), approved(queue))
    assert (settled.state, settled.result) == (FAILED, "this Client is no longer in Jobber")


def test_an_unknown_action_fails_closed(queue: ApprovalQueue) -> None:
    [proposal] = queue.propose("acme", [draft(action="delete_client")], created_by="key_1")
    queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    fields = FieldsInMemory()
    assert execute(queue, fields, proposal).state is FAILED
    assert fields.writes == 0


def test_what_is_performed_carries_who_approved_it_and_whether_it_was_tried(queue: ApprovalQueue) -> None:
    proposal, fields = approved(queue), FieldsInMemory(failure=Uncertain("no answer"))
    with pytest.raises(Uncertain):
        execute(queue, fields, proposal)
    execute(queue, fields, proposal)
    assert [(each.id, each.approved_by, each.tried) for each in fields.performed] == [
        (proposal.id, "ada", False),
        (proposal.id, "ada", True),
    ]


def test_of_two_processes_that_begin_at_once_one_carries_it_out(queue: ApprovalQueue) -> None:
    fields, seen = FieldsInMemory(), approved(queue)
    late = _SeesItApproved(queue, seen)
    assert execute(queue, fields, seen).state is DONE
    Executor(late, lambda: fields, {"set_custom_field": SetRenewal()}).execute("acme", seen.id)
    assert len(fields.performed) == 1


class _SeesItApproved(ApprovalQueue):
    """A process that read the proposal before the other one began."""

    def __init__(self, queue: ApprovalQueue, seen: Proposal) -> None:
        self.__dict__.update(queue.__dict__)
        self._seen: list[Proposal] = [seen]

    def get(self, scope: Scope, id: str) -> Proposal:
        return self._seen.pop() if self._seen else super().get(scope, id)
