from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.approvals.proposal import Changed, NoSuchProposal, Proposal, ProposalState
from service.approvals.queue import EXPIRES_AFTER, ApprovalQueue
from service.store.tables import proposals as table
from tests.fakes.databases import everything_stored
from tests.fakes.proposals import draft

WHOLE = Scope("acme")


def propose(queue: ApprovalQueue, *drafts: object, account: str = "acme") -> list[Proposal]:
    return queue.propose(account, list(drafts) or [draft()], created_by="key_1")  # type: ignore[arg-type]


def one(queue: ApprovalQueue) -> Proposal:
    [proposal] = propose(queue)
    return proposal


def run_late(engine: Engine) -> None:
    """Moves the date of every proposal into the past."""
    with engine.begin() as connection:
        connection.execute(table.update().values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))


def test_a_proposal_waits_as_it_was_drafted(queue: ApprovalQueue) -> None:
    proposal = one(queue)
    assert (proposal.state, proposal.version, proposal.draft) == (ProposalState.PENDING, 1, draft())
    assert proposal.expires_at - proposal.created_at == EXPIRES_AFTER
    assert queue.get(WHOLE, proposal.id) == proposal
    assert queue.list(WHOLE) == [proposal]


def test_it_is_shown_in_the_shape_that_was_promised(queue: ApprovalQueue) -> None:
    shown = one(queue).as_json()
    assert shown["target"] == {"type": "Client", "id": "client-1"}
    assert shown["after"]["value"] == "2027-03-31"
    assert (shown["state"], shown["requires_role"], shown["decided_at"]) == ("pending", "manager", None)
    assert datetime.fromisoformat(shown["expires_at"]).utcoffset() == timedelta(0)


def test_proposing_the_same_again_queues_nothing_new(queue: ApprovalQueue) -> None:
    assert propose(queue) == propose(queue)
    assert len(queue.list(WHOLE)) == 1


