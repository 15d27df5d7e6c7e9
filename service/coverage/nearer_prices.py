"""Prices that go before a promise: one made for the line's very thing, and one for what comes past those that were given."""

from __future__ import annotations

import re

from service.agreements.ordinals import ORDINAL, ordinal
from service.agreements.terms import Allowance, Discount, Inclusion, Rate, Term
from service.coverage.clause_words import beyond
from service.coverage.conditions import own_sentence
from service.coverage.lines import Line
from service.coverage.matching import Match
from service.coverage.said import Said
from service.coverage.speaking import Speakers

_WE_BEAR = re.compile(r"\b(?:we|i|contractor|company) (?:bears?|pays?|carr(?:y|ies)|covers?)\b", re.I)
RATE_NEARER, DISCOUNT_NEARER = 0.1, 0.2
"""By so much a price by name is nearer than the promise it goes before: a reduction may be of what is bought besides."""
_OF_ITS_KIND = re.compile(
    rf"\b(?P<n>{ORDINAL})\b(?! (?:floor|story|storey|level|stage|man|hand|unit|bath\w*|bed\w*|half|quarter|trip|street|avenue))",
    re.I,
)
_FROM = re.compile(
    rf"\b(?P<n>{ORDINAL}),? (?:and|or) (?:(?:any|each|every|all) )?(?:later|further|beyond|subsequent|following|more)\b"
    rf"|\b(?:after|past|beyond) the (?P<past>{ORDINAL})\b",
    re.I,
)


def nearer_price(line: Line, inn: Said[Term], speakers: Speakers) -> Said[Term] | None:
    """A price of the line's very thing, where the promise is further from it: "magnesium at 10% off" beside "one sanding a
    storm"."""
    rates: list[Said[Term]] = [
        one
        for one in speakers.all(Rate, line)
        if one.weight > inn.weight + RATE_NEARER and not beyond(one.term) and not _WE_BEAR.search(one.pin.quote)
    ]
    reduced: list[Said[Term]] = [
        one for one in speakers.all(Discount, line) if one.weight > inn.weight + DISCOUNT_NEARER
    ]
    named = (one for one in (*rates, *reduced) if one.match.kind in ("same", "kind_of") and one.holds)
    return next((one for one in named if one.pin.quote != inn.pin.quote), None)


def later_one(line: Line, speakers: Speakers) -> Said[Term] | None:
    """The price of "the third and later" for a line that says it is the fourth of its kind."""
    match = _OF_ITS_KIND.search(line.item.name)
    if match is None:
        return None
    for rate in speakers.terms(Rate):
        begins = _begins(rate)
        if begins and ordinal(match["n"]) >= begins and _about(rate, line, speakers):
            return Said(rate, Match(0.95, "same", f"it is the {match['n'].lower()} of its kind"))
    return None


def _begins(rate: Rate) -> int:
    """From which on the rate runs; 0 where it says none."""
    match = _FROM.search(f"{rate.what}. {own_sentence(rate)}")
    if match is None:
        return 0
    return ordinal(match["n"]) if match["n"] else ordinal(match["past"]) + 1


def _about(rate: Rate, line: Line, speakers: Speakers) -> bool:
    """Does the rate, or what its clause gives before it, name the line's thing?"""
    if speakers.matcher.best(line, speakers.words(rate.what).subjects).decides:
        return True
    given: list[Said[Term]] = [*speakers.all(Inclusion, line), *speakers.all(Allowance, line)]
    return any(one.match.decides and one.pin.clause_id == rate.pin.clause_id for one in given)
