"""The action that makes a custom field. `before` is None, `after` what `NewField` holds, as JSON.

The app's own fields can never be removed from Jobber again, so only an admin may approve one.
"""

from __future__ import annotations

from typing import Any

from ingest.jobber.actions import NewField
from service.approvals.proposal import Draft, Irreversible, Proposal, Target, Uneditable

NAME = "create_custom_field"


def draft(account: str, field: NewField) -> Draft:
    after: dict[str, Any] = {
        "name": field.name,
        "applies_to": field.applies_to,
        "value_type": field.value_type,
        "unit": field.unit,
        "options": list(field.options),
        "transferable": field.transferable,
        "read_only": field.read_only,
    }
    return Draft(NAME, Target("Account", account), None, before=None, after=after, requires_role="admin")


class CreateCustomField:
    def change(self, draft: Draft) -> NewField:
        return NewField(**{**draft.after, "options": tuple(draft.after["options"])})

    def edited(self, draft: Draft, value: Any) -> Draft:  # noqa: ARG002
        raise Uneditable("a custom field is made as it was shown; reject this and create another")

    def reversed(self, proposal: Proposal) -> Draft:  # noqa: ARG002
        raise Irreversible("Jobber removes no custom field that an app has made")
