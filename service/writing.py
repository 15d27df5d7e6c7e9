"""The desk's side of everything that ends in a write to Jobber: extraction, the queue, its rules, what was learned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from ingest.jobber.actions import NewField
from ingest.lookup import client_named
from ingest.records import Records
from service.approvals import custom_field_configuration
from service.approvals.execution import Action
from service.approvals.filters import Filter
from service.approvals.proposal import Because, Changed, Irreversible, Proposal, ProposalError, ProposalState
from service.approvals.queue import ApprovalQueue
from service.approvals.rollout import Policy
from service.audit.log import AuditLog
from service.audit.verify import verify
from service.auth.roles import RANK, Principal, Role
from service.extraction.field_maps import FieldMaps
from service.extraction.onboarding import missing
from service.extraction.runs import RUNNING, ExtractionRuns
from service.extraction.work import AccountExtraction, clients_with_contracts

Json = dict[str, Any]
CarryOut = Callable[[str, str], None]
Extract = Callable[[str, str], None]


class NotPermitted(PermissionError):
    """The caller's role may not do this."""


@dataclass(frozen=True)
class WritingParts:
    """What it works with; `actions` and `extraction` are of an account."""

    engine: Engine
    records: Records
    queue: ApprovalQueue
    runs: ExtractionRuns
    maps: FieldMaps
    audit: AuditLog
    actions: Callable[[str], Mapping[str, Action]]
    extraction: Callable[[str], AccountExtraction]


