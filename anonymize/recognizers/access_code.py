"""What opens a gate, a door or a lockbox, or silences an alarm: codes, combinations and PINs. `password` has words."""

from __future__ import annotations

import re

from anonymize.recognizers.rule import Match, Recognizer, Rule
from anonymize.vocabulary import vocabulary, word_set

_OPENS_SOMETHING = (
    r"(?:gates?|alarms?|lock ?box(?:es)?|lbx?|key ?box|key ?safe|key ?pads?|kp|pad ?locks?|dead ?bolts?|call ?box|"
    r"intercom|buzz(?:er|es)|disarm|burglar|garage(?: door)?|doors?|entry|entrance|access|security|elevator|lock|safe|shed|"
    r"barn|lobby|fob|hatch|latch|directory|box|panel|kwikset|schlage|yale|adt|dsc|simplisafe|vivint|community|cage|"
    r"(?:mech(?:anical)?|meter|laundry|pump|boiler|server|storage|locker) (?:room|house|closet)|closet|cabinet|well house|crawl ?space|attic|chain|laundry|hot tub|reader|site|"
    r"building|bldg|house|wi-?fi|keyless|arming|deactivation|"
    r"port[oó]n|puerta|candado|alarma|garaje|reja|cochera)"
)
_SURELY_A_LOCK = (
    r"(?:gates?|alarms?|lock ?box(?:es)?|lbx?|key ?box|key ?safe|key ?pads?|kp|pad ?locks?|dead ?bolts?|call ?box|intercom|"
    r"buzz(?:er|es)|disarm|arm|entry|garage|doors?|smart lock|lock|fob|reader|elevator|directory|access|security|kwikset|schlage|"
    r"simplisafe|laundry room|(?:mech|meter|storage) room|combo|combination|clicker|port[oó]n|puerta|candado|alarma|reja)"
)
_CODE_WORD = r"(?:(?:key)?codes?|codee|combos?|combinations?|pins?(?: numbers?)?|pass ?codes?|c[oó]digos?|claves?|combinaci[oó]n|contraseña)"
_DIGITS = r"[#*]{0,2}\d(?:[ -]?\d){2,9}(?:\s?[#*](?!\d)|[ -](?:enter|star|pound)\b)?(?![\w%]|[.,]\d)"
_TURNS = r"(?:[LR]?\d{1,2}[ ,-]{1,2}){2}[LR]?\d{1,2}(?![\w%]|[.,/]\d)"
_MIXED = r"[#*]?(?=[A-Z-]{0,8}\d)[A-Z0-9](?:-?[A-Z0-9]){2,9}[#*]?(?!\w)"
_LETTERS = r"(?-i:[A-Z](?:[ -][A-Z]){2,5}|[A-Z]{3,8}\d{0,4})(?!\w)"
_SPOKEN = (
    r"(?:(?:star|pound|hash|asterisk)(?: key)?[ ,]{1,2}(?:then )?\d(?:[ -]?\d){1,8}(?:[ ,]{1,2}(?:then )?(?:star|pound|hash)\b)?|"
    r"\d(?:[ -]?\d){2,8} (?:star|pound|hash)\b)"
)
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_SPELLED = rf"{_DIGIT_WORD}(?:[ ,-]{{1,2}}{_DIGIT_WORD}){{2,7}}(?:[ ,]{{1,2}}(?:star|pound|hash))?\b"
_VALUE = rf"(?:{_SPOKEN}|{_SPELLED}|{_DIGITS}|{_TURNS}|{_MIXED})"
_MORE = (
    rf"(?:(?:,| and| or)? (?:back|side|front|user|master|guest|day|night|normal|real|usual|old|new)(?: one| gate| door)?(?: with| is|:)? {_DIGITS}|"
    rf"(?:\s?\([\w ]{{1,12}}\))?\s{{0,2}}(?:,|/|;|or|and|then|&|\s)\s{{0,2}}(?:the |its )?{_DIGITS}){{0,3}}"
)
_BETWEEN = r"(?:[^\d\n$#*.;(]|\.(?=\s[A-Z])){0,40}?[\s(:=#>–-]{1,3}"

