"""Every amount of money in a passage and the one role it plays, so that no two families read it twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.agreements.passages import Passage
from service.agreements.quantities import money
from service.agreements.terms import When

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


_APPROVE = r"\b(?:(?:pre-?)?approv\w*|authori[sz]\w*|consent\w*|permission|ok\b|okay|o\.k\.|go-?ahead|sign[- ]?off|green light|ask(?:ing)? (?:you )?first|check(?:ing)? with|call(?:ing)? (?:you|first|before)|call the (?:customer|owner|client)|run it (?:by|past)|talk to you|contact(?:ing)? (?:you|the (?:customer|owner|client))|your say|written estimate|quote first|until you|hear from you|before (?:we|starting|proceeding|doing))"
_OVER = r"\b(?:over|above|exceed\w*|more than|greater than|in excess of|beyond|past|north of|at or above|at least|costs?|costing|estimated at|totals?|totall?ing|of)\b[^.;$]{0,40}$"
_OVER_AFTER = r"^ ?(?:or (?:more|over|above|higher|greater)|and (?:up|over|above|higher)|\+)"
_UNDER = (
    r"\b(?:up to|under|below|less than|not exceeding|of|at or under|within|(?:no|not) more than|or less)\b[^.;$]{0,40}$"
)
_WITHOUT = rf"\bwithout\b[^.;]{{0,60}}{_APPROVE}|\bno (?:prior )?approv\w*|\bgo(?:es)? ahead\b|\bjust (?:do|take care of|handle|fix)"
_NTE = r"\b(?:not[- ]to[- ]exceed|nte|(?:shall|will|may|must|can|do|does) not exceed|never exceed|won't (?:exceed|go over)|will not go over|spending limit|authorization limit|spend limit)\b"
_CARRIED = r"\b(?:cover(?:age|ed|s)?|benefit|plan|we(?:'ll)? pay|we (?:will )?(?:cover|pay)|(?:contractor|company|provider)(?:'s)? (?:will pay|pays|shall pay|obligation|cost|maximum|total)|aggregate|claims?|toward|parts and labou?r|per (?:agreement|contract|calendar|plan|membership|coverage|12|twelve)[- ])\b"
_CAP = r"\b(?:up to|maximum|max\.?|limited to|limit(?: of| is| to)?|no more than|not more than|cap(?:ped)?(?: at| of| is)?|(?:the )?first|shall not exceed|will not exceed|not to exceed|allowance of|credit of|most we(?:'ll| will)? (?:pay|cover|spend))\b[^.;$]{0,45}$"
_FEE = r"\b(?:service[- ]call|service fee|trip|deductible|trade[- ](?:service )?call|dispatch|diagnos\w*|co-?pay\w*|call[- ]?out|visit (?:fee|charge)|truck|fuel|travel|mobili[sz]ation|environmental|disposal|fee per (?:visit|call)|service charge|haul[- ]?away|show[- ]?up|inspection fee|enrollment|activation|set-?up fee)\b"
_ASIDE = r"\b(?:late|nsf|returned|bounced|interest|finance charge|deposit|insurance|liabilit\w*|damages|bond|tax|coverage of not less|per occurrence and|attorney|gift|referral|reward|penalt|limits? of not less|collection)\b"
_END_FEE = r"\b(?:early[- ](?:termination|cancellation)|(?:termination|cancel\w*)[^.;]{0,30} (?:fee|charge|penalty)|cancel\w*|terminat\w*)\b"
_GROWS = r"\b(?:increas\w*|escalat\w*|go up|goes up|rise\w*|adjust\w*)\b[^.;]{0,60}$"
_UNIT = r"^(?:\)|,)? ?(?:/|per\b|an?\b|each\b|every\b|for each\b|for every\b) ?(?:additional |extra |man-?|labou?r |technician |billable |half |quarter |linear |lineal |square |cubic |sq\.? )*"
HOURLY = re.compile(rf"{_UNIT}(?:hour|hr|h)\b|^ ?hourly|^ ?ph\b")
PER_UNIT = re.compile(
    rf"{_UNIT}(?P<unit>hour|hr|pound|lb|foot|ft|yard|gallon|unit|filter|fixture|drain|trap|station|tree|shrub|zone|head|mile|day|man-?day|bag|trip|application|treatment|window|outlet|square foot|sq|inch|system|room|bed|bath|door|tank|ton|piece|item|half-?hour|minute|visit|occurrence|call)s?\b"
)
PER_PERIOD = re.compile(
    r"^(?:\)|,)? ?(?:\(?plus (?:applicable )?tax\w*\)? ?)?(?:/|per|a\b|each|every|for (?:the|each|one)|for)? ?(?:full |contract |calendar |agreement |plan |membership |service |12-month |twelve-month |one-year |initial )*(?P<per>month|mo\b|year|yr|annum|quarter|qtr|season|term|annual|annually|monthly|quarterly|yearly)"
)
_VALUE = r"\b(?:contract (?:price|amount|sum|value|total|cost|fee)|agreement (?:price|amount|cost|fee|total)|(?:annual|yearly|monthly|quarterly|seasonal|total|plan|membership|program|base|fixed|service agreement|maintenance|agreement|weekly|regular) (?:\w+ )?(?:price|cost|fee|charge|payment|rate|amount|total|dues|premium|investment|installments?|subscription)|(?:installments?|payments?) of|total\b|price|investment|premium|subscription|dues|sum of|costs? (?:you|is|just)|cost of|pays?|billed|amount due|for (?:just|only)|(?:plan|agreement|membership|program|service) (?:is|costs?|runs?))\b"
_EXTRA = r"\b(?:extra|additional|overtime|after[- ]?hours|emergenc\w*|weekend|holiday|hourly|standard|member|labou?r|non-?member|each|repair|replace\w*|install\w*|filter|per)\b"
_RATES = re.compile(
    r"\b(?:rates?|price list|pricing|schedule of|charges|price sheet|fee schedule|menu|extra work|additional (?:work|services)|labou?r)\b"
)


def amounts(passage: Passage) -> list[Amount]:
    found = money(passage.text)
    read = []
    for i, one in enumerate(found):
        left = found[i - 1].end if i else 0
        right = found[i + 1].start if i + 1 < len(found) else len(passage.text)
        before, after = passage.low[left : one.start], passage.low[one.end : right]
        who = passage.cells[0].text if passage.cells else passage.label
        read.append(Amount(one.value, one.start, one.end, before, after, _role(passage, before, after, who, i), who))
    return read


def _role(passage: Passage, before: str, after: str, who: str, nth: int) -> Role:
    near = f"{before[-90:]} # {after[:60]}"
    own = f"{who.lower()} {_column(passage, before)} {near}"
    if re.search(r"\bminimum\b[^.;$]{0,25}#|# ?(?:minimum|min\b)", near):
        return "minimum"
    if _needs_approval(passage, before, after):
        return (
            "not_to_exceed"
            if re.search(_NTE, passage.low) and not re.search(r"\bover|above|more than\b", before)
            else "approval"
        )
    if re.search(_NTE, f"{who.lower()} {before}"):
        return "cap" if _carried(passage, own) else "not_to_exceed"
    if re.search(_END_FEE, before[-70:] + after[:40]) and re.search(r"\b(?:fee|charge|pay|penalty|owe)", near):
        return "termination"
    if re.search(_ASIDE, before[-60:] + " " + after[:30] + " " + who.lower()):
        return "aside"
    if (
        (re.search(_CAP, before) and not re.search(r"(?:fee|charge|rate)\w* of up to", before))
        or re.search(r"^ ?(?:maximum|limit|cap\b|max\b|allowance|credit)", after)
        or ((passage.label or passage.cells) and re.search(r"\b(?:limit|cap|maximum|max|allowance)\b", who.lower()))
    ):
        return "cap"
    if re.search(_GROWS, before):
        return "escalator" if re.search(r"\bby\b", before[-30:]) else "value"
    return _price_role(passage, before, after, own, nth)


def _price_role(passage: Passage, before: str, after: str, own: str, nth: int) -> Role:
    near_after = re.split(r"[.;]|, and | but ", after)[0]
    if HOURLY.match(after) or re.search(r"\b(?:hourly|labou?r) rate\b|\bper hour\b", own.split("#")[0][-80:]):
        return "rate"
    if (
        re.search(_FEE, before[-70:])
        or re.search(_FEE, near_after[:55])
        or re.search(_FEE, own.split("#")[0][:80] if passage.cells or passage.label else "")
    ):
        return "fee"
    period = PER_PERIOD.match(after)
    if period and not re.search(r"\bextra|additional|rent", before[-40:]):
        return "value"
    if PER_UNIT.match(after):
        regular = (
            re.search(r"\b(?:regular|weekly|mowing|service|price|cost|plan|agreement|visit)\b", before[-60:])
            and "visit" in after[:20]
            and not re.search(_EXTRA, before[-60:])
        )
        return "value" if regular and not _RATES.search(passage.heading) else "rate"
    if re.search(_VALUE, before[-70:] + ("" if nth else " " + passage.label)) and not re.search(
        r"\b(?:hour|rate of|each additional|extra)\b", before[-40:]
    ):
        return "value"
    return (
        "rate"
        if passage.cells
        or passage.label
        or _RATES.search(passage.heading)
        or re.search(r"\b(?:flat|rate|charged?|costs?|runs?|at|is|are|for)\b", before[-40:])
        else "aside"
    )


def _needs_approval(passage: Passage, before: str, after: str) -> bool:
    sentence = f"{passage.low} {passage.heading if passage.label or passage.cells else ''}"
    if not re.search(_APPROVE, sentence):
        return False
    if re.search(_OVER, before[-80:]) or re.match(_OVER_AFTER, after):
        return True
    if re.search(_WITHOUT, sentence) and (
        re.search(_UNDER, before) or re.match(r" ?or (?:less|under)", after) or re.search(_NTE, before)
    ):
        return True
    return bool(
        re.search(
            r"\b(?:approv\w*|authori[sz]\w*) (?:threshold|limit|level|required|needed)",
            f"{passage.label} {passage.heading} {before[-60:]}",
        )
    )


def _carried(passage: Passage, own: str) -> bool:
    if re.search(r"\bwithout\b", passage.low):
        return False
    return bool(re.search(_CARRIED, passage.low) or re.search(r"per (?:year|term|annum)|annual|aggregate", own))


def _column(passage: Passage, before: str) -> str:
    """The header of the cell an amount stands in."""
    if not passage.cells:
        return ""
    return next(
        (
            cell.header.lower()
            for cell in reversed(passage.cells)
            if before and cell.text and before.rstrip().endswith("|")
        ),
        "",
    )


_WHENS: tuple[tuple[When, re.Pattern[str]], ...] = (
    ("holiday", re.compile(r"\bholidays?\b")),
    ("after_hours", re.compile(r"\b(?:after[- ]?(?:business[- ]|normal[- ])?hours?|overtime|evenings?|nights?|outside (?:of )?(?:normal|regular|business|these|those|our)|non-?business|off-?hours|after \d|before \d|o\.?t\.?\b)")),
    ("weekend", re.compile(r"\b(?:weekends?|saturdays?|sundays?)\b")),
    ("emergency", re.compile(r"\b(?:emergenc(?:y|ies)|urgent|rush|priority)\b")),
)  # fmt: skip


def when_of(words: str) -> When:
    return next((when for when, pattern in _WHENS if pattern.search(words.lower())), "regular")


def whens_of(words: str) -> tuple[When, ...]:
    """Every time a shared price speaks of ("nights, weekends and holidays"); ("regular",) where it names none."""
    low = words.lower()
    return tuple(when for when, pattern in _WHENS if pattern.search(low)) or ("regular",)


_LEADING = re.compile(
    r"^(?:[\s,;:.()\"'-]|\b(?:and|or|but|our|the|your|a|an|any|all|each|every|if|then|we|you|will|shall|is|are|plus|pay|pays?|charge[sd]?|bill(?:ed)?|it|that|this|for|of|with|also|customer|client|contractor|company|owner|there|member'?s?|members|when|such|us|be|just|costs?|provided|call)\b)+",
    re.I,
)
_TRAILING = re.compile(
    r"(?:[\s,;:.()|\"'-]|\b(?:is|are|will be|shall be|be|at|of|for|a|an|the|to|only|just|flat|costs?|charged|billed|runs?|set|rate|priced|currently|from|by|up|maximum|limited|than|more|over|above|under|exceed(?:ing|s)?|and|or|us|usd|you|pay|we|it|our|in|amount|sum|excess|first|equal|charge|on|with|per|fixed|not|no|will|shall|may|that|which)\b)+$",
    re.I,
)


def subject(amount: Amount, passage: Passage) -> str:
    """What the amount is for: the row's name, the words before it, or the words after "for"."""
    if passage.cells and amount.who:
        return amount.who
    start = amount.start - len(amount.before)
    words = re.split(r"[;.]|, (?:and|but|or|plus|with) |,(?= )", passage.text[start : amount.start])
    before = _noun(words[-1]) or (_noun(words[-2]) if len(words) > 1 else "")
    if before:
        return before
    after = re.search(
        r"\bfor (?P<what>[^,.;()$]{3,60})", passage.text[amount.end : amount.end + len(amount.after)], re.I
    )
    return _noun(after["what"]) if after else passage.label


def _noun(words: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", words.strip())).strip()
