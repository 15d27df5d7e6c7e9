"""Street addresses of North America, in full and as people note them, post boxes, highways, corners, postal codes.

A city or state alone is no address and stays: the governing law of a contract names them.
"""

from __future__ import annotations

import re

from anonymize.postal import COUNTRIES, DIRECTIONS, STATE_NAMES, STATES, STREETS_THAT_START_WITH_THEIR_KIND, SUFFIXES
from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set


def _any_of(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_GAP = r"[ \t]{1,3}"
_GRID = r"(?:[NSEW]\d{1,5}[ ]?(?:[NSEW]\d{1,5})?|\d{1,3}[NSEW]\d{2,4})"
_NUMBER = (
    rf"(?<![\w$.,/#-])(?:{_GRID}|(?:\d{{1,5}}[ ]-[ ])?\d{{1,6}}(?:[-–]\d{{1,5}}(?=[ ][A-Z\d]))?(?:-?[A-Za-z])?(?:\s?(?:1/2|½))?|"
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?=[ ][A-Z]))"
)
_UNIT_FIRST = r"(?:(?i:apt|apartment|unit|suite|ste)\.?[ ]#?\w{1,5},[ ])?"
_WAY = rf"(?:(?i:{_any_of(DIRECTIONS)})\.?|[NSEW]\.\s?[NSEW]\.)"
_WORD = r"(?:(?!(?:Unit|Apt|Suite|Ste|Lot)\b)[A-ZÀ-Þ][\w'’.-]{0,24}|\d{1,3}(?i:st|nd|rd|th)|de|del|la|las|los|el|of|the|and|&)"
_SUFFIX = rf"(?i:{_any_of(SUFFIXES)})\b\.?"
_PLAIN_SUFFIX = "(?:st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|ct|court|cir|circle|ter|terrace|trl|trail|pkwy|hwy)"
_STATE = rf"(?:(?:{_any_of(STATES)})\b\.?|(?:{_any_of(STATE_NAMES)})\b)"
_ZIP = r"(?:\d{5}(?:-\d{4})?|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d)\b"
_POSTCODE = r"(?:[A-Z]{0,2}-?\d{3,6}(?:[ -]\d{2,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
_CITY = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]{1,24}(?:[ ](?:(?:de|do|da|del|of|la|el|al)[ ]){0,2}[A-ZÀ-Þ][\w'’.-]{0,24}){0,2})"
_UNIT = r"(?:(?i:apt|apartment|unit|suite|ste|lot|space|spc|rm|room|floor|bldg|building)\b\.?[ ]?#?[ ]?[\w-]{1,6}|#[ ]?\w{1,6})"
_STEP = r"[ \t]{0,2},?[ \t]{0,2}\n?[ \t>]{0,4},?[ \t]?"
_COUNTRY = rf"(?:{_any_of(COUNTRIES)})\b"
_ABROAD = rf"{_STEP}{_CITY}(?:{_STEP}(?:[A-Z]{{2,3}}|\d{{2}})\b)?{_STEP}{_COUNTRY}(?:,?{_STEP}{_POSTCODE})?"
TAIL = (
    rf"(?:{_STEP}{_UNIT}(?![\w-])){{0,2}}(?:{_STEP}\d{{1,2}}th Floor)?(?:{_STEP}{_CITY}(?:,?[ \t]{{1,2}}|{_STEP}){_STATE}(?:,?{_STEP}{_ZIP})?|"
    rf"{_STEP}{_CITY},?[ ]{_ZIP}|{_STEP}{_CITY}{_STEP}(?:[A-Z]{{2}}|\d{{2}})\b{_STEP}\d{{4,5}}\b|{_ABROAD})?"
)
_START = r"(?i:address(?:es)?|located|office is|lives?|resid(?:es|ing)|premises|property|properties|home|deliver(?:ed)?|ship)"

_STREET = re.compile(
    rf"{_UNIT_FIRST}(?:(?<![\w$.,/#-])\d{{1,6}}[ ])?{_NUMBER}{_GAP}(?:{_WAY}{_GAP})?(?P<name>{_WORD}(?:{_GAP}{_WORD}){{0,3}}){_GAP}{_SUFFIX}(?![\w'’])(?:{_GAP}{_WAY}(?!\w))?{TAIL}"
)
_NUMBERED_STREET = re.compile(
    rf"(?<![\w$.,/#-])\d{{1,6}}(?:[ ]|-)\d{{1,3}}[A-Z]?{_GAP}(?i:st|street|ave|avenue)\b\.?(?:{_GAP}{_WAY}(?!\w))?{TAIL}"
)
_WRAPPED = re.compile(
    rf"(?<=[a-z,:] )(?<!age )\d{{2,6}}[ \t]{{0,2}}\n[ \t]{{0,3}}(?:{_WAY}{_GAP})?(?P<name>{_WORD}(?:{_GAP}{_WORD})?){_GAP}{_SUFFIX}"
    rf"(?![\w'’])(?:{_GAP}{_WAY}(?!\w))?{TAIL}"
)
_NOTED = re.compile(
    rf"(?:(?<![\w$.,/#-])\d{{1,6}}[ ])?{_NUMBER}{_GAP}(?:{_WAY}{_GAP})?(?P<name>(?:[a-z'’]{{2,20}}|\d{{1,3}}(?:st|nd|rd|th))(?:{_GAP}[a-z'’]{{2,20}})?){_GAP}"
    rf"{_PLAIN_SUFFIX}\b\.?(?:,?{_GAP}{_UNIT}(?!\w))?"
    rf"(?:,?{_GAP}[a-z]{{3,15}}(?:[ ][a-z]{{3,15}})?,?{_GAP}(?i:{_any_of(STATE_NAMES)})\b(?:,?{_GAP}{_ZIP})?)?"
)
_SPELLED = re.compile(
    rf"\b(?i:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|"
    rf"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh)[ -]){{1,5}}(?:{_WAY}{_GAP})?(?P<name>{_WORD}(?:{_GAP}{_WORD})?){_GAP}{_SUFFIX}(?![\w'’]){TAIL}"
)
_KIND_FIRST = re.compile(
    rf"(?:\d{{1,6}}[ ])?{_NUMBER},?{_GAP}(?:{_WAY}{_GAP})?(?i:{_any_of(STREETS_THAT_START_WITH_THEIR_KIND)})\.?{_GAP}(?:(?i:de|del|des|du|of|the|la|las|los|el|al|sin|y)\b{_GAP}){{0,2}}(?P<name>{_WORD}(?:{_GAP}{_WORD}){{0,3}})"
    rf"(?:{_GAP}{_WAY}(?!\w))?{TAIL}"
)
_NUMBERED_ROAD = re.compile(
    rf"{_NUMBER}{_GAP}(?:{_WAY}{_GAP})?(?:(?i:county|co|state|u\.?s\.?|interstate|rural|farm[ -]to[ -]market|ranch|mile post|old){_GAP})?"
    rf"(?i:highway|hwy|route|rte|road|rd|cr|sr|fm|rm|cth|interstate|loop|spur){_GAP}(?:[A-Z]{{0,2}}\d{{1,4}}[A-Z]?|[A-Z]{{1,2}})\b(?:{_GAP}(?i:rd|road)\b)?"
    rf"(?:{_GAP}(?:{_WAY}|(?i:spur|frontage rd|frontage road|access rd|bypass))(?!\w))?(?:{_GAP}#\w{{1,6}})?{TAIL}"
)
_POST_BOX = re.compile(
    rf"(?:(?<![\w$.,/#-])\d{{3,6}}[ ](?=P))?(?i:\bp\.?\s?o\.?\s{{0,2}}box\s{{1,2}}#?\w{{1,8}}|\bpost office box\s\w{{1,8}}|\b(?:rr|rural route|psc|hc|unit|cmr)\s\d{{1,5}},?\s"
    rf"box\s\w{{1,8}}|\bpmb\s#?\d{{1,6}})\b{TAIL}(?:\n?[ ]{{0,4}}(?:APO|FPO|DPO)\s(?:AA|AE|AP)\s\d{{5}})?"
)
_CITY_LINE = re.compile(
    rf"\b{_CITY},[ \t]{{0,2}}{_STATE},?[ \t]{{1,3}}{_ZIP}|\b{_CITY}[ ](?:{_any_of(STATES)})[ ]{{1,2}}\d{{5}}(?:-\d{{4}})?\b"
)
_CANADIAN_CODE = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-CEGHJ-NPR-TV-Z][ -]?\d[A-CEGHJ-NPR-TV-Z]\d\b")
_ZIP_CALLED_SO = re.compile(
    r"\b(?i:zip(?:[ -]?code)?|postal code|postcode)\b(?:\s?(?i:is|:|#)){0,2}\s{0,2}(?P<value>[A-Z0-9]{3,5}(?:[ -]\d{2,4})?)\b"
)
_TOWN_AND_CODE = re.compile(
    rf"\b(?i:in|from|near)[ ](?P<town>{_CITY})[ ](?P<value>\d{{4}}-\d{{3}}|\d{{2}}-\d{{3}}|(?!19|20)\d{{4}}|\d{{5}}(?:-\d{{4}})?|\d{{4}}-\d{{3}})\b"
)
_LABELLED = re.compile(
    rf"\b{_START}\b[^\d\n]{{0,45}}?(?:at|is|in|to|[:#])\s{{1,6}}(?P<value>\d{{1,6}}[A-Za-z]?(?:-\d{{1,4}})?,?[ ]"
    r"(?P<name>[A-ZÀ-Þ][\w'’.-]{1,24}(?:[ ][\w'’.-]{1,24}){0,3}))(?=[,.;\n)]|$)"
)

_CORNER = re.compile(
    rf"\b(?P<value>(?i:(?:the )?corner of)[ ][^\n,;?]{{2,40}}?[ ](?:and|&)[ ]{_WORD}(?:[ ]{_WORD}){{0,2}}(?<!\.))"
)
_MEASURES = word_set(
    "hour hours month months year years day days week weeks minute minutes ton tons zone zones stage stages inch inches ft foot "
    "feet point points amp amps volt volts gallon gallons gal pound pounds percent visit visits square sq business calendar "
    "working per phase pole speed pass part parts unit units step steps times lb lbs ea each hp kw psi btu seer cfm gpm pack "
    "count of and the to in on at for a or by is from with before after until filters filter"
)


def _is_a_street(match: Match) -> bool:
    """No "24 Hour Emergency Drive", no "30 days per court"."""
    words = re.findall(r"[^\W\d_]+", match.group("name").lower())
    return not words or (words[0] not in _MEASURES and sum(word in _MEASURES for word in words) < len(words))


def _is_a_noted_street(match: Match) -> bool:
    words = re.findall(r"[^\W\d_]+", match.group("name").lower())
    return not any(word in _MEASURES for word in words)


def _is_an_unheard_town(match: Match) -> bool:
    return not any(vocabulary().is_trade(word) for word in re.findall(r"[A-ZÀ-Þ][^\W\d_]+", match.group("town")))


def _names_no_trade(match: Match) -> bool:
    """ "12" at a line's end and "Service Drive" at the next one's start are no address."""
    return not any(vocabulary().is_trade(word) for word in re.findall(r"[^\W\d_]{2,}", match.group("name")))


RECOGNIZER = Recognizer(
    "street address",
    (
        Rule("STREET_ADDRESS", _STREET, _is_a_street),
        Rule("STREET_ADDRESS", _NUMBERED_STREET),
        Rule("STREET_ADDRESS", _WRAPPED, _names_no_trade),
        Rule("STREET_ADDRESS", _NOTED, _is_a_noted_street),
        Rule("STREET_ADDRESS", _SPELLED, _names_no_trade),
        Rule("STREET_ADDRESS", _KIND_FIRST, _is_a_street),
        Rule("STREET_ADDRESS", _NUMBERED_ROAD),
        Rule("STREET_ADDRESS", _POST_BOX),
        Rule("STREET_ADDRESS", _CITY_LINE),
        Rule("ZIP_CODE", _CANADIAN_CODE),
        Rule("ZIP_CODE", _ZIP_CALLED_SO, lambda match: any(c.isdigit() for c in match.group("value"))),
        Rule("ZIP_CODE", _TOWN_AND_CODE, _is_an_unheard_town),
        Rule("STREET_ADDRESS", _CORNER),
        Rule("STREET_ADDRESS", _LABELLED, _is_a_street),
    ),
)
