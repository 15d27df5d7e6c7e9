"""Which of a client's properties an agreement means by an address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.jobber.records import Property


def properties_at(address: str, sentence: str, properties: Iterable[Property]) -> list[str]:
    """Ids of those on the address's street: the ones among them that the sentence names by unit or own name
    ("Suites 2 and 3 of 12 Mill Row"), else all of them. Both texts are unmasked."""
    street = max(
        (found for one in properties if (found := _street(one)) and _holds(address, found)), key=len, default=""
    )
    there = [one for one in properties if street and _street(one) == street]
    return [one.id for one in _named(sentence, there) or there]


def _named(sentence: str, there: list[Property]) -> list[Property]:
    """Once one is named in full, the others are by their last word."""
    names = [(one, [folded for name in (one.address.street2, one.name) if (folded := _folded(name))]) for one in there]
    if not any(_holds(sentence, name) for _, own in names for name in own):
        return []
    return [one for one, own in names if any(_holds(sentence, name.split()[-1]) for name in own)]


def _street(one: Property) -> str:
    return _folded(one.address.street1)


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {_folded(text)} "


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text or "").strip().casefold()
