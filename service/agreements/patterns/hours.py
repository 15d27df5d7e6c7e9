"""What counts as regular hours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.terms import BusinessHours, Term

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_CLOCK = r"(?:\d{1,2}(?::\d{2})? ?(?:a\.?m\.?|p\.?m\.?|in the (?:morning|afternoon|evening))?|noon|midnight)"
_TIMES = re.compile(
    rf"\b(?P<opens>{_CLOCK}) ?(?:-|to|through|until|till|and) ?(?P<closes>{_CLOCK})(?!\d| ?%| ?(?:days?|hours?|visits?|years?|months?|business))",
    re.I,
)
_DAY_SPAN = re.compile(rf"\b(?P<first>{_DAY}) ?(?:-|to|through|thru) ?(?P<last>{_DAY})|\b(?P<weekdays>weekdays|business days|monday-friday|m-f)\b|(?P<all>\b(?:seven|7) days(?: a week)?\b|\bevery ?day\b|\bdaily\b)|\bany day (?:other than|except) (?P<but>(?:an? )?saturdays?(?:,| or| and)* (?:an? )?sundays?)", re.I)  # fmt: skip
_ABOUT_HOURS = re.compile(
    r"\b(?:hours|business day|weekdays?|after[- ]hours|overtime|(?:regular|straight|normal) time|open|office|clock|nights?|any other time)\b",
    re.I,
)
_DEARER = re.compile(
    r"(?:\bx ?[1-3]\b|\b1\.5|\bovertime\b|\bdouble\b|\btime and a half\b|\bafter[- ]hours\b)[^.;]*$", re.I
)


def read(passage: Passage) -> Iterator[Term]:
    if not _ABOUT_HOURS.search(f"{passage.low} {passage.heading}"):
        return
    for times in _TIMES.finditer(passage.text):
        days = _days_near(passage.text, times)
        opens, closes = _clock(times["opens"], "am"), _clock(times["closes"], "pm")
        told = re.search(r":\d|[ap]\.?m|noon|morning|afternoon|evening", times.group(), re.I)
        if days and opens and closes and opens < closes and told and not _DEARER.search(passage.text[: times.start()]):
            yield BusinessHours(passage.pin(), days=days, opens=opens, closes=closes)
            return


def _days_near(text: str, times: re.Match[str]) -> frozenset[int]:
    spans = [*_DAY_SPAN.finditer(text)]
    if not spans:
        named = {_DAYS.index(m.group()[:3].lower()) for m in re.finditer(rf"\b{_DAY}", text, re.I)}
        near = re.search(_DAY, text[max(0, times.start() - 40) : times.end() + 40], re.I)
        return frozenset(named) if near else frozenset()
    nearest = min(spans, key=lambda m: abs(m.start() - times.start()))
    if nearest["all"]:
        return frozenset(range(7))
    if nearest["weekdays"] or nearest["but"]:
        return frozenset(range(5))
    first, last = (_DAYS.index(nearest[name][:3].lower()) for name in ("first", "last"))
    return frozenset(range(first, last + 1)) if first <= last else frozenset((*range(first, 7), *range(last + 1)))


def _clock(words: str, half: str) -> str:
    low = words.lower().replace(".", "").strip()
    if low in ("noon", "midnight"):
        return "12:00" if low == "noon" else "24:00"
    low = re.sub(r" in the (morning)", " am", re.sub(r" in the (?:afternoon|evening)", " pm", low))
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
