"""How people write what an account knows of a client, each writing in marked pieces.

Written for the measure alone: it shares no rule with `anonymize`, which has to find these writings by its own means. A
writing that a client has none of (no second name, no unit) is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from anonymize.vocabulary import word_set
from benchmarks.generated_account import ORDINARY, Known, Name, plain
from ingest.jobber.records import Address, User

Piece = tuple[str, str]
"""Words and their class, "" for words that say nothing about anybody."""
Writing = Callable[[Known], list[Piece] | None]

PERSON, ORGANIZATION, PHONE, EMAIL = "person", "organisation", "phone", "e-mail"
STREET, PLACE, UNIT, ZIP, WORD = "street address", "place", "unit", "zip", "ordinary word alone"

_SUFFIXES = {
    "Street": "St",
    "Avenue": "Ave",
    "Road": "Rd",
    "Lane": "Ln",
    "Drive": "Dr",
    "Court": "Ct",
    "Circle": "Cir",
    "Boulevard": "Blvd",
    "Terrace": "Ter",
    "Place": "Pl",
    "Trail": "Trl",
    "Way": "Way",
    "Parkway": "Pkwy",
}
_WAYS = ("North ", "SW ", "E. ")
_PLAIN_STREETS = word_set(
    "Main Mill Oak Elm Park Pine Spring Orchard Quarry Maple Cardinal Coachman Chestnut Walnut Jefferson Highland Lilac "
    "Windsor Washington Lavender Indigo Hickory Evergreen Spruce Palmetto Pecan Cranberry Buttonwood Cottonwood Dogwood "
    "Arrowhead Nightingale Persimmon Stagecoach Sunflower Sycamore Wildflower Wisteria Mulberry Mockingbird Pheasant Run "
    "Hampshire Cumberland Lexington Cactus Wren Blue Heron Old Harvest Moon Chapel Hill Wagon Wheel Foxtail Huckleberry "
    "Bittersweet Appaloosa Redbud Sagebrush Sassafras Pennsylvania Rosewood Whippoorwill Winterberry Cloverdale "
    "Tamarack 2nd 7th 14th 23rd 31st"
)
PLAIN_STEMS = word_set(
    "Cobblestone Fernwood Foxglove Granite Hawthorne Juniper Kingfisher Larkspur Meadowlark Oleander Orchard Pelican "
    "Quail Sandpiper Sycamore Tamarind Tidewater Walnut Elderberry Ironbridge Thistledown Blackthorn"
)
_LEGAL = re.compile(r",? (?:Inc\.?|LLC|LLP|LP|Co\.|Corp\.)$")


def _person(form: Callable[[str, str], str | None]) -> Writing:
    """Of first and last name, or nothing for a joint one."""

    def write(of: Known) -> list[Piece] | None:
        text = form(of.first[0].text, of.last.text) if len(of.first) == 1 else None
        return [(text, PERSON)] if text else None

    return write


def _word(name: Callable[[Known], Name], form: Callable[[str], str | None], titled: bool = False) -> Writing:
    """Of one name; an ordinary word is another matter, unless a title stands before it."""

    def write(of: Known) -> list[Piece] | None:
        text = form(name(of).text)
        if not text:
            return None
        kind = WORD if name(of).ordinary and not titled else PERSON
        return [(f"{of.title} ", ""), (text, PERSON)] if titled else [(text, kind)]

    return write


def _last(of: Known) -> Name:
    return of.last


def _first(of: Known) -> Name:
    return of.first[0]


def _short(of: Known) -> Name:
    return Name(of.short, of.first[0].ordinary or of.short in ("Bill", "Ray", "Rob", "Chip"))


def _possessive(lower: bool = False) -> Writing:
    """The 's says nothing."""

    def write(of: Known) -> list[Piece] | None:
        last = of.last.text.lower() if lower else of.last.text
        return [(last, WORD if of.last.ordinary else PERSON), ("'" if last.endswith("s") else "'s", "")]

    return write


def _family(last: str) -> str:
    return f"{last}es" if last[-1] in "sxz" or last.endswith("ch") else f"{last}s"


