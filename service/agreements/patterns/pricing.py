"""Prices the contract fixes: rates, multiples, minimums, and fees the customer pays each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import HOURLY, PART_HOUR, PER_UNIT, Amount, amounts, at_another_time, column
from service.agreements.patterns.bands import MINIMUM
from service.agreements.patterns.hours import Window, windows
from service.agreements.patterns.listing import trimmed
from service.agreements.patterns.priced import NEXT_CLAUSE, named_first, subject
from service.agreements.patterns.statements import stated
from service.agreements.patterns.whens import when_of, whens_of
from service.agreements.quantities import NUMBER, number
from service.agreements.rhythms import period
from service.agreements.terms import Rate, ServiceFee, Term, When

_MULTIPLE = re.compile(
    r"\b(?P<quarters>(?:time|one) and three[- ]quarters?(?: times)?)|\b(?P<quarter>(?:time|one)[- ]and[- ](?:a|one)[- ]quarter(?: times)?)|\b(?P<half>(?:time|one)[- ]and[- ](?:a|one)[- ]half(?: times)?)|\b(?P<twice>double(?:[- ]time)?|twice|(?:multiplied )?by two(?= ?(?:[,;.]|$)))\b(?! (?:a|per|each|every|in) )|\b(?P<triple>triple(?:[- ]time)?|(?:multiplied )?by three(?= ?(?:[,;.]|$)))"
    r"|\b(?P<n>\d(?:\.\d+)?)\)? ?(?:x\b|times\b(?! (?:a|per|each|every) ))|(?<!\w)x ?(?P<x>[1-4](?:\.\d+)?)\b|\b(?P<percent>1[1-9]\d|2\d\d|300) ?(?:%|percent) of (?:the |our )?(?:regular|standard|normal|base)",
    re.I,
)
_RATE_WORDS = re.compile(
    r"\b(?:rates?|labou?r|hourly|price|charged?|bill\w*|time|clock|hours? count\w*|hours? minimum)\b", re.I
)
_MINIMUM = re.compile(
    r"\b(?:minimum(?: charge)?:?(?: of| is)? (?P<after>[\w() -]{1,25}?)[ -](?P<unit1>hours?|minutes?)"
    r"|(?P<before>[\w()]{1,15}(?: \(\d\))?)[ -](?P<unit2>hour|minute)s? minimum)",
    re.I,
)
_WAIVED = re.compile(
    r"\b(?:waived?|credited|applied (?:to|toward)|not charged|no charge|free|deducted|no fee)\b(?P<when>[^.;]*)", re.I
)
_COST_PLUS = re.compile(
    r"\b(?:what (?:they|it|the \w+) costs? (?:me|us)|cost|wholesale|invoice)(?: of \w+)?,? ?(?:plus|\+|and) (?:(?P<n>\d{1,3}) ?(?:%|percent)|(?:an?|one) (?P<share>tenth|fifth|quarter|third|half)\b)",
    re.I,
)
_SHARES = {"tenth": "10", "fifth": "20", "quarter": "25", "third": "33.3333", "half": "50"}
_AS_REGULAR = re.compile(
    r"\b(?P<what>[^.;,]{3,60}?) (?:are |is )?(?:charged|billed|priced|counted) (?:as|like|the same as|at the same rate as) (?:weekdays?|regular (?:hours|time)|any other (?:day|time)|normal hours)",
    re.I,
)
_PLAIN_HOURS = re.compile(
    r"\b(?:regular|standard|normal|straight)[ -](?:time|rate|hours|business|labou?r|working)|\bduring (?:regular|normal|business)|\bbusiness hours\b",
    re.I,
)
_LEAST = re.compile(
    rf"\b(?:minimum|at least|not less than|no (?:less|fewer) than|less than)\b[^.;]{{0,40}}?\b(?P<n>{NUMBER})(?: \(\d+\))? hours?\b(?! (?:notice|before|prior|in advance|of notice|ahead|earlier))[^.;]*\b(?:call|visit|trip|job|charge[ds]?|billed|dispatch|labou?r)\b"
    rf"|\b(?P<m>{NUMBER})[- ]hour minimum\b"
    rf"|\b(?:billed|charged|counted) as (?P<l>{NUMBER}) hours? (?:if|when|where) (?:it|they|the \w+) (?:took|takes|lasts?|lasted|is|was|are|were) (?:less|shorter)\b",
    re.I,
)
_MINIMUM_ROW = re.compile(r"min(?:imum|\.)?\b", re.I)
_SO_MANY_HOURS = re.compile(rf"(?P<n>{NUMBER}) (?:hours?|hrs?)\b", re.I)
LONGEST_NAME = 8  # words; a longer subject is a sentence of its own
_UNIT_CODE = re.compile(r" ?(ea|each|hr|hour|lb|ft|gal|day|pc)s?\b\.?(?! of)", re.I)
_CODES = {"ea": "each", "hr": "hour", "lb": "pound", "ft": "foot", "gal": "gallon", "pc": "piece"}
_UNIT_NAMES = {"hr": "hour", "lb": "pound", "ft": "foot", "sq": "square foot"}


def read(passage: Passage) -> Iterator[Term]:
    found = amounts(passage)
    yield from _fees(passage, [amount for amount in found if amount.role == "fee"])
    for amount in found:
        if amount.role == "rate":
            yield from _rates(passage, amount)
        elif amount.role == "minimum":
            what = subject(amount, passage) or "minimum charge"
            yield Rate(passage.pin(), what=what, minimum=amount.value, minimum_unit="dollar", unit="visit")
    if (
        "$" not in passage.text
        and (least := _LEAST.search(passage.text))
        and (hours := number(least["n"] or least["m"] or least["l"]))
    ):
        for when in whens_of(passage.text):
            yield Rate(passage.pin(), what=MINIMUM, minimum=hours, minimum_unit="hour", unit="visit", when=when)
    if passage.cells and _MINIMUM_ROW.match(passage.item) and (fewest := _SO_MANY_HOURS.match(passage.cells[-1].text)):
        for when in whens_of(passage.item):
            yield Rate(
                passage.pin(), what=MINIMUM, minimum=number(fewest["n"]), minimum_unit="hour", unit="visit", when=when
            )
    yield from _multiples(passage)
    yield from _cost_plus(passage)
    if same := _AS_REGULAR.search(passage.text):
        for when in whens_of(same["what"]):
            yield Rate(passage.pin(), what="labor", unit="hour", when=when, multiple=Decimal(1))


def _rates(passage: Passage, amount: Amount) -> Iterator[Rate]:
    what = subject(amount, passage)
    unit = _unit(amount, passage)
    what = what if len(what.split()) <= LONGEST_NAME else ""
    if unit in _COMING_UNITS and not passage.cells and _OURS.search(amount.before):
        what = unit
    what = what or _of_sentence_before(passage, amount)
    if not what and unit not in _PLAIN_UNITS:
        what = unit if amount.before.strip() else named_first(passage.before_text)
    if not what and unit != "hour":
        what = _acting(passage, amount)
    count, minimum_unit = _minimum(passage, amount)
    clocks = (
        [one for one in windows(amount.before.rstrip(" :")) if one.opens]
        if unit == "hour" and not passage.cells
        else []
    )
    for window in clocks:
        named = trimmed(amount.before.split(",")[0]) if "," in amount.before else ""
        yield Rate(
            passage.pin(), what=named or "labor", amount=amount.value, unit=unit, minimum=count,
            when="regular" if window.opens < window.closes else window.when, minimum_unit=minimum_unit, days=window.days, opens=window.opens, closes=window.closes,
        )  # fmt: skip
    for when in () if clocks else _whens(passage, amount, what):
        yield Rate(
            passage.pin(confidence=0.9 if what else 0.7), what=what or "labor", amount=amount.value, unit=unit, when=when,
            minimum=count, minimum_unit=minimum_unit,
        )  # fmt: skip


_PLAIN_UNITS = frozenset(
    [
        "hour",
        "half-hour",
        "quarter-hour",
        "each",
        "pound",
        "foot",
        "yard",
        "gallon",
        "day",
        "unit",
        "time",
        "item",
        "piece",
    ]
)
_COMING_UNITS = frozenset(
    ["visit", "wash", "cut", "cleaning", "mowing", "spray", "treatment", "sweep", "turnover", "push"]
)
_OURS = re.compile(r"\b(?:we|i|it|of us|come|comes|they|cleaners?|crew|will)(?:'s|'ll)?\b", re.I)
"""A price "for $148 a visit" in a sentence of who comes is the visit's own."""
_THAT_IS = re.compile(r"(?:that|this|it)(?:'s| is| costs?| comes to| will be| runs)(?: to| at)? ?$", re.I)


