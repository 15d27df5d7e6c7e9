"""The action that sets one custom field. `before` and `after` are `{"configuration_id", "label", "value"}`.

Numbers are decimal strings with two places, as a person reads them in the queue.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from anonymize.boundary import Scope
from ingest.jobber.records import Client, CustomFieldConfiguration, Job, Property, Record
from ingest.jobber.writer import JobberWriter
from ingest.records import Records
from service.approvals.proposal import Target

NAME = "set_custom_field"
TARGETS: dict[str, type[Record]] = {kind.type_name: kind for kind in (Client, Property, Job)}
Shown = str | bool | None


def shown(value: str | Decimal | bool | None) -> Shown:
    """A custom field's value as the queue shows and compares it; empty text is None."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return None if value == "" else value


class SetCustomField:
    def __init__(self, account: str, writer: Callable[[], JobberWriter], records: Records) -> None:
        self._scope, self._writer, self._records = Scope(account), writer, records

    def read(self, target: Target, after: Any) -> Any:
        live = self._writer().custom_field(TARGETS[target.type], target.id, after["configuration_id"])
        return {**after, "value": shown(live)}

    def write(self, target: Target, after: Any) -> None:
        configuration = self._records.one(self._scope, CustomFieldConfiguration, after["configuration_id"])
        if configuration is None:
            raise LookupError("this custom field is not known any more; run `fineprint sync` and extract again")
        value = Decimal(after["value"]) if configuration.value_type == "NUMERIC" else after["value"]
        self._writer().set_custom_field(TARGETS[target.type], target.id, configuration, value)
