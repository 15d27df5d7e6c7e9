"""Every amount of money in a passage and the one role it plays, so that no two families read it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.agreements.passages import Passage
from service.agreements.patterns.counted_things import PREPAID
from service.agreements.patterns.sums_to_approve import JUST_OVER, NOT_TO_EXCEED, measures_a_signature, needs_approval
from service.agreements.patterns.whens import whens_of
from service.agreements.patterns.words import DEAL, US, any_of
from service.agreements.quantities import NUMBER_WORDS, Found, money

Role = Literal[
    "approval", "not_to_exceed", "cap", "fee", "rate", "value", "escalator", "termination", "minimum", "aside"
]


@dataclass(frozen=True)
class Amount:
    """`before` and `after` are the words between it and its neighbours, lower case; `who` the row's or line's own name."""

    value: Decimal
    start: int
    end: int
    before: str
    after: str
    role: Role
    who: str = ""


_JUST_UNDER = re.compile(
    r"\b(?:at or (?:below|under)|below|under|less than|(?:beyond|above|over|on top of|besides) (?:the|that|your|our|this)) ?$"
)
"""A sum beside such a word is a measure, and no price."""
_OF_SUCH_PRICE = re.compile(
    r"\b(?:list|unit|retail|shelf) price (?:of|from|between) (?:\$ ?[\d,.]*\d (?:to|and|through) )?$"
)
"""What a thing costs that is told by its price: "parts with a list price of $30 to $80"."""
_MENTIONED_BESIDE = re.compile(r"\b(?:beyond|above|over|on top of|besides) (?:the|that|your|our|this) ?$")
_TOWARD = re.compile(
    r"\btowards? [\w' -]{3,40}? (?:we|i|the plan|it|this plan|the club) (?:pays?|gives?|puts?|allows?) ?$"
)
_ADDED = re.compile(
    r"^,? (?:more|extra|on top|in addition|additional(?:ly)?|over and above)\b(?! (?:than|for each|for every))"
)
_ADDS = re.compile(r"\b(?:adds?|added|adding|surcharge of) ?$")
_TAKEN_OFF = re.compile(r"^ (?:less|off|cheaper|lower|back|discount|credit)\b(?! (?:list|each|every))")
_FLAT = re.compile(r"\bflat ?$|\bflat (?:rate|fee|price|charge) of ?$")
_FOR_THIS = re.compile(
    r"^ for (?:it|them|this|that|our|each|every|any|an? (?!year|season|month|quarter|term|contract|full|whole))\b"
)
_CARRIED = re.compile(
    r"\b(?:cover(?:age|ed|s)?|benefit|plan|(?:we|contractor|company|provider)(?:'ll| will| shall)? (?:pay|cover|bear|carry)s?|(?:contractor|company|provider)'s (?:obligation|cost|maximum|total)|cost to (?:us|(?:the )?(?:contractor|company|provider))|(?:our|'s) (?:total |aggregate |maximum )?(?:liability|obligation|cost|outlay) for (?:all |any |covered )?(?:repairs?|parts|breakdowns?|claims)|aggregate|claims?|toward|parts and labou?r|per (?:agreement|contract|calendar|plan|membership|coverage|12|twelve)[- ])\b"
)
_MOST = re.compile(
    r"\b" + any_of(
        rf"(?<!goes )(?<!go )(?<!going )(?<!moves )(?<!adding )(?<!adds )(?<!add )(?<!coming )(?<!comes )up to(?! (?:(?:{NUMBER_WORDS})|\d[\d,.]*) (?!dollars|\(\$)[a-z])", r"(?:yes|included|covered|(?:with)?in the (?:plan|fee|price)),? (?:to|until|till)", r"(?:ends?|stops?) (?:when|once)\b[^.;$]{0,40}(?:comes?|amounts?|adds? up|reach\w*)(?: to)?", r"maximum", r"max\.?", r"limited to", r"limit(?: of| is| to)?", r"no more than", r"not more than", r"(?:not|never|n't) (?:pay|spend|cover|carry|bear) (?:\w+ )?(?:more than|over|above|in excess of|beyond)", r"cap(?:ped)?(?: at| of| is)?", r"shall not exceed", r"will not exceed", r"not to exceed", r"until (?:we|i|the plan|it|our share)(?: have| has|'ve|'s)? (?:spent|paid|carried|used|put in|reached|reaches)", r"until (?:together )?(?:their|its|the|they|it|that|those|our)\b[^.;$]{0,50}(?:amounts?|comes?|adds?|reach\w*|totals?|sum\w*)(?: up)?(?: to)?", r"allowance of", r"credit of", r"ceiling(?: of| is)?", r"(?:the )?most (?:we|contractor|company|provider|the plan|it|this)(?:'ll| will| shall)?[^.;$]{0,50}",
    ) + r"\b[^.;$]{0,45}$",
)  # fmt: skip
_LIMIT_AFTER = re.compile(
    r" ?(?:at (?:the )?most\b|at the outside|tops\b|maximum|limit|cap\b|max\b|allowance|credit|ceiling)"
)
_LIMIT_NAME = re.compile(
    r"\b(?:limit|cap|maximum|max|allowance|ceiling|most (?:we|i|the plan|it)(?:'ll| will)? (?:pay|cover|carry|spend)s?|(?:we|i|plan|it|cover)(?:'ll| will)? (?:pay|cover|carry|spend)s?(?: up to| at (?:the )?most))\b"
)
_LIMITS_HEAD = re.compile(r"\b(?:limits|limited to|maximums|most (?:we|the plan) (?:will )?pays?)\b")
"""A heading under which each line's figure is the most that is carried of what it names."""
_FEE = re.compile(
    r"\b" + any_of(
        r"service[- ]call", r"service fee", r"door fee", r"(?:when|each time|every time) (?:we|a tech\w*|somebody|someone) (?:comes?|arrives?|shows? up)", r"(?:to|at) (?:the|your) door", r"trip", r"deductible", r"trade[- ](?:service )?call", r"dispatch", r"diagnos\w*", r"co-?pay\w*", r"call[- ]?out", r"visit (?:fee|charge)", r"truck", r"fuel", r"travel", r"mobili[sz]ation", r"environmental", r"disposal", r"late (?:fee|charge)", r"fee per (?:visit|call)", r"service charge", r"haul[- ]?away",
        r"(?:evening|night|late|week-?end|saturday|sunday|holiday|after[- ]hours|emergency|overtime|rush|same[- ]day) (?:fee|charge|surcharge|supplement|extra)", r"show[- ]?up", r"inspection fee", r"enrollment", r"activation", r"set-?up fee", r"(?:call|visit|trip|house call) (?:fee|charge)", r"surcharge",
    ) + r"\b",
)  # fmt: skip
_ASIDE = re.compile(
    r"\b(?:late|nsf|returned|bounced|interest|finance charge|deposit|insurance|liabilit\w*|damages|bond|tax|coverage of not less|per occurrence and|attorney|gift|referral|reward|penalt\w*|limits? of not less|collection|owed on|difference|list price (?:under|over|above|below)|shall credit|will credit|we credit|credited|credits?(?= you| the| owner| customer))\b"
)  # fmt: skip
_ENDING = re.compile(
    r"\b(?:early[- ](?:termination|cancellation)|(?:termination|cancel\w*)[^.;]{0,30} (?:fee|charge|penalty)|cancel\w*|terminat\w*|on leaving)\b"
)
_GROWS = re.compile(r"\b(?:increas\w*|escalat\w*|go up|goes up|rise\w*|adjust\w*)\b[^.;]{0,60}$")
_UNIT = r"^(?:\)|,)? ?(?:/|per\b|an?\b|each\b|every\b|for each\b|for every\b) ?(?:additional |extra |man-?|labou?r |technician |billable |linear |lineal |square |cubic |sq\.? |\d+[ -]?(?:lbs?|pound|gal(?:lon)?|oz|kg|ft|in)\.?[ -])*"
HOURLY = re.compile(
    rf"{_UNIT}(?:[a-z]+[ -])?(?:hour|hr|h)\b|{_UNIT}(?:15|30)[ -]?min|^ ?hourly|^ ?ph\b|^ ?for the (?:first|next) (?:(?:half|quarter)[ -])?hour\b"
)
PART_HOUR = re.compile(
    r"^(?:\)|,)? ?(?:/|per|an?|each|every|for (?:each|every|the|an?))(?: (?:first|next|further|additional|extra))? ?(?:(?P<part>half|quarter)[ -]hour|(?P<minutes>15|30)[ -]?min)"
)
PER_UNIT = re.compile(
    rf"{_UNIT}(?P<unit>time|hour|hr|pound|lb|foot|ft|yard|gallon|unit|filter|fixture|drain|trap|station|tree|shrub|zone|head|mile|day|man-?day|bag|trip|application|treatment|window|outlet|square foot|sq|inch|system|room|bed|bath|door|tank|ton|piece|item|half-?hour|minute|visit|occurrence|call|cut|mowing|cleaning|spray|inspection|sweep|push|dwelling)s?\b"
    r"|^\)? ?(?:/ ?|per |an? |every |the (?=(?:case|box|bag|flue|yard|load|pair|dozen|job|piece|pane|foot|head|roll|gallon|set|stump|nest|can|jug|drum|pallet|hour)s?\b))(?P<noun>(?!month|mo\b|year|yr|annum|quarter|qtr|season|term|week|night|total|min|max|discount|credit|fee|charge|deductible|deposit|saving|the\b|our\b|your\b|any\b|member|customer|person|household|plan\b|contract|calendar|policy|club|service\b)[a-z]{3,})\b(?!-)(?! (?:fee|charge|rate|price|limit|year|month|season)s?\b)"
)
PER_PERIOD = re.compile(
    r"^(?:\)|,)? ?(?:\(?(?:plus|\+|excl\.?|excluding) (?:applicable )?(?:sales )?(?:tax\w*|hst|gst|pst|qst|vat)\)? ?)?(?:(?:due |billed |payable )?(?:on|by) the (?:\w+)(?: day)? of )?(?:/|per|a\b|each|every|for (?:the|each|one|every|a)|for)? ?(?:(?:full|contract|calendar|agreement|plan|club|membership|service|12-month|twelve-month|one-year|initial|heating|cooling|mowing|growing|swim|swimming|pool|snow|winter|summer) )*"
    r"(?P<per>month|mo\b|year|yr|annum|quarter|qtr|season|term|annual|annually|monthly|quarterly|yearly)"
)
_VALUE = re.compile(
    r"\b" + any_of(
        r"(?:contract|agreement) (?:price|amount|sum|value|total|cost|fee)", r"(?:annual|yearly|monthly|quarterly|seasonal|total|plan|membership|program|base|fixed|retainer|service agreement|maintenance|agreement|weekly|regular|flat|year's) (?:\w+ )?(?:price|cost|fee|charge|payment|rate|amount|total|dues|premium|investment|installments?|subscription)",
        r"(?:installments?|payments?) of", r"total\b", r"price", r"investment", r"premium", r"(?:monthly |quarterly |annual )?retainer", r"subscription", r"dues", r"sum of", r"costs? (?:you|is|just)", r"(?:it|this|that|plan|cover|agreement|membership|pass|program|service|package) costs", r"cost of", r"pays?", r"gives?", r"billed", r"amount due", r"for (?:just|only)", r"(?:plan|agreement|membership|program|service|contract) (?:is|costs?|runs?)",
    ) + r"\b",
)  # fmt: skip
_NOT_THE_WHOLE = re.compile(
    r"\b(?:extra|additional|overtime|after[- ]?hours|emergenc\w*|weekend|holiday|hourly|standard|member|labou?r|non-?member|each|repair|replace\w*|install\w*|filter|per)\b"
)
_RATES = re.compile(
    r"\b(?:rates?|price list|pricing|schedule of|charges|price sheet|fee schedule|menu|extra work|additional (?:work|services)|labou?r)\b"
)


