"""Every amount of money in a passage and the one role it plays, so that no two families read it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.agreements.passages import Passage
from service.agreements.patterns.words import any_of
from service.agreements.quantities import Found, money

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


APPROVED = re.compile(
    r"\b"
    + any_of(
        r"(?:pre-?)?approv\w*", r"authori[sz]\w*", r"consent\w*", r"permission", r"ok\b", r"okay\w*", r"o\.k\.", r"go-?ahead", r"sign(?:s|ed)?[- ]?off", r"green light", r"assent\w*", r"agree(?:d|s)? (?:to (?:it|that|this|them|the|a)|in writing|beforehand|in advance|first|before)", r"agreement (?:first|beforehand|in advance)",
        r"purchase orders?", r"p\.?o\.? (?:number|no\b|#)", r"po\b", r"written (?:ok|yes|estimate|quote|order|instruction|confirmation)", r"ask(?:s|ing|ed)? (?:you|first|the|before|him|her|them)", r"check(?:s|ing|ed)? (?:with|first|in with)", r"call(?:s|ing|ed)? (?:you |the (?:customer|owner|client|office|manager) |him |her |them )?(?:first|before|for)",
        r"call (?:you|the (?:customer|owner|client))", r"run (?:it|that|them|this|those|you|everything) (?:by|past)", r"(?:run|put|bring) [\w ]{0,20}(?:by|past|before|to) you", r"past you first", r"you first", r"talk to (?:you|the)", r"speak (?:to|with) (?:you|the)", r"contact(?:ing)? (?:you|the (?:customer|owner|client))", r"say-so", r"your say", r"quote first", r"(?:hear|heard|hearing) (?:back )?from (?:you|the)", r"get(?:s|ting)? a (?:yes|nod)", r"sa(?:ys?|id) yes", r"your yes", r"ring (?:you|the)", r"only (?:once|when|if|after) (?:you|he|she|they|the (?:customer|owner|client))", r"thumbs[- ]up", r"(?:'s|his|her|their|your|a) (?:own )?(?:word|nod|yes|blessing)\b", r"go-?ahead", r"word (?:from|of|on it)", r"text(?: message)? (?:from|beforehand|first)", r"e-?mail (?:from|beforehand|first)", r"purchase order", r"save (?:upon|with)", r"countersign", r"a yes from",
        r"phone (?:you|first)", r"text (?:you|first)", r"e-?mail (?:you|first)", r"let you know (?:first|before)", r"wait(?:s)? (?:for|until|till)", r"not (?:be )?(?:done |started |ordered |begun |made |installed |carried out )?(?:before|until|unless)", r"only after", r"confirm(?:s|ed|ation)?", r"countersign\w*", r"in writing first",
    ),
    re.I,
)  # fmt: skip
_OVER = re.compile(
    r"\b(?:over|above|pass(?:es)?|tops?|climbs?|exceed\w*|more than|greater than|in excess of|beyond|past|north of|at or above|at least|costs?|costing|estimated at|comes? to|amounts? to|runs? to|reach\w*|totals?|totall?ing|of)\b[^.;$]{0,40}$"
)
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
_NOT_TO_EXCEED = re.compile(
    r"\b(?:not[- ]to[- ]exceed|nte|(?:shall|will|may|must|can|do|does) not exceed|never exceed|won't (?:exceed|go over)|will not go over|spending limit|authorization limit|spend limit)\b"
)
_CARRIED = re.compile(
    r"\b(?:cover(?:age|ed|s)?|benefit|plan|(?:we|contractor|company|provider)(?:'ll| will| shall)? (?:pay|cover|bear|carry)s?|(?:contractor|company|provider)'s (?:obligation|cost|maximum|total)|(?:our|'s) (?:total |aggregate |maximum )?(?:liability|obligation|cost|outlay) for (?:all |any |covered )?(?:repairs?|parts|breakdowns?|claims)|aggregate|claims?|toward|parts and labou?r|per (?:agreement|contract|calendar|plan|membership|coverage|12|twelve)[- ])\b"
)
_MOST = re.compile(
    r"\b" + any_of(
        r"(?<!goes )(?<!go )(?<!going )(?<!moves )up to", r"maximum", r"max\.?", r"limited to", r"limit(?: of| is| to)?", r"no more than", r"not more than", r"(?:not|never|n't) (?:pay|spend|cover|carry|bear) (?:\w+ )?(?:more than|over|above|in excess of|beyond)", r"cap(?:ped)?(?: at| of| is)?", r"shall not exceed", r"will not exceed", r"not to exceed", r"until (?:we|i|the plan|it|our share)(?: have| has|'ve|'s)? (?:spent|paid|carried|used|put in|reached|reaches)", r"until (?:their|its|the|they|it|that|those|our)\b[^.;$]{0,50}(?:amounts?|comes?|adds?|reach\w*|totals?|sum\w*)(?: up)?(?: to)?", r"allowance of", r"credit of", r"ceiling(?: of| is)?", r"(?:the )?most (?:we|contractor|company|provider|the plan|it|this)(?:'ll| will| shall)?[^.;$]{0,50}",
    ) + r"\b[^.;$]{0,45}$",
)  # fmt: skip
_LIMIT_AFTER = re.compile(
    r" ?(?:at (?:the )?most\b|at the outside|tops\b|maximum|limit|cap\b|max\b|allowance|credit|ceiling)"
)
_LIMIT_NAME = re.compile(r"\b(?:limit|cap|maximum|max|allowance|ceiling)\b")
_FEE = re.compile(
    r"\b" + any_of(
        r"service[- ]call", r"service fee", r"door fee", r"(?:when|each time|every time) (?:we|a tech\w*|somebody|someone) (?:comes?|arrives?|shows? up)", r"(?:to|at) (?:the|your) door", r"trip", r"deductible", r"trade[- ](?:service )?call", r"dispatch", r"diagnos\w*", r"co-?pay\w*", r"call[- ]?out", r"visit (?:fee|charge)", r"truck", r"fuel", r"travel", r"mobili[sz]ation", r"environmental", r"disposal", r"late (?:fee|charge)", r"fee per (?:visit|call)", r"service charge", r"haul[- ]?away",
        r"(?:evening|night|late|week-?end|saturday|sunday|holiday|after[- ]hours|emergency|overtime|rush|same[- ]day) (?:fee|charge|surcharge|supplement|extra)", r"show[- ]?up", r"inspection fee", r"enrollment", r"activation", r"set-?up fee", r"(?:call|visit|trip|house call) (?:fee|charge)", r"surcharge",
    ) + r"\b",
)  # fmt: skip
_ASIDE = re.compile(
    r"\b(?:late|nsf|returned|bounced|interest|finance charge|deposit|insurance|liabilit\w*|damages|bond|tax|coverage of not less|per occurrence and|attorney|gift|referral|reward|penalt\w*|limits? of not less|collection|owed on|difference|list price (?:under|over|above|below)|shall credit|will credit|we credit|credits?(?= you| the| owner| customer))\b"
)  # fmt: skip
_ENDING = re.compile(
    r"\b(?:early[- ](?:termination|cancellation)|(?:termination|cancel\w*)[^.;]{0,30} (?:fee|charge|penalty)|cancel\w*|terminat\w*|on leaving)\b"
)
_GROWS = re.compile(r"\b(?:increas\w*|escalat\w*|go up|goes up|rise\w*|adjust\w*)\b[^.;]{0,60}$")
_UNIT = r"^(?:\)|,)? ?(?:/|per\b|an?\b|each\b|every\b|for each\b|for every\b) ?(?:additional |extra |man-?|labou?r |technician |billable |half |quarter |linear |lineal |square |cubic |sq\.? )*"
HOURLY = re.compile(rf"{_UNIT}(?:hour|hr|h)\b|^ ?hourly|^ ?ph\b")
PER_UNIT = re.compile(
    rf"{_UNIT}(?P<unit>time|hour|hr|pound|lb|foot|ft|yard|gallon|unit|filter|fixture|drain|trap|station|tree|shrub|zone|head|mile|day|man-?day|bag|trip|application|treatment|window|outlet|square foot|sq|inch|system|room|bed|bath|door|tank|ton|piece|item|half-?hour|minute|visit|occurrence|call|cut|mowing|cleaning|spray|inspection|sweep|push|dwelling)s?\b"
)
PER_PERIOD = re.compile(
    r"^(?:\)|,)? ?(?:\(?plus (?:applicable )?tax\w*\)? ?)?(?:(?:due |billed |payable )?(?:on|by) the (?:\w+)(?: day)? of )?(?:/|per|a\b|each|every|for (?:the|each|one|every|a)|for)? ?(?:(?:full|contract|calendar|agreement|plan|club|membership|service|12-month|twelve-month|one-year|initial|heating|cooling|mowing|growing|swim|swimming|pool|snow|winter|summer) )*"
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
        also = read[-1].role if read and _ALSO.fullmatch(before) else role
        role = also if also == "cap" or (also == "fee" and role in ("aside", "rate")) else role
        read.append(Amount(one.value, one.start, one.end, before, after, role, who))
    return read


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


_MENTIONED = re.compile(
    r"\b(?:above|over|exceeds?|exceeding|beyond|past|after|on|top of|within)(?: (?:our|the|that|your|those|monthly))* ?$"
)
_NOTHING_OFF = re.compile(
    r"\b(?:nothing|not|never)\b[^.;,]{0,25}\b(?:off|from|against|toward) (?:your|the|our) ?$|\bwhen the ?$|\b(?:in|inside|outside|with|part of|out of) (?:the|that|your) ?$"
)
_REGULARLY = re.compile(r"\((?:reg|regular(?:ly)?|normal(?:ly)?|usual(?:ly)?|retail|list|a|was)[.:,]? ?$")
_ALSO = re.compile(r" ?(?:/|an?|per|each|every) [\w ]{3,30},? (?:and|or|with|but no more than) ?|,? (?:and|or) ")


def _role(passage: Passage, before: str, after: str, who: str, nth: int, start: int) -> Role:
    if re.search(r"\boff (?:each|every|a|per|the) ?$", before):
        return "aside"
    near = f"{before[-90:]} # {after[:60]}"
    own = f"{who.lower()} {column(passage, start).lower()} {near}"
    if re.search(r"\bminimum\b[^.;$]{0,25}#|# ?(?:minimum|min\b)", near):
        return "minimum"
    if _UNDER.search(before) and _MAY_SIGN.search(passage.low[start:]):
        return "aside"
    if _needs_approval(passage, before, after):
        return (
            "not_to_exceed"
            if _NOT_TO_EXCEED.search(passage.low) and not re.search(r"\bover|above|more than\b", before)
            else "approval"
        )
    if _NOT_TO_EXCEED.search(f"{who.lower()} {before}"):
        return "cap" if _carried(passage, own) else "not_to_exceed"
    if _ENDING.search(before[-70:] + after[:40]) and re.search(r"\b(?:fee|charge|pay|penalty|owe)", near):
        return "termination"
    if _ASIDE.search(_late_hours(passage, f"{before[-60:]}# {after[:30]} {who.lower()}")):
        return "aside"
    if _is_limit(passage, before, after, who, start):
        return "cap"
    if _GROWS.search(before) and not HOURLY.match(after):
        return "escalator" if re.search(r"\bby\b", before[-30:]) else "value"
    return _price_role(passage, before, after, own, nth)


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
    if re.search(r"\bfirst ?$", before):
        near = f"{passage.low[max(0, start - 60) : start]}{column(passage, start).lower()} {_YOURS_AFTER.match(after) and 'you pay'}"
        return not _YOURS.search(near)
    if _MOST.search(before) and not HOURLY.match(after) and not re.search(r"(?:fee|charge|rate)\w* of up to", before):
        return True
    named = f"{who} {column(passage, start)}".lower() if passage.label or passage.cells else ""
    return bool(_LIMIT_AFTER.match(after) or _LIMIT_NAME.search(named))


_PAID_ONCE = re.compile(
    r" ?,? ?(?:paid|payable|due) (?:once|in one|all at once|up front|in advance|at (?:the )?(?:start|signing|outset))\b"
)
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
    if re.search(r"\bfirst ?$", before):
        return "fee"
    near_after = re.split(r"[.;]|, and | but ", after)[0]
    tabled = bool(passage.cells or passage.label)
    named = own.split("#")[0]
    if HOURLY.match(after) or re.search(
        r"\b(?:hourly|labou?r) rate\b|\bper hour\b|\b(?:every|each) (?:\w+ )?hour\b|\b(?:my|our|the) (?:\w+ )?(?:hours?|time) at *$",
        named[-80:],
    ):
        return "rate"
    if _FEE.search(before[-70:]) or _FEE.search(near_after[:55]) or (tabled and _FEE.search(named[:80])):
        return "fee"
    charged = re.match(r" ?(?:[\w-]+ ){0,3}(?:charge|fee|surcharge)\b", after) and not _VALUE.search(after[:40])
    owed = _OWED_FOR_COMING.search(f"{before[-40:]}#{after[:24]}") and _MENDS.search(passage.clause.text)
    if charged or owed:
        return "fee"
    if (_LATER.search(before[-80:]) and not PER_PERIOD.match(after)) or _of_member(before, after):
        return "rate"
    if re.search(
        r"\b(?:monthly|quarterly|annually|yearly|(?:every|each|per) (?:month|quarter|year|season)):? ?$", before
    ) and (not named.strip() or _CHARGE.search(named)):
        return "value"
    by_period = PER_PERIOD.match(after) and not re.search(r"\bextra|additional|rent", before[-40:])
    if by_period or _PAID_ONCE.match(after) or _ticked_price(passage, own):
        return "value"
    if PER_UNIT.match(after):
        return "value" if _regular_visit(passage, before, after) else "rate"
    if _VALUE.search(before[-70:] + ("" if nth else " " + passage.label)) and not re.search(
        r"\b(?:hour|rate of|each additional|extra)\b", before[-40:]
    ):
        return "value"
    priced = re.search(r"\b(?:flat|rate|charged?|costs?|runs?|at|is|are|for)\b", before[-40:])
    return "rate" if tabled or _RATES.search(passage.heading) or priced else "aside"


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


_NOTHING_UNTIL = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|won't|don't)\b.{0,90}\b(?:until|unless|before|without|till)\b"
)


def _needs_approval(passage: Passage, before: str, after: str) -> bool:
    """A threshold with a gate: in the sentence, the one after it, or the heading."""
    gate = f"{passage.low} {passage.heading if passage.label or passage.cells else ''}"
    heading = re.search(r"\b(?:approv\w*|authori[sz]\w*|consent)\b", passage.heading.split(" > ")[-1])
    over, under = (
        bool(_OVER.search(before[-80:]) or _OVER_AFTER.match(after)),
        bool(_UNDER.search(before) or re.match(r" ?or (?:less|under)", after) or _NOT_TO_EXCEED.search(before)),
    )
    if under and _FREELY.search(gate):
        return True
    plainly_over = over and not re.search(r"\bof\b[^.;$]{0,40}$", before[-80:])
    if over and (
        APPROVED.search(gate)
        or _NOTHING_UNTIL.search(passage.low)
        or (plainly_over and (heading or APPROVED.search(passage.next_text)))
    ):
        return not _FEE.search(before[-40:]) or plainly_over
    return bool(
        re.search(
            r"\b(?:approv\w*|authori[sz]\w*) (?:threshold|limit|level|required|needed)",
            f"{passage.label} {passage.heading} {before[-60:]}",
        )
    )


def _carried(passage: Passage, own: str) -> bool:
    if re.search(r"\bwithout\b", passage.low):
        return False
    return bool(_CARRIED.search(passage.low) or re.search(r"per (?:year|term|annum)|annual|aggregate", own))


def column(passage: Passage, offset: int) -> str:
    """The header of the cell that holds an offset, or ""."""
    return next((cell.header for cell in passage.cells if cell.start <= offset < max(cell.end, cell.start + 1)), "")


_LEADING = re.compile(
    r"^(?:[\s,;:.()\"'-]|\b(?:and|or|but|our|the|your|a|an|any|all|each|every|if|then|we'll|we|you'll|you|will|shall|is|are|plus|pay|pays?|charge[sd]?|bill(?:ed)?|it|that|this|for|of|with|also|customer|client|contractor|company|owner|there|member'?s?|members|when|such|us|be|just|costs?|provided|i|i'll|have to|must|takes?|bears?|asks? for|adds?|gladly)\b)+",
    re.I,
)
_TRAILING = re.compile(
    r"(?:[\s,;:.()|\"'-]|\b(?:is|are|will be|shall be|be|at|of|for|a|an|the|to|only|just|flat|costs?|charged|billed|invoiced|done|runs?|set|rate|priced|currently|from|by|up|maximum|limited|than|more|over|above|under|exceed(?:ing|s)?|goes|go|come[sd]?|carr(?:y|ies)|costs?|additional|extra|and|or|us|usd|you|pay|we|it|our|in|amount|sum|excess|first|equal|charge|on|with|per|fixed|not|no|will|shall|may|that|which)\b)+$",
    re.I,
)


def subject(amount: Amount, passage: Passage) -> str:
    """What the amount is for: the row's name, the words before it, or the words after "for"."""
    if passage.cells and amount.who:
        return amount.who
    if told := _IT_IS.match(passage.text[: amount.start]):
        return _noun(told["what"])
    start = amount.start - len(amount.before)
    words = re.split(r";|\. |, (?:and|but|or|plus|with) |,(?= )", passage.text[start : amount.start])
    before = _noun(words[-1]) or (_noun(words[-2]) if len(words) > 1 else "")
    if before:
        return before
    after = re.search(
        r"^(?:(?! and |,|;).){0,30}?\bfor (?P<what>[^,.;()$]{3,60})",
        passage.text[amount.end : amount.end + len(amount.after)],
        re.I,
    )
    return _noun(after["what"]) if after else passage.label


