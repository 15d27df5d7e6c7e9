"""Whether words speak of what an agreement carries or of what it leaves with the customer.

What is paid by nobody is carried, what is not carried or is paid by the customer is not: the negation and the verb
decide together, so wordings never seen before are read by the same few rules.
"""

from __future__ import annotations

import re
from typing import Literal

from service.agreements.passages import Passage
from service.agreements.patterns.sides import of_sides, spoken
from service.agreements.patterns.words import CARRY, LEFT_OUT, NOT, PAID_BY_US, PAY, US, WITH_YOU, YOU, any_of

Polarity = Literal["included", "excluded"]

_NOT_CARRIED = re.compile(
    rf"(?:\b{NOT}|(?<=\w)n't\b)(?: (?!but\b|only\b|pay\b|charg|bill|limited)(?:[\w'-]+|\d+(?:\.\d+)+)){{0,4}}? {CARRY}(?!\w)|\b{LEFT_OUT}\b|\bnot undertaken\b|\bwhat (?:is not|isn't|is n't|won't be|does not|doesn't)\?*$|\b{US} (?:do not|don't|won't|will not|cannot|can't)\b",
    re.I,
)
_WITH_YOU = re.compile(WITH_YOU, re.I)
_PAID_BY_US = re.compile(rf"\b{PAID_BY_US}", re.I)
_PAID_BY_YOU = re.compile(r"\b(?:at|is|are|as|be|we) (?:\w+ ){0,3}?(?:list|usual|normal|regular|standard|current|prevailing|full|retail|our|contractor's|provider's)(?: \w+){0,2} (?:prices?|rates?|charges?)\b|\b(?:billed|invoiced|charged|chargeable|billable|payable by)\b|\b(?:costs?|is|are|be|comes? at) (?:an? )?extra\b|\blist price|\bat (?:our |the |your )?(?:list|book|shelf|tag|catalog(?:ue)?|retail|sticker)\b|\bcharge for\b|\bseparate quote", re.I)  # fmt: skip
_CARRIED = re.compile(
    any_of(
        r"\bcover(?:ed|s|age)?\b",
        r"\binclu(?:ded|des|sions?|ding|sive)\b",
        r"\bscope\b",
        r"\bpart of (?:the|this|your|our) (?:plan|agreement|service|contract|price|fee|retainer|rental|package|deal)\b",
        r"\bpart of it\b",
        r"\bincl\b",
        r"\bin (?:the|your|this|our) (?:[\w-]+ )?(?:plan|price|fee|agreement|dues|monthly|annual|retainer|subscription|membership|package|deal|sum|rental|rent|season|total)\b",
        r"\bin (?:the|your|this|our|that) \$[\d,.]*\d",
        r"^(?:is|are|'s) in$",
        r"\bcomes? with (?:the|each|every|it|that|your)\b",
        r"\bprotected\b",
        r"\b(?:plan|agreement|coverage|cover|policy|membership|subscription|pass|program) (?:pays|buys|gives|brings)\b",
        r"\blook(?:ed|s)? after\b",
        r"\b(?:taken care of|takes? care of)\b",
        r"\b(?:we|contractor|provider|company) (?:will |shall |also )?(?:bears?|repairs?|pays?|covers?|fix|service|maintain|do|provide|treat|handle|replace|take on)\b",
        r"\b(?:is|are|be|gets?) (?:repaired|provided|performed|furnished|carried|borne|maintained|serviced|supplied|cleaned|inspected|tested|checked|washed|swept|mowed|shovell?ed|plowed|ploughed|ground|cleared|looked at|flushed|emptied|changed|swapped)\b(?! only\b)",
    ),
    re.I,
)
_CARRYING_TITLE = re.compile(
    any_of(
        r"\bwhat (?:do |does |will |is |are )?(?:you|we|your|our|members?|customers?|the plan|the fee|it|this)?(?:'ll)?\b.{0,25}\b(?:get|gets|do|does|repair|cover|receive|include|about|provide|look|for|treat|care|maintain|enjoy|in it|bear|buys?|gives?|brings?)",
        r"\bservices?\b",
        r"\b(?:preventi\w+|scheduled|routine|planned|regular) \w+",
        r"\bbenefits?\b",
        r"\btasks?\b",
        r"\bcheck-?list",
        r"\btune-?ups?\b",
        r"\bvisits?\b",
        r"\b(?:members?|customers?|holders?) (?:get|enjoy|receive)s?\b",
        r"\benjoy\b",
        r"\brepairs?\b",
        r"\bmaintenance\b",
        r"\b(?:your|the|this|our) (?:\w+ )?(?:plan|membership|program)\b",
        r"\b(?:contractor|company|provider|our|we)(?:'s)? (?:agrees to|will|shall|duties|responsibilit\w*|obligations|promise)",
        r"(?<!non-)\broutine\b",
        r"\bgiven\b",
        r"\bperks\b",
        r"\bwork to be\b",
        r"^(?:[\d.]+ )?the work$",
        r"\bat each\b",
    ),
    re.I,
)
_ASIDE = re.compile(
    any_of(
        r"\bliabilit", r"\bindemn", r"\binsurance", r"\bgoverning", r"\bjurisdiction", r"\bdisput", r"\barbitrat", r"\bconfidential", r"\bforce majeure", r"\bassign(?:ment)?\b", r"\bentire agreement", r"\bseverab", r"\bnotices?\b", r"\bpayment", r"\bbilling", r"\binvoic", r"\bpric(?:e|es|ing)\b",
        r"\bfees?\b", r"\brates?\b", r"\brenewal", r"\btermination", r"\bcancel", r"\bsign(?:ature|ed)", r"\bdefinitions?", r"\brecital", r"\bparties\b", r"\b(?:customer|client|owner|member)(?:'s)? (?:duties|obligations|agrees|will|shall)", r"\baccess\b", r"\bwarrant", r"\bapproval", r"\bauthori[sz]", r"\brespon(?:se|d)", r"\bterm\b", r"\bduration\b", r"\bcost\b", r"\blaw\b", r"\bhours\b", r"\bleaving\b", r"\bwaiting\b",
    ),
    re.I,
)  # fmt: skip
YES = re.compile(
    r"^(?:yes|y|✓|✔|☑|☒|●|x|incl(?:uded|\.)?|covered|full(?:y)?(?: coverage)?|no (?:extra )?charge|free|waived|parts (?:and|&|\+) labou?r|parts only|labou?r only|parts|labou?r|100 ?%|(?:with)?in(?:side)? (?:the )?(?:plan|program(?:me)?|package|deal|contract|base|(?:\w+ )?(?:fee|price|sum|dues|rent|payment|rate|retainer))|(?:monthly|annual|yearly|seasonal|base|contract) (?:fee|sum|dues)|\$0(?:\.00)?(?= |$)|we pay|on us)(?:\b|$|(?=\W))",
    re.I,
)
NO = re.compile(
    r"^(?:no(?=$|[ ]?[,;.:(/—-]| cover)(?!: ?\d)|n|✗|✘|not (?:covered|included|provided)|excluded|exclusion|billable|billed|extra|(?:customer|owner|member|client|homeowner|tenant)(?:'s)?(?: pays?| expense| cost| responsibility)?$|you pay|yours|n/?a|none|not|list(?: price)?|separate quote|quoted)(?:\b|$)",
    re.I,
)
BLANK = re.compile(r"^[\s—–.-]*$")


