"""Making a custom field, once. A field is known by its name and the object type it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ingest.jobber.actions import ApprovedAction, NewField, Outcome
from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient, at
from ingest.jobber.errors import Refused, Uncertain
from ingest.jobber.payload import payload_of

MOST_OF_ONE_APP = 5  # an object type; archived ones count, as an app's fields cannot be removed
APPLIES_TO = (
    "ALL_CLIENTS",
    "ALL_PROPERTIES",
    "ALL_QUOTES",
    "ALL_JOBS",
    "ALL_INVOICES",
    "ALL_PRODUCTS_AND_SERVICES",
    "TEAM",
)
MUTATIONS = {
    "TEXT": "Text",
    "NUMERIC": "Numeric",
    "DROPDOWN": "Dropdown",
    "TRUE_FALSE": "TrueFalse",
    "LINK": "Link",
    "AREA": "Area",
}
WITH_UNIT = ("NUMERIC", "AREA")
PAGE = 100


@dataclass(frozen=True)
class NewFieldSteps:
    """The steps of a `NewField`."""

    client: JobberClient
    action: ApprovedAction
    change: NewField
    lags: ClassVar[bool] = True
    said: ClassVar[Mapping[Outcome, str]] = {
        Outcome.STALE: "a custom field of this name but of another kind is there by now; choose another name, or map "
        "that field"
    }

    def check(self) -> None:
        change = self.change
        if not change.name.strip():
            raise Refused("a custom field needs a name")
        if change.value_type not in MUTATIONS:
            raise Refused(f"Jobber has no custom fields of this type; take one of {', '.join(MUTATIONS)}")
        if change.applies_to not in APPLIES_TO:
            raise Refused(f"Jobber has custom fields for {', '.join(APPLIES_TO)} only")
        if (change.value_type in WITH_UNIT) != bool((change.unit or "").strip()):
            raise Refused("a NUMERIC or AREA custom field needs its unit, for instance $ or ft, and no other has one")
        options = {option.strip() for option in change.options} - {""}
        if (change.value_type == "DROPDOWN") != bool(change.options) or len(options) != len(change.options):
            raise Refused("a DROPDOWN custom field needs its options, each once, and no other has any")

    def live(self) -> Json | None:
        """The field of this name as it is in Jobber now; an archived one makes room for another."""
        wanted = self.change.name.strip().casefold()
        fields = self._fields({"appliesTo": self.change.applies_to})
        return next(
            (field for field in fields if field["name"].strip().casefold() == wanted and not field["archived"]), None
        )

    def is_done(self, live: Json | None) -> bool:
        return live is not None and _described(live) == _wanted(self.change)

    def is_unchanged(self, live: Json | None) -> bool:
        return live is None

    def write(self, _: Json | None, /) -> None:
        """Raises `Refused` before the call where the app has as many fields as Jobber allows."""
        change = self.change
        own = self._fields({"appliesTo": change.applies_to, "createdByThisApp": True})
        if len(own) >= MOST_OF_ONE_APP:
            raise Refused(
                f"Jobber allows an app {MOST_OF_ONE_APP} custom fields for {change.applies_to}, and this one has "
                f"{len(own)}; make the field by hand in Jobber and map it with `fineprint fields map`"
            )
        kind = MUTATIONS[change.value_type]
        data = self.client.execute(f"Create{kind}Field", {"input": _input(change)}, approved=self.action)
        made = at(payload_of(data, f"customFieldConfigurationCreate{kind}"), "customFieldConfiguration")
        if made is None or not isinstance(made.get("id"), str):
            raise Uncertain("Jobber answered a new custom field without its id; read the fields back first")

    def _fields(self, wanted: Mapping[str, Any]) -> list[Json]:
        pages = self.client.pages("FieldsOfType", {"filter": dict(wanted), "first": PAGE}, "customFieldConfigurations")
        return [node for page in pages for node in page.nodes]


def _input(change: NewField) -> Json:
    """What `customFieldConfigurationCreate…` takes; a true/false field needs a default."""
    given: Json = {
        "appliesTo": change.applies_to,
        "name": change.name.strip(),
        "transferable": change.transferable,
        "readOnly": change.read_only,
    }
    if change.value_type in WITH_UNIT:
        given["unit"] = change.unit
    if change.value_type == "DROPDOWN":
        given["dropdownOptions"] = list(change.options)
    if change.value_type == "TRUE_FALSE":
        given["defaultValue"] = False
    return given


def _wanted(change: NewField) -> tuple[Any, ...]:
    return (change.value_type, change.unit or "", change.options, change.transferable, change.read_only)


def _described(field: Json) -> tuple[Any, ...]:
    options = tuple(field.get("dropdownOptions") or ())
    return (field["valueType"], field.get("unit") or "", options, field["transferable"], field["readOnly"])
