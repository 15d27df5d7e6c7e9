"""What the agreement is about: the trades it names and the equipment it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.patterns.listing import items, trimmed
from service.agreements.terms import CoveredEquipment, ServiceType, Term

TRADES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.I))
    for name, words in (
        ("heating", r"hvac|heat(?:ing|ers?)?|furnaces?|heat pumps?|boilers?|radiators?|mini-?splits?|rooftop units?|rtus?|comfort"),
        ("cooling", r"hvac|cooling|air[- ]condition\w*|heat pumps?|a/?c|mini-?splits?|rooftop units?|rtus?|chillers?|comfort"),
        ("plumbing", r"plumb\w*|drains?|sewers?|water heaters?|backflow|sump pumps?"),
        ("electrical", r"electric(?:al|ian)s?|generators?|lighting maintenance"),
        ("pest control", r"pest\w*|termites?|mosquito\w*|rodent control|extermin\w*|wildlife"),
        ("lawn care", r"lawns?|mow\w*|turf|fertili[sz]\w*|landscap\w*|grounds(?:keeping| maintenance)|yard|weed control|aerat\w*"),
        ("irrigation", r"irrigation|sprinklers?"),
        ("tree care", r"tree (?:care|service|trimming)|arbor\w*"),
        ("snow removal", r"snow|plow\w*|de-?icing"),
        ("pool service", r"(?:swimming )?pools?|spas?|hot tubs?"),
        ("cleaning", r"janitorial|housekeeping|(?:house|home|office|carpet|commercial|maid) cleaning|cleaning services?"),
        ("window cleaning", r"window (?:cleaning|washing)"),
        ("gutter cleaning", r"gutters?"),
        ("water treatment", r"water (?:softener|treatment|filtration|quality)s?|softeners?"),
        ("septic", r"septic|grease traps?"),
        ("appliance repair", r"appliances?"),
        ("garage door", r"garage doors?|overhead doors?"),
        ("chimney", r"chimneys?|fireplaces?"),
        ("roofing", r"roof(?:ing)? (?:maintenance|inspection|repair|service)\w*|roofing"),
        ("fire protection", r"fire (?:alarm|sprinkler|extinguisher|protection|suppression)s?"),
        ("elevator", r"elevators?"),
        ("security", r"alarm monitoring|security systems?"),
        ("handyman", r"handyman|home repair"),
        ("refrigeration", r"refrigeration|walk-?in coolers?|ice machines?"),
        ("duct cleaning", r"duct cleaning"),
    )
)  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:agreement|contract|plan|program|membership|services?|maintenance|proposal|coverage|scope|care|tune-?up|club)\b",
    re.I,
)
_LABELS = re.compile(
    r"\b(?:services?(?: types?)?|type of (?:service|agreement|contract)|trade|work|plan|program|scope|department)\b",
    re.I,
)
_EQUIPMENT_HEAD = re.compile(
    r"\b(?:equipment|systems?|units?|appliances?|assets?)\b[^>]{0,40}$|\b(?:list|schedule|inventory) of (?:equipment|units|systems)\b",
    re.I,
)
_EQUIPMENT_LABEL = re.compile(
    r"\b(?:equipment(?: covered| list)?|covered (?:equipment|systems?|units?)|systems?(?: covered)?|units?(?: covered)?|make(?:/model)?|serial)\b",
    re.I,
)
_COVERS_UNITS = re.compile(
    r"\b(?:covers?|applies to|services? (?:for|on)|maintain\w*|for) (?:the )?(?:following|one|two|three|four|\d+|your|these)\b[^.;:]{0,80}?(?P<what>(?:furnaces?|boilers?|air conditioners?|heat pumps?|water heaters?|units?|systems?|condensers?|pools?|spas?|mini-?splits?|generators?|softeners?|rtus?|equipment)\b[^.;]*)",
    re.I,
)
_MAKE = re.compile(r"\b(?:model|serial|s/n|ton\b|btu|gallon|seer|installed)\b|\b[A-Z]{1,4}\d{2,}[\w-]*\b")


def read(passage: Passage) -> Iterator[Term]:
    yield from _services(passage)
    yield from _equipment(passage)


def _services(passage: Passage) -> Iterator[ServiceType]:
    """Titles and labelled lines speak of the whole agreement; a sentence must say "agreement", "service" or the like."""
    early = passage.clause.ordinal <= 3
    labelled = _LABELS.fullmatch(passage.label) is not None
    for name, pattern in TRADES:
        for match in pattern.finditer(passage.text):
            near = passage.text[max(0, match.start() - 60) : match.end() + 40]
            if not (labelled or _ABOUT.search(near)):
                continue
            sure = 0.9 if labelled else 0.85 if early else 0.5
            yield ServiceType(passage.pin(confidence=sure), name=name)
            break


def _equipment(passage: Passage) -> Iterator[CoveredEquipment]:
    head = passage.heading.split(" > ")
    named = [part for part in head if "|" not in part][-1:]
    listed = bool(
        named
        and _EQUIPMENT_HEAD.search(named[0])
        and not re.search(r"\bnot\b|\bexclu|\bfee|\brate|\bservices?\b", named[0])
    )
    columns = any(re.search(r"\b(?:model|serial|equipment|make)\b", cell.header, re.I) for cell in passage.cells)
    if passage.cells and (listed or columns):
        yield CoveredEquipment(
            passage.pin(), what=", ".join(cell.text for cell in passage.cells if cell.text.strip("- "))
        )
    elif listed and (passage.is_item or _MAKE.search(passage.text)) and len(passage.text) < 200:
        yield CoveredEquipment(passage.pin(confidence=0.85), what=passage.text.strip(" .;"))
    elif passage.label and _EQUIPMENT_LABEL.fullmatch(passage.label):
        for what in items(passage.text[passage.value_start :]):
            yield CoveredEquipment(passage.pin(confidence=0.85), what=what)
    elif match := _COVERS_UNITS.search(passage.text):
        what = trimmed(passage.text[match.start() :].split(" ", 1)[-1])
        yield CoveredEquipment(passage.pin(confidence=0.7), what=what)