def _typo(last: str) -> str | None:
    """Two letters changed places, a letter doubled, dropped or missed, in the middle of a name of seven letters or more."""
    if len(last) < 7 or not last.isalpha():
        return None
    n = 2 + len(last) % 3
    slips = (
        last[:n] + last[n + 1] + last[n] + last[n + 2 :],
        last[:n] + last[n] + last[n:],
        last[:n] + last[n + 1 :],
        last[:n] + ("a" if last[n] != "a" else "e") + last[n + 1 :],
    )
    slip = slips[sum(map(ord, last)) % 4]
    return slip if plain(slip).lower() != plain(last).lower() else None


def _ocr(last: str) -> str | None:
    if len(last) < 6:
        return None
    damaged = last[0] + last[1:].replace("o", "0").replace("l", "1").replace("i", "1", 1)
    return damaged if damaged != last else None


def _half(of: Known) -> list[Piece] | None:
    parts = re.split(r"[- ]", of.last.text)
    telling = [part for part in parts if len(part) > 4]
    return [(telling[-1], PERSON)] if len(parts) > 1 and telling else None


def _mr_and_mrs(of: Known) -> list[Piece] | None:
    return [("Mr. & Mrs. ", ""), (of.last.text, PERSON)]


def _joint(word: str) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        if len(of.first) < 2:
            return None
        first, second = of.first
        return [(first.text, PERSON), (f" {word} ", ""), (f"{second.text} {of.last.text}", PERSON)]

    return write


def _company(form: Callable[[str, str], str | None]) -> Writing:
    """Of the company's name and its own part; an ordinary word alone is another matter."""

    def write(of: Known) -> list[Piece] | None:
        name = of.client.company_name
        text = form(name, of.stem) if name else None
        return [(text, WORD if text in PLAIN_STEMS else ORGANIZATION)] if text else None

    return write


def _no_legal(name: str) -> str:
    return _LEGAL.sub("", name)


def _short_name(name: str, stem: str) -> str | None:
    return stem if " " in stem else _no_legal(name)


def _acronym(name: str, stem: str) -> str | None:
    if "Homeowners" in name:
        return "".join(word[0] for word in stem.split()) + "HOA" if " " in stem else None
    letters = "".join(word[0] for word in _no_legal(name).split() if word[0].isalpha())
    return letters if len(letters) >= 4 else None


def _phone(form: str) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        digits = re.sub(r"\D", "", of.client.phones[0])[-10:]
        return [(form.format(a=digits[:3], b=digits[3:6], c=digits[6:]), PHONE)]

    return write


def _phone_ocr(of: Known) -> list[Piece] | None:
    digits = re.sub(r"\D", "", of.client.phones[0])[-10:]
    if "0" not in digits[6:] and "1" not in digits[6:]:
        return None
    return [(f"{digits[:3]}-{digits[3:6]}-{digits[6:].replace('0', 'O').replace('1', 'l')}", PHONE)]


def _mail(form: Callable[[str, str], str | None]) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        text = form(*of.client.emails[0].split("@"))
        return [(text, EMAIL)] if text else None

    return write


def _street(form: Callable[[str, str, str, str], str | None], kind: str = STREET) -> Writing:
    """Of number, direction, name and suffix of the client's street."""

    def write(of: Known) -> list[Piece] | None:
        text = form(*street_parts(of.client.billing_address))
        return [(text, WORD if text in _PLAIN_STREETS else kind)] if text else None

    return write


def street_parts(address: Address) -> tuple[str, str, str, str]:
    number, rest = address.street1.split(" ", 1)
    way = next((way for way in _WAYS if rest.startswith(way)), "")
    name, suffix = rest.removeprefix(way).rsplit(" ", 1)
    return number, way, name, suffix


def _abbreviated(number: str, way: str, name: str, suffix: str) -> str:
    return f"{number} {way.replace('North', 'N').replace('.', '')}{name} {_SUFFIXES[suffix]}"


def _street_typo(number: str, way: str, name: str, suffix: str) -> str | None:
    slip = _typo(name) if " " not in name else None
    return f"{number} {way}{slip} {suffix}" if slip else None


