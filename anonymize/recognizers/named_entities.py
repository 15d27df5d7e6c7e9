"""What spaCy calls a person or an organization, read again with what contracts are made of.

The small model takes headings, equipment and defined terms for names. A span stays a name only where a word in it is
a name or no word of the language; words of the trade at its ends are cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize.findings import Certainty, Finding
from anonymize.recognizers.names import may_be_name, reads_as_name
from anonymize.vocabulary import vocabulary, word_set

_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?|\d[\w.-]*")
_ONE_NAME = re.compile(r"[^\n\t/&;|]+")
_TITLES = word_set("mr mrs ms miss mx dr prof rev sir fr")


def names_in(text: str, start: int, end: int, entity: str) -> Iterator[Finding]:
    """Findings of `entity` (PERSON or ORGANIZATION) in a span of the text; several people in it are told apart."""
    for line in _ONE_NAME.finditer(text[start:end]):
        words = list(_WORD.finditer(text, start + line.start(), start + line.end()))
        words = _without_ends(_up_to_possessive(words))
        bare = [re.sub(r"['’]s$", "", word.group()) for word in words]
        if words and _is_name(bare, entity):
            told = "PERSON" if _reads_as_a_person(bare) else entity
            yield Finding(words[0].start(), _end(words[-1]), told, Certainty.GUESSED)


def _up_to_possessive(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """ "Maeve's Gate" names Maeve, not the gate."""
    last = next((n for n, word in enumerate(words) if re.search(r"['’]s$", word.group())), len(words))
    return words[: last + 1]


def _without_ends(words: list[re.Match[str]]) -> list[re.Match[str]]:
    while words and _says_nothing(words[0].group()):
        words = words[1:]
    while len(words) > 2 and _is_an_occupation(words):
        words = words[1:]
    while words and _says_nothing(words[-1].group()) and not _is_family_name([word.group() for word in words]):
        words = words[:-1]
    return words


def _is_an_occupation(words: list[re.Match[str]]) -> bool:
    """ "Producer Liviana Palerma"."""
    known, first = vocabulary(), words[0].group()
    named = known.may_be_given(first) or known.is_surname(first)
    return known.is_ordinary(first) and not named and known.may_be_given(words[1].group())


def _says_nothing(word: str) -> bool:
    lower = word.lower().rstrip(".")
    return (
        lower in _TITLES or not word[0].isupper() or (vocabulary().is_trade(lower) and not vocabulary().is_given(lower))
    )


def _is_family_name(words: list[str]) -> bool:
    return len(words) > 1 and vocabulary().is_given(words[-2]) and vocabulary().is_surname(words[-1])


def _is_name(words: list[str], entity: str) -> bool:
    known = vocabulary()
    if len(words) > 6 or any(any(c.isdigit() for c in word) for word in words):
        return False
    if entity == "PERSON":
        return reads_as_name(words)
    telling = any(len(word) > 2 and not known.is_ordinary(word) for word in words)
    return may_be_name(words) and (telling or sum(known.is_surname(word) for word in words) >= 2)


def _reads_as_a_person(words: list[str]) -> bool:
    """ "Miklós Hajdu", whom the model takes for a company: a given name before one that is no word, or no word in it."""
    known = vocabulary()
    if not 2 <= len(words) <= 3 or not all(word[1:].islower() for word in words):
        return False
    named = known.is_surname(words[-1]) or not known.is_ordinary(words[-1])
    return (known.may_be_given(words[0]) and named) or not any(map(known.is_ordinary, words))


def _end(word: re.Match[str]) -> int:
    possessive = re.search(r"['’]s$", word.group())
    return word.end() - (2 if possessive else 0)
