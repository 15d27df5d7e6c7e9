"""What an account already knows about its people and places, with the ways others write it.

The caller maps its records to these builders; every variant is compared folded (`folding.fold`), so case, diacritics,
punctuation and apostrophes need no variants of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from anonymize.folding import folded_key
from anonymize.street_forms import street_alone, street_forms, unit_forms, without_suffix
from anonymize.vocabulary import Vocabulary, vocabulary, word_set


class Needs(StrEnum):
    """What must hold around a variant before it counts: the weaker the writing, the more."""

    NOTHING = "nothing"
    CAPITALS_ELSEWHERE = "capitals elsewhere"  # none in a text of the same client
    CAPITALS = "capitals"
    NAME_CONTEXT = "name context"  # a title before it, or capitals and a given name before it
    OWN_DOCUMENT = "own document"  # capitals, in a text of the same client


@dataclass(frozen=True)
class Variant:
    text: str
    needs: Needs = Needs.NOTHING


@dataclass(frozen=True)
class KnownEntity:
    """`value` is what a pseudonym is restored to; `client_id` None for the account's own people.

    `towns` are words of the value that stay readable where they stand alone.
    """

    entity_type: str
    value: str
    variants: tuple[Variant, ...]
    client_id: str | None = None
    towns: tuple[str, ...] = ()


def person(first: str, last: str, client_id: str | None = None) -> KnownEntity:
    """Full name in both orders, initials, short forms; the last name alone as far as it is no ordinary word."""
    words, full = vocabulary(), f"{first} {last}".strip()
    variants: list[Variant] = []
    if first and last:
        variants += [Variant(v) for v in (full, f"{last} {first}", full.replace("-", ""))]
        variants += [Variant(f"{short} {last}") for short in words.short_forms.get(first.lower(), ())]
        variants += [Variant(f"{first[0]} {last}", Needs.CAPITALS), Variant(f"{first} {last[0]}", Needs.CAPITALS)]
    variants += _last_name(last, words)
    if first and not words.is_trade(first):
        variants += [Variant(name, Needs.OWN_DOCUMENT) for name in (first, *words.short_forms.get(first.lower(), ()))]
    return KnownEntity("PERSON", full, _unique(variants), client_id)


def organisation(name: str, client_id: str | None = None) -> KnownEntity:
    """The full name, without its legal form and generic tail, its initials, and its one telling word."""
    stem = _without_tail(re.sub(r"(?i)^the\s+", "", name), _LEGAL_FORMS)
    short = _without_tail(stem, _GENERIC_TAILS, at_least=2)
    variants = [Variant(text, _needs_of_name(text)) for text in (name, stem, short)]
    variants += [Variant(text, Needs.CAPITALS) for text in _initials(stem)]
    distinctive = [word for word in _words(short) if vocabulary().is_distinctive(word)]
    if len(distinctive) == 1 and distinctive[0] == _words(short)[0]:
        variants.append(Variant(distinctive[0], Needs.CAPITALS))
    return KnownEntity("ORGANIZATION", name.strip(), _unique(variants), client_id)


def place(name: str, client_id: str | None = None) -> KnownEntity:
    """A property's own name ("Birch Manor"); a mere description ("Lake cabin", "Restaurant") has no variants."""
    words = [word for word in _words(name) if len(word) > 2]
    titled = len(words) > 1 and all(word[:1].isupper() for word in words)
    telling = titled or any(vocabulary().is_distinctive(word) for word in words)
    return KnownEntity(
        "PLACE", name.strip(), _unique([Variant(name, Needs.CAPITALS_ELSEWHERE)]) if telling else (), client_id
    )


def address(
    street1: str,
    street2: str = "",
    city: str = "",
    province: str = "",
    postal_code: str = "",
    client_id: str | None = None,
) -> KnownEntity:
    """House number and street with directions, suffixes and ordinals in every form; the street alone in capitals."""
    state_line = f"{province} {postal_code}".strip()
    value = ", ".join(part for part in (street1, street2, city, state_line) if part)
    forms = list(street_forms(street1))
    variants = [Variant(form) for form in forms]
    variants += [Variant(f"{form} {unit}") for form in forms for unit in unit_forms(street2)]
    variants += [Variant(form, _needs_without_suffix(form)) for form in without_suffix(street1)]
    variants += [Variant(form, Needs.CAPITALS) for form in street_alone(street1)]
    return KnownEntity("STREET_ADDRESS", value, _unique(variants), client_id, (city,) if city else ())


