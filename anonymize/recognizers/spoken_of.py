"""One capitalised word where only somebody's name can stand, whatever the word means elsewhere ("Is Taylor still there?")."""

from __future__ import annotations

import re

from anonymize.findings import Certainty
from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_CAP = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’-](?=[^\W\d_]{2})){1,20}"
_NAME = rf"(?P<value>{_CAP}(?:[ ]{_CAP})?)"
_KIN = (
    r"husband|wife|son|daughter|brother|sister|mother|father|mom|mum|dad|friend|boss|doctor|nurse|lawyer|neighbou?r|uncle|aunt|"
    r"cousin|girlfriend|boyfriend|partner|fianc[eé]e?|colleague|roommate|landlord|assistant"
)
_DID = r"went|are|were|have|had|said|called|live|moved|want|got|met|came|both|will|share|own"
_DOES = r"owes?|owed|said|says|told|asked|wants|wanted|called|lives|lived|works|worked|thinks|knew|knows|left"
_GREETED = re.compile(rf"(?:^|[.!?\n\"“]\s{{0,2}})(?i:hi|hey|hello|dear)[ ]{_NAME}(?=[,!])")
_STILL = re.compile(rf"\b[Ii]s[ ]{_NAME}[ ](?:still|there|home|available|coming|working)\b")
_LET_KNOW = re.compile(rf"\b[Ll]et[ ]{_NAME}[ ]know\b")
_KIN_OF = re.compile(rf"\b(?i:my|her|his|our|your|their)[ ](?:{_KIN})(?:['’]s[ ]name)?,?[ ](?:is[ ])?{_NAME}")
_MET = re.compile(
    rf"\b(?:I|[Ww]e|[Yy]ou|[Ss]he|[Hh]e|[Tt]hey)[ ](?:have[ ]|had[ ]|just[ ])?(?:met|gave|told|called|know|miss|love|asked|married|hired|"
    rf"emailed|texted|visited)[ ]{_NAME}(?![ ]?[A-Z\d])"
)
_CALLED_BY = re.compile(
    rf"\b(?:called|phoned|emailed|texted|asked|told)[ ]{_NAME}[ ](?:to|about|back|yesterday|today|and)\b"
)
_THAT_ONE = re.compile(rf"\bthat[ ]{_NAME}[ ](?:{_DOES})\b")
_ADDRESSED = re.compile(rf"(?<!\w)@{_NAME}:")
_SAID_BY = re.compile(rf"[\"”’,][ ]?said[ ]{_NAME}(?=[.,])")
_HIS_OWN = re.compile(
    rf"(?<![\w'’-]){_NAME}['’]s[ ](?:phone|e-?mail|address|birthday|wife|husband|mother|father|account|number)\b"
)
_LIVED = re.compile(
    rf"(?:^|[.!?\n]\s{{0,2}}){_NAME}[ ](?:joined|was born|was appointed|died|wrote|won|plays|played|resigned|retired)\b"
)
_PAIR = re.compile(rf"(?<![\w-])(?P<value>(?P<one>{_CAP})[ ](?:and|&)[ ](?P<other>{_CAP}))[ ](?:{_DID})\b")
_NOBODY = word_set(
    "all team everyone everybody sir madam there folks friends friend both god it this that us you he she they we january february "
    "march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "english spanish french german christmas easter internet google"
)


def _is_a_name_here(match: Match) -> bool:
    words = re.findall(r"[^\W\d_]+", match.group("value"))
    return not any(vocabulary().is_trade(word) or word.lower() in _NOBODY for word in words)


def _is_more_of_a_name(match: Match) -> bool:
    """ "Isis's phone number", not "the Bank's account"."""
    known, words = vocabulary(), re.findall(r"[^\W\d_]+", match.group("value"))
    named = (known.may_be_given(word) or known.is_surname(word) or not known.is_ordinary(word) for word in words)
    return _is_a_name_here(match) and all(named)


def _are_two_people(match: Match) -> bool:
    """One of them is surely somebody, so the other is as well."""
    known, pair = vocabulary(), (match.group("one"), match.group("other"))
    return any(known.is_given(name) for name in pair) and not any(
        known.is_trade(name) or name.lower() in _NOBODY for name in pair
    )


RECOGNIZER = Recognizer(
    "spoken of",
    (
        *(
            Rule("PERSON", pattern, _is_a_name_here, Certainty.GUESSED)
            for pattern in (_GREETED, _STILL, _LET_KNOW, _KIN_OF, _MET, _CALLED_BY, _THAT_ONE, _ADDRESSED, _SAID_BY)
        ),
        *(Rule("PERSON", pattern, _is_more_of_a_name, Certainty.GUESSED) for pattern in (_HIS_OWN, _LIVED)),
        Rule("PERSON", _PAIR, _are_two_people, Certainty.GUESSED),
    ),
)
