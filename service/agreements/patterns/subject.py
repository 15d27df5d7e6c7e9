"""What the agreement is about: the equipment it lists, and the trades its work and equipment belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.agreements.passages import Passage, plain
from service.agreements.patterns.listing import items, trimmed
from service.agreements.patterns.polarity import of_heading
from service.agreements.terms import Allowance, CoveredEquipment, Definition, Inclusion, Pin, ServiceType, Term

_TRADES = {
    "heating": r"hvac|heat(?:ing|ers?)?(?<!water heater)(?<!water heaters)|furnaces?|heat pumps?|boilers?|radiators?|radiant|mini-?splits?|rooftop units?|rtus?|thermostats?|burners?|heat exchangers?",
    "cooling": r"hvac|cooling|coolers?|air[- ]condition\w*|a\.?c\.?|a/c|heat pumps?|mini-?splits?|rooftop units?|rtus?|chillers?|condens(?:ers?|ing units?)|evaporators?|refrigerant|compressors?",
    "plumbing": r"plumb\w*|drains?|sewers?|water heaters?|hot water|water lines?|water supply|backflow|sump pumps?|faucets?|toilets?|pipes?|piping(?= leak)|plumbing fixtures?|well pumps?|water softeners?|garbage disposals?",
    "electrical": r"electric(?:al|ians?|s)?\b(?! (?:furnace|water|heat))|generators?|breakers?|outlets?|switchgear|wiring|smoke (?:alarm|detector)s?|(?:exit|emergency) (?:sign|light)s?",
    "pest control": r"pests?|termites?|mosquito\w*|ants?|rodents?|roaches|spiders?|extermin\w*|wildlife|bait stations?|bed ?bugs?|wasps?",
    "lawn care": r"lawns?|mow\w*|turf|fertili[sz]\w*|landscap\w*|grounds(?:keeping| maintenance)|yards?|weed (?:control|killer)|aerat\w*|edging|hedges?|shrubs?",
    "irrigation": r"irrigation|sprinkler (?:system|head|zone)s?|sprinklers(?! inspection)|backflow preventers?(?= irrigation)",
    "tree care": r"trees?|arbor\w*|stumps?",
    "snow removal": r"snow|plow\w*|de-?icing|salting|ice melt",
    "pool service": r"(?:swimming )?pools?|spas?|hot tubs?|chlorine|skimmers?",
    "cleaning": r"janitorial|housekeep\w*|(?:house|home|office|carpet|commercial|maid) cleaning|cleaning services?|dusting|fresh linen|bathrooms?, floors?|vacuum(?:ing)? (?:floors|carpets|rugs)|restrooms?|mopp?(?:ing)?",
    "window cleaning": r"window (?:cleaning|washing)",
    "gutter cleaning": r"gutters?",
    "water treatment": r"water (?:treatment|filtration|quality|care|conditioning)|uv (?:light|lamp)s?|reverse osmosis|ro (?:filter|drinking|system|membrane)\w*|iron filters?|carbon tanks?|well chlorination",
    "septic": r"septic|grease traps?",
    "appliance repair": r"appliances?|dishwashers?|refrigerators?|washers?(?:,| and) dryers?|dryers?(?! vents?)|ranges?(?=,| and| or)|ice makers?",
    "garage door": r"garage doors?|overhead doors?|door openers?|safety-?eyes?",
    "chimney": r"chimneys?|fireplaces?|flues?",
    "roofing": r"roof (?:maintenance|inspections?|repairs?|leaks?)|roofing|shingles?",
    "fire protection": r"fire (?:alarm|extinguisher|protection|suppression)s?",
    "elevator": r"elevators?",
    "security": r"alarm monitoring|security systems?",
    "handyman": r"handyman|home repairs?",
}  # fmt: skip
TRADES = tuple((name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in _TRADES.items())
_TITLED = re.compile(
    r"\b(?:agreement|contract|plan|program|membership|services?|maintenance|coverage|cover|care|club|addendum|rider|rates|proposal)\b",
    re.I,
)
_PEOPLE = re.compile(r"\b(?:people|pros|experts?|specialists?|housekeep\w*)\b", re.I)
_LABELS = re.compile(
    r"(?:services?(?: types?)?|type of (?:service|agreement|contract)|trades?|work|plan|program|scope|department|service category)"
)
_EQUIPMENT_HEAD = re.compile(r"\b(?:equipment|systems?|units?|appliances?|assets?|plant)\b[^>]{0,40}$|\b(?:list|schedule|inventory) of (?:equipment|units|systems)\b|\bwhat is it about\b|\bwhat is looked after\b", re.I)  # fmt: skip
_EQUIPMENT_LABEL = re.compile(
    r"(?:equipment(?: covered| list(?:ed)?)?|(?:covered|listed) (?:equipment|systems?|units?|appliances?)|systems?(?: covered)?|units?(?: covered)?|make(?:/model)?|serial)",
    re.I,
)
_MEANS_EQUIPMENT = re.compile(
    r"\b(?:equipment|plant|systems?|units?)\"? (?:means?|is|are|includes?|comprises?):? (?P<what>(?:the |two |one |three |a |an |all )[^.]{5,})",
    re.I,
)
_COVERS_UNITS = re.compile(
    r"\b(?:covers?|applies to|services? (?:for|on)|maintain\w*|look after|for) (?:the )?(?:following|one|two|three|four|\d+|your|these|the)\b[^.;:]{0,60}?(?P<what>(?:furnaces?|boilers?|air conditioners?|heat pumps?|water heaters?|units?|condensers?|pools?|spas?|mini-?splits?|generators?|softeners?|rtus?|equipment)\b[^.;]*)",
    re.I,
)  # fmt: skip
_MAKE = re.compile(r"\b(?:model|serial|s/n|ton\b|btu|gallon|seer|installed)\b|\b[A-Z]{1,4}\d{2,}[\w-]*\b")


def read(passage: Passage) -> Iterator[Term]:
    """Equipment the agreement names as served."""
    head = [part for part in passage.heading.split(" > ") if "|" not in part][-1:]
    listed = bool(
        head
        and _EQUIPMENT_HEAD.search(head[0])
        and not re.search(
            r"\bnot\b|\bexclu|\bfee|\brate|\bservices?\b|\brepairs?\b|\binside\b|\b(?:form|order|agreement|contract|plan|program)$",
            head[0],
        )
    )
    columns = any(re.search(r"\b(?:model|serial|equipment|make)\b", cell.header, re.I) for cell in passage.cells)
    if passage.cells and (listed or columns):
        yield CoveredEquipment(
            passage.pin(), what=", ".join(cell.text for cell in passage.cells if cell.text.strip("- "))
        )
    elif (passage.cells and _EQUIPMENT_LABEL.fullmatch(passage.cells[0].text)) or _EQUIPMENT_LABEL.fullmatch(
        passage.label
    ):
        words = passage.cells[1].text if passage.cells else passage.text[passage.value_start :]
        yield from (CoveredEquipment(passage.pin(), what=what) for what in items(words))
    elif match := _MEANS_EQUIPMENT.search(passage.text):
        yield from (CoveredEquipment(passage.pin(), what=what) for what in items(match["what"]))
    elif (
        listed
        and (
            passage.is_item
            or _MAKE.search(passage.text)
            or not re.search(r"\b(?:is|are|will|shall|we|you)\b", passage.low)
        )
        and len(passage.text) < 240
    ):
        yield from (CoveredEquipment(passage.pin(confidence=0.8), what=what) for what in items(passage.text))
    elif (match := _COVERS_UNITS.search(passage.text)) and not re.search(r"\bnot\b|n't\b", passage.low):
        what = trimmed(passage.text[match.start() :].split(" ", 1)[-1])
        yield CoveredEquipment(passage.pin(confidence=0.7), what=what)


def service_types(terms: Sequence[Term], opening: Sequence[Passage]) -> Iterator[ServiceType]:
    """The trades of the title, of a labelled line, and of what is included; what is only excluded names none.

    A trade told by equipment alone must be told by an inclusion, an allowance or a covered unit.
    """
    found: dict[str, ServiceType] = {}
    for words, pin, sure in [*_told(opening), *_shown(terms)]:
        for name, pattern in TRADES:
            if pattern.search(words) and (name not in found or found[name].pin.confidence < sure):
                found[name] = ServiceType(replace(pin, confidence=sure), name=name)
    yield from found.values() or _spoken_of(opening)


def _spoken_of(opening: Sequence[Passage]) -> Iterator[ServiceType]:
    """Where nothing names a trade, those the document speaks of most; of two, both where the second is a third as frequent."""
    said: dict[str, list[Passage]] = {}
    for passage in opening:
        if of_heading(passage) == "excluded" and not passage.heading.endswith("?"):
            continue
        for name, pattern in TRADES:
            said.setdefault(name, []).extend([passage] * len(pattern.findall(f"{passage.text} {passage.item}")))
    most = max((len(places) for places in said.values()), default=0)
    for name, places in said.items():
        if most >= FEWEST_MENTIONS and len(places) * 3 >= most:
            yield ServiceType(places[0].pin(confidence=0.7), name=name)


FEWEST_MENTIONS = 2


def _told(opening: Sequence[Passage]) -> Iterator[tuple[str, Pin, float]]:
    for passage in opening:
        title = (
            passage.clause.ordinal <= 3
            and len(passage.text) < 110
            and (_TITLED.search(passage.text) or _PEOPLE.search(passage.text))
        )
        row = passage.item.lower()
        if _LABELS.fullmatch(passage.label) or _LABELS.fullmatch(row):
            yield passage.text, passage.pin(), 0.9
        elif title and not re.search(r"\b(?:between|\binc\b|llc)\b|,.*\d{5}", passage.low):
            yield passage.text, passage.pin(), 0.88


def _shown(terms: Sequence[Term]) -> Iterator[tuple[str, Pin, float]]:
    for one in terms:
        if isinstance(one, CoveredEquipment):
            yield one.what, one.pin, 0.85
        elif isinstance(one, Inclusion) and one.pin.confidence >= 0.75:
            yield one.what, one.pin, 0.82
        elif isinstance(one, Allowance):
            yield f"{one.what} {plain(one.pin.quote)}", one.pin, 0.82
        elif isinstance(one, Definition) and re.search(r"\b(?:equipment|system|unit|plant)", one.name, re.I):
            yield one.meaning, one.pin, 0.82
