"""What a party's name looks like: pseudonyms, or capitalised words with the legal form they end with."""

from __future__ import annotations

import re

from service.agreements.patterns.jurisdiction import PLACES

PSEUDONYM = r"<(?:PERSON|ORGANIZATION|NAME|COMPANY)_\w+>"
_FORMS = r"(?i:inc(?:orporated)?|corp(?:oration)?|co|company|l\.? ?l\.? ?c|l\.? ?l\.? ?p|l\.? ?p|ltd|limited|p\.?l\.?c|pllc|p\.? ?c|p\.a|d\.d\.s|n\.a|n\.v|b\.v|s\.a|s\.p\.a|gmbh|asa|a/s|ag)"
LEGAL_FORM = rf"(?:,? {_FORMS}\b\.?(?![\w-]))"
_UPPER = r"A-ZÀ-ÖØ-Þ"
_TOKEN = rf"(?:{PSEUDONYM}|\"[{_UPPER}][\w -]*\"|[{_UPPER}0-9&][\w.'&/¢!-]*|[a-z]{{1,2}}[{_UPPER}][\w.'-]*)"
_LINKS = r"(?:& |of (?:the )?|de (?:la )?|van (?:der )?|von |del |y |la |and (?=(?:Sons?|Daughters?|Co|Company|Associates|Brothers|Bros|Partners|Trust|Grounds|Cooling|Air|Plumbing|Heating|Electric\w*|Investments?|Drain|Lawn|Pool|Garden)\b))"
_ABBREVIATED = r"(?:(?<=\b[A-Z]\.)|(?<=\bSt\.)|(?<=\bMt\.)|(?<=\bDr\.)|(?<=\bMr\.)|(?<=\bMs\.)|(?<=\bMrs\.)|(?<=\bBros\.)|(?<=\bJr\.)|(?<=\bSr\.)|(?<!\.))"
"""A word that ends with a full stop ends the name, but for initials and short abbreviations."""
_SERIES = rf", {_TOKEN}(?=(?:, {_TOKEN})? & {_TOKEN}|(?:, {_TOKEN})? and (?:Plumbing|Cooling|Air|Heating|Electric\w*|Sons?|Drain|Grounds)\b)"
_COUPLE = (
    rf"[{_UPPER}][a-zà-þ]+ (?:and|&) [{_UPPER}][a-zà-þ]+ [{_UPPER}][\w'-]+(?=[ ,.;(\n]|$)(?! [{_UPPER}]|{LEGAL_FORM})"
)
NAME = re.compile(
    rf"{_COUPLE}|(?:The )?{_TOKEN}(?:{LEGAL_FORM}+(?: of {_TOKEN}(?: of {_TOKEN})?)?(?!\w)|{_ABBREVIATED}(?: |(?<=\b[A-Z]\.)\s){_LINKS}?{_TOKEN}|{_SERIES})*{LEGAL_FORM}*"
)
HAS_FORM = re.compile(rf"(?<=\w){LEGAL_FORM}$|{LEGAL_FORM} of |<(?:ORGANIZATION|COMPANY)_")
_DEGREES = re.compile(r",? (?:M\.?D|Ph\.?D|Esq|D\.?V\.?M|R\.?N|C\.?P\.?A|J\.?D)\b\.?", re.I)
_GENERIC = re.compile(
    r".* party|(?:the |this |our |your |each )?(?:customer|client|contractor|owner|company|corporation|part(?:y|ies)|you|signature|date|name|address|an?|it|we|i|all|any|for|subject|to|by|in|upon|such|both|either|neither|title|if|when|executive|employee|employer|"
    r"seller|buyer|recipient|discloser|provider|service provider|vendor|consultant|undersigned|effective date|term|state|county|city|whereas|witnesseth|recitals?|background|date of|between|and|"
    r"disclosing party|receiving party|counterparty|landlord|tenant|homeowner|member|resident|association|operator|administrator|servicer|licensor|licensee|logo|agreement|confidential|company stamp|duly authorized|employee signature|special committee.*)s?",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:agreements?|contract|exhibit|section|schedule|article|amendment|information|table of contents|whereas|recitals?|witnesseth|act|code|appendix|addendum|plan of|january|february|march|april|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|suite|floor|united states(?: of america)?$|this|these|shall|(?:owner|customer|company|client|contractor|provider|buyer|seller)'s|acknowledged|accepted|agreed|approved|authorized|signature|sincerely|yours|dear|form of)\b",
    re.I,
)


_ZIP = r"(?:\d{4,6}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_PLACE = re.compile(
    rf"(?:[\w .'-]+, ?)?(?:{PLACES}|the netherlands|usa|u\.s\.a\.?|united kingdom)(?:[ ,]+{_ZIP})?(?:[ ,]+u\.?s\.?a?\.?)?|(?:.*, ?)?(?-i:[A-Z]{{2}}) {_ZIP}.*|.*, (?-i:[A-Z]{{2}})",
    re.I,
)
_STATE_FORM = re.compile(
    rf"(?:{PLACES}|foreign|domestic|u\.?s\.?|united states) (?:limited liability |limited |general |business |banking |non-?profit )*(?:{_FORMS}|partnership|trust|bank)\.?",
    re.I,
)


def tidied(name: str) -> str:
    """The name without degrees, titles and the marks around it; "The" stays where it is part of a company's name."""
    name = _DEGREES.sub("", name.strip(" ,;:-"))
    if name.count('"') % 2 or re.fullmatch(r'"[^"]*"', name):
        name = name.replace('"', "")
    return re.sub(r"^(?:(?:Mr|Mrs|Ms|Dr)\.?|the) ", "", name).strip(" ,;:-")


def name_at(text: str, position: int = 0) -> tuple[str, int] | None:
    """The name that begins right there and where it ends, or None."""
    match = NAME.match(text, position)
    if not match or not match.group().strip():
        return None
    name = tidied(match.group())
    return (name, match.end()) if is_name(name) else None


def is_name(name: str) -> bool:
    letters = re.sub(r"[^A-Za-zÀ-þ]", "", name)
    placed = _PLACE.fullmatch(name) or _STATE_FORM.fullmatch(name) or _DEGREES.fullmatch(f" {name}")
    return len(letters) > 1 and not placed and not _GENERIC.fullmatch(name.rstrip(".")) and not _NO_NAME.search(name)


def has_legal_form(name: str) -> bool:
    """Inc., LLC, Ltd. and their like; a pseudonym of an organisation too."""
    return HAS_FORM.search(name) is not None


def same_name(one: str, other: str) -> bool:
    """Equal but for case, marks and the way the legal form is written."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    plain = re.sub(r"[^a-z0-9<>_ ]", "", name.lower().replace("&", "and"))
    return re.sub(r"\b(?:incorporated|inc|corporation|corp|company|co|llc|limited|ltd|lp|llp|the)\b", "", plain).strip()
