"""Which of the account's custom fields takes which contract field: proposed by name and type, one to one.

A name is compared word by word with the usual names of each contract field, so that one telling word that differs
("renewal rate", "renewal date") keeps a pair apart; a pair below `CLOSE_ENOUGH` is not proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as of_each
from decimal import Decimal, InvalidOperation
from typing import Any

from rapidfuzz import fuzz

from ingest.jobber.records import CustomFieldConfiguration
from service.extraction import units

CLOSE_ENOUGH = 90.0
SAME_WORD = 80.0  # of rapidfuzz's ratio: plurals and slips of the pen
UNTELLING = frozenset({"agreement", "contract", "membership", "plan", "maintenance", "the", "of"})

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "customer_name": ("customer name", "agreement customer"),
    "service_types": ("covered services", "service types", "services included", "scope of services"),
    "billing_frequency": ("billing", "billing frequency", "billing schedule", "invoiced", "payment schedule"),
    "contract_value": ("agreement value", "contract value", "annual value", "contract price", "plan price"),
    "hourly_rate": ("hourly rate", "labour rate", "labor rate"),
    "effective_date": ("effective date", "agreement start", "contract start", "start date"),
    "end_date": (
        "end date",
        "agreement end",
        "contract end",
        "expiry date",
        "expiration date",
        "expiration",
        "expires",
    ),
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
    "agreement_link": ("agreement", "agreement link", "contract link", "service agreement", "link to agreement"),
}
OTHER_WORDS: dict[str, frozenset[str]] = {
    "per_visit": frozenset({"each visit", "every visit", "after each visit"}),
    "monthly": frozenset({"every month", "per month"}),
    "quarterly": frozenset({"every quarter", "per quarter", "every 3 months"}),
    "semi-annual": frozenset({"semi annually", "semiannual", "semiannually", "half yearly", "twice a year"}),
    "annual": frozenset({"annually", "yearly", "every year", "per year", "once a year"}),
    "one_time": frozenset({"once", "one off"}),
}
NUMBERS = frozenset(units.MEASURES)
HOLDERS = ("ALL_JOBS", "ALL_PROPERTIES", "ALL_CLIENTS")
_AREA = re.compile(r"\d+(?:\.\d+)? ?x ?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Mapping:
    """A contract field and the custom field that takes it; `score` from 0 to 100.

    `words` says which of a dropdown's options stands for a word of the contract's.
    """

    field: str
    configuration: CustomFieldConfiguration
    score: float = 100.0
    words: dict[str, str] = of_each(default_factory=dict)


class Unrenderable(ValueError):
    """The value does not fit the custom field's type; the message says how to mend it."""


def propose(configurations: Iterable[CustomFieldConfiguration]) -> list[Mapping]:
    """The best one-to-one pairs of contract fields and live custom fields."""
    scored = [
        Mapping(field, configuration, _closeness(configuration.name, names))
        for configuration in configurations
        if not configuration.archived and configuration.applies_to in HOLDERS
        for field, names in USUAL_NAMES.items()
        if fits(field, configuration)
    ]
    chosen: dict[tuple[str, str], Mapping] = {}
    taken: set[str] = set()
    for mapping in sorted(scored, key=lambda each: (-each.score, each.field)):
        place = (mapping.field, mapping.configuration.applies_to)
        if mapping.score >= CLOSE_ENOUGH and place not in chosen and mapping.configuration.id not in taken:
            chosen[place] = mapping
            taken.add(mapping.configuration.id)
    return sorted(chosen.values(), key=lambda each: each.field)


def render(
    field: str, value: Any, configuration: CustomFieldConfiguration, words: dict[str, str] | None = None
) -> str | bool:
    """A contract field's value as the custom field holds it; numbers as decimal strings. Raises `Unrenderable`."""
    match configuration.value_type:
        case "NUMERIC":
            return _number(field, value, configuration)
        case "TRUE_FALSE":
            return bool(value)
        case "DROPDOWN":
            return _option(_words(value), configuration, words or {})
        case "LINK":
            return _shaped(_words(value), r"https?://\S+", configuration, "a web address")
        case "AREA":
            return _shaped(_words(value), _AREA.pattern, configuration, "length x width")
        case _:
            return _words(value)


def fits(field: str, configuration: CustomFieldConfiguration) -> bool:
    """Whether a custom field of this type and unit can hold this contract field."""
    match configuration.value_type:
        case "NUMERIC":
            return field in NUMBERS and units.fits(field, configuration.unit)
        case "TRUE_FALSE":
            return field == "auto_renews"
        case "TEXT" | "DROPDOWN":
            return field != "agreement_link"
        case "LINK":
            return field == "agreement_link"
        case _:
            return False


def can_hold(field: str, configuration: CustomFieldConfiguration) -> bool:
    """Whether a person may map them: a link and an area take any words, as long as these have their shape."""
    return configuration.value_type in ("TEXT", "DROPDOWN", "LINK", "AREA") or fits(field, configuration)


def _closeness(name: str, usual: Iterable[str]) -> float:
    """From 0 to 100: how far the name, with or without the words that tell nothing, is one of the usual names."""
    words = _split(re.sub(r"\(.*?\)", " ", name))
    telling = [word for word in words if word not in UNTELLING]
    return max(_alike(given, _split(each)) for given in (words, telling) for each in usual)


def _alike(given: Sequence[str], usual: Sequence[str]) -> float:
    return (_found(given, usual) + _found(usual, given)) / (len(given) + len(usual))


def _found(words: Sequence[str], among: Sequence[str]) -> float:
    ratios = (max((fuzz.ratio(word, other) for other in among), default=0.0) for word in words)
    return sum(ratio for ratio in ratios if ratio >= SAME_WORD)


def _split(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _number(field: str, value: Any, configuration: CustomFieldConfiguration) -> str:
    per = units.period(configuration.unit)
    if isinstance(value, dict):
        if per is not None and value.get("per") not in (None, per):
            raise Unrenderable(
                f"{configuration.name!r} is per {per}, and the contract says per {value['per']}; map it to another field"
            )
        value = value.get("amount", value.get("count"))
    try:
        return f"{Decimal(str(value)):.2f}"
    except InvalidOperation as error:
        raise Unrenderable(f"{field} is not a number here; map it to a text field instead") from error


def _option(words: str, configuration: CustomFieldConfiguration, given: dict[str, str]) -> str:
    """The option that says the same; never one that is merely spelled alike ("annual", "semi-annual")."""
    same = {_key(given.get(words, words)), *(() if words in given else OTHER_WORDS.get(words, ()))}
    found = next((option for option in configuration.options if _key(option) in same), None)
    if found is None:
        options = ", ".join(option for option in configuration.options if option)
        raise Unrenderable(f"{configuration.name!r} offers only {options}; add the option in Jobber")
    return found


def _shaped(words: str, pattern: str, configuration: CustomFieldConfiguration, shape: str) -> str:
    if not re.fullmatch(pattern, words):
        raise Unrenderable(f"{configuration.name!r} takes {shape} only; map a text field instead")
    return words


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(item) for item in value.values() if item is not None)
    return str(value)


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").replace("-", " ").split())