def amounts(passage: Passage) -> list[Amount]:
    found = sorted([*money(passage.text), *_bare(passage)], key=lambda one: one.start)
    read: list[Amount] = []
    for i, one in enumerate(found):
        left = found[i - 1].end if i else 0
        right = found[i + 1].start if i + 1 < len(found) else len(passage.text)
        before, after = passage.low[left : one.start], passage.low[one.end : right]
        who = passage.item or passage.label
        role = _role(passage, before, after, who, i, one.start)
        if any(one.value == other.value for other in read) and _MENTIONED.search(before):
            role = "aside"
        if _NOTHING_OFF.search(before) or _REGULARLY.search(before) or _adds_to_price(passage, before):
            role = "aside"
        also = read[-1].role if read and (_ALSO.fullmatch(before) or at_another_time(before, after)) else role
        role = also if also == "cap" or (also == "fee" and role in ("aside", "rate")) else role
        if role == "aside" and read and read[-1].role == "rate" and _ANOTHER.fullmatch(before):
            role = "rate"
        read.append(Amount(one.value, one.start, one.end, before, after, role, who))
    return read


_THEN = re.compile(r"(?: (?:an?|per|(?:for )?(?:each|every)) [^.;:$]{3,40})?,(?: (?:or|and|but))? | (?:or|and|but) ")