class Writing:
    """Of one principal. `carry_out` is called after an approval and `extract` after a run was begun; without them the
    owner is left to look for approved proposals, and a run is read to its end here."""

    def __init__(
        self, parts: WritingParts, principal: Principal, carry_out: CarryOut | None, extract: Extract | None
    ) -> None:
        self._parts, self._principal = parts, principal
        self._carry_out, self._extract = carry_out, extract
        self._scope, self._by = principal.scope, principal.name

    def extract(self, clients: Sequence[str] | None, *, dry_run: bool, anew: bool = False) -> str:
        """Begin a run over every agreement of these clients (None: all); its id. Raises `FieldMapFaulty`."""
        parts, account = self._parts, self._scope.account
        parts.maps.of(account)
        named = (
            clients_with_contracts(parts.engine, self._scope)
            if clients is None
            else [client_named(parts.records, self._scope, client).id for client in clients]
        )
        sees_all = self._scope.clients is None
        id = parts.runs.begin(account, named, dry_run=dry_run, sees_all=sees_all, by=self._by, anew=anew)
        self._go_on(id)
        return id

    def run(self, id: str) -> Json | None:
        """A run with its contracts (those of clients in scope)."""
        return self._parts.runs.get(self._scope, id)

    def run_head(self, id: str) -> Json | None:
        return self._parts.runs.head(self._scope, id)

    def runs(self) -> list[Json]:
        return self._parts.runs.recent(self._scope.account)

    def contracts(self, id: str) -> Iterator[Json]:
        return self._parts.runs.contracts(self._scope, id)

    def pause(self, id: str) -> bool:
        return self._parts.runs.pause(self._scope.account, id, by=self._by)

    def resume(self, id: str) -> bool:
        """Go on with a paused or failed run, or one that a crash left; False where it is done."""
        account, runs = self._scope.account, self._parts.runs
        found = runs.run(account, id)
        goes_on = found is not None and (found.state == RUNNING or runs.resume(account, id, by=self._by))
        if goes_on:
            self._go_on(id)
        return goes_on

    def proposals(self, wanted: Filter) -> list[Json]:
        found = self._parts.queue.list(self._scope, wanted.states)
        return [proposal.as_json() for proposal in found if wanted.takes(proposal)]

    def proposal(self, id: str) -> Json:
        shown = self._parts.queue.get(self._scope, id).as_json()
        return shown | {"undone_by": self._parts.queue.undone_by(self._scope, id)}

    def approve(self, id: str, *, version: int | None = None, note: str | None = None) -> Json:
        """Approve for execution; raises `NotPermitted` for a role below the one the proposal requires."""
        queue = self._parts.queue
        self._must_reach(queue.get(self._scope, id).draft.requires_role)
        decided = queue.decide(self._scope, id, approve=True, by=self._by, version=version, note=note)
        if decided.state is ProposalState.APPROVED and self._carry_out is not None:
            self._carry_out(self._scope.account, id)
        return self.proposal(id)

    def approve_all(self, wanted: Filter, *, count: int, note: str | None = None) -> list[Json]:
        """Approve what is pending and meant, each as it was listed here; `count` is how many the person saw.

        What cannot be approved (role, second person, changed meanwhile) keeps waiting, with `error` saying why.
        """
        pending = replace(wanted, states=(ProposalState.PENDING,))
        meant = [each for each in self._parts.queue.list(self._scope, pending.states) if pending.takes(each)]
        if len(meant) != count:
            raise Changed(f"{len(meant)} proposals wait that fit, not {count}; list them again")
        return [self._tried(each, note) for each in meant]

    def reject(
        self, id: str, *, version: int | None = None, note: str | None = None, because: Because = Because.OTHER
    ) -> Json:
        queue = self._parts.queue
        queue.decide(self._scope, id, approve=False, by=self._by, version=version, note=note, because=because)
        return self.proposal(id)

    def edit(self, id: str, value: Any, *, version: int | None = None) -> Json:
        """Put another value in place of the proposed one; it waits on for an approval. Raises `Uneditable`."""
        queue = self._parts.queue
        seen = queue.get(self._scope, id)
        self._must_reach(seen.draft.requires_role)
        queue.edit(self._scope, self._action(seen).edited(seen.draft, value), id, by=self._by, version=version)
        return self.proposal(id)

    def undo(self, id: str, *, note: str | None = None) -> Json:
        """Write back what stood there before, through the queue; the proposal of it. Raises `Irreversible`."""
        queue, account = self._parts.queue, self._scope.account
        seen = queue.get(self._scope, id)
        self._must_reach(seen.draft.requires_role)
        if seen.state is not ProposalState.DONE:
            raise Changed(f"proposal {id} is {seen.state.value}; only what was written can be undone")
        if (other := queue.undone_by(self._scope, id)) is not None:
            raise Irreversible(f"{other} undoes this already")
        draft = self._action(seen).reversed(seen)
        queue.must_be_on(account, draft)
        [undo] = queue.propose(account, [draft], created_by=self._by, undo_of=id)
        return self.approve(undo.id, version=undo.version, note=note)

    def rollout(self) -> list[Json]:
        """What holds for each action: as set, and `read_only` for the rest."""
        set_here = self._parts.queue.rollout.all(self._scope.account)
        unset = sorted(set(self._parts.actions(self._scope.account)) - {policy.action for policy in set_here})
        return [policy.as_json() for policy in [*set_here, *(Policy(action) for action in unset)]]

    def set_rollout(self, policy: Policy) -> Json:
        known = sorted(self._parts.actions(self._scope.account))
        if policy.action not in known:
            raise ProposalError(f"there is no action {policy.action!r}; there are {', '.join(known)}")
        if policy.limit < 0 or policy.agreements_needed < 1 or (policy.four_eyes_above or Decimal(0)) < 0:
            raise ProposalError("limits are amounts from 0 on, and at least one agreement is needed")
        return self._parts.queue.rollout.set(self._scope.account, policy, by=self._by).as_json()

    def field_map(self) -> str:
        """The mapping as its YAML file."""
        return self._parts.maps.text(self._scope.account)

    def save_field_map(self, text: str) -> int:
        """How many mappings the file says. Raises `FieldMapFaulty`."""
        return len(self._parts.maps.save(self._scope.account, text, by=self._by))

    def missing_fields(self, on: str) -> list[NewField]:
        """The custom fields that onboarding would make for clients, properties or jobs."""
        account = self._scope.account
        return missing(on, self._parts.maps.of(account), self._parts.maps.configurations(account))

    def create_fields(self, fields: Sequence[NewField]) -> list[Json]:
        """Propose and approve new custom fields, on an admin's explicit word; Jobber can never remove them."""
        queue, account = self._parts.queue, self._scope.account
        drafts = [custom_field_configuration.draft(account, field) for field in fields]
        for draft in drafts:
            self._must_reach(draft.requires_role)
            queue.must_be_on(account, draft)
        return [self.approve(each.id) for each in queue.propose(account, drafts, created_by=self._by)]

    def learned(self) -> list[Json]:
        return [lesson.as_json() for lesson in self._parts.queue.learned.all(self._scope)]

    def forget_lesson(self, id: str) -> None:
        """Raises `NothingLearned`."""
        self._parts.queue.learned.forget(self._scope, id, by=self._by)

    def events(self, *, kind: str | None = None, about: str | None = None, newest: int = 200) -> list[Json]:
        """What the audit log says; what an event is about by its id, for who may see whose it is."""
        events = self._parts.audit.events(self._scope, kind=kind, about=about, newest=newest)
        return [event.as_json() | {"subject": self._subject(event.about)} for event in events]

    def verify_audit(self) -> Json:
        return verify(self._parts.audit, self._scope.account).as_json()

    def anchor_anew(self, reason: str) -> None:
        self._parts.audit.anchor_anew(self._scope.account, self._by, reason)

    def _subject(self, about: str | None) -> str | None:
        if about is None or not about.startswith("ref_"):
            return about
        return self._parts.audit.subject(self._scope, about)

    def _go_on(self, id: str) -> None:
        account = self._scope.account
        if self._extract is not None:
            self._extract(account, id)
        else:
            self._parts.extraction(account).run_through(id)

    def _tried(self, proposal: Proposal, note: str | None) -> Json:
        try:
            done = self.approve(proposal.id, version=proposal.version, note=note)
        except (ProposalError, NotPermitted) as error:
            return {"id": proposal.id, "state": proposal.state.value, "error": str(error)}
        return {"id": done["id"], "state": done["state"], "error": None}

    def _action(self, proposal: Proposal) -> Action:
        action = self._parts.actions(self._scope.account).get(proposal.draft.action)
        if action is None:
            raise ProposalError(f"this version does not know the action {proposal.draft.action!r}")
        return action

    def _must_reach(self, required: str) -> None:
        if RANK.index(self._principal.role) < RANK.index(Role(required)):
            raise NotPermitted(f"this proposal needs the role {required}")
