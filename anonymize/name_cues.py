"""Whether an ordinary word ("Price", "Hill", "May", "Bill") is its bearer's name where it stands.

A contract says such words in capitals as well, so the words beside one must tell that somebody is meant: somebody is told,
asked and thanked, says, signs and pays, has a wife and a dog.
"""

from __future__ import annotations

import re

from anonymize.vocabulary import word_set

_VIEW = 48  # characters looked at on either side
_CALENDAR = word_set(
    "january february march april may mays june july august september october november december jan feb mar apr jun jul aug "
    "monday tuesday wednesday thursday friday saturday sunday spring summer summers autumn fall winter winters day days weeks"
)


def _before(*sayings: str, apart: str = r"\s") -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(\"“])(?:{'|'.join(sayings)}){apart}$", re.IGNORECASE)


def _after(*sayings: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sayings)})", re.IGNORECASE)


_TOLD = _before(
    r"ask(?:ed|ing)? (?:for|4)|(?:this|it) is|hi(?: there)?|hey|hello|dear|thx|thanks|thank you|nickname|name(?:d| is)|goes by",
    r"told|tell|call(?:ed|ing)?|text(?:ed)?|e-?mail(?:ed)?|met|owes?|owed|gave|remind(?:ed)?|waiting (?:on|for)|contact|help(?:ed)?",
    r"(?:cust(?:omer)?|client|owner|tenant|homeowner|landlord)(?: is)?|attn|attention|c/o|please have|pls have|vm for",
    r"(?:spoke|speak|talk(?:ed)?|check(?:ed)?|confirm(?:ed)?|meet|met|follow(?:ed)? up|key is|left|left it|works?) (?:w/|with)",
    r"(?:signed|initialed|approved|authori[sz]ed|ok'd|okayed|paid|requested|reported|confirmed|cancell?ed) by",
    r"(?:spoke|talk(?:ed)?|sent|gave it|invoiced?|bill(?:ed)?|quoted?|quote sent|sold|belongs|explained|addressed) to",
    apart=r"[\s:,.-]{1,3}",
)
_GIVEN_TO = _before("sent|gave|told|talked|walked|showed|offered|left|emailed|texted|handed")
_SOMETHING = _after(r"\s+(?:the|a|an|her|his|our|my|through|over|some|copies)\b")
_PERSONAL = (
    "wife|husband|spouse|dogs?|cats?|kids?|son|daughter|mom|mother|dad|father|home|house|place|gate|yard|driveway|car|truck|"
    "neighbou?r|tenant|e-?mail|phone|number|cell|office|account|furnace|boiler"
)
_SAYS = _after(
    r"\s+(?:just\s+|also\s+)?(?:called|calls|says?|said|told|texted|e-?mailed|signed|asked|asks|okd|ok'd|oked|okayed|declined|"
    r"agreed|wants|prefers|paid|owes|thinks|insists|complained|cancell?ed|renewed|goes|hung|replied|wrote|knows|likes|hates|left|"
    r"got|gets|came|comes|went|moved|lives|works|refused|mentioned|ok w/|here\b)",
    r"\s+(?:will|to|wo?n'?t)\s+(?:call|pay|sign|send|be\s+(?:home|out|away|there|here|back|present)|provide|confirm|decide|let\s)",
    r"\s+(?:is|was|isn't|wasn't)\s+(?:not\s+)?(?:home|out\s|away|upset|mad|happy|unhappy|asking|moving|selling|elderly|deaf|"
    r"willing|concerned|worried|retired|sick)",
    r"\s+not\s+home|,\s+(?:can|could|would|will|did)\s+you\b|:\s+(?:call|text|knock)\b",
    r"\s+has\s+a\s+(?:new\s+(?:number|phone|cell|e-?mail|address|card|tenant)|dog|baby)",
    r"\s*(?:and|&|\+)\s+(?:her|his|their|wife|husband|spouse|family|kids|son|daughter|partner|the\s+neighbou?r|neighbou?r)\b",
    rf"['’]s?\s+(?:{_PERSONAL})\b|['’]s?\s*[,.;]",
    r"s?\s+(?:family|household|residence|account|people|folks)\b|\s+are\s+(?:away|out\s|gone|home|on\s+vacation|moving)\b",
)
# What the trade sells, looks after or charges: "Spoke with Pool tech", "Thanks, Summer season is over".
_GOES_ON = _after(
    r"[\s-]+(?:company|compan|co\b|list|tech|guy|crew|team|heater|pump|service|maintenance|visit|tune|plan|season|clean|open|clos|"
    r"start|shut|fall|winter|spring|summer|autumn|special|increase|adjust|index|schedule|removal|equipment|inspection|check\b|"
    r"treatment|program|rate|match|quote|sheet|book|break|changes?\b|per\b|each\b|hours|months?\b)"
)
_BY = _before(
    "(?:signed|initial(?:l?ed|s)|approved|authori[sz]ed|ok'd|okayed|accepted|received)(?: by)?", apart=r"[\s:]{1,3}"
)
_SIGNED = _after(r"\.?\s+(?:signed|initial(?:l?ed|s)|approved|ok'd|okayed)\b")
_SIGNED_OFF = _before(r"(?:thanks|thank you|thx|regards|sincerely|cheers|best|yours)[!.,\s]*")
_ALONE = re.compile(r"\s*(?:$|\n|[,.]\s*(?:$|\n))")
_AT_HOUR = _before(r"\d{1,2}(?::\d\d)?\s?[ap]m?")
_NUMBER_BEFORE = re.compile(r"\d{3}[\s.-]?\d{4}[\s,:–-]{1,3}$")
_NUMBER_AFTER = re.compile(r"[\s,:–-]{1,3}\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]?\d{4}")
_DATE_AFTER = re.compile(r"[\s,]{1,2}\d")
_BEGINS = re.compile(r"(?:^|[\n.!?:;•(\"“])\s*$")
_FOR_SOMEBODY = _before("w/|with|to|for|from|by|told|not|is")
_ENDS = re.compile(r"\s*(?:[,.;)]|$|\n)|\s+(?:\d|at|re|on|about|first|again|before|after)\b")


