"""Lost answers and kept intents: Jobber is changed once, whatever was under way. (Kills: test_kills.py.)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.actions import NewField
from ingest.jobber.connection import client_of
from ingest.jobber.errors import JobberError
from ingest.jobber.ids import opaque_id
from ingest.jobber.notes import reference, signed
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import CustomFieldConfiguration
from ingest.jobber.simulator.world import World
from ingest.jobber.writer import JobberWriter
from ingest.records import Records
from service.approvals import custom_field_configuration, note
from service.approvals.custom_field import SetCustomField
from service.approvals.custom_field_configuration import CreateCustomField
from service.approvals.execution import Action, Executor
from service.approvals.note import CreateNote
from service.approvals.note_deletion import DeleteNote
from service.approvals.proposal import Draft, Proposal, ProposalState, Target
from service.approvals.queue import ApprovalQueue
from tests.fakes.account import HandClock, Served, served, write_account
from tests.fakes.crashing import Crash, CrashingTransport
from tests.fakes.pace import unhurried
from tests.fakes.tokens import MemoryTokenStore

WHOLE = Scope("acme")
CLIENT = opaque_id("Client", "client-1")
FIELD = opaque_id("CustomFieldConfigurationText", "field-1")
RENEWAL = {"configuration_id": FIELD, "label": "Renewal date"}
WRITTEN: dict[str, Any] = {
    "text": "Renewal not agreed",
    "pinned": False,
    "reference": reference("prop_0"),
    "proposed_at": datetime.now(UTC).isoformat(),
}
DRAFTS = {
    "set_custom_field": Draft(
        "set_custom_field",
        Target("Client", CLIENT),
        CLIENT,
        before={**RENEWAL, "value": "March 31, 2027"},
        after={**RENEWAL, "value": "April 30, 2028"},
    ),
    "create_note": note.draft(Target("Client", CLIENT), CLIENT, "Renewal agreed by phone"),
    "delete_note": Draft("delete_note", Target("Client", CLIENT), CLIENT, before=WRITTEN, after=None),
    "create_custom_field": custom_field_configuration.draft("acme", NewField("Plan", "ALL_CLIENTS", "TEXT")),
}
REQUESTS = {"set_custom_field": 3, "create_note": 3, "delete_note": 4, "create_custom_field": 4}
AGAIN = {"delete_note": "no note with this reference is in Jobber any more; nothing was deleted"}
STEPS = [(name, at, sent) for name, count in REQUESTS.items() for at in range(1, count + 1) for sent in (False, True)]


class Workshop:
    """Proposals of one account, and processes that carry them out, each over a connection of its own."""

    def __init__(self, jobber: Served, queue: ApprovalQueue, records: Records) -> None:
        self.jobber, self.queue, self._records = jobber, queue, records
        self._tokens, self.waited = MemoryTokenStore(), list[float]()
        self._throttle = unhurried()  # knows the account's points from here on, and asks for them no more
        with httpx.Client(timeout=20) as http:
            self._account = jobber.connected(http, self._tokens).id
            client = client_of(http, jobber.app, self._tokens, self._account, self._throttle)
            records.put("acme", JobberReader(client).page(CustomFieldConfiguration).records, run="run-1")

    def approved(self, draft: Draft) -> Proposal:
        [proposal] = self.queue.propose("acme", [draft], created_by="key_1")
        return self.queue.decide(WHOLE, proposal.id, approve=True, by="ada")

    def run(self, proposal: Proposal, transport: CrashingTransport | None = None) -> Proposal:
        with httpx.Client(timeout=20, transport=transport or CrashingTransport()) as http:
            client = client_of(http, self.jobber.app, self._tokens, self._account, self._throttle)
            writer = JobberWriter(client, sleep=self.waited.append)
            actions: dict[str, Action] = {
                "set_custom_field": SetCustomField("acme", self._records),
                "create_note": CreateNote(),
                "delete_note": DeleteNote(),
                "create_custom_field": CreateCustomField(),
            }
            return Executor(self.queue, lambda: writer, actions).execute("acme", proposal.id)

    @property
    def written(self) -> list[dict[str, Any]]:
        return self.jobber.simulator.journal.entries


@pytest.fixture
def workshop(tmp_path: Path, engine: Engine, keyring: Keyring, queue: ApprovalQueue) -> Iterator[Workshop]:
    with served(write_account(tmp_path / "account")) as jobber:
        World(jobber.simulator.account, HandClock()).add_note(CLIENT, signed(WRITTEN["text"], WRITTEN["reference"]))
        yield Workshop(jobber, queue, Records(engine, keyring))


@pytest.mark.parametrize("name", DRAFTS)
def test_an_approved_write_reaches_jobber_once_and_takes_these_requests(workshop: Workshop, name: str) -> None:
    proposal, transport = workshop.approved(DRAFTS[name]), CrashingTransport()
    assert workshop.run(proposal, transport).state is ProposalState.DONE
    assert workshop.run(proposal).state is ProposalState.DONE
    assert (len(workshop.written), transport.seen) == (1, REQUESTS[name])


@pytest.mark.parametrize(("name", "at", "sent"), [step for step in STEPS if step[1] == REQUESTS[step[0]] - 1])
def test_a_lost_answer_to_the_write_itself_leaves_one_write(workshop: Workshop, name: str, at: int, sent: bool) -> None:
    proposal = workshop.approved(DRAFTS[name])
    with pytest.raises(JobberError):
        workshop.run(proposal, CrashingTransport(at, after_sending=sent, lose=True))
    assert workshop.run(proposal).state is ProposalState.DONE
    assert len(workshop.written) == 1


@pytest.mark.parametrize("name", DRAFTS)
def test_a_kill_between_the_intent_and_the_first_request_leaves_one_write(workshop: Workshop, name: str) -> None:
    proposal = workshop.approved(DRAFTS[name])
    workshop.queue.advance(proposal, ProposalState.EXECUTING)
    assert workshop.run(proposal).state is ProposalState.DONE
    assert len(workshop.written) == 1


@pytest.mark.parametrize("name", DRAFTS)
def test_a_kill_before_the_result_is_kept_writes_nothing_again(workshop: Workshop, name: str) -> None:
    proposal = workshop.approved(DRAFTS[name])
    workshop.queue.advance(proposal, ProposalState.EXECUTING)
    begun = workshop.queue.get(WHOLE, proposal.id)
    workshop.run(begun, None)
    _forget_result(workshop.queue, begun.id)
    assert workshop.run(begun).result == AGAIN.get(name, "Jobber already has this")
    assert len(workshop.written) == 1


def _forget_result(queue: ApprovalQueue, id: str) -> None:
    settled = queue.get(WHOLE, id)
    assert settled.state is ProposalState.DONE
    assert queue.advance(settled, ProposalState.EXECUTING)


@pytest.mark.parametrize("name", ["create_note", "delete_note", "create_custom_field"])
def test_before_a_thing_is_made_or_deleted_again_jobber_is_given_time_to_show_the_first(
    workshop: Workshop, name: str
) -> None:
    proposal = workshop.approved(DRAFTS[name])
    with pytest.raises(Crash):
        workshop.run(proposal, CrashingTransport(REQUESTS[name] - 1))
    workshop.waited.clear()
    workshop.run(proposal)
    assert workshop.waited[0] >= 5.0


def test_the_same_field_proposed_twice_is_made_once(workshop: Workshop) -> None:
    first = workshop.approved(DRAFTS["create_custom_field"])
    workshop.run(first)
    second = workshop.approved(DRAFTS["create_custom_field"])
    assert second.id != first.id
    assert workshop.run(second).result == "Jobber already has this"
    assert len(workshop.written) == 1