def at_another_time(before: str, after: str) -> bool:
    """Does a sum say what the one before it comes to at another time: "$75 for each visit, $120 on Sundays"?"""
    return _THEN.fullmatch(before) is not None and whens_of(after) != ("regular",)


_BARE = re.compile(r"\b\d{1,3}(?:,\d{3})*\.\d\d\b|\b\d+\.\d\d\b")
_PRICE_COLUMN = re.compile(r"\b(?:price|rate|charge|cost|amount|fee)s?\b", re.I)
_LIMIT_SAID = re.compile(r"\b(?:nte|not[- ]to[- ]exceed|limit|above|over|up to):? ?$", re.I)


def _bare(passage: Passage) -> Iterator[Found[Decimal]]:
    """Amounts written without a sign where the column is one of prices or the word before says so: "640.00 EA", "NTE 1,500.00"."""
    for match in _BARE.finditer(passage.text):
        before = passage.text[: match.start()]
        if before.rstrip().endswith("$") or passage.text[match.end() :].lstrip().startswith("%"):
            continue
        if _PRICE_COLUMN.search(column(passage, match.start())) or _LIMIT_SAID.search(before):
            yield Found(Decimal(match.group().replace(",", "")), match.start(), match.end())


_ANOTHER = re.compile(r" ?(?:each|apiece)?[,;] (?:and )?(?:an?|the|one|each|every)? ?[a-z][\w'-]+(?: [\w'-]+){0,3} ")
"""The next of a list of prices: "cleaning a grill is $30, a mid-stay tidy $75"."""
_MENTIONED = re.compile(
    r"\b(?:above|over|exceeds?|exceeding|beyond|past|after|on|top of|within)(?: (?:our|the|that|your|those|monthly))* ?$"
)
_NOTHING_OFF = re.compile(
    r"\b(?:nothing|not|never)\b[^.;,]{0,25}\b(?:off|from|against|toward) (?:your|the|our) ?$|\bwhen the ?$|\b(?:in|inside|outside|with|part of|out of) (?:the|that|your) ?$"
)
_REGULARLY = re.compile(r"\((?:reg|regular(?:ly)?|normal(?:ly)?|usual(?:ly)?|retail|list|a|was)[.:,]? ?$")
_ALSO = re.compile(r" ?(?:/|an?|per|each|every) [\w ]{3,30},? (?:and|or|with|but no more than) ?|,? (?:and|or) ")


