"""Streets outside North America: by what their names end or begin with, by postal code and town, and British suffixes."""

from __future__ import annotations

import re

from anonymize.postal import COUNTRIES, DIRECTIONS, STATE_NAMES, SUFFIXES, UNIT_WORDS
from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_START = r"(?<![\w$.,/#'’-])"
_CAP = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = rf"{_CAP}[\w'’.-]{{1,24}}"
_STEP = r"[ \t]{0,2},?[ \t]{0,2}\n?[ \t>]{0,4}"
_GAP = r"(?:[ \t]{0,2},[ \t]{0,2}|[ \t]{0,2},?[ \t]{0,2}\n[ \t>]{0,4})"
_NUMBER = r"\d{1,5}[ ]?(?:[a-zA-Z]\b)?(?:[/-]\d{1,4})?\.?"
_CODE = r"(?:[A-Z]{1,2}-)?(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3}[ ]\d{2}|\d{4}[ ]?[A-Z]{2}|\d{8}|\d{4,5})\b"
_TOWN = rf"{_NAME}(?:[ ](?:(?:nad|pod|am|im|an der|de|la|les|di|sur|en|v|ved|den)[ ])?{_NAME}){{0,2}}(?:[ ]?\([A-Z]{{2}}\)|[ ]/[ ][A-Z]{{2}})?"
_FLAT = r"(?:(?i:apt|apartamento|appartamento|puerta|piano|piso|étage|asunto)\.?[ ]\w{1,5})"
_COUNTRY = rf"(?:{'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})\b"
_TAIL = (
    rf"(?:[ ]?,?[ ]{_FLAT})?(?:{_GAP}(?:{_NAME}(?:[ ]{_NAME}){{0,2}}{_GAP})?{_CODE}{_STEP}{_TOWN}|{_GAP}{_TOWN}{_GAP}\d{{4,5}}\b)?"
    rf"(?:{_GAP}{_COUNTRY})?"
)
_ENDINGS = (
    r"stra(?:ß|ss)e|str\.|gasse|weg|allee|platz|damm|ufer|graben|chaussee|ring|hof|dreef|singel|steeg|lei|baan|kade|gracht|dijk|"
    r"plein|laan|straat|pad|gade|gata|gatan|gränd|gränden|vej|veien|vegen|vägen|väg|stræde|stredet|stigen|stien|stubben|bakken|"
    r"backen|bråten|flata|myra|tunet|torget|torg|spåret|åsen|vangen|toften|engen|marken|allé|alleen|alléen|plads|braut|katu|tie|"
    r"polku|kuja|bulevardi|kaari|väylä|ranta|ská|cká|ova|nska|vska"
)
_LAST_WORDS = (
    r"stra(?:ß|ss)e|str\.|gasse|weg|allee|platz|ring|ufer|utca|útja|u\.|út|tér|rkp\.|krt\.|körút|köz|sétány|kapu|ulica|ulice|"
    r"cesta|steza|trg|pot|třída|terrasse|veien|vägen|gata|laan|straat|plein|kade|gracht"
)
_FIRST_WORDS = (
    r"rua|travessa|praça|largo|alameda|rodovia|estrada|avenida|av\.|avda\.?|viale|vicolo|corso|piazza|piazzale|borgo|contrada|"
    r"stretto|incrocio|rotonda|via|strada|calle|c/|paseo|pasaje|ronda|glorieta|camino|cuesta|carretera|ctra\.|cañada|travesía|"
    r"rambla|rue|impasse|allée|allées|chemin|quai|callejón|pasadizo|canale|aeroporto|parque|sítio|chácara|quadra|morro|residencial|bulevardul|calea|aleea|ulica|ul\.|aleja|aleje|al\.|plac|pl\.|osiedle|os\.|"
    r"nábřeží|náměstí|cesta"
)
_SMALL = r"(?:do|da|dos|das|de|del|della|delle|dei|di|du|des|la|las|los|le|les|al|el|y|v|na|van|den|der)"
_CLOSES = (
    r"Close|Crescent|Gardens|Parade|Esplanade|Rise|Mews|Quay|Causeway|Freeway|Green|Grange|Inlet|Canyon|Branch|Brook|Bluff|Fork|"
    r"Falls|Ferry|Field|Fields|Forge|Gateway|Isle|Key|Knolls|Lodge|Mill|Mills|Mission|Mountain|Neck|Orchard|Pines|Plains|Port|"
    r"Prairie|Ranch|Rapids|River|Shoals|Spring|Springs|Station|Stream|Summit|Union|Valley|Viaduct|Ville|Wells|Corner|Corners|"
    r"Course|Curve|Dale|Divide|Estate|Garden|Islands|Lakes|Lights?|Motorway|Mountains|Oval|Radial|Ridges|Walks|Burg|Club|Common"
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}\b"
_BRITISH_TAIL = (
    rf"(?:{_GAP}{_TOWN}(?:{_GAP}{_TOWN})?{_STEP}[ ]?{_POSTCODE}|{_GAP}{_TOWN},?{_STEP}[ ]?(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),?{_STEP}[ ]?\d{{4}}\b|"
    rf"{_GAP}(?:RD[ ]\d{{1,2}}{_GAP})?{_TOWN}[ ](?!19|20)\d{{4}}\b)"
)
_ENDS_TELLING = re.compile(
    rf"{_START}(?:\d{{1,6}},?[ ])?(?P<name>(?:{_NAME}[ -]){{0,3}}{_CAP}[\w'’.-]{{1,22}}(?:{_ENDINGS}))[ ]{_NUMBER}(?!\w){_TAIL}"
)
_LAST_WORD = re.compile(
    rf"{_START}(?:\d{{1,6}},?[ ])?(?P<name>{_NAME}(?:[ -]{_NAME}){{0,2}}(?:[ ][^\W\d_]{{3,15}})?)[ -](?i:{_LAST_WORDS})[ ]{_NUMBER}(?!\w){_TAIL}"
)
_FIRST_WORD = re.compile(
    rf"{_START}(?:\d{{1,6}},?[ ])?(?i:{_FIRST_WORDS})[ ]?(?:{_SMALL}[ ]){{0,3}}(?P<name>{_NAME}(?:[ ](?:{_SMALL}[ ]){{0,2}}{_NAME}){{0,3}}),?[ ]"
    rf"(?:n[ºo°]\.?[ ]?)?{_NUMBER}(?!\w){_TAIL}"
)
_FRENCH = re.compile(
    rf"{_START}(?:\d{{1,4}}(?:[ ]?(?:bis|ter))?,?[ ])?(?:rue|avenue|boulevard|bd|chemin|impasse|allée|place|quai|cours|route|passage)[ ]"
    rf"(?:(?:{_SMALL}[ ]|[ld]['’])){{0,3}}(?P<name>{_NAME}(?:[ ](?:{_SMALL}[ ]){{0,2}}{_NAME}){{0,3}}){_GAP}{_CODE}{_STEP}[ ]?{_TOWN}"
)
_BEFORE_ITS_TOWN = re.compile(
    rf"{_START}(?P<name>{_NAME}(?:[ -](?:{_SMALL}[ ])?{_NAME}){{0,3}}),?[ ]{_NUMBER}{_GAP}(?:{_NAME}(?:[ ]{_NAME}){{0,2}}{_GAP})?{_CODE}{_STEP}[ ]?(?P<town>{_TOWN})"
)
_LED_TO = re.compile(
    r"\b(?i:at|to|from|on|near|in|address(?: is)?|lives?|located|moved|deliver|ship)[ ]?:?[ ]"
    rf"(?P<value>(?P<name>{_NAME}(?:[ ](?:{_SMALL}[ ])?{_NAME}){{0,2}}),?[ ]\d{{1,4}}[A-Za-z]?)(?=[,.;?!\n]|$|[ ](?:in|until|is|and)\b)"
)
_BRITISH = re.compile(
    rf"(?:(?:Flat|Level|Unit|Studio|House)[ ]\w{{1,5}},?\s)?{_START}(?:\d{{1,4}}/)?\d{{1,5}}[A-Za-z]?[ ](?P<name>(?:{_NAME}[ ]){{1,3}})"
    rf"(?:{_CLOSES})(?![\w'’])(?:{_BRITISH_TAIL}|,?[ \n]{_NAME}(?:[ ]{_NAME})?,[ ][A-Z]{{2}}[ ]\d{{5}}\b)?"
)
_BRITISH_TOWN = re.compile(
    rf"{_START}(?:\d{{1,4}}/)?\d{{1,5}}[A-Za-z]?[ ](?P<name>{_NAME}(?:[ ]{_NAME}){{0,3}}){_BRITISH_TAIL}"
)
_BLOCK = re.compile(
    rf"{_START}\d{{1,6}},?[ ](?P<name>{_NAME}(?:[ ](?:{_NAME}|\d{{1,5}}[A-Za-z]?\b|{_SMALL})){{0,5}})"
    rf"(?P<town>(?:,?[ ]?\n[ >]{{0,4}},?[ ]?[^\W\d_][^\n\d:;$]{{0,30}}(?:\d{{1,4}}[A-Za-z]?)?){{1,4}}?,?[ \n>]{{1,6}}\d{{4,6}})\b"
)
_POST_BOX = re.compile(rf"\b(?:P\.?[ ]?O\.?[ ]?Box|Private Bag|GPO Box)[ ]\d{{1,6}}(?P<name>){_GAP}{_TOWN}[ ]\d{{4}}\b")
_NO_NAME = word_set(
    "january february march april may june july august september october november december exhibit section schedule article "
    "appendix page model unit box level phase route"
) | {name.lower() for name in STATE_NAMES}

