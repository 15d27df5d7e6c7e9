"""Inclusions and exclusions: sentences, list items under a telling heading, and rows of coverage tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Cell, Passage
from service.agreements.patterns.listing import CAUSES, Listed, items, listed, part_of, trimmed
from service.agreements.patterns.polarity import NO, YES, Polarity, aside, of_heading, of_words
from service.agreements.terms import Exclusion, Inclusion, Term

_US = r"(?:we|contractor|company|provider|vendor|service provider|the (?:contractor|company|provider|vendor)|<organization_\w+>|our (?:team|crew|technicians?|techs?)|(?:a|the|your) (?:technician|tech|crew))"
_DEAL = r"(?:(?:this|the|your|our) (?:[\w'-]+ ){0,3}?(?:agreement|plan|contract|program|membership|coverage|policy|service|fee|price|visits?|tune-?ups?|maintenance|package|rider|warranty)|coverage|services?|each (?:[\w-]+ ){0,2}?(?:visit|tune-?up|service)|it|that|both visits)"
_ADVERBS = r"(?:(?:also|specifically|expressly|generally|always|only|further|hereby|fully|be|been|all|both|then|each|therefore|automatically) )*"
_BE = r"(?:is|are|will be|shall be|would be|comes?|'s|'re)"

NEGATIVE_VERB = re.compile(
    rf"(?:\b{_US}|\b{_DEAL}|^|[,;] (?:and|or|but)|\bbut)(?: (?:under this agreement|hereunder))?,? ?(?:will not|won't|shall not|does not|doesn't|do not|don't|cannot|can't|is not|are not|aren't|isn't|(?:has|have|assumes?) no (?:obligation|responsibility|duty)|shall have no obligation)"
    rf" {_ADVERBS}(?:cover|include|provide|pay(?: for)?|extend to|apply to|handle|service|repair|replace|perform|touch|do|treat|haul|move|remove|responsible for|obligated(?: to)?|liable for|required to|for|to)\b:? (?P<object>.+)",
    re.I,
)
EXCLUDES = re.compile(rf"(?:{_DEAL}|{_US}|^) {_ADVERBS}(?:specifically |expressly )?excludes?:? (?P<object>.+)", re.I)
NO_COVERAGE = re.compile(
    r"\b(?:there is |there's )?no (?:coverage|credit|allowance|provision) (?:is provided |exists |applies )?(?:for|on|of):? (?P<object>.+)",
    re.I,
)
LABELLED_OUT = re.compile(
    r"^(?:[\w ]{0,30}\b)?(?:exclusions?|excluded(?: [\w ]{1,20})?|(?:items? )?not (?:included|covered)(?: [\w ]{1,30})?|what(?:'s| is) not (?:covered|included)|does not (?:cover|include))\s?(?::|-) (?P<object>.+)",
    re.I,
)
LABELLED_IN = re.compile(
    r"^(?:[\w ]{0,30}\b)?(?:inclu(?:ded|des|sions?)(?: [\w ]{1,25})?|(?:items? )?covered(?: (?:items|parts|components|systems|work|repairs|services?))?|covers|what(?:'s| is) (?:covered|included)|scope(?: of (?:work|services?))?|services?(?: (?:included|provided))?|tasks?|coverage)\s?(?::| - ) ?(?P<object>.+)",
    re.I,
)
_OUT_STATE = (
    rf"(?:(?:{_BE}|remains?|stays?|falls?|lies?) {_ADVERBS}(?:not (?:be )?(?:covered|included|part of|our responsibility|contractor's responsibility|provided)|excluded|outside|beyond|out of scope|"
    r"billed (?:separately|extra|additionally|as (?:an )?extra|at|to|on)|billable|chargeable|charged (?:separately|extra|to|at)|additional|extra\b|an extra|at an (?:additional|extra)|at (?:the )?(?:customer|client|owner|your|homeowner)'?s? (?:sole )?(?:expense|cost)|"
    r"(?:the )?(?:sole )?(?:responsibility|obligation) of (?:the )?(?:customer|client|owner|homeowner|tenant)|(?:the )?(?:customer|client|owner|homeowner|tenant)'s (?:sole )?(?:responsibility|expense|cost)|your responsibility|on you\b|yours\b|up to you|quoted separately|priced separately|subject to (?:additional|separate) charges?|invoiced separately|for (?:the )?(?:customer|client|owner)'s account)"
    r"|(?:isn't|aren't|won't be|is not|are not|will not be|shall not be) (?:covered|included|part of|provided|our|something|in the)|(?:costs?|runs?) extra|void[s]? (?:this|coverage))"
)
OUT_STATE = re.compile(rf"^(?P<object>.+?),? {_OUT_STATE}(?P<tail>.*)", re.I)
YOU_PAY = re.compile(
    r"^(?:the )?(?:you|customer|client|owner|homeowner)(?:'ll| will| shall)? (?:pays?|(?:be|is|are) (?:responsible|billed|charged)) (?:extra )?for:? (?P<object>(?!\$).+)",
    re.I,
)

POSITIVE_VERB = re.compile(
    rf"(?:{_DEAL}|{_US})(?: (?:under this agreement|hereunder))?(?:'ll| will| shall| agrees? to| can| do| does)? {_ADVERBS}(?:covers?|includes?|provides?|supply|supplies|furnish(?:es)?|pays? for|pays?|carry|carries|comes? with|entitles? (?:you|customer|client|the customer|the client) to|gets? you|takes? care of|handles?|picks? up|consists? of)\b(?: you with| for you)?:? (?P<object>(?!\$|for\b|that\b).+)",
    re.I,
)
YOU_GET = re.compile(
    r"\b(?:you|customer|client|member|members|you all)(?:'ll| will| shall)? (?:also )?(?:get|gets|receive|receives|enjoy|have|(?:is|are|be) entitled to)\b:? (?P<object>(?!\$).+)",
    re.I,
)
IN_STATE = re.compile(
    rf"^(?P<object>.+?),? (?:{_BE} {_ADVERBS}(?:covered|included|provided|performed|furnished|part of (?:the|this|your|our)|at no (?:additional |extra )?(?:charge|cost)|free\b|on us\b|on the house|no charge|our responsibility|without (?:additional |extra )?(?:charge|cost)|done|carried)|at no (?:additional |extra )?(?:charge|cost)(?: to (?:you|the customer|customer|the client|client))?$|free of charge|without charge)(?P<tail>.*)",
    re.I,
)
NO_CHARGE = re.compile(
    r"\b(?:you (?:won't|will not|don't|do not|never) (?:have to )?pay(?: for| an?| any)?|(?:there (?:is|are|will be) |there's |with )?no (?:additional |extra )?charges? (?:for|on)|(?:we |contractor |company )?(?:waives?|will waive|do not charge(?: for| an?)?|don't charge(?: for| an?)?|never charge(?: for| an?)?|won't charge(?: for| you for| an?)?)(?: (?:for|the|our))?) (?P<object>[^.;]+)",
    re.I,
)
NO_FEE = re.compile(
    r"(?:^|\b(?:with|and|there (?:is|are|will be|'s)|you'll (?:pay|see|have)|pay|,)) ?no (?P<object>(?:[\w-]+ ){0,4}(?:fees?|charges?|surcharges?|rates?|premiums?|mark-?ups?|deductibles?)(?: (?:for|on|during|after)[^.;,]+)?)",
    re.I,
)
WAIVED = re.compile(rf"^(?P<object>.+?) {_BE} (?:always |automatically )?waived(?P<tail>.*)", re.I)

_TASKS = (
    r"inspect|clean|check|test|lubricat\w*|oil|adjust|replac\w*|chang\w*|repair|fix|calibrat\w*|tighten|flush|measur\w*|treat|mow|trim|edge|fertili[sz]\w*|apply|remov\w*|skim|brush|vacuum|balanc\w*|backwash|"
    r"winteri[sz]\w*|open|close|monitor|maintain|service|program|examin\w*|rod|cable|descale|prune|blow|aerat\w*|seed|plow|salt|shovel|spray|bait|set|install|empty|refill|top off|sweep|mop|dust|wash|wipe|sanitiz\w*|disinfect|drain|"
    r"verify|evaluat\w*|tune|pump|haul|rake|mulch|weed|water|start[- ]?up|shut[- ]?down|perform|respond to|diagnos\w*|pull|look (?:over|at)|go over|walk|touch up|reseal|seal|caulk|scrub|defrost|purge|charge|add|keep|re-?light|exercise|deliver|record|inject|dethatch"
)  # fmt: skip
WE_DO = re.compile(
    rf"(?:^|[\s,;(])(?:{_US})(?: (?:under this agreement|hereunder))?(?:'ll| will| shall| agrees? to| must)(?: also| then| come (?:out|by)[^,.;]{{0,60}}?(?: and| to)| visit[^,.;]{{0,60}}?(?: and| to)| send [^,.;]{{0,60}}? to)? (?P<object>(?:{_TASKS})\b.+)",
    re.I,
)
TASK = re.compile(rf"^(?:thorough(?:ly)? |visually |fully |complete(?:ly)? |annual(?:ly)? )?(?:{_TASKS})\b", re.I)
_LEGAL = re.compile(
    r"\b(?:consequential|incidental|indirect|special damages|punitive|lost profits?|loss of use|delays?|notices?\b|invoices?|insurance|certificate|licen[cs]es?|permits?|written|copy|copies|"
    r"access|employees?|subcontract\w*|assign|confidential|payments?|interest|days'?|thirty|terminat\w*|cancel\w*|renew\w*|warranty (?:of|for) merchant|laws?|court|modif\w*|amend\w*|agreement (?:may|shall)|price|increase|approval|consent|"
    r"responsib\w* (?:to|of)|reasonable care|obligations?|professional manner|workmanlike|standards)\b",
    re.I,
)
_ELSE = re.compile(
    r"\b(?:(?:any|every)(?:thing| (?:other )?(?:work|service|repair|item|part)s?)?(?: else)?|all (?:other|else)|other (?:work|services?|repairs?)|(?:work|services?|repairs?|items?|parts?|equipment)) ?(?:that (?:is|are) |which (?:is|are) )?(?:(?:not|n't) (?:specifically |expressly |otherwise )?(?:listed|named|mentioned|described|identified|included|covered|shown|specified|set forth|on (?:this|the|that) list)|beyond|outside|else\b|other than (?:those|that|the))|\b(?:all|any) (?:other|additional) (?:work|services?|repairs?|items?)\b|\b(?:everything|anything|all) else\b",
    re.I,
)
_SEGMENTS = re.compile(
    r";\s+(?!and/or)|,? (?:but|however,?|while|whereas) (?=(?:\w+ ){0,5}(?:is|are|will|won't|does|do|doesn't|don't|isn't|aren't|you|we|must|shall|costs?|pays?)\b)"
    r"|,? and (?=(?:parts|labou?r|materials|you|you'll|we|we'll|the customer|customer|any other|all other|anything|everything)\b[^,;]{0,60}?\b(?:is|are|will|'ll|shall|pay|do|don't|won't)\b)",
    re.I,
)


def read(passage: Passage) -> Iterator[Term]:
    if passage.cells:
        yield from _row(passage)
        return
    if passage.text.rstrip().endswith(":") or _silent(passage):
        return
    for start, end in _segments(passage):
        segment = passage.text[start:end].strip(" .")
        yield from _segment(passage, segment, start, end)


def _silent(passage: Passage) -> bool:
    return bool(
        re.match(
            r"(?:customer|client|owner|tenant|you) (?:shall|will|must|agrees?|is responsible to|may)\b(?! (?:pay|receive|get|be (?:billed|charged|responsible for)))",
            passage.low,
        )
    )


def _segments(passage: Passage) -> Iterator[tuple[int, int]]:
    begin = 0
    if not re.search(r"\([a-z\d]{1,3}\)", passage.low):
        for match in _SEGMENTS.finditer(passage.text):
            yield begin, match.start()
            begin = match.end()
    yield begin, len(passage.text)


def _segment(passage: Passage, segment: str, start: int, end: int) -> Iterator[Term]:
    said, words, tail = _stated(segment)
    certain = 0.9
    if said is None:
        said, words, certain = *_by_heading(passage, segment), 0.8
    if said is None or not words:
        return
    pinned = (0, len(passage.text)) if start == 0 or end - start < 25 else (start, end)
    yield from terms_of(passage, said, words, tail, pinned, certain)


def _stated(segment: str) -> tuple[Polarity | None, str, str]:
    """What the segment itself says of its object: polarity, the object's words, and what follows it."""
    for pattern, said in _GRAMMAR:
        match = pattern.search(segment)
        if match is None or (_LEGAL.search(match["object"][:90]) and pattern not in _PLAIN_STATES):
            continue
        tail = match["tail"] if "tail" in match.groupdict() else ""
        words = match["object"]
        if pattern in (OUT_STATE, IN_STATE, WAIVED):
            words = re.sub(r"^.*?\b(?:that|agrees?|means) (?=\w+ \w+)", "", words) if len(words) > 160 else words
            words = re.sub(
                r"^(?:if|when|where|because|since|for|in|under|during|at|as)\b[^,]{0,80}, ", "", words, flags=re.I
            )
        return said, words, tail
    return None, "", ""


