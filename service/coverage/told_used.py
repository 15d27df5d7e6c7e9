"""How much of an allowance people say was used before: the line itself ("fifth of the year"), or what is written about the job
("salt log stands at 27 bags")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from service.agreements.ordinals import ORDINAL, ordinal
from service.agreements.quantities import NUMBER_WORDS, number
from service.agreements.stem import stem
from service.agreements.terms import Allowance
from service.coverage.lines import Line
from service.coverage.vocabulary import tokens, word_list
from service.coverage.work import Statement

_THIS_PERIOD = r"(?:of|in|this|per|that|each)(?: (?:the|this|each))? (?:[a-z]+ )?(?:year|season|quarter|month|term|autumn|winter)\b"
_NTH = re.compile(
    rf"\b(?P<n>{ORDINAL})(?: [a-z]+){{0,2}} {_THIS_PERIOD}|\bnos\. ?(?P<no>\d+)|\b(?P<from>\d+) ?(?:to|-|–) ?\d+ {_THIS_PERIOD}",
    re.I,
)
_NAMED_NTH = re.compile(
    rf"^(?P<n>{ORDINAL}) (?!(?:floor|stor|hour|stage|coat|bath|bed|man|tech|hand|unit|zone|half|level)\w*\b)|, (?P<last>{ORDINAL})$|\b(?:visit|call|no\.) (?P<no>\d+)$",
    re.I,
)
"""A line's name that counts itself: "Third cartridge cleaning", "Spill call, fifth", "Leaf haul, visit 3"."""
_IT_IS_NTH = re.compile(rf"\b(?:it|this) is (?:already )?the (?P<n>{ORDINAL})\b", re.I)
_PARTS = re.compile(r"[.;!?](?!\d)|,(?!\d)|\n")
_BEFORE = re.compile(
    r"\b(?:before|so far|to date|already|earlier|previous(?:ly)?|stands? at)\b|\b(?:done|used up|taken)\W*$", re.I
)
_LEFT = re.compile(r"\bleft\b|\bremain(?:s|ing)?\b", re.I)
_COUNT = re.compile(rf"(?<![$£€\w.,])(?P<n>\d[\d,]*(?:\.\d+)?|{NUMBER_WORDS})\b(?! ?(?:a\.?m|p\.?m|%|percent|:))", re.I)
_EMPTY = word_list("stop") | {"year", "month", "season", "quarter", "term", "week", "day", "today", "each"}


def told_before(line: Line, allowance: Allowance, statements: Iterable[Statement]) -> Decimal:
    """How many came before the line in the allowance's period, as far as anybody says; 0 where nobody does. Of an allowance for
    each visit nothing was used before."""
    if allowance.per == "visit":
        return _by_name(line)
    told = [*_by_description(line, allowance), *(n for one in statements for n in _by_note(one.text, line, allowance))]
    return max([_by_name(line), *told])


def _by_name(line: Line) -> Decimal:
    match = _NTH.search(f"{line.item.name}. {line.item.description}")
    if match:
        return _place(match["n"] or match["no"] or match["from"])
    named = _NAMED_NTH.search(line.item.name)
    return _place(named["n"] or named["last"] or named["no"]) if named else Decimal(0)


def _place(written: str) -> Decimal:
    """How many come before the third, or number 3."""
    return Decimal(max(0, (int(written) if written.isdigit() else ordinal(written)) - 1))


def _by_description(line: Line, allowance: Allowance) -> Iterator[Decimal]:
    """What stands beside the line is about the line: "six done already this year"."""
    for part in _PARTS.split(line.item.description):
        yield from _used(part, line, allowance)


def _by_note(text: str, line: Line, allowance: Allowance) -> Iterator[Decimal]:
    """A note tells of an allowance whose words it uses."""
    wanted = _stems(f"{allowance.what} {allowance.unit} {line.item.name}")
    for part in _PARTS.split(text):
        if wanted & _stems(part):
            yield from _used(part, line, allowance)
            if match := _IT_IS_NTH.search(part):
                yield _place(match["n"])


def _used(part: str, line: Line, allowance: Allowance) -> Iterator[Decimal]:
    """The count a clause says was used before, or what is left of the whole; a count that is the line's own is none."""
    left = _LEFT.search(part)
    if not left and not _BEFORE.search(part):
        return
    found = [count for match in _COUNT.finditer(part) if (count := number(match["n"].replace(",", ""))) is not None]
    if not found or (found[-1] == line.item.quantity and not left):
        return
    yield max(Decimal(0), allowance.count - found[0]) if left else found[-1]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in tokens(text) if len(word) > 2 and word not in _EMPTY)
