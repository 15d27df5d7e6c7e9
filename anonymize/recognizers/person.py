"""People the account does not know, by the words around their names and by given names; `named_entities` has the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize.findings import Certainty, Finding
from anonymize.recognizers.names import may_be_name, reads_as_name, words_of
from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_CAP = r"[A-ZÀ-Þ](?:\w|-(?=\w)|['’](?=\w{2})){1,24}"
_NAME = rf"(?:{_CAP}(?:[ ](?:[A-Z]\.?[ ])?(?:(?:de|del|la|van|von|der|den|ten|ter|da|di|do|dos|du|bin|al|zu|af)[ ]){{0,2}}{_CAP}){{0,2}})"
_TITLED = re.compile(
    rf"\b(?i:mr|mrs|ms|miss|mister|mx|dr|prof|rev|fr|pastor|rabbi|deacon|sister|judge|coach|capt|captain|sgt|don|doña|señora?|sra)\b\.?[ ](?P<value>(?:[A-Z]\.?[ ])?{_NAME})"
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
_BY = re.compile(
    rf"\b(?:By|User|Name|Contact|Attn|Technician|POC|Super|Supt|Mgr|Manager|Tenant|Owner|Caretaker|Sitter)[ ]?:[ ]{{0,8}}(?P<value>{_CAP}(?:[ ](?:[A-Z]\.?[ ])?{_CAP}){{1,2}})"
)
_ASKED = re.compile(
    rf"\b(?i:(?:last|maiden|first|middle|family) ?name)(?:[ ](?i:is|was)|[?:]){{0,2}}[ ]{{1,2}}(?P<value>{_NAME})"
)
_LINE = re.compile(rf"^[ \t>?*•-]{{0,8}}(?P<value>{_CAP}(?:[ ](?:[A-Z]\.?[ ])?{_CAP}){{1,2}})[ \t]*$", re.MULTILINE)
_NAME_IN_ROW = re.compile(_CAP)
_ROW = re.compile(rf"(?P<value>{_CAP}(?:,[ ]{_CAP}){{0,6}},?[ ](?:and|&)[ ]{_CAP})(?!\w)")
_DOUBLE = re.compile(r"\b(?P<value>(?P<given>[A-Z][a-z]{2,20})-(?P<family>[A-Z][a-z]{2,20}))(?!\w)")
_GIVEN = re.compile(r"(?<![\w'’-])(?P<value>[A-ZÀ-Þ][a-zà-ÿ]{2,15})(?=['’]s|(?!['’\w-]))")
_FAMILY = re.compile(
    r"(?<=[a-z,] )(?P<value>[A-Z][a-z]{3,15})(?=['’]s|[\s.,;:!?)](?!\s?[A-Z0-9&])|$)"
    r"(?!['’s]{0,2} (?:County|Parish|Township|City|State|Act|Street|St|Ave|Road))"
)
_SAINTS = re.compile(r"\b(?:san|santa|st|saint|fort|lake|mount|port|los|las|el|new|la)\.?\s$", re.IGNORECASE)
_SMALL = re.compile(r"\b(?P<value>(?P<given>[a-z]{3,15})[ ](?:[a-z]\.?[ ])?(?P<family>[a-z]{3,20}))\b")
_SMALL_GIVEN = re.compile(r"(?<![\w'’@.-])(?P<value>[a-z]{3,15})(?=['’]s\b|:\s?[\"“])")
_NAMED = re.compile(
    rf"\b(?i:named|called|goes by|nickname(?:d)?)[ ](?:(?i:him|her|it|them)[ ])?(?P<value>{_CAP})(?![\w-])"
)
_WITH_PARTICLE = re.compile(
    rf"(?<![\w-])(?P<value>{_CAP}(?:[ ][A-Z]\.)?(?:[ ](?:de|del|la|van|von|der|den|ten|ter|da|di|do|dos|du|bin|zu|af)){{1,2}}[ ]{_CAP})(?!\w)"
)
_SIGNED = re.compile(rf"/s/[ _]{{0,10}}(?P<value>{_NAME})")
_GIVEN_AND_FAMILY = re.compile(rf"\b(?P<value>(?P<given>{_CAP})[ ](?:[A-Z]\.?[ ])?(?P<family>{_CAP}))(?!\w)")
_NOTED = re.compile(
    r"\b(?:tenant|neighbou?r|ask for|call|text|told|tell|spoke (?:with|to)|talked to|husband|wife|son|daughter|contact|caretaker)[ ]"
    r"(?P<value>(?P<given>[a-z]{3,15})(?:[ ](?P<family>[a-z]{3,20}))?)\b"
)
_NOTED_GIVEN = re.compile(
    r"\b(?:tenant|neighbou?r|ask for|told|tell|husband|wife|spouse|son|daughter|sister|brother|mom|dad|roommate|sitter)[ ](?P<value>[a-z]{3,15})\b"
)

_SIGNED_OFF = re.compile(
    rf"\b(?i:best|(?:best |kind |warm )?regards|sincerely|thanks|thank you|cheers|yours(?: truly)?|respectfully),[ \n]{{1,3}}(?P<value>{_NAME})(?=\s*(?:\n|$))"
)
_INITIALED = re.compile(r"(?<![\w.])(?P<value>[A-Z]\.[ ]?[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?:-[A-ZÀ-Þ][a-zà-ÿ]{2,20})?)(?![\w-])")
_DOES = re.compile(
    r"(?<![\w'’-])(?P<value>[A-ZÀ-Þ][a-zà-ÿ]{1,15})[ ](?:has left|has moved|(?:is|was|wasn['’]?t|isn['’]?t) (?:not )?home|said|says|called|told|texted|approved|asked|complained|declined)\b"
)
_IN_BRACKETS = re.compile(
    r"\b(?:neighbou?r|next door|tenant|wife|husband|spouse|partner|owner|sitter|roommate|son|daughter)[ ]\((?P<value>[A-ZÀ-Þ][a-zà-ÿ]{1,15})\)",
    re.IGNORECASE,
)
# Given names that begin an order or stand for what is paid as often as they name somebody.
_NO_DOER = word_set("will may bill mark grant chase drew rob pat hope spring summer august april june frank page")


def _is_titled_name(match: Match) -> bool:
    """After a title even "Waters" is a name; after "Dr" a unit or a number of a street is not."""
    return not re.match(r"(?i:apt|suite|unit|ste|the|fr|mr|mrs|ms|dr|rev)\b", match.group("value"))


def _reads_as_name(match: Match) -> bool:
    value = match.group("value")
    named = not any(character.isdigit() for character in value)  # "for the Lennox XR15"
    return named and reads_as_name([word for word in words_of(value) if len(word) > 1 and word[0].isupper()])


def _may_be_name(match: Match) -> bool:
    words = words_of(match.group("value"))
    return bool(words) and may_be_name(words)


def _is_given_and_family(match: Match) -> bool:
    known, given, family = vocabulary(), match.group("given"), match.group("family")
    if not known.may_be_given(given) or not may_be_name((given, family)):
        return False
    return known.is_given(given) or known.is_surname(family) or not known.is_ordinary(family)


def _is_a_row_of_names(match: Match) -> bool:
    """ "Davis, Reynolds and Williamson": given or family names most of them, and none a word of the trade."""
    known, words = vocabulary(), [word for word in words_of(match.group("value")) if word not in ("and", "&")]
    names = [word for word in words if known.is_surname(word) or known.is_given(word) or not known.is_ordinary(word)]
    telling = [w for w in names if known.is_only_surname(w) or known.is_given(w) or not known.is_ordinary(w)]
    sold = any(word in known.brands for word in words) or any(
        known.is_trade(w) and not known.is_surname(w) for w in words
    )
    return bool(telling) and len(names) == len(words) and not sold


class _Row(Rule):
    """One finding a name: each is somebody."""

    def find(self, text: str) -> Iterator[Finding]:
        for row in super().find(text):
            for name in _NAME_IN_ROW.finditer(text, row.start, row.end):
                yield Finding(*name.span(), self.entity, self.certainty)


def _are_family_names(match: Match) -> bool:
    known, pair = vocabulary(), (match.group("given"), match.group("family"))
    return all(known.is_surname(name) or known.is_given(name) for name in pair) and not any(map(known.is_trade, pair))


def _is_a_family_name_alone(match: Match) -> bool:
    """ "the Jensen novel": where no sentence begins, beside no other name, maker, street or public place."""
    known, word = vocabulary(), match.group("value")
    return known.is_only_surname(word) and not known.may_be_given(word) and not known.is_trade(word)


def _is_a_name_alone(match: Match) -> bool:
    """A given name that is nothing else, and not a town's."""
    known, before = vocabulary(), match.string[max(0, match.start() - 8) : match.start()]
    return (
        known.is_given(match.group("value")) and not known.is_trade(match.group("value")) and not _SAINTS.search(before)
    )