_GRAMMAR: tuple[tuple[re.Pattern[str], Polarity], ...] = (
    (NO_CHARGE, "included"),
    (NO_FEE, "included"),
    (WAIVED, "included"),
    (LABELLED_OUT, "excluded"),
    (OUT_STATE, "excluded"),
    (NO_COVERAGE, "excluded"),
    (NEGATIVE_VERB, "excluded"),
    (EXCLUDES, "excluded"),
    (YOU_PAY, "excluded"),
    (LABELLED_IN, "included"),
    (IN_STATE, "included"),
    (POSITIVE_VERB, "included"),
    (YOU_GET, "included"),
    (WE_DO, "included"),
)
_PLAIN_STATES = (LABELLED_OUT, LABELLED_IN)


def _by_heading(passage: Passage, segment: str) -> tuple[Polarity | None, str]:
    said = of_heading(passage)
    if said is None or (said == "included" and _LEGAL.search(segment)):
        return None, ""
    sentence = re.search(r"\b(?:will|shall|must|may|is|are|we|you|customer|contractor|agrees?)\b", segment, re.I)
    if sentence and not passage.is_item and not TASK.match(segment):
        return None, ""
    if said == "included" and re.search(r"\$ ?\d|\d ?%", segment) and not TASK.match(segment):
        return None, ""
    return said, re.sub(r"^[A-Z][\w /&'-]{2,40}: (?=\S)", lambda m: m.group(), segment)


