"""Inclusions and exclusions: sentences, list items under a telling heading, and rows of coverage tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from service.agreements.passages import Passage
from service.agreements.patterns import allowances
from service.agreements.patterns.at_list import named_at_list
from service.agreements.patterns.coverage_tables import read_row
from service.agreements.patterns.coverage_terms import put_at_list, terms_of
from service.agreements.patterns.in_return import acts, without_sum
from service.agreements.patterns.labels import FACT, announced, labelled
from service.agreements.patterns.outright import outright
from service.agreements.patterns.places import addresses
from service.agreements.patterns.polarity import Polarity, grants, left_to_customer, of_heading, of_words, titled
from service.agreements.patterns.statements import (
    LEGAL,
    TASK,
    TOPIC,
    WHEN_FAILS,
    Reading,
    merely_priced,
    readings,
    stated,
)
from service.agreements.patterns.warranty import of_repeats
from service.agreements.patterns.words import LIST, PAID_BY_US, ROUND, US, YOU
from service.agreements.quantities import NUMBER
from service.agreements.terms import Exclusion, Inclusion, Term

_OVERFLOW = (
    r"(?:(?:any|each|every|all|no) )?(?:further|additional|extra|more|later|subsequent)\b[^,;]{0,60}?\b(?:is|are|being|at|costs?|for)\b"
    r"|[\w -]{0,40}?\b(?:above|beyond|over|past|after|in excess of) (?:that|those|this|these|them|it|which)\b"
    r"|(?:then|thereafter|after that|from then on|(?:beyond|above) that) (?=\$|at\b|it\b|you\b|list|\d|less)|(?:an? )?(?:quarter|third|half|\d+ ?%|\w+ percent) (?:off|less)\b"
)
"""What a sentence goes on to say of more than it gives: a price, and no grant of its own."""
_OVERFLOWS = re.compile(_OVERFLOW, re.I)
_SEGMENTS = re.compile(
    rf",(?: and| or)? (?={_OVERFLOW})|"
    r";\s+(?!and/or)|(?<=[a-z)]): (?=(?:I|we|these|those|they|it|then)\b|(?:parts|materials) (?:and|&) labou?r\b[^,;:]{0,60}? (?:is|are)\b)|,? (?:and )?(?=(?:so|nor|neither) (?:is|are|does|do) (?![^,;]*:))|,? (?:but|however,?|while|whereas) (?=(?:\w+ ){0,5}(?:is|are|will|won't|does|do|doesn't|don't|isn't|aren't|you|we|must|shall|costs?|pays?)\b)"
    r"|, and (?=(?:i|we) (?:charge|ask|bill|add)s?\b)|(?<!\Aparts)(?<!\Amaterials)(?<!\Alabor)(?<!\Aall labor)(?<!\Arepair labor)(?<!: parts)(?<!: materials),? and (?=(?:(?:its|their|the) )?(?:parts|labou?r|materials|you|you'll|we|we'll|the customer|customer|any other|all other|anything|everything)\b[^,;]{0,60}?\b(?:is|are|will|'ll|shall|pay|do|don't|won't)\b)",
    re.I,
)
_ANOTHER = re.compile(
    r"^(?:(?P<first>.+?),? (?:is|are|would be|makes?) (?:one|another|the (?:first|second|third|other|last))\b(?P<rest>.*)|(?:(?:so|as|neither|nor|and so) (?:is|are|does|do)|the same (?:goes|holds|is true|applies) (?:for|of|to)) (?P<same>.+))",
    re.I,
)
_SEVERAL = re.compile(r"\b(?:things?|items?|some|few|several|two|three|following|these|certain)\b", re.I)
_NEW_TEXT = re.compile(
    r"\b(?:replaced|put in|read|reads|following|inserted|added|substituted|restated)\b[^\"]{0,60}\"(?P<new>[^\"]{15,})\"?",
    re.I,
)


def read_clause(passages: list[Passage]) -> Iterator[Term]:
    """Passages in order: "there are things we do not take on" lends its polarity to "the attic unit is one"."""
    lent: Polarity | None = None
    topic = ""
    before: Passage | None = None
    for one in passages:
        if before is not None and (both := _BOTH_CARRIED.match(one.text)):
            for words in filter(None, (before.text, both["too"])):
                yield from terms_of(one, "included", words.strip(" ."), "", (0, len(one.text)), 0.85)
        before = one if not one.cells else None
        topic = _topic(one) or (topic if _CONTINUES.match(one.text) else "")
        passage = replace(one, topic=topic)
        found = list(_enumerated(passage, lent)) if lent else []
        told = found or list(read(passage))
        yield from told
        if not found:
            said = of_words(passage.text) if _SEVERAL.search(passage.text) and not passage.cells else None
            lent = said if said and len(passage.text) < 140 else _told(told)


_BOTH_CARRIED = re.compile(
    r"(?:both|all(?: of (?:it|this|that|these|them))?|(?:that|this|it|they)(?: all)?)(?: is|'s| are) (?:all )?"
    r"(?:included|covered|free|in (?:the|your|our|this) (?:[\w-]+ )?(?:price|fee|dues|sum|monthly|charge|retainer))(?:,? (?:with|along with|together with) (?P<too>[^.;]+))?\.?$",
    re.I,
)
"""What the sentence before promised is carried: "The hedges are cut each May. Both are in the price, with the hauling"."""
_CONTINUES = re.compile(rf"(?:{US}|you|it|they|that|this|these|those|what)\b", re.I)


def _topic(passage: Passage) -> str:
    """The thing whose failing a sentence speaks of, for a "We bear the parts and the labor" after it."""
    match = WHEN_FAILS.match(passage.text)
    return match["object"] if match else ""


def _told(found: list[Term]) -> Polarity | None:
    """What a sentence said, for a "So do lockouts" after it."""
    return "excluded" if found and all(isinstance(one, Exclusion) for one in found) else None


def _enumerated(passage: Passage, lent: Polarity) -> Iterator[Term]:
    for part in re.split(r";\s+|(?<=\w)\. ", passage.text):
        match = _ANOTHER.match(part.strip())
        if match:
            words = (
                match["same"]
                or f"{match['first']}{' ' + match['rest'].strip(' ,.') if match['rest'].strip(' ,.').startswith('with') else ''}"
            )
            yield from terms_of(passage, lent, words.strip(" ."), "", (0, len(passage.text)), 0.85)


def read(passage: Passage) -> Iterator[Term]:
    if passage.cells:
        yield from read_row(passage)
        return
    if passage.text.rstrip().endswith((":", "?")) or left_to_customer(passage) or of_repeats(passage):
        return
    if _bare_title(passage):
        return
    new = _NEW_TEXT.search(passage.text)
    begin, stop = new.span("new") if new else (0, len(passage.text))
    if bought := _bought(passage):
        yield from terms_of(passage, "included", bought, "", (0, len(passage.text)), 0.85)
        return
    yield from _by_quote(passage)
    told: list[Term] = []
    before = ""
    listing: Polarity | None = None
    for start, end in _segments(passage.text, begin, stop):
        segment = passage.text[start:end].strip(' ."')
        same = _SAME.match(segment) if start > begin and told else None
        if start == begin:
            listing = _listing(passage, segment)
        goes_on = listing or (acts(passage.text[begin:]) and TASK.match(segment))
        if start > begin and goes_on and stated(segment)[0] is None and not _OVERFLOWS.match(segment):
            found = _by_list(passage, listing or "included", segment)
        elif same:
            found = list(terms_of(passage, _side(told[-1]), same["same"], "", (0, len(passage.text)), 0.85))
        elif before and (said := _of_that(segment)):
            found = list(terms_of(passage, said, _DOER.sub("", before), "", (0, len(passage.text)), 0.85))
        else:
            found = list(_segment(passage, segment, start, end))
        told, before = found or told, segment
        yield from found


def _listing(passage: Passage, first: str) -> Polarity | None:
    """The side of a list behind a colon that goes on after semicolons: "The fee pays for: one flush; two filters"."""
    way = stated(first)
    behind_colon = way.object_ and f": {way.object_}" in first
    return labelled(passage, passage.text)[0] or announced(first)[0] or (way.said if behind_colon else None)


def _by_list(passage: Passage, said: Polarity, segment: str) -> list[Term]:
    found = terms_of(passage, said, segment, "", (0, len(passage.text)), 0.85)
    return [one for one in found if not _told_apart(passage, one)]


_BY_QUOTE = re.compile(
    rf"(?:^|[,;:] )(?:and |or )?(?P<what>(?!{US}\b|{YOU}\b|it\b|this\b|that\b)[^,;:$.]{{3,60}}?)(?: (?:is|are))?(?: done| available| offered)? by (?:separate |written )?(?:quote|quotation|estimate|proposal)(?: only)?(?=[,;.]|$)",
    re.I,
)


def _by_quote(passage: Passage) -> Iterator[Term]:
    """A member of a list of prices that is priced when it is asked for: "carpets $0.28 a foot, windows by quote"."""
    if "$" not in passage.text:
        return
    for match in _BY_QUOTE.finditer(passage.text):
        yield from terms_of(passage, "excluded", match["what"], "", (0, len(passage.text)), 0.85)


_SAME = re.compile(r"(?:so|nor|neither) (?:is|are|does|do) (?P<same>.+)", re.I)
"""A segment that says of another thing what was just said: "…, and so are repairs after a flood"."""


def _side(one: Term) -> Polarity:
    return "excluded" if isinstance(one, Exclusion) else "included"


_THAT_IS = re.compile(
    r"(?:and )?(?:that|this|it|they|those|all of (?:that|it|this)|both)(?:'s| is| are)(?: also| all| both)? (?P<where>[^.;]{2,40}?)(?:,? (?:too|as well|also))?$",
    re.I,
)
_IN_THERE = re.compile(r"in (?:there|it)$", re.I)
_DOER = re.compile(
    r"^(?:(?:each|every|in|once|twice)\b[\w ]{2,20}?,? )?(?:<PERSON_\w+>|she|he|they|we|i|somebody|someone) (?:also |then )?(?:comes? (?:and|to) )?",
    re.I,
)


def _of_that(segment: str) -> Polarity | None:
    """What a clause says of the one before it: "…; that is in there too"."""
    match = _THAT_IS.fullmatch(segment)
    if match is None:
        return None
    return "included" if _IN_THERE.match(match["where"]) else of_words(segment)


def _bare_title(passage: Passage) -> bool:
    """A line like "Scope" or "Exclusions" that stands by itself names a list and is no member of one."""
    short = len(passage.text.split()) <= 3 and not passage.text.endswith(".")
    return (
        short
        and not passage.is_item
        and bool(
            re.fullmatch(
                r"(?:scope(?: of work| of services)?|(?:general )?exclusions?|inclusions?|coverage|conditions?|services?|limitations?|terms?|general|notes?)",
                passage.low,
            )
        )
    )


_INCLUDES = re.compile(r"(?:also )?(?:includes?|including|covers):? (?P<what>(?!\$|tax\b).+)", re.I)


def _bought(passage: Passage) -> str:
    """ "Price $310. Includes spring activation, …": what a paper without parts says under its title or after its price."""
    match = _INCLUDES.match(passage.text)
    of_paper = titled(passage.clause.heading) and " > " not in passage.clause.heading
    bare = "$" not in passage.text and (not passage.before_text or "$" in passage.before_text)
    return match["what"] if match and of_paper and bare else ""


def _segments(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    if not re.search(r"\([a-z\d]{1,3}\)", text[begin:stop].lower()) and not announced(text[begin:stop])[0]:
        topic = TOPIC.match(text, begin, stop)
        for match in _SEGMENTS.finditer(text, topic.end() if topic else begin, stop):
            if not _ANYTHING.match(text, match.end()) or _STATES.search(text, begin, match.start()):
                yield begin, match.start()
                begin = match.end()
        for match in _NEW_CLAUSE.finditer(text, topic.end() if topic else begin, stop):
            if _FINITE.search(text, begin, match.start()):
                yield begin, match.start()
                begin = match.end()
    yield begin, stop


_FINITE = re.compile(r"\b(?:is|are|gets?|comes?|does|do|will|shall|has|have|goes)\b", re.I)
_STATES = re.compile(rf"{_FINITE.pattern}|\b(?:pays?|costs?|we|you|i)\b|n't\b|[\d:]", re.I)
_ANYTHING = re.compile(r"(?:any|every|all)(?:thing| other)\b", re.I)
"""A list's last member, unless a clause stands before it: "ladders, and anything by a roofer are by separate contract"."""
_NEW_CLAUSE = re.compile(r", and (?=(?:the|your|its|their|all) [^,;:$]{3,60}? (?:is|are|comes?|goes) )", re.I)
"""After a clause with a verb of its own: "the tank gets pumped each spring, and the pump-out is in your monthly"."""
_SHARES = re.compile(
    r"\b(?:pays?|bears?|carr(?:y|ies)|covers?|charged?|billed|deductible|limit|half)\b|\$ ?\d|\d ?%", re.I
)


