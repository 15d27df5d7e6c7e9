"""The mapping of contract fields to the account's custom fields as one YAML file: written, edited by a person, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from ingest.jobber.records import CustomFieldConfiguration
from service.extraction.mapping import HOLDERS, USUAL_NAMES, Mapping, can_hold

ON = {"clients": "ALL_CLIENTS", "properties": "ALL_PROPERTIES", "jobs": "ALL_JOBS"}
_NAMED = {applies_to: name for name, applies_to in ON.items()}
_KEYS = frozenset({"contract_field", "custom_field", "of", "type", "words"})
HEADER = """\
# Which custom field of Jobber's takes which contract field. Edit, then: fineprint fields map THIS-FILE
#   contract_field  what is read from contracts: {fields}
#   custom_field    the custom field's name in Jobber, exactly
#   of              clients, properties or jobs
#   type            for your information; checked against Jobber
#   words           of a dropdown: which option stands for a word of the contract's, for instance annual: Yearly
# A contract field without an entry is not written. Two entries never share a custom field.
"""


class FieldMapFaulty(ValueError):
    """The file cannot be used as it is; `faults` say each why, and how to mend it."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("the field map cannot be used: " + "; ".join(faults))
        self.faults = tuple(faults)


def dump(mappings: Iterable[Mapping], configurations: Iterable[CustomFieldConfiguration]) -> str:
    """The file, with the custom fields that take nothing as comments at its end."""
    mapped = list(mappings)
    entries = [_entry(mapping) for mapping in mapped]
    body: str = yaml.safe_dump({"fields": entries}, sort_keys=False, allow_unicode=True, width=100)
    taken = {mapping.configuration.id for mapping in mapped}
    free = [each for each in _writable(configurations) if each.id not in taken]
    rest = "".join(f"#   {_NAMED[each.applies_to]}: {each.name} ({_type_of(each)})\n" for each in free)
    header = HEADER.format(fields=", ".join(USUAL_NAMES))
    return header + body + (f"# Custom fields that take nothing:\n{rest}" if rest else "")


def load(text: str, configurations: Iterable[CustomFieldConfiguration]) -> list[Mapping]:
    """The mappings a file says, checked against the account. Raises `FieldMapFaulty` with every fault."""
    known = {(each.applies_to, each.name.strip().casefold()): each for each in configurations}
    entries, faults, found = _entries(text), list[str](), list[Mapping]()
    for number, entry in enumerate(entries, start=1):
        told = list(_faults(entry, known))
        faults += [f"entry {number}: {fault}" for fault in told]
        if not told:
            configuration = known[ON[entry["of"]], str(entry["custom_field"]).strip().casefold()]
            words = {str(word): str(option) for word, option in (entry.get("words") or {}).items()}
            found.append(Mapping(str(entry["contract_field"]), configuration, words=words))
    faults += _doubled(found)
    if faults:
        raise FieldMapFaulty(faults)
    return found


def _entry(mapping: Mapping) -> dict[str, Any]:
    configuration = mapping.configuration
    entry: dict[str, Any] = {
        "contract_field": mapping.field,
        "custom_field": configuration.name,
        "of": _NAMED[configuration.applies_to],
        "type": _type_of(configuration),
    }
    return entry | ({"words": mapping.words} if mapping.words else {})


def _type_of(configuration: CustomFieldConfiguration) -> str:
    return f"{configuration.value_type} {configuration.unit or ''}".strip()


def _writable(configurations: Iterable[CustomFieldConfiguration]) -> list[CustomFieldConfiguration]:
    found = [each for each in configurations if each.applies_to in HOLDERS and not each.archived]
    return sorted(found, key=lambda each: (each.applies_to, each.name))


def _entries(text: str) -> list[dict[str, Any]]:
    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FieldMapFaulty([f"it is no YAML: {' '.join(str(error).split())}"]) from error
    entries = read.get("fields") if isinstance(read, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FieldMapFaulty(["it needs a list `fields`, each entry with contract_field, custom_field and of"])
    return entries


def _faults(entry: dict[str, Any], known: dict[tuple[str, str], CustomFieldConfiguration]) -> Iterator[str]:
    for key in sorted(map(str, entry.keys() - _KEYS)):
        yield f"{key!r} is nothing an entry has; it has {', '.join(sorted(_KEYS))}"
    field, on, name = entry.get("contract_field"), entry.get("of"), entry.get("custom_field")
    if field not in USUAL_NAMES:
        yield f"there is no contract field {field!r}"
    if on not in ON:
        yield f"`of` is one of {', '.join(ON)}"
        return
    configuration = known.get((ON[on], str(name).strip().casefold()))
    if configuration is None:
        yield f"Jobber has no custom field {name!r} on {on}; run `fineprint sync` if you made it just now"
        return
    yield from _misfits(str(field), entry, configuration)


def _misfits(field: str, entry: dict[str, Any], configuration: CustomFieldConfiguration) -> Iterator[str]:
    if configuration.archived:
        yield f"{configuration.name!r} is archived in Jobber"
    if entry.get("type") not in (None, _type_of(configuration)):
        yield f"{configuration.name!r} is {_type_of(configuration)} in Jobber, not {entry['type']}"
    if field in USUAL_NAMES and not can_hold(field, configuration):
        yield f"{configuration.name!r} ({_type_of(configuration)}) cannot hold {field}"
    words = entry.get("words") or {}
    if not isinstance(words, dict):
        yield "`words` gives an option for each word, for instance `annual: Yearly`"
        return
    for option in sorted({str(each) for each in words.values()} - set(configuration.options)):
        yield f"{configuration.name!r} has no option {option!r}"


def _doubled(found: Sequence[Mapping]) -> list[str]:
    ids = [mapping.configuration.id for mapping in found]
    return [
        f"{mapping.configuration.name!r} is named twice; a custom field takes one contract field"
        for position, mapping in enumerate(found)
        if mapping.configuration.id in ids[:position]
    ]
