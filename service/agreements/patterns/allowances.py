"""What is counted: visits, hours, calls and things included in each period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import CELL, Passage, cells_of, plain
from service.agreements.patterns import counted_things, tiers
from service.agreements.patterns.counted_things import NOT_WORK, row_name, unit_of
from service.agreements.patterns.listing import trimmed
from service.agreements.patterns.polarity import aside, duty, of_heading
from service.agreements.patterns.words import BOUGHT, CARRY, PAID_BY_US, VISITS
from service.agreements.quantities import NUMBER, Found, number
from service.agreements.rhythms import PER, Frequency, frequencies, period
from service.agreements.terms import Allowance, Per, Term

_UNITS = rf"(?P<unit>{VISITS}|(?:man-?|labou?r |technician |service |billable |crew )?hours?|(?:service |emergency |trade |no-charge |free |repair )*calls?|pounds?|lbs?\.?|filters?|gallons?|bags?|repairs?|keys?|drains?|loads?|callbacks?|months?|yards?|tons?)"
_COUNTED = re.compile(
    rf"\b(?P<n>{NUMBER})(?P<words>(?: (?!(?:and|or|of|per|in)\b)[\w/&'-]+){{0,6}}?) {_UNITS}\b(?P<of>(?: (?:of|for) (?:the |our |your |my |an? )?[\w'-]+(?: (?!(?:in|per|each|every|an?|during|on|at|until|is|are|and|or)\b)[\w'-]+){{0,4}})?)(?P<tail>[^.;$]{{0,70}})",
    re.I,
)
_PER_FIRST = re.compile(
    rf"\b(?:visits?|tune-?ups?|inspections?|services?|treatments?|mowings?|cleanings?|hours?|calls?)(?: (?:included|provided|covered))? (?:per|each|a|/) ?(?:contract |calendar |agreement |plan )?(?P<period>year|month|quarter|season|term)\b(?: included)?(?::| \||-| are| is)* (?P<n>{NUMBER})\b(?=\s*(?:$|[|,.;()]|visits?|times?))",
    re.I,
)
_OUR_WORK = re.compile(
    rf"\b(?:{VISITS}|inspect\w*|clean\w*|treat\w*|mow\w*|sweep\w*|swept|shovel\w*|replac\w*|recover\w*|chlorinat\w*|service[sd]?|maintain\w*|visit\w*|comes?(?: (?:out|by|to|once|twice))?|stop by|be there|out to|tune|check\w*|mainten\w*|perform\w*|change[sd]?|replace[sd]?|spray\w*|fertili\w*|skim\w*|sweep\w*|plow\w*|pump\w*|flush\w*|rod\w*|jet\w*|hours?|calls?)\b",
    re.I,
)
_LIMITING = re.compile(
    r"\b(?:up to|first|includ\w*|limit(?:ed)?|allow\w*|maximum|no more than|entitle\w*|free|at no|cover\w*|provid\w*|perform\w*|will|shall|'ll|receive|get|per|each|annual|two|schedul\w*)\b",
    re.I,
)


_MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"


def read(passage: Passage) -> Iterator[Term]:
    taken: list[tuple[int, int]] = []
    yield from tiers.read(passage)
    if (first := _FIRST_HOURS.search(passage.text)) and (one := _first_hours(passage, first)):
        taken.append(first.span())
        yield one
    rhythm = () if aside(passage) and not re.search(r"\bvisits?\b", passage.low) else _rhythm(passage)
    for allowance, span in (
        *_counted_row(passage),
        *_measured_row(passage),
        *_labelled(passage),
        *counted_things.then_priced(passage),
        *_counted(passage),
        *counted_things.read(passage),
        *rhythm,
    ):
        if not any(start < span[1] and span[0] < end for start, end in taken):
            taken.append(span)
            yield allowance


_FIRST_HOURS = re.compile(
    rf"\b(?:first|1st) (?:(?P<n>{NUMBER}|half(?: an)?)[ -])?(?:(?:labou?r|repair|service|helper|billable|crew|man)[ -])?(?:hours?|hrs?)\b(?: (?:of|on) (?P<of>(?!(?:us|me|the house)\b)(?:(?!(?:is|are|in|at|for|on|each|every|will|shall|calls?|visits?)\b)[\w-]+ ?){{1,4}}))?(?= |[.,;)]|$)(?P<tail>[^.;]*)",
    re.I,
)
_FREE = re.compile(rf"\b{PAID_BY_US}|\bincluded\b|\bcovers?\b|\bpicks? up\b|\bnil\b", re.I)


def _first_hours(passage: Passage, match: re.Match[str]) -> Allowance | None:
    """ "The first hour of labor is on the house": so many hours of each visit, where no other period is named."""
    count = number(match["n"] or "one")
    longer = r"\b(?:year|month|quarter|season|term)\b"
    if count is None or not _FREE.search(passage.text) or re.search(longer, match["tail"], re.I):
        return None
    if re.search(longer, passage.text[: match.start()][-40:], re.I):
        return None
    lead, colon, _ = passage.text[: match.start()].partition(":")
    named = passage.item if passage.cells else lead if colon else ""
    what = trimmed(match["of"] or ("" if _SPEAKS.search(named) else named))
    what = what or ("repair labor" if "repair" in passage.low else "labor")
    return Allowance(passage.pin(confidence=0.85), what=what, count=count, unit="hour", per="visit")


_SPEAKS = re.compile(r"\b(?:we|you|i|our|your|what|who|which)\b", re.I)
"""A label that speaks to somebody names no work: "What you pay"."""
_ROW_PERIOD = re.compile(
    r",? (?:in|per|each|every|during|for|a)(?: (?:a|an|each|every|one|the))? (?:[\w-]+ )?(?:year|month|quarter|season|visit|term)\b.*$",
    re.I,
)


def _counted_row(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "Tune-ups in a club year | 2": the row names what is counted and its period, the last cell is the count alone."""
    if len(passage.cells) < 2:
        return
    label, last = passage.item, passage.cells[-1]
    count = number(last.text) if re.fullmatch(r"\d{1,3}|[a-z]+(?: \(\d+\))?", last.text, re.I) else None
    header = plain(passage.clause.heading).rsplit(" > ", 1)[-1]
    stated = period(label) or period(cells_of(header)[0] if CELL in header else "")
    what = trimmed(_ROW_PERIOD.sub("", label))
    if count is None or "$" in last.text or stated is None or not what or NOT_WORK.search(what):
        return
    unit = "visit" if _VISIT.search(what) else "time"
    yield (
        Allowance(passage.pin(confidence=0.9), what=what, count=count, unit=unit, per=stated.value),
        (0, len(passage.text)),
    )