_CODE = re.compile(
    rf"(?P<before>\b[\w'’.]+\s{{1,2}})?\b{_CODE_WORD}\b{_BETWEEN}(?P<value>{_VALUE}{_MORE})", re.IGNORECASE
)
_CODE_IN_LETTERS = re.compile(
    rf"\b(?:lock ?box|key ?box|(?:realtor|contractor|supra)(?:['’]s)? (?:lock)?box|combo|combination)\b[^\d\n.;]{{0,24}}?[\s:(=-]{{1,3}}"
    rf"(?:letters\s)?(?P<value>{_LETTERS})",
    re.IGNORECASE,
)
_BESIDE_A_LOCK = re.compile(
    rf"\b{_OPENS_SOMETHING}\b[^\d\n$.;]{{0,45}}?[\s(:=#>–-]{{1,4}}(?P<value>{_VALUE}{_MORE})", re.IGNORECASE
)
_BEFORE_A_LOCK = re.compile(
    rf"(?<![\w$.#/-])(?P<value>(?:{_SPOKEN}|{_DIGITS}))\s{{0,2}}[,–-]?\s{{0,2}}(?:[a-z']{{1,9}}\s){{0,4}}?{_SURELY_A_LOCK}\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?P<verb>punch|enter|key|type|dial|press|use|hit|push|tap|takes|wants|opens with|abre con|se abre con|marque|marca|spins? to|set to|changed to|its|it's)"
    rf"(?:\s(?:in|code|is|now)){{0,2}}\s{{1,2}}(?P<value>{_SPOKEN}|{_DIGITS})(?P<now>\snow\b)?",
    re.IGNORECASE,
)
_POUND = re.compile(r"(?<![\w#*$.,-])(?P<value>(?:\d{4,8}\s?[#*]|[#*]\d{4,8}[#*]|[*]\d{3,8}))(?![\w*#])")
_SPOKEN_ALONE = re.compile(rf"(?<!per )\b(?P<value>{_SPOKEN})", re.IGNORECASE)
_THE_NEW_ONE = re.compile(
    rf"\b{_CODE_WORD}\b[^\d\n$]{{0,80}}?\b(?:new|current|latest|right|correct|old|other) one(?:['’]s| is| was|:)?\s(?P<value>{_DIGITS})",
    re.IGNORECASE,
)
_DIGITS_FOR = re.compile(
    rf"\bdigits (?:for|to|on|of) [a-z' ]{{3,30}}? (?:are|is)\s(?:now\s)?(?P<value>{_DIGITS}|{_SPELLED})", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:press|push|hit|ring)\s(?:the\s)?[\w ]{2,24}?,?\s(?:and\s)?then\s(?P<value>[#*]?\d{3,8}[#*]?)(?!\w)",
    re.IGNORECASE,
)
_KEY_BOX_THEN = re.compile(
    rf"\b(?:lock ?box|key ?box|key ?safe|key ?pad|pad ?lock|safe)\b[^\d\n$]{{0,70}}?[.:]\s(?P<value>{_TURNS}|{_DIGITS})(?=\s*(?:[.,;]|$))",
    re.IGNORECASE,
)
_LETS_IN = re.compile(
    r"(?<![\w$.#-])(?P<value>[#*]?\d{3,8}[#*]?)\s(?:(?:opens|unlocks|disarms|silences|shuts|stops|kills|quiets)\s(?:it|them|both|all|that|up)|"
    r"to (?:silence|open|disarm|unlock)|(?:lets|gets)\s(?:you|us|me|them|anyone)\s(?:in|through|past))\b",
    re.IGNORECASE,
)

_OTHER_CODES = word_set(
    "zip postal area error fault building plumbing electrical mechanical fire energy tax product item part promo discount "
    "coupon color colour paint uniform commercial bar qr sic naics residential state city county local trouble flash date "
    "model gl cost job billing service health safety dress country source diagnostic blink status reference construction "
    "civil penal revenue national international housing insurance phone telephone contact serial account acct routing "
    "invoice order license permit policy ticket work card registration case fax cell mobile tracking po project contract "
    "lot page section claim member membership customer client quantity total tier filter"
)
_SAYS_SOMETHING_ELSE = re.compile(
    r"\b(?:section|article|chapter|edition|irc|ibc|nec|upc|title|model|serial|part|invoice|ticket|permit|policy|license|licence|"
    r"phone|cell|call|fax|text|since|dated?|in|suite|apt|job|order|page|exhibit|schedule|at least|than|over|up to|"
    r"within|every|exceed\w*|minimum|maximum|approximately|about|plus|area|área|zip|postal|limit|switch|valve|size)\b\W{0,3}$",
    re.IGNORECASE,
)
_MEASURE_AFTER = re.compile(
    r"\s?(?:mm|cm|in\b|inch|ft|feet|foot|\"|'\s|x\s?\d|lbs?|amps?|volts?|v\b|va\b|w\b|watts?|hours?|days?|weeks?|months?|years?|"
    r"minutes?|hrs?|mins?|sq|gal|ton|btu|cfm|psi|gpm|rpm|degrees|cycles?|series|each|ea\b|units?|steps?|doors?\b|gates?\b|openers?|edition|irc|"
    r"ibc|nec|upc|section|block|am\b|pm\b|a\.m|p\.m|§)",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(r"\s(?:[NSEW]\.?\s)?[A-Z][a-z]+\s(?:[A-Z][a-z]+\s)?[A-Z]?[a-z]{1,9}\b\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_NUMBER = re.compile(r"\d{3}[ -]\d{3}[ -]\d{4}|\d{3}[ -]\d{4}")
_MADE_BY = re.compile(r"([A-Z][\w-]+) $")


def _is_a_code(match: Match) -> bool:
    """No building code, no error code, nothing measured, no telephone number."""
    before = match.groupdict().get("before") or ""
    between = match.string[match.start() + len(before) : match.start("value")]
    return (
        before.strip().lower().rstrip(".:") not in _OTHER_CODES
        and not _SAYS_SOMETHING_ELSE.search(between)
        and _is_free(match)
    )


def _is_free(match: Match) -> bool:
    """Nothing measured, no telephone number, no number of a street."""
    value, after = match.group("value"), match.end("value")
    street = _STREET_AFTER.match(match.string, after) and not re.search(r"[#*a-z]", value)
    return not (_MEASURE_AFTER.match(match.string, after) or _LONG_NUMBER.fullmatch(value) or street)


def _is_a_code_of_a_lock(match: Match) -> bool:
    """Beside a lock a bare year, a part's number and what follows "within" are something else."""
    value = match.group("value")
    between = match.group()[: match.start("value") - match.start()]
    if _YEAR.fullmatch(value) and not re.search(
        r"[:=#>(]\s*$|\b(?:gate|lock ?box|lb|kp|key ?pad)\s$", between, re.IGNORECASE
    ):
        return False
    return (
        bool(_could_be_typed(value)) and not _SAYS_SOMETHING_ELSE.search(between) and _is_free(match) and _unmade(match)
    )


def _is_meant(match: Match) -> bool:
    """ "combo: HOME", but "LOCKBOX SERVICE" is a heading."""
    return match.string[match.start("value") - 1] in ":(=" or (
        match.string[match.start("value") - 2] in ":=" or not vocabulary().is_trade(match.group("value"))
    )


def _could_be_typed(value: str) -> bool:
    """Three digits may be any count; a model number has letters and no separators."""
    return not re.fullmatch(r"[A-Za-z]+\d+[A-Za-z]*|\d+[A-Za-z]+", value) or len(value) <= 6


def _unmade(match: Match) -> bool:
    """ "LiftMaster 8500" is an opener, "Kwikset 3829" a code: locks are named by their makers, openers by number too."""
    maker = _MADE_BY.search(match.string, 0, match.start("value"))
    return (
        maker is None
        or maker.group(1) not in vocabulary().brands
        or maker.group(1) in ("Kwikset", "Schlage", "SimpliSafe")
    )


def _is_near_a_lock(match: Match) -> bool:
    """Nothing but a code is punched, typed or dialled; whatever else one may use or set needs a lock beside it."""
    telling = match.group("verb").lower() in (
        "punch",
        "type",
        "dial",
        "opens with",
        "abre con",
        "se abre con",
    ) or match.group("now")
    if telling and len(match.group("value")) >= 4:
        return _is_typed(match)
    near = match.string[max(0, match.start() - 60) : match.end() + 50]
    return bool(re.search(rf"\b{_SURELY_A_LOCK}\b|\bcodes?\b", near, re.IGNORECASE)) and _is_typed(match)


def _is_typed(match: Match) -> bool:
    return _is_free(match) and not _YEAR.fullmatch(match.group("value"))


RECOGNIZER = Recognizer(
    "access code",
    (
        Rule("ACCESS_CODE", _CODE, _is_a_code),
        Rule("ACCESS_CODE", _CODE_IN_LETTERS, _is_meant),
        Rule("ACCESS_CODE", _BESIDE_A_LOCK, _is_a_code_of_a_lock),
        Rule("ACCESS_CODE", _BEFORE_A_LOCK, _is_typed),
        Rule("ACCESS_CODE", _TAKEN, _is_near_a_lock),
        Rule("ACCESS_CODE", _POUND, _is_free),
        Rule("ACCESS_CODE", _SPOKEN_ALONE),
        Rule("ACCESS_CODE", _THE_NEW_ONE, _is_a_code),
        Rule("ACCESS_CODE", _DIGITS_FOR, _is_free),
        Rule("ACCESS_CODE", _THEN, _is_free),
        Rule("ACCESS_CODE", _KEY_BOX_THEN, _is_free),
        Rule("ACCESS_CODE", _LETS_IN, _is_typed),
    ),
)
