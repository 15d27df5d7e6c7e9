"""Addresses from outside North America in their commonest forms, and address blocks of several lines."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.recognizers.street_address import TAIL
from anonymize.vocabulary import vocabulary, word_set

_START = r"(?<![\w$.,/#-])"
_CAP = r"[^\W\d_a-zß-öø-ÿ]"
_UNIT = r"(?:(?i:apt|suite|unit)\.?[ ]\w{1,6})"
_ENDINGS = "straße|strasse|str\\.|gasse|weg|allee|gade|gata|gatan|gränd|vej|veien|vegen|vägen|väg|braut|katu|tie|straat|laan|plein"
_COMPOUNDS = "straße|strasse|gade|gata|gatan|veien|vegen|vägen|vej|straat|laan|allee|katu|plein"
_OWN_WORD = r"strasse|straße|utca|útja|u\.|út|tér|rkp\.|terrasse|kapu"
_FIRST_WORD = "rua|rue|via|viale|corso|piazza|calle|avenida|avenue|strada|ulica|ul\\.|plac|quai|chemin|λεωφόρος|λ\\."
_NAME = rf"{_CAP}[\w'’.-]{{1,24}}"
_STREET_AND_NUMBER = re.compile(
    rf"(?:{_NAME}[ ]and[ ])?{_START}(?:\d{{1,6}},?[ ]{{1,2}})?(?:(?:{_NAME}[ ]){{0,2}}(?:{_NAME}(?i:{_ENDINGS})|(?i:{_OWN_WORD}))|"
    rf"(?i:{_FIRST_WORD})[ ](?:(?:do|da|dos|das|de|del|della|di|du|des|la|le|al|el|los)[ ]){{0,2}}{_NAME}(?:[ ](?:(?:do|da|dos|das|de|del|di|du)[ ])?{_NAME}){{0,2}}),?"
    rf"[ ]\d{{1,5}}[A-Za-z]?\b\.?{TAIL}"
)
_SMALL = re.compile(rf"{_START}(?:\d{{1,6}},?[ ])?(?P<name>[^\W\d_]{{3,20}}(?:{_COMPOUNDS}))[ ]\d{{1,4}}\b{TAIL}")
_NUMBER_STREET_NUMBER = re.compile(
    rf"{_START}\d{{3,6}}[ ](?P<name>{_NAME}(?:[ ][\w'’.-]{{1,24}}){{0,3}}?)[ ]\d{{1,5}}[A-Z]?\b{TAIL}"
)
_LINES = r"(?:[ \t]*\n{0,2}[ \t>?,]{0,6}[^\W\d_][^\W\d_ '’().∆-]{0,30}){1,4}[ ,]{0,3}\n?[ >?]{0,4}(?:\d{4,5})?\b"
_BLOCK = re.compile(
    rf"{_START}\d{{2,6}},?[ ](?P<name>[^\n:;$]{{3,60}}?)[ ,\n>?]{{1,6}}{_UNIT}(?P<lines>[ ]{{0,2}}\n{_LINES}|,[ ]{_NAME}{_LINES})"
)


def _names_no_equipment(match: Match) -> bool:
    known, words = vocabulary(), re.findall(r"[^\W\d_]{2,}", match.group("name"))
    return bool(words) and not any(known.is_ordinary(word) and not known.is_only_surname(word) for word in words)


def _says_nothing_of_trade(match: Match) -> bool:
    """A block that runs into the words of a contract is none."""
    words = re.findall(r"[^\W\d_]{3,}", match.group("lines"))
    return bool(words) and not any(vocabulary().is_trade(word) and word.lower() not in _PLACE_WORDS for word in words)


_PLACE_WORDS = word_set("new port san los las the and city county salt field park hill")

RECOGNIZER = Recognizer(
    "foreign address",
    (
        Rule("STREET_ADDRESS", _STREET_AND_NUMBER),
        Rule("STREET_ADDRESS", _SMALL, _names_no_equipment),
        Rule("STREET_ADDRESS", _NUMBER_STREET_NUMBER, _names_no_equipment),
        Rule("STREET_ADDRESS", _BLOCK, _says_nothing_of_trade),
    ),
)