def terms_of(
    passage: Passage, said: Polarity, words: str, tail: str, pinned: tuple[int, int], confidence: float
) -> Iterator[Term]:
    """One term for each item of the list `words`; what is excepted from an inclusion is an exclusion of its own."""
    whole = listed(f"{words} {_relevant(tail)}".strip())
    pin = passage.pin(*pinned, confidence=confidence)
    for what in items(whole.what) or ([trimmed(whole.what)] if whole.causes else []):
        one = _with_own_tails(what, whole)
        if said == "excluded":
            yield _exclusion(pin, one, words)
        elif one.what and not _priced(one.what):
            yield Inclusion(
                pin,
                what=one.what,
                part=part_of(f"{one.what} {one.condition}"),
                causes=one.causes,
                condition=one.condition,
            )
    if said == "included":
        for what in whole.exceptions:
            yield Exclusion(pin, what=what, part=part_of(what), causes=_causes(what, ()))


def _with_own_tails(what: str, whole: Listed) -> Listed:
    own = listed(what)
    return Listed(
        trimmed(own.what) or what,
        own.causes or whole.causes,
        own.exceptions or whole.exceptions,
        own.condition or whole.condition,
    )


def _exclusion(pin, one: Listed, words: str) -> Exclusion:  # type: ignore[no-untyped-def]
    exceptions = one.exceptions + (
        (one.condition,) if re.match(r"(?:unless|if caused by (?:us|our|contractor))", one.condition, re.I) else ()
    )
    return Exclusion(
        pin, what=one.what, part=part_of(one.what), causes=_causes(one.what, one.causes), exceptions=exceptions,
        everything_else=bool(_ELSE.search(one.what) or _ELSE.search(words)),
    )  # fmt: skip


