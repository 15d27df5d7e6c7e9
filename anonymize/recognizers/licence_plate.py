"""Vehicle licence plates, where the words say plate or tag; a data plate or a plate heat exchanger is none."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule

_PLATE = re.compile(
    r"(?<!data )(?<!name )(?<!rating )(?<!base )(?<!strike )(?<!kick )\b"
    r"(?:(?i:licen[sc]e )?(?i:plates?)|(?i:licen[sc]e tag|vehicle tag|tag (?:number|no\.?|#)))\b"
    r"(?i:\s{0,2}(?:number|no\.?|#|is|[:(])){0,3}[\s:#]{0,3}(?P<value>[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})\b"
)


def _mixes_letters_and_digits(match: Match) -> bool:
    value = match.group("value")
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


RECOGNIZER = Recognizer("licence plate", (Rule("LICENSE_PLATE", _PLATE, _mixes_letters_and_digits),))