def _of_sentence_before(passage: Passage, amount: Amount) -> str:
    """ "I come every fall to clean the boiler. That is $185": what the sentence before says is done."""
    if not _THAT_IS.match(passage.text[: amount.start]):
        return ""
    said = stated(passage.before_text.rstrip(" ."))
    return trimmed(said.object_) if said.said == "included" else ""


_VERB = re.compile(
    r"\b(?:is|are|shall|will|may|does|do|costs?|can|must|has|have|runs?|billed|charged|caused|asked|needed|required)\b|:",
    re.I,
)


def _acting(passage: Passage, amount: Amount) -> str:
    """The subject of the amount's own sentence, up to its verb: "The fifth and every later Snow Event"."""
    opening = passage.text[: amount.start].rsplit(". ", 1)[-1]
    return trimmed(_VERB.split(opening, maxsplit=1)[0])[:80]


def _unit(amount: Amount, passage: Passage) -> str:
    named = f"{amount.who.lower()} {column(passage, amount.start).lower()} {_own_clause(amount.before)[-50:]}"
    if part := PART_HOUR.match(amount.after):
        return f"{part['part'] or ('quarter' if part['minutes'] == '15' else 'half')}-hour"
    if _HOURS_COST.search(amount.before):
        return "hour"
    if re.search(
        r"\b(?:every|each|per|an) (?:\w+ ){0,2}hours?\b|\bhours? (?:is |are )?at ?$", amount.before
    ) or HOURLY.match(amount.after):
        return "hour"
    if re.search(r"\bhourly|(?:per|every|each|an) (?:\w+ )?hour|/ ?hr\b|/ ?hour", named):
        return "hour"
    if re.search(r"\bhourly,? ", passage.text[: amount.start]) and _SO_MANY.match(amount.after):
        return "hour"
    if code := _UNIT_CODE.match(amount.after):
        return _CODES.get(code[1].lower(), code[1].lower())
    if match := PER_UNIT.match(amount.after):
        unit = match["unit"] or match["noun"]
        return _UNIT_NAMES.get(unit, unit)
    if re.search(r"\bper hour\b|\bhourly\b", passage.heading.split(" > ")[-1]):
        return "hour"
    singly = re.match(r",? ?(?:apiece|each|flat)\b", amount.after)
    labour = re.search(r"\blabou?r\b|\brate\b", named) and not singly and not re.search(r"\bflat\b", passage.low)
    return "hour" if labour else "each"