def _causes(what: str, stated: tuple[str, ...]) -> tuple[str, ...]:
    return stated or ((what,) if CAUSES.search(what) and len(what.split()) <= 6 else ())


def _relevant(tail: str) -> str:
    tail = tail.strip(" .")
    kept = re.search(
        r"\b(?:except|unless|other than|but not|excluding|if|provided|when|during|so long|as long|only|up to|due to|caused|for (?:the )?(?:first|up to))\b.*",
        tail,
        re.I,
    )
    return kept.group() if kept else ""


def _priced(what: str) -> bool:
    return bool(re.match(r"\$|\d+(?:\.\d+)? ?%", what)) or bool(re.fullmatch(r"(?:[\d,.]+|\w+ \(\d+\)) \w+", what))


def _row(passage: Passage) -> Iterator[Term]:
    """A coverage table's row: two lists side by side, or an item and its state."""
    columns = [of_words(cell.header) if cell.header else None for cell in passage.cells]
    if len(set(columns) - {None}) == 2 and not any(_state(cell) for cell in passage.cells[1:]):
        for cell, said in zip(passage.cells, columns, strict=True):
            if said and trimmed(cell.text):
                yield from terms_of(passage, said, cell.text, "", (cell.start, cell.end), 0.85)
        return
    yield from _item_and_state(passage, columns)


