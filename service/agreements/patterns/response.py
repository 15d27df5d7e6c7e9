"""How soon somebody comes or answers, and what counts as regular hours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.patterns.listing import trimmed
from service.agreements.quantities import Duration, Found, durations
from service.agreements.terms import BusinessHours, ResponseTime, Term

_COMES = re.compile(
    r"\b(?:respon[ds]\w*|arriv\w*|on[- ]?sites?|on[- ]?scene|dispatch\w*|technicians?|techs?\b|crews?|be (?:there|out|on)|at your (?:door|home|house|place)|come (?:out|by)|call(?:s|ed|ing)? (?:you |the customer |them |customer )?back|call-?backs?|return (?:your |the |all |a )?(?:phone )?calls?|"
    r"acknowledg\w*|answer(?:ed|s)?|attend\w*|get to you|get (?:someone|somebody|a (?:tech|truck|plumber|crew))|emergenc\w*|priority|truck|re-?treat\w*|re-?service|someone|somebody|no[- ](?:heat|cool\w*|a/?c|water)|sla\b|same[- ]day|schedul\w*|leak\w*|urgent|routine)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:notif\w*|in writing|written|notice|pay\w*|paid|invoic\w*|cancel\w*|terminat\w*|renew\w*|refund\w*|expir\w*|warrant\w*|guarante\w* (?:for|on)|cure\w*|report(?:ed)? (?:by|to us) (?:customer|client)|customer (?:shall|must|will|agrees)|you (?:must|should|need to|agree)|"
    r"minimum|advance|hourly|overtime|of labou?r|per hour|claim must|reschedul\w*|after (?:the )?(?:signing|signature)|approval\b|approve)\b",
    re.I,
)
_NOTICE = re.compile(r"\b(?:notice|before|prior to|in advance|of (?:signing|the date of invoice|invoice))\b", re.I)
_HOURS_OF = re.compile(
    r"\b(?:(?:during|within) (?P<during>(?:normal |regular |our )?(?:business|working|office) hours)|(?P<any>24 hours a day|24/7|around the clock|day or night|seven days a week|7 days a week|including weekends(?: and holidays)?)|(?P<clock>\d+ (?:business|working|clock) hours?))",
    re.I,
)
_SUBJECT = re.compile(
    r"\b(?P<what>(?:(?:life[- ]?safety|after[- ]?hours|no[- ]heat|no[- ]cool\w*|no[- ]a/?c|no[- ]water|active|all|true|routine|non-?emergency|emergency|urgent|priority|regular|standard|general|service|maintenance|repair|critical|high|medium|low|sewer|gas|water|other|phone|initial) ){0,3}"
    r"(?:emergenc(?:y|ies)|no[- ]heat(?: calls?)?|no[- ]cool\w*(?: calls?)?|no[- ]a/?c(?: calls?)?|leaks?|back-?ups?|calls?|requests?|service|repairs?|visits?|situations?|issues?|problems?|tickets?|work orders?|complaints?|inquir\w+|messages?|e-?mails?|acknowledg\w+|priority \d|priority|outages?|re-?treatments?|call-?backs?))\b",
    re.I,
)


def read(passage: Passage) -> Iterator[Term]:
    yield from _response_times(passage)
    yield from _business_hours(passage)


def _response_times(passage: Passage) -> Iterator[ResponseTime]:
    heading = passage.heading.split(" > ")[-1]
    topical = bool(
        re.search(
            r"\brespon[sd]|\bsla\b|\bpriority|service level|\bhow (?:fast|soon|quick)",
            f"{passage.heading} {passage.label} {' '.join(c.header.lower() for c in passage.cells)}",
        )
    )
    spans = durations(passage.text)
    for i, found in enumerate(spans):
        left = spans[i - 1].end if i else 0
        right = spans[i + 1].start if i + 1 < len(spans) else len(passage.text)
        before, after = passage.text[left : found.start], passage.text[found.end : right]
        if not _is_response(passage, found, before, after, topical):
            continue
        what = _what(passage, before, after, heading)
        sure = 0.9 if topical or re.search(r"respon|arriv|on[- ]?site|be there", before + after, re.I) else 0.78
        yield ResponseTime(
            passage.pin(confidence=sure),
            what=what,
            value=_hours(found.value).count,
            unit=_hours(found.value).unit,
            hours=_calendar(passage, found),
        )


def _hours(duration: Duration) -> Duration:
    if duration.unit == "minute":
        return Duration((duration.count / 60).normalize(), "hour")
    return Duration(duration.count * 7, "day") if duration.unit == "week" else duration


def _is_response(passage: Passage, found: Found[Duration], before: str, after: str, topical: bool) -> bool:
    if found.value.unit in ("month", "year") or re.match(
        r"\s*(?:a day|a week|per|/7|notice|written|prior|of labou?r|of work|minimum|labor)", after, re.I
    ):
        return False
    near = f"{before[-110:]} # {after[:70]}"
    if (
        _OTHER.search(before[-60:])
        or _OTHER.match(after.strip())
        or re.search(r"\b(?:after|for|every|open|minimum of|first|up to|additional)\s*$", before, re.I)
    ):
        return False
    if not topical and _NOTICE.match(after.strip()):
        return False
    if topical and (
        passage.cells or passage.label or re.search(r"\b(?:within|in|under|less than|by)\b", before[-25:], re.I)
    ):
        return True
    soon = re.search(
        r"\b(?:within|in(?:side)?(?: of)?|under|less than|no (?:later|more) than|not (?:later|more) than|by(?: the)?|on the|the|:|respon\w+|target(?: of)?|up to)\s*(?:the |an? |about |approximately )?$",
        before,
        re.I,
    ) or re.match(
        r"\s*(?:respon|emergency respon|on-?site|service\b|call-?back|turnaround|arrival|or less)", after, re.I
    )
    next_day = re.search(r"next|same|following", passage.text[found.start : found.end], re.I)
    return bool((soon or next_day) and _COMES.search(near) and not _OTHER.search(near))


def _what(passage: Passage, before: str, after: str, heading: str) -> str:
    if passage.cells:
        column = next(
            (
                c.header
                for c in passage.cells
                if passage.text.find("|") >= 0
                and c.start > len(passage.cells[0].text)
                and re.search(r"respon|arriv|on-?site|call|acknowledg", c.header, re.I)
            ),
            "",
        )
        return f"{passage.cells[0].text} {column}".strip()
    if passage.label:
        return passage.label
    tail = re.split(r"[;.]", before)[-1]
    named = list(_SUBJECT.finditer(tail)) or list(_SUBJECT.finditer(re.split(r"[;.]|,? and ", after)[0]))
    best = max(named, key=lambda m: (_weight(m["what"]), len(m["what"])), default=None)
    return (best["what"] if best else "") or trimmed(heading) or "service request"


def _weight(words: str) -> int:
    return 2 if re.search(r"emergenc|no[- ]|urgent|priority|leak|routine|non-", words, re.I) else 1


def _calendar(passage: Passage, found: Found[Duration]) -> str:
    match = _HOURS_OF.search(passage.text)
    if match:
        return match.group().strip()
    return (
        "business hours"
        if re.search(r"\b(?:business|working) hours?\b", passage.text[found.start : found.end], re.I)
        else ""
    )


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?"
_CLOCK = r"(?:\d{1,2}(?::\d{2})? ?(?:a\.?m\.?|p\.?m\.?)?|noon|midnight)"
_TIMES = re.compile(
    rf"\b(?P<opens>{_CLOCK}) ?(?:-|to|through|until|till|and) ?(?P<closes>{_CLOCK})(?!\d| ?%| ?(?:days?|hours?|visits?|years?|months?|business))",
    re.I,
)
_DAY_SPAN = re.compile(
    rf"\b(?P<first>{_DAY}) ?(?:-|to|through|thru) ?(?P<last>{_DAY})\b|\b(?P<weekdays>weekdays|business days|monday-friday|m-f)\b|(?P<all>\b(?:seven|7) days(?: a week)?\b|\bevery ?day\b|\bdaily\b)",
    re.I,
)
_ABOUT_HOURS = re.compile(
    r"\b(?:hours|business day|weekdays?|after[- ]hours|overtime|regular time|open|office)\b", re.I
)


def _business_hours(passage: Passage) -> Iterator[BusinessHours]:
    if not _ABOUT_HOURS.search(f"{passage.low} {passage.heading}"):
        return
    for times in _TIMES.finditer(passage.text):
        days = _days_near(passage.text, times)
        opens, closes = _clock(times["opens"], "am"), _clock(times["closes"], "pm")
        if days and opens and closes and opens < closes and re.search(r"[:ap]|noon", times.group(), re.I):
            yield BusinessHours(passage.pin(), days=days, opens=opens, closes=closes)


def _days_near(text: str, times: re.Match[str]) -> frozenset[int]:
    around = [*_DAY_SPAN.finditer(text)]
    if not around:
        named = {_DAYS.index(m.group()[:3].lower()) for m in re.finditer(rf"\b{_DAY}", text, re.I)}
        return (
            frozenset(named)
            if len(named) >= 1 and re.search(_DAY, text[max(0, times.start() - 40) : times.end() + 40], re.I)
            else frozenset()
        )
    nearest = min(around, key=lambda m: abs(m.start() - times.start()))
    if nearest["all"]:
        return frozenset(range(7))
    if nearest["weekdays"]:
        return frozenset(range(5))
    first, last = (_DAYS.index(nearest[name][:3].lower()) for name in ("first", "last"))
    return frozenset(range(first, last + 1)) if first <= last else frozenset((*range(first, 7), *range(last + 1)))


def _clock(words: str, half: str) -> str:
    low = words.lower().replace(".", "").strip()
    if low in ("noon", "midnight"):
        return "12:00" if low == "noon" else "24:00"
    match = re.match(r"(?P<h>\d{1,2})(?::(?P<m>\d{2}))? ?(?P<half>am|pm)?", low)
    if not match or int(match["h"]) > 24:
        return ""
    hour, minute = int(match["h"]), match["m"] or "00"
    stated = match["half"] or (half if hour < 13 else "")
    if stated == "pm" and hour < 12:
        hour += 12
    elif stated == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute}"