def _role(passage: Passage, before: str, after: str, who: str, nth: int, start: int) -> Role:
    near = f"{before[-90:]} # {after[:60]}"
    own = f"{who.lower()} {column(passage, start).lower()} {near}"
    if re.search(r"\bminimum\b[^.;$]{0,25}#|# ?(?:minimum|min\b)", near):
        return "minimum"
    if _taken_off(before, after, nth) or measures_a_signature(passage, before, start):
        return "aside"
    if needs_approval(passage, before, after) and not HOURLY.match(after):
        return (
            "not_to_exceed"
            if NOT_TO_EXCEED.search(passage.low) and not re.search(r"\bover|above|more than\b", before)
            else "approval"
        )
    if NOT_TO_EXCEED.search(f"{who.lower()} {before}"):
        return "cap" if _carried(passage, own) else "not_to_exceed"
    if _ENDING.search(before[-70:] + after[:40]) and re.search(r"\b(?:fee|charge|pay|penalty|owe)", near):
        return "termination"
    if _ASIDE.search(_late_hours(passage, f"{before[-60:]}# {after[:30]} {who.lower()}")):
        return "aside"
    if _is_limit(passage, before, after, who, start):
        return "cap"
    if JUST_OVER.search(before) or _JUST_UNDER.search(before) or _OF_SUCH_PRICE.search(passage.low[:start]):
        return "aside"
    if _GROWS.search(before) and not HOURLY.match(after):
        return "escalator" if re.search(r"\bby\b", before[-30:]) else "value"
    return _price_role(passage, before, after, own, nth)


