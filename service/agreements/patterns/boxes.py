"""Boxes of a form: where it says that an empty box is no part of the order, ticked things are in and the others out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.agreements.clause import ClauseText
from service.agreements.passages import CELL, plain
from service.agreements.patterns.words import LIST
from service.agreements.terms import CoveredEquipment, Exclusion, Inclusion, Pin

_RULE = re.compile(
    r"\b(?:box(?:es)?|lines?|items?)\b[^.;]{0,40}\b(?:empty|blank|unchecked|unmarked|unticked|not (?:checked|ticked|marked|crossed))\b"
    r"|\bif (?:checked|ticked|marked|initialed|crossed)\b|\b(?:empty|blank|unchecked|unmarked|unticked) (?:box(?:es)?|items?|lines?)\b|\bonly what (?:is|you) (?:checked|ticked|marked|tick|check|mark)\b|\bwhat is not (?:checked|ticked|marked|crossed)\b|\bonly (?:the )?(?:checked|ticked|marked) (?:box(?:es)?|items?|services?)\b",
    re.I,
)
_LEFT_AT_LIST = re.compile(
    rf"\b(?:not|un)[ -]?(?:checked|ticked|marked|crossed)\b[^.;]{{0,40}}\bat (?:our |the )?{LIST}\b", re.I
)
_BOX = re.compile(r"(?P<off>\[ ?_? ?\]|\( \)|☐|□)|(?P<on>\[[xX✓]\]|\([xX]\)|☒|☑)")
_THINGS = re.compile(
    r"\b(?:equipment|systems?|pests?|services?|covered|items?|areas?|appliances?|units?|rooms?|tasks?|options?|add-?ons?|devices?|treatments?)\b",
    re.I,
)
_CHOSEN = re.compile(r"\b(?:checked|ticked|marked|crossed) (?:box(?:es)?|items?|lines?|services?)\b", re.I)
"""A heading that says what its ticks mean heads no other choice, though it names the price."""
_EQUIPMENT = re.compile(r"\b(?:equipment|systems?|appliances?|units?|devices?)\b", re.I)
_OTHERWISE = re.compile(
    r"\b(?:consent|approv\w*|authori[sz]\w*|payment|billing|price|charge|term|length|after that|contact|hours)\b", re.I
)
_NO_THING = re.compile(
    r"(?:or|and|then|included|not|none|yes|no|done|other|monthly|quarterly|yearly|annual\w*|weekly|daytime|goes|ends|stops|renews|phone|text|e-?mail|in advance|charged|billed|before|after|first|one|two|customer pays)\b|.*[\d$%]",
    re.I,
)


def read(clauses: Sequence[ClauseText], document_id: str) -> Iterator[Inclusion | Exclusion | CoveredEquipment]:
    """One term for each box beside a thing; nothing where the form does not say what an empty box means."""
    if not any(_RULE.search(plain(one.text)) for one in clauses):
        return
    at_list = any(_LEFT_AT_LIST.search(plain(one.text)) for one in clauses)
    for clause in clauses:
        for line in re.finditer(r"[^\n]+", clause.text):
            yield from _of_line(clause, line.start(), line.end(), document_id, at_list=at_list)


def _of_line(
    clause: ClauseText, start: int, end: int, document_id: str, *, at_list: bool
) -> Iterator[Inclusion | Exclusion | CoveredEquipment]:
    boxes = list(_BOX.finditer(clause.text, start, end))
    label = clause.text[start : boxes[0].start()].strip(" |:") if boxes else ""
    innermost = clause.heading.rsplit(" > ", 1)[-1]
    innermost = "" if _RULE.search(innermost) or _CHOSEN.search(innermost) else innermost
    if not boxes or _OTHERWISE.search(f"{label} {'' if label else innermost}") or (label and not _THINGS.search(label)):
        return
    for box, following in zip(boxes, [*boxes[1:], None], strict=True):
        stop = following.start() if following else end
        begin = box.end() + len(clause.text[box.end() : stop]) - len(clause.text[box.end() : stop].lstrip(" |"))
        name = re.split(
            rf"[:(]|,? (?:at |for )?\$| {{3,}}| if (?:wanted|ordered|asked)\b|{re.escape(CELL)}",
            clause.text[begin:stop],
        )[0]
        what = plain(name).strip(" .,;")
        if len(what) < 3 or _NO_THING.match(what):
            continue
        pin = _pin(clause, document_id, box.start(), begin + len(name.rstrip()))
        if box["on"] and _EQUIPMENT.search(label or innermost):
            yield CoveredEquipment(pin, what=what)
        yield Exclusion(pin, what=what, at_list=at_list) if box["off"] else Inclusion(pin, what=what)


def _pin(clause: ClauseText, document_id: str, start: int, end: int) -> Pin:
    first, last = clause.in_document(start, end)
    return Pin(
        document_id, clause.id, clause.heading, clause.text[start:end], first, last, clause.page, 0.85, clause.number
    )