def _street_ocr(number: str, way: str, name: str, suffix: str) -> str | None:
    if not re.search(r"[01]", number):
        return None
    return f"{number.replace('0', 'O').replace('1', 'l')} {way}{name} {_SUFFIXES[suffix]}"


def _unit(form: Callable[[str, str], str]) -> Writing:
    def write(of: Known) -> list[Piece] | None:
        unit = of.client.billing_address.street2
        return [(form(*unit.split(" ")), UNIT)] if unit else None

    return write


def _full_address(separator: str, abbreviated: bool = False) -> Writing:
    """The town may stay; street, unit and postal code may not."""

    def write(of: Known) -> list[Piece] | None:
        home = of.client.billing_address
        street = _abbreviated(*street_parts(home)) if abbreviated else home.street1
        unit = [(", ", ""), (home.street2, UNIT)] if home.street2 else []
        return [(street, STREET), *unit, (f"{separator}{home.city}, {home.province} ", ""), (home.postal_code, ZIP)]

    return write


def _place(form: Callable[[str], str]) -> Writing:
    """Of a name that is more than what the place is."""

    def write(of: Known) -> list[Piece] | None:
        names = [place.name for place in of.properties if of.stem in place.name and " " in place.name]
        return [(form(names[0]), PLACE)] if names else None

    return write


