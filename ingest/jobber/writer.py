"""The few things we change in Jobber: custom field values, and notes on clients and jobs.

Called only for what a person approved. Jobber has no idempotency keys: after `Uncertain`, read back (`custom_field`,
or the notes of the record) before writing again.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ingest.jobber import parse
from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient, at
from ingest.jobber.errors import Missing, Refused, Unreadable
from ingest.jobber.records import Client, CustomFieldConfiguration, Job, Property, Record

FieldValue = str | Decimal | bool
APPLIES_TO: dict[type[Record], str] = {Client: "ALL_CLIENTS", Property: "ALL_PROPERTIES", Job: "ALL_JOBS"}


class JobberWriter:
    def __init__(self, client: JobberClient) -> None:
        self._client = client

    def set_custom_field(
        self, target: type[Record], target_id: str, configuration: CustomFieldConfiguration, value: FieldValue
    ) -> None:
        """Raises `Refused` where the field cannot hold the value or Jobber says no; nothing is written then."""
        _check_target(target, configuration)
        field = {"customFieldConfigurationId": configuration.id, **_typed(configuration, value)}
        name = target.type_name
        data = self._client.execute(f"Set{name}CustomField", {"id": target_id, "fields": [field]})
        payload = _payload(data, f"{name.lower()}Edit")
        if payload.get(name.lower()) is None:
            raise Missing(f"Jobber did not find the {name} to write to")

    def custom_field(self, target: type[Record], target_id: str, configuration_id: str) -> FieldValue | None:
        """The value as Jobber has it now; None where the record does not carry the field. Empty text is ""."""
        data = self._client.execute(f"{target.type_name}CustomFields", {"id": target_id})
        node = at(data, target.type_name.lower())
        if node is None:
            raise Missing(f"this {target.type_name} is no longer in Jobber")
        values = [parse.custom_field(each) for each in node["customFields"]]
        return next((each.value for each in values if each.configuration_id == configuration_id), None)

    def add_note(self, parent: type[Record], parent_id: str, message: str, *, pinned: bool = False) -> str:
        """Write a note on a client or a job; returns the note's id."""
        if parent not in (Client, Job):
            raise Refused(f"notes are written on clients and jobs, not on a {parent.type_name}")
        name = parent.type_name
        variables = {"id": parent_id, "input": {"message": message, "pinned": pinned}}
        payload = _payload(self._client.execute(f"Add{name}Note", variables), f"{name.lower()}CreateNote")
        note = at(payload, f"{name.lower()}Note")
        if note is None or not isinstance(note.get("id"), str):
            raise Unreadable("Jobber answered a new note without its id; read the notes back before writing again")
        return str(note["id"])


def _check_target(target: type[Record], configuration: CustomFieldConfiguration) -> None:
    if APPLIES_TO.get(target) != configuration.applies_to:
        raise Refused(f"this custom field is for {configuration.applies_to}, not for a {target.type_name}")
    if configuration.archived:
        raise Refused("this custom field is archived in Jobber; map another one with `fineprint fields map`")


def _typed(configuration: CustomFieldConfiguration, value: FieldValue) -> dict[str, Any]:
    """The one value of `CustomFieldEditInput` that fits the field's type."""
    kind = configuration.value_type
    if kind == "TEXT" and isinstance(value, str):
        return {"valueText": value}
    if kind == "NUMERIC" and isinstance(value, Decimal) and value.is_finite():
        return {"valueNumeric": float(value)}
    if kind == "TRUE_FALSE" and isinstance(value, bool):
        return {"valueTrueFalse": value}
    if kind == "DROPDOWN" and isinstance(value, str):
        return {"valueDropdown": _option(configuration, value)}
    if kind == "LINK" and isinstance(value, str):
        return {"valueLink": {"text": value, "url": value}}
    raise Refused(f"a {kind} custom field cannot hold {type(value).__name__}; map it to a field of a fitting type")


def _option(configuration: CustomFieldConfiguration, value: str) -> str:
    if value not in configuration.options:
        raise Refused("the value is none of this dropdown's options; add the option in Jobber first")
    return value


def _payload(data: Json, mutation: str) -> Json:
    payload = at(data, mutation)
    if payload is None:
        raise Unreadable("Jobber answered a write without a result; read back before writing again")
    errors = payload.get("userErrors") or []
    if errors:
        paths = sorted({".".join(error.get("path") or []) or mutation for error in errors})
        raise Refused(f"Jobber refused {', '.join(paths)}", tuple(str(error.get("message", "")) for error in errors))
    return payload
