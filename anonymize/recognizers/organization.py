"""Companies, associations, churches, practices and the like, by the word their name ends in."""

from __future__ import annotations

import re

from anonymize.findings import Certainty
from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_CAPITAL = r"(?:[A-ZÀ-Þ](?:[\w'’-]|\.(?=\w)){0,30}|(?:St|Mt|Ft|[A-Z])\.)"
_ROLE = r"Customer|Client|Contractor|Owner|Supplier"
_WORD = rf"(?:(?!(?:{_ROLE})['’]s\b){_CAPITAL}|&|and|of(?: the)?)"
_LEAD = rf"(?!(?:The|This|Our|{_ROLE}|Between|By|With|And|For|To|From|Dear|Re|Attn)\b)"
_NAME = rf"{_LEAD}(?P<name>{_CAPITAL}(?:,?[ ]{_WORD}){{0,5}}?)"
_LEGAL = (
    r"(?:(?:Inc|INC|Incorporated|INCORPORATED|LLC|L\.L\.C|LLP|L\.L\.P|PLLC|P\.L\.L\.C|Ltd|LTD|Corp|CORP|Corporation|CORPORATION)\b\.?|"
    r"(?:P\.C|P\.A|L\.P)\.|Co\.|CO\.|LP\b|& Sons\b|& Associates\b|and Associates\b)"
)
_KIND = (
    r"(?i:HOA|home ?owners['’]? association|owners['’]? association|condominium association|community association|church|"
    r"chapel|parish|temple|synagogue|mosque|cathedral|ministries|school|academy|elementary|university|college|day ?care|preschool|"
    r"dental|dentistry|orthodontics|clinic|hospital|medical group|family medicine|pediatrics|veterinary|chiropractic|pharmacy|"
    r"apartments|condominiums|townhomes|lofts|villas|properties|realty|property management|management group|partners|holdings|"
    r"cooperative|co-op|foundation|credit union|bank|law firm|law group|hotel|motel|inn|resort|restaurant|grill|cafe|café|bistro|"
    r"diner|bakery|brewery|salon|museum|library|senior living|orchestra|country club|insurance group|capital|solutions|finance|financial|markets|analytics|software|media|labs|studios?|consulting|logistics|enterprises|technologies|ventures|industries|"
    r"advisors|company)\b"
)
_LEGAL_NAME = re.compile(rf"\b{_NAME},?[ ]{_LEGAL}")
_KIND_NAME = re.compile(rf"\b{_NAME}[ ]{_KIND}(?:,?[ ]{_LEGAL})?")
_WORKS_FOR = re.compile(
    rf"\b(?i:works?|worked|working|job|employed|hired|insured|employer is)[ ](?i:for|at|by|with|is)?[ ]?(?:the[ ])?"
    rf"(?P<name>{_CAPITAL}(?:[ ]{_CAPITAL}){{1,3}})(?=[\s,.;!?)]|$)"
)
_LEADS_IN = word_set(
    "the this that between by for with from to and of client customer contractor owner supplier provider agreement whereas "
    "name company vendor bill sold attn re subject dear on at in as if our your their a an"
)


def _words(match: Match) -> list[str]:
    words = re.findall(r"[^\W\d_][\w'’]*", match.group("name"))
    while words and words[0].lower() in _LEADS_IN:
        words.pop(0)
    return words


def _is_somebodys_name(match: Match) -> bool:
    return any(not vocabulary().is_trade(word) for word in _words(match))


def _is_a_telling_name(match: Match) -> bool:
    """ "Rillito Dental", "Desert Rose Dental"; but not "Utility Company" or "Property Management"."""
    words, known = _words(match), vocabulary()
    telling = [word for word in words if not known.is_trade(word)]
    return len(telling) >= 2 or any(not known.is_ordinary(word) for word in telling)


RECOGNIZER = Recognizer(
    "organization",
    (
        Rule("ORGANIZATION", _LEGAL_NAME, _is_somebodys_name),
        Rule("ORGANIZATION", _KIND_NAME, _is_a_telling_name),
        Rule("ORGANIZATION", _WORKS_FOR, _is_a_telling_name, Certainty.GUESSED),
    ),
)
