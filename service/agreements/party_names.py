"""Which of the names a document gives its parties are one party, and which are two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.agreements.patterns.names import has_legal_form, same_name
from service.agreements.terms import Party


def singles(party: Party) -> list[Party]:
    """Of "<PERSON_a> and <PERSON_b>" both."""
    names = re.split(r" (?:and|&) (?=<PERSON_)", party.name)
    return [replace(party, name=name) for name in names] if party.name.startswith("<PERSON_") else [party]


def apart(named: Sequence[Party]) -> list[Party]:
    """One party once, however its name is shortened or its legal form is written."""
    whole = [one for one in named if not any(_part_of_name(one.name, other.name) for other in named)]
    return [one for nth, one in enumerate(whole) if not any(same_name(one.name, other.name) for other in whole[:nth])]


def _part_of_name(short: str, long: str) -> bool:
    """ "Anna" or "A. Lindgren" beside "Anna Lindgren" is the same person."""
    words, others = short.lower().split(), long.lower().split()
    initial = re.match(r"(?P<letter>\w)\.? ", short.lower())
    same_rest = initial is not None and words[1:] == others[1:] and others[0].startswith(initial["letter"])
    return not has_legal_form(short) and (set(words) < set(others) or (same_rest and words != others))
