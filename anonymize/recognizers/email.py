"""E-mail addresses under any domain, reserved ones included, and those spelled out to hide them from robots."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Recognizer, Rule

_WRITTEN = re.compile(r"(?<![\w.+-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_SPELLED = re.compile(
    r"\b[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\sat\s)\s?[\w-]{1,63}(?:\s?(?:\(dot\)|\[dot\]|\sdot\s)\s?[a-z]{2,12}){1,3}\b",
    re.IGNORECASE,
)

RECOGNIZER = Recognizer("e-mail", tuple(Rule("EMAIL_ADDRESS", pattern) for pattern in (_WRITTEN, _SPELLED)))
