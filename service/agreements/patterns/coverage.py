"""Inclusions and exclusions: sentences, list items under a telling heading, and rows of coverage tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from service.agreements.passages import Cell, Passage
from service.agreements.patterns.listing import CAUSES, Listed, groups, items, listed, part_of, trimmed
from service.agreements.patterns.polarity import BLANK, NO, YES, Polarity, of_heading, of_words
from service.agreements.patterns.words import DEAL, NOT, US, WITH_YOU, YOU, any_of
from service.agreements.terms import Exclusion, Inclusion, Pin, Term

_ADVERBS = r"(?:(?:also|specifically|expressly|generally|always|only|further|hereby|fully|both|then|each|therefore|automatically|normally|together|in full) )*"
_BE = r"(?:is|are|was|were|will be|shall be|would be|'s|'re|remains?|stays?|falls?|lies?|rests?|comes?|carr(?:y|ies)|has|have|gets?|costs?|counts?|needs?)"
_WILL = r"(?:'ll| will| shall| agrees? to| can| do| does| must| would)?"
_WILL_NOT = any_of(
    r"(?: will| shall| do| does| can| may| would) (?:not|never)", r"(?: wo| do| does| ca|ca)n't", " cannot", r" (?:is|are) (?:not|never)", r" (?:is|are)n't",
    r" (?:has|have|assumes?|accepts?|shall have) no (?:obligation|responsibility|duty|liability)", r" never",
)  # fmt: skip

# Each pattern names the words of its object; the ones without a polarity take it from their predicate.
NO_CHARGE = re.compile(
    any_of(
        rf"\b{YOU}(?:'ll| will| shall)? (?:never |do not |don't |does not |won't |not )(?:have to |need to )?pay(?: anything| us| extra)?(?: for| an?| any)?",
        r"\b(?:there (?:is|are|will be) |there's |with |at )?no (?:additional |extra |further )?(?:charge|cost|fee)s? (?:is (?:made|asked) )?(?:for|on)\b(?! any| the (?:first|next))",
        rf"\b(?:{US} )?(?:waives?|will waive|(?:do not|don't|never|won't|will not) charge(?: you)?(?: for| an?| any)?)(?: for| the| our)?",
    )
    + r" (?P<object>[^.;]+)", re.I,
)  # fmt: skip
NO_FEE = re.compile(r"(?:^|\b(?:with|and|there (?:is|are|will be|'s)|you'll (?:pay|see|have)|pay|carry|carries|:|,)) ?(?:no|without(?: an?)?) (?P<object>(?:[\w-]+ ){0,4}(?:fees?|charges?|surcharges?|supplements?|premiums?|mark-?ups?|deductibles?)\b(?: (?:is|are|will be) (?:made|asked|charged|added|due))?(?: (?:for|on|during|after|at)[^.;]+)?)", re.I)  # fmt: skip
LABELLED_OUT = re.compile(r"^(?:[\w ]{0,30}\b)?(?:exclusions?|excluded(?: [\w ]{1,20})?|(?:items? |work )?not (?:included|covered)(?: [\w ]{1,30})?|what(?:'s| is) not (?:covered|included)|does not (?:cover|include)|left out|out of scope)\s?(?::|-) (?P<object>.+)", re.I)  # fmt: skip
LABELLED_IN = re.compile(r"^(?:[\w ]{0,30}\b)?(?:inclu(?:ded|des|sions?)(?: [\w ]{1,25})?|(?:items? )?covered(?: (?:items|parts|components|systems|work|repairs|services?))?|covers|what(?:'s| is) (?:covered|included)|scope(?: of (?:work|services?))?|services?(?: (?:included|provided))?|tasks?|coverage)\s?(?::| - ) ?(?P<object>.+)", re.I)  # fmt: skip
WE_DO_NOT = re.compile(
    rf"(?:\b{US}|\b{DEAL}|^|[,;] (?:and|or|but)|\bbut)(?: (?:under this \w+|hereunder))?,?{_WILL_NOT} {_ADVERBS}(?:be )?(?:cover|include|provide|pay(?: for)?|bear|extend to|apply to|handle|service|repair|replace|perform|touch|do|treat|haul|move|remove|take on|look after|work on|undertake|"
    r"responsible for|obliged|obligated|liable for|required|good for|valid for|for|to)\b(?: to (?:perform|provide|repair|replace|do|supply|cover|make|pay for))?:? (?P<object>.+)", re.I,
)  # fmt: skip
NO_COVERAGE = re.compile(r"\b(?:there is |there's )?no (?:coverage|credit|allowance|provision|cover) (?:is provided |exists |applies )?(?:for|on|of):? (?P<object>.+)", re.I)  # fmt: skip
EXCLUDES = re.compile(rf"(?:{DEAL}|{US}|^) {_ADVERBS}(?:excludes?|leaves? out|does without):? (?P<object>.+)", re.I)
YOU_PAY = re.compile(rf"^(?:otherwise,? |then,? )?{YOU}{_WILL} (?:also )?(?:pays? (?:extra |separately |the full (?:price|cost) )?(?:for|of)|bears? (?:the (?:cost|price) of)?|(?:be |is |are )?(?:responsible|billed|charged|invoiced) (?:extra |separately )?for|provides?|suppl(?:y|ies))\b:? (?P<object>(?!\$|half|a third|thirty|\d).+)", re.I)  # fmt: skip
WE_CARRY = re.compile(
    rf"(?:\b{DEAL}|\b{US}|^(?-i:[A-Z][\w&'-]+)(?= (?:bears|pays|covers|provides|supplies|includes|carries|looks after|takes care of)\b))(?: (?:under this agreement|hereunder))?{_WILL} {_ADVERBS}(?:covers?|includes?|provides?|supply|supplies|furnish(?:es)?|pays? for|bears?|carry|carries|comes? with|entitles? {YOU} to|gets? you|takes? care of|takes? on|looks? after|handles?|"
    r"picks? up|consists? of|repairs?|puts? right|maintains?|sees? to|absorbs?|gives?|extends? to|applies to)\b(?: you with| for you)?:? (?P<object>(?!\$|for\b|that\b|up the|you\b|notice).+)", re.I,
)  # fmt: skip
YOU_GET = re.compile(rf"\b{YOU}{_WILL} (?:also )?(?:get|gets|receive|receives|enjoy|enjoys|(?:is|are|be) entitled to)\b:? (?P<object>(?!\$).+)", re.I)  # fmt: skip
TASKS = any_of(
    "inspect", "clean", "check", r"test\b", r"lubricat\w*", "oil", "adjust", r"replac\w*", r"chang\w*", "repair", "fix", r"calibrat\w*", "tighten", "flush", r"measur\w*", "treat", "mow", "trim", "edge", r"fertili[sz]\w*", "apply", r"remov\w*", "skim", "brush", "vacuum",
    r"balanc\w*", "backwash", r"winteri[sz]\w*", "open", "close", "monitor", "maintain", "service", "program", r"examin\w*", "rod", "cable", "descale", "prune", "blow", r"aerat\w*", "seed", "plow", "salt", "shovel", "spray", "bait", "set", "install", "empty", "refill", "top off",
    "sweep", "mop", "dust", "wash", "wipe", r"sanitiz\w*", "disinfect", "drain", "verify", r"evaluat\w*", "tune", "pump", "haul", "rake", "mulch", "weed", "water", "start[- ]?up", "shut[- ]?down", "perform", "respond to", r"diagnos\w*", "pull", "look (?:over|at|after)", "go over",
    "touch up", "reseal", "seal", "caulk", "scrub", "defrost", "purge", "charge", "add", "re-?light", "exercise", "record", "log", "inject", "dethatch", "clear", "walk", "rinse", "come and", "put (?:it )?right", "see to", "attend to", "test-?run", "fire", "scoop", "net", "shock",
)  # fmt: skip
WE_DO = re.compile(rf"(?:^|[\s,;(]){US}(?: (?:under this agreement|hereunder))?(?:'ll| will| shall| agrees? to| must)?(?: also| then| (?:come|visit|stop|send) [^,.;]{{0,60}}?(?: and| to))? (?P<object>{TASKS}s?\b.+)", re.I)  # fmt: skip
TASK = re.compile(rf"^(?:thorough(?:ly)? |visually |fully |complete(?:ly)? |annual(?:ly)? )?{TASKS}\b", re.I)
OBJECT_FIRST = re.compile(rf"^(?P<object>(?!{US}\b|if\b|when\b).+?),? {US}{any_of(_WILL_NOT, '(?: would| will| shall| do| must)?(?: have to)? (?:charge|bill|invoice|price|leave|skip|pass on)')} ?(?P<tail>.*)", re.I)  # fmt: skip
PREDICATE = re.compile(rf"^(?P<object>(?!(?:we|you|i|it|they|he|she|there|this|that|these|if|when|unless|where|once|after|before|as|in case|except|until|while|my|his|her|their|no|nothing|neither|discounts?)\b)[^;]+?),?(?: also| both| all)? (?P<predicate>{_BE}(?:n't|'t)?\b .+)", re.I)  # fmt: skip
FREE = re.compile(r"^(?P<object>.+?),? (?:at no (?:additional |extra |further )?(?:charge|cost)|free of charge|without (?:any )?(?:extra |additional |further )?(?:charge|cost|limit|a bill))(?P<tail>.*)", re.I)  # fmt: skip

_GRAMMAR: tuple[tuple[re.Pattern[str], Polarity | None], ...] = (
    (NO_CHARGE, "included"),
    (NO_COVERAGE, "excluded"),
    (NO_FEE, "included"),
    (WE_DO_NOT, "excluded"),
    (EXCLUDES, "excluded"),
    (YOU_PAY, "excluded"),
    (OBJECT_FIRST, "excluded"),
    (PREDICATE, None),
    (WE_CARRY, "included"),
    (YOU_GET, "included"),
    (WE_DO, "included"),
    (FREE, "included"),
)
_LEGAL = re.compile(
    r"\b(?:consequential|incidental|indirect|special damages|punitive|lost profits?|loss of use|delays?|notices?\b|invoices?|insurance|certificate|licen[cs]es?|permits?|written(?! quote| estimate)|copy|copies|"
    r"unused|access|employees?|subcontract\w*|assign|confidential|payments?|interest|days'?|thirty|terminat\w*|cancel\w*|renew\w*|warranty (?:of|for) merchant|laws?|court|modif\w*|amend\w*|agreement (?:may|shall)|increase|approval|consent|authori[sz]\w*|"
    r"responsib\w* (?:to|of)|reasonable care|obligations?|professional manner|workmanlike|standards|customer's (?:name|signature)|phone|telephone|refund\w*|transfer\w*|supersed\w*|part(?:y|ies)\b|arrange|tell|tenants?|member number)\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:it|them|these|those|there|here|this|such (?:work|services?|repairs?|items?)|this (?:work|service))$|^(?:what(?:ever)?|whoever|which|at|in|on|under|by|with|from|for|to|of|as|than|yours?|mine|(?:parts|labou?r|materials) (?:included|extra|not included)$|(?:such|excluded|covered|included|said|that|these|those) (?:work|services?|items?|repairs?))\b|^(?:"
    r"(?:work|visits?|jobs?) (?:begun|started|done) before\b.*|the (?:fee|price|charge|dues|payment|balance)s?|hours|business hours|regular hours|dates?|(?:section|paragraph|article|exhibit)s? [\d.]+.*|(?:monthly|annual|yearly|plan|membership) (?:fee|charge|price|dues)s?)\b$|^(?:nothing|none|no one|nobody|either|each party|both parties|(?:some|several|certain|a few|these|those) (?:jobs?|things?|items?)|\w+ (?:it|them)\b)\b",
    re.I,
)
_ELSE = re.compile(
    any_of(
        r"\b(?:any|every)(?:thing| (?:other )?(?:work|service|repair|item|part)s?)?(?: else)? (?:that (?:is|are) |which (?:is|are) )?(?:not|n't) (?:specifically |expressly |otherwise )?(?:listed|named|mentioned|described|identified|included|covered|shown|specified|set forth|on (?:this|the|that) list)",
        r"\b(?:work|services?|repairs?|items?|parts?|equipment) (?:that (?:is|are) |which (?:is|are) )?(?:(?:not|n't) (?:specifically |expressly |otherwise )?(?:listed|named|mentioned|described|identified|shown|specified|set forth|on (?:this|the|that) list)|beyond (?:the|this|that)|other than (?:those|that|the))",
        r"\b(?:all|any) (?:other|additional) (?:work|services?|repairs?|items?)\b", r"\b(?:everything|anything|all) (?:else|other)\b", r"^(?:all )?other (?:work|services?|repairs?)$",
    ),
    re.I,
)  # fmt: skip
_SEGMENTS = re.compile(
    r";\s+(?!and/or)|,? (?:but|however,?|while|whereas) (?=(?:\w+ ){0,5}(?:is|are|will|won't|does|do|doesn't|don't|isn't|aren't|you|we|must|shall|costs?|pays?)\b)"
    r"|,? and (?=(?:parts|labou?r|materials|you|you'll|we|we'll|the customer|customer|any other|all other|anything|everything)\b[^,;]{0,60}?\b(?:is|are|will|'ll|shall|pay|do|don't|won't)\b)|(?<=\w)\. (?=(?-i:[A-Z]))",
    re.I,
)
_ANOTHER = re.compile(
    r"^(?:(?P<first>.+?),? (?:is|are|would be|makes?) (?:one|another|the (?:first|second|third|other|last))\b(?P<rest>.*)|(?:so|as|neither|nor|and so) (?:is|are|does|do) (?P<same>.+))",
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
    for passage in passages:
        found = list(_enumerated(passage, lent)) if lent else []
        yield from found or read(passage)
        if not found:
            said = of_words(passage.text) if _SEVERAL.search(passage.text) and not passage.cells else None
            lent = said if said and len(passage.text) < 140 else None


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
        yield from _row(passage)
        return
    if passage.text.rstrip().endswith((":", "?")) or _duty(passage):
        return
    new = _NEW_TEXT.search(passage.text)
    begin, stop = new.span("new") if new else (0, len(passage.text))
    for start, end in _segments(passage.text, begin, stop):
        yield from _segment(passage, passage.text[start:end].strip(' ."'), start, end)


def _duty(passage: Passage) -> bool:
    """Something the customer has to do is no coverage."""
    return bool(
        re.match(
            rf"(?:{YOU}) (?:shall|will|must|agrees?|is responsible to|may|can|should|is reached)\b(?!(?: also| not)?(?: have to)? (?:pay|receive|get|bear|enjoy|be (?:billed|charged|entitled|responsible for)))|please\b|call\b",
            passage.low,
        )
    )


def _segments(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    if not re.search(r"\([a-z\d]{1,3}\)", text[begin:stop].lower()):
        for match in _SEGMENTS.finditer(text, begin, stop):
            yield begin, match.start()
            begin = match.end()
    yield begin, stop


def _segment(passage: Passage, segment: str, start: int, end: int) -> Iterator[Term]:
    said, words, tail = _labelled(passage, segment) if start == 0 else (None, "", "")
    if said is None:
        said, words, tail = _stated(segment)
    certain = 0.9
    if said is None:
        said, words, certain = *_by_heading(passage, segment), 0.8
    if said is None or not words or (said == "excluded" and _merely_priced(tail or segment)):
        return
    pinned = (0, len(passage.text)) if start == 0 or end - start < 25 else (start, end)
    yield from terms_of(passage, said, words, tail, pinned, certain)


_FACT = re.compile(
    r"\b(?:home|house|property|address|location|premises|member|customer|client|owner|holder|period|dates?|starts?|ends?|term|area|phone|telephone|billing|payment|price|fee|frequency|(?:you|it|members?) (?:pays?|costs?)|renew\w*|number|name|e-?mail|"
    r"deductible|limit|warranty|response|hours|cancel\w*|initial service|regular service)\b",
    re.I,
)


def _labelled(passage: Passage, segment: str) -> tuple[Polarity | None, str, str]:
    """ "Not part of this contract: the well pump", "Included: two filters"; prices and notices are no lists of work."""
    value = segment[passage.value_start :] if passage.label else ""
    said = of_words(passage.label) if value and not value.startswith("$") and not _FACT.search(passage.label) else None
    return (said, value, "") if said and not re.match(r"(?:yes|no|none)\b", value, re.I) else (None, "", "")


def _stated(segment: str) -> tuple[Polarity | None, str, str]:
    """What the segment itself says of its object: polarity, the object's words, and what follows it."""
    for pattern, told in _GRAMMAR:
        match = pattern.search(segment)
        if match is None or _LEGAL.search(match["object"][:90]):
            continue
        groups = match.groupdict()
        said = told or of_words(groups["predicate"])
        if said is None:
            continue
        return (
            said,
            _fronted(match["object"], said, groups.get("predicate", "")),
            groups.get("tail") or groups.get("predicate") or "",
        )
    return None, "", ""


