"""Social security and social insurance numbers, tax ids, driver's licences, passports, and dates called a birth date."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule, digits, luhn

_SSN = re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NAMED_SSN = re.compile(
    r"\b(?:ssn|s\.s\.n\.|social(?: security| insurance)?(?: number| no)?|sin|itin|ein|tax ?(?:payer)? ?id|fein)\b"
    r"[^\d\n]{0,15}(?P<value>\d{2,3}[ -]?\d{2,3}[ -]?\d{3,5})(?![\d-])",
    re.IGNORECASE,
)
_SIN = re.compile(r"(?<![\w-])\d{3}([ -])\d{3}\1\d{3}(?![\w-])")
_LICENCE = re.compile(
    r"\b(?:driver'?s'? licen[sc]e|operator'?s? licen[sc]e|d\.?l\.?)\b(?: (?:number|no\.?|#))?(?: is|:|#)?[ #:]{0,3}"
    r"(?P<value>[A-Z0-9](?:-?[A-Z0-9]){4,17})\b",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"\bpassport\b(?: (?:number|no\.?|#))?(?: is|:)?[ #:]{0,3}(?P<value>[A-Z]{0,2}\d{6,9})\b", re.IGNORECASE
)
_BIRTH = re.compile(
    r"\b(?:born(?: on)?|date of birth|birth ?date|birthday|d\.?o\.?b\.?)\b(?: is|:)?\s{0,3}"
    r"(?P<value>\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})",
    re.IGNORECASE,
)


def _passes_luhn(match: Match) -> bool:
    return luhn(digits(match.group()))


def _has_digits(match: Match) -> bool:
    return len(digits(match.group("value"))) >= 4


RECOGNIZER = Recognizer(
    "identity number",
    (
        Rule("US_SSN", _SSN),
        Rule("US_SSN", _NAMED_SSN),
        Rule("CA_SIN", _SIN, _passes_luhn),
        Rule("DRIVER_LICENSE", _LICENCE, _has_digits),
        Rule("PASSPORT", _PASSPORT),
        Rule("BIRTH_DATE", _BIRTH),
    ),
)
