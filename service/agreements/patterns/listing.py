"""Lists inside a sentence: their items, exceptions, causes, provisos and which of parts and labour they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.agreements.terms import Part

_ENUMERATOR = r"\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)\s*"
_LIST_BREAK = r"^|[;,:]\s+(?:and |or )?|(?<=[;,]) |\s(?:and|or)\s|(?<=\bby)\s|(?<=\bfrom)\s|(?<=\bto)\s"
_EXCEPT = re.compile(
    r"[,;]?\s*\(?(?<!one )(?<!body )(?<!persons )(?<!parties )(?<!people )\b(?:except(?:ing|ed)?(?: for| as| that| where| when)?|other than|with the exception of|exclud(?:ing|es)|but not|"
    r"unless|apart from|aside from|(?:but )?not including|exclusive of|however,? not)\b:?\s*(?P<rest>.+)$",
    re.I,
)
_ASIDE = re.compile(
    r" ?\((?:except(?:ing)?(?: for)?|other than|excluding|but not|not(?: including)?|save(?: for)?|apart from) (?P<rest>[^()]+)\)(?=[,;] ?\w| (?:and|or) )",
    re.I,
)
"""An exception in brackets is from the one member before it, and the list goes on: "ants (but not fire ants), roaches"."""
_EXCEPTED = re.compile(r",? (?P<rest>[^,;:]+?) (?:alone |only )?excepted\b[^,;]*", re.I)
_CAUSE = re.compile(
    r"\s*,?\s*\b(?:(?:(?:that|which) (?:is|are|was|were|has been|have been) )?(?:directly or indirectly )?"
    r"(?:done|inflicted|struck|caused|necessitated|made necessary|occasioned|damaged|created|triggered|brought on|required|needed)"
    r"(?: in whole or in part)? (?:by|because of|as a result of|due to|from|through)|(?:that |which )?result(?:s|ing)? from|as a result of|"
    r"due to|arising (?:from|out of)|attributable to|because(?: of)?|stemming from|on account of)\b:?\s*(?P<rest>.+)$",
    re.I,
)
_DAMAGE_FROM = re.compile(
    r"\b(?P<what>damages?|failures?|breakdowns?|loss(?:es)?|problems?|leaks?|repairs?(?! of)|trouble|clean-?up|recovery|restoration) (?:from|by|of|after|following) (?P<rest>.+)$",
    re.I,
)

_PROVISO = re.compile(
    r"\s*,?\s*\(?\b(?P<rest>(?:if|provided(?:,? (?:that|however))?|so long as|as long as|only (?:if|when|where)|subject to|when|where|"
    r"during|up to|limited to|not to exceed|once (?=the|you|we|your|it|an?\b(?! (?:day|week|fortnight|month|quarter|season|year|spring|summer|fall|autumn|winter)\b))|after|before|while|within(?! (?:the|your|our|this) (?:[\w-]+ )?(?:fee|price|sum|dues|charge)))\b.+)$",
    re.I,
)
CAUSES = re.compile(
    r"\b(?:freez\w*|frost|frozen|flood\w*|lightning|surges?|brown-?outs?|power (?:outage|failure|interruption)s?|misuse|abuse|neglect|vandal\w*|"
    r"accidents?|falling (?:trees?|limbs?|branches)|tree (?:impacts?|damage)|fires?(?! (?:ants?|exits?|escapes?|glass|bricks?|alarms?|panels?|pumps?|extinguish\w*|sprinklers?|doors?|place|pits?|protection|suppression|systems?|dampers?|hydrants?|box\w*))|rodents?|vermin|animals?|pets?|insects?|termites?|acts? of (?:god|nature)|storms?(?! (?:shutters?|doors?|windows?|drains?|sewers?|sash|panels?))|hail|winds?|tornado\w*|hurricanes?|"
    r"earthquakes?|war|theft|negligen\w*|alterations?|tamper\w*|vehicles?|any(?:one|body) else|some(?:one|body) else|improper (?:installation|use|operation|maintenance)|"
    r"work (?:by|of|performed by) others|others|third part(?:y|ies)|natural disasters?|weather(?![- ]?strip)|corrosion|rust|scale|mineral|lack of (?:\w+ )?(?:maintenance|care|upkeep|access|use)|sediment|"
    r"unauthori[sz]ed|design defects?|manufacturer'?s? defects?|settling|roots?(?![ -](?:barriers?|feed\w*|feeding|zones?|collars?|cutting|treatments?|killers?|foam\w*))|drought|overwatering|customer'?s? failure|owner'?s? failure)\b",
    re.I,
)
_STARTS = re.compile(
    r"^(?:perform|provide|furnish|supply(?! (?:lines?|pip(?:es?|ing)|valves?|hoses?|tub(?:es?|ing)|air|vents?|ducts?|registers?|house)\b)|otherwise|and/or|and|or|but|plus|also|as well as|the|an?|any|all of the|to|for|of|that|with|both|either|each|your|our|my|such|other|"
    r"including|without limitation|but not limited to|the following|additionally|further|then)\b(?!/)[:,]?\s*",
    re.I,
)
_ENDS = re.compile(r"(?:[\s.,;:)\]\"-]|\b(?:and/or|and|or|but|etc|as well|are|is|of|will be|shall be))+$", re.I)
_EMPTY = re.compile(
    r"^(?:it|this|that|these|those|them|they|you|we|us|following|the following|services?|work|the (?:work|services?)|same|items?|"
    r"anything|everything|nothing|other|others|etc|none|n/?a|yes|no|which|there|what|as follows|here|below|all)?$",
    re.I,
)
_KEEP_WHOLE = re.compile(
    r"\b(?:repair|replace|remove|clean|inspect|parts?|labou?r|heating|cooling|wear|supply|install|adjust|test|check)\w*$",
    re.I,
)


_MODIFIERS = re.compile(
    r"smoke|heat|hot|cold|spring|fall|front|rear|back|inlet|outlet|supply|return|upper|lower|gas|oil|air|water|indoor|outdoor|interior|exterior|inside|outside",
    re.I,
)
"""A lone one before "and" describes what comes after it: "smoke and heat detectors"."""

_AGAIN = re.compile(r",? (?:and|or) (?P<of>for|to) (?=\w)", re.I)
"""A preposition that goes before the whole list said again before its last member: "except for carpenter ants and for mice"."""


@dataclass(frozen=True)
class Listed:
    """`what` without its tails; each tail split into its own items."""

    what: str
    causes: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    condition: str = ""


def groups(text: str) -> list[str]:
    """The parts between list marks or semicolons: "(a) damage from x, y; (b) z" is two."""
    parts = re.split(rf"(?:{_LIST_BREAK})(?={_ENUMERATOR}\S)|;\s*(?:and |or )?", text, flags=re.I)
    return [re.sub(rf"^{_ENUMERATOR}", "", part.strip(), flags=re.I) for part in parts if part and part.strip()]


def items(text: str) -> list[str]:
    """The members of a list: "(a) x; (b) y", "x, y and z", "x, including y"; pairs like "repair and replacement" stay."""
    text = re.sub(
        r"^what (?:we|i|was|is|were|has) [^:]{3,80}: (?=\S)|^(?:[\w-]+ ){0,4}(?:things|items|systems|machines|units|appliances|kinds|jobs|tasks|pieces|rooms): ",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r",? and for (?=an?\b|one\b|two\b|the\b|\d)", ", ", text)
    text = _AGAIN.sub(
        lambda again: ", " if again["of"].lower() not in text[: again.start()].split() else again[0], text
    )
    body = re.sub(
        r",? ?\(?\b(?<!not )(?:including|such as|for example|e\.g\.)(?:,? ?(?:but not limited to|without limitation|for example))?[:,]?",
        ",",
        text,
        flags=re.I,
    )
    parts = re.split(rf"(?:{_LIST_BREAK})(?={_ENUMERATOR}\S)|;\s*", body, flags=re.I)
    parts = [re.sub(rf"^{_ENUMERATOR}", "", part.strip(), flags=re.I) for part in parts if part and part.strip()]
    return [item for part in parts for one in _comma_parts(part) if (item := trimmed(one))]


_COUNTED = re.compile(r"(?:two|three|four|five|six|\d+)(?: \(\d+\))? (?P<noun>(?:[\w'-]+ ){0,3}?[\w-]+s)\b", re.I)
_EACH_ONE = re.compile(
    r"(?:one|the (?:first|second|third|other|last)|another)(?: \(1\))? (?P<where>\w+) (?P<rest>.+)", re.I
)


def apposed(members: list[str]) -> list[str]:
    """ "Two tune-ups a year, one for the furnace and one in spring": those after the count are of its noun, and what only says
    when is none of its own."""
    counted = _COUNTED.match(members[0]) if len(members) > 1 else None
    if counted is None:
        return members
    found = members[:1]
    for one in members[1:]:
        match = _EACH_ONE.fullmatch(one)
        if match is None:
            found.append(one)
        elif match["where"].lower() in ("for", "of", "on", "to"):
            found.append(f"{counted['noun']} {match['where']} {match['rest']}")
    return found


_LEAD = re.compile(
    r"(?P<lead>(?:replacement|installation|removal|relocation|renewal) of) (?:an?|the) [\w -]*[^\Ws]", re.I
)
_SINGLE = re.compile(r"(?!(?:an?|in|of|to|for|by|at|on|with|from) )(?:[\w-]+ ){0,3}[\w-]*[^\Ws](?: as a whole)?", re.I)
"""A bare noun in the singular."""


def led(members: list[str]) -> list[str]:
    """ "The replacement of a furnace, boiler or water heater": said once, it is of each of the single things."""
    lead = _LEAD.fullmatch(members[0]) if len(members) > 1 else None
    if lead is None or not all(_SINGLE.fullmatch(one) for one in members[1:]):
        return members
    return members[:1] + [f"{lead['lead']} {one}" for one in members[1:]]


def _comma_parts(text: str) -> Iterator[str]:
    parts = [part for part in _outside_parentheses(text, ",") if part.strip()]
    if len(parts) < 2:
        yield from parts
        return
    yield from parts[:-1]
    yield from _pair(parts[-1])


def _outside_parentheses(text: str, mark: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for i, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth <= 0 and not re.match(r"\d{3}\b| (?:19|20)\d\d\b", text[i + 1 :]):
            parts.append(text[begin:i])
            begin = i + 1
    return [*parts, text[begin:]]


def _pair(text: str) -> list[str]:
    """A list's last "y and z" as two, unless a half leans on the other ("repair or replacement of ducts")."""
    halves = re.split(r"\s(?:and|or|and/or|&|plus)\s", text)
    if len(halves) == 1 or re.match(r"\s*(?:and|or)\b", text):
        return [text]
    verb = _KEEP_WHOLE.search(halves[0].strip()) and len(halves[0].split()) <= 2
    leans = (
        re.search(r"\bto [a-z]+$", halves[0].strip(), re.I)
        or verb
        or _MODIFIERS.fullmatch(halves[0].strip())
        or re.match(r"(?:their|its|his|her|both)\b", halves[-1].strip())
    )
    if leans or any("(" in half and ")" not in half for half in halves):
        return [text]
    return halves


