"""Counted things of any name: "up to four snow events a month", "replace broken nozzles, up to six per visit"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.patterns.listing import trimmed
from service.agreements.patterns.polarity import aside, of_heading, of_words
from service.agreements.patterns.words import PAID_BY_US, VISITS
from service.agreements.quantities import NUMBER, NUMBER_WORDS, number
from service.agreements.rhythms import period
from service.agreements.terms import Allowance

NOT_WORK = re.compile(
    r"\b(?:bill\w*|invoic\w*|pay\w*|paid|installments?|fees?|price[sd]?|rates?|renew\w*|increas\w*|due|statement|(?<!written )report|notice|interest|(?<!without )(?<!no )(?<!extra )(?<!free of )charged?|dues|premiums?|cancel\w*|notify|warrant\w*|within|minimum|respon\w*|arriv\w*|terminat\w*)\b",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:number of |no\. of |# of |included |scheduled |annual |maintenance |service |free |yearly )*(?:visits?|tune-?ups?|inspections?|mowings?|treatments?|applications?|hours?|calls?|frequency|schedule)\b",
    re.I,
)


def read(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """The allowances of counted things, each with where it stands in the passage's text."""
    yield from _prepaid(passage)
    yield from _each_time(passage)
    yield from _things(passage)
    yield from _given(passage)
    yield from _in_the_deal(passage)


def row_name(passage: Passage, at: int) -> str:
    """The name of the row or labelled line a count stands in: "Salt | two bags each month"."""
    named = passage.item if passage.cells else passage.label if at >= passage.value_start else ""
    return "" if _LABEL.fullmatch(named) else named


def unit_of(noun: str) -> str:
    low = noun.lower().rstrip(".")
    if re.fullmatch(VISITS, low):
        return "visit"
    if "hour" in low:
        return "hour"
    if "call" in low and "callback" not in low:
        return "call"
    return {"lbs": "pound", "lb": "pound"}.get(low, low.rstrip("s"))


_COUNT = rf"(?P<{{0}}>{NUMBER_WORDS}|\d+)(?: ?\(\d+\))? (?P<{{1}}>[a-z][\w'-]*(?: (?!(?:for|from|at|is|are|and|or|to)\b)[\w'-]+){{{{0,3}}}}?)"
PREPAID = re.compile(
    rf"\b(?:bought|buys|purchase[sd]|prepaid|prepays) {_COUNT.format('n', 'what')}(?= (?:for|from|at)\b|[,;.]|$)"
    rf"|(?:^|[,;:.] |\b(?:of|the) ){_COUNT.format('m', 'those')},? (?:(?:is|are|were|have been) )?(?:pre-?paid|(?:bought|paid)(?: for)? (?:ahead|in advance|up front|beforehand))\b",
    re.I,
)
"""So many of something for one sum, drawn on till they are gone: "bought 12 hours for $1,000", "ten sprays paid ahead"."""


