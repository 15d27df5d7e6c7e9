"""Writings for `note_templates_fresh.txt`: made for it alone, apart from `writings` and from what `anonymize` knows.

A name that is an ordinary word and stands without its other half is counted by itself, as in `writings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from benchmarks.generated_account import ORDINARY, Known, plain
from benchmarks.writings import (
    EMAIL,
    ORGANIZATION,
    PERSON,
    PHONE,
    PLACE,
    PLAIN_STEMS,
    STREET,
    UNIT,
    WORD,
    ZIP,
    Piece,
    Writing,
)

_SHORTER = (
    ("Street", "St."), ("Avenue", "Ave"), ("Road", "Rd."), ("Lane", "Ln"), ("Drive", "Dr."), ("Court", "Ct"),
    ("Circle", "Cir."), ("Boulevard", "Blvd."), ("Terrace", "Terr."), ("Place", "Pl."), ("Trail", "Tr."),
    ("Parkway", "Pkwy"), ("North", "N"), ("E.", "East"), ("SW", "S.W."),
)  # fmt: skip
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NO_INITIALS = ("AM", "PM", "AC", "NE", "NW", "SE", "SW")
_LEGAL = re.compile(r",? (?:Inc\.?|LLC|LLP|LP|Co\.|Corp\.)$")
_NO_LETTER = re.compile(r"[^a-z0-9 ]")


def _single(of: Known) -> tuple[str, str] | None:
    return (of.first[0].text, of.last.text) if len(of.first) == 1 else None


def _both(form: Callable[[str, str], str | None]) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        names = _single(of)
        text = form(*names) if names else None
        return [(text, PERSON)] if text else None

    return write


def _alone(form: Callable[[Known], str]) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        text = form(of)
        word = _NO_LETTER.sub("", plain(text).lower())
        ordinary = not ORDINARY.isdisjoint((word, word.removesuffix("s"), word.removesuffix("es")))
        return [(text, WORD if ordinary else PERSON)]

    return write


def _title(form: Callable[[str], str]) -> Writing:
    def write(of: Known) -> list[Piece]:
        return [(form(of.title.rstrip(".") + " "), ""), (form(of.last.text), PERSON)]

    return write


def _spoken_name(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", plain(text).lower()).strip()


def _typo(first: str, last: str) -> str | None:
    """A long last name with one letter doubled, left out or changed round, by the name's own length."""
    if len(last) < 8 or not last.isalpha():
        return None
    at = len(last) // 2
    slip = (
        last[:at] + last[at] + last[at:],
        last[:at] + last[at + 1 :],
        last[: at - 1] + last[at] + last[at - 1] + last[at + 1 :],
    )
    return f"{first} {slip[len(last) % 3]}"


def _phone(form: Callable[[str, str, str], str], said_before: str = "") -> Writing:
    def write(of: Known) -> list[Piece]:
        digits = re.sub(r"\D", "", of.client.phones[0])[-10:]
        return [(said_before, ""), (form(digits[:3], digits[3:6], digits[6:]), PHONE)]

    return write


def _in_words(area: str, exchange: str, line: str) -> str:
    return " ".join(_DIGITS[int(digit)] for digit in area + exchange + line)


def _email(form: Callable[[str, str], str | None]) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        local, _, domain = of.client.emails[0].partition("@")
        text = form(local, domain)
        return [(text, EMAIL)] if text else None

    return write


def _spoken_mail(local: str, domain: str) -> str:
    said = local.replace(".", " dot ").replace("_", " underscore ")
    return f"{said} at {domain.replace('.', ' dot ')}"


def _street(form: Callable[[str], str | None]) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        text = form(of.client.billing_address.street1)
        return [(text, STREET)] if text else None

    return write


def _shorter(street: str) -> str:
    for long, short in _SHORTER:
        street = re.sub(rf"(?<!\S){re.escape(long)}(?!\S)", short, street)
    return street


def _without_suffix(street: str) -> str | None:
    number, *words = street.split()
    return f"{number} {' '.join(words[:-1])}" if len(number) > 2 else None


def _without_number(street: str) -> str:
    return " ".join(word for word in street.split()[1:] if word not in ("North", "SW", "E."))


def _with_city(of: Known) -> list[Piece]:
    where = of.client.billing_address
    return [(where.street1, STREET), (f" in {where.city}", "")]


def _city_state_zip(of: Known) -> list[Piece]:
    where = of.client.billing_address
    return [(f"{where.city}, {where.province} ", ""), (where.postal_code, ZIP)]


def _company(form: Callable[[Known], str]) -> Writing:
    return lambda of: [(form(of), ORGANIZATION)] if of.client.company_name else None


def _bare_company(of: Known) -> str:
    return _LEGAL.sub("", of.client.company_name)


def _stem(of: Known) -> list[Piece] | None:
    """The company's own part; one English word of it is no known value without its context."""
    if not of.client.company_name:
        return None
    return [(of.stem, WORD if set(of.stem.split()) <= PLAIN_STEMS else ORGANIZATION)]


