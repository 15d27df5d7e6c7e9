"""What an account already knows about its people and places, with the ways others write it.

The caller maps its records to these builders; every variant is compared folded (`folding.fold`), so case, diacritics,
punctuation and apostrophes need no variants of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from anonymize import company_forms, person_forms
from anonymize.company_forms import GENERIC_TAILS
from anonymize.folding import folded_key
from anonymize.phone_digits import local_digits
from anonymize.street_forms import (
    state_forms,
    street_alone,
    street_forms,
    street_name,
    unit_forms,
    unit_id,
    without_suffix,
)
from anonymize.vocabulary import Vocabulary, vocabulary, word_set

_LONG = 7  # letters


class Needs(StrEnum):
    """What must hold around a variant before it counts: the weaker the writing, the more. Least first."""

    NOTHING = "nothing"
    CAPITALS_ELSEWHERE = "capitals elsewhere"  # none in a text of the same client
    CAPITALS = "capitals"
    NAME_CONTEXT = "name context"  # a title or given name before it, or its own client's text that says so
    OWN_TEXT = "own text"  # however it is written, in a text of the same client
    OWN_DOCUMENT = "own document"  # capitals, in a text of the same client
    PLACE_CONTEXT = "place context"  # capitals, and "house", "rental" after it or a text of the same client
    OWN_NUMBER = "own number"  # no amount, in a text known to be the same client's
    OWN_HASH = "own hash"  # behind a "#", in a text known to be the same client's
    OWN_INITIALS = "own initials"  # capitals and full stops, in a text known to be the same client's

    @property
    def only_own(self) -> bool:
        """Counts in its client's texts alone."""
        return self.value.startswith("own")


@dataclass(frozen=True)
class Variant:
    text: str
    needs: Needs = Needs.NOTHING


@dataclass(frozen=True)
class KnownEntity:
    """`value` is what a pseudonym is restored to; `client_id` None for the account's own people.

    `towns` are words of the value that stay readable where they stand alone; `digits` of a telephone number are found
    however they are grouped.
    """

    entity_type: str
    value: str
    variants: tuple[Variant, ...]
    client_id: str | None = None
    towns: tuple[str, ...] = ()
    digits: str = ""


def person(first: str, last: str, client_id: str | None = None) -> KnownEntity:
    """Full name in both orders, initials, short forms; the last name alone as far as it is no ordinary word.

    A joint first name ("Terrence & Lucille") names each of them.
    """
    full, family = f"{first} {last}".strip(), person_forms.without_suffix(last)
    variants = [Variant(full)] if " " in full else []
    for given in person_forms.given_names(first):
        variants += _both_names(given, family) if family else []
        variants += _given_alone(given)
    variants += [variant for name in person_forms.surnames(family) for variant in _last_name(name, vocabulary())]
    return KnownEntity("PERSON", full, _unique(variants), client_id)


def organisation(name: str, client_id: str | None = None) -> KnownEntity:
    """The full name, without its legal form and generic tail, its initials, and its one telling word."""
    stem = company_forms.core(name)
    short = company_forms.without_tail(stem, GENERIC_TAILS)
    two = company_forms.without_tail(stem, GENERIC_TAILS, at_least=2)
    shortened = [form for full in (stem, two) for form in company_forms.short_forms(full)]
    variants = [Variant(text, _needs_of_name(text)) for text in (name, stem, two, *shortened)]
    variants += [Variant(text, Needs.CAPITALS if len(text) > 3 else Needs.OWN_DOCUMENT) for text in _initials(stem)]
    variants += [Variant(text) for text in (company_forms.joined(stem), company_forms.joined(short)) if text]
    variants += _own_words(short)
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
    """House number and street with directions, suffixes and ordinals in every form; the street alone in capitals.

    A unit behind it is taken along where it is this address's (`Gazetteer`), or found alone (`unit`).
    """
    state_line = f"{province} {postal_code}".strip()
    value = ", ".join(part for part in (street1, street2, city, state_line) if part)
    forms = list(street_forms(street1))
    variants = [Variant(form) for form in (value, *forms)]
    variants += [Variant(form, _needs_without_suffix(form)) for form in without_suffix(street1)]
    variants += [Variant(form, Needs.CAPITALS_ELSEWHERE) for form in street_alone(street1)]
    variants += [Variant(name, Needs.PLACE_CONTEXT) for name in street_name(street1) if not _is_trade(name)]
    return KnownEntity("STREET_ADDRESS", value, _unique(variants), client_id, (city,) if city else ())


