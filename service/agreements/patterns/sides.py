"""Whose side a heading puts things on: a small grammar of who (we, you, the deal), what verb, and whether it is denied.

The nouns stay open: "Our side of the bargain", "What your $29 buys", "Out of the circle" are read by their frame alone.
"""

from __future__ import annotations

import re
from typing import Literal

from service.agreements.patterns.words import any_of

Side = Literal["included", "excluded", "neither"]

_WE = r"(?:we|i|contractor|company|provider|vendor|(?:the|our|your) (?:contractor|company|provider|vendor|crew|team|technicians?|office|pros?))"
_YOU = r"(?:you|customers?|clients?|owners?|members?|homeowners?|tenants?|(?:the|our|each|every|any) (?:customer|client|owner|member|homeowner|tenant|association|holder))"
_DEAL = r"(?:(?:(?:the|this|your|our|every|each|any|that) (?:[\w$.,/]+ ){0,2}?)?(?:plan|fee|price|dues|retainer|membership|club|package|deal|bargain|agreement|contract|order|subscription|pledge|promise|coverage|cover|policy|program|programme|service|arrangement|flat rate|monthly|annual|payment|money|charge|pass|card)s?|\$[\d.,]*\d(?: (?:an?|per|each|every) (?:month|year|quarter|season))?)"
_NOT = r"(?:not|never|n't|no|nothing|without|cannot)"
_WILL = r"(?: (?:will|shall|do|does|can|must|would|always|also|both|only|still|get to|have to|has to|need to|agree to|agrees to|promise to))*"
_DENIED = rf"(?:{_WILL} (?:not|never)|{_WILL}n't|(?:wo|ca|do|does|would)n't| cannot|'ll not)"
_BEARS = r"(?:pays?|bears?|foots?|funds?|owes?|meets? the cost|settles?)"
_GIVES = r"(?:buys?|pays? for|covers?|includes?|gets? (?:you|me|them)|brings?|gives?|provides?|carr(?:y|ies)|takes? care of|do(?:es)? for|comes? with|entitles?|secures?|funds?)"
_WORKS = r"(?:fix|repair|handle|carry|cover|bear|pay|look after|take care|take on|do|treat|maintain|mend|service|provide|supply|include|stand|absorb|give|replace|keep|clean|perform|promise to (?!answer|call|be)|swallow|throw in)"
_STAKE = r"(?:part|side|job|business|problem|concern|affair|duty|duties|turn|share|account|expense|cost|dime|tab|treat|look-?out|responsibilit(?:y|ies)|obligations?|risk|bill)"

