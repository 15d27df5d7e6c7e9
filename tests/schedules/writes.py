"""Approved writes within a schedule: each reaches Jobber once at most, and once where we say it was done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ingest.jobber.ids import encoded
from ingest.jobber.records import Client, CustomFieldConfiguration
from ingest.jobber.writer import JobberWriter
from service.approvals.custom_field import NAME as SET_FIELD
from service.approvals.custom_field import SetCustomField, shown
from service.approvals.execution import Action, Executor
from service.approvals.note import NAME as NEW_NOTE
from service.approvals.note import CreateNote
from service.approvals.note import draft as note_draft
from service.approvals.proposal import Draft, ProposalState, Target
from service.approvals.queue import ApprovalQueue
from tests.fakes.auditing import queue_of
from tests.schedules.installation import ACCOUNT, WHOLE, Installation, Jobber

RENEWAL = encoded("CustomFieldConfiguration", "1")
UNSETTLED = (ProposalState.APPROVED, ProposalState.EXECUTING)  # pending is what a kill kept from being approved


@dataclass
class Approvals:
    """The queue of one life of the process."""

    queue: ApprovalQueue
    executor: Executor
    held: Installation

    @classmethod
    def of(cls, held: Installation, jobber: Jobber) -> Approvals:
        queue, client = queue_of(held.engine, held.keyring, [ACCOUNT]), jobber.client()
        actions: dict[str, Action] = {SET_FIELD: SetCustomField(ACCOUNT, held.records), NEW_NOTE: CreateNote()}
        return cls(queue, Executor(queue, lambda: JobberWriter(client, sleep=jobber.sleep), actions), held)

    def approve_something(self, random: Random) -> None:
        """Somebody approves a new value of a client's field, or a note on a client; its words are like no others."""
        clients = self.held.records.all(WHOLE, Client)
        if not clients or not self.held.records.ids(WHOLE, CustomFieldConfiguration):
            return
        client, words = random.choice(clients), f"word-{random.getrandbits(48):x}"
        draft = self._new_value(client, words) if random.random() < 0.5 else self._new_note(client, words)
        for proposal in self.queue.propose(ACCOUNT, [draft], created_by="ada"):
            self.queue.decide(WHOLE, proposal.id, approve=True, by="ada")

    def carry_out(self) -> None:
        """Whatever is approved, or was left in execution. Raises a `JobberError`."""
        for account, proposal in self.queue.to_execute():
            self.executor.execute(account, proposal)

    def _new_value(self, client: Client, words: str) -> Draft:
        value = next((each.value for each in client.custom_fields if each.configuration_id == RENEWAL), None)
        field = {"configuration_id": RENEWAL, "label": "Renewal date"}
        before, after = {**field, "value": shown(value)}, {**field, "value": words}
        return Draft(SET_FIELD, Target("Client", client.id), client.id, before=before, after=after)

    def _new_note(self, client: Client, words: str) -> Draft:
        return note_draft(Target("Client", client.id), client.id, f"Renewed as {words}")


def wrong_writes(jobber: Jobber, approvals: Approvals) -> Iterator[str]:
    """Writes that happened twice, that were said to be done and are not, or that never came to an end."""
    journal = [json.dumps(_made(entry)) for entry in jobber.simulator.journal.entries]
    for proposal in approvals.queue.list(WHOLE):
        after = proposal.draft.after
        words = str(after.get("value") or after["text"].rpartition(" ")[2])
        written = sum(words in entry for entry in journal)
        if written > 1:
            yield f"{proposal.draft.action} {proposal.id} was written {written} times"
        if proposal.state is ProposalState.DONE and written != 1:
            yield f"{proposal.draft.action} {proposal.id} is done and was written {written} times"
        if proposal.state in UNSETTLED:
            yield f"{proposal.draft.action} {proposal.id} is still {proposal.state}"


def _made(entry: dict[str, object]) -> object:
    """What an entry of the journal made: a note, or the values a field was set to."""
    fields = entry.get("customFields")
    return [each["after"] for each in fields] if isinstance(fields, list) else entry.get("note")