def _prepaid(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    for match in PREPAID.finditer(passage.text):
        what, count = match["what"] or match["those"], number(match["n"] or match["m"])
        unit = unit_of(what.partition(" of ")[0].split()[-1])
        if count is not None and count > 1 and not _TIME_ITSELF.fullmatch(unit):
            work = "labor" if unit == "hour" else trimmed(what)
            yield Allowance(passage.pin(confidence=0.88), what=work, count=count, unit=unit, per="term"), match.span()


_PRICED_PAST = re.compile(
    r"[,;.(] ?(?:and |then |but )?(?:(?:each|every|any|an?)(?: one| [\w-]+)? (?:more|past|beyond|after|over|above|further|extra|additional|then)\b"
    r"|(?:any |all )?(?:more|others?|the others|further|extra|additional|after|past|beyond|over|above|thereafter|then|[\w-]+ (?:past|beyond|over|above) (?:that|this|those|it))\b)"
    r"[^;.$]{0,40}?(?:\$|£|€|\d ?(?:¢|cents\b))",
    re.I,
)
"""What the price of more follows, given up to there."""
_SO_MANY = re.compile(
    rf"(?:(?P<before>[A-Za-z][\w' -]{{2,50}}?)(?: (?:is|are|get) [a-z]+| \w+ed)?,? )?\b(?P<up>up to |as many as |the first |first )?(?P<n>{NUMBER}|\d{{1,3}}(?:,\d{{3}})+)(?: ?\(\d+\))?(?! (?:hours?|days?|weeks?|months?|years?|minutes?|times?|feet|percent|dollars?|stor(?:y|ies))\b)"
    rf"(?: (?P<what>(?!(?:per|each|every|an?|in|of)\b)[a-z][\w'-]*(?: (?!(?:in|per|each|every|an?|the|during|on|at|of|for|is|are|and|or|free|included|without|yearly|goes?)\b)[\w'-]+){{0,2}}))?"
    rf"(?P<tail>(?:(?!\b(?:{NUMBER_WORDS}|\d+) )[^.;$£€]){{0,60}})$",
    re.I,
)
_FREE = re.compile(
    rf"\b(?:free|ours|included|no charge|{PAID_BY_US}|supplied|replaced?|with(?:in)? the (?:\w+ )?(?:fee|price|sum|dues))\b",
    re.I,
)


def then_priced(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "The first four stations are free; each one more is $24": so many of a thing before it has a price, in the period the
    words name, else in the term."""
    past = _PRICED_PAST.search(passage.text)
    match = _SO_MANY.search(passage.text[: past.start()]) if past else None
    count = number(match["n"].replace(",", "")) if match else None
    if match is None or count is None or count < 2 or of_heading(passage) == "excluded" or "hour" in match[0].lower():
        return
    free = match["up"] or _FREE.search(match["tail"]) or _FREE.search(match["what"] or "")
    said = trimmed(_FREE.sub("", match["what"] or ""))
    thing = (
        said
        if said and not _MEASURE.fullmatch(said.split()[-1])
        else trimmed(_FREE.sub("", _RENEWING.split(match["before"] or "")[-1]))
    )
    named = " ".join(filter(None, (row_name(passage, match.start()), thing))) or said
    if not free or not named or NOT_WORK.search(named):
        return
    each = _EACH_VISIT.match(match["tail"])
    stated = None if each else period(match["tail"])
    unit = re.sub(r"(?:(?<=[sx])es|s)$", "", (said or named).split()[-1].lower())
    yield (
        Allowance(
            passage.pin(confidence=0.88),
            what=named,
            count=count,
            unit=unit,
            per="visit" if each else stated.value if stated else "term",
        ),
        (match.start("n"), match.end()),
    )


_EACH_VISIT = re.compile(rf" ?(?:per|each|every|at each|an?) (?:{VISITS}|time|rounds?|repairs?|storms?)\b", re.I)
_MEASURE = re.compile(
    r"(?:yards?|pounds?|lbs?|gallons?|tons?|tonnes?|bags?|tubes?|boxes|loads?|feet|foot|square feet)", re.I
)
_TIME_ITSELF = re.compile(r"day|week|month|quarter|season|year")
_EACH_TIME = re.compile(
    rf"(?:^|[,;:] |\b(?:and|or|we) )(?P<what>(?!(?:and|or|we)\b)[a-z][\w' -]{{3,50}}?),? (?:up to|as many as|at most|(?:not|no) more than|a maximum of) (?P<n>{NUMBER})(?: of (?:them|these))? (?:per|each|every|at each|a) {VISITS}\b",
    re.I,
)


def _each_time(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "We replace broken nozzles, up to six per visit": so many of the thing named before."""
    for match in _EACH_TIME.finditer(passage.text):
        count, what = number(match["n"]), trimmed(_RENEWING.split(match["what"])[-1])
        if count is not None and what and of_heading(passage) != "excluded" and not NOT_WORK.search(what):
            unit = re.sub(r"(?:(?<=[sx])es|s)$", "", what.split()[-1].lower())
            yield Allowance(passage.pin(confidence=0.88), what=what, count=count, unit=unit, per="visit"), match.span()


_RENEWING = re.compile(r"\b(?:replace|change|renew|supply|provide|furnish|fit|install|include)s? ", re.I)


_ANY_NOUN = re.compile(
    rf"(?:(?<=[;:] )(?P<of>[A-Za-z][\w -]{{2,30}}), )?\b(?:up to|(?:not|no) more than|a maximum of|at most|the first|first|as many as) (?P<n>{NUMBER})(?: ?\(\d+\))? (?P<what>(?!(?:hours?|days?|months?|years?|visits?|percent|dollars?)\b)[A-Za-z][\w'/-]*(?: (?!(?:in|per|each|every|an?|during|on|at|of|for|will|shall|is|are|and|or)\b)[A-Za-z][\w'/-]*){{0,3}})"
    rf"(?P<tail>[^.;$%]{{0,60}})",
    re.I,
)
_ON_VISITS = re.compile(rf"\b(?:on|at|during|with) (?:these|those|each|every|the|such|our) {VISITS}\b", re.I)
_GIVEN = re.compile(
    rf"\b(?:supplied|furnished|provided|included|replaced?|replacement|without (?:extra )?charge|at no (?:additional |extra )?(?:charge|cost)|free|{PAID_BY_US})\b",
    re.I,
)


def _things(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """Counted things of any name: "up to four (4) Snow Events in each calendar month", "Bait stations: up to 12 supplied"."""
    for match in _ANY_NOUN.finditer(passage.text):
        count = number(match["n"])
        stated = period(match["tail"])
        ours = re.search(r"\b(?:shall|will|we|i)\b", passage.text[: match.start()], re.I)
        given = ours or _GIVEN.search(f"{passage.text} {of_words(passage.label)}")
        if count is None or not given or aside(passage) or of_heading(passage) == "excluded":
            continue
        bare = _GIVEN.match(match["what"])
        noun = row_name(passage, match.start()) if bare else " ".join(filter(None, (match["of"], match["what"])))
        visited = _ON_VISITS.search(passage.text[: match.start()])
        if not noun or not (stated or bare or visited):
            continue
        per = "visit" if visited and not stated else stated.value if stated and stated.value != "visit" else "term"
        noun = re.sub(r" (?:replaced?|supplied|furnished|provided|included|renewed|changed)$", "", noun)
        unit = re.sub(r"(?:(?<=[sx])es|s)$", "", noun.split()[-1].lower())
        yield (
            Allowance(passage.pin(confidence=0.85), what=trimmed(noun) or noun, count=count, unit=unit, per=per),
            match.span(),
        )


_GIVEN_COUNT = re.compile(
    rf"(?:^|[:;.] )(?P<n>{NUMBER_WORDS}|\d+)(?: ?\(\d+\))? (?P<what>[a-z][\w'/-]*(?: (?!(?:in|per|each|every|an?|during|on|at|is|are|and|or|until|from)\b)[\w'/-]+){{0,3}}) (?P<tail>(?:in|per|each|every|an?|during|at) [^.;$%]{{3,60}})",
    re.I,
)


def _given(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "One rescue in the season is free", "Ten panes at each cleaning free": a count, its thing and its period, given."""
    for match in _GIVEN_COUNT.finditer(passage.text):
        count, stated = number(match["n"]), period(match["tail"])
        each = re.match(rf"(?:at|in|with|per) (?:each|every|any)? ?(?:{VISITS})\b", match["tail"], re.I)
        free = re.search(rf"\b{PAID_BY_US}|\bincluded\b|\bcovered\b", match["tail"], re.I)
        if count is None or not free or not (stated or each) or NOT_WORK.search(match["what"]):
            continue
        if re.match(r"of (?:them|these|those)\b", match["what"], re.I):
            continue
        noun = match["what"].split()[-1]
        unit = unit_of(noun) if re.fullmatch(VISITS, noun, re.I) else "time" if count == 1 else noun.lower().rstrip("s")
        per = "visit" if each or stated is None else stated.value
        yield Allowance(passage.pin(confidence=0.9), what=match["what"], count=count, unit=unit, per=per), match.span()


_PART_OF_IT = re.compile(
    rf"(?P<n>{NUMBER_WORDS}|\d+)(?: ?\(\d+\))? (?P<what>[a-z][\w' /-]{{2,40}}?)(?:, (?:in|between|during|one in) [^,]{{3,40}},?)? (?:is|are) (?:all )?part of (?:it|the (?:deal|price|plan|fee))\b",
    re.I,
)


def _in_the_deal(passage: Passage) -> Iterator[tuple[Allowance, tuple[int, int]]]:
    """ "Two lockout calls are part of it": so many for as long as the agreement runs, where no period is told."""
    match = _PART_OF_IT.match(passage.text)
    count = number(match["n"]) if match else None
    if match and count is not None and not period(match.group()) and not NOT_WORK.search(match["what"]):
        unit = unit_of(match["what"].split()[-1])
        yield (
            Allowance(passage.pin(confidence=0.88), what=match["what"], count=count, unit=unit, per="term"),
            match.span(),
        )
