"""Line items as people write or paste them: "Replace capacitor 1 x $185.00", "Furnace igniter; 1; 84.00", a column of cells.

A line says what, how many and the price of one. Where it leaves open which of two things it means, it is refused rather
than guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from service.coverage.work import CoverageError

Json = dict[str, Any]

HOW = "write “what; quantity; price of one” or “what 2 x $18.00”"
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")
_UNIT = r"(?:hours?|hrs?|h|ea(?:ch)?|pcs?|pieces?|units?|lbs?|pounds?|gal(?:lons?)?|f(?:ee)?t|bags?|visits?)\b\.?"
_COUNT = r"(?P<quantity>-?\d+(?:\.\d+)?)"
_EACH = r"\s*(?:each|ea\.?|apiece|per \w+|/ ?\w+)?\s*(?:=.*)?$"
_DOLLARS = r"-?\$\s?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?"
_CENTS = r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}"
_TAIL = rf"(?:\s*[,:–-]?\s+(?:qty:?\s*)?)\(?{_COUNT}\)?\s*(?:{_UNIT})?\s*"
_WAYS = (
    re.compile(rf"^(?P<name>.*\S){_TAIL}(?:x|×|\*)\s*(?P<price>{_DOLLARS}|{_CENTS}){_EACH}", re.I),
    re.compile(rf"^(?P<name>.*\S){_TAIL}(?:@|\bat\b)\s*(?P<price>{_DOLLARS}|{_NUMBER}){_EACH}", re.I),
    re.compile(rf"^{_COUNT}\s*(?:x|×)\s+(?P<name>.*\S)\s*(?:[,:–@-]|\bat\b|\s)\s*(?P<price>{_DOLLARS}){_EACH}", re.I),
    re.compile(rf"^{_COUNT}\s*(?:x|×)\s+(?P<name>.*\S)$", re.I),
    re.compile(rf"^(?P<name>.*[^\s,:–-])(?:\s*[,:–-]?\s+|[,:])(?P<price>{_DOLLARS}|{_CENTS}){_EACH}", re.I),
)
_OPEN = re.compile(rf"(?:^|\s)\d+(?:\.\d+)?\s*{_UNIT}\s*$", re.I)


class UnreadableLine(CoverageError):
    """A pasted line that cannot be told apart into what, how many and the price of one; the message quotes it."""


def pasted_lines(text: str) -> list[Json]:
    """Each non-empty line of a text as `{"name", "quantity", "unit_price"}`, for `check_planned`. Raises `UnreadableLine`."""
    return [pasted_line(line) for line in text.splitlines() if line.strip()]


def pasted_line(text: str) -> Json:
    """One line: quantity 1 and no price (None) where they are left out; a negative quantity or price is a credit."""
    said = _BULLET.sub("", text).strip()
    name, quantity, price = _cells(said) if re.search(r"[;\t|]", said) else _worded(said)
    if price is not None and price < 0:
        quantity, price = -quantity, -price
    if not name or quantity == 0:
        raise UnreadableLine(f"“{said}”: {HOW}; a quantity of 0 is no work")
    return {"name": name, "quantity": quantity, "unit_price": price}


def _cells(said: str) -> tuple[str, Decimal, Decimal | None]:
    name, *numbers = (cell.strip() for cell in re.split(r"[;\t|]", said))
    read = [_number(one, said) if one else None for one in numbers[:2]]
    if len(numbers) > 3:
        raise UnreadableLine(f"“{said}”: {HOW}; there are too many columns")
    quantity, price = (*read, None, None)[:2]
    return name, Decimal(1) if quantity is None else quantity, price


def _worded(said: str) -> tuple[str, Decimal, Decimal | None]:
    match = next((match for way in _WAYS if (match := way.match(said))), None)
    if match is None:
        return said, Decimal(1), None
    given = match.groupdict()
    if given.get("quantity") is None and _OPEN.search(match["name"]):
        raise UnreadableLine(f"“{said}”: is that the price of one or of all? {HOW}")
    price = given.get("price")
    return match["name"].rstrip(" ,:–-"), Decimal(given.get("quantity") or 1), _number(price, said) if price else None


def _number(text: str, said: str) -> Decimal:
    try:
        return Decimal(re.sub(r"[$,\s]", "", text))
    except InvalidOperation:
        raise UnreadableLine(f"“{said}”: “{text}” is no number; {HOW}") from None
