"""Writes whose process dies at a chosen step, and the process after it: every request to Jobber before it is sent and
after it was answered, every commit before and after it.

A person proposes, approves, and does again what he did not see done; whatever is approved is carried out by whoever runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.actions import NewField
from ingest.jobber.connection import client_of
from ingest.jobber.ids import opaque_id
from ingest.jobber.new_fields import APPLIES_TO, MOST_OF_ONE_APP
from ingest.jobber.notes import reference, signed
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import CustomFieldConfiguration
from ingest.jobber.simulator.world import World
from ingest.jobber.writer import JobberWriter
from ingest.records import Records
from service.approvals import custom_field, custom_field_configuration, note
from service.approvals.actions import actions_of
from service.approvals.execution import Executor
from service.approvals.proposal import Draft, Proposal, ProposalState, Target
from service.approvals.queue import ApprovalQueue
from service.audit.log import AuditLog, Entries
from service.audit.verify import verify
from service.store.sealed_json import SealedJson
from tests.fakes.account import Served
from tests.fakes.auditing import audit_of, queue_of
from tests.fakes.crashing import Crash
from tests.fakes.pace import unhurried
from tests.fakes.tokens import MemoryTokenStore

ACCOUNT = "acme"
WHOLE = Scope(ACCOUNT)
CLIENT = opaque_id("Client", "client-1")
FIELD = {"configuration_id": opaque_id("CustomFieldConfigurationText", "field-1"), "label": "Renewal date"}
KINDS = ("set_custom_field", "create_note", "delete_note", "create_custom_field")


@dataclass
class KillSwitch:
    """Counts steps; dies at the one with the number `at` (from 1), at none for 0."""

    at: int = 0
    seen: int = 0

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.at:
            raise Crash


@dataclass
class KillableTransport(httpx.BaseTransport):
    switch: KillSwitch
    inner: httpx.HTTPTransport = field(default_factory=lambda: httpx.HTTPTransport(verify=False))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        counted = request.url.path.endswith("/graphql")
        if counted:
            self.switch.step()
        response = self.inner.handle_request(request)
        if counted:
            response.read()
            self.switch.step()
        return response

    def close(self) -> None:
        self.inner.close()


class KillableLog(AuditLog):
    """Every change of the queue is one commit here."""

    def __init__(self, log: AuditLog, switch: KillSwitch) -> None:
        self.__dict__.update(log.__dict__)
        self._switch = switch

    @contextmanager
    def transaction(self, account: str) -> Iterator[Entries]:
        with super().transaction(account) as entries:
            yield entries
            self._switch.step()
        self._switch.step()


@dataclass
class Kills:
    """What came of writes whose process died: `faults` say what should not have."""

    engine: Engine
    keyring: Keyring
    jobber: Served
    faults: list[str] = field(default_factory=list)
    killed: int = 0
    tried: int = 0

    def __post_init__(self) -> None:
        self._log = audit_of(self.engine, self.keyring)
        self._records = Records(self.engine, self.keyring)
        self._tokens, self._throttle = MemoryTokenStore(), unhurried()
        queue_of(self.engine, self.keyring, [ACCOUNT])
        with httpx.Client(timeout=20) as http:
            self._account = self.jobber.connected(http, self._tokens).id
            client = client_of(http, self.jobber.app, self._tokens, self._account, self._throttle)
            self._records.put(ACCOUNT, JobberReader(client).page(CustomFieldConfiguration).records, run="run-1")
        self._live = "March 31, 2027"

    def steps_of(self, kind: str) -> int:
        """How many steps a write has when nothing dies."""
        return self._try(kind, KillSwitch()).seen

    def kill(self, kind: str, at: int) -> None:
        """Die at one step of a write of this kind, and look at what the next process makes of it."""
        self._try(kind, KillSwitch(at))

    def whole(self) -> bool:
        return verify(self._log, ACCOUNT).whole

    def _try(self, kind: str, switch: KillSwitch) -> KillSwitch:
        self.tried += 1
        words = f"word-{self.tried:04}"
        draft, never = self._draft(kind, words), note.draft(Target("Client", CLIENT), CLIENT, f"never-{self.tried:04}")
        try:
            with self._process(switch) as (queue, execute):
                execute(self._approved(queue, draft).id)
        except Crash:
            self.killed += 1
        with self._process(KillSwitch()) as (queue, execute):
            queue.propose(ACCOUNT, [never], created_by="ada")
            self._settle(queue, execute, draft)
            self._look(queue, words, f"{kind} killed at step {switch.at}")
        return switch

    def _draft(self, kind: str, words: str) -> Draft:
        if kind == "create_note":
            return note.draft(Target("Client", CLIENT), CLIENT, f"Agreed by phone: {words}")
        if kind == "delete_note":
            return self._deletion(words)
        if kind == "create_custom_field":
            of_type = APPLIES_TO[(self._made() // MOST_OF_ONE_APP) % len(APPLIES_TO)]
            return custom_field_configuration.draft(ACCOUNT, NewField(words, of_type, "TEXT"))
        before, self._live = self._live, words
        target = Target("Client", CLIENT)
        return Draft(
            custom_field.NAME, target, CLIENT, before={**FIELD, "value": before}, after={**FIELD, "value": words}
        )

    def _deletion(self, words: str) -> Draft:
        """Of a note that an earlier proposal wrote."""
        now = datetime.now(UTC)
        World(self.jobber.simulator.account, lambda: now).add_note(CLIENT, signed(words, reference(words)))
        written = {"text": words, "pinned": False, "reference": reference(words), "proposed_at": now.isoformat()}
        return Draft(note.DELETION, Target("Client", CLIENT), CLIENT, before=written, after=None)

    def _made(self) -> int:
        return sum("configuration" in entry for entry in self.jobber.simulator.journal.entries)

    @staticmethod
    def _approved(queue: ApprovalQueue, draft: Draft) -> Proposal:
        [proposal] = queue.propose(ACCOUNT, [draft], created_by="ada")
        return queue.decide(WHOLE, proposal.id, approve=True, by="ada")

    def _settle(self, queue: ApprovalQueue, execute: Callable[[str], Proposal], draft: Draft) -> None:
        """The person does again what was not kept; the process carries out what is approved."""
        wanted = draft.before, draft.after
        mine = [each for each in queue.list(WHOLE) if (each.draft.before, each.draft.after) == wanted]
        if not mine:
            self._approved(queue, draft)
        elif mine[-1].state is ProposalState.PENDING:
            queue.decide(WHOLE, mine[-1].id, approve=True, by="ada")
        for _, id in queue.to_execute():
            execute(id)

    def _look(self, queue: ApprovalQueue, words: str, where: str) -> None:
        journal = [json.dumps(_made_of(entry)) for entry in self.jobber.simulator.journal.entries]
        written = sum(words in entry for entry in journal)
        if written != 1:
            self.faults.append(f"{where}: written {written} times")
        if any("never-" in entry for entry in journal):
            self.faults.append(f"{where}: something nobody approved was written")
        open_still = [
            each.id for each in queue.list(WHOLE) if each.state in (ProposalState.APPROVED, ProposalState.EXECUTING)
        ]
        mine = [each for each in queue.list(WHOLE) if words in json.dumps([each.draft.before, each.draft.after])]
        if open_still or [each.state for each in mine] != [ProposalState.DONE]:
            self.faults.append(f"{where}: an approval was lost, {[each.state.value for each in mine]}")

    @contextmanager
    def _process(self, switch: KillSwitch) -> Iterator[tuple[ApprovalQueue, Callable[[str], Proposal]]]:
        """A process of its own: nothing of an earlier one is in its memory."""
        log = KillableLog(self._log, switch)
        queue = ApprovalQueue(self.engine, SealedJson(self.keyring), log)
        with httpx.Client(timeout=20, transport=KillableTransport(switch)) as http:
            client = client_of(http, self.jobber.app, self._tokens, self._account, self._throttle)
            writer = JobberWriter(client, sleep=lambda _: None)
            executor = Executor(queue, lambda: writer, actions_of(ACCOUNT, self._records))
            yield queue, lambda id: executor.execute(ACCOUNT, id)


def _made_of(entry: dict[str, Any]) -> Any:
    """What a write put into Jobber or deleted, without what stood in a field before."""
    changes = [change["after"] for change in entry.get("customFields", ())]
    return changes or entry.get("note") or entry.get("deletedNote") or entry.get("configuration")
