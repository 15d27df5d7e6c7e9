"""Which of the account's custom fields takes which contract field: proposed by name and type, one to one.

The names are scored with rapidfuzz's token sort ratio against the usual names of each contract field; a pair below
`CLOSE_ENOUGH` is not proposed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from rapidfuzz import fuzz, process

from ingest.jobber.records import CustomFieldConfiguration

CLOSE_ENOUGH = 84.0

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "customer_name": ("customer name", "agreement customer"),
    "service_types": ("covered services", "service types", "services included", "scope of services"),
    "billing_frequency": ("billing", "billing frequency", "billing schedule", "invoiced", "payment schedule"),
    "contract_value": ("agreement value", "contract value", "annual value", "contract price", "plan price"),
    "hourly_rate": ("hourly rate", "labour rate", "labor rate"),
    "effective_date": ("effective date", "agreement start", "contract start", "start date"),
    "end_date": ("end date", "agreement end", "contract end", "expiry date", "expiration date"),
    "renewal_date": ("renewal date", "agreement renewal date", "contract renewal", "renews on"),
    "auto_renews": ("auto renews", "automatic renewal", "auto renewal"),
    "renewal_notice_days": ("renewal notice", "notice days", "notice period"),
    "slas": ("response time", "service level", "sla"),
    "included_visits": ("included visits", "visits included", "visits per year"),
    "included_hours": ("included hours", "hours included"),
    "parts_discount_percent": ("parts discount", "discount on parts"),
    "labour_discount_percent": ("labour discount", "labor discount", "discount on labor"),
    "approval_threshold": ("approval threshold", "approval limit", "approval needed above", "spending limit"),
    "coverage_cap": ("coverage cap", "coverage limit", "annual cap", "plan maximum"),
    "exclusions": ("exclusions", "not covered"),
    "parties": ("parties",),
    "jurisdiction": ("governing law", "jurisdiction"),
    "term": ("term", "agreement term", "contract length"),
}
NUMBERS = frozenset(
    {
        "contract_value",
        "hourly_rate",
        "renewal_notice_days",
        "included_visits",
        "included_hours",
        "parts_discount_percent",
        "labour_discount_percent",
        "approval_threshold",
        "coverage_cap",
    }
)


@dataclass(frozen=True)
class Mapping:
    """A contract field and the custom field that takes it; `score` from 0 to 100."""

    field: str
    configuration: CustomFieldConfiguration
    score: float


class Unrenderable(ValueError):
    """The value does not fit the custom field's type; the message says how to mend it."""


def propose(configurations: Iterable[CustomFieldConfiguration]) -> list[Mapping]:
    """The best one-to-one pairs of contract fields and live, writable custom fields."""
    scored = [
        Mapping(field, configuration, _closeness(configuration.name, names))
        for configuration in configurations
        if not configuration.archived and configuration.applies_to in ("ALL_JOBS", "ALL_PROPERTIES", "ALL_CLIENTS")
        for field, names in USUAL_NAMES.items()
        if _fits(field, configuration)
    ]
    chosen: dict[tuple[str, str], Mapping] = {}
    taken: set[str] = set()
    for mapping in sorted(scored, key=lambda each: (-each.score, each.field)):
        place = (mapping.field, mapping.configuration.applies_to)
        if mapping.score >= CLOSE_ENOUGH and place not in chosen and mapping.configuration.id not in taken:
            chosen[place] = mapping
            taken.add(mapping.configuration.id)
    return sorted(chosen.values(), key=lambda each: each.field)


def render(field: str, value: Any, configuration: CustomFieldConfiguration) -> str | bool:
    """A contract field's value as the custom field holds it; numbers as decimal strings. Raises `Unrenderable`."""
    match configuration.value_type:
        case "NUMERIC":
            return _number(field, value)
        case "TRUE_FALSE":
            return bool(value)
        case "DROPDOWN":
            return _option(_words(value), configuration)
        case _:
            return _words(value)


def _fits(field: str, configuration: CustomFieldConfiguration) -> bool:
    match configuration.value_type:
        case "NUMERIC":
            return field in NUMBERS
        case "TRUE_FALSE":
            return field == "auto_renews"
        case "TEXT" | "DROPDOWN":
            return True
        case _:
            return False


def _closeness(name: str, usual: tuple[str, ...]) -> float:
    best = process.extractOne(name.casefold(), usual, scorer=fuzz.token_sort_ratio)
    return float(best[1]) if best else 0.0


def _number(field: str, value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("amount", value.get("count"))
    try:
        return f"{Decimal(str(value)):.2f}"
    except InvalidOperation as error:
        raise Unrenderable(f"{field} is not a number here; map it to a text field instead") from error


def _option(words: str, configuration: CustomFieldConfiguration) -> str:
    best = process.extractOne(_key(words), {option: _key(option) for option in configuration.options})
    if best is None or best[1] < CLOSE_ENOUGH:
        options = ", ".join(configuration.options)
        raise Unrenderable(f"{configuration.name!r} offers only {options}; add the option in Jobber")
    return str(best[2])


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(item) for item in value.values() if item is not None)
    return str(value)


def _key(words: str) -> str:
    return words.casefold().replace("_", " ").replace("-", " ").strip()