def _fronted(words: str, said: Polarity, predicate: str) -> str:
    """The object without an introduction; a fee the object carries is what is charged, not the object itself."""
    words = re.sub(
        r"^(?:if|when|where|because|since|for|in|under|during|at|as|notwithstanding|except as|subject to|unless|otherwise)\b[^,]{0,80}, ",
        "",
        words,
        flags=re.I,
    )
    words = re.sub(r"^.*?\b(?:that|agrees?|means) (?=\w+ \w+)", "", words) if len(words) > 160 else words
    fee = re.match(
        r"(?:carr(?:y|ies)|costs?|has|have) .*?\b(?P<fee>[\w-]+ (?:fees?|charges?|surcharges?))\b", predicate, re.I
    )
    return f"{fee['fee']} for {words}" if fee and said == "excluded" else words


def _merely_priced(segment: str) -> bool:
    """A price or a reduced price is a rate or a discount; only "not covered" besides makes it an exclusion too."""
    return bool(
        re.search(r"\$ ?\d|\d ?(?:%|percent)|\bpercent\b|\bhalf\b|\b(?:quarter|third) off\b|\bdollars\b", segment)
    ) and not re.search(rf"{NOT}|n't|exclu|outside|owner pays|{WITH_YOU}", segment, re.I)


def _by_heading(passage: Passage, segment: str) -> tuple[Polarity | None, str]:
    said = of_heading(passage)
    if said == "included" and passage.label and _FACT.search(passage.label):
        return None, ""
    if said is None or (said == "included" and _LEGAL.search(segment)):
        return None, ""
    main = re.sub(
        r"\b(?:whose|that|which|who|where|because|unless|if|except|somebody|someone|others?)\b[^,;.]*", "", segment
    )
    sentence = re.search(
        r"\b(?:will|shall|must|may|is|are|was|we|i|you|customer|contractor|agrees?|call|please|counts?|has|have|had|does|do)\b",
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


def terms_of(
    passage: Passage, said: Polarity, words: str, tail: str, pinned: tuple[int, int], confidence: float
) -> Iterator[Term]:
    """One term for each item of the list `words`; what is excepted from an inclusion is an exclusion of its own."""
    words = re.sub(rf"^(?:perform|provide|do|supply)?,? and {YOU} (?:shall|will|must) [^,]+,", "", words, flags=re.I)
    pin = passage.pin(*pinned, confidence=confidence)
    for group in _with_lead(groups(f"{words} {_relevant(tail, said)}".strip())):
        yield from _of_group(pin, said, group)


_LEADS = re.compile(r"\b(?:by|from|to|because of|out of)$", re.I)


def _with_lead(parts: list[str]) -> list[str]:
    """ "repairs caused by (i) surge, (ii) misuse": each numbered cause is one of the same repairs."""
    if len(parts) > 1 and _LEADS.search(parts[0]):
        return [f"{parts[0]} {part}" for part in parts[1:]]
    return parts


def _of_group(pin: Pin, said: Polarity, words: str) -> Iterator[Term]:
    whole = listed(words, provisos=said == "included")
    if whole.causes and re.search(r", (?:and|or) [^,]*$", whole.what):
        *others, last = [part for part in re.split(r", (?:and |or )?(?=[^,]*$)", words[: len(whole.what)])]
        if others:
            yield from _of_group(pin, said, others[0])
            yield from _of_group(pin, said, last + words[len(whole.what) :])
            return
    for what in items(whole.what) or ([trimmed(whole.what)] if whole.causes else []):
        one = _with_own_tails(what, whole, said)
        if _VAGUE.search(one.what) and not one.causes:
            continue
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


def _with_own_tails(what: str, whole: Listed, said: Polarity) -> Listed:
    own = listed(what, provisos=said == "included")
    return Listed(
        trimmed(own.what) or what,
        own.causes or whole.causes,
        own.exceptions or whole.exceptions,
        own.condition or whole.condition,
    )


def _exclusion(pin: Pin, one: Listed, words: str) -> Exclusion:
    exceptions = one.exceptions + (
        (one.condition,) if re.match(r"(?:unless|if caused by (?:us|our|contractor))", one.condition, re.I) else ()
    )
    return Exclusion(
        pin, what=one.what, part=part_of(one.what), causes=_causes(one.what, one.causes), exceptions=exceptions,
        everything_else=bool(_ELSE.search(one.what) or (_ELSE.search(words) and len(words.split()) < 14)),
    )  # fmt: skip


def _causes(what: str, stated: tuple[str, ...]) -> tuple[str, ...]:
    return stated or ((what,) if CAUSES.search(what) and len(what.split()) <= 6 else ())


_EXCEPTING = r"except|unless|other than|but not|excluding|due to|caused"
_PROVIDING = r"if|provided|when|where|during|so long|as long|only|up to|subject to|outside|within|after|for (?:the )?(?:first|up to)"


def _relevant(tail: str, said: Polarity) -> str:
    """What a predicate adds to its object: exceptions and causes always, provisos to what is carried."""
    words = _EXCEPTING if said == "excluded" else f"{_EXCEPTING}|{_PROVIDING}"
    kept = re.search(rf"\b(?:{words})\b.*", tail.strip(" ."), re.I)
    return kept.group() if kept else ""


def _priced(what: str) -> bool:
    return bool(re.search(r"^\$|\d ?%|\bpercent\b|\bdiscount", what)) or bool(
        re.fullmatch(r"(?:[\d,.]+|\w+ \(\d+\)) \w+", what)
    )


def _row(passage: Passage) -> Iterator[Term]:
    """A coverage table's row: lists side by side under telling headers, or an item and its state."""
    told = [of_words(cell.header) if cell.header else None for cell in passage.cells]
    states = [_state(cell) for cell in passage.cells[1:]]
    if told and told[0] and len(set(told) - {None}) == 2:
        for cell, said in zip(passage.cells, told, strict=True):
            if said and not BLANK.match(cell.text):
                yield from terms_of(passage, said, cell.text, "", (cell.start, cell.end), 0.85)
    elif any(told[1:]) and not all(states):
        yield from _columns(passage, told)
    elif any(states):
        yield from _item_and_state(passage, told)
    elif (
        (said := of_heading(passage))
        and not re.search(r"\$ ?\d|\d ?%", passage.text)
        and trimmed(passage.cells[0].text)
    ):
        yield from terms_of(passage, said, passage.cells[0].text, "", (0, len(passage.text)), 0.75)


def _columns(passage: Passage, told: list[Polarity | None]) -> Iterator[Term]:
    """An item with what is carried of it in one column and what is not in another; each piece names its item."""
    item = passage.cells[0].text
    for cell, said in zip(passage.cells[1:], told[1:], strict=True):
        if said is None or BLANK.match(cell.text):
            continue
        for piece in re.split(r";\s+|\.\s+(?=[A-Z])", cell.text):
            named = re.sub(
                r":? (?:at )?(?:the )?(?:list|regular|full|standard|usual) (?:price|rate)s?\b.*|: \$.*",
                "",
                piece,
                flags=re.I,
            ).strip(" .:")
            alone = _state(replace(cell, text=piece)) is not None or not named
            if alone or not _merely_priced(piece):
                what = item if alone or BLANK.match(named) else f"{item}: {named}"
                yield _piece(passage, said, what, named)


def _piece(passage: Passage, said: Polarity, what: str, named: str) -> Inclusion | Exclusion:
    pin = passage.pin(confidence=0.85)
    if said == "excluded":
        return Exclusion(pin, what=what, part=part_of(named), causes=_causes(named, listed(named).causes))
    return Inclusion(pin, what=what, part=part_of(named), condition=listed(named).condition)


def _item_and_state(passage: Passage, told: list[Polarity | None]) -> Iterator[Term]:
    """One state for the item, or one for its parts and one for its labour; notes speak for themselves."""
    item, rest = passage.cells[0], list(zip(passage.cells[1:], told[1:], strict=True))
    stated = [
        (cell, "excluded" if column == "excluded" else said)
        for cell, column in rest
        if (said := _state(cell)) and (column, said) != ("excluded", "excluded")
    ]
    if not stated or not trimmed(item.text):
        return
    parted = [(cell, said) for cell, said in stated if part_of(cell.header) in ("parts", "labour")]
    if len({said for _, said in parted}) > 1:
        for cell, said in parted:
            yield from (replace(term, part=part_of(cell.header)) for term in _stated_row(passage, item, cell, said))
    else:
        yield from _stated_row(passage, item, *stated[0])
    yield from _noted(passage, item)


def _noted(passage: Passage, item: Cell) -> Iterator[Term]:
    """ "Ice maker excluded" in a further column of the refrigerator's row."""
    for cell in passage.cells[1:]:
        if _state(cell) is not None:
            continue
        said, words, _ = _stated(cell.text)
        bare = re.fullmatch(
            r"(?P<what>.+?) (?:is |are )?(?P<state>excluded|not (?:covered|included)|included|covered)\.?",
            cell.text,
            re.I,
        )
        if bare:
            said, words = of_words(bare["state"]), bare["what"]
        if said and words:
            yield from (_piece(passage, said, f"{item.text}: {what}", what) for what in items(words))


def _stated_row(passage: Passage, item: Cell, cell: Cell, said: Polarity) -> Iterator[Term]:
    remark = YES.sub("", NO.sub("", cell.text)).strip(" ,;-.")
    notes = " ".join(other.text for other in passage.cells[1:] if other is not cell)
    part = part_of(cell.text)
    for term in terms_of(passage, said, item.text, f"{remark} {notes}", (0, len(passage.text)), 0.9):
        yield replace(term, part=part) if part != "both" and isinstance(term, Inclusion | Exclusion) else term


def _state(cell: Cell) -> Polarity | None:
    text = cell.text.strip()
    if NO.match(text):
        return "excluded"
    return "included" if YES.match(text) else None