_NEITHER = (
    rf"\b(?:what|things?) {_YOU}{_WILL} (?:need to|have to|must|should|ought to|can|agree)(?: \w+)*? (?:do|know|bring|keep|tell)\b",
    r"\b(?:money|half|third|price|percent|per cent|%) (?:price )?(?:off|below)\b|\b(?:service|coverage|serving) areas?\b|\bpromise to (?:answer|call|be)\b",
    r"\b(?:if|when)\b[^?]{0,40}\b(?:repair|fix|work)\b[^?]{0,25}\b(?:not hold|n't hold|fails?|again|comes? back)\b",
    rf"\bwill {_WE} (?:ask|tell|call|let|warn|need|notify|charge)\b|\bmay {_YOU} call\b",
)
_WITH_YOU = (
    rf"\b{_YOU}{_WILL} (?:\w+ )?{_BEARS}(?: for)?\b(?! (?:nothing|no |less|only|per|by|each|us|when|monthly|the (?:fee|dues)))",
    rf"\b{_YOU}{_DENIED} (?:get|receive|enjoy)\b(?! (?:an? |any )?(?:bill|invoice|charge|surprise))",
    rf"\b{_BEARS} for (?:it |them )?{_YOU}\b|\bpaid (?:for )?by {_YOU}\b|\b(?:is|are|stays?|remains?|left|^)\s*(?:on|with|to|up to|down to|for) {_YOU}\b(?!r)",
    rf"\b(?:your|(?:customer|owner|client|member|homeowner|tenant|association)(?:'s|s'))(?: (?:own|sole|side))? {_STAKE}\b|\byours\b(?! (?:with|for the|under|free|as part))",
    rf"\b(?:{_YOU}{_WILL}|leave|leaves|left|leaving)(?: \w+)? (?:take care of|looks? after|handles?|sees? to|keeps? up|suppl(?:y|ies)|provides?)\b",
    rf"\b{_NOT}(?: \w+)? (?:our|for us|with us|on us|ours)\b|n't (?:our|for us|on us|ours)\b",
    rf"\bout of (?:the|this|your own|your) (?!fee\b|price\b|dues\b|box|blue|way|ordinary|house|home|water|ground|season|warranty period)\w+|\b(?:outside|beyond|off|apart from) (?:{_DEAL}|(?:the|this|our) (?:schedule|list|scope))\b|\b{_DEAL} (?:stops?|ends?) (?:here|short)|\b(?:stays?|remains?|is|are|falls?|lies?|left|kept|leaves?) (?:outside|out)$|\boutside of it\b",
    rf"(?:\b{_NOT}|n't) (?:with)?in(?:side)? (?:it|{_DEAL})\b|(?:\b{_NOT}|n't) (?:a )?part of\b",
    rf"\b(?:{_WE}|{_DEAL}(?: \w)?){_DENIED}(?: \w+)? (?:{_WORKS}|{_GIVES}|touch|help|reach|extend|move|work)",
    r"\b(?:costs?|priced|charged|billed|invoiced|sold|quoted|runs?|comes?|pays?) (?:\w+ )?(?:extra|more|on top|apart|separately|besides|at list)\b|\b(?:separately|individually|additionally) (?:quoted|billed|priced|charged|sold)\b",
    rf"\b{_WE}{_WILL} (?:bill|charge|invoice|price|quote)(?: \w+)?(?: for| at| extra|$)|\bwhat (?:is|gets|we) (?:bill(?:ed)?|charged?|invoiced?)\b|\b(?:bought|ordered|buy|order|hired?) (?:\w+ )?(?:separately|apart|elsewhere)\b|\b(?:someone|somebody) else\b|\b{_WE}{_WILL} leave\b|\b(?:for|to|by|with) others\b|\boff[- ]limits\b|\bno-?go\b|\bgaps? in\b|\bwhat (?:nobody|no one)\b|\bpaid (?:extras|options|add-?ons)\b|\b{_YOU} (?:are|is) (?:\w+ )?(?:responsible|billed|charged|invoiced)\b|^out$|(?:^|, )never$|^not (?:us|me)$|^nope$|\b{_WE}{_WILL} leave (?:alone|out|to)\b|^(?:\d+ )?not [\w-]+'s$|^not (?:for|in|on|with|promised|part|taken|looked|kept|offered|yet|of)\b|^(?:full|list|regular|usual|normal) price$|^by (?:separate|special) (?:arrangement|agreement|quote|order)$|^(?:work|items|jobs|things) (?:at|billed at|charged at) (?:list|extra|additional|our|time)",
)
_WITH_US = (
    rf"\b{_YOU}(?:{_DENIED}) (?:\w+ )?(?:pay|owe|bear)|\bnothing to pay\b|\b(?:no|without) (?:extra |further |additional )?(?:charge|bill|cost)s?\b",
    rf"\bon (?:us|me|the house)\b|\bout of our (?:own )?(?:pocket|purse)\b|\balready (?:paid|in|part)\b|\b(?:promised|guaranteed|prepaid) (?:work|visits?|tasks?|services?)\b|\bour (?:commitments?|undertakings?|promises?)$|\bour{_WILL} {_STAKE}\b|\b(?:contractor|company|provider|vendor)(?:'s|s') {_STAKE}\b|\b{_STAKE} of (?:the )?(?:contractor|company|provider|vendor)\b|\bours\b",
    rf"\b(?:for|in exchange for|in return for|against|out of|under) {_DEAL}(?: of \S+)?,? (?:{_WE}|{_YOU}){_WILL}\b|\b{_WE}(?:'ll|{_WILL}) {_WORKS}(?!n't\b| not\b| never\b)|\b(?:in return|in exchange|each|every|at|during|on|in|once|twice)\b(?: \S+){{0,5}}?,? {_WE}(?:'ll|{_WILL})$|\bwhat (?:{_WE}|{_DEAL})(?:'ll|{_WILL}) (?:does|do)\b",
    rf"\bwhat (?:does |do |will )?{_DEAL}(?: of \$\S+)?{_WILL} {_GIVES}$|^(?:[\w-]+ )?{_DEAL}(?: of \$\S+)?(?: (?:monthly|yearly|annually))? (?:buys?|pays? for|gets? (?:you|me|them)|brings?|gives?)$|^(?:the |your )?(?:[\w-]+ ){{1,3}}(?:gives?|gets?|buys?|brings?) (?:you|me)$|^(?:{_WE}|they|he|she) do$|^which (?:bugs|pests|insects)(?: (?:are|do) [\w ]+)?$|\b(?:package|plan|service|program(?:me)?|visit|care) (?:means|consists of|comprises|takes in)$|^in$|^(?:in return |in exchange )?for (?:that|this|it)(?: (?:money|fee|price|sum))?$",
    rf"^(?:whereas\b[^,]*, )?(?!{_YOU}\b|(?:the |our |each |any )?(?:buyer|board|society|parish|association|corporation|tenant|resident|person|organization)\b)[\w&'.<>-]+(?: [\w&'.<>-]+){{0,4}} (?:will|shall|agrees to|undertakes to)$",
    r"^(?:the )?(?:contractor|company|provider|vendor)(?: (?:shall|will|agrees to))\b",
    rf"\b(?:comes?|belongs? to|standard|included|yours|free|goes|given) (?:along )?(?:with |in |under |as part of |for |(?<=to ))(?:it|{_DEAL})\b",
    rf"^(?:what(?:'s| is| are|ever is)? |all |work |everything |items? |things? |services? )?(?:a )?(?:with)?(?:in(?:side)?|part of) {_DEAL}$|^what(?:'s| is) in(?: it)?$|\b(?:perks|treats|goodies|freebies|giveaways|extras (?:on us|for members))\b",
    rf"\bwhat {_YOU}(?:'ll|{_WILL}) (?:get|gets|receive|receives|enjoy|enjoys)\b|\b{_YOU}(?:'ll|{_WILL}) (?:get|gets|receive|receives|enjoy|enjoys)\b",
)
_FRAMES: tuple[tuple[re.Pattern[str], Side], ...] = (
    (re.compile(any_of(*_NEITHER), re.I), "neither"),
    (re.compile(any_of(*_WITH_US[:1]), re.I), "included"),
    (re.compile(any_of(*_WITH_YOU), re.I), "excluded"),
    (re.compile(any_of(*_WITH_US[1:]), re.I), "included"),
)
_BY_CUSTOMER = re.compile(r"\b(?:i|me|my|mine)\b", re.I)
_OF_US = re.compile(
    rf"\b(wo|do|does|would|ca|will|can)(n't)? you (?=(?:not |ever )?(?:pay for|leave out|(?!pay\b){_WORKS})\b)", re.I
)
_TURNED = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "you": "we", "your": "our"}


def spoken(heading: str) -> str:
    """A heading in the contractor's voice: in "What do I get from you?" and "What will you not pay for?" the customer asks."""
    if not heading.rstrip().endswith("?"):
        return heading
    if not _BY_CUSTOMER.search(heading):
        return _OF_US.sub(r"we \1\2 ", heading)
    return re.sub(r"[A-Za-z]+", lambda word: _TURNED.get(word[0].lower(), word[0]), heading)


def of_sides(heading: str) -> Side | None:
    """The side a heading's frame tells; "neither" where the frame is of a duty or a condition; None without a frame."""
    words = heading.strip(" .:?")
    return next((side for frame, side in _FRAMES if frame.search(words)), None)