def unit(street2: str, client_id: str | None = None) -> KnownEntity:
    """The second line of an address where it stands alone, in the texts of who lives there."""
    id = unit_id(street2)
    variants = [Variant(form, Needs.OWN_TEXT) for form in unit_forms(street2) if " " in form]
    variants += [Variant(id, Needs.OWN_HASH)] if id else []
    return KnownEntity("UNIT", street2.strip(), _unique(variants), client_id)


def postal_code(code: str, city: str = "", province: str = "", client_id: str | None = None) -> KnownEntity:
    """Behind its town, state or "zip"; alone in the texts of its own client."""
    key, short = folded_key(code), folded_key(code).split(" ")[0]
    states = dict.fromkeys((folded_key(province), *state_forms(province)))
    before = [f"{city} {state}" for state in states] + [city, "zip", "zip code", "postal code", *states]
    variants = [Variant(f"{words} {form}") for words in before if words.strip() for form in dict.fromkeys((key, short))]
    if len(key) > 5:
        variants += [Variant(form) for form in (key, key.replace(" ", ""))]
    variants += [Variant(form, Needs.OWN_NUMBER) for form in dict.fromkeys((key, short)) if len(form) == 5]
    return KnownEntity("ZIP_CODE", code.strip(), _unique(variants) if code.strip() else (), client_id)


def phone(number: str, client_id: str | None = None) -> KnownEntity:
    """North American: its ten digits however grouped, with and without 1, and the last seven where grouped."""
    digits = local_digits(number)
    if len(digits) != 10:
        return KnownEntity("PHONE_NUMBER", number.strip(), _unique([Variant(number), Variant(digits)]), client_id)
    exchange, line = digits[3:6], digits[6:]
    variants = [Variant(f"{exchange} {line}"), Variant(f"{exchange}{line}", Needs.OWN_NUMBER)]
    return KnownEntity("PHONE_NUMBER", number.strip(), _unique(variants), client_id, digits=digits)


def email(mail: str, client_id: str | None = None) -> KnownEntity:
    """Also spelled out, without its domain where that still tells, and a domain that is the client's own."""
    local, _, domain = mail.strip().lower().partition("@")
    key = folded_key(local)
    variants = [Variant(f"{said} at {end}") for said in (local, _said(local)) for end in (domain, _said(domain))]
    variants.append(Variant(mail))
    if len(local) >= 5 and not all(vocabulary().is_trade(word) for word in key.split()):
        telling = not key.isalpha() or vocabulary().is_distinctive(key)
        variants.append(Variant(local, Needs.NOTHING if telling else Needs.OWN_TEXT))
    if client_id and domain and domain not in _PUBLIC_MAILERS and vocabulary().is_distinctive(domain.split(".")[0]):
        variants.append(Variant(domain))
    return KnownEntity("EMAIL_ADDRESS", mail.strip(), _unique(variants), client_id)


_PUBLIC_MAILERS = word_set(
    "gmail.com yahoo.com outlook.com hotmail.com live.com msn.com icloud.com me.com aol.com comcast.net att.net "
    "verizon.net cox.net charter.net proton.me protonmail.com bell.net rogers.com telus.net shaw.ca videotron.ca "
    "example.com example.org example.net"
)


def _said(part: str) -> str:
    return part.replace(".", " dot ").replace("_", " underscore ").replace("-", " dash ")


def _both_names(given: str, family: str) -> Iterator[Variant]:
    for last in person_forms.surnames(family):
        yield from (Variant(form) for form in (f"{given} {last}", f"{last} {given}"))
        for short in person_forms.calling_names(given):
            yield from (Variant(form) for form in (f"{short} {last}", f"{last} {short}"))
        yield from (Variant(f"{given[0]} {last}", Needs.CAPITALS), Variant(f"{given} {last[0]}", Needs.CAPITALS))
        yield from (Variant(f"{last} {given[0]}", Needs.CAPITALS), Variant(f"{given} {last[0]}", Needs.OWN_TEXT))
    joined = folded_key(f"{given}{family}")
    if len(joined) >= 8:
        yield from (Variant(joined), Variant(joined.replace(" ", "")))
    yield Variant(f"{given[0]} {family[0]}", Needs.OWN_INITIALS)