_SO_MANY = re.compile(r" for (?:an?|the) ")
_HOURS_COST = re.compile(
    r"\bhours?\b(?:(?! (?:charge|rate|fee|visit|call))[^,;:.]){0,30} (?:is|are|costs?|runs?|comes? to|goes at|at)(?: at)? ?$",
    re.I,
)
""" "Further hours cost $88", "an hour is $88"."""


def _own_clause(before: str) -> str:
    """The words of the amount's own clause: past the last mark, or the clause that ends in a fee."""
    return re.split(rf"[;:]|\. |, |{NEXT_CLAUSE}", before)[-1]


def _whens(passage: Passage, amount: Amount, what: str) -> tuple[When, ...]:
    """The times a rate holds, from the words on its own side of the neighbouring amounts, else from its column or heading."""
    named = column(passage, amount.start)
    if named and passage.text.count("|") > 1 and len(amounts(passage)) > 1:
        return whens_of(named)
    own = f"{what} {named} {amount.before} {re.split(r'[;.]|, | and (?=[$]|(?:at )?(?:one and|one-and|time and|double|twice) )', amount.after)[0]}"
    found = whens_of(own)
    if found != ("regular",) or _PLAIN_HOURS.search(own):
        return ("regular",) if _PLAIN_HOURS.search(own) and "after_hours" not in found else found
    return (when_of(passage.heading.split(" > ")[-1]),)