def _shared(passage: Passage, segment: str) -> bool:
    """ "If it fails, we repair it" promises the work; what is said next of who pays which part of it is the grant."""
    free = _UNPAID.search(segment)
    return not free and bool(_SHARES.search(f"{passage.text[len(segment) :]} {passage.next_text}"))


_MAKES_NECESSARY = re.compile(
    r"\b(?P<what>work|repairs?|calls?|visits?|parts) (?:that|which) (?P<cause>[\w' ,-]{3,60}?) (?:makes?|made|has made) necessary\b",
    re.I,
)
_BY_CAUSE = r"\g<what> made necessary by \g<cause>"
_INDIFFERENT = re.compile(r"\b(?:i|we|you|it) (?:don't|doesn't|do not|does not) (?:care|mind|matter)\b[^.;]*", re.I)


def _segment(passage: Passage, segment: str, start: int, end: int) -> Iterator[Term]:
    segment = _MAKES_NECESSARY.sub(_BY_CAUSE, without_sum(_INDIFFERENT.sub("", segment)))
    if left_out := list(outright(passage, segment)):
        yield from left_out
        return
    if start == 0 and WHEN_FAILS.match(segment) and _shared(passage, segment):
        return
    if start > 0 and _OVERFLOWS.match(segment):
        return
    if start == 0 and (listed := _at_list(passage)):
        yield from listed
        return
    said, words, tail = labelled(passage, segment) if start == 0 else (None, "", "")
    if said is None:
        said, words, tail = announced(segment)
    whole = start == 0 or end - start < 25 or passage.topic
    pinned = (0, len(passage.text)) if whole else (start, end)
    ways = [Reading(said, words, tail)] if said else list(readings(segment))
    for way in ways:
        if found := _by(passage, way, segment, pinned, 0.9):
            yield from found
            return
    if not ways:
        said, words = _by_heading(passage, segment)
        found = _by(passage, Reading(said, words), segment, pinned, 0.8)
        yield from () if _counted(found) else (one for one in found if not _told_apart(passage, one))


