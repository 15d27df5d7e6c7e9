"""When the agreement runs: its first day, its last day, its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from service.agreements.passages import Passage
from service.agreements.quantities import Duration, Found, dates, durations, months_named
from service.agreements.terms import ContractTerm, Term

_STARTS = re.compile(
    r"\b(?:effective(?: date)?|in effect|commenc\w*|begin\w*|beg[au]n|start\w*|takes? effect|in force|coverage (?:date|from)|term|runs?|valid|period|good)\b[^.;]{0,45}?(?:\b(?:on|as of|of|from|is|date|beginning|starting|effective)|:|\||-|\() ?(?:the )?$|\b(?:commencing|beginning|starting|effective)(?: on| as of| from)? ?$",
    re.I,
)
_MADE = re.compile(
    r"\b(?:made|entered into|executed|dated|date|agreement|contract|accepted|signed)\b[^;]{0,70}?(?:\b(?:as of|on|of|this|dated|effective|date|the|between)|:|,)? ?(?:the )?$|^ ?(?:as of|on|this|dated) ?$",
    re.I,
)
_ENDS = re.compile(
    r"\b(?:through(?: and including)?|thru|until|till|expir\w*(?: on| date)?(?: is)?|end(?:s|ing|ed)?(?: on| date)?(?: is)?|up to(?: and including)?|terminat\w* on|conclud\w*(?: on)?|good (?:through|until)|valid (?:through|until)|to|-|last day(?: is)?)[ :|]*(?:on |midnight (?:on|of) |and including |the close of (?:business on )?|\w+day,? )*$",
    re.I,
)
_NOT_THE_TERM = re.compile(
    r"\b(?:invoice|payments?|installment|due|paid|deposit|warranty|rate|price|discount|notice|visit|inspection|install(?:ed|ation)|serial|purchase[d]?|first (?:visit|service)|holiday|expiration of (?:this )?(?:offer|quote)|offer|quote|proposal|estimate|born|permit|licen[cs]e|code|model|built|revised|rev\.|insurance|certificate|manufactured)\b",
    re.I,
)
_OTHER_DOCUMENT = re.compile(
    r"\b(?:supersed\w*|replac\w*|amend\w*|prior|previous|existing|original|earlier|old|that certain|former|underlying|the (?:\w+ ){0,4}(?:agreement|contract|plan))\b[^.;]{0,90}\b(?:dated|made|of|effective|entered into|signed|between)\b[^.;]{0,60}$",
    re.I,
)
_LENGTH = (
    re.compile(
        r"\b(?:term|period|duration|length|agreement|contract|plan|coverage|membership|obligations?)\b[^.;]{0,110}?$",
        re.I,
    ),
    re.compile(
        r"\b(?:continu\w*|remain\w*|runs?|lasts?|good|valid|in (?:full )?(?:force|effect)|covers?|expires?|terminat\w*|effective|commenc\w*|surviv\w*|end)\b[^.;]{0,80}?\b(?:for|is|of|after|following|on the|until)\b[^.;]{0,40}$",
        re.I,
    ),
)
_NOT_A_LENGTH = re.compile(
    r"\b(?:notice|prior|before|within|renew\w*|extend\w*|extension|additional|successive|warrant\w*|guarantee\w*|within|each|every|cure|days? (?:of|after)|invoice|payment|late|interest|respon\w*|age|old|non-?solicit|cancel\w*|less than|more than|at least|per|experience|records?|retain|in business|thereafter)\b",
    re.I,
)
_AFTER_LENGTH = re.compile(
    r"^['s]*(?: prior| written| advance)*(?: notice|\s+before|\s+after (?:receipt|the invoice|written)| warranty| guarantee| to cure|-old| old| each|\s*of (?:receipt|invoice|notice|labou?r))",
    re.I,
)
_ANNIVERSARY = re.compile(
    r"\b(?P<nth>first|second|third|fourth|fifth|tenth|\w+ ?\(\d+(?:st|nd|rd|th)\)|\d+(?:st|nd|rd|th)|one|two|three|four|five)[- ](?:year )?anniversary\b",
    re.I,
)
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "tenth": 10,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}
_MONTHLY = re.compile(r"\b(?:on a )?month[- ]to[- ]month\b", re.I)
_TOPIC = re.compile(
    r"\b(?:term\b|terms? of (?:agreement|contract)|effective|duration|period|commence|in force|how long|dates?\b|length|expir|ends?\b|starts?\b|begins?\b)",
    re.I,
)


def read(passage: Passage) -> Iterator[Term]:
    found = [*dates(passage.text), *months_named(passage.text)]
    found.sort(key=lambda one: one.start)
    topical = bool(_TOPIC.search(f"{passage.heading.split(' > ')[-1]} {passage.label}"))
    yield from _dated(passage, found, topical)
    yield from _lengths(passage, topical)


def _dated(passage: Passage, found: list[Found[date]], topical: bool) -> Iterator[ContractTerm]:
    for i, one in enumerate(found):
        before = passage.text[found[i - 1].end if i else 0 : one.start]
        whole = passage.text[: one.start]
        if _OTHER_DOCUMENT.search(whole[-150:]) and not re.search(
            r"\bthis (?:[\w-]+ ){0,5}(?:agreement|contract|letter|plan)[^.;]{0,60}$", whole[-90:], re.I
        ):
            continue
        label = passage.label if passage.label and not i else ""
        if (i and _ENDS.search(before) and (_started(passage, found[i - 1]) or topical)) or _ends_alone(
            before, label, topical
        ):
            yield ContractTerm(passage.pin(confidence=0.95), end=one.value)
        elif (sure := _start_confidence(before, label, topical, passage)) > 0:
            yield ContractTerm(passage.pin(confidence=sure), start=one.value)


def _started(passage: Passage, earlier: Found[date]) -> bool:
    return bool(
        _STARTS.search(passage.text[: earlier.start])
        or re.search(r"\b(?:from|for the period|between|begin\w*|:|\|) ?$", passage.text[: earlier.start], re.I)
    ) and not _NOT_THE_TERM.search(passage.text[max(0, earlier.start - 40) : earlier.start])


def _ends_alone(before: str, label: str, topical: bool) -> bool:
    if re.search(r"\b(?:end|expir\w*|through|last day|termination date)\b", label) and not _NOT_THE_TERM.search(label):
        return True
    near = before[-80:]
    about = re.search(
        r"\b(?:agreement|contract|term|plan|coverage|membership|services?|in (?:force|effect)|period|expir\w*|season)\b",
        before[-140:],
        re.I,
    )
    return bool(
        _ENDS.search(near)
        and (topical or about)
        and not _NOT_THE_TERM.search(near)
        and not re.search(r"\b(?:-|to) ?$", near)
    )


def _start_confidence(before: str, label: str, topical: bool, passage: Passage) -> float:
    near = before[-85:]
    if label and not before[passage.value_start :].strip():
        if re.search(
            r"\b(?:effective|start|begin|commence|coverage|term|agreement|contract|in force)\b", label
        ) and not _NOT_THE_TERM.search(label):
            return 0.95 if re.search(r"effective|start|begin|commence|term|from", label) else 0.85
        return 0.5 if re.fullmatch(r"date(?: of (?:agreement|contract))?|dated|date signed", label) else 0
    if _NOT_THE_TERM.search(near[-45:]):
        return 0
    if _STARTS.search(near):
        return (
            0.95
            if topical or re.search(r"\b(?:agreement|contract|term|plan|coverage|effective date)\b", before, re.I)
            else 0.8
        )
    if topical and re.search(r"\b(?:from|on|as of|begins?|starts?)\s*$", near, re.I):
        return 0.9
    if _MADE.search(near):
        return 0.85 if re.search(r"\b(?:agreement|contract|entered|made|plan|between)\b", passage.low) else 0.5
    alone = not before.strip() and len(passage.text) < 40
    return 0.45 if alone and passage.clause.ordinal <= 4 else 0


def _lengths(passage: Passage, topical: bool) -> Iterator[ContractTerm]:
    for found in durations(passage.text):
        if found.value.unit in ("hour", "minute", "business_day") or not _is_length(passage, found, topical):
            continue
        sure = 0.9 if topical or re.search(r"\b(?:initial )?term\b", passage.low) else 0.8
        yield ContractTerm(passage.pin(confidence=sure), count=found.value.count, unit=found.value.unit)
    for match in _ANNIVERSARY.finditer(passage.text):
        digits = re.search(r"\d+", match["nth"])
        count = int(digits.group()) if digits else _ORDINALS.get(match["nth"].lower(), 0)
        if count and re.search(r"\b(?:until|terminate|expire|continue|end|through|remain)\b", passage.low):
            yield ContractTerm(passage.pin(), count=Decimal(count), unit="year")
    if _MONTHLY.search(passage.text) and not re.search(
        r"\brenew|thereafter|then\b|after (?:the|that)|extend", passage.low
    ):
        yield ContractTerm(passage.pin(confidence=0.85), count=Decimal(1), unit="month")


def _is_length(passage: Passage, found: Found[Duration], topical: bool) -> bool:
    before, after = passage.text[: found.start], passage.text[found.end :]
    sentence = re.split(r"[;]|, (?:and|after which|then|unless|provided)", before)[-1]
    if (
        _AFTER_LENGTH.match(after)
        or _NOT_A_LENGTH.search(sentence[-45:])
        or (found.value.days and found.value.days < 28)
    ):
        return False
    if re.match(r"[- ]*(?:agreement|contract|term|plan|membership|commitment|period)\b", after, re.I):
        return not re.search(r"\b(?:renew\w*|successive|additional|another|warranty)\b", sentence[-50:], re.I)
    if (
        re.fullmatch(
            r"(?:agreement |contract |initial |plan |service )?(?:term|length|duration|period)(?: of (?:the )?(?:agreement|contract))?",
            passage.label,
        )
        and found.start <= passage.value_start + 25
    ):
        return True
    if any(pattern.search(sentence) for pattern in _LENGTH):
        return topical or (
            bool(
                re.search(
                    r"\b(?:term|agreement|contract|plan|in (?:force|effect)|coverage|membership|obligations|lasts?|runs?)\b",
                    sentence,
                    re.I,
                )
            )
            and not re.search(r"\$|%", sentence[-40:])
        )
    return topical and not sentence.strip()
