"""Payment cards: numbers that pass the Luhn check, and digits that the words around them call a card."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule, digits, luhn

_SAYS_CARD = r"(?:credit|debit|visa|mastercard|amex|discover|cards?|cc)"
_NUMBER = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w]|[-.]\d)")
_NAMED = re.compile(rf"\b{_SAYS_CARD}\b[^\d\n]{{0,40}}(?P<value>\d(?:[ -]?\d){{10,18}})(?![\w]|[-.]\d)", re.IGNORECASE)
_ENDING = re.compile(
    rf"\b{_SAYS_CARD}\b[^\d\n]{{0,30}}\b(?:ending|ends|last\s(?:four|4))\b[^\d\n]{{0,20}}(?P<value>\d{{4}})\b",
    re.IGNORECASE,
)


def _passes_luhn(match: Match) -> bool:
    return luhn(digits(match.group()))


RECOGNIZER = Recognizer(
    "card", (Rule("CREDIT_CARD", _NUMBER, _passes_luhn), Rule("CREDIT_CARD", _NAMED), Rule("CREDIT_CARD", _ENDING))
)
