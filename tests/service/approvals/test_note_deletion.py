"""A note that was approved and written is taken back through the queue, as a write of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from anonymize.boundary import Scope
from ingest.jobber import actions
from ingest.jobber.client import JobberClient
from ingest.jobber.ids import opaque_id
from ingest.jobber.notes import reference, signed
from ingest.jobber.records import Job
from ingest.jobber.simulator.world import World
from ingest.jobber.writer import JobberWriter
from service.approvals import note
from service.approvals.actions import actions_of
from service.approvals.execution import Executor
from service.approvals.note import CreateNote
from service.approvals.note_deletion import DeleteNote
from service.approvals.proposal import Draft, Irreversible, NotRolledOut, Proposal, ProposalState, Target, Uneditable
from service.approvals.rollout import Mode, Policy
from service.auth.roles import Principal, Role
from service.desk import Desk
from tests.fakes.account import HandClock, Served, served, write_account
from tests.fakes.branch import ACCOUNT, Branch, open_branch

WHOLE = Scope(ACCOUNT)
CLIENT, WORDS = opaque_id("Client", "client-1"), "Renewal agreed by phone"
ON_CLIENT = Target("Client", CLIENT)
AT = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)


@dataclass
class Office:
    jobber: Served
    client: JobberClient
    branch: Branch

    @property
    def desk(self) -> Desk:
        writer = JobberWriter(self.client, sleep=lambda _: None)
        executor = Executor(self.branch.queue, lambda: writer, actions_of(ACCOUNT, self.branch.records))

        def carry_out(account: str, id: str) -> None:
            executor.execute(account, id)

        return self.branch.desk_for(Principal("ada", Role.ADMIN, WHOLE), carry_out=carry_out)

    def turn_on(self, *names: str) -> None:
        for name in names:
            self.branch.queue.rollout.set(ACCOUNT, Policy(name, mode=Mode.GUIDED), by="owner")

    def written(self, target: Target = ON_CLIENT) -> str:
        """The proposal of a note that stands in Jobber."""
        [proposal] = self.branch.queue.propose(ACCOUNT, [note.draft(target, CLIENT, WORDS)], created_by="ada")
        assert self.desk.approve(proposal.id)["state"] == "done"
        return proposal.id

    @property
    def journal(self) -> list[dict[str, Any]]:
        return self.jobber.simulator.journal.entries

    @property
    def mutations(self) -> list[str]:
        return [entry["mutation"] for entry in self.journal]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with (
        served(write_account(tmp_path / "account")) as jobber,
        httpx.Client(timeout=20) as http,
        open_branch(tmp_path, audit_anchor=tmp_path / "anchor.json") as branch,
    ):
        office = Office(jobber, jobber.client(http), branch)
        office.turn_on("create_note")
        yield office


def test_a_written_note_is_deleted_by_its_undo_once_and_written_again_by_the_undo_of_that(office: Office) -> None:
    office.turn_on("delete_note")
    id = office.written()
    undo = office.desk.undo(id, note="wrong client")
    assert (undo["action"], undo["state"], undo["undo_of"], undo["after"]) == ("delete_note", "done", id, None)
    assert (undo["before"]["text"], undo["before"]["reference"]) == (WORDS, reference(id))
    assert office.desk.proposal(id)["undone_by"] == undo["id"]
    with pytest.raises(Irreversible, match="undoes this already"):
        office.desk.undo(id)
    assert office.mutations == ["clientCreateNote", "clientDeleteNote"]
    again = office.desk.undo(undo["id"])
    assert (again["action"], again["state"]) == ("create_note", "done")
    assert office.journal[-1]["note"]["message"] == signed(WORDS, reference(again["id"]))


def test_no_note_is_deleted_until_the_owner_turns_that_on(office: Office) -> None:
    id = office.written()
    with pytest.raises(NotRolledOut, match="rollout set guided --action delete_note"):
        office.desk.undo(id)
    assert office.mutations == ["clientCreateNote"]


def test_the_undo_of_a_note_somebody_edited_since_is_stale(office: Office) -> None:
    office.turn_on("delete_note")
    id = office.written()
    edited = signed(f"{WORDS}, for two years", reference(id))
    World(office.jobber.simulator.account, HandClock()).change_note(office.journal[0]["note"]["id"], edited)
    undo = office.desk.undo(id)
    assert (undo["state"], "edited this note since" in undo["result"]) == ("stale", True)
    assert office.desk.proposal(id)["undone_by"] is None
    assert office.mutations == ["clientCreateNote"]


def test_a_note_on_a_quote_is_deleted_by_hand_only(office: Office) -> None:
    office.turn_on("delete_note")
    id = office.written(Target("Quote", opaque_id("Quote", "quote-1")))
    with pytest.raises(Irreversible, match="clients and jobs only"):
        office.desk.undo(id)
    assert office.mutations == ["quoteCreateNote"]


def proposal(draft: Draft) -> Proposal:
    return Proposal("prop_1", ACCOUNT, 1, ProposalState.DONE, draft, "ada", created_at=AT, expires_at=AT)


def deletion() -> Draft:
    return CreateNote().reversed(proposal(note.draft(Target("Job", "job-1"), "c-1", WORDS, pinned=True)))


def test_a_deletion_comes_back_from_its_draft_and_its_way_back_is_the_note() -> None:
    assert DeleteNote().change(deletion()) == actions.DeleteNote(Job, "job-1", WORDS, reference("prop_1"), since=AT)
    assert DeleteNote().reversed(proposal(deletion())) == note.draft(Target("Job", "job-1"), "c-1", WORDS, pinned=True)


def test_a_deletion_is_not_edited() -> None:
    with pytest.raises(Uneditable, match="reject this instead"):
        DeleteNote().edited(deletion(), "other words")


def test_a_deletion_on_what_has_no_deletable_notes_means_nothing() -> None:
    with pytest.raises(LookupError, match="clients and jobs only"):
        DeleteNote().change(Draft("delete_note", Target("Quote", "q-1"), "c-1", before={}, after=None))
