"""How long work and parts are warranted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.agreements.passages import Passage
from service.agreements.patterns.listing import part_of, trimmed
from service.agreements.patterns.words import FAILS
from service.agreements.quantities import durations
from service.agreements.terms import Part, Term, Warranty

_WARRANTS = re.compile(
    r"\b(?:warrant\w*|guarant\w*|stand behind|stays? fixed|(?:repairs?|work|fixes) (?:is|are) good for|(?:fix|redo|re-?do|make it right|come back|return|correct|re-?perform|re-?treat)[^.;]{0,70}\b(?:free|no (?:additional |extra )?(?:charge|cost)|our (?:cost|expense|dime)))\b",
    re.I,
)
_LENGTH = re.compile(r"(?:\bfor|\bwithin|of|period|is|:|lasts?|a|an|carr(?:y|ies)|our|has|\|)[^.;]{0,40}$", re.I)
_NOTICE = re.compile(r"^[' s]*(?:prior|written|advance|notice|before)", re.I)


_AGAIN = re.compile(
    r"\b(?:again|re-?do(?:ne|ing)?|re-?did|recall|call-?back|(?:comes?|came|is|are) back|returns?|recurs?|fails?|acts? up|dies|(?:is|are) dead|same (?:fault|thing|problem|trouble|issue|leak|failure)|goes wrong|does not hold|doesn't hold)\b",
    re.I,
)
_GRATIS = re.compile(
    r"\b(?:free|(?:no|without) (?:an? )?(?:(?:new|second|further|service|trip|call) )*(?:charge|cost|fee)|not (?:be )?(?:billed|charged|invoiced)|on (?:us|me|the house)|costs? (?:you )?nothing|own (?:dime|expense|cost|nickel|account)|at no cost|makes? it good|put(?:s)? it right)\b",
    re.I,
)
_FAILING = re.compile(
    rf"^(?:(?:if|where|when|whenever|should|once) )?(?:an?|any|the|our) (?P<what>(?:(?!\b(?:we|i|you|that|which)\b)[^,;:.])+?) (?:(?:we|i) \w+ )?(?:(?:that|which) )?(?:{FAILS}|fail|dies|shows? up|comes? back|returns?|recurs?)\b",
    re.I,
)


def _again(passage: Passage) -> str:
    """What is done again: "A shrub we planted that dies" is the shrub."""
    named = _FAILING.match(passage.text)
    return (trimmed(named["what"]) if named else "") or "repeated work"


_FOR_LABOUR = re.compile(
    r" (?:is made |is asked )?(?:for|on) (?:the |our |its )?(?:labou?r|time|hours|work)\b(?! (?:and|or) (?:the )?(?:parts?|materials?))",
    re.I,
)
FEE_ALONE = "call fee"
"""What is warranted where only the fee for coming is not asked again."""
_LABOUR_ALONE = re.compile(r"^\W*(?:the )?(?:labou?r|time|hours)\b(?! and| or)", re.I)


_REPEATED = re.compile(
    r"^(?:if|when|should|where)\b[^;]*?(?:\b(?:something|anything|whatever|what|one|(?:a|any|the) (?:part|thing|repair))\b[^,;]{0,20}\b(?:we|i)(?:'ve| have)? (?:fix(?:ed)?|repaired|did|done|put in|installed|replaced|mended)\b|\b(?:our|that|this|of that|after an?) (?:repair|fix|work)\b)"
    r"[^;]*?\b(?:again|fails?|failed|quits?|(?:does not|doesn't) hold|prov(?:es?|ed) defective|comes? (?:back|undone)|goes? (?:bad|out)|breaks?)\b",
    re.I,
)


_HOLDS = re.compile(
    r"(?:our |all |these )*(?:repairs?|work|fixes) (?:is|are|stays?|comes?) (?:good|fixed|warranted|guaranteed)\b", re.I
)


def of_repeats(passage: Passage) -> bool:
    """Whether a sentence speaks only of our work that has to be done again, and so grants no first repair."""
    return (_REPEATED.search(passage.text) or _HOLDS.match(passage.text)) is not None


def lengthened(passages: Sequence[Passage], terms: Sequence[Term]) -> list[Term]:
    """The terms, and what a sentence gives on repeats ("if something we fixed quits again …, parts and labor are on us") for as
    long as the document warrants work elsewhere."""
    lengths = [one for one in terms if isinstance(one, Warranty)]
    told = {one.pin.clause_id for one in lengths}
    given = [
        replace(lengths[0], pin=one.pin(), what="repeated work", part="both")
        for one in passages
        if lengths and of_repeats(one) and _GRATIS.search(one.text) and one.clause.id not in told
    ]
    return [*terms, *given]


def read(passage: Passage) -> Iterator[Term]:
    """What is warranted by that word, else work that is done again for nothing within a time ("same fault within 60 days:
    no charge")."""
    found = list(_warranted(passage))
    yield from found or _done_again(passage)


def _done_again(passage: Passage) -> Iterator[Term]:
    said = f"{passage.text} {passage.next_text}"
    if not (_AGAIN.search(passage.text) and _GRATIS.search(said)):
        return
    for found in durations(passage.text):
        if found.value.unit in ("day", "week", "month", "year"):
            free = _GRATIS.search(said)
            alone = _LABOUR_ALONE.match(passage.text) or (free and _FOR_LABOUR.match(said[free.end() :]))
            part: Part = "labour" if alone else "both"
            what = FEE_ALONE if free and free.group().lower().endswith("fee") else _again(passage)
            yield Warranty(passage.pin(), what=what, count=found.value.count, unit=found.value.unit, part=part)
            return


def _warranted(passage: Passage) -> Iterator[Term]:
    topical = bool(re.search(r"\b(?:warrant|guarant)", passage.heading.split(" > ")[-1]))
    if not (topical or _WARRANTS.search(passage.text)):
        return
    spans = durations(passage.text)
    for i, found in enumerate(spans):
        before = passage.text[spans[i - 1].end if i else 0 : found.start]
        after = passage.text[found.end : spans[i + 1].start if i + 1 < len(spans) else len(passage.text)]
        if (
            _NOTICE.match(after)
            or found.value.unit in ("hour", "minute", "business_day")
            or re.search(r"\b(?:notif\w*|report\w*|respond\w*|claims?|written|inspect\w*)\b[^.;]{0,40}$", before, re.I)
        ):
            continue
        if (
            re.match(r"['s]*[- ]*(?:limited )?(?:\w+ )?(?:warrant|guarant)", after, re.I)
            or _LENGTH.search(before)
            or passage.cells
        ):
            what = _what(passage, before, after)
            yield Warranty(passage.pin(), what=what, count=found.value.count, unit=found.value.unit, part=part_of(what))


def _what(passage: Passage, before: str, after: str) -> str:
    if passage.cells:
        return passage.item
    touching = re.match(
        r" ?(?:on |for )?(?P<what>parts(?: and labou?r)?|labou?r|workmanship|materials?)\b", after, re.I
    )
    if touching:
        return touching["what"]
    following = re.search(
        r"\b(?:warrant\w*|guarant\w*)?(?: (?:on|covers?|for|against defects in))(?: all| our| the| any)* (?P<what>[^.;,]{3,70})",
        after,
        re.I,
    )
    preceding = re.search(
        r"(?P<what>[^.;,]{3,80}?),? (?:is|are|comes? with|carr(?:y|ies)|has|have|shall be|will be)\b[^.;]*(?:warrant|guarant|for|$)",
        before,
        re.I,
    ) or re.search(
        r"\b(?:warrants?|guarantees?|stands? behind)(?: that)?(?: all| our| the| its| any)* (?P<what>[^.;,]{3,70}?)(?: (?:for|against|to be|will|within|shall)\b|$)",
        before,
        re.I,
    )
    words = (preceding or following or {"what": ""})["what"]
    named = trimmed(re.sub(r"^(?:we|contractor|company|all|our|your|the|any|and|if)\s+", "", words, flags=re.I))
    return "workmanship" if named in ("", "free") else named
