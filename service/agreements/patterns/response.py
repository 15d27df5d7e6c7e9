"""How soon somebody comes or answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import column
from service.agreements.patterns.listing import trimmed
from service.agreements.patterns.words import any_of
from service.agreements.quantities import Duration, Found, durations
from service.agreements.terms import ResponseTime

_COMES = re.compile(
    r"\b" + any_of(
        r"respon[ds]\w*", r"arriv\w*", r"on[- ]?sites?", r"on[- ]?scene", r"dispatch\w*", r"technicians?", r"techs?\b", r"crews?", r"(?:be|are|is) (?:there|out|on|at)", r"at (?:your|the) (?:door|home|house|place|building|site)", r"come (?:out|by)", r"call(?:s|ed|ing)? (?:you |the customer |them |customer )?back", r"call-?backs?",
        r"return (?:your |the |all |a )?(?:phone )?calls?", r"acknowledg\w*", r"answer(?:ed|s)?", r"attend\w*", r"get to you", r"get (?:someone|somebody|a (?:tech|truck|plumber|crew))", r"emergenc\w*", r"priority", r"truck", r"re-?treat\w*", r"re-?service", r"someone", r"somebody", r"no[- ](?:heat|cool\w*|a/?c|water)",
        r"sla\b", r"same[- ]day", r"schedul\w*", r"leak\w*", r"urgent", r"routine", r"turn out", r"look at it", r"commenc\w* (?:\w+ing|work|service|repairs?)", r"beg[iu]n\w* (?:\w+ing|work)", r"plow\w*", r"(?:i|we)(?: am|'m| are|'re|'ll be| will be| shall be) there", r"(?:be|is|are) with you", r"(?:be|come|are) (?:right )?back\b", r"(?:head|front|top) of the (?:line|list|queue)", r"contact an? (?:\w+ )?(?:provider|contractor|technician)", r"somebody looks", r"(?:be|come|swing|stop) by\b", r"ring your bell", r"you (?:ring|call|phone)", r"we come(?: by)?", r"i come",
    ) + r"\b",
    re.I,
)  # fmt: skip
_OTHER = re.compile(
    r"\b(?:notif\w*|in writing|written|notice|pay\w*|paid|invoic\w*|cancel\w*|terminat\w*|renew\w*|refund\w*|expir\w*|warrant\w*|guarante\w* (?:for|on)|cure\w*|customer (?:shall|must|will|agrees)|you (?:must|should|need to|agree)|"
    r"minimum|advance|hourly|overtime|of labou?r|per hour|claim must|reschedul\w*|after (?:the )?(?:signing|signature)|approval\b|approve|fails|failure to|report(?:s|ed)?)\b",
    re.I,
)  # fmt: skip
_TOPIC = re.compile(
    r"\brespon[sd]|\bsla\b|\bpriority|\bservice level|\bhow (?:fast|soon|quick)|\battendance|\bgetting help|\bemergenc|\bcall-?outs?\b|\bwhen you call",
    re.I,
)
_SOON = re.compile(
    r"(?:\b(?:within|in(?:side)?(?: of)?|under|less than|no (?:later|more) than|not (?:later|more) than|by(?: the)?|on the|the|respon\w+|target(?: of)?|up to|give (?:me|us)|no longer than|at the latest)|[:|])\s*(?:the |an? |about |approximately )?$",
    re.I,
)
_SOON_AFTER = re.compile(
    r"\s*(?:respon|emergency respon|on-?site|service\b|call-?back|turnaround|arrival|or less)", re.I
)
_HOURS_OF = re.compile(r"\b(?:(?:during|within) (?P<during>(?:normal |regular |our )?(?:business|working|office) hours)|(?P<any>24 hours a day|24/7|around the clock|(?:at )?any time of (?:the )?day or night|day or night|seven days a week|7 days a week|including weekends(?: and holidays)?)|(?P<clock>\d+ (?:business|working|clock) hours?))", re.I)  # fmt: skip
_BUSINESS_HOURS = re.compile(r"\(?\d+\)? (?:business|working) hours?|(?:business|working)[- ]hours?$", re.I)
_KINDS = any_of(r"life[- ]?safety", r"after[- ]?hours", r"no[- ]heat", r"no[- ]cool\w*", r"no[- ]a/?c", r"no[- ]water", "active", "all", "true", "routine", r"non-?emergency", "emergency", "urgent", r"priority(?: \d)?", "regular", "standard", "general", "service", "maintenance", "repair", "critical", "high", "medium", "low", "sewer", "gas", "water", "other", "phone", "initial")  # fmt: skip
_SUBJECT = re.compile(
    rf"\b(?P<what>(?:{_KINDS} ){{0,3}}(?:emergenc(?:y|ies)|no[- ]heat(?: calls?)?|no[- ]cool\w*(?: calls?)?|no[- ]a/?c(?: calls?)?|leaks?|back-?ups?|calls?|requests?|service|repairs?|visits?|situations?|issues?|problems?|tickets?|work orders?|complaints?|inquir\w+|messages?|e-?mails?|"
    r"acknowledg\w+|priority \d|priority|outages?|re-?treatments?|call-?backs?))\b",
    re.I,
)  # fmt: skip
_FOR_WHAT = re.compile(
    r"^(?: of [^,.;]{0,30}?)? for (?P<what>(?!the day|each|any reason|labou?r|\$)[^.;]{3,70}?)(?=,? and (?:within|in|by)\b|[.;,]|$)",
    re.I,
)
_LABELLED = re.compile(r"(?:^|[.;] )(?P<what>[A-Z][^.;:]{2,70}?)(?: \([^)]*\))?: ?[^:]*$")


_ELSE = re.compile(
    r"^(?:any(?:thing)?|every(?:thing)?|all)(?: (?:else|other\b[^:,;]{0,30}|the rest))|^otherwise\b|^the rest\b|[:;,] (?:anything|everything|all) else\b",
    re.I,
)


def read_clause(passages: Sequence[Passage]) -> Iterator[ResponseTime]:
    """Once a clause speaks of coming, its other lines of the form "Everything else: within 2 days" do too."""
    speaking = any(_ELSE.search(one.text) and durations(one.text) for one in passages)
    for passage in passages:
        found = list(_of_passage(passage, speaking))
        yield from found
        speaking = speaking or bool(found)


def _of_passage(passage: Passage, speaking: bool) -> Iterator[ResponseTime]:
    around = (
        f"{passage.heading.split(' > ')[-1]} {passage.label} {' '.join(c.header for c in passage.cells)} {passage.item}"
    )
    topical = speaking or bool(_TOPIC.search(around))
    spans = durations(passage.text)
    for i, found in enumerate(spans):
        left = spans[i - 1].end if i else 0
        right = spans[i + 1].start if i + 1 < len(spans) else len(passage.text)
        before, after = passage.text[left : found.start], passage.text[found.end : right]
        if not _is_response(passage, found, before, after, topical or (i > 0 and speaking)):
            continue
        speaking = topical = True
        sure = 0.9 if topical or re.search(r"respon|arriv|on[- ]?site|be there", before + after, re.I) else 0.78
        value = _soonness(found.value)
        yield ResponseTime(
            passage.pin(confidence=sure),
            what=_what(passage, before, after),
            value=value.count,
            unit=value.unit,
            hours=_calendar(passage, found),
        )


_REPORTED = re.compile(
    r"^ (?:of|after|from|following) (?:your |the |receiving |receipt of |being given )?(?:notice|call|report|request|notification|being (?:told|called|notified))\w*\b|^ (?:after|of|from) (?:\w+ ){1,3}(?:reports?|calls?|notif\w+|tells?)\b",
    re.I,
)
_WHERE = re.compile(r"^(?:for|if|when|where|should|in case of)\b[^.;]{4,90}, ?$", re.I)


def _soonness(duration: Duration) -> Duration:
    if duration.unit == "minute":
        return Duration((duration.count / 60).normalize(), "hour")
    if duration.unit == "day" and not duration.count:
        return Duration(Decimal(1), "day")
    return Duration(duration.count * 7, "day") if duration.unit == "week" else duration


def _is_response(passage: Passage, found: Found[Duration], before: str, after: str, topical: bool) -> bool:
    if found.value.unit in ("month", "year", "season") or re.match(
        r"\s*(?:a day|a week|per|/7|notice|written|prior|of labou?r|of work|of (?:my|our|your|his|her|their) (?:time|work)|minimum|labor)",
        after,
        re.I,
    ):
        return False
    after = _REPORTED.sub("", after)
    near = f"{before[-110:]} # {after[:70]}"
    if re.search(r"\$ ?[\d.,]+ ?$", before):
        return False
    if (
        (_OTHER.search(before[-60:]) and not (topical and passage.cells))
        or _OTHER.match(after.strip())
        or re.search(r"\b(?:after|for|every|open|minimum of|first|up to|additional)\s*$", before, re.I)
    ):
        return False
    if not topical and re.match(
        r"\s*(?:notice|before|prior to|in advance|of (?:signing|the date of invoice|invoice))\b", after, re.I
    ):
        return False
    if re.search(
        r"(?<!we )(?<!vendor )(?<!contractor )(?<!technician )(?<!provider )(?<!company )\b(?:(?:comes?|is|are|shows? up|turns? up) (?:back|again)|returns?|reappears?|recurs?|fails?|gives? out|dies|breaks? (?:again|down again))\s+within ?$",
        before,
        re.I,
    ) or _YOU_TELL.search(before):
        return False
    next_day = re.search(r"next|same|following", passage.text[found.start : found.end], re.I)
    soon = _SOON.search(before) or _SOON_AFTER.match(after) or (topical and _WHERE.match(before))
    if topical and (passage.cells or passage.label or soon or next_day):
        return True
    return bool((soon or next_day) and _COMES.search(near) and not _OTHER.search(near))


_YOU_TELL = re.compile(
    r"\b(?:(?:tell|notify|inform) |let |(?:call|write|ring|text|e-?mail|contact)(?: to)? )(?:us|me|the office)(?: know)?(?: of it| about it)? (?:within|in) ?$",
    re.I,
)


def _what(passage: Passage, before: str, after: str) -> str:
    """The line's own name ("Water escaping: …"), the words after "for", else the nearest kind of call."""
    if passage.cells:
        names = [
            cell.text
            for cell in passage.cells
            if cell.end <= len(passage.text) - len(after) - 1 and not durations(cell.text) and cell.text.strip("- ")
        ]
        heads = [cell.header for cell in passage.cells if durations(cell.text)]
        own = column(passage, passage.text.find(after) - 1) if len(heads) > 1 else ""
        return " ".join(part for part in (": ".join(names), own) if part)
    if labelled := _LABELLED.search(before):
        return trimmed(labelled["what"]) or labelled["what"].strip()
    if (told := _FOR_WHAT.match(after)) and (named := trimmed(told["what"])):
        return named
    tail = re.split(r"[;.]", before)[-1]
    named_calls = list(_SUBJECT.finditer(tail)) or list(_SUBJECT.finditer(re.split(r"[;.]|,? and ", after)[0]))
    best = max(named_calls, key=lambda m: (_weight(m["what"]), len(m["what"])), default=None)
    if best:
        return best["what"]
    phrase = trimmed(re.sub(r"\b(?:within|in|inside|no later than|under|less than)\b.*$", "", tail, flags=re.I))
    return (
        phrase[:60] if 0 < len(phrase.split()) <= 8 else trimmed(passage.heading.split(" > ")[-1]) or "service request"
    )


def _weight(words: str) -> int:
    return 2 if re.search(r"emergenc|no[- ]|urgent|priority|leak|routine|non-", words, re.I) else 1


def _calendar(passage: Passage, found: Found[Duration]) -> str:
    if _BUSINESS_HOURS.search(passage.text[found.start : found.end]):
        return "business hours"
    match = _HOURS_OF.search(passage.text)
    return match.group().strip() if match else ""