def trimmed(text: str) -> str:
    """A noun phrase without list words, articles and closing marks; "" where nothing is left to name."""
    now, before = text.strip(), None
    while now != before:
        before = now
        now = _ENDS.sub("", _STARTS.sub("", now)).strip(" \"'")
    if now.count("(") > now.count(")"):
        now = now + ")" if now.rfind("(") < len(now) - 4 else now[: now.rfind("(")].strip()
    return "" if _EMPTY.match(now) or len(re.sub(r"[^A-Za-z]", "", now)) < 3 else now


def listed(text: str, provisos: bool = True) -> Listed:
    """Tails taken off from the right: exceptions, then causes, then (where wanted) the proviso."""
    aside = _ASIDE.search(text)
    text = text[: aside.start()] + text[aside.end() :] if aside else text
    exceptions = causes = ()  # type: tuple[str, ...]
    condition = ""
    if match := _EXCEPTED.search(text):
        text, exceptions = text[: match.start()] + text[match.end() :], tuple(items(match["rest"]))
    elif match := _EXCEPT.search(text):
        text, exceptions = text[: match.start()], tuple(items(match["rest"]))
    exceptions = (*items(aside["rest"]), *exceptions) if aside else exceptions
    if (match := _CAUSE.search(text)) or ((match := _DAMAGE_FROM.search(text)) and CAUSES.search(match["rest"])):
        causes = tuple(items(match["rest"]))
        text = text[: match.start("rest")] if "what" in match.groupdict() else text[: match.start()]
        text = re.sub(r"\s(?:from|by|of|after|following)\s*$", "", text)
    if provisos and (match := _PROVISO.search(text)) and match.start() > 0:
        text, condition = text[: match.start()], match["rest"].strip(" .;)")
    return Listed(text.strip(), causes, exceptions, condition)


