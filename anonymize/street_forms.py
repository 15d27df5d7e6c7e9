"""The ways people write one street address, folded (`folding.fold`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from anonymize.folding import folded_key
from anonymize.postal import DIRECTIONS, ORDINALS, SUFFIXES, UNIT_WORDS
from anonymize.vocabulary import vocabulary

_STATE_CODES = """
AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware
DC:District_of_Columbia FL:Florida GA:Georgia HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa KS:Kansas
KY:Kentucky LA:Louisiana ME:Maine MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi
MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey NM:New_Mexico NY:New_York
NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon PA:Pennsylvania PR:Puerto_Rico RI:Rhode_Island
SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas UT:Utah VT:Vermont VA:Virginia WA:Washington
WV:West_Virginia WI:Wisconsin WY:Wyoming AB:Alberta BC:British_Columbia MB:Manitoba NB:New_Brunswick
NL:Newfoundland_and_Labrador NS:Nova_Scotia NT:Northwest_Territories NU:Nunavut ON:Ontario
PE:Prince_Edward_Island QC:Quebec SK:Saskatchewan YT:Yukon
"""
_STATES = tuple(
    (words[1].replace("_", " ").lower(), words[0].lower())
    for words in (pair.split(":") for pair in _STATE_CODES.split())
)
_LOOSE_SUFFIXES = {
    "trail": ("tr",),
    "court": ("crt",),
    "boulevard": ("blv",),
    "parkway": ("prkwy", "pkw"),
    "drive": ("drv",),
}
"""Not the Postal Service's, but written."""


@dataclass(frozen=True)
class _Street:
    """ "415 North 24th Avenue West" in its parts; each part in the ways it is written."""

    number: str
    before: tuple[str, ...]
    name: tuple[str, ...]
    suffix: tuple[str, ...]
    after: tuple[str, ...]


def _parsed(street1: str) -> _Street | None:
    words = folded_key(street1).split()
    digits = next(
        (i for i, word in enumerate(words) if not word[0].isdigit() or re.search(r"\d(?:st|nd|rd|th)$", word)), 0
    )
    number, rest = " ".join(words[:digits]), words[digits:]
    if not number or not rest:
        return None
    before = _writings(rest.pop(0), DIRECTIONS) if len(rest) > 1 and rest[0] in DIRECTIONS else ("",)
    after = _writings(rest.pop(), DIRECTIONS) if len(rest) > 1 and rest[-1] in DIRECTIONS else ("",)
    suffix = _writings(rest.pop(), SUFFIXES) if len(rest) > 1 and rest[-1] in SUFFIXES else ("",)
    names = product(*(_writings(word, ORDINALS) for word in rest))
    return _Street(number, before, tuple(" ".join(name) for name in names), suffix, after)


def _writings(word: str, table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    forms = table.get(word, ())
    loose = _LOOSE_SUFFIXES.get(forms[0], ()) if table is SUFFIXES and forms else ()
    apart = (" ".join(form) for form in forms if table is DIRECTIONS and len(form) == 2)  # "S.W."
    return tuple(dict.fromkeys((word, *forms, *loose, *apart)))


def street_forms(street1: str) -> Iterator[str]:
    street = _parsed(street1)
    if street is None:
        yield street1
        return
    optional = (dict.fromkeys((*street.before, "")), dict.fromkeys((*street.after, "")))
    for before, name, suffix, after in product(optional[0], street.name, street.suffix, optional[1]):
        if suffix or not _ordinary(name):
            yield " ".join(part for part in (street.number, before, name, suffix, after) if part)


def without_suffix(street1: str) -> Iterator[str]:
    street = _parsed(street1)
    if street is not None:
        for before, name in product(dict.fromkeys((*street.before, "")), street.name):
            yield " ".join(part for part in (street.number, before, name) if part)


def street_name(street1: str) -> Iterator[str]:
    """The name alone, where it is more than a number."""
    street = _parsed(street1)
    if street is not None:
        yield from (name for name in street.name if not name[0].isdigit() and len(name) > 2)


def street_alone(street1: str) -> Iterator[str]:
    street = _parsed(street1)
    if street is not None and street.suffix != ("",):
        yield from (f"{name} {suffix}" for name, suffix in product(street.name, street.suffix) if not name.isdigit())


def _ordinary(name: str) -> bool:
    return all(vocabulary().is_ordinary(word) for word in name.split())


def unit_forms(street2: str) -> Iterator[str]:
    words = folded_key(street2).split()
    if not words:
        return
    yield " ".join(words)
    if words[0] in UNIT_WORDS and len(words) > 1:
        yield from (f"{word} {' '.join(words[1:])}".strip() for word in (*UNIT_WORDS, ""))


def unit_id(street2: str) -> str:
    """ "4" of "Apt 4" and of "#4"; "" where there is no such thing."""
    words = folded_key(street2).split()
    named = words[1:] if words and words[0] in UNIT_WORDS else words
    return named[0] if len(named) == 1 and any(c.isdigit() for c in named[0]) else ""


def state_forms(province: str) -> tuple[str, ...]:
    """A state or province by its name and by its code, folded; () for anything else."""
    key = folded_key(province)
    return next((pair for pair in _STATES if key in pair), ())