def test_the_same_proposed_at_the_same_moment_is_queued_once(engine: Engine, queue: ApprovalQueue) -> None:
    one(queue)  # makes the keys
    gate = threading.Barrier(4)

    def at_once() -> None:
        gate.wait()
        propose(queue, draft("2031-01-01"))

    threads = [threading.Thread(target=at_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 2


def test_another_value_or_account_is_another_proposal(queue: ApprovalQueue) -> None:
    ids = {one(queue).id, propose(queue, draft("2028-03-31"))[0].id, propose(queue, account="rival")[0].id}
    assert len(ids) == 3


def test_what_was_decided_may_be_proposed_again(queue: ApprovalQueue) -> None:
    first = one(queue)
    queue.decide(WHOLE, first.id, approve=False, by="ada")
    assert one(queue).id != first.id


def test_a_proposal_outside_the_scope_does_not_exist(queue: ApprovalQueue) -> None:
    proposal = one(queue)
    for scope in (Scope("rival"), Scope("acme", frozenset({"client-2"}))):
        assert queue.list(scope) == []
        with pytest.raises(NoSuchProposal):
            queue.get(scope, proposal.id)
        with pytest.raises(NoSuchProposal):
            queue.decide(scope, proposal.id, approve=True, by="eve")
    assert queue.get(WHOLE, proposal.id).state is ProposalState.PENDING


def test_the_list_is_narrowed_by_state(queue: ApprovalQueue) -> None:
    first, second = propose(queue, draft(), draft("2028-03-31"))
    queue.decide(WHOLE, first.id, approve=False, by="ada")
    assert queue.list(WHOLE, [ProposalState.PENDING]) == [second]
    assert [found.id for found in queue.list(WHOLE, [ProposalState.REJECTED])] == [first.id]


def test_approving_says_who_when_and_why(queue: ApprovalQueue) -> None:
    decided = queue.decide(WHOLE, one(queue).id, approve=True, by="ada", note="checked the PDF")
    assert (decided.state, decided.version, decided.decided_by) == (ProposalState.APPROVED, 2, "ada")
    assert (decided.note, decided.result) == ("checked the PDF", None)
    assert decided.decided_at is not None
    assert datetime.now(UTC) - decided.decided_at < timedelta(minutes=1)


def test_rejecting_keeps_the_reason(queue: ApprovalQueue) -> None:
    decided = queue.decide(WHOLE, one(queue).id, approve=False, by="ada", note="superseded by rider")
    assert (decided.state, decided.result) == (ProposalState.REJECTED, "superseded by rider")


def test_a_decision_on_an_older_version_is_refused(queue: ApprovalQueue) -> None:
    proposal = one(queue)
    with pytest.raises(Changed):
        queue.decide(WHOLE, proposal.id, approve=True, by="ada", version=proposal.version + 1)
    assert queue.decide(WHOLE, proposal.id, approve=True, by="ada", version=1).state is ProposalState.APPROVED


def test_what_was_decided_cannot_be_decided_again(queue: ApprovalQueue) -> None:
    proposal = one(queue)
    queue.decide(WHOLE, proposal.id, approve=False, by="ada")
    with pytest.raises(Changed, match="already rejected"):
        queue.decide(WHOLE, proposal.id, approve=True, by="ben")


def test_of_two_who_decide_at_once_one_is_told(queue: ApprovalQueue) -> None:
    seen = one(queue)
    assert queue.advance(seen, ProposalState.APPROVED)
    assert not queue.advance(seen, ProposalState.REJECTED)
    assert queue.get(WHOLE, seen.id).state is ProposalState.APPROVED


def test_a_proposal_past_its_date_expires_and_cannot_be_approved(engine: Engine, queue: ApprovalQueue) -> None:
    proposal = one(queue)
    run_late(engine)
    with pytest.raises(Changed, match="already expired"):
        queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    assert [found.state for found in queue.list(WHOLE)] == [ProposalState.EXPIRED]


def test_an_expired_proposal_may_be_proposed_anew(engine: Engine, queue: ApprovalQueue) -> None:
    first = one(queue)
    run_late(engine)
    assert one(queue).id != first.id


def test_an_approved_proposal_does_not_expire(engine: Engine, queue: ApprovalQueue) -> None:
    proposal = one(queue)
    queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    run_late(engine)
    queue.expire("acme")
    assert queue.to_execute() == [("acme", proposal.id)]


def test_what_is_approved_or_in_execution_is_to_be_executed(queue: ApprovalQueue) -> None:
    first, second, _ = propose(queue, draft(), draft("2028-03-31"), draft("2029-03-31"))
    for proposal in (first, second):
        queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    queue.advance(queue.get(WHOLE, second.id), ProposalState.EXECUTING)
    assert set(queue.to_execute()) == {("acme", first.id), ("acme", second.id)}


def test_no_value_quote_note_or_result_stands_in_the_database(engine: Engine, queue: ApprovalQueue) -> None:
    [proposal] = propose(queue, draft("Quittengelee"))
    decided = queue.decide(WHOLE, proposal.id, approve=True, by="ada", note="asked Zwetschgenbaum")
    queue.advance(decided, ProposalState.FAILED, "Jobber said: Holunderweg is not a date")
    stored = everything_stored(engine)
    assert proposal.id.encode() in stored
    for secret in (b"Quittengelee", b"renews on", b"Zwetschgenbaum", b"Holunderweg"):
        assert secret not in stored


def test_an_erased_clients_proposals_are_gone(keyring: Keyring, queue: ApprovalQueue) -> None:
    mine, other = propose(queue, draft(), draft(client="client-2"))
    for proposal in (mine, other):
        queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    keyring.shred("acme", "client-1")
    assert [found.id for found in queue.list(WHOLE)] == [other.id]
    assert queue.to_execute() == [("acme", other.id)]
    with pytest.raises(NoSuchProposal):
        queue.get(WHOLE, mine.id)
