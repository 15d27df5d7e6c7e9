"""Tiers that cost nothing: "hours 1-3 in a calendar month | nil", "first | none" under "Calls within one month"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.agreements.dates import nth
from service.agreements.passages import Passage
from service.agreements.quantities import NUMBER_WORDS
from service.agreements.rhythms import period
from service.agreements.terms import Allowance

_FREE = re.compile(
    r"(?:nil|no (?:extra |further )?charge|none|free|nothing|included|zero|on us|no cost|\$ ?0(?:\.00)?|(?:with)?in(?:cluded in)? (?:the )?(?:[A-Z]-?\d+|fee|price|retainer|dues|base))\b",
    re.I,
)
_RANGE = re.compile(
    rf"(?P<before>[a-z]+ )?(?:1|one|first)(?: ?(?:-|to|through|thru|up to|until) ?(?:the )?(?P<last>\d+|{NUMBER_WORDS}|[a-z]+(?:th|nd|rd|st)?))?(?P<after>(?: (?!in\b|per\b|of\b|each\b|every\b)[a-z]+)?)\b",
    re.I,
)


def read(passage: Passage) -> Iterator[Allowance]:
    """An allowance where the last cell of a tier's row costs nothing and the tier begins at one."""
    if len(passage.cells) < 2 or not _FREE.match(passage.cells[-1].text):
        return
    tier = passage.cells[-2]
    match = _RANGE.match(tier.text)
    if not match or re.search(r"\$|%", tier.text):
        return
    per = period(tier.text) or period(f"{tier.header} {passage.heading.split(' > ')[-1]}")
    count = _last(match["last"])
    if per is None or count is None:
        return
    noun = (match["before"] or match["after"] or _of_header(tier.header)).strip().lower()
    named = passage.item if passage.item != tier.text else _of_header(tier.header) or tier.header
    yield Allowance(
        passage.pin(confidence=0.9), what=named, count=count, unit=noun.rstrip("s") or "piece", per=per.value
    )


def _last(words: str | None) -> Decimal | None:
    if words is None:
        return Decimal(1)
    last = nth(words)
    return None if last is None else Decimal(last)


def _of_header(header: str) -> str:
    match = re.match(r"(?P<noun>[A-Za-z]+)", header)
    return match["noun"] if match else ""
