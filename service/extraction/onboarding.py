"""The custom fields an account should have and does not: five, since Jobber allows an app no more of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.jobber.actions import NewField
from ingest.jobber.records import CustomFieldConfiguration
from service.extraction.field_map import ON
from service.extraction.mapping import Mapping

BILLING = ("Per visit", "Monthly", "Quarterly", "Semi-annual", "Annual", "One time")
WANTED: dict[str, tuple[str, str, str | None, tuple[str, ...]]] = {
    "renewal_date": ("Agreement renewal date", "TEXT", None, ()),
    "contract_value": ("Agreement value", "NUMERIC", "$", ()),
    "billing_frequency": ("Agreement billing", "DROPDOWN", None, BILLING),
    "service_types": ("Covered services", "TEXT", None, ()),
    "approval_threshold": ("Approval threshold", "NUMERIC", "$", ()),
}


def missing(on: str, mapped: Sequence[Mapping], there: Sequence[CustomFieldConfiguration]) -> list[NewField]:
    """Those of the five that no custom field of clients, properties or jobs takes, and whose name is free."""
    applies_to = ON[on]
    taken = {mapping.field for mapping in mapped if mapping.configuration.applies_to == applies_to}
    names = {each.name.strip().casefold() for each in there if each.applies_to == applies_to and not each.archived}
    return [
        NewField(name, applies_to, kind, unit, options)
        for field, (name, kind, unit, options) in WANTED.items()
        if field not in taken and name.casefold() not in names
    ]
