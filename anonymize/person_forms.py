"""The ways people write one person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize.folding import folded_key
from anonymize.vocabulary import vocabulary, word_set

_TITLES = word_set("mr mrs ms miss mx dr prof rev fr pastor father")
_AFTER_NAME = word_set("jr sr ii iii iv md dds esq phd")
_PARTICLES = word_set("de la las los del della di da do dos du le van von der den ten ter st saint y e bin al el")
_JOINED = re.compile(r"\s*(?:&|\+|/|,|\band\b)\s*", re.IGNORECASE)
_SHORTEST_PREFIX, _LONGEST_PREFIX = 3, 5


def given_names(first: str) -> list[str]:
    """ "Terrence & Lucille" are two; titles go."""
    names = (" ".join(w for w in part.split() if _bare(w) not in _TITLES) for part in _JOINED.split(first))
    return [name for name in names if name]


def without_suffix(last: str) -> str:
    """ "Voss, Jr." is called Voss."""
    words = last.replace(",", " ").split()
    while len(words) > 1 and _bare(words[-1]) in _AFTER_NAME:
        words.pop()
    return " ".join(words)


def surnames(last: str) -> list[str]:
    """The name, and what a double one or one with particles is shortened to."""
    parts = [part for part in re.split(r"[-‐–\s]+", last) if part]
    telling = [part for part in parts if _bare(part) not in _PARTICLES and len(part) > 2]
    if len(parts) < 2:
        return [last]
    tails = [" ".join(parts[n:]) for n in range(1, len(parts)) if _bare(parts[n]) in _PARTICLES]
    return list(dict.fromkeys((last, last.replace("-", " "), re.sub(r"\W", "", last), *tails, *telling)))


def without_particles(words: list[str]) -> list[str]:
    """ "Cruz" of "de la Cruz"; all of them where nothing else is left."""
    return [word for word in words if _bare(word) not in _PARTICLES] or words


def calling_names(first: str) -> list[str]:
    """Usual short forms, the first of two given names, and what a long name is cut to ("Steph")."""
    words = vocabulary()
    head = first.split()[0]
    shorts = [*words.short_forms.get(first.lower(), ()), *words.short_forms.get(folded_key(head), ())]
    key = folded_key(head)
    cut = (key[:n] for n in range(_SHORTEST_PREFIX, _LONGEST_PREFIX + 1) if len(key) > n + 1)
    shorts += [stem for stem in cut if not words.is_ordinary(stem)]
    return list(dict.fromkeys(([head] if head != first else []) + shorts))


def pet_names(first: str) -> Iterator[str]:
    """What a long name is cut to and tied off with ("Vinny", "Jennie", "Nate"); for its bearer's own texts."""
    key = folded_key(first.split()[0])
    if len(key) > _LONGEST_PREFIX:
        for stem in (key[:_SHORTEST_PREFIX], key[: _SHORTEST_PREFIX + 1]):
            yield from (f"{stem}{end}" for end in ("e", "y", "ie", f"{stem[-1]}y", f"{stem[-1]}ie", stem[-1]))


def families(last: str) -> Iterator[str]:
    """ "the Vosses", "the Kennedys", "the Kennedies" """
    key = folded_key(last)
    yield f"{key}s"
    if key.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{key}es"
    if key.endswith("y"):
        yield f"{key[:-1]}ies"


def _bare(word: str) -> str:
    return word.lower().strip(".")