def _counted(found: list[Term]) -> bool:
    """A member that says only how many ("smoke alarms past their date, four a year") bounds those it stands with."""
    return any(isinstance(one, Inclusion) and _HOW_MANY.fullmatch(one.what) for one in found[1:])


_HOW_MANY = re.compile(rf"(?:{NUMBER})(?: times)?,? (?:an?|per|each|every|in|of|during)\b.*", re.I)


def _told_apart(passage: Passage, one: Term) -> bool:
    """A member that has a price, an exception or a limit of its own is not carried by its heading alone."""
    if not isinstance(one, Inclusion):
        return False
    own = f"{one.what} {one.condition}"
    bounded = _LIMITED.search(own) or (_OFTEN.search(own) and any(True for _ in allowances.read(passage)))
    return bool(_PRICED.search(_UNPAID.sub(" ", own)) or (grants(passage) and bounded))


_LIMITED = re.compile(
    r"\b(?:up to|as many as|at most|(?:no|not) more than|first|half(?![ -]year)|third)\b",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:once|twice|times|(?:a|in the|in an?y?) (?:[\w-]+ )?(?:year|month|season|quarter|week))\b", re.I
)
"""So many, so often: what a heading grants within a limit is the limit's to tell."""


_DAMAGE = re.compile(
    r"(?:any |all )?(?:damage|breakage|failures?|repairs?|work|calls?)(?: (?:that is |which is )?(?:caused|made necessary|brought on))? (?:by|due to|because of|from) (?!us\b|our\b)",
    re.I,
)
"""What is billed for its cause is left out, whatever price the sentence gives it."""


