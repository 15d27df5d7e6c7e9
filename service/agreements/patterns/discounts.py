"""Percentages off the customer's price, and shares of a cost the agreement carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.agreements.passages import Passage
from service.agreements.patterns.listing import part_of, trimmed
from service.agreements.quantities import Found, percents
from service.agreements.terms import Discount, Term

_OFF = re.compile(
    r"\b(?:discount\w*|off\b|savings?|saves?|less than|below|reduc(?:ed|tion)|lower|rebate|price break|cheaper|member pricing)",
    re.I,
)
_SHARE = re.compile(
    r"\b(?:we(?:'ll)?|contractor|company|the plan|plan|agreement|coverage)(?: will| shall)? (?:also )?(?:pays?|covers?|picks? up|carr(?:y|ies)|absorbs?)\b[^.;]{0,30}$",
    re.I,
)
_NOT_A_DISCOUNT = re.compile(
    r"\b(?:interest|late|finance|per month|deposit|restock\w*|tax|down payment|retainer|mark-?up|plus|increas\w*|escalat\w*|cpi|price adjustment|refund|pro-?rat\w*|cancel\w*|humidity|efficien\w*|chlorine|glycol|of the (?:balance|regular|standard))\b",
    re.I,
)
_AFTER = re.compile(
    r"^(?:\))? ?(?:(?:discount|off|savings?|reduction|rebate|less|lower|below)\b)?(?: (?:discount|off))? ?(?:of |from |on |for |to |toward |applies to |the |our |all |any |your |list |retail |standard |regular |then-current |published |price |prices |pricing |cost )*(?P<what>[^.;,()]+)",
    re.I,
)
_BEFORE = re.compile(
    r"(?P<what>[^.;,()]+?)(?:,? (?:is|are|will be|shall be|be|receive|receives|get|gets|at|by|of|a|an|the|discounted|reduced|increased|decreased|raised|lowered|changed|to|from|has|have|billed|priced|sold|supplied|provided|goes|go|up|down|now|hereby|discount))* ?$",
    re.I,
)


def read(passage: Passage) -> Iterator[Term]:
    found = percents(passage.text)
    if not found:
        return
    context = (
        f"{passage.label} {' '.join(passage.heading.split(' > ')[-2:])} {' '.join(c.header for c in passage.cells)}"
    )
    told = _OFF.search(passage.text) or _OFF.search(context)
    for i, one in enumerate(found):
        left = found[i - 1].end if i else 0
        right = found[i + 1].start if i + 1 < len(found) else len(passage.text)
        before, after = passage.text[left : one.start], passage.text[one.end : right]
        share = _SHARE.search(before)
        if one.value >= 100 or _disqualified(before, after) or not (told or share):
            continue
        yield from _discounts(passage, one, before, after)


def _disqualified(before: str, after: str) -> bool:
    near = f"{before[-45:]} # {after[:30]}"
    return bool(_NOT_A_DISCOUNT.search(near)) and not _OFF.search(after[:14])


def _discounts(passage: Passage, one: Found[Decimal], before: str, after: str) -> Iterator[Discount]:
    what = _what(passage, before, after)
    part = part_of(what)
    if part == "both" and not what:
        part = part_of(passage.label)
    pin = passage.pin(confidence=0.92 if what else 0.75)
    yield Discount(
        pin,
        percent=one.value.normalize() if one.value % 1 else one.value.quantize(Decimal(1)),
        applies_to=part,
        what=what,
    )


def _what(passage: Passage, before: str, after: str) -> str:
    """What the discount is on: the words after it ("off parts"), before it ("Parts: 15%"), or the row's name."""
    if passage.cells and "|" in before:
        return trimmed(passage.cells[0].text)
    following = _AFTER.match(after)
    words = (
        re.split(
            r"\b(?:and (?:an?|\w+)? ?$|when|while|during|for as long|as long|if|throughout|under|with this|through|plus|,|with)\b",
            following["what"],
        )[0]
        if following
        else ""
    )
    what = trimmed(re.sub(r"\b(?:and|plus)\s*(?:an?|\w+ \()?\s*$", "", words.strip()))
    if what and not re.fullmatch(r"(?:discount|off|list|price|savings?|the|our|per \w+|effective.*)", what, re.I):
        return what
    preceding = _BEFORE.search(before)
    return (
        trimmed(
            re.sub(
                r"^.*\b(?:effective|starting|beginning)\b[^,]*,?|^.*?\bthe (?=[\w ]*discount)|\bdiscounts?\b(?: (?:on|for))?",
                "",
                preceding["what"],
                flags=re.I,
            )
        )
        if preceding
        else ""
    )
