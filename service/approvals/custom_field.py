"""The action that sets one custom field. `before` and `after` are `{"configuration_id", "label", "value"}`.

Numbers are decimal strings with two places, as a person reads them in the queue; a link is its URL, an area
`length x width`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from anonymize.boundary import Scope
from ingest.jobber.actions import SetField
from ingest.jobber.errors import Refused
from ingest.jobber.records import Client, CustomFieldConfiguration, Job, Property, Record
from ingest.records import Records
from service.approvals.proposal import Draft, Irreversible, Proposal, Uneditable

NAME = "set_custom_field"
TARGETS: dict[str, type[Record]] = {kind.type_name: kind for kind in (Client, Property, Job)}
Shown = str | bool | None


def shown(value: str | Decimal | bool | None) -> Shown:
    """A custom field's value as the queue shows it; empty text is None."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return None if value == "" else value


class SetCustomField:
    def __init__(self, account: str, records: Records) -> None:
        self._scope, self._records = Scope(account), records

    def change(self, draft: Draft) -> SetField:
        configuration = self._records.one(self._scope, CustomFieldConfiguration, draft.after["configuration_id"])
        if configuration is None:
            raise LookupError("this custom field is not known any more; run `fineprint sync` and extract again")
        if draft.target.type not in TARGETS:
            raise LookupError(f"custom fields are written on {', '.join(TARGETS)} only")
        return SetField(
            TARGETS[draft.target.type],
            draft.target.id,
            configuration,
            before=_typed(configuration, draft.before["value"]),
            value=_typed(configuration, draft.after["value"]),
        )

    def edited(self, draft: Draft, value: Any) -> Draft:
        """The same field with another value. Raises `Uneditable`."""
        configuration = self._records.one(self._scope, CustomFieldConfiguration, draft.after["configuration_id"])
        if configuration is None or not _holds(configuration, value):
            raise Uneditable(_fitting(configuration))
        return replace(draft, after={**draft.after, "value": _cents(configuration, value)})

    def reversed(self, proposal: Proposal) -> Draft:
        """Writes back what stood there. Raises `Irreversible` where nothing did."""
        draft = proposal.draft
        if draft.before["value"] is None:
            raise Irreversible("the field was empty before, and Jobber has no way to empty one; empty it there by hand")
        return replace(draft, before=draft.after, after=draft.before, evidence=(), origin=None)


def _holds(configuration: CustomFieldConfiguration, value: Any) -> bool:
    match configuration.value_type:
        case "TRUE_FALSE":
            return isinstance(value, bool)
        case "DROPDOWN":
            return value in configuration.options and value != ""
        case "NUMERIC":
            return isinstance(value, str) and _is_number(value)
        case _:
            return isinstance(value, str) and bool(value.strip())


def _fitting(configuration: CustomFieldConfiguration | None) -> str:
    if configuration is None:
        return "this custom field is not known any more; run `fineprint sync` and extract again"
    match configuration.value_type:
        case "TRUE_FALSE":
            return "a true/false custom field takes true or false"
        case "DROPDOWN":
            return f"{configuration.name!r} takes one of {', '.join(filter(None, configuration.options))}"
        case "NUMERIC":
            return "a number custom field takes a plain number as text, for instance 1250.00"
        case _:
            return "the value needs words; an empty custom field is emptied in Jobber by hand"


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _cents(configuration: CustomFieldConfiguration, value: Any) -> Any:
    return f"{Decimal(value):.2f}" if configuration.value_type == "NUMERIC" else value


def _typed(configuration: CustomFieldConfiguration, value: Any) -> str | Decimal | bool | None:
    if configuration.value_type != "NUMERIC" or value is None:
        return value  # type: ignore[no-any-return]
    try:
        return Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        raise Refused("a number custom field takes a plain number, for instance 1250.00") from None
