"""People the account does not know, by the words around their names and by given names; `named_entities` has the rest."""

from __future__ import annotations

import re

from anonymize.findings import Certainty
from anonymize.recognizers.names import may_be_name, reads_as_name, words_of
from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary

_CAP = r"[A-ZÀ-Þ](?:[\w]|['’-](?=\w)){1,24}"
_NAME = rf"(?:{_CAP}(?:[ ](?:[A-Z]\.?[ ])?(?:(?:de|del|la|van|von|der|da|di|bin|al)[ ]){{0,2}}{_CAP}){{0,2}})"
_TITLED = re.compile(
    rf"\b(?i:mr|mrs|ms|miss|mx|dr|prof|rev|pastor|rabbi|deacon|sister|judge)\b\.?[ ](?P<value>(?:[A-Z]\.?[ ])?{_NAME})"
)
_ROLE = (
    r"(?i:tenants?|neighbou?rs?|home ?owner|owner|landlord|residents?|occupants?|contact|attn|attention|c/o|ask for|asked for|"
    r"call|called|calls|text|texted|spoke (?:with|to)|talk(?:ed)? (?:with|to)|see|per|from|signed by|approved by|authorized by|requested by|"
    r"reported by|prepared (?:for|by)|submitted by|sold to|bill to|ship to|printed? name|full name|customer name|client name|name|by|"
    r"customer|client|technician|tech|dispatcher|manager|superintendent|caretaker|custodian|janitor|housekeeper|nanny|sitter|"
    r"husband|wife|spouse|son|daughter|mother|father|mom|dad|brother|sister|boyfriend|girlfriend|roommate|partner|"
    r"president|treasurer|secretary|chair|director|coordinator|supervisor|foreman|realtor|agent|hi|hello|dear|thanks|thank you|"
    r"meet|met|let|tell|told|notify|email|e-mail|emailed|message|with|and|is|for)"
)
_CALLED = re.compile(rf"\b{_ROLE}\b(?:[ ]?[:,–-])?[ ]{{1,2}}(?:(?i:is|named|the)[ ])?(?P<value>{_NAME})")
_LABELLED = re.compile(
    rf"(?:^|[\n|•]|[ ]{{2}})[ \t]{{0,8}}(?i:(?:printed?|full|customer|client|owner|contact|tenant|signer)?[ ]?names?|attn\.?|attention|"
    rf"by|signed|signature|/s/|contact(?: person)?|sales ?(?:rep|person)|technician|customer|client|owner|prepared (?:for|by))"
    rf"[ ]?(?::|/s/)[ _]{{0,60}}(?P<value>{_CAP}(?:[ ](?:[A-Z]\.?[ ])?{_CAP}){{1,2}})(?![ ]?:)"
)
_SIGNED = re.compile(rf"/s/[ _]{{0,10}}(?P<value>{_NAME})")
_GIVEN_AND_FAMILY = re.compile(rf"\b(?P<value>(?P<given>{_CAP})[ ](?:[A-Z]\.?[ ])?(?P<family>{_CAP}))(?!\w)")
_NOTED = re.compile(
    r"\b(?:tenant|neighbou?r|ask for|call|text|spoke (?:with|to)|talked to|husband|wife|son|daughter|contact|caretaker)[ ]"
    r"(?P<value>(?P<given>[a-z]{3,15})(?:[ ](?P<family>[a-z]{3,20}))?)\b"
)


def _is_titled_name(match: Match) -> bool:
    """After a title even "Waters" is a name; after "Dr" a unit or a number of a street is not."""
    return not re.match(r"(?i:apt|suite|unit|ste|the)\b", match.group("value"))


def _reads_as_name(match: Match) -> bool:
    return reads_as_name([word for word in words_of(match.group("value")) if len(word) > 1 and word[0].isupper()])


def _may_be_name(match: Match) -> bool:
    words = words_of(match.group("value"))
    return bool(words) and may_be_name(words)


def _is_given_and_family(match: Match) -> bool:
    known, given, family = vocabulary(), match.group("given"), match.group("family")
    if not known.may_be_given(given) or not may_be_name((given, family)):
        return False
    return known.is_given(given) or known.is_surname(family) or not known.is_ordinary(family)


def _is_noted_name(match: Match) -> bool:
    known, given, family = vocabulary(), match.group("given"), match.group("family")
    if not known.is_given(given) or known.is_trade(given):
        return False
    return not family or known.is_surname(family) or not known.is_ordinary(family)


RECOGNIZER = Recognizer(
    "person",
    (
        Rule("PERSON", _TITLED, _is_titled_name, Certainty.GUESSED),
        Rule("PERSON", _CALLED, _reads_as_name, Certainty.GUESSED),
        Rule("PERSON", _LABELLED, _may_be_name, Certainty.GUESSED),
        Rule("PERSON", _SIGNED, _may_be_name, Certainty.GUESSED),
        Rule("PERSON", _GIVEN_AND_FAMILY, _is_given_and_family, Certainty.GUESSED),
        Rule("PERSON", _NOTED, _is_noted_name, Certainty.GUESSED),
    ),
)