def _item_and_state(passage: Passage, columns: list[Polarity | None]) -> Iterator[Term]:
    item, rest = passage.cells[0], passage.cells[1:]
    for cell, column in zip(rest, columns[1:], strict=True):
        said = _state(cell)
        if said is None or not trimmed(item.text):
            continue
        if column == "excluded" and YES.match(cell.text):
            said = "excluded"
        elif column == "excluded":
            continue
        yield from _stated_row(passage, item, cell, said)
        return
    said = of_heading(passage)
    if said and not re.search(r"\$ ?\d|\d ?%", passage.text) and trimmed(item.text):
        yield from terms_of(passage, said, item.text, "", (0, len(passage.text)), 0.75)


def _stated_row(passage: Passage, item: Cell, cell: Cell, said: Polarity) -> Iterator[Term]:
    remark = YES.sub("", NO.sub("", cell.text)).strip(" ,;-.")
    notes = " ".join(other.text for other in passage.cells[1:] if other is not cell)
    tail = _relevant(f"{remark} {notes}")
    for term in terms_of(passage, said, item.text, tail, (0, len(passage.text)), 0.9):
        part = part_of(cell.text)
        if part != "both" and isinstance(term, Inclusion | Exclusion):
            yield type(term)(**{**vars(term), "part": part})
            continue
        yield term


def _state(cell: Cell) -> Polarity | None:
    text = cell.text.strip()
    if NO.match(text):
        return "excluded"
    return "included" if YES.match(text) else None


__all__ = ["aside", "read", "terms_of"]
