"""Provisos a term's own words carry: hours, months, first days, causes. Each holds, does not hold, or is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from service.agreements.seasons import MONTHS, seasons_hold
from service.agreements.terms import Term
from service.coverage.circumstances import Circumstance, State, causes_in, condition_of, standing
from service.coverage.hours import Clock, windows_in
from service.coverage.price_range import price_range
from service.coverage.work import Work

_OUTSIDE = re.compile(
    r"\b(?:outside (?:of )?(?:the )?(?:regular|normal|business|working|standard|office|those|these|stated)|after[- ](?:regular |normal |business )?hours|(?:at )?(?:all|any) other (?:times?|hours?)"
    r"|nights?,? (?:and|or|&) weekends?|evenings?|overtime|on weekends|on holidays|weekends? (?:and|or) holidays?)\b",
    re.I,
)
_TURNED = re.compile(r"\b(?:outside(?: of)?|other than|not (?:between|during)|except (?:between|during))\b", re.I)
_INSIDE = re.compile(
    r"\b(?:during|within|in|at) (?:the )?(?:contractor'?s? |our |company'?s? )?(?:regular|normal|business|working|standard|office)(?: (?:business|working|office))? hours\b"
    r"|\bregular hours only\b|\bweekdays? only\b|\bbusiness hours only\b|\(regular hours\)|\bon weekdays?\b|\bweekday (?:visits?|calls?|appointments?|service|work)\b",
    re.I,
)
ANYTIME = re.compile(
    r"\b(?:any (?:hour|time)|whatever (?:the )?hour|at whatever hour|24[/ -]7|24 hours|around the clock|day or night|as weekdays|no (?:after[- ]hours |overtime )?(?:supplement|surcharge|extra charge)"
    r"|no overtime|regardless of (?:the )?(?:hour|time)|any hour|nights,? (?:and )?weekends,?(?: and holidays)? (?:are )?included|including (?:nights|after[- ]hours|weekends))\b",
    re.I,
)
_FIRST_DAYS = re.compile(
    r"\b(?:during|in|within) the first (?P<n>\d+|thirty|sixty|ninety|fifteen)(?: \(\d+\))? days\b", re.I
)
_WAITED = re.compile(
    r"\b(?:after|from|following) (?:a |the )?(?P<n>\d+|thirty|sixty|ninety|fifteen)(?:[- ](?:first|st|th))?(?: \(\d+\))?[- ]days?\b[^.]{0,40}\b(?:wait|on\b|of the|after)",
    re.I,
)
_COUNTS = {"fifteen": 15, "thirty": 30, "sixty": 60, "ninety": 90}
_PRIORITY = re.compile(r"\b(?:is|are|a|for|on|of) priority (?P<n>\d)\b", re.I)
_FAILED = re.compile(
    r"\b(?:breakdown|failure|malfunction|outage) of (?:the )?(?P<thing>[a-z ]{3,30}?)(?= and| or|[,.;]|$| that| which)",
    re.I,
)


@dataclass(frozen=True)
class Proviso:
    """`holds` is None where nothing tells; `said` names the fact for the reader."""

    kind: str
    holds: bool | None
    said: str


@dataclass(frozen=True)
class Setting:
    """What provisos are held against: the work, the contract's clock, what happened, the contract's first day."""

    work: Work
    clock: Clock
    happened: tuple[Circumstance, ...]
    began: date | None

    @property
    def bands(self) -> frozenset[str]:
        return self.clock.bands(self.work.day, self.work.start)

    @property
    def regular(self) -> bool:
        return "regular" in self.bands


def sentence_with(text: str, *needles: str) -> str:
    """The sentence (or table cell) of a quote that shares most words with what is sought; all of it where none does."""
    parts = [part for part in re.split(r"(?<=[.;])(?<![ap]\.m\.)(?<!\bNo\.)\s+|\s\|\s", text) if part.strip()]
    sought = {word for needle in needles for word in re.findall(r"[\w.]+", needle.lower())}
    shared: list[int] = [len(sought & set(re.findall(r"[\w.]+", part.lower()))) for part in parts]
    best = max(shared, default=0)
    return parts[shared.index(best)] if best else text


@lru_cache(maxsize=20_000)
def own_sentence(term: Term) -> str:
    """The words of a term's quote that state the term itself: those with its amount, else those about its object."""
    amount = getattr(term, "amount", None) or getattr(term, "percent", None)
    if amount is not None:
        figures = (f"{amount:.2f}", f"{amount.normalize():f}")
        sentences = [
            part
            for part in re.split(r"(?<=[.;])(?<![ap]\.m\.)(?<!\bNo\.)\s+|\s\|\s", term.pin.quote)
            if any(figure in part for figure in figures)
        ]
        if sentences:
            return sentences[0]
    return sentence_with(term.pin.quote, str(getattr(term, "what", "")))