_IN_ADDRESSES = frozenset((*SUFFIXES, *DIRECTIONS, *UNIT_WORDS)) | word_set(
    "the of and new port san las los city county salt park"
)


def _is_unheard(match: Match) -> bool:
    """No English word among the names but such as are family names: equipment, dates and clauses have numbers, too."""
    known, words = vocabulary(), re.findall(r"[^\W\d_]{2,}", match.group("name"))
    return not any(
        word.lower() in _NO_NAME
        or (known.is_ordinary(word) and not (known.is_only_surname(word) or known.may_be_given(word)))
        or known.is_trade(word)
        for word in words
    )


def _is_before_its_town(match: Match) -> bool:
    """No maker's model with its figures ("Trane XR 15, 40000 Btu")."""
    known, names = vocabulary(), match.group("name").split()
    if names[-1].isupper():
        return False
    town = re.findall(r"[^\W\d_]{2,}", match.group("town"))
    return _is_unheard(match) and not any(map(known.is_trade, town)) and not any(name in known.brands for name in names)


def _is_a_block(match: Match) -> bool:
    """Several lines down to a postal code, in which nothing but a street's kind, a unit and a compass are of the trade."""
    words = re.findall(r"[^\W\d_]{2,}", f"{match.group('name')} {match.group('town')}")
    return not any(vocabulary().is_trade(word) and word.lower() not in _IN_ADDRESSES for word in words)


def _names_no_trade(match: Match) -> bool:
    known, words = vocabulary(), re.findall(r"[^\W\d_]{2,}", match.group("name"))
    return not any(known.is_trade(word) or word.lower() in _NO_NAME for word in words)


RECOGNIZER = Recognizer(
    "street abroad",
    (
        Rule("STREET_ADDRESS", _ENDS_TELLING, _is_unheard, again=True),
        Rule("STREET_ADDRESS", _LAST_WORD, _is_unheard, again=True),
        Rule("STREET_ADDRESS", _FIRST_WORD, _names_no_trade),
        Rule("STREET_ADDRESS", _FRENCH, _names_no_trade),
        Rule("STREET_ADDRESS", _BEFORE_ITS_TOWN, _is_before_its_town, again=True),
        Rule("STREET_ADDRESS", _LED_TO, _is_unheard, again=True),
        Rule("STREET_ADDRESS", _BRITISH, _names_no_trade),
        Rule("STREET_ADDRESS", _BRITISH_TOWN, _names_no_trade),
        Rule("STREET_ADDRESS", _BLOCK, _is_a_block, again=True),
        Rule("STREET_ADDRESS", _POST_BOX),
    ),
)