_IN_PLACE = re.compile(r"\b(?:replaced|substituted) (?:by|with) (?:[a-z -]*\()?$")


def _taken_off(before: str, after: str, nth: int) -> bool:
    """Is it so much off a price, or mentioned beside another sum: "$20 less", "beyond the $52", "$90 is replaced by $95"?"""
    if _IN_PLACE.search(before):
        return True
    off = re.search(r"\boff (?:each|every|a|per|the) ?$", before) or _TAKEN_OFF.match(after)
    return bool(off or (nth and _MENTIONED_BESIDE.search(before)))


_CLOCK = re.compile(r"\d ?[ap]\.?m\b|\bo'clock|\bsundays?\b|\bsaturdays?\b|\bweekends?\b|\bevenings?\b|\bnights?\b")


def _late_hours(passage: Passage, near: str) -> str:
    """A late fee is asked for coming late where the sentence names the hours, else for paying late."""
    return re.sub(r"\blate (?=fee|charge|call)", "", near) if _CLOCK.search(passage.low) else near


_YOURS = re.compile(
    r"\b(?:you|customer|client|owner|member|homeowner)s? (?:pays?|bears?|covers?)\b|\byour (?:share|part|side)\b"
)


_YOURS_AFTER = re.compile(
    r"(?: [\w ]{0,30})? (?:is|are|stays?|comes?|falls?|remain(?:s|ing)?|goes) (?:yours|your|from you|(?:up)?on you|to you|to your (?:account|side)|for you to pay|the customer|the owner|the member)\b"
)


def _is_limit(passage: Passage, before: str, after: str, who: str, start: int) -> bool:
    if _TOWARD.search(before):
        return True
    if re.search(r"\bfirst ?$", before):
        near = f"{passage.low[max(0, start - 60) : start]}{column(passage, start).lower()} {_YOURS_AFTER.match(after) and 'you pay'}"
        return not _YOURS.search(near)
    if _MOST.search(before) and not HOURLY.match(after) and not re.search(r"(?:fee|charge|rate)\w* of up to", before):
        return True
    named = f"{who} {column(passage, start)}".lower() if passage.label or passage.cells else ""
    alone = bool(named) and re.fullmatch(r"[ |.:-]*", before.removeprefix(who.lower())) and not after.strip(" .|")
    headed = alone and _LIMITS_HEAD.search(passage.heading.split(" > ")[-1])
    return bool(_LIMIT_AFTER.match(after) or _LIMIT_NAME.search(named) or headed)


_PAID_ONCE = re.compile(
    r" ?,? ?(?:paid|payable|due) (?:once|in one|all at once|up front|in advance|at (?:the )?(?:start|signing|outset))\b"
)
_PAID = re.compile(r"(?:amount |price )?paid(?: in full)?", re.I)
_PERIOD_COLUMN = re.compile(
    r"(?:(?:price|cost|fee|dues),? )?(?:an?|per|each|every|/) ?(?:month|quarter|season|year)|(?:monthly|quarterly|seasonal|annual|yearly)(?: (?:price|cost|fee|dues|charge))?"
)
_TICK = re.compile(r"☒|☑|\[[xX]\]|✓|✔")


def _adds_to_price(passage: Passage, before: str) -> bool:
    """What a ticked extra adds to the plan's price: "☒ Humidifier + $39"."""
    return before.rstrip().endswith("+") and _TICK.search(passage.clause.text) is not None