_MEASURED = re.compile(
    rf"(?:(?:up to|first|the first) )?(?P<n>{NUMBER})(?: (?P<unit>(?!(?:an?|per|each|every|in)\b)[a-z]+\.?))?(?P<period>,? (?:an?|per|each|every|in an?) [\w ]+?)(?:,? (?:are |is )?(?P<free>{CARRY}|{PAID_BY_US}))?(?:; .*)?",
    re.I,
)


_VISIT = re.compile(rf"\b{VISITS}\b", re.I)


def _measured_row(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "Refrigerant | 10 lb a year included", "Gutter cleaning | one a year in the dues; more at 20% off": the row names the
    thing, the last cell how much or how often it comes in each period."""
    match = _MEASURED.fullmatch(passage.cells[-1].text) if len(passage.cells) > 1 else None
    stated, count = (period(match["period"]), number(match["n"])) if match else (None, None)
    given = match is not None and (match["free"] or of_heading(passage) == "included")
    if match and given and stated and count is not None and trimmed(passage.item):
        what = trimmed(passage.item)
        unit = unit_of(match["unit"]) if match["unit"] else "visit" if _VISIT.search(what) else "time"
        yield (
            Allowance(passage.pin(confidence=0.9), what=what, count=count, unit=unit, per=stated.value),
            (0, len(passage.text)),
        )


def _labelled(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "Visits per year: 2", "Visits: 2 per year", "Tune-ups | 2 | per year"."""
    match = _PER_FIRST.search(passage.text)
    if match and (count := number(match["n"])) is not None:
        found = period(f"per {match['period']}")
        if found:
            what = match.group().split()[0]
            yield Allowance(passage.pin(), what=what, count=count, unit=unit_of(what), per=found.value), match.span()


def _counted(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    for match in _COUNTED.finditer(passage.text):
        count = number(match["n"])
        found = _allowed_period(passage, match)
        singular = count is not None and count > 1 and not re.search(r"(?:s|\blb)\.?$", match["unit"], re.I)
        if count is None or found is None or singular or _foreign(passage, match):
            continue
        noun = f"{match['words'].strip()} {match['unit']}".strip()
        listed = _NAMED_BEFORE.search(passage.text[: match.start()]) if not match["words"].strip() else None
        of = match["of"].strip()[3:] if unit_of(match["unit"]) != "visit" else ""
        of = "" if _ANY_WORK.fullmatch(of.strip()) or _A_PERIOD.search(of) else of
        taking = _TAKING.search(passage.text[: match.start()]) if unit_of(match["unit"]) == "hour" else None
        told = of or (taking["what"] if taking else "") or row_name(passage, match.start())
        what = trimmed(told or (listed["what"] if listed else "") or noun)
        sure = (
            0.92 if _LIMITING.search(passage.text[: match.start()][-60:]) or passage.is_item or passage.label else 0.8
        )
        yield (
            Allowance(
                passage.pin(confidence=sure), what=what or noun, count=count, unit=unit_of(match["unit"]), per=found
            ),
            match.span(),
        )


_NAMED_BEFORE = re.compile(r"(?:^|[;:] )(?P<what>(?:[A-Za-z][\w'/-]* ){0,3}[a-z][\w'/-]*), $")
"""What bare visits are of: "Leaf raking, 2 visits in fall"."""
_A_PERIOD = re.compile(r"\b(?:year|month|quarter|season|term)$", re.I)
_TAKING = re.compile(
    r"(?:^|[,;:()] ?|\b(?:and|or|for) )(?P<what>[a-z][\w' -]{3,50}?),? (?:(?:that|which) )?(?:requir|need|tak|last)(?:ing|es?|s)?(?: up to| (?:not|no) more than| at most| less than| under) $",
    re.I,
)
"""What takes so many hours: "minor repairs requiring not more than one hour"."""
_ANY_WORK = re.compile(
    r"(?:(?:the |our |my |an? )?(?:[\w-]+'s )?)?(?:time|labou?r|work|service|repairs?)(?: for repairs?)?", re.I
)


def _allowed_period(passage: Passage, match: re.Match[str]) -> Per | None:
    if re.search(r"\b(?:in all|in total|altogether|a total of)\b", passage.low):
        return "term"
    tail = match["of"] + match["tail"]
    stated = period(re.split(r",? and (?=an?\b|one\b|two\b|\d)|, (?=\d|one|two|three)", tail)[0])
    if stated and stated.value != "visit":
        return stated.value
    if re.match(
        rf"\s*(?:in|each|every|during) (?:the |early |late )*(?:spring|summer|fall|autumn|winter|{_MONTHS})\b",
        tail,
        re.I,
    ):
        return "year"
    if re.search(r"\b(?:annual|yearly)\b", match["words"], re.I) or re.search(r"^\W*(?:annually|yearly)", tail, re.I):
        return "year"
    if re.search(r"\bmonthly\b", match["words"] + tail[:12], re.I):
        return "month"
    before = period(re.split(r"[;.] ", passage.text[: match.start()])[-1])
    if (
        before
        and before.value in ("year", "month", "quarter", "season", "term")
        and not re.search(r"\$", passage.text[: match.start()])
    ):
        return before.value
    if (
        stated
        and unit_of(match["unit"]) in ("hour", "pound")
        and re.search(
            r"\b(?:up to|first|includ\w*|allow\w*|(?:not|no) more than|at most)\b",
            passage.text[: match.start()][-50:],
            re.I,
        )
    ):
        return stated.value
    if re.search(
        r"\b(?:per|each|every|during the|a) (?:contract |agreement |calendar |plan )?(?:year|term|season|month|quarter)\b",
        passage.heading,
    ):
        heading = period(_PRICE_PER.sub("", passage.heading))
        return heading.value if heading and heading.value != "visit" else None
    given = unit_of(match["unit"]) in ("hour", "visit", "call") and (
        _AT_DISPOSAL.search(passage.text) or BOUGHT.fullmatch(passage.label)
    )
    return "term" if given else None


_PRICE_PER = re.compile(r"\$[\d,.]*\d (?:an?|per|each|every) \w+", re.I)
"""The period of a price, which is none of what the price buys."""
_AT_DISPOSAL = re.compile(
    r"\bat (?:your|the \w+'s) disposal\b|\b(?:entitles? you to|you(?:'ll| will)? (?:get|have|receive)|(?:fee|price|plan|dues|retainer|deal|that|it) (?:also )?(?:buys?|gives? you|gets? you|brings? you|puts?)) (?:up to )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b(?! (?:weeks?|days?|months?|hours?)'? (?:notice|of notice|to))",
    re.I,
)


def _foreign(passage: Passage, match: re.Match[str]) -> bool:
    """Hours that are a response time, a notice, a minimum, a workday or a duration rather than an allowance."""
    near = passage.text[max(0, match.start() - 45) : match.end("unit")]
    unit = match["unit"].lower()
    if (
        re.search(
            r"\b(?:within|minimum|at least|notice|open|after|warrant\w*|every|in less than|under)\b[^.;]{0,25}$",
            near[: -len(match.group()) or None][-40:],
            re.I,
        )
        and "visit" not in unit
    ):
        return True
    if "month" in unit:
        return True
    if re.fullmatch(r"an?", match["n"].strip(), re.I) and not re.search(
        r"\b(?:free|annual|complimentary|yearly|no[- ]charge)\b", match["words"], re.I
    ):
        return not re.search(r"\b(?:spring|fall|summer|winter|year|month)\b", match["tail"][:30], re.I)
    return bool(
        "hour" in unit
        and re.search(
            r"\b(?:notice|respon\w*|arriv\w*|dispatch\w*|advance|a day|per day|minimum|emergency (?:service|line))\b",
            passage.text[match.start() - 30 if match.start() > 30 else 0 : match.end() + 15],
            re.I,
        )
    )


def _rhythm(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "We come out twice a year", "each spring and fall", "serviced quarterly", without a counted noun."""
    for found in frequencies(passage.text):
        near = _phrase(passage, found)
        if (
            not (
                _OUR_WORK.search(near)
                or of_heading(passage) == "included"
                or _GIVEN.search(near)
                or _THEN_PRICED.match(passage.text[found.end :])
            )
            or NOT_WORK.search(near)
            or _mere_time(passage, found)
            or "$" in near
            or duty(passage)
        ):
            continue
        if found.value.count > 12 and re.search(rf"\b(?:from|between|april|may|through) [^.;]*{_MONTHS}", near, re.I):
            continue  # weekly in a season: the words give no count
        if of_heading(passage) == "excluded":
            continue
        what = _work_of(passage, found)
        sure = 0.85 if re.search(r"\b(?:visit|come|tune|inspect|service|mainten|clean|treat|mow)", near, re.I) else 0.7
        yield (
            Allowance(
                passage.pin(confidence=sure),
                what=what,
                count=found.value.count,
                unit=_rhythm_unit(passage, found),
                per=found.value.per,
            ),
            (found.start, found.end),
        )


_GIVEN = re.compile(
    rf"\bincluded\b|\byou(?:'ll| will)? (?:get|receive)\b|\bas a (?:present|gift)\b|\bfor nothing\b|{PAID_BY_US}", re.I
)
_THEN_PRICED = re.compile(r",? (?:then|after that|thereafter)(?: at| for)? \$ ?\d", re.I)
"""What has a price from then on was given before: "The oven's inside twice in the first year, then $40 each"."""


def _rhythm_unit(passage: Passage, found: Found[Frequency]) -> str:
    own = _OWN_NOUN.match(passage.text[found.start : found.end])
    return unit_of(own["noun"].split()[-1]) if own else "visit"


_NEXT_THOUGHT = re.compile(
    r";|\. |, (?=(?:the )?(?:cost|price|charge|compensation|payment|fee)s?\b)|, (?=[\w ]{0,30}\b(?:beyond|above|in excess|thereafter|after that|additional|further|then|more)\b)| (?=(?:with)?in(?:cluded in)? the (?:\w+ )?(?:fee|price|dues)\b)|,? and (?=there|you|we|it)|, (?:billed|payable|paid|invoiced)| (?:for|at) \$"
)


def _phrase(passage: Passage, found: Found[Frequency]) -> str:
    """The part of the sentence around a frequency, up to the next comma on either side with a verb of its own."""
    left = max(passage.text.rfind(mark, 0, found.start) for mark in (";", ". ", " and we bill", ", billed", "|"))
    ahead = _NEXT_THOUGHT.search(passage.text, found.end)
    right = ahead.start() if ahead else len(passage.text)
    label = passage.label if passage.label and found.start >= passage.value_start else ""
    return f"{label} {passage.text[max(0, left + 1) : right]} {passage.item}"


def _mere_time(passage: Passage, found: Found[Frequency]) -> bool:
    """ "each year" after a count already read, or a bare "annual" that only dates something ("annual fee")."""
    word = passage.text[found.start : found.end].lower()
    following = passage.text[found.end : found.end + 25].lower()
    if re.search(r"\b(?:the|your|that|our) $", passage.text[: found.start].lower()) and not re.match(
        rf" ?(?:\w+ ){{0,2}}(?:{VISITS})\b", following
    ):
        return True
    if word in ("annual", "each year", "every year", "each month", "each season", "every season"):
        return not re.match(
            rf" ?(?:preventive |preventative |routine |comprehensive |precision |full |system |hvac |safety |\w+ )?(?:{VISITS})\b",
            following,
        )
    return False


_OWN_NOUN = re.compile(
    rf"(?:{NUMBER})(?: of| times)? (?P<noun>(?!times?\b|half[- ]year|in\b|an?\b|per\b|each\b|every\b)[a-z][\w -]{{2,40}}?)(?: \([^()]*\))?(?:,? (?:per|each|every|an?|in|during|/)\b.*)?$",
    re.I,
)


_ANAPHOR = re.compile(
    r"(?:each|both|either|all|every one|any) of (?:them|these|those|it)|they|them|it|each|both|we|i", re.I
)


def _work_of(passage: Passage, found: Found[Frequency]) -> str:
    named = _named_work(passage, found)
    first = re.match(r"(?P<what>[^,;]+?) (?:you|we|i|is|are|will|gets?)\b", passage.text)
    given = re.match(r"(?P<what>.+?),? you(?:'ll| will)? (?:get|have|receive)\b", named, re.I)
    if given:
        return trimmed(given["what"]) or named
    return trimmed(first["what"]) or named if _ANAPHOR.fullmatch(named.strip()) and first else named


def _named_work(passage: Passage, found: Found[Frequency]) -> str:
    """What is done so often: the counted noun ("one blockage a year"), the kind of visit, else the words around."""
    own = _OWN_NOUN.match(passage.text[found.start : found.end])
    if own and not _MEASURE_OF.fullmatch(own["noun"]):
        return own["noun"]
    if passage.cells:
        return passage.item
    right = re.match(rf" (?P<what>(?:[\w-]+ ){{0,4}}(?:{VISITS}))\b", passage.text[found.end :], re.I)
    if right:
        return right["what"]
    words = PER.sub("", _phrase(passage, found))
    match = re.search(rf"\b(?:[\w-]+ ){{0,3}}(?:{VISITS})\b", words, re.I)
    if match and not re.match(r"(?:before|after|until|by) ", match.group(), re.I):
        named = re.sub(
            r"^(?:(?:we(?:'ll)?|will|shall|contractor|perform|provide|to|a|the|company|come|and|once)\b ?)+",
            "",
            match.group(),
            flags=re.I,
        )
        return trimmed(named) or named or match.group()
    if not passage.text[: found.start].strip() and (led := _THEN_DOES.search(passage.text, found.end)):
        return led["what"][:120]
    parts = [part for part in re.split(r"[,;:]", passage.text[: found.start])[::-1] if part.strip()]
    before = next((part for part in parts if not _HOW.match(part)), "")
    return (trimmed(_DOER.sub("", before)) or trimmed(before) or trimmed(words))[:120]


_THEN_DOES = re.compile(
    r"\b(?:will|shall) (?:also )?(?P<what>(?!be\b|not\b)[^;:.]{4,}?)(?= without (?:any )?(?:extra )?charge| free\b| at no\b|[;:.]|$)",
    re.I,
)
"""Where how often is told first: "Twice a year the Bellman shall oil the wheels" counts oilings of the wheels."""
_MEASURE_OF = re.compile(r"(?:sets?|pairs?|rounds?|passes|loads?|boxes|cases)", re.I)
"""So many of what stands before: "filter pads, two sets a year"."""
_HOW = re.compile(r" ?(?:(?:by|in|on|at|with|from|before|after|between|during) |floors? |levels? )", re.I)
_DOER = re.compile(
    r"^[^,;:]{1,40}? (?:shall|will|agrees? to|undertakes? to) (?:also )?(?:\([a-z]\) )?|^(?:we|i)(?:'ll)? ", re.I
)
"""Who does it: "Contractor shall (a) clean the furnace each autumn" counts cleanings of the furnace."""
