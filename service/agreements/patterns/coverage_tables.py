"""Coverage tables: an item and its state, or lists side by side under telling headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.agreements.passages import Cell, Passage
from service.agreements.patterns.at_list import priced_at_list
from service.agreements.patterns.coverage_terms import causes, terms_of
from service.agreements.patterns.listing import items, listed, part_of, trimmed
from service.agreements.patterns.polarity import BLANK, NO, YES, Polarity, of_heading, of_words
from service.agreements.patterns.statements import merely_priced, stated
from service.agreements.patterns.words import LIST, YOU
from service.agreements.terms import Exclusion, Inclusion, Part, Term


def read_row(passage: Passage) -> Iterator[Term]:
    """A coverage table's row: lists side by side under telling headers, or an item and its state."""
    if _TIER.fullmatch(passage.cells[0].text) or _REDUCES.match(passage.cells[0].text):
        return
    told = _by_whom(passage.cells) or [
        None if _BOUND_COLUMN.search(cell.header) else of_words(cell.header) for cell in passage.cells
    ]
    states = [_state(cell) for cell in passage.cells[1:]]
    if any(states):
        told = [
            None if _LIMIT_COLUMN.search(cell.header) else said for cell, said in zip(passage.cells, told, strict=True)
        ]
    if told and told[0] and len(set(told) - {None}) == 2:
        for cell, said in zip(passage.cells, told, strict=True):
            if said and not BLANK.match(cell.text):
                yield from terms_of(passage, said, cell.text, "", (cell.start, cell.end), 0.85)
    elif any(told[1:]) and not all(states) and not _parted(passage):
        yield from _columns(passage, told)
    elif any(states):
        yield from _item_and_state(passage, told)
    elif _priced_column(passage):
        return
    elif (said := of_heading(passage)) and not re.search(r"\$ ?\d|\d ?%", passage.text) and trimmed(passage.item):
        yield from terms_of(passage, said, passage.item, "", (0, len(passage.text)), 0.75)


_BEARER = re.compile(
    rf"(?:(?P<you>{YOU})|[\w&<>.'-]+(?: [\w&<>.'-]+){{0,3}}?) (?:carr(?:y|ies)|pays?|bears?|covers?|provides?|supplie?s?|does|do|handles?|takes?)",
    re.I,
)


def _by_whom(cells: Sequence[Cell]) -> list[Polarity | None]:
    """The sides of two columns named by who bears what stands in them ("Fernwood carries | Owner carries"); [] for others."""
    borne = [_BEARER.fullmatch(cell.header.strip(" :")) for cell in cells[1:]]
    sides: list[Polarity | None] = [("excluded" if one["you"] else "included") if one else None for one in borne]
    return [None, *sides] if {"included", "excluded"} <= set(sides) else []


_BOUND_COLUMN = re.compile(
    r"^$|\b(?:from|to|until|since|through)$|^(?:the |our )?(?:price|rate|cost|charge)s?\b",
    re.I,
)
"""The header of days or of a price, which puts nothing in or out."""


def _parted(passage: Passage) -> bool:
    """A table with a column for parts and one for labor tells in them what is carried, whatever its other headers say."""
    return {"parts", "labour"} <= {part_of(cell.header) for cell in passage.cells[1:]}


_REDUCES = re.compile(r"(?:%|percent(?:age)? )?off\b|(?:[\w-]+ )?(?:discounts?|savings)\b", re.I)
"""A row of what is taken off a price: "Off labor | none" leaves no labor out."""
_CHARGE = re.compile(r"\b(?:charges?|fees?|surcharges?)\b", re.I)
_PRICES = re.compile(r"\b(?:unit price|price|rate|charge|cost|amount|fee)s?\b", re.I)


def _priced_column(passage: Passage) -> bool:
    """A row of a price list says what its item costs, not that it is carried."""
    return any(_PRICES.search(cell.header) and re.search(r"\d", cell.text) for cell in passage.cells[1:])


