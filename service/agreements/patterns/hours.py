"""What counts as regular hours, and the hours a contract names for a dearer rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.agreements.passages import Passage
from service.agreements.terms import BusinessHours, Term, When

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_CLOCK = (
    r"(?:\d{1,2}(?::\d{2})? ?(?:a\.?m\.?|p\.?m\.?|(?:in the (?:morning|afternoon|evening)|at night))?|noon|midnight)"
)
_TIMES = re.compile(rf"\b(?P<opens>{_CLOCK}) ?(?:-|to|through|until|till|and) ?(?P<closes>{_CLOCK})(?!\d| ?%| ?(?:days?|hours?|visits?|years?|months?|business))", re.I)  # fmt: skip
_DAY_SPAN = re.compile(
    rf"\b(?P<first>{_DAY}) ?(?:-|to|through|thru) ?(?P<last>{_DAY})|\b(?P<weekdays>weekdays|business days|monday-friday|m-f)\b|(?P<all>\b(?:seven|7) days(?: a week)?\b|\bevery ?(?:day|night)\b|\bdaily\b)|\bany day (?:other than|except) (?P<but>(?:an? )?saturdays?(?:,| or| and)* (?:an? )?sundays?)",
    re.I,
)  # fmt: skip
_ABOUT_HOURS = re.compile(r"\b(?:hours|business day|weekdays?|after[- ]hours|overtime|(?:regular|straight|normal) time|open|office|clock|nights?|any other time|one for one)\b", re.I)  # fmt: skip
_DEARER = re.compile(
    r"(?:\bx ?[1-3]\b|\b1\.5|\bovertime\b|\bdouble\b|\btime and a half\b|\bafter[- ]hours\b)[^.;]*$", re.I
)
_MILITARY = re.compile(r"\b([01]\d|2[0-3])([0-5]\d) ?(?:-|to) ?([01]\d|2[0-4])([0-5]\d)\b(?!/)")
ALL_WEEK, WEEKEND = frozenset(range(7)), frozenset((5, 6))


@dataclass(frozen=True)
class Window:
    """A time a rate holds; `days` None for any day, `opens` and `closes` "" for the whole day (closing may be next morning)."""

    when: When
    days: frozenset[int] | None = None
    opens: str = ""
    closes: str = ""


def read(passage: Passage) -> Iterator[Term]:
    by_row = bool(passage.cells) and _LABOUR_ROW.search(passage.item) and not _LATE.search(passage.item)
    if not by_row and not _ABOUT_HOURS.search(f"{passage.low} {passage.next_text} {passage.heading}"):
        return
    text = _MILITARY.sub(r"\1:\2-\3:\4", passage.text)
    for times in _TIMES.finditer(text):
        days = _days_near(text, times)
        opens, closes = _clock(times["opens"], "am"), _clock(times["closes"], "pm")
        if (
            days
            and opens
            and closes
            and opens < closes
            and _told(times.group())
            and not _DEARER.search(f"{passage.label} {text[: times.start()]}")
        ):
            zone, free = _ZONE.search(passage.text), _FREE.search(passage.text)
            yield BusinessHours(
                passage.pin(), days=days, opens=opens, closes=closes,
                zone=zone.group() if zone else "", holidays=free.group() if free else "",
            )  # fmt: skip
            return


_LABOUR_ROW = re.compile(r"\b(?:labou?r|technician|mechanic|hourly)\b", re.I)
_LATE = re.compile(r"\b(?:evenings?|nights?|weekends?|emergency|holidays?|saturdays?|sundays?)\b", re.I)
"""A row "Repair labor, Mon-Sat 7 am to 6 pm" tells the regular hours, one of evenings does not."""
_ZONE = re.compile(
    r"\b(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii|Arizona|local)(?: (?:Standard|Daylight|Prevailing))?(?: [Tt]ime\b|(?= \)|\)))|\b[ECMPA][SDP]?T\b|\bUTC\b"
)
_FREE = re.compile(
    r"\b(?:excluding|except(?:ing)?(?: for| on)?|other than|but not|closed (?:on|for)|not on|holidays? excepted)\b[^.;]{0,120}?\b(?:holidays?|Thanksgiving|Christmas|New Year)[^.;]{0,80}|\b[\w ]{0,20}holidays? (?:excepted|excluded)\b",
    re.I,
)


def windows(words: str) -> list[Window]:
    """ "Mon-Fri 16:00-22:00; all of Saturday": each part that names days or a clock."""
    found = []
    for part in re.split(r";|,|\.\s|\band (?=weekends?\b|all of\b)", words):
        times = _TIMES.search(part)
        clock = times if times and _told(times.group()) else None
        named = _named_days(part)
        if re.search(r"\bholidays?\b", part, re.I):
            found.append(Window("holiday"))
        elif re.match(r"\s*weekends?\b", part, re.I) and clock is None:
            found.append(Window("weekend", WEEKEND))
        elif clock and (named or _OVERNIGHT.search(part)):
            days = named or (frozenset(range(5)) if re.search(r"\bdays\b", part, re.I) else ALL_WEEK)
            found.append(Window(_when(days), days, _clock(clock["opens"], "am"), _clock(clock["closes"], "pm")))
        elif named and clock is None and re.search(_DAY, part, re.I):
            found.append(Window(_when(named), named))
    return (
        found
        if any(one.opens or one.days for one in found) and all(one.when for one in found) and _only_times(words)
        else []
    )


_OVERNIGHT = re.compile(
    r"\bnights?\b|\b(?:those|the same) days\b|\bp\.?m\.? ?(?:-|to|until|and) ?\d{1,2}(?::\d\d)? ?a\.?m\b", re.I
)


def days_in(words: str) -> frozenset[int]:
    """The days of the week some words name; all seven for "any day"."""
    return ALL_WEEK if re.search(r"\bany day\b", words, re.I) else _named_days(words)


def clock_in(words: str) -> tuple[str, str] | None:
    """Opening and closing time: "4:30 p.m. to 10 p.m.", "until 10 p.m." from midnight, "after 6 p.m." to midnight."""
    times = _TIMES.search(words)
    if times and _told(times.group()):
        return _clock(times["opens"], "am"), _clock(times["closes"], "pm")
    side = re.search(rf"\b(?P<side>until|till|before|after|from|past) (?P<at>{_CLOCK})", words, re.I)
    if side is None or not _told(side["at"]):
        return None
    at = _clock(side["at"], "")
    return ("00:00", at) if side["side"].lower() in ("until", "till", "before") else (at, "24:00")


def _only_times(words: str) -> bool:
    """Words of a clock table, not a sentence that happens to name a day."""
    return not re.search(r"\b(?:that|rate|labou?r|with|our|the regular|minimum)\b", words, re.I)


def _when(days: frozenset[int]) -> When:
    return "weekend" if days <= WEEKEND else "after_hours"


def _told(times: str) -> bool:
    return bool(re.search(r":\d|[ap]\.?m|noon|morning|afternoon|evening", times, re.I))


def _days_near(text: str, times: re.Match[str]) -> frozenset[int]:
    spans = [*_DAY_SPAN.finditer(text)]
    if not spans:
        near = re.search(_DAY, text[max(0, times.start() - 40) : times.end() + 40], re.I)
        return _single_days(text) if near else frozenset()
    return _span(min(spans, key=lambda m: abs(m.start() - times.start())))


def _named_days(text: str) -> frozenset[int]:
    span = _DAY_SPAN.search(text)
    return _span(span) if span else _single_days(text)


def _single_days(text: str) -> frozenset[int]:
    return frozenset(_DAYS.index(m.group()[:3].lower()) for m in re.finditer(rf"\b{_DAY}", text, re.I))


def _span(match: re.Match[str]) -> frozenset[int]:
    if match["all"]:
        return ALL_WEEK
    if match["weekdays"] or match["but"]:
        return frozenset(range(5))
    first, last = (_DAYS.index(match[name][:3].lower()) for name in ("first", "last"))
    return frozenset(range(first, last + 1)) if first <= last else frozenset((*range(first, 7), *range(last + 1)))


def _clock(words: str, half: str) -> str:
    low = words.lower().replace(".", "").strip()
    if low in ("noon", "midnight"):
        return "12:00" if low == "noon" else "24:00"
    low = re.sub(r" in the morning", " am", re.sub(r" (?:in the (?:afternoon|evening)|at night)", " pm", low))
    match = re.match(r"(?P<h>\d{1,2})(?::(?P<m>\d{2}))? ?(?P<half>am|pm)?", low)
    if not match or int(match["h"]) > 24:
        return ""
    hour, minute = int(match["h"]), match["m"] or "00"
    padded = len(match["h"]) == 2 and match["m"] and match["h"].startswith("0")
    stated = match["half"] or (half if hour < 13 and not padded else "")
    if stated == "pm" and hour < 12:
        hour += 12
    elif stated == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute}"
