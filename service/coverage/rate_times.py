"""When a rate runs: the hours, days and multiples it names, held against the time of the work."""

from __future__ import annotations

import re
from datetime import time

from service.agreements.terms import Rate
from service.coverage.conditions import provisos
from service.coverage.hours import Window, windows_in
from service.coverage.lines import Line
from service.coverage.speaking import Speakers
from service.coverage.vocabulary import tokens

_MULTIPLES = {
    "1.25": r"(?:time|one) and (?:a|one) quarter|1\.25",
    "1.5": r"one and (?:a|one)[- ]half|1\.5|time and a half|150 ?%",
    "2": r"doubl|twice|two (?:\(2\) )?times|2(?:\.0)? ?(?:x|times)|x ?2|200 ?%",
}


def runs(rate: Rate, speakers: Speakers, line: Line) -> bool:
    """Does the rate's time fall on the work's? Hours written beside the rate go before the name of the time."""
    setting = speakers.setting
    if rate.when == "holiday":
        return "holiday" in setting.bands
    if rate.days is not None and setting.work.start:
        return _window_of(rate).holds(setting.work.day.weekday(), setting.work.start)
    if not _day_named(rate, speakers):
        return False
    windows = windows_in(_own_words(rate)) if rate.multiple is not None else ()
    if windows and setting.work.start:
        return any(window.holds(setting.work.day.weekday(), setting.work.start) for window in windows) or (
            "holiday" in setting.bands and "holiday" in rate.pin.quote.lower()
        )
    said = [one.holds for one in provisos(_after_amount(rate), setting) if one.kind == "hours"]
    if rate.when == "regular" and said:
        return all(said)
    if rate.when == "emergency":
        return "emergency" in tokens(f"{line.item.name} {setting.work.about}")
    return rate.when == "regular" or rate.when in setting.bands


def time_fits(rate: Rate, speakers: Speakers) -> bool:
    """Whether the time a rate names holds for the work."""
    bands = speakers.setting.bands
    if rate.when == "holiday":
        return "holiday" in bands
    if rate.days is not None and speakers.setting.work.start:
        return _window_of(rate).holds(speakers.setting.work.day.weekday(), speakers.setting.work.start)
    return rate.when in bands or (rate.when == "regular" and ("regular" in bands or "minimum" in rate.what))


def _window_of(rate: Rate) -> Window:
    opens, closes = time.fromisoformat(rate.opens or "00:00"), rate.closes
    return Window(
        rate.days or frozenset(range(7)), opens, time.fromisoformat(closes) if closes not in ("", "24:00") else time.max
    )


def _day_named(rate: Rate, speakers: Speakers) -> bool:
    """A multiple beside which days are named runs on those days: "Saturdays at one and one-half, Sundays double"."""
    words = _MULTIPLES.get(str(rate.multiple.normalize())) if rate.multiple is not None else None
    if words is None or rate.days is not None:
        return True
    named = {
        match[1].lower() for match in re.finditer(r"\b(sat|sun)(?:ur)?days?\b", _beside_multiple(words, rate), re.I)
    }
    today = {5: "sat", 6: "sun"}.get(speakers.setting.work.day.weekday(), "")
    return not named or not today or today in named or "holiday" in speakers.setting.bands


def _beside_multiple(words: str, rate: Rate) -> str:
    """The words that belong to a multiple: those since the one before it where they name a day, else those up to the next."""
    quote = rate.pin.quote
    every = sorted(match.span() for each in _MULTIPLES.values() for match in re.finditer(each, quote, re.I))
    start, end = next((match.span() for match in re.finditer(words, quote, re.I)), (0, 0))
    before = quote[max((other for _, other in every if other <= start), default=0) : start]
    after = _SAVE.split(quote[end : min((other for other, _ in every if other >= end), default=len(quote))])[0]
    return before if re.search(r"days?\b", before, re.I) else after


def _own_words(rate: Rate) -> str:
    """The words of a multiple in a sentence of several ("… one and a half times, save that on Sundays twice"), else all."""
    quote, words = rate.pin.quote, _MULTIPLES.get(str(rate.multiple.normalize())) if rate.multiple else None
    several = sum(len(re.findall(each, quote, re.I)) for each in _MULTIPLES.values()) > 1
    return _beside_multiple(words, rate) if words and several and _SAVE.search(quote) else quote


_SAVE = re.compile(r",? (?:save|except|but) (?:that|on|for)\b", re.I)


def _after_amount(rate: Rate) -> str:
    """The words between the rate's own amount and the next: "… during business hours" of two rates in one sentence."""
    quote = rate.pin.quote
    at = quote.find(f"{rate.amount:.2f}") if rate.amount is not None else -1
    return quote[at:].split("$", 1)[0] if at >= 0 else ""