def is_of_the_calendar(surface: str) -> bool:
    return surface.lower() in _CALENDAR


def is_somebody(text: str, start: int, end: int) -> bool:
    """Whether the words around the capitalised characters [start, end) say that a person or a household is meant."""
    before, after = text[max(0, start - _VIEW) : start], text[end : end + _VIEW]
    beside_number = bool(_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after))
    is_date = is_of_the_calendar(text[start:end]) and _DATE_AFTER.match(after) is not None
    if not text[start].isupper() or _GOES_ON.match(after) or (is_date and not beside_number):
        return False
    if _TOLD.search(before) or _SAYS.match(after) or (_GIVEN_TO.search(before) and _SOMETHING.match(after)):
        return True
    signs_off = _ALONE.match(after) is not None and _SIGNED_OFF.search(before) is not None
    return beside_number or signs_off or _AT_HOUR.search(before) is not None


def goes_on_to_trade(text: str, end: int) -> bool:
    """ "Spoke with Pool" … "tech" """
    return _GOES_ON.match(text[end : end + _VIEW]) is not None


def is_signed(text: str, start: int, end: int) -> bool:
    """Whether "A.M." has put a name to something, and is no morning."""
    return bool(_BY.search(text[max(0, start - _VIEW) : start]) or _SIGNED.match(text[end : end + _VIEW]))


def is_named(text: str, start: int, end: int) -> bool:
    """Whether a capital within a sentence is a name's: no day or season, and behind a word that takes a person."""
    surface, before = text[start:end], text[max(0, start - _VIEW) : start]
    if not surface[0].isupper() or surface.isupper() or is_of_the_calendar(surface) or _BEGINS.search(before):
        return False
    return _FOR_SOMEBODY.search(before) is not None and _ENDS.match(text[end : end + _VIEW]) is not None
