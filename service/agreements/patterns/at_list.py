"""What a paper prices at list: a line of its own, what a sentence leaves out, or all that a section leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.agreements.passages import Passage, plain
from service.agreements.patterns.polarity import of_title
from service.agreements.patterns.words import LIST, NOT_REDUCED
from service.agreements.terms import Exclusion, Term

_LIST_VALUE = re.compile(
    rf"(?:at |our |the )?(?:{LIST} )?{LIST}(?: prices?| rates?| charges?)?(?:,? (?:no|without|not|nothing) (?:any )?(?:reduction|discount|markdown|less|off)\w*)?\.?"
    r"|(?:(?:available )?(?:on|upon|by) request|by (?:separate )?(?:quote|estimate|proposal)|quoted(?: separately)?)(?:,? (?:at|by|for) an? (?:agreed|quoted|separate) (?:price|quote|charge))?\.?",
    re.I,
)
_NO_NAME = re.compile(r"(?:if|when|where|should|want|otherwise)\b", re.I)
_NAMED_AT_LIST = re.compile(
    r"(?P<what>[A-Z][^:.;$]{3,120}): (?:at )?(?:our |full )?(?:list|book|posted)(?: prices?| rates?)?(?:,| for) (?:parts|labou?r|time|hours|materials)\b",
    re.I,
)
_PREDICATE = re.compile(r" (?:is|are) (?:another|other|a different|something|quite)\b[^,:]*$", re.I)
"""What is said of things that are priced apart: "Bees and bats are another matter: list price"."""
_DID_IT = re.compile(
    r"(?:if|when|where) (?:the |an? |your )?[\w ]{3,20} (?:did|does|caused|causes|broke|breaks|damaged?s?) (?:it|this|that)\W*$",
    re.I,
)
"""A heading that asks who did it: what stands under it are causes."""


def named_at_list(passage: Passage) -> str:
    """What a line names before a list price ("Articles under $20 apiece: list, no reduction"), "" where it names nothing so;
    under a heading that asks who did it, the repairs those causes make necessary."""
    if match := _NAMED_AT_LIST.match(passage.text):
        cause = _DID_IT.match(passage.heading.rsplit(" > ", 1)[-1])
        return f"repairs caused by {match['what']}" if cause else match["what"]
    named, colon, value = passage.text.rpartition(": ")
    named = _PREDICATE.sub("", named)
    return named.rstrip(" :-.") if colon and _LIST_VALUE.fullmatch(value.strip()) and not _NO_NAME.match(named) else ""


_AT_LIST = re.compile(
    rf"\b(?:at|for|pays?|to|billed|charged)\b[^.;]{{0,30}}?(?<!\bas )\b{LIST}(?: (?:prices?|charges?|rates?)|$|[.,;)])|\b{LIST}(?: (?:prices?|charges?|rates?))? applies\b|: (?:list|book|posted) (?:prices?|rates?|hours)\b",
    re.I,
)
_BY_HEADING = re.compile(rf"[(:,-] ?(?:at )?(?:our |the )?{LIST}(?: prices?| charges?| rates?)\b", re.I)
_EASED = re.compile(r"\d ?%|\bpercent\b|\bhalf\b|\bless\b|\boff\b|\breduc|\bdiscount", re.I)
_THEM_AT_LIST = re.compile(
    rf"\b(?:any of (?:these|those|them|it)|(?:on|for|of) (?:those|these|such)|those|these|such (?:work|jobs?|repairs?|things?)|that|it|anyhow|anyway|all the same)\b[^.;]*?\b(?:list|book|posted|retail|{LIST} (?:prices?|rates?|charges?))\b"
    rf"|^(?:at )?(?:our |full )?(?:list|book|posted) (?:prices?|rates?)(?:,| for| on) (?:parts|labou?r|time|hours|materials|those|these|them|such)\b|\b(?:posted|list|book|regular) (?:prices?|rates?) for (?:those|these|them|such)\b",
    re.I,
)


def together_at_list(passages: Sequence[Passage], terms: Sequence[Term]) -> list[Term]:
    """The terms; where a sentence prices at list all that its clause or section leaves out ("If you want us on one of those it's
    list"), each exclusion there is at list."""
    said = [
        one.clause
        for one in passages
        if _THEM_AT_LIST.search(one.text) and not _EASED.search(NOT_REDUCED.sub(" ", one.text))
    ]
    clauses, sections = (
        {one.id for one in said},
        {one.heading for one in said if of_title(plain(one.heading).rsplit(" > ", 1)[-1]) == "excluded"},
    )
    return [
        replace(one, at_list=True)
        if isinstance(one, Exclusion) and (one.pin.clause_id in clauses or one.pin.section in sections)
        else one
        for one in terms
    ]


_GOES_ON = re.compile(
    r"(?:if (?:you|asked|requested|we do|i do)|want|we|i|you|it|they|these|those|this|that|such|work|where|any of|all of|for)\b",
    re.I,
)


def priced_at_list(passage: Passage) -> bool:
    """Whether the sentence, the next where it goes on about the same, or the heading prices what is left out at list."""
    following = passage.next_text if _GOES_ON.match(passage.next_text) else ""
    said = f"{passage.text} {following}".strip()
    by_heading = _BY_HEADING.search(passage.heading.rsplit(" > ", 1)[-1])
    return not _EASED.search(NOT_REDUCED.sub(" ", said)) and bool(_AT_LIST.search(said) or by_heading)
