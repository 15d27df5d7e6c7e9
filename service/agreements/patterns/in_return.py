"""What is paid, said in the sentence of what is done for it: "For a monthly sum of $900 we shall clear …"."""

from __future__ import annotations

import re

from service.agreements.patterns.statements import TASKS
from service.agreements.patterns.words import US

_ITS_FEE = re.compile(
    r",? for (?:(?:a|the|an?other) )?(?:(?:flat |fixed )?(?:fee|price|sum|total) of )?\$ ?[\d,.]*\d (?:an?|per|each|every) (?:\w+ )?(?:month|quarter|season|year)\b",
    re.I,
)
"""What the agreement costs in a period is no part of what it gives: "we keep the lifts for $90 a month"."""
_FOR_A_SUM = re.compile(
    rf"^(?:in (?:return|exchange|consideration)(?: (?:for|of) (?:it|this|that|the [\w-]+))?|for (?:(?:that|this|it)(?: [\w-]+)?|(?:(?:an?|the|our|your|this|that) )?(?:[\w-]+ ){{0,3}}(?:fee|sum|price|charge|dues|retainer|payment)(?: of)?(?: \$[\d,.]*\d)?|\$[\d,.]*\d)"
    rf"(?: (?:an?|per|each|every) (?:month|quarter|season|year|week))?(?: (?:plus|and) \w+)?(?: \([^)]*\))?),? (?P<who>{US}|they|he|she|(?-i:[A-Z][\w&'-]+)|<ORGANIZATION_\w+>)(?P<will> shall| will|'ll| must)?(?= (?:also )?{TASKS}s?\b| (?:also )?[a-z]+s?\b)",
    re.I,
)
_IN_RETURN = re.compile(r"^in (?:return|exchange),? (?=(?:the|your|all|each|every|both)\b)", re.I)
"""What is paid, in front of what is done for it: "For a monthly sum of $900 Marlow shall clear …"."""


def without_sum(segment: str) -> str:
    """The segment without the sum in front of it or behind it; "they" who do it for a sum are we."""
    return _ITS_FEE.sub("", _FOR_A_SUM.sub(_doing, _IN_RETURN.sub("", segment)))


def acts(text: str) -> bool:
    """Does a sentence tell what we do: "We plow the lot at 4 inches; clear the doors by hand; sand after freezing rain"?"""
    return re.match(rf"{US}(?:'ll| will| shall)? ", _FOR_A_SUM.sub(_doing, text), re.I) is not None


def _doing(match: re.Match[str]) -> str:
    return f"{'we' if match['who'].lower() in ('they', 'he', 'she') else match['who']}{match['will'] or ''}"
