"""When the agreement runs: its first day, its last day, its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from service.agreements.dates import add, dates, months_named, nth
from service.agreements.passages import Passage
from service.agreements.patterns.words import any_of
from service.agreements.quantities import Duration, Found, durations
from service.agreements.terms import ContractTerm, Term

_BEGINS = any_of(r"effective(?: date)?", r"in effect", r"with effect", r"commenc\w*", r"beg[aiu]n\w*", r"start\w*", r"takes? effect", r"first day", r"day one", r"operative", r"in force", r"valid", r"runs?", r"good", r"coverage", r"cover", r"term", r"period")  # fmt: skip
_STARTS = re.compile(
    rf"\b{_BEGINS}\b[^.;$]{{0,40}}?(?:\b(?:on|as of|of|from|is|date|beginning|starting|effective)|:|\||-|\(|,)[ :|(-]*(?:the )?$",
    re.I,
)
_DIRECTLY = re.compile(
    r"\b(?:years?|months?|seasons?) (?:from|starting|beginning)(?: on)? ?$|\b(?:commenc\w*|begin\w*|began|start(?:s|ing|ed)?|effective|takes? effect|operative)(?: on| as of| from| date)*:? ?(?:the )?$",
    re.I,
)
_MADE = re.compile(
    r"\b(?:made|entered into|executed|dated|accepted|signed|agreed)\b[^;]{0,70}?(?:\b(?:as of|on|of|this|dated|effective|date|the|between)|:|,)? ?(?:the )?$"
    r"|\b(?:date|agreement|contract)\b[^;]{0,40}?(?:\b(?:as of|on|of|this|dated|effective|date|the|between)|:|,|\)) ?(?:the )?$|^ ?(?:as of|on|this|dated) ?$",
    re.I,
)
_WORK_FROM = re.compile(r"\b(?:work|visits?|services?|calls?|jobs?|orders?|repairs?|changes?|applies|apply|invoices?)\b[^.;]{0,40}\b(?:on or after|from|after|as of|starting|beginning|on)(?: and after)? ?$", re.I)  # fmt: skip
_ENDS = re.compile(
    r"\b(?:through(?: and including)?|thru|until|till|expir\w*(?: on| date)?(?: is)?|end(?:s|ing|ed)?(?: on| date)?(?: is)?|stops?(?: on)?|up to(?: and including)?|terminat\w* on|conclud\w*(?: on)?|closes|lapses?(?: on)?|(?:is |be |are )(?:over|done|finished)(?: on| by)?|runs? (?:now )?(?:on )?to|good (?:through|until)|valid (?:through|until)|to|last day(?: is)?)[ :|]*(?:on |at )?"
    r"(?:midnight (?:on|of) |and including |the close of (?:business on )?|(?:the )?(?:end|last day) of |\w+day,? |the )*$",
    re.I,
)
_JOINED = re.compile(r"^[\s,(]*(?:-|/|to|through|thru|until|till|up to):?(?: and including| the| midnight (?:on|of)| (?:first|last) week (?:of|in)| end of)*[\s,]*$|^[^.;$]{0,60}\b(?:and (?:will |shall )?(?:end|expir|conclud|continu|run|clos)\w*|until|through|till|expiring|ending|and ends)\b[^.;$]{0,40}$", re.I)  # fmt: skip
_ABOUT_THE_TERM = re.compile(r"\b(?:agreement|contract|term\b|plan\b|coverage|cover\b|membership|period|in (?:force|effect)|effective|valid\w*|duration|expir\w*|starts?\b|begins?|commenc\w*|runs?\b|when does|services?|look after|from the|year|and again)\b", re.I)  # fmt: skip
_NOT_THE_TERM = re.compile(
    r"\b(?:invoice|payments?|installment|due|paid|deposit|warranty|rates?|prices?|discount|notice|visit|inspection|install(?:ed|ation)|serial|purchase[d]?|first (?:visit|service)|holiday|expiration of (?:this )?(?:offer|quote)|offer|"
    r"quote|proposal|estimate|born|permit|licen[cs]e|code|model|built|revised|rev\.|insurance|certificate of|manufactured|known before|prepared|printed|breakdowns?|waiting|blackout|draft|by|automatically|beyond)\b",
    re.I,
)  # fmt: skip
_ANY = r"(?:[^.;]|\b(?:Inc|Corp|Co|Ltd|No|Mr|Mrs|Ms|Dr|St)\.)"
_OTHER_DOCUMENT = re.compile(rf"\b(?:supersed\w*|replac\w*|amend\w*|prior|previous|existing|original|earlier|old|that certain|former|underlying|entered into (?:an?|the)\b|the (?:\w+ ){{0,4}}(?:agreement|contract|plan))\b{_ANY}{{0,90}}\b(?:dated|made|of|effective|entered into|signed|between)\b{_ANY}{{0,60}}$", re.I)  # fmt: skip
_THIS_DOCUMENT = re.compile(
    r"\bthis (?:(?!(?:the|our|your|changes|amends|modifies)\b)[\w-]+ ){0,5}(?:agreement|contract|letter|plan|amendment|rider|addendum)[^.;]{0,80}$",
    re.I,
)
_TOPIC = re.compile(r"\b(?:term\b|terms? of (?:agreement|contract)|effective|duration|period|commence|in force|how long|dates?\b|length|expir|ends?\b|starts?\b|begins?\b|valid|when does|seasons?\b|plan year|runs?\b|commitment)", re.I)  # fmt: skip
_RANGE_LABEL = re.compile(r"\b(?:good|in the club|period|term|valid\w*|dates?|starts?|from|effective|coverage|plan year|year|season|in force|runs?|duration|contract|agreement|membership)\b", re.I)  # fmt: skip
_WITH_EFFECT = re.compile(
    r"\b(?:with|takes?|taking) effect (?:from|on|as of)(?: the)? $|, (?:effective|taking effect|commencing|beginning|starting|as from)(?: as of| on| from)? $",
    re.I,
)
_FROM_DAY = re.compile(r"^(?:from|starting|beginning|as of|as from)(?: on)? (?:\w+day,? )?(?:the )?$", re.I)
_DOCUMENT = r"(?:agreement|contract|plan|coverage|cover|membership|program|letter|it|this|that|services?)"
_LENGTH = re.compile(
    rf"\b(?:{_DOCUMENT}|we|both sides|the parties)\b[^.;]{{0,60}}\b(?:continu\w*|carr(?:y|ies) on|go(?:es)? on|remain\w*|runs?|lasts?|holds?|in (?:full )?(?:force|effect)|effective|valid|good|expires?|terminat\w*|commenc\w*|beg[ai]n\w*|starts?|is for|be for|for)\b[^.;]{{0,70}}$"
    r"|(?:^|\b(?:initial |original |basic |its |the |a ))(?:term|duration|length)\b[^.;]{0,60}$"
    r"|^(?:effective|starting|beginning|commencing|signed|starts?|begins?|dated|from|on)\b[^.;]{0,60}\bfor (?:a (?:term|period) of )?(?:the )?$"
    r"|\b(?:effective|starting|beginning|commencing|from) [^.;]{0,40}\band (?:going|running|lasting)(?: on)?(?: for)? $",
    re.I,
)  # fmt: skip
_RUNS = re.compile(r"\b(?:continu\w*|carr(?:y|ies) on|remain\w*|runs?|lasts?|holds?|good|valid|in (?:full )?(?:force|effect)|covers?|expires?|terminat\w*|effective|commenc\w*|start\w*|begin\w*|signed|dated|from|surviv\w*|end)\b[^.;]{0,80}?\b(?:for|is|of|after|following|on the|until)\b[^.;]{0,40}$", re.I)  # fmt: skip
_NOT_A_LENGTH = re.compile(
    r"\b(?:notice|prior|before|within|renew\w*|extend\w*|extension|additional|successive|prolong\w*|another|warrant\w*|guarantee\w*|each|every|cure|days? (?:of|after)|invoice|payment|late|interest|respon\w*|age|old|non-?solicit|"
    r"cancel\w*|inside(?: of)?|again|less than|more than|later than|at least|per|experience|records?|retain|in business|thereafter|last|first(?! (?:of|day)\b)|each period of|(?:legal )?actions?|claims?|suits?|(?:under|pursuant to) this \w+ for a period of)\b",
    re.I,
)  # fmt: skip
_AFTER_LENGTH = re.compile(r"^['s]*(?: prior| written| advance)*(?: notice|\s+before|\s+after (?:receipt|the invoice|written)| warranty| guarantee| to cure|-old| old| each|\s*of (?:receipt|invoice|notice|labou?r)|,?(?: period)? (?:following|after|from|prior to) (?:the |any |such |his |her |my |your |its |last |date (?:of|on which|that|when) |each )*(?:[\w' -]{0,60}\b(?:ceases|terminates|ends|terminated)\b|termination|expiration|end|resignation|separation|departure|disclosure|completion|receipt|delivery))", re.I)  # fmt: skip
_COVENANT = re.compile(
    r"\b(?:solicit|compete|non-?compete|employees?|employment|neither (?:it|party) nor|(?:will|shall) not\b,? ?(?!renew|auto|be|extend|roll|continue))\b",
    re.I,
)  # a promise that outlives the agreement, not its length
_TERM_LABEL = re.compile(
    r"(?:agreement |contract |initial |minimum |plan |service |fixed )?(?:term|length|duration|period)(?: of (?:the )?(?:agreement|contract))?|(?:plan|membership|contract|agreement|service) year"
)
_ANNIVERSARY = re.compile(
    r"\b(?P<nth>\w+ ?\(\d+(?:st|nd|rd|th)\)|\d+(?:st|nd|rd|th)|[a-z-]+)[- ](?:year )?anniversary\b(?! (?:date )?of (?:the |such |any )*(?:date of )?(?:disclosure|termination|expiration|completion|last))",
    re.I,
)
_FROM_THE_START = re.compile(
    r"^['s]*(?: period| term)?,? (?:from|after|following|of|beginning (?:on|with)|commencing (?:on|with)) (?:and after )?(?:the |such |its |this |said )*"
    r"(?:effective date|date (?:hereof|of (?:this|the) (?:[\w-]+ )?(?:agreement|letter|contract|plan)|first|of (?:execution|signing|signature)|above|on which this agreement)|execution date|commencement|start\b|signing|signature|above date)",
    re.I,
)
_UNTIL_THEN = re.compile(r"\b(?:expir\w*|terminat\w*|continu\w*|remain\w*|end(?:s|ing)?|until|in (?:full )?(?:force|effect)|bound|term)\b", re.I)  # fmt: skip
_ASIDE = re.compile(r"\b(?:warrant\w*|guarantee\w*|rates?|prices?|discount\w*|covenants?|restrict\w*)\b", re.I)
_OPEN_ENDED = re.compile(
    r"\b(?:continues?|remains?|stays?|runs?|goes on|good|holds?|lasts?|in (?:full )?(?:force|effect))\b[^.;]{0,70}\b(?:until|till|unless and until)\b(?: such time as)?(?: it is| this \w+ is| either| one| any| you| we| the| a|[ ,])*[^.;]{0,40}?\b(?:terminat\w*|cancel\w*|end(?:s|ed)?|call(?:s|ed)? it off|quits?|stops?|gives? notice|earlier (?:to occur )?of|notice of)\b"
    r"|\bno fixed (?:term|end|length)|\bindefinite(?:ly)?\b(?: period| term)?|\bopen[- ]ended\b|\bperpetual(?:ly)?\b",
    re.I,
)
_MONTHLY = re.compile(r"\b(?:on a )?month[- ](?:to|by)[- ]month\b", re.I)


LETTERHEAD = 14  # lines at the top of a letter in which its day stands


def read(passage: Passage) -> Iterator[Term]:
    yield from _whole_years(passage)
    found = [*dates(passage.text), *months_named(passage.text)]
    found.sort(key=lambda one: one.start)
    topical = bool(_TOPIC.search(f"{passage.heading.split(' > ')[-1]} {passage.label} {passage.item}"))
    ranges = _ranges(passage, found, topical)
    yield from (term for term, _ in ranges)
    taken = {one.start for _, pair in ranges for one in pair}
    yield from _single([one for one in found if one.start not in taken], passage, topical)
    yield from _lengths(passage, topical)


_WHOLE_YEAR = re.compile(
    r"\b(?:runs?|run with|lasts?|covers?|good|valid|holds?|in (?:force|effect)|effective|agreement|contract|plan|sheet|schedule|membership|term|price list)\b[^.;$]{0,30}?"
    r"\b(?:with|for|in|of|through(?:out)?|during|is|:)? ?(?:the )?(?:whole )?(?:calendar year|year)(?: of)?,? (?P<year>20\d\d)\b"
    r"|\bmade\b[^;$]{0,200}?\bfor the (?:whole )?calendar year,? (?P<made>20\d\d)\b",
    re.I,
)


def _whole_years(passage: Passage) -> Iterator[ContractTerm]:
    """ "Runs with the calendar year 2026": from its first day to its last."""
    match = _WHOLE_YEAR.search(passage.text)
    if match and not _OTHER_DOCUMENT.search(passage.text[: match.end()][-150:]):
        year = int(match["year"] or match["made"])
        yield ContractTerm(passage.pin(confidence=0.93), start=date(year, 1, 1), end=date(year, 12, 31))


def _ranges(
    passage: Passage, found: list[Found[date]], topical: bool
) -> list[tuple[ContractTerm, tuple[Found[date], ...]]]:
    """From a first to a last day, and the days that told it. A second year that follows day upon day ("renewed, second
    year …") goes on with the first."""
    told: list[tuple[ContractTerm, tuple[Found[date], ...]]] = []
    for one, days in _joined(passage, found, topical):
        before = told[-1][0].end if told else None
        if before and one.start == before + timedelta(days=1):
            told[-1] = (replace(told[-1][0], end=one.end), (*told[-1][1], *days))
        else:
            told.append((one, days))
    return told


def _joined(
    passage: Passage, found: list[Found[date]], topical: bool
) -> Iterator[tuple[ContractTerm, tuple[Found[date], ...]]]:
    """Two dates joined by "to", "through", "until"."""
    ended = None
    for first, last in pairwise(found):
        between = passage.text[first.end : last.start]
        before = re.split(r"\$ ?[\d,.]+", passage.text[max(0, first.start - 60) : first.start])[-1]
        last = _at_its_end(passage, last)
        joined = _JOINED.match(between) or _both_named(passage, between) or _BETWEEN.fullmatch(f"{before}#{between}")
        if (
            not joined
            or last.value <= first.value
            or re.search(r"\b(?:non-?compet\w*|compete|solicit\w*)\b", passage.low)
            or (
                _NOT_THE_TERM.search(before[-35:])
                and not _PRICES_HOLD.search(before)
                and (ended is None or first.value != ended + timedelta(days=1))
            )
            or _another_document(passage, first)
        ):
            continue
        named = _RANGE_LABEL.search(f"{before} {passage.label} {passage.item}") or topical
        sure = 0.96 if named else 0.8 if len(passage.text) < 60 or _ABOUT_THE_TERM.search(passage.text) else 0.0
        aside = not topical and re.search(r"\b(?:pays?|installments?|invoiced?)\b", passage.low[: first.start])
        sure -= 0.2 if sure and (aside or _DEFINED.search(before)) else 0.0
        if sure:
            pin = passage.pin(confidence=sure)
            ended = last.value
            yield ContractTerm(pin, start=first.value, end=last.value), (first, last)


_PRICES_HOLD = re.compile(
    r"\b(?:begin|commenc|start)\w*|\b(?:prices?|rates?) (?:hold|stand|apply|(?:are|is) (?:good|valid|fixed|firm|in force|in effect))\b",
    re.I,
)


_BETWEEN = re.compile(r".*\b(?:included|covered|good|valid|in force|runs?) between #,? and ", re.I)
_DEFINED = re.compile(r"\"(?!(?:[\w-]+ )?(?:term|period|year)\b)[^\"]+\" means $", re.I)
"""A season that is given a name is not how long the agreement runs."""


def _at_its_end(passage: Passage, one: Found[date]) -> Found[date]:
    """A month that ends something ends it on its last day."""
    bare = one.value.day == 1 and not re.search(r"\b(?:0?1|1st|first)\b", passage.text[one.start : one.end], re.I)
    return Found(add(one.value, Decimal(1), "month") - timedelta(days=1), one.start, one.end) if bare else one


def _both_named(passage: Passage, between: str) -> bool:
    """ "When it starts and ends: March 15, 2026; December 1, 2026"."""
    told = f"{passage.heading.split(' > ')[-1]} {passage.label} {passage.item.lower()}"
    both = re.search(r"\bstarts?|\bbegin|\bfrom\b|\bfirst", told) and re.search(
        r"\bends?\b|\blast|\bto\b|\bthrough", told
    )
    return bool(both and re.fullmatch(r"[;,/ ]+|,? and ", between))


def _single(found: list[Found[date]], passage: Passage, topical: bool) -> Iterator[ContractTerm]:
    begun = False
    for one in found:
        if _another_document(passage, one):
            continue
        earlier = [other.end for other in found if other.end <= one.start]
        before = passage.text[earlier[-1] if earlier else 0 : one.start]
        label = _headed(passage, one) or ((passage.label or passage.item.lower()) if not earlier else "")
        if _ends(before, label, topical or begun):
            yield ContractTerm(passage.pin(confidence=0.95), end=_at_its_end(passage, one).value)
        elif (sure := max(_start_confidence(before, label, topical, passage), _from_then_on(passage, one))) > 0:
            begun = True
            yield ContractTerm(passage.pin(confidence=sure), start=one.value)


def _headed(passage: Passage, one: Found[date]) -> str:
    """The name at the head of the column, where its cell is the date alone: "FIRST DAY" over "10/01/2025"."""
    own = (cell.header for cell in passage.cells if (cell.start, cell.end) == (one.start, one.end))
    return next((header.lower() for header in own if header), "")


def _from_then_on(passage: Passage, one: Found[date]) -> float:
    """ "From January 5, 2026 until notice": a day from which something goes on."""
    before, after = passage.text[: one.start], passage.text[one.end :]
    begins = re.search(r"\b(?:from|starting|beginning|as of)(?: on)?(?: the)? $", before, re.I)
    goes_on = re.match(
        r"(?: on| onwards?)?,? (?:until|through|for|and (?:goes|runs|continues)|onwards?\b|on\b)", after, re.I
    )
    told = _NOT_THE_TERM.search(before[-45:]) or re.search(r"\$ ?\d|\d ?%", passage.text)
    return 0.85 if begins and goes_on and not told else 0.0


def _another_document(passage: Passage, one: Found[date]) -> bool:
    whole = passage.text[: one.start]
    if _WITH_EFFECT.search(whole):
        return False
    return bool(_OTHER_DOCUMENT.search(whole[-150:])) and not _THIS_DOCUMENT.search(whole[-110:])


_NOT_THE_FIRST = re.compile(r"\b(?:payment|installment|invoice|bill|draft|name|aid|hour|paid|due)\w*\b")


def _ends(before: str, label: str, topical: bool) -> bool:
    if re.match(r"last [\w ]{3,25}$", label) and not _NOT_THE_FIRST.search(label):
        return True
    if re.search(
        r"\b(?:end|ends|stops|expir\w*|through|last day|termination date)\b", label
    ) and not _NOT_THE_TERM.search(label):
        return True
    near = before[-80:]
    about = _ABOUT_THE_TERM.search(before[-140:])
    if not (topical or about) or _NOT_THE_TERM.search(near[-50:]):
        return False
    moved = re.search(r"\b(?:extend|prolong|mov|chang)\w*\b[^.;]{0,60}\bto ?$", near, re.I)
    runs_to = re.search(r"\bruns? (?:now |on )*to (?:the )?$", near, re.I)
    return bool(moved or runs_to or (_ENDS.search(near) and not re.search(r"\bto ?$", near)))


def _start_confidence(before: str, label: str, topical: bool, passage: Passage) -> float:
    """How surely the day that follows `before` is the first one in force; 0 for not at all."""
    near = before[-85:]
    if label and not re.sub(r"^.*?(?:[:|]|\.{3,}|_{2,})", "", before).strip(" -"):
        return _label_confidence(label)
    if _BELONGS_FROM.search(near):
        return 0.9
    if _FIRST_OF_MANY.search(near):
        return 0.55
    if _WORK_FROM.search(near) and (passage.clause.ordinal > 1 or re.search(r"\band after ?$", near)):
        return 0.7
    if _NOT_THE_TERM.search(near[-45:]):
        return 0
    priced = bool(re.search(r"\$ ?\d|\d ?%", passage.text))
    if _FROM_DAY.match(before) and not priced and passage.clause.ordinal <= 6:
        return 0.75
    if _STARTS.search(near) or _DIRECTLY.search(near):
        return 0.7 if priced and not topical else 0.95 if topical or _ABOUT_THE_TERM.search(before) else 0.8
    if topical and re.search(r"\b(?:from|on|as of|begins?|starts?)\s*$", near, re.I):
        return 0.9
    return _made_confidence(near, passage) if _MADE.search(near) else _alone_confidence(before, passage)


_FIRST_OF_MANY = re.compile(
    r"\bthe first(?: one| visit| cut| cleaning)?(?: is| will be)?(?: due)?(?: on)?(?: or about)? $", re.I
)
_BELONGS_FROM = re.compile(
    r"\b(?:is|are) (?:in|on|with|part of|an? member of|enrolled in|signed up for|covered (?:by|under))\b[^.;$]{0,40}\b(?:from|since|as of|starting|beginning)(?: on)? $",
    re.I,
)
_BEGINNING = r"effective|starts?|begins?|first day|day one|commence\w*"
_FIRST_LABEL = re.compile(r"(?:first (?!day)[\w ]{3,25}|sign-?up date|enrol\w*|joined|member since)")
_DATE_LABEL = re.compile(r"date(?: of (?:agreement|contract))?|dated|date signed")


def _label_confidence(label: str) -> float:
    """By the name of a form's line: "first spray" is a weaker start than "plan begins", "date" the weakest."""
    if _FIRST_LABEL.fullmatch(label) and not _NOT_THE_FIRST.search(label):
        return 0.6
    named = re.search(rf"\b(?:{_BEGINNING}|coverage|term|agreement|contract|in force|valid)\b", label)
    if named and not _NOT_THE_TERM.search(label):
        return 0.95 if re.search(rf"{_BEGINNING}|term|from|force", label) else 0.85
    return 0.5 if _DATE_LABEL.fullmatch(label) else 0


def _made_confidence(near: str, passage: Passage) -> float:
    """A day on which the agreement was made is surer where the parties introduce themselves than where they sign."""
    if re.search(r"\b(?:made|entered into)\b", near, re.I) and re.search(r"\b(?:between|among)\b", passage.low):
        return 0.87
    named = re.search(r"\b(?:agreement|contract|entered|made|plan|between)\b", passage.low)
    return 0.85 if named and not re.search(r"\b(?:signed|accepted|agreed)\b", near, re.I) else 0.5


def _alone_confidence(before: str, passage: Passage) -> float:
    """A day that is a line by itself at the top is a letter's."""
    alone = not before.strip() and len(passage.text) < 40
    dayless = re.fullmatch(r"\w+ \d{4}", passage.text) is not None
    at_the_top = passage.clause.ordinal <= LETTERHEAD
    return 0.45 if alone and ((at_the_top and not dayless) or passage.clause.ordinal <= 4) else 0


def _lengths(passage: Passage, topical: bool) -> Iterator[ContractTerm]:
    for found in durations(passage.text):
        if found.value.unit in ("month", "year") and _from_the_start(passage, found):
            obliged = re.search(
                r"\b(?:obligations?|duty|duties|undertakings?|information)\b", passage.low[: found.start]
            )
            sure = 0.86 if obliged else 0.92
            yield ContractTerm(passage.pin(confidence=sure), count=found.value.count, unit=found.value.unit)
            continue
        if found.value.unit in ("hour", "minute", "business_day") or not _is_length(passage, found, topical):
            continue
        sure = 0.9 if topical or re.search(r"\b(?:initial )?term\b", passage.low) else 0.8
        yield ContractTerm(passage.pin(confidence=sure), count=found.value.count, unit=found.value.unit)
    if _open_ended(passage, topical):
        yield ContractTerm(passage.pin(confidence=0.8), open_ended=True)
    for match in _ANNIVERSARY.finditer(passage.text):
        count = nth(match["nth"])
        if count and re.search(r"\b(?:until|terminate|expire|continue|end|through|remain)\b", passage.low):
            yield ContractTerm(passage.pin(), count=Decimal(count), unit="year")
    if _MONTHLY.search(passage.text) and not re.search(
        r"\brenew|thereafter|then\b|after (?:the|that)|extend", passage.low
    ):
        yield ContractTerm(passage.pin(confidence=0.85), count=Decimal(1), unit="month")


def _from_the_start(passage: Passage, found: Found[Duration]) -> bool:
    """ "Expires five years from the Effective Date", whoever's obligations it speaks of."""
    before, after = passage.text[: found.start], passage.text[found.end :]
    if re.match(r"[^.;]{0,90}\b(?:will|shall|may) not\b", after) and not re.search(
        r"\b(?:expir|terminat)", before, re.I
    ):
        return False
    said = _UNTIL_THEN.search(before) and _FROM_THE_START.match(after)
    on_and_on = re.search(r"^from .*\bcontinuing for (?:a period of )?(?:an? )?$", before, re.I)
    return bool(
        (said or on_and_on) and not _ASIDE.search(before) and not re.search(r"\bagrees? that,? for\b", before, re.I)
    )


def _open_ended(passage: Passage, topical: bool) -> bool:
    """ "Continues until one of us ends it": no last day and no length in the sentence."""
    said = _OPEN_ENDED.search(passage.text)
    about = topical or re.search(rf"\b{_DOCUMENT}\b", passage.text[: said.start()] if said else "", re.I)
    return bool(said and about) and not durations(passage.text[: said.end() if said else 0]) and not dates(passage.text)


def _is_length(passage: Passage, found: Found[Duration], topical: bool) -> bool:
    before, after = passage.text[: found.start], passage.text[found.end :]
    sentence = re.split(r"[;]|, (?:and|after which|then|unless|provided)", before)[-1]
    if re.search(r"\bsurviv", sentence, re.I):
        return False
    short = (found.value.days is not None and found.value.days < 28) or (
        found.value.unit == "day" and not re.search(r"\bterm\b", passage.low)
    )
    article = re.match(r"an?\b(?! year)", passage.text[found.start :], re.I)
    more = re.search(r"\b(?:more|further|additional)\b", passage.text[found.start : found.end], re.I)
    if article or more or _AFTER_LENGTH.match(after) or _NOT_A_LENGTH.search(sentence[-45:]) or short:
        return False
    titled = (
        passage.clause.ordinal <= 3
        and len(passage.text) < 70
        and re.match(r"(?:[- ][\w&]+){0,4} (?:agreement|contract|plan)\b", after, re.I)
    )
    if titled or re.match(r"[- ]*(?:agreement|contract|term|plan|membership|commitment)\b", after, re.I):
        return not re.search(r"\b(?:renew\w*|successive|additional|another|warranty)\b", sentence[-50:], re.I)
    if passage.cells and _TERM_LABEL.fullmatch(passage.item.lower()):
        return True
    if _TERM_LABEL.fullmatch(passage.label) and found.start <= passage.value_start + 25:
        return True
    if _COVENANT.search(passage.text) or re.match(r"[^.;,]{0,15}\bthereafter\b", after, re.I):
        return False
    if _LENGTH.search(sentence) or (topical and _RUNS.search(sentence)):
        return not re.search(r"\$|%", sentence[-40:])
    dated = re.search(
        r"\d{4}\)?, ?$|\b(?:in|with us|on|up|it's|that's|is|you're in) for ?$|\bfor ?$|^\W*\|? ?$", sentence
    ) or not sentence.strip(" |:")
    return topical and bool(dated)