def _initials(of: Known) -> list[Piece] | None:
    """Those that read as a time, a direction or a machine are no known value by themselves."""
    names = _single(of)
    if names is None:
        return None
    letters = f"{names[0][0]}{names[1][0].upper()}"
    return [(f"{letters[0]}.{letters[1]}.", WORD if letters in _NO_INITIALS else PERSON)]


def _unit(id_alone: bool) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        unit = of.client.billing_address.street2
        if not unit:
            return None
        return [(unit.split()[1] if id_alone else unit.lower(), UNIT)]

    return write


def _place(of: Known) -> list[Piece] | None:
    named = [each.name for each in of.properties if of.stem in each.name]
    return [(named[0], PLACE)] if named else None


def _middle(first: str, last: str) -> str:
    return f"{first} {Random(first + last).choice('ABCDEJLMRST')}. {last}"


WRITINGS: dict[str, Writing] = {
    "name": _both(lambda first, last: f"{first} {last}"),
    "CAPS": _both(lambda first, last: f"{first} {last}".upper()),
    "lower": _both(lambda first, last: plain(f"{first} {last}").lower().replace("'", "")),
    "voice": _both(lambda first, last: _spoken_name(f"{first} {last}")),
    "last_first": _both(lambda first, last: f"{last}, {first}"),
    "last_first_caps": _both(lambda first, last: f"{last}, {first}".upper()),
    "initial_last": _both(lambda first, last: f"{first[0]}. {last}"),
    "first_initial": _both(lambda first, last: f"{first} {last[0].upper()}."),
    "first_last_initial": _both(lambda first, last: f"{first} {last[0].upper()}"),
    "initials": _initials,
    "middle": _both(_middle),
    "typo": _both(_typo),
    "spelled": _alone(lambda of: "-".join(re.sub(r"[^A-Z]", "", plain(of.last.text).upper()))),
    "poss": _both(lambda first, last: f"{first} {last}"),
    "family_plural": _alone(lambda of: of.last.text + ("es" if of.last.text[-1] in "sxz" else "s")),
    "first": _alone(lambda of: of.first[0].text),
    "first_lower": _alone(lambda of: plain(of.first[0].text).lower()),
    "last": _alone(lambda of: of.last.text),
    "LAST": _alone(lambda of: of.last.text.upper()),
    "last_lower": _alone(lambda of: of.last.text.lower()),
    "nick": _alone(lambda of: of.short),
    "nick_last": lambda of: [(f"{of.short} {of.last.text}", PERSON)],
    "title_last": _title(lambda text: text),
    "title_last_lower": _title(str.lower),
    "title_caps": _title(str.upper),
    "phone": lambda of: [(of.client.phones[0], PHONE)],
    "phone_dots": _phone(lambda a, b, c: f"{a}.{b}.{c}"),
    "phone_spaces": _phone(lambda a, b, c: f"{a} {b} {c}"),
    "phone_bare": _phone(lambda a, b, c: f"{a}{b}{c}"),
    "phone_paren": _phone(lambda a, b, c: f"({a}) {b} {c}"),
    "phone_paren_tight": _phone(lambda a, b, c: f"({a}){b}-{c}"),
    "phone_slashes": _phone(lambda a, b, c: f"{a}/{b}/{c}"),
    "phone_ext": _phone(lambda a, b, c: f"{a}-{b}-{c} x204"),
    "phone_words": _phone(_in_words),
    "phone_plus": _phone(lambda a, b, c: f"+1-{a}-{b}-{c}"),
    "phone_area": _phone(lambda a, b, c: f"{a} {b} {c}", said_before="area code "),
    "phone_last7": _phone(lambda _, b, c: f"{b}-{c}"),
    "phone_two_part": _phone(lambda a, b, c: f"{a}-{b}{c}"),
    "email": lambda of: [(of.client.emails[0], EMAIL)],
    "EMAIL": lambda of: [(of.client.emails[0].upper(), EMAIL)],
    "email_spoken": _email(_spoken_mail),
    "email_spaced": _email(lambda local, domain: f"{local} @ {domain}"),
    "email_parens": _email(lambda local, domain: f"{local}(at){domain}"),
    "email_domainless": _email(lambda local, _: local if len(local) > 8 else None),
    "street": _street(lambda street: street),
    "STREET": _street(str.upper),
    "street_lower": _street(lambda street: _NO_LETTER.sub("", street.lower())),
    "street_abbr": _street(_shorter),
    "street_short": _street(lambda street: _shorter(street).replace(".", "")),
    "street_no_suffix": _street(_without_suffix),
    "street_newline": _street(lambda street: "\n".join(street.rsplit(" ", 1))),
    "street_only": _street(_without_number),
    "street_city": _with_city,
    "city_state_zip": _city_state_zip,
    "zip": lambda of: [(of.client.billing_address.postal_code, ZIP)],
    "unit": _unit(id_alone=False),
    "unit_id": _unit(id_alone=True),
    "place": _place,
    "company": _company(lambda of: of.client.company_name),
    "company_caps": _company(lambda of: _bare_company(of).upper()),
    "company_bare": _company(_bare_company),
    "company_and": _company(lambda of: of.client.company_name.replace("&", "and")),
    "company_stem": _stem,
}
