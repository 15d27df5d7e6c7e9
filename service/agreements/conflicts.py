"""Where one document says two things: found, settled by the document's own precedence clause, else left to a person."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from service.agreements.passages import plain
from service.agreements.terms import (
    Allowance,
    ApprovalThreshold,
    Cap,
    Conflict,
    ContractTerm,
    Discount,
    Jurisdiction,
    Pin,
    Precedence,
    Rate,
    Renewal,
    ResponseTime,
    ServiceFee,
    Term,
    Warranty,
)  # fmt: skip

LEAST = 0.78
"""Readings below this confidence contradict nothing: they may be misread."""


def settled(terms: Sequence[Term]) -> tuple[list[Term], list[tuple[Term, str]], tuple[Conflict, ...]]:
    """The terms without those that a precedence clause sets aside, those with why, and every conflict found."""
    found = tuple(_settled(one, terms) for one in _conflicts(terms))
    lost = {id(term): one for one in found if one.kept for term in one.terms if term is not one.kept}
    aside = [(term, _why(lost[id(term)])) for term in terms if id(term) in lost]
    return [term for term in terms if id(term) not in lost], aside, found


def _conflicts(terms: Sequence[Term]) -> Iterator[Conflict]:
    slots: dict[Hashable, list[Term]] = {}
    for one in terms:
        slot = _slot(one)
        if slot is not None and one.pin.confidence >= LEAST:
            slots.setdefault((one.pin.document_id, type(one), slot), []).append(one)
    for group in slots.values():
        yield from (Conflict((one, other)) for one, other in combinations(group, 2) if _contradict(one, other))


def _contradict(one: Term, other: Term) -> bool:
    """In different clauses, for the same time, with another figure."""
    apart = one.pin.clause_id != other.pin.clause_id and plain(one.pin.quote) != plain(other.pin.quote)
    return apart and (one.since, one.until) == (other.since, other.until) and _figure(one) != _figure(other)


_CONDITIONAL = re.compile(r"\b(?:caused|if|unless|except|provided)\b", re.I)
_FIXES: Mapping[type[Term], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Jurisdiction: ((), ("place",)),
    Rate: (("what", "unit", "when", "days", "opens", "closes"), ("amount",)),
    ServiceFee: (("what",), ("amount",)),
    Discount: (("applies_to", "what"), ("percent",)),
    Cap: (("per", "what"), ("amount",)),
    Allowance: (("what", "unit", "per"), ("count",)),
    ApprovalThreshold: (("what",), ("amount",)),
    ResponseTime: (("what",), ("value", "unit")),
    Warranty: (("what", "part"), ("count", "unit")),
    ContractTerm: ((), ("end",)),
    Renewal: ((), ("notice_days",)),
}
"""What a term speaks of, and the figure it gives for that; kinds of which a document may have several are not here."""


def _slot(one: Term) -> Hashable | None:
    """What a term fixes, without its figure; None where it fixes nothing that another could contradict."""
    if type(one) not in _FIXES or (
        isinstance(one, Rate | ServiceFee | Allowance) and _CONDITIONAL.search(one.pin.quote)
    ):
        return None
    if all(value in (None, "") for value in _figure(one)):
        return None
    named = _FIXES[type(one)][0]
    return tuple(_words(getattr(one, each)) if each == "what" else getattr(one, each) for each in named)


def _figure(one: Term) -> tuple[object, ...]:
    return tuple(getattr(one, each) for each in _FIXES[type(one)][1])


def _words(what: str) -> frozenset[str]:
    return frozenset(
        re.sub(r"(?<=\w\w)(?:e?s)$", "", word) for word in re.findall(r"[a-z0-9<>_]+", plain(what).lower())
    )


def _settled(conflict: Conflict, terms: Sequence[Term]) -> Conflict:
    for order in (one for one in terms if isinstance(one, Precedence)):
        places = [_rank(one.pin, order) for one in conflict.terms]
        if places[0] != places[1]:
            kept = conflict.terms[places.index(min(places))]
            return replace(conflict, kept=kept, resolved_by=order.pin)
    return conflict


def _rank(pin: Pin, order: Precedence) -> int:
    """The place of the part in which the words stand; a part that is not named has the body's, else the last."""
    named = [nth for nth, part in enumerate(order.order) if part and _stands_in(pin, part)]
    if named:
        return named[0]
    return order.order.index("") if "" in order.order else len(order.order)


def _stands_in(pin: Pin, part: str) -> bool:
    """The heading path or number names the part: "schedule b", "section 4", "rate sheet"; "this page" is the first."""
    place = f"{plain(pin.section)} > {pin.number}".lower()
    if re.search(r"\b(?:page|face|cover|front)\b", part):
        return pin.page == 1
    if number := re.search(r"\b(?:section|article|paragraph) (?P<n>[\dIVX]+(?:\.\d+)*)", part, re.I):
        return pin.number.strip(". ").startswith(number["n"])
    telling = _words(part) - _words("the terms conditions of and provisions any")
    return bool(telling) and any(telling <= _words(heading) for heading in place.split(" > "))


def _why(conflict: Conflict) -> str:
    quote = plain(conflict.resolved_by.quote) if conflict.resolved_by else ""
    return f'another part of the document prevails: "{quote}"'
