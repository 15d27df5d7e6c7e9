"""What opens a gate, a door or a lockbox, or silences an alarm: codes, combinations, PINs and passwords."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import word_set

_LOCK = (
    r"(?:gates?|alarms?|lock ?box(?:es)?|key ?box|key ?safe|key ?pads?|garage(?: door)?|doors?|entry|entrance|access|security|"
    r"call ?box|intercom|buzzer|elevator|padlock|lock|safe|shed|lobby|building|disarm|arming|deactivation|house|wi-?fi|panel)"
)
_CODE_WORD = r"(?:(?:key)?codes?|combos?|combinations?|pins?|pin numbers?|pass ?codes?|numbers?|no\.?)"
_DIGITS = r"[#*]?\d(?:[ -]?\d){2,9}(?:\s?[#*])?(?![\w%]|[.,]\d)"
_VALUE = rf"(?:{_DIGITS}|[#*]?(?=[A-Z-]{{0,8}}\d)[A-Z0-9](?:-?[A-Z0-9]){{2,9}}[#*]?)"
_LINK = r"(?:\s{0,2}(?:is|are|was|now|changed|to|for|the|new|one|same|still|of|set|reads|[#:=(–-]|,))"
_CHAIN = rf"(?:\s{{0,2}}(?:,|/|;|or|and|then|&)\s{{0,2}}{_DIGITS}){{0,3}}"

_NAMED_LOCK = re.compile(
    rf"\b{_LOCK}\s{{1,2}}(?:{_LOCK}\s{{1,2}})?{_CODE_WORD}\b{_LINK}{{0,5}}\s{{0,3}}(?P<value>{_VALUE}{_CHAIN})",
    re.IGNORECASE,
)
_CODE_OF_LOCK = re.compile(
    rf"\b{_CODE_WORD}\s(?:for|to|at|on|of)\s(?:the\s)?(?:\w+\s){{0,2}}{_LOCK}\b{_LINK}{{0,5}}\s{{0,3}}(?P<value>{_VALUE}{_CHAIN})",
    re.IGNORECASE,
)
_WHERE = (
    r"(?:\s(?:at|on|by|in|near|under|behind|the|its|side|front|back|rear|left|right|north|south|east|west|upper|lower|garage|"
    r"alley|basement|cellar|porch|deck|patio|kitchen|office|shed|barn|house|hall|main|door|gate|fence|rail(?:ing)?|post|wall|"
    r"steps?|stairs|meter|spigot|handle|knob))"
)
_LOCK_ALONE = re.compile(
    rf"\b(?:gate|alarm|lock ?box|key ?box|key ?safe|key ?pad|padlock)\b{_WHERE}{{0,5}}{_LINK}{{0,3}}\s{{0,2}}(?P<value>{_DIGITS}{_CHAIN})",
    re.IGNORECASE,
)
_CODE_ALONE = re.compile(
    rf"(?P<before>\b[\w'’.]+\s{{1,2}})?\b(?:codes?|combos?|combination|pin|passcode)\b(?:\s{{0,2}}(?:is|are|was|now|[:=#])){{0,2}}"
    rf"\s{{0,2}}(?P<value>{_DIGITS}{_CHAIN})",
    re.IGNORECASE,
)
_PUNCHED = re.compile(
    rf"\b(?:punch|enter|key|type|dial|press|use|hit)(?:\s(?:in|code))?\s{{1,2}}(?P<value>{_DIGITS})"
    rf"(?=[^.\n]{{0,40}}\b(?:gate|door|key ?pad|alarm|lock ?box|garage|entry|box|panel|lock)\b)",
    re.IGNORECASE,
)
_POUND = re.compile(
    r"\b(?:gate|door|key ?pad|alarm|lock ?box|garage|entry|lock|code|intercom)\b[^\n]{0,60}?(?P<value>(?<![\w#*$.])\d{3,8}\s?[#*])(?!\w)",
    re.IGNORECASE,
)
_AT_LOCK = re.compile(
    r"(?<![\w$.#-])(?P<value>[#*]?\d{3,8}[#*]?)\s(?:at|on|for|opens|to open)\s(?:the\s)?(?:\w+\s)?"
    r"(?:gate|key ?pad|alarm|lock ?box|key ?box|garage|front door|back door|side door)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?<![\w$.#-])(?P<value>[#*]?\d{3,8}[#*]?)\s(?:(?:opens|unlocks|disarms|silences)\s(?:it|them|both|all|that|up)|"
    r"(?:lets|gets)\s(?:you|us|me|them|anyone)\s(?:in|through))\b",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"\b(?:pass ?words?|pass ?phrase|code ?word|safe ?word|alarm word|wi-?fi key)\b(?:\s{0,2}(?:is|are|was|[:=])){1,2}\s{0,2}"
    r"(?P<value>[\"“][^\"”\n]{2,40}[\"”]|[\w@#$%!&*.-]{3,40}(?<![.,]))",
    re.IGNORECASE,
)

_OTHER_CODES = word_set(
    "zip postal area error fault building plumbing electrical mechanical fire energy tax product item part promo discount "
    "coupon color colour paint uniform commercial bar qr sic naics residential state city county local trouble flash date "
    "model gl cost job billing service health safety dress country source diagnostic blink status reference construction "
    "civil penal revenue national international"
)
_LATER_UNIT = re.compile(
    r"\s?(?:mm|cm|in\b|inch|ft|feet|foot|\"|'|x\s?\d|lbs?|amps?|volts?|v\b|hours?|days?|hrs?|sq|gal|ton|edition|irc|ibc|nec|"
    r"upc|section|§)",
    re.IGNORECASE,
)


def _is_no_other_code(match: Match) -> bool:
    before = (match.group("before") or "").strip().lower()
    return before not in _OTHER_CODES and _is_no_measure(match)


def _is_no_measure(match: Match) -> bool:
    return not _LATER_UNIT.match(match.string, match.end("value"))


def _is_no_year(match: Match) -> bool:
    """ "Alarm 2024 inspection": a bare year behind a bare lock is a year."""
    return not re.fullmatch(r"(?:19|20)\d\d", match.group("value")) and _is_no_measure(match)


def _is_said_of_a_lock(match: Match) -> bool:
    head = match.group()[: match.start("value") - match.start()].lower()
    return not any(f"{other} code" in head for other in _OTHER_CODES - {"building"}) and _is_no_measure(match)


RECOGNIZER = Recognizer(
    "access code",
    (
        Rule("ACCESS_CODE", _NAMED_LOCK, _is_said_of_a_lock),
        Rule("ACCESS_CODE", _CODE_OF_LOCK, _is_said_of_a_lock),
        Rule("ACCESS_CODE", _LOCK_ALONE, _is_no_year),
        Rule("ACCESS_CODE", _CODE_ALONE, _is_no_other_code),
        Rule("ACCESS_CODE", _PUNCHED),
        Rule("ACCESS_CODE", _POUND),
        Rule("ACCESS_CODE", _AT_LOCK, _is_no_year),
        Rule("ACCESS_CODE", _OPENS, _is_no_year),
        Rule("ACCESS_CODE", _PASSWORD),
    ),
)
