"""Drafts of custom field writes, and an action that writes to a dictionary instead of Jobber."""

from __future__ import annotations

from typing import Any

from service.approvals.proposal import Draft, Target

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


class FieldsInMemory:
    """Holds the live values of one custom field by target; an error given is raised by the next write, once.

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
        self._failure, self._lands, self._reads_back = failure, lands, reads_back

    def read(self, target: Target, after: Any) -> Any:
        return {**after, "value": self.values.get(target.id)}

    def write(self, target: Target, after: Any) -> None:
        self.writes += 1
        failure, self._failure = self._failure, None
        if failure is None or self._lands:
            self.values[target.id] = self._reads_back or after["value"]
        if failure is not None:
            raise failure
