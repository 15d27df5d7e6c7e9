"""Which part of a document prevails over which: its order-of-precedence clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.agreements.passages import Passage
from service.agreements.terms import Precedence

_PREVAILS = r"(?:(?:shall|will|must|is to|are to)? ?(?:prevails?|controls?|governs?|wins?|takes? (?:precedence|priority)|has (?:precedence|priority)|supersedes?|counts?|applies|goes first|comes? first|rules?|holds?))"
_DIFFER = r"(?:conflicts?|inconsisten\w*|discrepanc\w*|contradict\w*|disagree\w*|differ\w*|variance|does not match|do not match|clash\w*|says? (?:something (?:else|different)|otherwise|different things))"
_PART = r"(?:the (?:terms|provisions|text|words|figures|prices|rates) (?:of|in|on|set out in) )?(?P<{0}>(?:the |this |these |our |any |its |an? )?[\w .'&/\"-]{{3,70}}?)"
_BETWEEN = re.compile(
    rf"\b{_DIFFER}\b[^.;]{{0,60}}?\b(?:between|among|of|with)\b[^.;]{{3,160}}?,? {_PART.format('first')},? {_PREVAILS}\b",
    re.I,
)
_WHERE = re.compile(rf"\b(?:where|if|when|should|wherever|in case|to the extent)\b[^.;]{{3,160}}?\b{_DIFFER}\b[^.;,]{{0,100}}?, (?:then )?{_PART.format('first')},? {_PREVAILS}\b", re.I)  # fmt: skip
_OVER = re.compile(
    rf"{_PART.format('first')},? (?:shall |will )?(?:prevails?|controls?|governs?|wins?|takes? (?:precedence|priority)|has (?:precedence|priority)|supersedes?) (?:over|above|against) {_PART.format('second')}(?=[.,;]|$| (?:in|where|if|when|to|should|wherever)\b)",
    re.I,
)
_FIRST = re.compile(rf"^{_PART.format('first')},? {_PREVAILS}\b[^.;]{{0,40}}?\b(?:where|if|when|in (?:case|the event)|should)\b[^.;]{{0,120}}?\b{_DIFFER}\b", re.I)  # fmt: skip
_ORDER = re.compile(r"\border of (?:precedence|priority)\b[^:]{0,80}(?::| is| shall be)(?P<list>.{5,400})|\b(?:in (?:the )?following order|in this order)\b[^:]{0,60}:?(?P<after>.{5,400})", re.I)  # fmt: skip
_STEP = re.compile(r"(?:^|[;,.\n]|\bthen\b|\band\b)\s*(?:\(?(?:\d|[a-d]|i{1,3}|iv)[.)]\s*)?(?:first|second|third|fourth|then|next|last(?:ly)?|and|finally)?,?\s*(?P<part>(?:the |this |any )?[A-Za-z][\w .'&/-]{2,60}?)(?=[;,.\n]|\band\b|\bthen\b|$|\s\(?\d[.)])", re.I)  # fmt: skip
_PARTS = re.compile(
    r"\b(?:schedules?|exhibits?|appendix|appendices|attachments?|sections?|articles?|riders?|addend\w+|cover (?:sheet|page)|front page|first page|face|this page|special|general|body|agreement|contract|terms|conditions|sheet|table|rates?|prices?|fine print|order form|proposal|quote|letter|plan|description|summary|annex|handwrit\w*|typed|printed|form|certificate|declarations?)\b",
    re.I,
)
_OWN_BODY = re.compile(r"(?:the |this )?(?:main )?(?:body|agreement|contract|text|body of (?:this|the) (?:agreement|contract)|main (?:agreement|text|contract)|terms and conditions|general (?:terms|conditions|terms and conditions)|numbered (?:sections|paragraphs))", re.I)  # fmt: skip


def read_clause(passages: Sequence[Passage]) -> Iterator[Precedence]:
    """One order a clause, where one of its sentences gives it."""
    for passage in passages:
        order = _listed(passage, passages) or _pair(passage.text)
        if order:
            yield Precedence(passage.pin(confidence=0.85), order=tuple(dict.fromkeys(_named(one) for one in order)))
            return


def _pair(text: str) -> list[str]:
    if match := _OVER.search(text):
        parts = [match["first"], match["second"]]
    elif match := _WHERE.search(text) or _BETWEEN.search(text) or _FIRST.search(text):
        parts = [match["first"]]
    else:
        return []
    return [one.strip() for one in parts] if all(_PARTS.search(one) for one in parts) else []


def _listed(passage: Passage, clause: Sequence[Passage]) -> list[str]:
    match = _ORDER.search(passage.text)
    if not match:
        return []
    words = match["list"] or match["after"]
    below = [one.text for one in clause[clause.index(passage) + 1 :] if one.is_item]
    found = [one["part"].strip() for one in _STEP.finditer(words)] + below
    parts = [one for one in found if _PARTS.search(one)]
    return parts if len(parts) > 1 else []


def _named(part: str) -> str:
    """The part by its own name, lower case; "" for the document's body."""
    part = re.sub(rf"^.*(?:\b{_DIFFER},?|\bagree that) ", "", part, flags=re.I)
    own = re.sub(
        r"^(?:the )?(?:terms|provisions|text|words|terms and conditions) (?:of|in) (?=the |this )",
        "",
        part.strip(),
        flags=re.I,
    )
    plain = re.sub(r"^(?:the|this|these|our|any|its|an?) (?=\w)|[\"']", "", own.lower()).strip()
    return "" if _OWN_BODY.fullmatch(own) else plain