def provisos(text: str, setting: Setting, unit_price: Decimal | None = None) -> tuple[Proviso, ...]:
    """Every proviso the text states, judged; `unit_price` is that of the line in question."""
    readers = (_hours, _season, _days, _failure, _priority)
    return tuple([*(one for read in readers for one in read(text, setting)), *_price(text, unit_price)])


def verdict_of(found: Sequence[Proviso]) -> bool | None:
    """All must hold; one that does not decides, else one that is not known."""
    if any(one.holds is False for one in found):
        return False
    return None if any(one.holds is None for one in found) else True


def cause_state(cause_ids: frozenset[str], setting: Setting) -> State | None:
    """The strongest standing of any of these causes."""
    states = [state for id in sorted(cause_ids) if (state := standing(setting.happened, id))]
    order = (State.CERTAIN, State.DOUBTED, State.DENIED)
    return min(states, key=order.index, default=None)


def _hours(text: str, setting: Setting) -> Iterator[Proviso]:
    """Hours written out go before the names of times; "outside" before them turns them round."""
    if ANYTIME.search(text):
        return
    windows = windows_in(text)
    if windows and setting.work.start:
        inside = any(window.holds(setting.work.day.weekday(), setting.work.start) for window in windows)
        yield Proviso("hours", inside != bool(_TURNED.search(text)), f"the work began {moment(setting)}")
        return
    outside, regular = bool(_OUTSIDE.search(text)), bool(_INSIDE.search(text))
    if outside != regular:
        yield Proviso("hours", setting.regular is regular, f"the work began {moment(setting)}")


def moment(setting: Setting) -> str:
    at = f" at {setting.work.start:%H:%M}" if setting.work.start else ""
    return f"on {setting.work.day:%A}, {setting.work.day.isoformat()}{at}"


def _season(text: str, setting: Setting) -> Iterator[Proviso]:
    day = setting.work.day
    for inside in seasons_hold(text, day):
        yield Proviso("season", inside, f"the work was done in {MONTHS[day.month - 1].title()}")


def _days(text: str, setting: Setting) -> Iterator[Proviso]:
    for pattern, early in ((_FIRST_DAYS, True), (_WAITED, False)):
        match = pattern.search(text)
        if match and setting.began:
            count = _COUNTS.get(match["n"].lower()) or int(match["n"])
            within = setting.work.day < setting.began + timedelta(days=count)
            yield Proviso(
                "waiting", within is early, f"day {(setting.work.day - setting.began).days + 1} of the agreement"
            )


def _priority(text: str, setting: Setting) -> Iterator[Proviso]:
    for match in _PRIORITY.finditer(text):
        held = re.search(rf"\bpriority[ #-]*{match['n']}\b", setting.work.about, re.I) is not None
        yield Proviso("priority", held, f"whether the call was priority {match['n']}")


def _price(text: str, unit_price: Decimal | None) -> Iterator[Proviso]:
    told = price_range(text)
    if told and unit_price is not None:
        yield Proviso("price", told[0] <= unit_price <= told[1], f"its list price is ${unit_price:.2f}")


def _failure(text: str, setting: Setting) -> Iterator[Proviso]:
    for match in _FAILED.finditer(text):
        if causes_in(text) or "follow" in text.lower():
            thing = match["thing"].strip()
            yield Proviso("failure", condition_of(thing, setting.work.statements), f"whether the {thing} had failed")
