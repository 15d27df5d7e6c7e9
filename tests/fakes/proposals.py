"""Drafts of custom field writes, what they mean, and a writer to a dictionary instead of Jobber."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.jobber.actions import ApprovedAction, Outcome, Performed, SetField
from ingest.jobber.records import Client, CustomFieldConfiguration
from ingest.jobber.writer import ALREADY, UNEQUAL, WRITTEN
from service.approvals.proposal import Draft, Irreversible, Proposal, Target

RENEWAL = {"configuration_id": "field-1", "label": "Renewal date"}


def draft(
    after: str = "2027-03-31", *, before: str | None = None, client: str = "client-1", action: str = "set_custom_field"
) -> Draft:
    return Draft(
        action=action,
        target=Target("Client", client),
        client_id=client,
        before={**RENEWAL, "value": before},
        after={**RENEWAL, "value": after},
        evidence=({"quote": f"renews on {after}"},),
    )


class SetRenewal:
    """The action of these drafts, with a field that every account has."""

    def change(self, draft: Draft) -> SetField:
        field = CustomFieldConfiguration("field-1", name="Renewal date", applies_to="ALL_CLIENTS")
        return SetField(Client, draft.target.id, field, draft.before["value"], draft.after["value"])

    def edited(self, draft: Draft, value: Any) -> Draft:
        return replace(draft, after={**draft.after, "value": value})

    def reversed(self, proposal: Proposal) -> Draft:
        draft = proposal.draft
        if draft.before["value"] is None:
            raise Irreversible("it was empty before")
        return replace(draft, before=draft.after, after=draft.before)


class FieldsInMemory:
    """Holds the live values of one custom field by client; an error given is raised by the next write, once.

    `lands` says whether the write of a failing call took effect all the same; `reads_back` overrides what is read
    after a write.
    """

    def __init__(
        self,
        values: dict[str, Any] | None = None,
        *,
        failure: Exception | None = None,
        lands: bool = False,
        reads_back: Any = None,
    ) -> None:
        self.values, self.writes = values or {}, 0
        self.performed: list[ApprovedAction] = []
        self._failure, self._lands, self._reads_back = failure, lands, reads_back

    def perform(self, action: ApprovedAction) -> Performed:
        self.performed.append(action)
        assert isinstance(action.change, SetField)
        change, live = action.change, self.values.get(action.change.target_id)
        if live == change.value:
            return Performed(Outcome.ALREADY, ALREADY)
        if live != change.before:
            return Performed(Outcome.STALE, "the record changed in Jobber since this was proposed; extract again")
        self._write(change)
        equal = self.values[change.target_id] == change.value
        return Performed(Outcome.WRITTEN, WRITTEN) if equal else Performed(Outcome.UNEQUAL, UNEQUAL)

    def _write(self, change: SetField) -> None:
        self.writes += 1
        failure, self._failure = self._failure, None
        if failure is None or self._lands:
            self.values[change.target_id] = self._reads_back or change.value
        if failure is not None:
            raise failure