def _minimum(passage: Passage, amount: Amount) -> tuple[Decimal | None, str]:
    alone = passage.text.count("$") == 1
    match = _MINIMUM.search(passage.text, amount.end) or (_MINIMUM.search(passage.text) if alone else None)
    if not match:
        return None, ""
    value = number(re.sub(r"^(?:an? )?", "", match["after"] or match["before"]) or "a")
    return value, (match["unit1"] or match["unit2"]).rstrip("s").lower()


def _multiples(passage: Passage) -> Iterator[Rate]:
    """Multiples of the regular rate with the times they hold; the contract's own hours are kept where it gives them."""
    found = list(_MULTIPLE.finditer(passage.text))
    before = bool(found) and _times_before(passage, found)
    for nth, match in enumerate(found):
        around = passage.text[max(0, match.start() - 120) : match.end() + 100]
        if not _RATE_WORDS.search(f"{passage.heading} {around}"):
            continue
        following = found[nth + 1].start() if nth + 1 < len(found) else len(passage.text)
        minimum, unit = _minimum(passage, Amount(Decimal(0), match.start(), match.end(), "", "", "rate"))
        earlier = found[nth - 1].end() if nth else 0
        sides = [passage.text[match.end() : following], passage.text[earlier : match.start()]]
        first, second = sides[::-1] if before else sides
        named = windows(first) or ([] if before and whens_of(first) != ("regular",) else windows(second))
        for window in named or [Window(when) for when in _nearest_when(passage, match, following, before=before)]:
            yield Rate(
                passage.pin(), what="labor", unit="hour", when=window.when, multiple=_multiple(match), minimum=minimum,
                minimum_unit=unit, days=window.days, opens=window.opens, closes=window.closes,
            )  # fmt: skip


def _times_before(passage: Passage, found: Sequence[re.Match[str]]) -> bool:
    """ "Outside working hours … by one and a half, and on a Sunday by two": each time stands before its multiple."""
    opening, closing = passage.text[: found[0].start()], re.split(r"[;.]", passage.text[found[-1].end() :])[0]
    return len(found) > 1 and whens_of(opening) != ("regular",) and whens_of(closing) == ("regular",)


def _nearest_when(passage: Passage, match: re.Match[str], following: int, *, before: bool) -> tuple[When, ...]:
    """The times after a multiple, up to the next one, else those before it (`before`: those first), else its table's heading;
    none where none stand."""
    earlier = [m.end() for m in _MULTIPLE.finditer(passage.text, 0, match.start())]
    heading = f"{passage.label} {passage.heading.split(' > ')[-1]}"
    places = [
        re.split(r";|\. ", passage.text[match.end() : following])[0],
        passage.text[earlier[-1] if earlier else 0 : match.start()],
    ]
    places = [*(places[::-1] if before else places), heading]
    told = (whens_of(words) for words in places)
    return next(
        (whens for whens in told if whens != ("regular",)),
        ("after_hours",) if re.search(r"\bother times?\b", passage.low) else (),
    )


