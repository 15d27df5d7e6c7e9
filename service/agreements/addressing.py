"""Which of a client's properties an agreement means by an address."""

from __future__ import annotations

from collections.abc import Iterable

from anonymize.folding import folded_key
from anonymize.street_forms import street_forms
from ingest.jobber.records import Property


def properties_at(address: str, sentence: str, properties: Iterable[Property]) -> list[str]:
    """Ids of those on the address's street, or on each of several that stand side by side, however they are written: the ones
    among them that the sentence names by unit or own name ("Suites 2 and 3 of 12 Mill Row"), else all of a street. Both
    texts are unmasked."""
    found = [(_street_in(address, one), one) for one in properties]
    streets = dict.fromkeys(street for street, _ in found if street)
    whole = [one for one in streets if not any(one != other and _holds(other, one) for other in streets)]
    on = ([one for its_own, one in found if its_own == street] for street in whole)
    return [one.id for there in on for one in _named(sentence, there) or there]


def _street_in(address: str, one: Property) -> str:
    street = one.address.street1 or ""
    forms = map(folded_key, (street, *street_forms(street)))
    return max((form for form in forms if form and _holds(address, form)), key=len, default="")


def _named(sentence: str, there: list[Property]) -> list[Property]:
    """Once one is named in full, the others are by their last word."""
    names = [(one, [name for name in map(folded_key, (one.address.street2 or "", one.name)) if name]) for one in there]
    if not any(_holds(sentence, name) for _, own in names for name in own):
        return []
    return [one for one, own in names if any(_holds(sentence, name.split()[-1]) for name in own)]


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {folded_key(text)} "