_IT_IS = re.compile(
    r"^(?:an?|any|each|every|the) (?P<what>(?:(?!\b(?:is|are|does|do|will|shall|costs?|may|can|has|have)\b)[^;.]){4,90}) (?:is|are|does|do|will|shall|may|can|has|have)\b.*\b(?:it|that|this|they)(?:'s| is| are| costs?| will be) ?$",
    re.I,
)
_PRONOUN = re.compile(
    r"^(?:(?:any |each |every )?(?:one|more|further ones?|another)(?: (?:after|more|beyond|over)(?: (?:that|those|them))?)?$|those|that|these|it|this|they|them|we|you|then|otherwise|(?:the )?(?:first|second|third|last|every) \w+days?|'?s)\b(?: (?:we|is|are|you))?|^as (?=separate)",
    re.I,
)
_SECTION = re.compile(r" ?\b(?:in|of|under) (?:section|paragraph|article|exhibit) [\w.]+", re.I)


def _noun(words: str) -> str:
    noun = _TRAILING.sub("", _LEADING.sub("", _SECTION.sub("", words.strip()))).strip()
    noun = f"{noun})" if noun.count("(") > noun.count(")") else noun
    return "" if (_PRONOUN.match(noun) and len(noun.split()) <= 5) or len(noun) < 3 else noun