def _by(passage: Passage, way: Reading, segment: str, pinned: tuple[int, int], sure: float) -> list[Term]:
    said, words, tail = way
    by_cause = _DAMAGE.match(words) and said == "excluded"
    if said == "included" and (_COST_PLUS.search(tail) or (_AT_A_PRICE.search(tail) and not _UNPAID.search(tail))):
        return []
    if said is None or not words or (said == "excluded" and merely_priced(tail or segment) and not by_cause):
        return []
    return list(terms_of(passage, said, words, tail, pinned, sure))


_AT_A_PRICE = re.compile(
    r"\b(?:at|for)(?: [\w']+){0,3}? (?:\$ ?\d|\d+ ?(?:%|per ?cent)|\w+ per ?cent|half (?:off|price|of)|cost\b(?! to you))",
    re.I,
)
_COST_PLUS = re.compile(r"\bcost,? (?:plus|and|\+) (?:\$ ?\d|\d|an?\b|\w+ per ?cent)", re.I)
"""What is done at a price is not given: "stumps are ground at 25% below our tariff"."""


def _at_list(passage: Passage) -> list[Term]:
    """What a line prices at list, which takes it out of what is reduced."""
    words = named_at_list(passage)
    if not words or FACT.search(words) or of_words(words):
        return []
    found = terms_of(passage, "excluded", words, "", (0, len(passage.text)), 0.85)
    return [put_at_list(one) for one in found]