def _ticked_price(passage: Passage, own: str) -> bool:
    """The price of the plan that is ticked in a table of plans, by the column's "A month"."""
    row = passage.clause.text[passage.start : passage.end]
    named = passage.cells and _PERIOD_COLUMN.fullmatch(passage.item.lower())
    return bool(named) or (
        bool(passage.cells and _TICK.search(row))
        and any(_PERIOD_COLUMN.fullmatch(cell.header.lower()) and cell.header.lower() in own for cell in passage.cells)
    )


def _price_role(passage: Passage, before: str, after: str, own: str, nth: int) -> Role:
    if _added_on(before, after):
        return "fee"
    near_after = re.split(r"[.;]|, and | but ", after)[0]
    tabled = bool(passage.cells or passage.label)
    named = own.split("#")[0]
    if HOURLY.match(after) or re.search(
        r"\b(?:hourly|labou?r) rate\b|\bper hour\b|\b(?:every|each) (?:\w+ )?hour\b|\b(?:my|our|the) (?:\w+ )?(?:hours?|time) at *$",
        named[-80:],
    ):
        return "rate"
    told = _FEE.search(before[-70:]) or _FEE.search(near_after[:55]) or (tabled and _FEE.search(named[:80]))
    charged = re.match(r" ?(?:[\w-]+ ){0,3}(?:charge|fee|surcharge)\b", after) and not _VALUE.search(after[:40])
    owed = _OWED_FOR_COMING.search(f"{before[-40:]}#{after[:24]}") and _MENDS.search(passage.clause.text)
    if told or charged or owed:
        return "fee"
    if (_LATER.search(before[-80:]) and not PER_PERIOD.match(after)) or _of_member(before, after):
        return "rate"
    if re.search(
        r"\b(?:monthly|quarterly|annually|yearly|(?:every|each|per) (?:month|quarter|year|season)):? ?$", before
    ) and (not named.strip() or _CHARGE.search(named)):
        return "value"
    by_period = PER_PERIOD.match(after) and not re.search(r"\bextra|additional|\w:? rent", before[-40:])
    paid = _PAID_ONCE.match(after) or _PAID.fullmatch(passage.label) or PREPAID.search(before)
    if by_period or paid or _ticked_price(passage, own):
        return "value"
    if _FLAT.search(before) or after.startswith(" flat") or _FOR_THIS.match(after):
        return "rate"
    if PER_UNIT.match(after):
        return "value" if _regular_visit(passage, before, after) else "rate"
    if (_of_a_whole(before[-70:], "" if nth else passage.label)) and not (
        re.search(r"\b(?:hour|rate of|each additional|extra)\b", before[-40:]) or _SET.match(after)
    ):
        return "value"
    priced = re.search(r"\b(?:flat|rate|charged?|costs?|runs?|at|is|are|for)\b", before[-40:]) or _SET.match(after)
    return "rate" if tabled or _RATES.search(passage.heading) or priced or _NAMED.search(before) else "aside"


_SET = re.compile(r",? (?:complete|installed|fitted|all[- ]in|supplied and fitted|turnkey)\b")
"""A price of a thing that is set in place."""
_NAMED = re.compile(
    r"(?:^|[;,.:] )(?:and )?(?!(?:and|or|but|then)\b)(?:(?!\b(?:is|are|was|we|you|i|it|pays?|owes?|saves?|charge|price|fees?|dues|costs?|payments?|paid|amount|premium|retainer"
    r"|totals?|balance|deposit|sum|value|worth|credit|plan|membership|package|agreement|contract|program|season|down)\b)[^$;:.,])*[a-z)]"
    r"(?<! of)(?<! to)(?<! for)(?<! by)(?<! with)(?<! from)(?<! than)(?<! over)(?<! under)(?<! above)(?<! below)(?<! about)(?<! plus)(?<! and)(?<! or)(?<! at)(?<! a)(?<! the)(?<! only),? ?$"
)
"""A name and its price, with no word between: "fryer boil-out, $85 each", "wasp nests $90"."""