_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|neither|nor)|n't)(?: (?!only\b|but\b|charg|bill|pay\b|extra)[\w'-]+){0,3}?"
    r" (?:covered|included|carried|borne|provided|paid for|met|part|in|within|under)(?: (?:by|in|with|within|under|of|from))?"
    r"(?: (?:the|this|your|our|that|any|these|either|each|both))?(?: [\w-]+)?? ?\b(?:fee|charge|dues|price|plan|premium|subscription|payment|membership|rate)\b"
    r"|\bno part of (?:the|this|your|our|any|that|it)\b",
    re.I,
)
_UNPAID_BY_US = re.compile(r"\b(?:is|are|will be|shall be)(?: not|n't) paid\b(?! (?:by|for by) you)", re.I)
"""What is not covered by the plan or not in the price is left out, though "no … price" reads like a gift."""
_WE_DO_NOT_PAY = re.compile(
    rf"\b(?:plan|cover|coverage|agreement|policy|contract|warranty|membership|{US})(?: (?:does|do|will|shall) not|(?: do| does| wo)n't|n't) (?:pay|reimburse|bear)",
    re.I,
)


_NO_REDUCTION = re.compile(
    r"\bno (?:[\w-]+ )?(?:discount|reduction|(?:club|member|members|plan|special|reduced) (?:price|rate)s?)\b(?! limit)|\bnot (?:discounted|reduced)\b",
    re.I,
)
"""Nothing taken off is no gift."""
_BY_MAKER_ALONE = re.compile(
    r"\b(?:only|solely|exclusively) (?:by|under|through) (?:the |any |its |their )?(?:original )?(?:manufacturer|maker|factory)|\b(?:manufacturer|maker|factory)(?:'s)?(?: own)?(?: warranty| guarantee)? (?:only|alone)\b"
)
"""What only its maker stands behind is not carried here."""
_CLOSING = re.compile(
    r"(?:yours|sincerely|warmly|warm regards|(?:best|kind) (?:wishes|regards)|respectfully|truly)\b", re.I
)
_UNTIL_SUM = re.compile(
    r"(?<=\w),? until (?:together )?(?:their|its|the|they|it) (?:list )?(?:prices?|costs?|total|sum)\b.*$"
)
"""How far something is carried says nothing of whether: "are included until their list price amounts to $900"."""


