"""Amounts to the cent, and how people write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

CENT, NOTHING = Decimal("0.01"), Decimal(0)
_WRITTEN = re.compile(
    r"(?P<sign>(?:US)?\$)\s?(?P<dollars>\d{1,3}(?:,\d{3})+|\d+)(?P<cents>\.\d{1,2})?(?P<thousand>\s?k\b)?"
    r"|(?<![\d.])(?P<plain>\d{1,3}(?:,\d{3})+|\d+)(?P<plain_cents>\.\d{1,2})?(?P<plain_thousand>k)?\s?(?:dollars|bucks|usd)\b"
    r"|(?<![\d.,])(?P<exact>\d[\d,]*\.\d{2})(?![\d.%]|\s?(?:percent|hours?|hrs?)\b)",
    re.I,
)
_BARE = re.compile(
    r"\b(?:up to|max(?:imum)?(?: of)?|not (?:above|over|more than|to exceed)|no more than|under|below|limit(?: of| is)?"
    r"|as long as (?:it'?s|it is)(?: under| below)?|for(?=\s[\d,.]+k?\s*(?:[.,;!]|$|total|all|max|tops))|spend|cap(?:ped)? at)\s(?P<amount>\d{1,3}(?:,\d{3})+|\d{2,6})(?P<cents>\.\d{2})?"
    r"(?P<thousand>k)?\b(?!\s?(?:%|percent|am\b|pm\b|a\.m|p\.m|o'clock|hours?|hrs?|days?|weeks?|minutes?|min\b|years?|units?|lbs?|pounds?"
    r"|gal|:\d|/\d|-\d|st\b|nd\b|rd\b|th\b))",
    re.I,
)

_BOUND = re.compile(
    r"\b(?:up to|max(?:imum)?(?: of)?|not (?:above|over|more than|to exceed)|no more than|under|below|limit(?: of| is)?|within)\s*\$?\s?$",
    re.I,
)


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def dollars(amount: Decimal) -> str:
    """ "$1,234.50"."""
    return f"${cents(amount):,.2f}"


def number(amount: Decimal) -> str:
    """A count without needless zeros: 2, 1.5."""
    return f"{amount.normalize():f}"


def plain(amount: Decimal) -> str:
    """A number of a calculation: money with its cents, counts and rates without needless zeros, exact either way."""
    return f"{amount:.2f}" if amount == cents(amount) and amount != amount.to_integral_value() else number(amount)


def ceiling_in(text: str) -> Decimal | None:
    """The sum a text allows: the least one after "up to" and the like, else the greatest it names."""
    named = amounts_in(text)
    bounded = [amount for at, amount in named if _BOUND.search(text[:at])]
    return min(bounded, default=max((amount for _, amount in named), default=None))


def amounts_in(text: str) -> list[tuple[int, Decimal]]:
    """Every sum of money named in plain words, with where it stands: "$1,200", "1.2k dollars", "600.00", "up to 500"."""
    found = {match.start(): _value(match["dollars"] or match["plain"] or match["exact"], match["cents"] or match["plain_cents"],
                                   match["thousand"] or match["plain_thousand"]) for match in _WRITTEN.finditer(text)}  # fmt: skip
    for match in _BARE.finditer(text):
        found.setdefault(match.start("amount"), _value(match["amount"], match["cents"], match["thousand"]))
    return sorted(found.items())


def _value(digits: str, fraction: str | None, thousand: str | None) -> Decimal:
    value = Decimal(digits.replace(",", "") + (fraction or ""))
    return value * 1000 if thousand else value
