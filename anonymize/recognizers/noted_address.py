"""Addresses as people of the trade note them: without "Street", by block, corner, lot, site or kilometre."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_START = r"(?<![\w$.,/#-])"
_CAP = r"[A-ZÀ-Þ][a-zà-ÿ'’]{2,24}"
_NUMBER = rf"{_START}\d{{1,6}}(?:-?[A-Za-z])?(?:\s?(?:1/2|½))?"
_END = r"(?=\s?(?:[,.;:)/(\n–-]|$|\s(?:and|then|has|is|for|on|needs|by|before|after|today|tomorrow|first|w/|Mon|Tue|Wed|Thu|Fri|Sat|Sun)))"
_STREETS = (
    r"(?:Main|Elm|Oak|Pine|Maple|Cedar|Walnut|Chestnut|Spruce|Birch|Willow|Cherry|Hickory|Sycamore|Juniper|Mesquite|Magnolia|"
    r"Vine|Fern|Broadway|Washington|Lincoln|Jefferson|Madison|Jackson|Franklin|Adams|Park|Church|Mill|Center|River|Lake|Hill|"
    r"Sunset|Sunrise|Lakeshore|Lakeside|Riverside|Hillcrest|Highland|Tamarack|Ironwood|Ocotillo|Saguaro|Front|Market|Water|"
    r"Union|Spring|Prospect|Ridge|Meadow|Forest|Orchard|Laurel|Locust|Poplar|Dogwood|Larkspur|Wisteria|Grand)"
)
_NAMED_TREE_OR_PLACE = re.compile(rf"{_NUMBER}[ ](?:{_STREETS})\b{_END}")
_COMPASS = re.compile(
    rf"{_NUMBER}[ ](?:[NSEW]|NE|NW|SE|SW)\.?[ ](?P<name>{_CAP}(?:[ ]{_CAP})?|\d{{1,3}}(?i:st|nd|rd|th)(?:\s(?i:st|ave|rd|blvd))?)(?!\w)",
)
_COMPASS_NOTED = re.compile(rf"{_NUMBER}[ ][nsew]\.?[ ]\d{{1,3}}(?:st|nd|rd|th)(?:[ ](?:st|ave|rd|blvd))?\b")
_COMPASS_SMALL = re.compile(rf"{_START}\d{{2,5}}[ ](?:[nes]\.?|w\.|ne|nw|se|sw)[ ](?P<name>[a-z]{{5,20}})\b")
_SMALL_LED_TO = re.compile(
    rf"\b(?i:at|@|to|from|addr(?:ess)?|property|house)[ ]?:?[ ](?P<value>{_START}\d{{2,5}}[ ](?P<name>[a-z'’]{{3,20}}(?:[ ][a-z'’]{{3,20}})?)[ ]"
    r"(?:bend|hollow|crossing|trace|ridge|glen|pointe?|landing|grove|loop|creek|hill|hills|view|row|alley|plaza|square|cove|knoll|run))\b"
)
_LED_TO = re.compile(
    rf"\b(?i:at|to|from|property|rental|premises|address|addr|home|house|service|job|@)[ ]?:?[ ](?P<value>{_NUMBER}[ ](?:(?:The|Old|Upper|Lower|New|San|Santa)[ ])?"
    rf"(?P<name>{_CAP}(?:[ ]{_CAP})?))(?=[\s,.;)]|$)"
)
_ARTICLE = re.compile(rf"{_NUMBER}[ ](?P<name>The[ ]{_CAP})\b{_END}")
_BLOCK = re.compile(rf"{_START}\d{{1,5}}[ ]block[ ]of[ ](?:[NSEW]\.?[ ])?{_CAP}(?:[ ]{_CAP})?")
_CROSSING = re.compile(rf"{_START}\d{{1,3}}(?:st|nd|rd|th)[ ](?:and|&|/)[ ](?P<name>{_CAP})\b")
_LOT = re.compile(
    rf"\b(?i:lot|space|spc|pad|site)[ ]#?\w{{1,4}},?[ ](?:at[ ])?(?:{_CAP}[ ]){{1,4}}"
    r"(?:MHP|RV Park|RV Resort|(?:Mobile|Trailer)(?: Home)? (?:Park|Estates|Court|Village)|Mobile Park)\b"
)
_SITE = re.compile(
    rf"\b(?i:site)[ ]\d{{1,4}},?[ ](?i:comp|box)\.?[ ]\d{{1,4}},?[ ](?:RR|SS)[ ]\d{{1,3}}(?:,?[ ]{_CAP}(?:[ ]{_CAP})?(?:[ ][A-Z]{{2}})?)?"
)
_LAND = re.compile(r"\b(?:[NS][EW][ ])?\d{1,2}-\d{1,3}-\d{1,2}[ ]?[- ]?[WE]\d\b")
_KILOMETRE = re.compile(r"\b(?i:km\.?)[ ]\d{1,3}(?:\.\d)?,?[ ](?i:carr\.?|carretera|hwy|highway|rte|ruta)[ ]\w{1,5}\b")
_URBANIZATION = re.compile(
    rf"\b(?i:urb\.?|urbanizaci[oó]n)[ ](?:(?:Las|Los|La|El)[ ])?{_CAP}(?:[ ]{_CAP})?(?:,?[ ]\w{{1,4}}[ ](?:Calle|Ave\.?)[ ]\w{{1,12}})?"
)

_NO_STREET = word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "first second third fourth fifth sixth seventh eighth ninth tenth usd cad business calendar working"
)


def _is_a_street(match: Match) -> bool:
    """No month, no weekday, nothing of the trade."""
    known, words = vocabulary(), re.findall(r"[^\W\d_]{2,}", match.group("name"))
    words = [word for word in words if word.lower() not in ("the", "st", "ave", "rd", "nd", "th")]
    return not any(known.is_trade(word) or word.lower() in _NO_STREET for word in words)


RECOGNIZER = Recognizer(
    "noted address",
    (
        Rule("STREET_ADDRESS", _NAMED_TREE_OR_PLACE),
        Rule("STREET_ADDRESS", _COMPASS, _is_a_street),
        Rule("STREET_ADDRESS", _COMPASS_NOTED),
        Rule("STREET_ADDRESS", _COMPASS_SMALL, _is_a_street),
        Rule("STREET_ADDRESS", _SMALL_LED_TO, _is_a_street),
        Rule("STREET_ADDRESS", _LED_TO, _is_a_street),
        Rule("STREET_ADDRESS", _ARTICLE, _is_a_street),
        Rule("STREET_ADDRESS", _BLOCK),
        Rule("STREET_ADDRESS", _CROSSING, _is_a_street),
        Rule("STREET_ADDRESS", _LOT),
        Rule("STREET_ADDRESS", _SITE),
        Rule("STREET_ADDRESS", _LAND),
        Rule("STREET_ADDRESS", _KILOMETRE),
        Rule("STREET_ADDRESS", _URBANIZATION),
    ),
)
