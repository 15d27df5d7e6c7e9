"""Custom fields as Jobber shows and takes them: one value for every field that applies, empty where never written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ingest.jobber.ids import encoded, short_id
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.relations import APPLIES_TO

VALUE_TYPES = {
    "CustomFieldConfigurationText": "TEXT",
    "CustomFieldConfigurationNumeric": "NUMERIC",
    "CustomFieldConfigurationDropdown": "DROPDOWN",
    "CustomFieldConfigurationTrueFalse": "TRUE_FALSE",
    "CustomFieldConfigurationLink": "LINK",
    "CustomFieldConfigurationArea": "AREA",
}
MOST_OF_ONE_APP = 5
_EMPTY: dict[str, Any] = {
    "Text": "",
    "Numeric": 0.0,
    "Dropdown": "",
    "TrueFalse": False,
    "Link": {"text": "", "url": ""},
    "Area": {"length": 0.0, "width": 0.0},
}


def shown(account: SimulatedAccount, type_name: str, record: Fields) -> list[Fields]:
    """The `CustomFieldUnion` values of a record; `id` is null where none was ever written."""
    applying = [
        each
        for each in account.all("CustomFieldConfiguration")
        if each["appliesTo"] == APPLIES_TO[type_name] and not each.get("archived")
    ]
    return [_value(record, each) for each in applying]


def write(account: SimulatedAccount, type_name: str, record: Fields, edit: Fields) -> str | None:
    """Set one value (`CustomFieldEditInput`); returns what Jobber would complain about."""
    configuration = account.find("CustomFieldConfiguration", _configuration_id(record, edit))
    if configuration is None or configuration["appliesTo"] != APPLIES_TO[type_name]:
        return "Custom field configuration does not exist for this object"
    given = {name: value for name, value in edit.items() if name.startswith("value") and value is not None}
    kind = _kind(configuration)
    if list(given) != [f"value{kind}"]:
        return f"Exactly one value is needed, value{kind}"
    if kind == "Dropdown" and given["valueDropdown"] not in (configuration.get("dropdownOptions") or []):
        return "Value is not one of the dropdown's options"
    record.setdefault("customFields", {})
    record["customFields"] = {**(record["customFields"] or {}), configuration["id"]: given[f"value{kind}"]}
    return None


def create(account: SimulatedAccount, kind: str, given: Fields, now: datetime) -> Fields | str:
    """A new configuration by the app (`CustomFieldConfigurationCreate…Input`), or what Jobber would complain about."""
    fields = account.records["CustomFieldConfiguration"]
    own = [each for each in fields.values() if each.get("createdByThisApp") and each["appliesTo"] == given["appliesTo"]]
    if not given["name"].strip():
        return "Name can't be blank"
    if len(own) >= MOST_OF_ONE_APP:
        return f"An app can have at most {MOST_OF_ONE_APP} custom fields for an object type"
    if kind == "Dropdown" and not given["dropdownOptions"]:
        return "Dropdown options can't be blank"
    type_name, number = f"CustomFieldConfiguration{kind}", len(fields) + 1
    while encoded(type_name, str(number)) in fields:
        number += 1
    made = {name: value for name, value in given.items() if name != "defaultValue"}
    made |= {"id": encoded(type_name, str(number)), "__typename": type_name, "archived": False}
    made |= {"createdByThisApp": True, "createdAt": now.isoformat()}
    fields[made["id"]] = made
    return made


def _configuration_id(record: Fields, edit: Fields) -> str | None:
    if edit.get("customFieldConfigurationId"):
        return str(edit["customFieldConfigurationId"])
    written = record.get("customFields") or {}
    return next((each for each in written if _value_id(record, each) == edit.get("id")), None)


def _value(record: Fields, configuration: Fields) -> Fields:
    kind, written = _kind(configuration), record.get("customFields") or {}
    value = written.get(configuration["id"])
    return {
        "__typename": f"CustomField{kind}",
        "id": _value_id(record, configuration["id"]) if configuration["id"] in written else None,
        "label": configuration["name"],
        "customFieldConfiguration": configuration,
        f"value{kind}": _EMPTY[kind] if value is None else _link(value) if kind == "Link" else value,
        "unit": configuration.get("unit") or "",
        "dropdownOptions": configuration.get("dropdownOptions") or [],
    }


def _link(value: Any) -> Any:
    return {"text": value, "url": value} if isinstance(value, str) else value


def _value_id(record: Fields, configuration_id: str) -> str:
    return encoded("CustomFieldValue", f"{short_id(record['id'])}-{short_id(configuration_id)}")


def _kind(configuration: Fields) -> str:
    return str(configuration["__typename"]).removeprefix("CustomFieldConfiguration")