_HOURS_SPENT = re.compile(
    r"(?:all |any |the |our |such |whatever |first )*labou?r (?:that|which|performed|done|spent|needed|required|necessary|to|in|on|for|of)\b(?! parts)"
)
"""Labor at the head of the words is all they speak of, whatever it is spent on: "labor needed to replace a component"."""


def part_of(text: str) -> Part:
    """Which part of a job the words narrow to; labour for "labor only", "labor to …", parts for "parts", and so on."""
    low = text.lower().replace("labor day", "")
    if _HOURS_SPENT.match(low):
        return "labour"
    has_labour = re.search(
        r"\blabou?r\b|\bworkmanship\b|\bhourly\b|\bfirst (?:[\w()]+ ){0,2}hours?\b|(?:^|: )(?:time|hours)\s*$|\b(?:our|technician|technician's|tech's|crew|man) time\b|\b(?:hours?|time) (?:of|for) (?:work|repair)",
        low,
    )
    has_parts = re.search(
        r"\blabou?r,? (?:and|or|&) (?:the |all )?parts?\b|(?<!infested )(?<!affected )(?<!treated )\bparts?\b(?! of (?:an?|any|its|our|the|this|that|your)\b)|\breplacement parts?\b|\bcomponents?\b",
        low,
    )
    has_materials = re.search(r"\bmaterials?\b", low)
    if has_labour and (has_parts or has_materials):
        return "both" if not re.search(r"(?:but|,|;) (?:not|excluding)|only", low) else _narrowed(low)
    if has_labour:
        return "labour"
    if has_parts:
        return "parts"
    return "materials" if has_materials else "both"


def _narrowed(low: str) -> Part:
    return "labour" if re.search(r"labou?r (?:only|is|but)|(?:excluding|not) (?:parts|materials)", low) else "parts"
