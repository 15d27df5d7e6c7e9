"""Bank accounts: routing, transit and account numbers that are called so, and IBANs."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule

_NAMED = re.compile(
    r"\b(?:routing|aba|rtn|transit|institution|account|acct|a/c|checking|savings|iban|swift|bic)\b\.?"
    r"(?:\s{0,2}(?:number|no|num|nr|#|code|is|are|was|of|ending in|ends in|[:=.(])){0,4}[\s:#]{0,3}"
    r"(?P<value>[A-Z]{0,6}\d(?:[ -]?\d){3,25}[A-Z]{0,3})\b",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b", re.IGNORECASE)


def _passes_mod_97(match: Match) -> bool:
    """ISO 13616: the country and check digits moved to the end, letters as numbers, leave 1 modulo 97."""
    compact = match.group().replace(" ", "").upper()
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1


RECOGNIZER = Recognizer("bank", (Rule("BANK_ACCOUNT", _NAMED), Rule("IBAN_CODE", _IBAN, _passes_mod_97)))
