"""What is proposed, what goes without a person, and what takes two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.approvals.execution import Executor
from service.approvals.proposal import Because, Changed, Draft, NotRolledOut, Origin, Proposal, ProposalState
from service.approvals.queue import ApprovalQueue
from service.approvals.rollout import Mode
from service.audit.log import AuditLog
from tests.fakes.auditing import audit_of, queue_of, turn_on
from tests.fakes.proposals import FieldsInMemory, SetRenewal, draft

WHOLE = Scope("acme")
READ = Origin("renewal_date", "doc-1", "2027-03-31", 0.95, needs_review=False)


@pytest.fixture
def untouched(engine: Engine, keyring: Keyring) -> ApprovalQueue:
    """A queue whose owner has turned nothing on."""
    return queue_of(engine, keyring, [])


@pytest.fixture
def log(engine: Engine, keyring: Keyring) -> AuditLog:
    return audit_of(engine, keyring)


def read(value: str, *, money: str | None = None, trade: str | None = "hvac", review: bool = False) -> Draft:
    """A draft of a value that was read from a contract."""
    impact = {"amount": money, "currency": "USD"} if money else None
    origin = replace(READ, extracted=value, needs_review=review)
    return replace(draft(value), origin=origin, money_impact=impact, contract_type=trade, place="field-1")


def proposed(queue: ApprovalQueue, *drafts: Draft) -> list[Proposal]:
    return queue.propose("acme", list(drafts), created_by="key_1")


def agree(queue: ApprovalQueue, times: int, first: int = 1) -> None:
    """People approve so many proposals in a row, as they are."""
    for number in range(first, first + times):
        [proposal] = proposed(queue, replace(read(f"20{number:02}-01-01"), place=f"field-{number}"))
        queue.decide(WHOLE, proposal.id, approve=True, by="ada")


def automatic(queue: ApprovalQueue, *, limit: str = "100", needed: int = 2, contract_type: str = "*") -> None:
    turn_on(queue, mode=Mode.AUTOMATIC, limit=limit, needed=needed, contract_type=contract_type)


def mode(queue: ApprovalQueue) -> tuple[Mode, int]:
    policy = queue.rollout.of("acme", "set_custom_field", None)
    return policy.mode, policy.agreements


def test_nothing_is_proposed_until_the_owner_turns_it_on(untouched: ApprovalQueue) -> None:
    assert proposed(untouched, draft()) == []
    assert untouched.list(WHOLE) == []
    with pytest.raises(NotRolledOut, match="fineprint rollout set guided --action set_custom_field"):
        untouched.must_be_on("acme", draft())
    turn_on(untouched)
    assert len(proposed(untouched, draft())) == 1


def test_a_pilot_may_start_with_one_type_of_contract(untouched: ApprovalQueue) -> None:
    turn_on(untouched, contract_type="pest")
    [only] = proposed(untouched, read("2027-01-01", trade="pest"), read("2028-01-01", trade="hvac"))
    assert only.draft.contract_type == "pest"


def test_what_was_approved_waits_while_its_kind_is_put_back_to_read_only(queue: ApprovalQueue) -> None:
    [proposal] = proposed(queue, draft())
    queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    turn_on(queue, mode=Mode.READ_ONLY)
    fields = FieldsInMemory()
    assert queue.to_execute() == []
    executor = Executor(queue, lambda: fields, {"set_custom_field": SetRenewal()})
    assert executor.execute("acme", proposal.id).state is ProposalState.APPROVED
    assert fields.writes == 0
    turn_on(queue)
    assert executor.execute("acme", proposal.id).state is ProposalState.DONE


def test_automatic_goes_alone_only_after_people_agreed_often_enough_in_a_row(queue: ApprovalQueue) -> None:
    automatic(queue)
    [first] = proposed(queue, read("2030-01-01"))
    assert first.state is ProposalState.PENDING
    queue.decide(WHOLE, first.id, approve=True, by="ada")
    agree(queue, 1)
    [alone] = proposed(queue, read("2031-01-01"))
    assert (alone.state, alone.decided_by) == (ProposalState.APPROVED, "rollout")
    assert queue.to_execute()[-1] == ("acme", alone.id)


@pytest.mark.parametrize(
    "kept_for_a_person",
    [
        read("2031-01-01", money="100.01"),
        read("2031-01-01", review=True),
        draft("2031-01-01"),  # nobody knows how surely it was read
        replace(read("2031-01-01"), requires_role="admin"),
    ],
    ids=["above the limit", "to be looked at", "of no known source", "an admin's"],
)
def test_what_is_above_the_limit_doubtful_or_an_admins_waits_for_a_person_all_the_same(
    queue: ApprovalQueue, kept_for_a_person: Draft
) -> None:
    automatic(queue)
    agree(queue, 2)
    [waits] = proposed(queue, kept_for_a_person)
    assert waits.state is ProposalState.PENDING
    [goes] = proposed(queue, replace(read("2032-01-01", money="-99.00"), place="field-9"))
    assert goes.state is ProposalState.APPROVED


@pytest.mark.parametrize("reversal", ["reject", "edit", "undo"])
def test_a_reversal_puts_automatic_back_to_guided_and_the_count_to_nothing(
    queue: ApprovalQueue, log: AuditLog, reversal: str
) -> None:
    automatic(queue)
    agree(queue, 2)
    [proposal] = proposed(queue, read("2031-01-01", review=True))
    if reversal == "reject":
        queue.decide(WHOLE, proposal.id, approve=False, by="ada", because=Because.WRONG_VALUE)
    elif reversal == "edit":
        queue.edit(WHOLE, read("2031-06-01"), proposal.id, by="ada")
    else:
        queue.decide(WHOLE, proposal.id, approve=True, by="ada")
        [undo] = queue.propose(
            "acme", [draft("1999-01-01", before="2031-01-01")], created_by="ada", undo_of=proposal.id
        )
        queue.decide(WHOLE, undo.id, approve=True, by="ada")
        Executor(queue, lambda: FieldsInMemory({"client-1": "2031-01-01"}), {"set_custom_field": SetRenewal()}).execute(
            "acme", undo.id
        )
    assert mode(queue) == (Mode.GUIDED, 0)
    assert [event.kind for event in log.events(WHOLE, kind="rollout")][-1] == "rollout.fell_back"


def test_a_value_written_alone_that_somebody_set_back_in_jobber_is_a_reversal(queue: ApprovalQueue) -> None:
    automatic(queue)
    agree(queue, 2)
    fields = FieldsInMemory()
    [alone] = proposed(queue, read("2031-01-01"))
    Executor(queue, lambda: fields, {"set_custom_field": SetRenewal()}).execute("acme", alone.id)
    [again] = proposed(queue, read("2031-01-01"))  # Jobber has the old value once more
    assert again.state is ProposalState.PENDING
    assert mode(queue) == (Mode.GUIDED, 0)


def test_changing_the_rules_keeps_what_was_earned_and_a_types_own_rule_counts_by_itself(queue: ApprovalQueue) -> None:
    agree(queue, 2)
    automatic(queue, needed=2)
    assert mode(queue) == (Mode.AUTOMATIC, 2)
    automatic(queue, needed=2, contract_type="pest")
    [pest] = proposed(queue, read("2031-01-01", trade="pest"))
    assert pest.state is ProposalState.PENDING


def test_above_the_limit_of_four_eyes_two_different_people_have_to_approve(queue: ApprovalQueue) -> None:
    turn_on(queue, four_eyes_above="500")
    small, large = proposed(
        queue, read("2031-01-01", money="500"), replace(read("2032-01-01", money="-500.01"), place="f")
    )
    assert queue.decide(WHOLE, small.id, approve=True, by="ada").state is ProposalState.APPROVED
    first = queue.decide(WHOLE, large.id, approve=True, by="ada")
    assert (first.state, first.first_by, first.approvals_needed) == (ProposalState.PENDING, "ada", 2)
    assert queue.to_execute() == [("acme", small.id)]
    with pytest.raises(Changed, match="second person"):
        queue.decide(WHOLE, large.id, approve=True, by="ada")
    second = queue.decide(WHOLE, large.id, approve=True, by="ben", version=first.version)
    assert (second.state, second.decided_by) == (ProposalState.APPROVED, "ben")


def test_an_edit_takes_back_the_first_of_two_approvals(queue: ApprovalQueue) -> None:
    turn_on(queue, four_eyes_above="500")
    [large] = proposed(queue, read("2032-01-01", money="600"))
    queue.decide(WHOLE, large.id, approve=True, by="ada")
    edited = queue.edit(WHOLE, read("2032-02-01", money="600"), large.id, by="ben")
    assert (edited.first_by, edited.edited_by, edited.state) == (None, "ben", ProposalState.PENDING)
    assert queue.decide(WHOLE, large.id, approve=True, by="ada").state is ProposalState.PENDING


def test_an_edited_proposal_holds_the_new_value_and_the_old_version_can_no_longer_be_approved(
    queue: ApprovalQueue,
) -> None:
    [proposal] = proposed(queue, read("2032-01-01"))
    edited = queue.edit(WHOLE, read("2032-02-01"), proposal.id, by="ben", version=proposal.version)
    assert edited.draft.after["value"] == "2032-02-01"
    with pytest.raises(Changed):
        queue.decide(WHOLE, proposal.id, approve=True, by="ada", version=proposal.version)


def test_of_two_values_for_one_place_the_later_one_waits(queue: ApprovalQueue) -> None:
    [old] = proposed(queue, read("2032-01-01"))
    [new] = proposed(queue, read("2033-01-01"))
    assert queue.get(WHOLE, old.id).state is ProposalState.EXPIRED
    assert [each.id for each in queue.list(WHOLE, [ProposalState.PENDING])] == [new.id]


def test_what_people_corrected_is_learned_shown_and_can_be_taken_away(queue: ApprovalQueue) -> None:
    [edited] = proposed(queue, read("2032-01-01"))
    queue.edit(WHOLE, read("2032-02-01"), edited.id, by="ben")
    [wrong] = proposed(queue, replace(read("2034-01-01"), place="f"))
    queue.decide(WHOLE, wrong.id, approve=False, by="ada", because=Because.WRONG_FIELD)
    lessons = queue.learned.all(WHOLE)
    assert {(each.kind.value, each.field, each.use) for each in lessons} == {
        ("value", "renewal_date", "2032-02-01"),
        ("threshold", "renewal_date", 0.95),
        ("mapping", "renewal_date", None),
    }
    [value] = [each for each in lessons if each.kind.value == "value"]
    assert (value.read, value.document_id, value.learned_from) == ("2032-01-01", "doc-1", "ben")
    assert value not in queue.learned.all(Scope("acme", frozenset({"client-2"})))
    queue.learned.forget(WHOLE, value.id, by="ada")
    assert value not in queue.learned.all(WHOLE)


def test_every_step_is_told_in_the_log_with_who_did_it(queue: ApprovalQueue, log: AuditLog) -> None:
    [proposal] = proposed(queue, read("2032-01-01"))
    queue.decide(WHOLE, proposal.id, approve=True, by="ada")
    Executor(queue, FieldsInMemory, {"set_custom_field": SetRenewal()}).execute("acme", proposal.id)
    events = log.events(WHOLE, about=proposal.id)
    assert [(event.kind, event.actor) for event in events] == [
        ("proposal.proposed", "key_1"),
        ("proposal.approved", "ada"),
        ("proposal.executing", "ada"),
        ("proposal.done", "ada"),
    ]
    assert "2032-01-01" not in str(events)
    assert events[0].detail["field"] == "renewal_date"
