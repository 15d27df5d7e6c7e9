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
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)\b", re.IGNORECASE)


def _is_iban(match: Match) -> bool:
    """ISO 13616: 1 modulo 97 when read as a number, check digits last. A long one is taken for a mistyped IBAN."""
    compact = match.group().replace(" ", "").upper()
    as_number = "".join(str(int(character, 36)) for character in compact[4:] + compact[:4])
    mistyped = 18 <= len(compact) <= 32 and sum(c.isdigit() for c in compact) >= 12 and " " not in match.group()
    return mistyped or int(as_number) % 97 == 1


RECOGNIZER = Recognizer("bank", (Rule("BANK_ACCOUNT", _NAMED), Rule("IBAN_CODE", _IBAN, _is_iban)))
