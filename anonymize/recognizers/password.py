"""Passwords of home networks and the words alarm companies ask for."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_ASKED_FOR = (
    r"(?:pass ?words?|passwd|pw|pass ?phrase|pass ?codes?|code ?word|safe ?word|alarm word|verbal (?:code|word)|"
    r"wi-?fi (?:key|pass)|security (?:question )?answer)"
)
_VALUE = r"(?:[\"“][^\"”\n]{2,40}[\"”]|[\w@#$%!&*.+-]{3,40}(?<![.,]))"
_TWO_WORDS = r"(?-i:[A-Z][a-z]+ [A-Z][a-z]+)"
_SAID = re.compile(
    rf"\b{_ASKED_FOR}\b[^\n.:=\"“]{{0,40}}?(?:\s(?:is|are|was)\s{{1,2}}|\s?[:=]\s{{0,3}})(?P<value>{_TWO_WORDS}|{_VALUE})",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"\b(?:pass ?phrase|code ?phrase|safe ?words?|verbal pass ?word)\b\s?(?:is|:|=)\s{0,2}(?P<value>\w{2,15}(?: \w{2,15}){1,3})(?=\s*(?:$|[\n.,;]))",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"\b{_ASKED_FOR}\b[^\n.\"“]{{0,20}}(?P<value>[\"“][^\"”\n]{{2,40}}[\"”])", re.IGNORECASE)
_BESIDE = re.compile(rf"\b{_ASKED_FOR}\s{{1,2}}(?P<value>{_TWO_WORDS}|[\w@#$%!&*.+-]{{3,40}}(?<![.,]))", re.IGNORECASE)
_THE_WORD = re.compile(
    r"\b(?:code|alarm|monitoring|dispatch|verify|verification)\b[^\n.;]{0,30}\bword\s(?:is\s)?(?P<value>[a-z]{3,20})\b",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    r"\b(?:wi-?fi(?: network)?|network|ssid)(?:\s?(?:is|:|=))?\s{1,2}(?P<value>[\w -]{3,32}?)(?=\s?(?:\(|/|,|;|\s(?:pass|pw|password)\b))",
    re.IGNORECASE,
)
_NETWORK_PASSWORD = re.compile(
    r"\bwi-?fi(?: network)?(?:\s?(?:is|:|=))?\s{1,2}[\w -]{3,32}?\s?(?:[/,;]\s?(?:(?:pass|pw|password)\b\s?:?\s?)?|\s(?:pass|pw|password)\b\s?:?\s?)"
    r"(?P<value>[\w@#$%!&*.+-]{4,40}(?<![.,]))",
    re.IGNORECASE,
)
_WIFI_SAID = re.compile(
    r"\b(?:wi-?fi|internet)\s?[:=]\s{0,2}(?P<value>(?=[\w@#$%!&*.+-]*\d)[a-z][\w@#$%!&*.+-]{5,40}(?<![.,]))",
    re.IGNORECASE,
)
_NO_ASKED_FOR = word_set(
    "protected protection required reset change changed changes policy manager and or the for is are was with will must shall "
    "may of to in on at by from as not here only again field prompt login when if that which security"
)


def _is_said(match: Match) -> bool:
    value = match.group("value").strip('"“”').lower()
    return value not in _NO_ASKED_FOR and not vocabulary().is_trade(value)


def _is_no_word(match: Match) -> bool:
    """Without "is", what follows may be any word: a secret shows by its digits, signs or capitals, or stands at the end."""
    value = match.group("value")
    at_the_end = re.match(r"[\s.)]*(?:$|\n|,)", match.string[match.end() :]) is not None
    return (at_the_end or not value.isalpha() or not value.islower()) and _is_said(match)


def _names_a_network(match: Match) -> bool:
    """One or two words, not all of them ordinary; "Wi-Fi network provided by Customer" names none."""
    words = match.group("value").split()
    return len(words) <= 2 and any(not word.isalpha() or not vocabulary().is_ordinary(word) for word in words)


RECOGNIZER = Recognizer(
    "password",
    (
        Rule("ACCESS_CODE", _SAID, _is_said),
        Rule("ACCESS_CODE", _PHRASE),
        Rule("ACCESS_CODE", _QUOTED),
        Rule("ACCESS_CODE", _BESIDE, _is_no_word),
        Rule("ACCESS_CODE", _THE_WORD, _is_said),
        Rule("ACCESS_CODE", _NETWORK, _names_a_network),
        Rule("ACCESS_CODE", _WIFI_SAID),
        Rule("ACCESS_CODE", _NETWORK_PASSWORD, _names_a_network),
    ),
)