_NO_WORK = re.compile(
    r"(?:not|neither|never)\b|(?:please )?(?:claim|ask|tell|show|write)\b|(?:it|this|that|they|these)\b|(?:we|i|you)(?:'ll|'d| will| shall| can| may)? (?:quote|price|charge|bill|ask|call|tell|send|phone|text)\b|no break\b|(?:an?|the|this|your|our) (?:[\w-]+ ){0,3}(?:plan|agreement|contract|program|membership|club|policy)\b",
    re.I,
)
_UNPAID = re.compile(rf"\b{PAID_BY_US}", re.I)
_PRICED = re.compile(
    rf"\b(?:{YOU}|customers?) (?:will |must |shall )?(?:pays?|bears?|owes?)\b|\b(?:billed|charged|invoiced|quoted|priced|discount\w*|reduced|at (?:our |the )?(?:list|cost|{LIST} (?:price|rate)s?))\b|\b(?:percent|list|cost) (?:off|less|plus)\b|\bn't\b|\b(?:not|except)\b|(?<!up to )(?<!under )(?<!below )(?<!over )\$ ?\d",
    re.I,
)
"""A member that is priced, or that says itself what it does not mean, is not carried by its heading alone."""


def _particulars(passage: Passage) -> bool:
    """A line that tells for whom, where or when, under a heading that promises work."""
    return bool(passage.label and FACT.search(passage.label)) or (not passage.is_item and bool(addresses(passage)))


def _by_heading(passage: Passage, segment: str) -> tuple[Polarity | None, str]:
    if _NO_WORK.match(segment) or re.match(r"(?:where|if|when|should|provided)\b", segment, re.I):
        return None, ""
    innermost = passage.heading.rsplit(" > ", 1)[-1]
    said = of_heading(passage) or ("included" if ROUND.fullmatch(innermost) and TASK.match(segment) else None)
    if said == "included" and _particulars(passage):
        return None, ""
    if said is None or (said == "included" and LEGAL.search(segment)):
        return None, ""
    main = re.sub(
        r"\b(?:whose|that|which|who|what(?:ever)?|where|when(?:ever)?|because|unless|if|except|somebody|someone|others?)\b[^,;.]*",
        "",
        segment,
    )
    sentence = re.search(
        r"\b(?:will|shall|must|(?-i:may)|is|are|was|we|i|you|customer|contractor|agrees?|call|please|counts?|has|have|had|does|do)\b",
        main,
        re.I,
    )
    if (
        sentence
        and not passage.is_item
        and not TASK.match(segment)
        and not re.match(
            r"(?:any|all|every|anything|repairs?|damage|the \w+(?: \w+)? (?:that|which|whose))\b", segment, re.I
        )
    ):
        return None, ""
    if said == "included" and re.search(r"\$ ?\d|\d ?%", segment) and not TASK.match(segment):
        return None, ""
    return said, segment
