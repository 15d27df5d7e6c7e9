"""Sums above which somebody has to agree first: in the amount's own sentence, the one after it, or the heading."""

from __future__ import annotations

import re

from service.agreements.passages import Passage
from service.agreements.patterns.words import any_of

APPROVED = re.compile(
    r"\b"
    + any_of(
        r"(?:pre-?)?approv\w*", r"authori[sz]\w*", r"consent\w*", r"permission", r"ok\b", r"okay\w*", r"o\.k\.", r"go-?ahead", r"sign(?:s|ed)?[- ]?off", r"green light", r"assent\w*", r"agree(?:d|s)? (?:to (?:it|that|this|them|the|a)|in writing|beforehand|in advance|first|before)", r"agreement (?:first|beforehand|in advance)",
        r"purchase orders?", r"p\.?o\.? (?:number|no\b|#)", r"po\b", r"written (?:ok|yes|estimate|quote|order|instruction|confirmation)", r"ask(?:s|ing|ed)? (?:you|first|the|before|him|her|them)", r"check(?:s|ing|ed)? (?:with|first|in with)", r"(?<!on )call(?:s|ing|ed)? (?:you |the (?:customer|owner|client|office|manager) |him |her |them )?(?:first|before|for)",
        r"call (?:you|the (?:customer|owner|client))", r"run (?:it|that|them|this|those|you|everything) (?:by|past)", r"(?:run|put|bring) [\w ]{0,20}(?:by|past|before|to) you", r"past you first", r"you first", r"talk to (?:you|the)", r"speak (?:to|with) (?:you|him|her|them|the)", r"contact(?:ing)? (?:you|the (?:customer|owner|client))", r"say-so", r"your say", r"quote first", r"(?:hear|heard|hearing) (?:back )?from (?:you|the)", r"get(?:s|ting)? a (?:yes|nod)", r"sa(?:ys?|id) yes", r"your yes", r"ring (?:you|the)", r"only (?:once|when|if|after) (?:you|he|she|they|the (?:customer|owner|client))", r"thumbs[- ]up", r"(?:'s|his|her|their|your|a) (?:own )?(?:word|nod|yes|blessing)\b", r"go-?ahead", r"word (?:from|of|on it)", r"text(?: message)? (?:from|beforehand|first)", r"e-?mail (?:from|beforehand|first)", r"purchase order", r"save (?:upon|with)", r"countersign", r"a yes from",
        r"phone (?:you|first)", r"text (?:you|first)", r"e-?mail (?:you|first)", r"let you know (?:first|before)", r"wait(?:s)? (?:for|until|till)", r"not (?:be )?(?:done |started |ordered |begun |made |installed |carried out )?(?:before|until|unless)", r"only after", r"go(?:es)? before", r"resolutions?", r"confirm(?:s|ed|ation)?", r"countersign\w*", r"in writing first",
    ),
    re.I,
)  # fmt: skip
_OVER = re.compile(
    r"(?:>|\b(?:over|above|pass(?:es|ing)?|tops?|climbs?|exceed\w*|more than|greater than|in excess of|beyond|past|north of|at or above|at least|costs?|costing|estimated at|comes? to|amounts? to|runs? to|reach\w*|totals?|totall?ing|of)\b)[^.;$]{0,40}$"
)
JUST_OVER = re.compile(r"(?:>|\b(?:over|above|exceed(?:s|ing)?|more than|greater than|in excess of|beyond|past)) ?$")
_SIGNED = re.compile(
    r"\bsign(?:s|ed|atures?)?\b|\baccept(?:s|ed|ance)\b|\bholds? (?:it |them |off |back )?until\b|\b(?:tele)?phones?\b|\bwe (?:do not|don't|won't) (?:ring|call|ask|phone|text)\b"
)
_MAY_SPEND = re.compile(
    r"\b(?:may|can|is allowed to|has authority to) (?:\w+ ){0,2}?(?:authori[sz]e|approve|ok|okay|agree to|sign for|order)(?: [\w ]{0,20})? ?(?:up to|as much as|at most) ?$"
)
"""Who may give the word up to a sum, whatever is above it needing another's."""
_OVER_AFTER = re.compile(r" ?(?:or (?:more|over|above|higher|greater)|and (?:up|over|above|higher)|\+)")
_UNDER = re.compile(
    r"\b(?:up to|under|below|less than|not exceeding|of|at or under|within|(?:no|not) more than|or less)\b[^.;$]{0,40}$"
)
_FREELY = re.compile(
    rf"\bwithout\b[^.;]{{0,60}}{APPROVED.pattern}|\bno (?:prior )?approv\w*|\bgo(?:es)? (?:right )?ahead\b|\bjust (?:do|take care of|handle|fix|get)|\bproceed\b",
    re.I,
)
_MAY_SIGN = re.compile(
    r"^\$? ?[\d,.]+,? [^.;$]{2,60}? (?:may|can) (?:sign|approve|authori[sz]e|ok|okay|say (?:yes|go)|agree)\b"
)
"""Who may give the word up to a sum: the gate stands in the sentence beside."""
NOT_TO_EXCEED = re.compile(
    r"\b(?:not[- ]to[- ]exceed|nte|(?:shall|will|may|must|can|do|does) not exceed|never exceed|won't (?:exceed|go over)|will not go over|spending limit|authorization limit|spend limit)\b"
)
_NOTHING_UNTIL = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|won't|don't)\b.{0,90}\b(?:until|unless|before|without|till)\b"
)


def measures_a_signature(passage: Passage, before: str, start: int) -> bool:
    """Up to the sum somebody else may sign; the gate stands in the sentence beside."""
    return bool(_UNDER.search(before) and _MAY_SIGN.search(passage.low[start:]))


def needs_approval(passage: Passage, before: str, after: str) -> bool:
    """A threshold with a gate: in the sentence, the one after it, or the heading."""
    gate = f"{passage.low} {passage.heading if passage.label or passage.cells else ''}"
    heading = re.search(r"\b(?:approv\w*|authori[sz]\w*|consent)\b", passage.heading.split(" > ")[-1])
    over, under = (
        bool(_OVER.search(before[-80:]) or _OVER_AFTER.match(after)),
        bool(_UNDER.search(before) or re.match(r" ?or (?:less|under)", after) or NOT_TO_EXCEED.search(before)),
    )
    if _MAY_SPEND.search(before):
        return True
    if under and (
        _FREELY.search(gate) or re.search(r"\bwe (?:do not|don't|won't|needn't) (?:ring|call|ask|phone|text)\b", after)
    ):
        return True
    if JUST_OVER.search(before) and _SIGNED.search(f"{gate} {passage.next_text.lower()}"):
        return True
    plainly_over = over and (
        not re.search(r"\bof\b[^.;$]{0,40}$", before[-80:]) or bool(re.search(r"\b(?:pass(?:es)?|exceeds?) $", before))
    )
    if over and (
        APPROVED.search(gate)
        or _NOTHING_UNTIL.search(passage.low)
        or (plainly_over and heading)
        or (APPROVED.search(passage.next_text) and (JUST_OVER.search(before) or _OVER_AFTER.match(after)))
    ):
        return not re.search(r"\b(?:fee|charge|deductible|trip|call-?out|surcharge)\b", before[-40:]) or plainly_over
    return bool(
        re.search(
            r"\b(?:approv\w*|authori[sz]\w*) (?:threshold|limit|level|required|needed)",
            f"{passage.label} {passage.heading} {before[-60:]}",
        )
    )
