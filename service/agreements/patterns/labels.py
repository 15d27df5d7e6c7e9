"""What a line's label, or the lead before a colon, says of the list behind it: "Not part of this: the well pump"."""

from __future__ import annotations

import re

from service.agreements.passages import Passage
from service.agreements.patterns.care import AT_VISIT
from service.agreements.patterns.listing import part_of
from service.agreements.patterns.polarity import Polarity, of_words
from service.agreements.patterns.sides import of_sides, spoken
from service.agreements.patterns.statements import KINDS_ALONE, TASKS, merely_priced, stated
from service.agreements.patterns.words import BOUGHT, GRANTED, REFUSED, ROUND, US, VISITS, YOU

_ANNOUNCES = re.compile(r"(?P<lead>[^:;]{6,200}?):\s+(?P<list>(?!\$|\d+ ?%)\S.+)")
_ALL_KINDS = re.compile(
    rf"\b(?:no (?:\w+ )?(?:discount|reduction)s?|full price|following|these|those|things?|items?|such|outside|not (?:in|on|part|included|covered)|no part|by others|excluded|exclusions?|limitations?|included|{YOU}'s expense)\b|n't\b",
    re.I,
)


_GOES_ON = re.compile(rf"(?:{US}|you|it|that|this|they|these)\b", re.I)
_PRICED_LEAD = re.compile(
    r"\b(?:response|warranty|deductible|limit|renew\w*|cancel\w*|notice|approv\w*|without)\b", re.I
)


def announced(segment: str) -> tuple[Polarity | None, str, str]:
    """ "The following are by others and form no part of it: lightning, vandalism": the lead tells, the list is what of."""
    match = _ANNOUNCES.match(segment)
    if (
        not match
        or not _ALL_KINDS.search(match["lead"])
        or _PRICED_LEAD.search(match["lead"])
        or merely_priced(match["list"])
        or _GOES_ON.match(match["list"])
    ):
        return None, "", ""
    said = of_words(match["lead"])
    return said, match["list"] if said else "", ""


FACT = re.compile(
    r"\b(?:sold to|bought|prepared|season|trigger|served|home|house|property|address|location|premises|member|customer|client|owner|holder|period|dates?|starts?|ends?|term|area|phone|telephone|billing|payment|price|fee|frequency|(?:you|it|members?) (?:pays?|costs?)|renew\w*|number|name|e-?mail|"
    r"deductible|limit|warranty|response|hours|cancel\w*|initial service|regular service)\b",
    re.I,
)


_IN_IT = re.compile(
    r"(?:all |also )?(?:with)?in (?:the|your|our|this|that) (?:[\w-]+ )?(?:fee|price|sum|dues|payment|rate|retainer)s?$",
    re.I,
)
"""A list's name that says where it is: "In the price: two visits"."""
_REFUSING = re.compile(r"(?:no|not|never|without)\b.*\b(?:on|for|in|to)$|not (?:included|covered|part|in)\b", re.I)


def labelled(passage: Passage, segment: str) -> tuple[Polarity | None, str, str]:
    """ "Not part of this contract: the well pump", "Included: two filters"; prices and notices are no lists of work."""
    value = segment[passage.value_start :] if passage.label else ""
    plain_fact = FACT.search(passage.label) and not (_REFUSING.match(passage.label) or _IN_IT.match(passage.label))
    said = _side_of(passage.label) if value and not value.startswith("$") and not plain_fact else None
    if said is None and value and (said := _round(passage, value)):
        value = _AT.sub("", segment) if AT_VISIT.match(segment) else value
    if answered := _answered(segment):
        return *answered, ""
    value = _HOW_BILLED.sub("", value) if said == "excluded" else value
    return (said, value, "") if said and not re.match(r"(?:yes|no|none)\b", value, re.I) else (None, "", "")


def _answered(segment: str) -> tuple[Polarity, str] | None:
    match = _ANSWERED.fullmatch(segment.strip(" ."))
    if match is None or _NO_THING.match(match["name"]):
        return None
    how = f"{(match['how'] or '').strip(' ,-')} {match['if'] or ''}".strip()
    name = match["name"] if match["joint"] == ":" else match["name"].replace(", ", ": ")
    whole = not how or (KINDS_ALONE.fullmatch(how) and part_of(how) == "both")
    return ("excluded" if match["out"] else "included"), name if whole else f"{name}: {how}"


def _side_of(label: str) -> Polarity | None:
    if _NOT_THESE.match(label):
        return "excluded"
    sided = of_sides(spoken(label))
    return of_words(label) or (sided if sided in ("included", "excluded") else None)


_NOT_THESE = re.compile(r"not (?!transferable|later|before|after|only|valid|until)[\w-]+$", re.I)
"""A list's name that denies it: "Not lines: fixtures, water heaters"."""
_NO_THING = re.compile(
    rf"(?:if|when|unless|otherwise|then|after|that|this|it)\b|(?:[\w'-]+ ){{0,3}}{FACT.pattern}", re.I
)
_CLAUSE = rf"\b(?:{US}|{YOU}|is|are|will|buys?|pays?|first(?! (?:of|week|mon|tue|wed|thu|fri|sat|sun)))\b"
_ANSWERED = re.compile(
    rf"(?P<name>[^:;$%]{{3,120}}?)(?P<joint>:| -) (?:(?P<out>{REFUSED})|(?P<how>(?:(?!{_CLAUSE})[^:;$%])*?[^:;$%, ],? )??(?:- )?(?:always |all |entirely )?{GRANTED}(?:,? (?:(?:with|at|we|too|both|parts|as|each|every|whenever|on)\b|w/)[^:;$%]*)?(?:,? (?P<if>(?:if|when|where|as long as|so long as|provided|unless) [^:;$%]+))?)",
    re.I,
)
"""A line's name and the side that it is put on: "Gophers: charged", "Pressure switch: swapped when bad, no charge"."""
_HOW_BILLED = re.compile(r" (?:is|are|will be) (?:billed|charged|priced|invoiced) (?:as|at|for|by|per)\b[^;]*$", re.I)
_AT = re.compile(r"(?:on|at|during|with|for) (?:each|every|the) ", re.I)
_TASKED = re.compile(
    rf"(?:thorough(?:ly)? |visually |fully )?{TASKS}\b|(?!(?:billed|invoiced|payable|paid)\b)[a-z][\w -]{{2,40}}? \w{{2,}}ed\b|turn(?:ing)? (?:on|off)\b|[a-z][\w -]{{2,30}}? (?:on|off|in|out|up|down|back)(?=[,;.]|$)",
    re.I,
)
"""A task at the head of a list, or a thing and what is done to it: "lugs tightened"."""


def _round(passage: Passage, value: str) -> Polarity | None:
    """ "Nightly: empty trash, mop floors", "Your program: six applications of …": what is done at each coming, what is bought."""
    if "$" in value or of_sides(passage.heading.rsplit(" > ", 1)[-1]) == "excluded" or stated(passage.text)[0]:
        return None
    done = ROUND.fullmatch(passage.label) and _TASKED.match(value)
    bought = BOUGHT.fullmatch(passage.label) and (_TASKED.match(value) or re.search(rf"\b{VISITS}\b", value, re.I))
    return "included" if done or bought else None
