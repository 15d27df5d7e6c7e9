"""Writing one custom field's value, and reading it as Jobber has it now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlsplit

from ingest.jobber import parse
from ingest.jobber.actions import ApprovedAction, FieldValue, Outcome, SetField
from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient, at
from ingest.jobber.errors import Missing, Refused
from ingest.jobber.payload import payload_of
from ingest.jobber.records import Client, CustomFieldConfiguration, Job, Property, Record

APPLIES_TO: dict[type[Record], str] = {Client: "ALL_CLIENTS", Property: "ALL_PROPERTIES", Job: "ALL_JOBS"}
CHANGED = "the record changed in Jobber since this was proposed; extract again"
_AREA = re.compile(r"\s*(\d+(?:\.\d+)?)\s*x\s*(\d+(?:\.\d+)?)\s*")
_LINKS = ("http", "https")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class FieldValueSteps:
    """The steps of a `SetField`. Writing the same value twice changes nothing."""

    client: JobberClient
    action: ApprovedAction
    change: SetField
    lags: ClassVar[bool] = False
    said: ClassVar[Mapping[Outcome, str]] = {Outcome.STALE: CHANGED}

    def check(self) -> None:
        """Raises `Refused` for what Jobber could not take, or what nobody knows how it takes."""
        change, configuration = self.change, self.change.configuration
        if APPLIES_TO.get(change.target) != configuration.applies_to:
            raise Refused(f"this custom field is for {configuration.applies_to}, not for a {change.target.type_name}")
        if configuration.archived:
            raise Refused("this custom field is archived in Jobber; map another one with `fineprint fields map`")
        _typed(configuration, change.value)

    def live(self) -> FieldValue | None:
        return live_value(self.client, self.change.target, self.change.target_id, self.change.configuration.id)

    def is_done(self, live: FieldValue | None) -> bool:
        return _same(self.change.configuration, live, self.change.value)

    def is_unchanged(self, live: FieldValue | None) -> bool:
        return _same(self.change.configuration, live, self.change.before)

    def write(self, _: FieldValue | None, /) -> None:
        change, configuration, name = self.change, self.change.configuration, self.change.target.type_name
        field = {"customFieldConfigurationId": configuration.id, **_typed(configuration, change.value)}
        variables = {"id": change.target_id, "fields": [field]}
        data = self.client.execute(f"Set{name}CustomField", variables, approved=self.action)
        if payload_of(data, f"{name.lower()}Edit").get(name.lower()) is None:
            raise Missing(f"Jobber did not find the {name} to write to")


def live_value(client: JobberClient, target: type[Record], target_id: str, configuration_id: str) -> FieldValue | None:
    """The value as Jobber has it now; None where the record does not carry the field. Empty text is ""."""
    node = at(client.execute(f"{target.type_name}CustomFields", {"id": target_id}), target.type_name.lower())
    if node is None:
        raise Missing(f"this {target.type_name} is no longer in Jobber")
    values = [parse.custom_field(each) for each in node["customFields"]]
    return next((each.value for each in values if each.configuration_id == configuration_id), None)


def _same(configuration: CustomFieldConfiguration, one: FieldValue | None, other: FieldValue | None) -> bool:
    return bool(_compared(configuration, one) == _compared(configuration, other))


def _compared(configuration: CustomFieldConfiguration, value: FieldValue | None) -> Any:
    """Money to the cent, an area by its numbers, empty text as nothing."""
    if isinstance(value, Decimal) and value.is_finite():
        return value.quantize(_CENT)
    if configuration.value_type == "AREA" and isinstance(value, str) and (found := _AREA.fullmatch(value)):
        return tuple(Decimal(number).quantize(_CENT) for number in found.groups())
    return None if value == "" else value


def _typed(configuration: CustomFieldConfiguration, value: FieldValue | None) -> Json:
    """The one value of `CustomFieldEditInput` that fits the field's type."""
    kind = configuration.value_type
    if value is None or value == "":
        raise Refused("Jobber does not say how a custom field is emptied; empty it there by hand")
    if kind == "TEXT" and isinstance(value, str):
        return {"valueText": value}
    if kind == "NUMERIC" and isinstance(value, Decimal) and value.is_finite():
        return {"valueNumeric": float(value)}
    if kind == "TRUE_FALSE" and isinstance(value, bool):
        return {"valueTrueFalse": value}
    if kind == "DROPDOWN" and isinstance(value, str):
        return {"valueDropdown": _option(configuration, value)}
    if kind == "LINK" and isinstance(value, str):
        return {"valueLink": {"text": value, "url": _url(value)}}
    if kind == "AREA" and isinstance(value, str):
        return {"valueArea": _area(value)}
    raise Refused(f"a {kind} custom field cannot hold {type(value).__name__}; map it to a field of a fitting type")


def _option(configuration: CustomFieldConfiguration, value: str) -> str:
    if value not in configuration.options:
        raise Refused("the value is none of this dropdown's options; add the option in Jobber, then sync and try again")
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in _LINKS or not parts.netloc:
        raise Refused("a link needs a whole web address that begins with https://")
    return value


def _area(value: str) -> Json:
    found = _AREA.fullmatch(value)
    if found is None:
        raise Refused("an area is written as two numbers, for instance `40 x 25`")
    length, width = (float(number) for number in found.groups())
    return {"length": length, "width": width}