def _multiple(match: re.Match[str]) -> Decimal:
    if match["quarters"]:
        return Decimal("1.75")
    if match["quarter"]:
        return Decimal("1.25")
    if match["half"]:
        return Decimal("1.5")
    if match["percent"]:
        return Decimal(match["percent"]) / 100
    digits = match["n"] or match["x"]
    return Decimal(digits) if digits else Decimal(2 if match["twice"] else 3)


def _cost_plus(passage: Passage) -> Iterator[Rate]:
    """ "Materials at cost plus 20%": a multiple of what they cost the contractor."""
    for match in _COST_PLUS.finditer(passage.text):
        before = re.split(r"\b(?:are|is|be|at|will|shall|its)\b", _own_side(passage.text[: match.start()]))[0]
        what = "material" if "material" in passage.low else trimmed(before) if len(before.split()) < 9 else "parts"
        yield Rate(
            passage.pin(),
            what=what or "parts",
            unit="cost",
            multiple=1 + Decimal(match["n"] or _SHARES[match["share"].lower()]) / 100,
        )


def _own_side(words: str) -> str:
    """Past the last amount named before: "my hours at $92 and for the parts at …" speaks of the parts."""
    return re.sub(r"^,? ?(?:and|or|plus|but)?(?: for)? ?", "", re.split(r"\$ ?[\d,.]+\d", words)[-1])


def _fees(passage: Passage, found: Sequence[Amount]) -> Iterator[ServiceFee]:
    """Each fee; one that only names another time for the one before it ("$75, or $120 on Sundays") stands in words of its own."""
    timed = [bool(i) and at_another_time(one.before, one.after) for i, one in enumerate(found)]
    fee: ServiceFee | None = None
    for i, amount in enumerate(found):
        follows = i + 1 < len(found) and timed[i + 1]
        if fee is not None and timed[i]:
            own = passage.pin(amount.start - len(amount.before), amount.end + len(amount.after))
            times = re.split(r"[.;](?!m)", passage.text[amount.end : amount.end + len(amount.after)])[0]
            fee = replace(_fee(passage, amount), pin=own, what=f"{fee.what}{times}")
            yield fee
            continue
        fee = _fee(passage, amount)
        yield from _of_row(passage, amount, replace(fee, pin=passage.pin(0, amount.end)) if follows else fee)


_WAIVED_CELL = re.compile(r"(?:waived?|free|none|no charge|included|nothing|covered|yes)$", re.I)
_HALF = re.compile(r"(?:half|1/2|one half|50 ?%)(?: (?:price|off))?$", re.I)


def _of_row(passage: Passage, amount: Amount, fee: ServiceFee) -> Iterator[ServiceFee]:
    """The fee a row names in its first cell, as its last cell has it: "Diagnostic fee ($95) | half", "… | waived"."""
    last = passage.cells[-1].text if passage.cells and amount.end <= passage.cells[0].end else ""
    if not _WAIVED_CELL.match(last):
        yield replace(fee, amount=fee.amount / 2) if _HALF.match(last) else fee


def _fee(passage: Passage, amount: Amount) -> ServiceFee:
    following = (
        passage.next_text if re.match(r"(?:it|this|the (?:fee|charge|deductible))\b", passage.next_text, re.I) else ""
    )
    waived = _WAIVED.search(passage.text) or _WAIVED.search(following)
    what = _after(amount) or subject(amount, passage) or "service call"
    unit = period(amount.after[:30])
    per = unit.value if unit and unit.value in ("visit", "month", "year", "quarter", "term") else "visit"
    return ServiceFee(
        passage.pin(),
        amount=amount.value,
        per=per,
        what=what,
        waived_when=waived["when"].strip(" .,") if waived else "",
    )


def _after(amount: Amount) -> str:
    match = re.match(
        r" ?(?P<what>(?:[\w-]+ ){0,3}(?:fee|charge|deductible|surcharge|co-?pay(?:ment)?|call))\b", amount.after
    )
    return match["what"].strip() if match else ""