def of_words(words: str) -> Polarity | None:
    """The polarity of a heading, an intro or a predicate; None where it has none or names both sides."""
    low = _UNTIL_SUM.sub("", words.lower())
    if _CLOSING.match(low):
        return None
    if (
        _WE_DO_NOT_PAY.search(low)
        or _NO_REDUCTION.search(low)
        or _DENIED.search(low)
        or _UNPAID_BY_US.search(low)
        or _BY_MAKER_ALONE.search(low)
    ):
        return "excluded"
    if _WITH_YOU.search(low):
        return None if _carried(_WITH_YOU.sub(" ", low)) and re.search(r"\band\b|&|/", low) else "excluded"
    free = _PAID_BY_US.search(low)
    refused = _NOT_CARRIED.search(_PAID_BY_US.sub(" ", low) if free else low)
    if refused:
        rest = _NOT_CARRIED.sub(" ", low)
        return (
            None
            if re.search(r"\b(?:and|or)\b|&|/", rest)
            and re.search(r"\bcover|\binclu", rest)
            and not re.search(r"\bnot\b|n't", rest)
            and len(low.split()) <= 6
            else "excluded"
        )
    if free:
        return "included"
    if _PAID_BY_YOU.search(low):
        return "excluded"
    return "included" if _carried(low) else None


def _carried(low: str) -> bool:
    return bool(_CARRIED.search(low))


_DOCUMENT = re.compile(
    r"\b(?:agreement|contract|plan|order|proposal|certificate|schedule|program|membership|club|card|terms|policy|cover|subscription|pass|statement of work)\b",
    re.I,
)


def titled(heading: str) -> bool:
    """Does a heading name the document itself ("Irrigation Service Agreement")?"""
    return bool(_DOCUMENT.search(heading))


def of_title(part: str) -> Polarity | None:
    """A heading's polarity: plain nouns like "Services" or "Spring visit" promise work too, a document's name does not."""
    part = spoken(_NUMBERED.sub("", part))
    if TO_TICK.match(part):
        return None
    if sided := of_sides(part):
        return None if sided == "neither" else sided
    said = of_words(part)
    if said is None and not _ASIDE.search(part) and not _DOCUMENT.search(part) and _CARRYING_TITLE.search(part):
        return "included"
    if said == "excluded" and _PRICES.search(part) and not re.search(r"\bnot\b|n't|exclu", part, re.I):
        return None
    return None if said == "included" and _DOCUMENT.search(part) and not _SAYS.search(part) else said


_NUMBERED = re.compile(r"^(?:schedule|exhibit|appendix|part) [\da-z]{1,3} ?[-:.] ?(?=\S)", re.I)
"""What numbers a part of the document names none of its work: "Schedule B - Routine"."""
TO_TICK = re.compile(
    r"(?:please )?(?:tick|check|mark|initial|choose|select|circle|cross)\b(?! ?-?(?:ups?|lists?)\b)", re.I
)
"""An order to choose tells nothing of the options below it, nor of what is said after them."""
_PRICES = re.compile(
    r"\b(?:rates?|prices?|pricing|fees|schedule of charges|what (?:does|do|will) (?:it|you|this))\b", re.I
)
_SAYS = re.compile(
    r"\b(?:(?:dues|fees?|memberships?|subscription|price|payments?|plan) (?:also )?(?:covers?|buys?|pays? for|includes?|gets? you)|covers|covered|includes|included|include|pays|in the|provides|looks after|within|means|we|you|carries|bears|given|gives)\b",
    re.I,
)


def of_heading(passage: Passage) -> Polarity | None:
    """The innermost heading that says; a heading about prices, notices and the like says neither."""
    for part in reversed(passage.heading.split(" > ")):
        if "|" in part:
            continue
        said = of_title(part)
        if said or _ASIDE.search(part):
            return said
    return None


def grants(passage: Passage) -> bool:
    """Whether the innermost heading that tells puts what stands under it on our side, by its frame."""
    told = (
        (of_sides(spoken(part)), of_title(part)) for part in reversed(passage.heading.split(" > ")) if "|" not in part
    )
    return next((sided == "included" for sided, said in told if sided or said), False)


def aside(passage: Passage) -> bool:
    """Stands under a heading that speaks of something else than the work."""
    innermost = [part for part in passage.heading.split(" > ") if "|" not in part][-1:]
    return bool(innermost) and bool(_ASIDE.search(innermost[0])) and of_heading(passage) is None


_BUT_TO_GAIN = (
    r"(?!(?: also| not)?(?: have to)? (?:pay|receive|get|bear|enjoy|be (?:billed|charged|entitled|responsible for)))"
)
_DUTY = re.compile(
    rf"^(?:{YOU}) (?:shall|must|agrees?|is responsible to|should)\b{_BUT_TO_GAIN}|\b(?:asks?|requires?|obliges?) (?:{YOU}) to\b",
    re.I,
)
_DOING = re.compile(rf"(?:{YOU}) (?:will|may|can|is reached)\b{_BUT_TO_GAIN}|please\b|call\b", re.I)


def duty(passage: Passage) -> bool:
    """Something the customer has to do is no promise of ours."""
    return _DUTY.search(passage.low) is not None


def left_to_customer(passage: Passage) -> bool:
    """What the customer has to do, will do or may do is no coverage."""
    return duty(passage) or _DOING.match(passage.low) is not None


def paying(words: str) -> bool:
    return bool(re.search(rf"\b{PAY}\b", words, re.I))
