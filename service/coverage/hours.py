"""Which clock runs: regular hours, nights, weekends, holidays, by the contract's own hours where it states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from service.agreements.terms import BusinessHours, Term

USUAL_DAYS, USUAL_OPEN, USUAL_CLOSE = frozenset(range(5)), time(8), time(17)
GREAT_HOLIDAYS = frozenset(
    {"New Year's Day", "Memorial Day", "Independence Day", "Labor Day", "Thanksgiving Day", "Christmas Day"}
)
_ALL_HOLIDAYS = re.compile(
    r"\b(?:federal|bank|legal|public|national|statutory) holidays?\b|\bbanks?\b[^.]{0,40}\bclosed\b", re.I
)
_DAY = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_DAYS = re.compile(
    rf"(?P<first>{_DAY_NAME})\s*(?:-|–|to|through|thru|until)\s*(?P<last>{_DAY_NAME})|(?P<one>{_DAY_NAME})"
    r"|(?P<word>m-f\b|weekdays?|weekends?|every day|daily|any day|seven days|7 days|every night|nightly|nights)\b",
    re.I,
)
_WORD_DAYS = {"weekday": frozenset(range(5)), "m-f": frozenset(range(5)), "weekend": frozenset({5, 6})}
_CLOCK = r"(?P<{0}h>\d{{1,2}})(?::?(?P<{0}m>\d{{2}}))?\s*(?P<{0}p>a\.?\s?m\b\.?|p\.?\s?m\b\.?|(?:o'clock )?in the (?:morning|afternoon|evening)|noon|midnight)?"
_RANGE = re.compile(
    rf"(?<![\d$./]){_CLOCK.format('a')}\s*(?:-|–|—|to|until|till|through|and)\s*{_CLOCK.format('b')}(?![\d%/])", re.I
)
_OPEN = re.compile(
    rf"\b(?P<side>after|before|past|from|evenings? (?:from|after)|nights? (?:from|after)) {_CLOCK.format('a')}", re.I
)
_PARTS = re.compile(
    r"[;\n]|\bor (?=(?:on|after|before|past) )|,\s(?=every|all)|(?<=[\dm.]),\s(?=(?:on )?(?:sat|sun|weekend|holi))|\band (?=(?:all of |on )?(?:sat|sun|holi))|(?<=days),? and (?=(?:after|before|past) \d)|(?<![ap]\.m)(?<![ap])\.\s",
    re.I,
)


@dataclass(frozen=True)
class Window:
    """Days (0 Monday … 6 Sunday) and hours; it runs over midnight where `closes` is not after `opens`."""

    days: frozenset[int]
    opens: time
    closes: time

    def holds(self, day: int, at: time) -> bool:
        if self.opens < self.closes:
            return day in self.days and self.opens <= at < self.closes
        return (day in self.days and at >= self.opens) or ((day - 1) % 7 in self.days and at < self.closes)


@dataclass(frozen=True)
class Clock:
    """What the contract calls regular; `stated` is false where it names none and the usual hours are assumed."""

    windows: tuple[Window, ...]
    stated: bool
    all_holidays: bool = False

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Clock:
        every = tuple(terms)
        stated = tuple(
            Window(one.days, time.fromisoformat(one.opens), _closing(one.closes))
            for one in every
            if isinstance(one, BusinessHours)
        )
        every_holiday = any(_ALL_HOLIDAYS.search(one.pin.quote) for one in every)
        return cls(stated or (Window(USUAL_DAYS, USUAL_OPEN, USUAL_CLOSE),), bool(stated), every_holiday)

    def bands(self, day: date, at: time | None) -> frozenset[str]:
        """The times a price may speak of that this hour falls in: regular, or after_hours, weekend, holiday."""
        if holiday_name(day, every=self.all_holidays):
            return frozenset({"holiday", "after_hours"})
        inside = any(window.holds(day.weekday(), at) for window in self.windows) if at else day.weekday() < 5
        if inside:
            return frozenset({"regular"})
        return frozenset({"after_hours", "weekend"}) if day.weekday() >= 5 else frozenset({"after_hours"})


def _closing(text: str) -> time:
    return time.max if text in ("24:00", "00:00") else time.fromisoformat(text)


def holiday_name(day: date, *, every: bool) -> str:
    """The United States federal holiday observed on `day`; only the six every trade keeps, unless `every`."""
    named = _holidays(day.year).get(day, "")
    plain = named.removesuffix(" (observed)")
    return named if every or plain in GREAT_HOLIDAYS else ""


@lru_cache
def _holidays(year: int) -> dict[date, str]:
    import holidays

    return dict(holidays.country_holidays("US", years=year))


@lru_cache(maxsize=20_000)
def windows_in(text: str) -> tuple[Window, ...]:
    """Every stretch of days and hours a text names: "Mon–Fri 16:00–22:00; all of Saturday 07:00–22:00"."""
    return tuple(window for part in _PARTS.split(text) for window in _windows(part))


def _windows(part: str) -> Iterator[Window]:
    days = frozenset().union(*(_days(match) for match in _DAYS.finditer(part)))
    ranges = [hours for match in _RANGE.finditer(part) if (hours := _hours(match, sure=bool(days)))]
    open_ended = [hours for match in _OPEN.finditer(part) if not ranges and (hours := _open(match))]
    for opens, closes in (*ranges, *open_ended):
        yield Window(days or frozenset(range(7)), opens, closes)
    if days and days <= {5, 6} and not ranges and not open_ended:
        yield Window(days, time.min, time.max)


def _open(match: re.Match[str]) -> tuple[time, time] | None:
    """ "After 5 p.m." runs to midnight, "before 7 a.m." from midnight."""
    side = match["side"].lower()
    late = side.startswith(("evening", "night"))
    at = _hour(match, "a", "")
    if at is None or not (match["ap"] or match["am"] or late):
        return None
    at = time(at.hour + 12, at.minute) if late and at.hour < 12 and not match["ap"] else at
    return (time.min, at) if side == "before" else (at, time.max)


def _days(match: re.Match[str]) -> frozenset[int]:
    if match["first"]:
        first, last = _DAY[match["first"][:3].lower()], _DAY[match["last"][:3].lower()]
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if match["one"]:
        return frozenset({_DAY[match["one"][:3].lower()]})
    return _WORD_DAYS.get(match["word"].lower().removesuffix("s"), frozenset(range(7)))


def _hours(match: re.Match[str], *, sure: bool) -> tuple[time, time] | None:
    """`sure`: days stand beside the numbers, so "8-5" is hours too."""
    opens, closes = _hour(match, "a", match["bp"] or ""), _hour(match, "b", "pm")
    marked = match["ap"] or match["bp"] or match["am"] or match["bm"] or sure
    return (opens, closes) if marked and opens is not None and closes is not None else None


def _hour(match: re.Match[str], side: str, other: str) -> time | None:
    hour, minute = int(match[f"{side}h"]), int(match[f"{side}m"] or 0)
    mark = (match[f"{side}p"] or "").lower().replace(".", "").replace(" ", "")
    timed = bool(match[f"{side}m"]) and not match["ap"] and not match["bp"]
    if not timed and hour <= 12:
        evening = mark.startswith("p") or "afternoon" in mark or "evening" in mark
        if evening or (not mark and side == "b" and other):
            hour = hour % 12 + 12
        elif mark.startswith("a") or "morning" in mark or mark == "midnight":
            hour %= 12
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None