_NOTHING = re.compile(r"^(?:nothing|none|nil|zero|no (?:charge|cost|fee)|free|\$ ?0(?:\.00)?|0$)\b[^$;]*", re.I)
_LEFT_OVER = re.compile(
    r"^(?:the (?:rest|remainder|balance|first|difference)|(?:parts?|labou?r|materials?|costs?) (?:over|above|past|beyond|in excess)|(?:what(?:ever)?|anything|all|everything) (?:goes |is |that (?:is|goes) )?(?:above|over|past|beyond|exceeds|more|in excess|else)|otherwise|again|half|thereafter|after that)\b",
    re.I,
)
_WHOLE = re.compile(
    r"^(?:all(?: of it)?|everything|in full|the lot|entirely|full(?:y)?|in part|partly|half(?: of it)?|✓|✔|yes)\b[,;]?",
    re.I,
)
_ALL = re.compile(r"^(?:all(?: of it)?|everything|the lot|entirely|full(?:y)?)\b[,;]?(?= at|$| \()", re.I)
_PART_UP_TO = re.compile(r"(?:all |the )?(?P<part>parts|materials?|labou?r) (?=up to \$ ?\d)", re.I)
"""What a cell carries of a repair within a sum: "parts up to $150 a year"."""
_LEFT_OUT = re.compile(r"^[\s—–.✗✘x-]*(?:\([^)]*\))?$|^(?:no|none|not|nothing|excluded)\b", re.I)
_PRICE = re.compile(
    rf":? ?(?:at )?(?:the |our |your )?\b{LIST} (?:price|rate|charge|labou?r)s?\b.*|:? ?(?:at )?(?:the |our |your )?\b{LIST}$|: \$.*",
    re.I,
)


_BOUND = re.compile(
    r"(?:\d|once|twice|one|two|three|four|five|six|first|up to|as (?:long|often)|so long|only|during|within|on |weekdays?|mon|tue|wed|thu|fri|sat|sun|daytime|regular hours|business hours|each|every|in (?:spring|summer|fall|winter)|seasons?:|if |when |where |unless |after |before |between )",
    re.I,
)
"""What a cell says of how much, when and on what terms, rather than of what."""


def _columns(passage: Passage, told: list[Polarity | None]) -> Iterator[Term]:
    """An item with what is carried of it in one column and what is not in another; each piece names its item."""
    item, rest = passage.item, list(zip(passage.cells[1:], told[1:], strict=True))
    if any(said == "included" and _LEFT_OUT.match(cell.text) for cell, said in rest):
        if not any(said == "excluded" and _NOTHING.match(cell.text) for cell, said in rest):
            yield _piece(passage, "excluded", item, item)
        return
    for cell, said in rest:
        if said is None or BLANK.match(cell.text):
            continue
        for piece in re.split(r";\s+|\.\s+(?=[A-Z])", cell.text):
            if said == "excluded" and (_NOTHING.match(piece) or _LEFT_OVER.match(piece)):
                continue
            if said == "included" and (part := _PART_UP_TO.match(piece)):
                one = _piece(passage, said, item, part["part"])
                yield replace(one, condition=piece[part.end() :].strip()) if isinstance(one, Inclusion) else one
                continue
            named = _PRICE.sub("", (_WHOLE if said == "included" else _ALL).sub("", piece)).strip(" .:,")
            alone = _state(replace(cell, text=piece)) is not None or not named
            if said == "excluded" and stated(piece)[0] == "included":
                continue
            if alone or not merely_priced(piece):
                bounded = said == "included" and _BOUND.match(named)
                what = item if alone or bounded or BLANK.match(named) else f"{item}: {named}"
                one = _piece(passage, said, what, named)
                yield replace(one, condition=named) if bounded and isinstance(one, Inclusion) else one


def _piece(passage: Passage, said: Polarity, what: str, named: str) -> Inclusion | Exclusion:
    pin = passage.pin(confidence=0.85)
    if said == "excluded":
        at_list = priced_at_list(passage)
        return Exclusion(
            pin, what=what, part=part_of(named), causes=causes(named, listed(named).causes), at_list=at_list
        )
    return Inclusion(pin, what=what, part=part_of(named), condition=listed(named).condition)


def _item_and_state(passage: Passage, told: list[Polarity | None]) -> Iterator[Term]:
    """One state for the item, or one for its parts and one for its labour; notes speak for themselves."""
    item, rest = passage.cells[0], list(zip(passage.cells[1:], told[1:], strict=True))
    rest = [(cell, column) for cell, column in rest if not (_CHARGE.search(item.text) and _DUE.match(cell.text))]
    stated = [
        (cell, "excluded" if column == "excluded" and not _PRICE_COLUMN.search(cell.header) else said)
        for cell, column in rest
        if (said := _state(cell)) and ((column, said) != ("excluded", "excluded") or _PRICE_COLUMN.search(cell.header))
    ]
    if not stated or not trimmed(item.text):
        return
    parted = [(cell, said) for cell, said in stated if part_of(cell.header) in ("parts", "labour")]
    if len({said for _, said in parted}) > 1 or len(parted) == len(stated) == 1:
        for cell, said in parted:
            yield from _stated_row(passage, item, cell, said, part_of(cell.header))
    else:
        yield from _stated_row(passage, item, *stated[0], part_of(stated[0][0].text))
    yield from _noted(passage, item)
    yield from _but_not(passage, item)


