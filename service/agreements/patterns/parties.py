"""Who the agreement is between and which addresses it serves; names are pseudonyms or, unmasked, capitalised names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.terms import CoveredProperty, Party, Term

_TOKEN = r"<(?:PERSON|ORGANIZATION|NAME|COMPANY)_\w+>"
_CUSTOMER = re.compile(
    r"\b(?:customer|client|owner|homeowner|member|subscriber|buyer|purchaser|tenant|resident|you|your|association|landlord|property manager|prepared for|bill to|sold to|account|policyholder|name)\b",
    re.I,
)
_CONTRACTOR = re.compile(
    r"\b(?:contractor|company|provider|vendor|seller|we|us|our|supplier|servicer|consultant|operator|prepared by|from|dealer|serviced by)\b",
    re.I,
)
_BETWEEN = re.compile(
    r"\b(?:by and (?:between|among)|between|among|(?:made|entered into)(?: this [^,]{3,40})? by|together,)\b:? (?P<rest>.{8,900})",
    re.I,
)
_ROLE = re.compile(
    r"\((?P<role>[^()]*\"[^()]*)\)|,? (?:hereinafter|herein|hereafter)?,? ?(?:referred to as|called|known as) (?:the )?\"?(?P<called>[A-Z]\w+)\"?"
)
_NAME_END = re.compile(
    r"\s*(?:\(|,? (?:an? (?!&)|whose|located|having|with (?:its|an?|offices?|a principal)|of (?:<|\d|the (?:city|county|state))|at (?:<|\d)|doing business|d/b/a|dba|residing|together with|on behalf|for (?:itself|the|service)|for\b|dated|as of|effective|organized|acting|its\b|incorporated under|hereinafter|herein|the (?:owner|customer|client|homeowner|contractor|provider|tenant|resident)\b|your\b)|,? \d|;|,? <ADDRESS)",
    re.I,
)
_JOINS = re.compile(r"^(?:[\s,;:]|\band\b|\bthe\b(?= [a-z])|\b(?:i|ii|iii)\)|\(\w\)|\bboth\b)+", re.I)
_SUFFIX = r"(?:,? (?:Inc|LLC|L\.L\.C|Ltd|Co|Corp|Corporation|LP|L\.P|LLP|PLC|N\.A|Company|Limited|Trust|S\.A)\b\.?)"
_PROPER = re.compile(
    rf"^(?:{_TOKEN}|(?:The |the )?[A-Z0-9<][\w.&'/<>-]*)(?: (?:(?:&|and|of|the|de|van|for|at|y) )?(?:{_TOKEN}|[A-Z0-9(&][\w.&'/<>-]*)|{_SUFFIX})*"
)
_LABELS = re.compile(
    r"^(?P<who>(?:the )?(?:service )?(?:customer|client|homeowner|owner|member|subscriber|contractor|company|provider|service provider|vendor|prepared (?:for|by)|bill to|sold to|property owner|between|and|account)(?: name|'s name|/owner|\(s\)| information)?|name|to|for)\s*(?:\((?:\"?\w+\"?)\))?\s*(?:[:|]|-(?= ))\s*(?P<name>\S.*)",
    re.I,
)
_DEAR = re.compile(
    rf"^Dear (?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?|the )*\s*(?P<name>{_TOKEN}|[A-Z][^,:]{{1,60}}?)(?: and family| family)?[,:]?\s*$"
)
_STREET = r"\d{1,6} (?:[NSEW]\.? )?(?:[A-Z0-9][\w.'-]* ){1,4}(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Ct|Court|Way|Pl|Place|Ter|Terrace|Cir|Circle|Pkwy|Parkway|Hwy|Highway|Trail|Trl|Loop|Row|Sq|Square|Point|Pt)\b\.?"
_ADDRESS = re.compile(
    rf"(?:<ADDRESS_\w+>|{_STREET})(?:,? (?:(?:Apt|Unit|Suite|Ste|#)\.? ?[\w-]+|<ADDRESS_\w+>|[A-Z][\w .'-]{{2,30}}?, [A-Z]{{2}}\b(?: \d{{5}})?))*"
)
_SERVED = re.compile(
    r"\b(?:property|properties|premises|locations?|sites?|service addres\w*|home|house|residence|building|dwelling|located at|serviced? (?:at|address)|cover\w*|job ?site|units?|address(?:es)? (?:of service|served|covered)|work (?:at|site)|for service|clubhouse|cabin|store|pool at|lawn at|at your|address)\b",
    re.I,
)
_NOT_SERVED = re.compile(
    r"\b(?:mail(?:ing)?|billing addres\w*|bill to|our (?:office|shop|address)|offices? (?:at|located)|principal (?:place|office)|remit|notices? (?:to|shall|address)|contractor|company address|phone|fax|license|payments? (?:to|at))\b",
    re.I,
)


def read(passage: Passage) -> Iterator[Term]:
    yield from _parties(passage)
    yield from _properties(passage)


def _parties(passage: Passage) -> Iterator[Party]:
    dear = _DEAR.match(passage.text)
    if dear:
        yield Party(passage.pin(confidence=0.75), name=_tidy(dear["name"]), role="customer")
        return
    labelled = _LABELS.match(passage.text)
    if labelled and (name := _proper(labelled["name"])):
        role = _role(labelled["who"]) or ("customer" if re.match(r"(?:to|for|name)\b", labelled["who"], re.I) else "")
        sure = 0.55 if re.fullmatch(r"to|for|name|and|between", labelled["who"], re.I) else 0.93
        yield Party(passage.pin(confidence=sure), name=name, role=role)
        return
    match = _BETWEEN.search(passage.text)
    if match and re.search(
        r"\b(?:agreement|contract|letter|plan|amendment|addendum|rider|parties|made|understanding)\b",
        f"{passage.text[: match.start() + 60]} {passage.heading}",
        re.I,
    ):
        found = list(_named(passage, match["rest"]))
        yield from found if len(found) >= 2 else ()


def _named(passage: Passage, rest: str) -> Iterator[Party]:
    """Each party ends with its role in parentheses; where none stand, the word "and" parts them."""
    roles = list(_ROLE.finditer(rest))
    if roles:
        begin = 0
        for match in roles:
            segment = rest[begin : match.start()]
            begin = match.end()
            if name := _proper(_JOINS.sub("", segment)):
                yield Party(passage.pin(confidence=0.92), name=name, role=_role(match["role"] or match["called"] or ""))
        if len(roles) == 1 and (name := _proper(_JOINS.sub("", rest[begin:]))):
            yield Party(passage.pin(confidence=0.8), name=name, role=_role(rest[begin:][len(name) :][:60]))
        return
    head = re.split(r"\.(?:\s|$)|;| for (?=the|service|hvac|work)| whereby| dated| effective", rest)[0]
    for part in re.split(r",? and (?=<|[A-Z])", head, maxsplit=1):
        if name := _proper(_JOINS.sub("", part)):
            yield Party(passage.pin(confidence=0.8), name=name, role=_role(part[len(name) :][:40]))


def _proper(words: str) -> str:
    end = _NAME_END.search(words)
    match = _PROPER.match(words[: end.start()] if end else words)
    name = _tidy(match.group()) if match else ""
    return (
        name
        if len(name) > 2
        and not re.fullmatch(
            r"(?:the )?(?:customer|client|contractor|owner|company|parties|you|signature|date|name|address)", name, re.I
        )
        else ""
    )


def _tidy(name: str) -> str:
    return re.sub(r"^(?:Mr|Mrs|Ms|Dr)\.? ", "", name.strip(' ,;:-"')).strip()


def _role(words: str) -> str:
    if _CUSTOMER.search(words):
        return "customer"
    return "contractor" if _CONTRACTOR.search(words) else ""


def _properties(passage: Passage) -> Iterator[CoveredProperty]:
    for match in _ADDRESS.finditer(passage.text):
        before = passage.text[max(0, match.start() - 90) : match.start()]
        served = _SERVED.search(f"{before} {passage.label}")
        listed = _SERVED.search(passage.heading.split(" > ")[-1]) and (
            passage.is_item or passage.cells or len(passage.text) < 140
        )
        if _NOT_SERVED.search(f"{before[-60:]} {passage.label}") or not (served or listed):
            continue
        pin = passage.pin() if len(passage.text) < 300 else passage.pin(match.start(), match.end())
        yield CoveredProperty(pin, address=match.group().strip(" ,."))