def _given_alone(given: str) -> Iterator[Variant]:
    words = vocabulary()
    pet_names = (name for name in person_forms.pet_names(given) if not words.is_ordinary(name))
    for name in (given, *person_forms.calling_names(given), *pet_names):
        if words.is_given(name) or not words.is_ordinary(name.replace(" ", "")) or _is_long(name):
            yield Variant(name, Needs.OWN_TEXT)
        else:
            yield from [] if words.is_trade(name) else [Variant(name, Needs.OWN_DOCUMENT)]
            yield Variant(name, Needs.NAME_CONTEXT)


def _last_name(last: str, words: Vocabulary) -> list[Variant]:
    if len(folded_key(last)) < 2:
        return []
    telling = person_forms.without_particles(_words(last))
    ordinary = any(words.is_ordinary(word) and not words.is_only_surname(word) for word in telling)
    known_given = words.may_be_given(last) and (ordinary or not words.is_given(last))
    needs = Needs.NAME_CONTEXT if ordinary or known_given else Needs.CAPITALS_ELSEWHERE
    if all(words.is_distinctive(word) for word in _words(last) or [last]):
        needs = Needs.NOTHING
    elif " " in last and not _is_trade(" ".join(telling)):
        needs = Needs.CAPITALS_ELSEWHERE
    forms = (last, *person_forms.families(last), re.sub("['’]", " ", last))
    also = (Needs.CAPITALS_ELSEWHERE,) if _is_long(last) and needs is not Needs.NOTHING else ()
    return [Variant(form, each) for form in forms for each in dict.fromkeys((needs, *also))]


def _own_words(short: str) -> Iterator[Variant]:
    """The company's own part, alone: anywhere where it is one telling word, else in its own texts."""
    words = _words(short)
    distinctive = [word for word in words if vocabulary().is_distinctive(word)]
    if words and distinctive == words[:1]:
        yield Variant(words[0], Needs.CAPITALS)
    if words and not vocabulary().is_trade(words[0]):
        yield Variant(words[0], Needs.NAME_CONTEXT)
    if words and not all(vocabulary().is_trade(word) for word in words):
        yield Variant(short, Needs.CAPITALS if distinctive or len(words) > 1 else Needs.OWN_DOCUMENT)
        yield Variant(short, Needs.OWN_TEXT if distinctive else Needs.OWN_DOCUMENT)
    if len(words) > 2:
        yield Variant(" ".join(words[:2]), Needs.CAPITALS_ELSEWHERE if distinctive[:1] == words[:1] else Needs.OWN_TEXT)


def _needs_of_name(name: str) -> Needs:
    words = _words(name)
    telling = len(words) > 2 or "&" in name or any(vocabulary().is_distinctive(word) for word in words)
    return Needs.NOTHING if telling and len(words) > 1 else Needs.CAPITALS_ELSEWHERE


def _initials(name: str) -> Iterator[str]:
    yield from (form for form in company_forms.initials(name) if " " in form or not vocabulary().is_ordinary(form))


def _is_long(name: str) -> bool:
    """Says enough though English lists have it: they have Rousseau and Demetrius as well as carpenter."""
    return len(name) >= _LONG and not _is_trade(name)


def _is_trade(name: str) -> bool:
    return any(vocabulary().is_trade(word) for word in name.split())


def _words(text: str) -> list[str]:
    return folded_key(text).split() if text.islower() else re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)


def _unique(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """Each writing once for each thing it may need, but alone where it needs nothing."""
    kept: dict[str, dict[Needs, Variant]] = {}
    for variant in variants:
        if key := folded_key(variant.text):
            kept.setdefault(key, {})[variant.needs] = Variant(key, variant.needs)
    return tuple(
        variant
        for needs in kept.values()
        for variant in ([needs[Needs.NOTHING]] if Needs.NOTHING in needs else needs.values())
    )


def _needs_without_suffix(form: str) -> Needs:
    """ "418 tamarack" can hardly be anything else; "12 spring" can."""
    number, *name = form.split()
    telling = len(number) > 2 and not any(vocabulary().is_trade(word) for word in name)
    return Needs.NOTHING if telling else Needs.CAPITALS_ELSEWHERE