WRITINGS: dict[str, Writing] = {
    "full": _person(lambda a, b: f"{a} {b}"),
    "full_lower": _person(lambda a, b: f"{a} {b}".lower()),
    "full_upper": _person(lambda a, b: f"{a} {b}".upper()),
    "plain_full": _person(lambda a, b: plain(f"{a} {b}")),
    "last_first": _person(lambda a, b: f"{b}, {a}"),
    "reversed": _person(lambda a, b: f"{b} {a}"),
    "last_slash_first": _person(lambda a, b: f"{b}/{a}"),
    "initial_last": _person(lambda a, b: f"{a[0]}. {b}"),
    "initial_bare": _person(lambda a, b: f"{a[0]} {b}"),
    "first_l": _person(lambda a, b: f"{a} {b[0].upper()}."),
    "first_initial_pair": _person(lambda a, b: f"{a[0]}.{b[0].upper()}."),
    "mr_last": _word(_last, str, titled=True),
    "mr_last_lower": _word(_last, str.lower, titled=True),
    "dr_last": lambda of: [("Dr ", ""), (of.last.text, PERSON)],
    "mr_full": lambda of: [(f"{of.title} ", ""), (of.client.name, PERSON)] if not of.client.is_company else None,
    "mr_and_mrs": _mr_and_mrs,
    "last": _word(_last, str),
    "last_lower": _word(_last, str.lower),
    "last_upper": _word(_last, str.upper),
    "plain_last": _word(_last, plain),
    "possessive": _possessive(),
    "possessive_lower": _possessive(lower=True),
    "family": _word(_last, _family),
    "typo_last": _word(_last, _typo),
    "ocr_last": _word(_last, _ocr),
    "half": _half,
    "hyphenless": _person(lambda a, b: f"{a} {b.replace('-', ' ')}" if "-" in b else None),
    "joined": _person(lambda a, b: plain(f"{a}{b}").lower().replace(" ", "").replace("'", "").replace("-", "")),
    "joint": _joint("&"),
    "joint_and": _joint("and"),
    "first": _word(_first, str),
    "first_lower": _word(_first, str.lower),
    "nick": _word(_short, str),
    "nick_lower": _word(_short, str.lower),
    "nick_last": lambda of: [(f"{of.short} {of.last.text}", PERSON)] if len(of.first) == 1 else None,
    "name": _company(lambda name, _: name),
    "name_lower": _company(lambda name, _: name.lower()),
    "name_upper": _company(lambda name, _: name.upper()),
    "no_legal": _company(lambda name, _: _no_legal(name)),
    "short_name": _company(_short_name),
    "first_word": _company(lambda _, stem: stem if "&" not in stem else None),
    "amp_name": _company(lambda name, _: _no_legal(name).replace("&", "and") if "&" in name else None),
    "amp_lower": _company(lambda name, _: _no_legal(name).replace(" & ", "&").lower() if "&" in name else None),
    "acronym": _company(_acronym),
    "phone": lambda of: [(of.client.phones[0], PHONE)],
    "phone_dashes": _phone("{a}-{b}-{c}"),
    "phone_dots": _phone("{a}.{b}.{c}"),
    "phone_parens": _phone("({a}) {b}-{c}"),
    "phone_paren_tight": _phone("({a}){b}-{c}"),
    "phone_bare": _phone("{a}{b}{c}"),
    "phone_plus": _phone("+1{a}{b}{c}"),
    "phone_plus_dashes": _phone("1-{a}-{b}-{c}"),
    "phone_spaces": _phone("{a} {b} {c}"),
    "phone_slash": _phone("{a}/{b}-{c}"),
    "phone_local": _phone("{b}-{c}"),
    "phone_compact_area": _phone("{a} {b}{c}"),
    "phone_ocr": _phone_ocr,
    "email": _mail(lambda local, domain: f"{local}@{domain}"),
    "email_upper": _mail(lambda local, domain: f"{local}@{domain}".upper()),
    "email_local": _mail(lambda local, _: local if re.search(r"\d|[._]", local) else None),
    "email_at": _mail(lambda local, domain: f"{local} at {domain.replace('.', ' dot ')}"),
    "email_spaced": _mail(lambda local, domain: f"{local} @ {domain}"),
    "email_wrapped": _mail(lambda local, domain: f"{local}@\n{domain}"),
    "street": _street(lambda n, w, s, x: f"{n} {w}{s} {x}"),
    "street_lower": _street(lambda n, w, s, x: f"{n} {w}{s} {x}".lower()),
    "street_upper": _street(lambda n, w, s, x: f"{n} {w}{s} {x}".upper()),
    "street_abbrev": _street(_abbreviated),
    "street_abbrev_lower": _street(lambda *parts: _abbreviated(*parts).lower()),
    "street_dotted": _street(lambda *parts: f"{_abbreviated(*parts)}."),
    "street_comma": _street(lambda n, w, s, x: f"{n}, {w}{s} {x}"),
    "street_no_direction": _street(lambda n, w, s, x: f"{n} {s} {x}" if w else None),
    "number_name": _street(lambda n, _w, s, _x: f"{n} {s}"),
    "number_name_lower": _street(lambda n, _w, s, _x: f"{n} {s}".lower()),
    "street_only": _street(lambda _n, _w, s, x: f"{s} {x}"),
    "street_name_only": _street(lambda _n, _w, s, _x: s),
    "street_typo": _street(_street_typo),
    "street_ocr": _street(_street_ocr),
    "plain_street": _street(lambda n, w, s, x: plain(f"{n} {w}{s} {x}")),
    "full_address": _full_address(", "),
    "full_address_abbrev": _full_address(" ", abbreviated=True),
    "address_block": _full_address("\n"),
    "city": lambda of: [(of.client.billing_address.city, "")],
    "state": lambda of: [(of.client.billing_address.province, "")],
    "zip": lambda of: [(of.client.billing_address.postal_code, ZIP)],
    "unit": _unit(lambda word, id: f"{word} {id}"),
    "unit_short": _unit(lambda word, id: f"{'ste' if word == 'Suite' else 'apt'} {id}"),
    "unit_hash": _unit(lambda _, id: f"#{id}"),
    "unit_lower": _unit(lambda word, id: f"{word} {id}".lower()),
    "place": _place(str),
    "place_lower": _place(str.lower),
}


def user_writing(user: User, name: str) -> list[Piece]:
    written = {
        "first": user.first,
        "first_lower": user.first.lower(),
        "last": user.last,
        "full": user.full,
        "initial_last": f"{user.first[0]}. {user.last}",
    }
    ordinary = written[name].lower() in ORDINARY
    return [(written[name], WORD if ordinary else PERSON)]