def _is_small_given_name(match: Match) -> bool:
    """ "roberto's truck"."""
    known, name = vocabulary(), match.group("value")
    return known.is_given(name) and not known.is_trade(name)


def _is_given_here(match: Match) -> bool:
    known, name = vocabulary(), match.group("value")
    return (known.may_be_given(name) or known.is_surname(name)) and not known.is_trade(name)


def _starts_like_a_name(match: Match) -> bool:
    """ "Willemine ten Pas"; not "Plaza de Armas"."""
    known, first = vocabulary(), words_of(match.group("value"))[0]
    return (known.may_be_given(first) or not known.is_ordinary(first)) and not known.is_trade(first)


def _is_small_full_name(match: Match) -> bool:
    """ "rosa delgado", as people type on a telephone."""
    known, given, family = vocabulary(), match.group("given"), match.group("family")
    name = known.is_surname(family) or not known.is_ordinary(family)
    return known.is_given(given) and name and not known.is_trade(given) and not known.is_trade(family)


def _is_initialed_name(match: Match) -> bool:
    """ "P. Nakagawa-Bell"; no word of the trade behind a letter ("B. Fees")."""
    known, words = vocabulary(), re.findall(r"[^\W\d_]{2,}", match.group("value"))
    told = any(known.is_surname(word) or not known.is_ordinary(word) for word in words)
    return told and not any(known.is_trade(word) for word in words)