def phone(number: str, client_id: str | None = None) -> KnownEntity:
    """North American: ten digits grouped or not, with and without 1, and the last seven where grouped."""
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext\.?)\s*\d", number)[0])
    local = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if len(local) != 10:
        return KnownEntity("PHONE_NUMBER", number.strip(), _unique([Variant(number), Variant(digits)]), client_id)
    area, exchange, line = local[:3], local[3:6], local[6:]
    grouped = [f"{area} {exchange} {line}", f"{area} {exchange}{line}", f"{area}{exchange} {line}", local]
    variants = [Variant(f"{prefix}{form}") for prefix in ("", "1 ", "1") for form in grouped]
    return KnownEntity("PHONE_NUMBER", number.strip(), _unique([*variants, Variant(f"{exchange} {line}")]), client_id)


def email(mail: str, client_id: str | None = None) -> KnownEntity:
    return KnownEntity("EMAIL_ADDRESS", mail.strip(), _unique([Variant(mail)]), client_id)


_LEGAL_FORMS = word_set("inc incorporated llc llp lp ltd limited corp corporation co company pllc pc pa plc")
_GENERIC_TAILS = word_set(
    "group associates partners partnership services service enterprises holdings management properties property "
    "investments trust foundation association cooperative coop apartments condominium condominiums center centre hoa "
    "homeowners owners chapel church parish temple synagogue school academy clinic dental restaurant cafe hotel inn"
)


def _last_name(last: str, words: Vocabulary) -> list[Variant]:
    if len(folded_key(last)) < 2:
        return []
    ordinary = any(words.is_ordinary(word) and not words.is_only_surname(word) for word in _words(last))
    needs = Needs.NAME_CONTEXT if ordinary or words.may_be_given(last) else Needs.CAPITALS
    if all(words.is_distinctive(word) for word in _words(last) or [last]):
        needs = Needs.NOTHING
    return [Variant(form, needs) for form in (last, f"{folded_key(last)}s", last.replace("'", " ").replace("’", " "))]


def _needs_of_name(name: str) -> Needs:
    words = _words(name)
    telling = len(words) > 2 or "&" in name or any(vocabulary().is_distinctive(word) for word in words)
    return Needs.NOTHING if telling and len(words) > 1 else Needs.CAPITALS


def _without_tail(name: str, tails: frozenset[str], at_least: int = 1) -> str:
    words = name.replace(",", " ").split()
    while len(words) > at_least and folded_key(words[-1]).replace(" ", "") in tails:
        words.pop()
    return " ".join(words)


def _initials(name: str) -> Iterator[str]:
    """ "Canyon Vista Homeowners Association" is written CVHA, CVHOA and Canyon Vista HOA."""
    hoa = re.sub(r"(?i)\bhome\s?owners['’]?\s+association\b", "HOA", name)
    if hoa != name:
        yield hoa
    for form in {name, hoa}:
        words = [word for word in _words(form) if word.lower() not in ("of", "the", "and", "at", "for")]
        letters = "".join(word if word == "HOA" else word[0].upper() for word in words)
        if len(letters) >= 4 and vocabulary().is_ordinary(letters) is False:
            yield letters


def _words(text: str) -> list[str]:
    return folded_key(text).split() if text.islower() else re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)


def _unique(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """Each writing once, with the least it needs."""
    order = list(Needs)
    kept: dict[str, Variant] = {}
    for variant in variants:
        key = folded_key(variant.text)
        if key and (key not in kept or order.index(variant.needs) < order.index(kept[key].needs)):
            kept[key] = Variant(key, variant.needs)
    return tuple(kept.values())


def _needs_without_suffix(form: str) -> Needs:
    """ "418 tamarack" can hardly be anything else; "12 spring" can."""
    number, *name = form.split()
    telling = len(number) > 2 and not any(vocabulary().is_trade(word) for word in name)
    return Needs.NOTHING if telling else Needs.CAPITALS
