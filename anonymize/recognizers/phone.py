"""Telephone numbers: every North American way of writing them, others after a plus sign or a word that says phone."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule, digits

_EXTENSION = r"(?:[,;]?\s{0,2}(?:x|ext\.?|extension|#)\s{0,2}\d{1,6}\b)?"
_SAYS_PHONE = (
    r"(?:phones?|telephone|tel|cell|mobile|fax|call(?:s|ed|ing)?|text|dial|ring|reach(?:ed|able)?|whatsapp|hotline|"
    r"(?:phone|contact|telephone|callback|emergency) (?:number|no)|messages?|voicemail)"
)
_GROUPED = re.compile(
    r"(?<![\w$])(?<!\d[.-])(?:\+?1[\s.-]{0,2})?(?:\([2-9]\d{2}\)\s{0,2}[-.]?|[2-9]\d{2}\s?[-./–]\s?|[2-9]\d{2}\s)[2-9]\d{2}"
    r"(?:\s?[-./–]\s?|\s)?\d{4}(?![\d%]|[-.]\d)" + _EXTENSION,
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w$.-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?![\w%]|[.-]\d)" + _EXTENSION, re.IGNORECASE)
_NUMBERED_THING = re.compile(
    r"(?:serial|model|s/n|m/n|sn|part|item|sku|invoice|permit|policy|order|job|ticket|license|licence|case|claim|account|"
    r"acct|card|meter|confirmation|roc)\b[\w\s.:#-]{0,14}$",
    re.IGNORECASE,
)
_SEVEN = re.compile(
    rf"\b{_SAYS_PHONE}\b[^\d\n]{{0,25}}(?P<value>[2-9]\d{{2}}[-.\s]\d{{4}}(?!\d|[-.]\d){_EXTENSION})", re.IGNORECASE
)
_INTERNATIONAL = re.compile(r"(?<![\w+])\+\d{1,3}(?:[\s().-]{0,2}\d){6,12}(?!\d)" + _EXTENSION)
_NAMED = re.compile(
    rf"\b{_SAYS_PHONE}\b(?:[^\d\n(+]{{0,25}}|[^\d(+]{{0,3}}\n\s{{0,4}})(?P<value>[(+]?\d(?:[\s()./-]{{0,2}}\d){{6,14}})(?!\d)",
    re.IGNORECASE,
)
_TRUNK = re.compile(
    r"(?<![\w$.,/#-])(?:0\d{1,4}(?:[ .-]\d{2,5}){2,4}|0\d{1,4}[ /-]\d{6,8}|0\d{9,10}|\(0\d{1,4}\)[ ]?\d{2,4}(?:[ .-]\d{2,4}){1,3}|"
    r"\(\d{2,4}\)[ ]?\d{3,5}[ .-]\d{3,5}|\d{2,3}[ ]\d{3}[ ]\d{3}[ ]\d{3,4}|\d{2}(?:[ ]\d{2}){3,4}|\d{3}[ ]\d{3}[ ]\d{3}|"
    r"(?<!\d )(?:\d{2}[ ]\d{3}|\d{3}[ ]\d{2})[ ]\d{3}(?![ ]\d)|"
    r"\d{4}[ ]\d{3}[ ]\d{3,4}|(?:00|011)[ .-]?\d{1,3}(?:[ .-]?\d{2,4}){2,5})(?![\d%]|[-.,]\d)" + _EXTENSION,
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[ ,-]{1,2}){6,9}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)?\d{2}|(?:19|20)\d{2}[ .-]\d{1,2}[ .-]\d{1,2}")
_FAX_LIKE = re.compile(r"(?P<value>\(?\d{2,5}\)?(?:[ -]\d{2,4}){1,4})[ ]?-[ ]?(?:Fax|Office|Cell|Mobile|Home|Work)\b")


def _is_no_part_number(match: Match) -> bool:
    return not _NUMBERED_THING.search(match.string[max(0, match.start() - 30) : match.start()])


def _is_dialled_abroad(match: Match) -> bool:
    """National numbers behind a trunk 0 or in groups: eight digits and more, and no part's number."""
    if _DATE.fullmatch(match.group()):
        return False
    return 8 <= len(digits(match.group())) <= 18 and _is_no_part_number(match)


def _has_enough_digits(match: Match) -> bool:
    return 6 <= len(digits(match.group("value"))) <= 15


RECOGNIZER = Recognizer(
    "phone",
    (
        Rule("PHONE_NUMBER", _GROUPED),
        Rule("PHONE_NUMBER", _BARE, _is_no_part_number),
        Rule("PHONE_NUMBER", _SEVEN),
        Rule("PHONE_NUMBER", _INTERNATIONAL),
        Rule("PHONE_NUMBER", _TRUNK, _is_dialled_abroad),
        Rule("PHONE_NUMBER", _NAMED, _has_enough_digits),
        Rule("PHONE_NUMBER", _SPOKEN),
        Rule("PHONE_NUMBER", _FAX_LIKE, _has_enough_digits),
    ),
)
