"""Whom a document speaks to and who speaks in it: welcomes, "we, A, and you, B", who hires whom, mail heads, operated-by lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.agreements.passages import Passage
from service.agreements.patterns.names import has_legal_form, name_at
from service.agreements.terms import Party

TOP, SHORT = 6, 120  # clauses; characters of a line in which somebody signs
_CUSTOMER, _CONTRACTOR = "customer", "contractor"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Rev|Fr|Prof)\.? |the )?"
_BEFORE: tuple[tuple[re.Pattern[str], str, float], ...] = (
    (re.compile(rf"^(?:Welcome|Congratulations|Thank you),? {_TITLE}(?=[A-Z<])"), _CUSTOMER, 0.72),
    (re.compile(rf"\b(?:[Yy]ou|and you), {_TITLE}(?=[A-Z<])"), _CUSTOMER, 0.82),
    (re.compile(r"\b(?:[Ww]e|I|[Uu]s), (?:at |the )?(?=[A-Z<])"), _CONTRACTOR, 0.82),
    (re.compile(r"\b[Yy]ou and (?=[A-Z<])"), _CONTRACTOR, 0.82),
    (re.compile(rf"\b(?:[Aa]greed|[Aa]ccepted|[Ss]igned) (?:and \w+ )?(?:for|on behalf of) {_TITLE}(?=[A-Z<])"), _CUSTOMER, 0.84),
    (re.compile(r"^for (?=[A-Z<])"), _CONTRACTOR, 0.82),
    (re.compile(r"\b[Tt]he (?:customer|client|owner|member)s? (?:is|are) (?=[A-Z<])"), _CUSTOMER, 0.84),
    (re.compile(r"\"(?:Association|Customer|Client|Owner|Buyer|Member|Subscriber|Parish|Church|School|Society|District|Landlord|Tenant)\" means (?:the )?(?=[A-Z<])"), _CUSTOMER, 0.9),
    (re.compile(r"\"(?:Contractor|Company|Provider|Vendor|Servicer|Supplier|Operator|Firm)\" means (?:the )?(?=[A-Z<])"), _CONTRACTOR, 0.9),
    (re.compile(rf"^(?:\w+,? )?(?:given|issued|granted|extended|presented|made out|sold) to {_TITLE}(?=[A-Z<])"), _CUSTOMER, 0.84),
    (re.compile(r"\b(?:let|have|having|chosen|choosing|picked) (?=[A-Z<][\w' &-]{3,50} (?:mind|look|care|take|service|maintain|handle|keep)\b)"), _CONTRACTOR, 0.82),
    (re.compile(r"^(?:[Yy]ours(?: \w+)?|[Ss]incerely|[Ww]armly|[Rr]egards|(?:[Ww]ith )?(?:[Ww]arm|[Kk]ind|[Bb]est) (?:regards|wishes)|[Bb]est|[Tt]hanks|[Cc]heers)(?: yours)?, (?=[A-Z<])"), _CONTRACTOR, 0.7),
    (re.compile(r"^(?:.{3,80}[.!] )?(?=[A-Z<][^.!,]{3,60}, (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},|\d{1,2}/\d{1,2}/)[\s\d]{2,6}$)"), _CUSTOMER, 0.76),
    (
        re.compile(r"\b(?:operated|run|administered|provided|issued|offered|serviced|performed|obligated|underwritten|backed) by (?:the )?(?=[A-Z<])"),
        _CONTRACTOR,
        0.82,
    ),
    (re.compile(r"\b(?:[Cc]onditions|[Tt]erms)(?: \([^)]*\))? of (?=[A-Z<])"), _CONTRACTOR, 0.8),
)  # fmt: skip
_HIRES = re.compile(
    r"^,? (?:hereby )?(?:retains|hires|engages|appoints|employs|contracts with|has (?:retained|hired|engaged)) (?:the )?"
)
_OFFERS = re.compile(r"^,? (?:hereby )?(?:offers|undertakes|agrees|promises)\b[^.;]{0,40}? and (?:the )?(?=[A-Z<])")
_ACCEPTS = re.compile(r"^,? (?:hereby )?(?:accepts|orders|takes|agrees)\b")
_JOINS = re.compile(
    r"(?:, [^.;]{3,80})?,? (?:is|are|has been|was) (?:in|with|part of|an? member|(?:hereby )?(?:enrolled|signed up|covered|registered|admitted))\b"
)
_ORDER = re.compile(r"\b(?:work|service|purchase|change) (?:authori[sz]ation|order)\b|^p\.?o\.? ", re.I)
_ORDERED = re.compile(
    r"^(?:(?P<by>issued by|ordered by|authori[sz]ed by|buyer|from|bill to|ship to|owner)|(?P<to>to|vendor|supplier|issued to|contractor|seller)) ?[:|] ?(?=[A-Z<])",
    re.I,
)
_MAIL = re.compile(r"^(?P<head>From|To): (?P<who>[^<]{3,80}|<.+)$")


def read(passage: Passage) -> Iterator[Party]:
    """Names this passage gives to "we" or "you", at the top or in a short line."""
    near = passage.clause.ordinal <= TOP or len(passage.text) < SHORT
    matches = (
        (match, role, sure) for pattern, role, sure in _BEFORE if near for match in pattern.finditer(passage.text)
    )
    for match, role, sure in matches:
        found = name_at(passage.text, match.end())
        if found and (" " in found[0] or found[0].startswith("<")):
            name = _with_the_other(passage.text, *found) if role == _CUSTOMER else found[0]
            yield Party(passage.pin(confidence=sure), name=name, role=role)
    if passage.clause.ordinal <= TOP:
        yield from _acting(passage)


def _with_the_other(text: str, name: str, end: int) -> str:
    """ "The customers are Ada Quill and Bo Lind": both people."""
    joined = re.match(r" (?:and|&) (?=[A-Z])", text[end:])
    other = name_at(text, end + joined.end()) if joined and not has_legal_form(name) else None
    pair = other is not None and " " in other[0] and not has_legal_form(other[0])
    return f"{name} and {other[0]}" if pair and other else name


def _acting(passage: Passage) -> Iterator[Party]:
    """ "A retains B to …", "A offers and B accepts the following"."""
    first = name_at(passage.text)
    if first is None:
        return
    rest = passage.text[first[1] :]
    if (match := _HIRES.match(rest)) and (second := name_at(rest, match.end())):
        yield Party(passage.pin(confidence=0.84), name=first[0], role=_CUSTOMER)
        yield Party(passage.pin(confidence=0.84), name=second[0], role=_CONTRACTOR)
    elif _JOINS.match(rest) and " " in first[0]:
        yield Party(passage.pin(confidence=0.82), name=first[0], role=_CUSTOMER)
    elif (
        (match := _OFFERS.match(rest)) and (second := name_at(rest, match.end())) and _ACCEPTS.match(rest[second[1] :])
    ):
        yield Party(passage.pin(confidence=0.84), name=first[0], role=_CONTRACTOR)
        yield Party(passage.pin(confidence=0.84), name=second[0], role=_CUSTOMER)


def mail_head(wholes: Sequence[Passage]) -> Iterator[Party]:
    """From whom and to whom, where the document begins like a mail; of a sender "Ada Quill, Quill Pools" the company."""
    found = [(whole, line) for whole in wholes[:TOP] for line in _lines(whole) if _MAIL.match(line)]
    heads = {match["head"]: (whole, match["who"]) for whole, line in found if (match := _MAIL.match(line))}
    if set(heads) != {"From", "To"}:
        return
    for head, role in (("From", _CONTRACTOR), ("To", _CUSTOMER)):
        whole, who = heads[head]
        parts = [name[0] for part in who.split(",") if (name := name_at(part.strip()))]
        if parts:
            yield Party(whole.pin(confidence=0.84), name=parts[-1] if head == "From" else parts[0], role=role)


def ordered(wholes: Sequence[Passage]) -> Iterator[Party]:
    """Who orders and who is to do the work, on an order the customer wrote ("Issued by: …", "To: …")."""
    if not any(_ORDER.search(f"{whole.text} {whole.clause.heading}") for whole in wholes[:2]):
        return
    for whole in wholes[: 2 * TOP]:
        for line in _lines(whole):
            match = _ORDERED.match(line)
            if match and (found := name_at(line, match.end())):
                role = _CUSTOMER if match["by"] else _CONTRACTOR
                yield Party(whole.pin(confidence=0.94), name=found[0], role=role)


def _lines(whole: Passage) -> list[str]:
    return [line.strip() for line in whole.clause.text.split("\n")]


def labelled(passage: Passage) -> Iterator[Party]:
    """ "Painter: Two Brothers Drywall LLC": a line at the top whose value is a company's name, whatever its label."""
    if passage.clause.ordinal > 2 * TOP or not passage.label or len(passage.label.split()) > 3:
        return
    value = passage.text[passage.value_start :].strip(" .")
    found = name_at(value)
    if found and has_legal_form(found[0]) and not value[found[1] :].strip(" ,."):
        yield Party(passage.pin(confidence=0.82), name=found[0])