def _does_what_people_do(match: Match) -> bool:
    """ "Tom has left", though a tom is an animal."""
    name = match.group("value")
    return vocabulary().may_be_given(name) and name.lower() not in _NO_DOER


def _is_of_a_household(match: Match) -> bool:
    return vocabulary().may_be_given(match.group("value"))


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
        Rule("PERSON", _BY, _may_be_name, Certainty.GUESSED),
        Rule("PERSON", _ASKED, _may_be_name, Certainty.GUESSED),
        Rule("PERSON", _SIGNED_OFF, _may_be_name, Certainty.GUESSED),
        Rule("PERSON", _INITIALED, _is_initialed_name, Certainty.GUESSED),
        Rule("PERSON", _DOES, _does_what_people_do, Certainty.GUESSED),
        Rule("PERSON", _IN_BRACKETS, _is_of_a_household, Certainty.GUESSED),
        Rule("PERSON", _LINE, _reads_as_name, Certainty.GUESSED),
        _Row("PERSON", _ROW, _is_a_row_of_names, Certainty.GUESSED),
        Rule("PERSON", _DOUBLE, _are_family_names, Certainty.GUESSED),
        Rule("PERSON", _GIVEN, _is_a_name_alone, Certainty.GUESSED),
        Rule("PERSON", _FAMILY, _is_a_family_name_alone, Certainty.GUESSED),
        Rule("PERSON", _SMALL, _is_small_full_name, Certainty.GUESSED),
        Rule("PERSON", _SMALL_GIVEN, _is_small_given_name, Certainty.GUESSED),
        Rule("PERSON", _NAMED, _is_given_here, Certainty.GUESSED),
        Rule("PERSON", _WITH_PARTICLE, _starts_like_a_name, Certainty.GUESSED),
        Rule("PERSON", _NOTED, _is_noted_name, Certainty.GUESSED),
        Rule("PERSON", _NOTED_GIVEN, _is_small_given_name, Certainty.GUESSED),
    ),
)
