"""Apartments, suites and numbered units where people live or work; "Unit 2" of a heat pump is equipment and stays."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Recognizer, Rule

_ID = r"(?:\d{1,5}[A-Za-z]?(?:-\d{1,4}|-?[A-Za-z])?|[A-Z]-?\d{1,4}|[A-Z])"
_HOUSING = re.compile(
    rf"(?<![\w-])(?i:apt\.?|apartment|suite|ste\.?|condo|penthouse|flat)\s{{0,2}}#?\s?(?P<id>{_ID})(?![\w-])"
)
_LIVED_IN = re.compile(
    r"\b(?i:tenants?|resident|occupant|occupied|lives|living|neighbou?r|lease|renter|upstairs|downstairs|keys?|mailbox|condo|"
    r"building|apartment)\b"
    rf"[^.\n]{{0,30}}?(?<![\w#])(?P<value>(?i:unit|#|no\.)\s?#?\s?{_ID})(?![\w-])"
)
_THEN_LIVED_IN = re.compile(
    rf"\b(?P<value>(?i:unit)\s?#?\s?{_ID})(?=(?i:'s)?[\s,]{{1,2}}(?i:tenant|resident|occupant|renter|lease|apartment|condo|keys?)\b)"
)

RECOGNIZER = Recognizer("unit", tuple(Rule("UNIT", pattern) for pattern in (_HOUSING, _LIVED_IN, _THEN_LIVED_IN)))