_BUT_NOT = re.compile(
    r"^yes[,;] (?:[^;]*[,;] )?(?:(?:but )?not (?:the |its )?(?P<after>[^,;]+)|(?P<before>[^,;]+) not)\.?$", re.I
)


def _but_not(passage: Passage, item: Cell) -> Iterator[Term]:
    """ "Yes, not the hose", "Yes, fixture; bulb not": what a row's yes does not mean."""
    for cell in passage.cells[1:]:
        if match := _BUT_NOT.match(cell.text):
            what = match["after"] or match["before"]
            yield _piece(passage, "excluded", f"{item.text}: {what}", what)


_DUE = re.compile(r"(?:in )?full(?:y)?$", re.I)
"""A fee that is "full" is due."""


def _noted(passage: Passage, item: Cell) -> Iterator[Term]:
    """ "Ice maker excluded" in a further column of the refrigerator's row."""
    for cell in passage.cells[1:]:
        if _state(cell) is not None:
            continue
        said, words = stated(cell.text)[:2]
        bare = re.fullmatch(
            r"(?P<what>.+?) (?:is |are )?(?P<state>excluded|not (?:covered|included)|included|covered)\.?",
            cell.text,
            re.I,
        )
        if bare:
            said, words = of_words(bare["state"]), bare["what"]
        if said and words:
            yield from (_piece(passage, said, f"{item.text}: {what}", what) for what in items(words))


_WHENEVER = re.compile(
    r",? \(?(?:by )?(?:day or night|night or day|days? (?:and|or) nights?|(?:at )?any (?:other )?(?:time|hour)s?|(?:at )?(?:all|any) hours|around the clock|24/7)\)?$"
    r"|, \(?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|weekdays\b|weekends\b|nights\b|m-f\b|regular hours\b|business hours\b|after[- ]hours\b)[^,;]*$",
    re.I,
)
"""When a row's state holds, at the end of its item: no further thing."""


def _stated_row(passage: Passage, item: Cell, cell: Cell, said: Polarity, part: Part) -> Iterator[Term]:
    item = replace(item, text=_WHENEVER.sub("", item.text))
    if any(_LIMIT_COLUMN.search(other.header) for other in passage.cells[1:]):
        one = _piece(passage, said, item.text, "")
        yield replace(one, part=part) if part != "both" else one
        return
    remark = YES.sub("", NO.sub("", cell.text)).strip(" ,;-.")
    notes = " ".join(
        other.text for other in passage.cells[1:] if other is not cell and not _PRICE_COLUMN.search(other.header)
    )
    for term in terms_of(passage, said, item.text, f"{remark} {notes}", (0, len(passage.text)), 0.9):
        yield replace(term, part=part) if part != "both" and isinstance(term, Inclusion | Exclusion) else term


_LIMIT_COLUMN = re.compile(r"\b(?:most|limits?|maximum|cap)\b", re.I)
"""A row with a limit of its own is one thing, whatever its commas: "Air conditioner, 3-ton split | YES | $2,000"."""
_BARE_NONE = re.compile(r"(?:none|n/?a)\.?", re.I)
"""Under no header, what a form was answered ("Other heat: none") and no state of cover."""
_UP_TO = re.compile(r"(?:up to|the first|first) \$ ?\d[\d,.]*(?: (?:an?|per|each|every|in) .*)?$", re.I)
_YOU_PAY = re.compile(rf"{YOU} pays?(?: (?:at )?{LIST})?(?: price)?$", re.I)
_PRICE_COLUMN = re.compile(r"\b(?:rates?|prices?|charges?|costs?|fees?|pays?)\b", re.I)
_TIER = re.compile(
    r"(?:(?:hours?|calls?|rounds?|visits?|loads?) )?(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)?)\b(?! [A-Z])(?:[ ,-]+(?:and|to|through|up|on|later|\w+th|second|third|\d+))*$",
    re.I,
)


def _state(cell: Cell) -> Polarity | None:
    text = cell.text.strip()
    if _BARE_NONE.fullmatch(text) and not cell.header:
        return None
    if _UP_TO.match(text) and not _PRICE_COLUMN.search(cell.header):
        return "included"
    if _PRICE_COLUMN.search(cell.header) and _NOTHING.match(text):
        return "included"
    if re.search(r"\$ ?\d|\d ?%", text) and re.match(r"bill|list|quot|you pay|customer|extra", text, re.I):
        return None
    if NO.match(text) or _YOU_PAY.match(text):
        return "excluded"
    return "included" if YES.match(text) else None