def _of_a_whole(before: str, label: str) -> bool:
    """Is it what the agreement costs, by the words before it? A name between a lead ("Plan prices:") and a sum is the sum's own."""
    own = before.rsplit(": ", 1)[-1]
    named = ":" in before and re.search(r"[a-z]{3}", own) and not re.search(r"\b(?:pay|owe|cost)s?\b", own)
    return bool(_VALUE.search(own if named else f"{before} {label}"))


_THE_REST_OURS = re.compile(
    rf"\b(?:{US}|{DEAL}) (?:pays?|covers?|carr(?:y|ies)|bears?|owes?|picks? up|takes?) (?:all )?the (?:rest|remainder|balance)\b"
)


def _added_on(before: str, after: str) -> bool:
    """What comes on top of a price or off the top of a bill: "$40 more", "adds $25", "the first $60", "$50, we carry the rest"."""
    added = (_ADDED.match(after) or _ADDS.search(before) or _THE_REST_OURS.search(after)) and not HOURLY.match(after)
    return bool(added or re.search(r"\bfirst ?$", before))


def _of_member(before: str, after: str) -> bool:
    """A price that stands with one member of a list: "salt, filter cleaning ($95 each)", "pulling a toilet, $145;"."""
    return bool(_OF_MEMBER.search(f"{before}#{after}"))


_OF_MEMBER = re.compile(r"(?:[a-z] ?\(|; [a-z][^,;:]{4,60}, ?)#(?:(?: each| apiece)?\)|;)")
_OWED_FOR_COMING = re.compile(
    r"\b(?:you|customer|member|owner|homeowner|subscriber)s?(?:'ll| will| shall| must)? (?:pays?|owes?)(?: us| only| just| a flat)? ?#"
    r" ?(?:per|for each|each|every|a|for every) (?:\w+ )?(?:visit|call|repair|claim|request)\b"
)
_MENDS = re.compile(r"\b(?:repairs?|breaks?|breakdowns?|stops working|fails?|claims?)\b", re.I)
_LATER = re.compile(
    r"\b(?:later|further|subsequent|beyond|thereafter|in excess|(?:over|above|past|after|on top of) (?:that|those|these|this|it)|any more|more than that|additional|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th)) (?:and|or|on))\b"
)
_CHARGE = re.compile(r"\b(?:charge|price|fee|dues|costs?|payment|amount|premium|rate|retainer|billing)\b")


_VISITS = rf"{_UNIT}(?:visit|cut|cleaning|mow\w*|spray|inspection|treatment|application|service|sweep|call|push|trip|occurrence)"


def _regular_visit(passage: Passage, before: str, after: str) -> bool:
    """ "$45 per visit" for the service itself is the agreement's price, for anything extra a rate."""
    if not re.match(_VISITS, after) or _LATER.search(before[-80:]):
        return False
    if re.search(r"\b(?:price|cost|fee|you pay)\b", passage.heading.split(" > ")[-1]) and not _NOT_THE_WHOLE.search(
        before[-60:]
    ):
        return True
    ours = re.search(r"\b(?:we|i|our|team|crew|contractor|company)\b", passage.low) and re.search(r"\bfor ?$", before)
    if (
        ours
        and re.match(r" ?(?:per|each|a|every) (?:visit|cut|cleaning|mow|spray|inspection)", after)
        and not _NOT_THE_WHOLE.search(before[-60:])
    ):
        return True
    regular = re.search(r"\b(?:regular|weekly|mowing|service|price|cost|plan|agreement|visit)\b", before[-60:])
    return bool(
        regular
        and re.search(r"visit|cut|mow", after[:20])
        and not _NOT_THE_WHOLE.search(before[-60:])
        and not _RATES.search(passage.heading)
    )


def _carried(passage: Passage, own: str) -> bool:
    if re.search(r"\bwithout\b", passage.low):
        return False
    return bool(_CARRIED.search(passage.low) or re.search(r"per (?:year|term|annum)|annual|aggregate", own))


def column(passage: Passage, offset: int) -> str:
    """The header of the cell that holds an offset, or ""."""
    return next((cell.header for cell in passage.cells if cell.start <= offset < max(cell.end, cell.start + 1)), "")
