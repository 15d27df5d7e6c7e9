"""How contracts number and mark their clauses: what a block starts with, and what comes after what.

Styles: articles (Article IV), parts (Schedule A, Exhibit 2), sections (Section 3, § 3), decimals (1. 1.1 1.1.1),
letters and Roman numerals in brackets or with a dot, and bullets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•●○◦▪▫■□◆◇►▸➢➤✓✔✗✘☐☑☒∙·"
DASHES = "-–—*"
ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_NAMED = re.compile(
    r"(?P<name>article|section|clause|part|schedule|exhibit|appendix|annex|attachment|addendum|rider|paragraph|§)"
    r"(?:\s+(?:no\.?\s*)?|(?<=§))(?P<value>\d+(?:\.\d+)*|[ivxlc]+|[a-z])(?P<close>[.:)]|\s*[-–—:]|\s|$|(?<=\d)(?=[a-z]{3}))\s*",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3})+)(?P<close>[.):]?)(?=\s|$|[A-Z“\"(])\s*")
_LETTERED = re.compile(r"(?P<value>[A-Z](?:[.-]\d{1,3})+)(?P<close>[.):]?)(?=\s|$)\s*")
_NUMBER = re.compile(r"(?P<value>\d{1,3})(?P<inserted>[A-Z]?)(?P<close>[.)])(?=\s|$|[A-Z“\"(])\s*")
_BRACKET = re.compile(r"\((?P<value>\d{1,3}|[a-zA-Z]{1,2}|[ivxlIVXL]{1,6})\.?\)\s*")
_LETTER = re.compile(r"(?P<value>[a-zA-Z]|[ivxlIVXL]{1,5})(?P<close>[.)])(?=\s|$)\s*")
_BULLET = re.compile(rf"(?P<value>[{re.escape(BULLETS)}\uf000-\uf0ff]|[{re.escape(DASHES)}o](?=\s))\s*")
_CHECKED = re.compile(r"(?P<value>\[[ xX✓]?\])\s*")
_INITIALS = re.compile(r"(?:[A-Z]\.\s*){2,}")
_REFERRED = re.compile(r"[a-z,;(]")


@dataclass(frozen=True)
class Enumerator:
    """What a block starts with. `style` is comparable between siblings; `values` are the readings (alphabetic, Roman).

    `label` is the number as it is cited ("7.2", "(a)", "Schedule B", "" for a bullet); `length` characters are its own.
    """

    style: str
    label: str
    values: tuple[tuple[str, int], ...]
    length: int

    @property
    def bullet(self) -> bool:
        return self.style.startswith("bullet")

    @property
    def depth(self) -> int:
        """Parts of a decimal number; 0 for every other style."""
        return self.label.count(".") + 1 if self.style.startswith("decimal") else 0


def begins(number: Enumerator) -> bool:
    """Whether it is the first of its kind: 1, (a), (i)."""
    return any(value == 1 for _, value in number.values)


def enumerator(text: str) -> Enumerator | None:
    """The number, letter or bullet that a block starts with, or None."""
    for read in (_named, _decimal, _lettered, _number, _bracket, _letter, _bullet):
        found = read(text)
        if found is not None:
            return found
    return None


def _named(text: str) -> Enumerator | None:
    match = _NAMED.match(text)
    if match is None or _REFERRED.match(text[match.end() :]) or not (text[:1].isupper() or text[:1] == "§"):
        return None
    name, value = match["name"].lower(), match["value"]
    if value.islower() and value.isalpha():
        return None
    if name in ("section", "clause", "paragraph", "§") and value[0].isdigit():
        style = f"decimal{value.count('.') + 1}" if "." in value else "section"
        return Enumerator(style, value, _ordinals(value.rsplit(".", 1)[-1]), match.end())
    return Enumerator(name, f"{match['name'].title()} {value.upper()}", _ordinals(value), match.end())


def _decimal(text: str) -> Enumerator | None:
    match = _DECIMAL.match(text)
    if match is None or _quantity(text[match.end() :]):
        return None
    parts = match["value"].split(".")
    if len(parts) == 2 and parts[1] == "0":
        return Enumerator("decimal1", parts[0], (("arabic", int(parts[0])),), match.end())
    return Enumerator(f"decimal{len(parts)}", match["value"], (("arabic", int(parts[-1])),), match.end())


def _lettered(text: str) -> Enumerator | None:
    match = _LETTERED.match(text)
    if match is None or not text[match.end() :]:
        return None
    parts = re.split(r"[.-]", match["value"])
    return Enumerator(f"decimal{len(parts)}", ".".join(parts), (("arabic", int(parts[-1])),), match.end())


def _quantity(rest: str) -> bool:
    """`2.5 tons` and `1.5% per month` are amounts, not clause numbers."""
    return bool(re.match(r"%|percent|tons?\b|hours?\b|hrs?\b|gallons?\b|times\b|[a-z]", rest))


def _number(text: str) -> Enumerator | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    style = "decimal1" if match["close"] == "." else "digit)"
    label = match["value"] + match["inserted"]
    return Enumerator(style, label, (("arabic", int(match["value"])),), match.end())


def _bracket(text: str) -> Enumerator | None:
    match = _BRACKET.match(text)
    if match is None:
        return None
    value = match["value"]
    return Enumerator(f"({_case(value)})", f"({value})", _ordinals(value), match.end())


def _letter(text: str) -> Enumerator | None:
    match = _LETTER.match(text)
    if match is None or _INITIALS.match(text):  # initials of a name
        return None
    value, close = match["value"], match["close"]
    return Enumerator(f"{_case(value)}{close}", f"{value}{close}", _ordinals(value), match.end())


def _bullet(text: str) -> Enumerator | None:
    match = _BULLET.match(text) or _CHECKED.match(text)
    if match is None or match.end() == len(text) == 1 or (text[0] == "*" and text.endswith("*")):
        return None
    mark = "box" if match["value"][0] in "☐☑☒[" else match["value"]
    return Enumerator(f"bullet{mark}", "", (), match.end())


def _case(value: str) -> str:
    return "1" if value.isdigit() else "A" if value.isupper() else "a"


def _ordinals(value: str) -> tuple[tuple[str, int], ...]:
    if value.isdigit():
        return (("arabic", int(value)),)
    readings = []
    if len(set(value.lower())) == 1 and len(value) <= 2:
        readings.append(("alpha", ord(value[0].lower()) - 96 + 26 * (len(value) - 1)))
    if ROMAN.fullmatch(value):
        readings.append(("roman", roman(value)))
    return tuple(readings)


def roman(value: str) -> int:
    """What a Roman numeral counts."""
    digits = [_ROMAN_VALUES[char] for char in value.lower()]
    return sum(-d if d < max(digits[at:]) else d for at, d in enumerate(digits))
