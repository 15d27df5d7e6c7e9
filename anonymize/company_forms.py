"""The ways people write one company's name, from its full name down to its initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize.folding import folded_key
from anonymize.vocabulary import word_set

LEGAL_FORMS = word_set("inc incorporated llc llp lp ltd limited corp corporation co company pllc pc pa plc")
GENERIC_TAILS = word_set(
    "group associates partners partnership services service enterprises holdings management properties property "
    "investments trust foundation association cooperative coop apartments condominium condominiums center centre hoa "
    "homeowners owners chapel church parish temple synagogue school academy clinic dental restaurant cafe hotel inn "
    "realty hospitality veterinary bakery pharmacy brewing body club living assisted storage partners court house"
)
_SHORTENED = {
    "homeowners association": ("hoa", "homeowners assn", "homeowners assoc", "home owners association"),
    "owners association": ("oa", "owners assn", "hoa"),
    "property management": ("property mgmt", "prop mgmt", "pm"),
    "management": ("mgmt", "mgt"),
    "association": ("assn", "assoc"),
    "apartments": ("apts", "apartment", "apartment homes"),
    "condominium": ("condo", "condos"),
    "condominiums": ("condos",),
    "cooperative": ("coop", "co op"),
    "center": ("ctr", "centre"),
    "services": ("svcs", "svc"),
    "group": ("grp",),
    "saint": ("st",),
    "st": ("saint",),
    "church": ("ch",),
    "restaurant": ("rest",),
    "properties": ("props",),
}


def core(name: str) -> str:
    """Without "The", and without the legal form."""
    return without_tail(re.sub(r"(?i)^the\s+", "", name), LEGAL_FORMS)


def without_tail(name: str, tails: frozenset[str], at_least: int = 1) -> str:
    words = name.replace(",", " ").split()
    while len(words) > at_least and folded_key(words[-1]).replace(" ", "") in tails:
        words.pop()
    return " ".join(words)


def short_forms(name: str) -> Iterator[str]:
    """Names in which a usual word is shortened, joined words apart or apart words joined; folded."""
    key = folded_key(core(name))
    for word, shorts in _SHORTENED.items():
        if re.search(rf"\b{word}\b", key):
            yield from (re.sub(rf"\b{word}\b", short, key) for short in shorts)
    if " and " in key:
        yield from (key.replace(" and ", " "), key.replace(" and ", " n "))
    if "'" in name or "’" in name:
        yield from (folded_key(re.sub(r"['’]s\b", "s", core(name))), folded_key(re.sub(r"['’]s\b", "", core(name))))


def joined(name: str) -> str | None:
    """ "pikeember", as in a mail address or a user name; long ones only."""
    key = re.sub(r" and | ", "", folded_key(core(name)))
    return key if len(key) >= 9 else None


def initials(name: str) -> Iterator[str]:
    """ "Canyon Vista Homeowners Association" is written CVHA, CVHOA and Canyon Vista HOA."""
    stem = core(name)
    hoa = re.sub(r"(?i)\b(?:home\s?)?owners['’]?\s+association\b", "HOA", stem)
    if hoa != stem:
        yield hoa
    for form in {stem, hoa}:
        words = [word for word in _words(form) if word.lower() not in ("of", "the", "and", "at", "for")]
        letters = "".join(word if word == "HOA" else word[0].upper() for word in words)
        if len(letters) >= 3:
            yield letters


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
