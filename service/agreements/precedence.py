"""Which agreement holds on a day, and which of its words: amendments, renewals, replacements, gaps.

An amendment changes the agreement it names (by date, then by title) or, where it names none, the client's one agreement
in force when it takes effect. Its terms put aside those of the agreement that speak of the same thing, and those of a
section it deletes or replaces. An agreement that renews itself goes on by its renewal's length until one side ends it;
a later full agreement for the same services and property takes its place; otherwise the day after its last day is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from service.agreements.conflicts import settled
from service.agreements.dates import add
from service.agreements.patterns.listing import trimmed
from service.agreements.substitutions import substituted
from service.agreements.terms import (
    Agreement,
    Allowance,
    ApprovalThreshold,
    Billing,
    BusinessHours,
    Cap,
    ContractTerm,
    ContractValue,
    CoveredEquipment,
    CoveredProperty,
    Definition,
    Discount,
    Effective,
    Escalator,
    Exclusion,
    Inclusion,
    Jurisdiction,
    NotToExceed,
    Party,
    Permission,
    Rate,
    Reference,
    Renewal,
    ResponseTime,
    ServiceFee,
    ServiceType,
    Substitution,
    Term,
    Termination,
    Warranty,
)  # fmt: skip

_ONE_OF_A_KIND = (Billing, BusinessHours, Escalator, Jurisdiction, Renewal)
_ADDED_TO = (CoveredEquipment, CoveredProperty, Party, ServiceType, Termination)
_FILLER = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "to",
        "and",
        "or",
        "any",
        "all",
        "our",
        "your",
        "on",
        "in",
        "at",
        "by",
        "such",
        "each",
        "this",
        "that",
        "is",
        "are",
        "be",
        "per",
        "with",
        "price",
        "charge",
        "fee",
        "rate",
        "list",
    ]
)
MOST_RENEWALS = 200


def effective(
    agreements: Sequence[Agreement],
    *,
    property_id: str | None = None,
    on: date,
    ended: Mapping[str, date] | None = None,
) -> list[Effective]:
    """The agreements in force on the day for the property (None: any), as their amendments left them; newest first.

    `ended` gives the last day of agreements that were cancelled outside their documents, by document id.
    """
    linked = link(agreements)
    full = [one for one in linked if not one.is_amendment]
    changes = {one.document_id: [change for change in linked if change.amends == one.document_id] for one in full}
    holding = [
        one for one in full
        if _serves(one, changes[one.document_id], property_id, on) and _runs(one, changes[one.document_id], on, (ended or {}).get(one.document_id))
    ]  # fmt: skip
    kept = [one for one in holding if not any(_replaced_by(one, other, on) for other in holding if other is not one)]
    found = [amended(one, changes[one.document_id], on) for one in kept]
    return sorted(found, key=lambda one: one.agreement.in_force_from or date.min, reverse=True)


def changed_by(change: Agreement, known: Sequence[Agreement]) -> Effective | None:
    """The agreement an amendment changes, as it stands when the amendment has taken effect; None where it is not known."""
    linked = link(known)
    target = next((one.amends for one in linked if one.document_id == change.document_id), None)
    base = next((one for one in linked if one.document_id == target and not one.is_amendment), None)
    if base is None:
        return None
    day = change.in_force_from or date.max
    return amended(
        base, [one for one in linked if one.amends == target and (one.in_force_from or date.min) <= day], day
    )


def link(agreements: Sequence[Agreement]) -> list[Agreement]:
    """The same agreements with each amendment's `amends` filled in where it can be told.

    Where the agreement itself is not on file, what changes it stands for it: there is one."""
    full = [one for one in agreements if not one.is_amendment]
    if not full:
        return [replace(one, is_amendment=False) for one in agreements]
    return [
        replace(one, amends=_target(one, full)) if one.is_amendment and one.amends is None else one
        for one in agreements
    ]


def in_force(agreement: Agreement, amendments: Sequence[Agreement], *, on: date) -> tuple[date | None, date | None]:
    """First and last day in force as it stands on the day, renewals that have happened by then counted."""
    terms = amended(agreement, amendments, on).terms
    end = _stated_end(agreement, terms)
    return agreement.in_force_from, _renewed(end, terms, on)


def amended(agreement: Agreement, amendments: Sequence[Agreement], on: date) -> Effective:
    """The agreement on the day: amendments effective by then applied in the order of their days."""
    terms: list[Term] = [one for one in agreement.terms if _holds(one, on)]
    aside: list[tuple[Term, str]] = [(one, _outside(one, on)) for one in agreement.terms if not _holds(one, on)]
    applied = []
    for change in sorted(amendments, key=lambda one: (one.in_force_from or date.min, one.document_id)):
        if not _applies(change, on):
            continue
        new = [one for one in change.terms if _holds(one, on) and _changes_something(one, agreement)]
        gone = {id(old): why for old in terms if (why := _put_aside(old, new, change))}
        aside += [(old, gone[id(old)]) for old in terms if id(old) in gone]
        kept = [old for old in terms if id(old) not in gone]
        read = substituted(kept, [one for one in new if isinstance(one, Substitution)])
        aside += [
            (old, f"changed by {change.document_id}") for old, now in zip(kept, read, strict=True) if old is not now
        ]
        terms = read + [one for one in new if not isinstance(one, Substitution)]
        applied.append(change.document_id)
    terms, later = _stepped(terms)
    terms, overruled, conflicts = settled(terms)
    return Effective(agreement, on, tuple(terms), tuple(applied), (*aside, *later, *overruled), conflicts)


def _target(change: Agreement, full: Sequence[Agreement]) -> str | None:
    mine = [one for one in full if one.client_id == change.client_id and one.account == change.account]
    named = _named(change.refers_to, mine) if change.refers_to else []
    if not named:
        day = change.in_force_from
        named = [one for one in mine if day is None or _runs(one, (), day, None)] or (
            [one for one in mine if len(mine) == 1 or (day and one.in_force_to == day - timedelta(days=1))]
        )
    if len(named) > 1 and change.in_force_from:
        named = [one for one in named if _runs(one, (), change.in_force_from, None)] or named
    newest = sorted(named, key=lambda one: one.in_force_from or date.min)
    return newest[-1].document_id if newest and (len(newest) == 1 or change.in_force_from or change.refers_to) else None


def _named(refers: Reference, mine: Sequence[Agreement]) -> list[Agreement]:
    if refers.dated:
        dated = [one for one in mine if refers.dated in _days(one)]
        if dated:
            return dated
    number = set(re.findall(r"\b[\w-]*\d[\w-]*\b", refers.title.lower()))
    words = _content(refers.title)
    scored = [
        (
            len(number & set(re.findall(r"\b[\w-]*\d[\w-]*\b", one.title.lower()))) * 5
            + len(words & _content(one.title)),
            one,
        )
        for one in mine
    ]
    best = max((score for score, _ in scored), default=0)
    return [one for score, one in scored if score == best and score > 0]


def _days(one: Agreement) -> set[date]:
    starts = {term.start for term in one.terms if isinstance(term, ContractTerm) and term.start}
    return starts | ({one.in_force_from} if one.in_force_from else set())


def _serves(one: Agreement, changes: Sequence[Agreement], property_id: str | None, on: date) -> bool:
    if property_id is None or one.property_ids is None:
        return True
    added = {place for change in changes if _applies(change, on) for place in change.property_ids or ()}
    return property_id in one.property_ids or property_id in added


def _runs(one: Agreement, changes: Sequence[Agreement], on: date, ended: date | None) -> bool:
    if (one.in_force_from and on < one.in_force_from) or (ended and on > ended):
        return False
    terms = amended(one, changes, on).terms
    stops = [term.effective for term in terms if isinstance(term, Termination) and term.effective]
    if stops and on > min(stops):
        return False
    end = _renewed(_stated_end(one, terms), terms, on)
    return (end is None or on <= end) and not _between_seasons(one, terms, on)


def _between_seasons(one: Agreement, terms: Sequence[Term], on: date) -> bool:
    """Of an agreement for several seasons nothing is in force after one and before the next."""
    own = [term for term in terms if isinstance(term, ContractTerm) and term.pin.document_id == one.document_id]
    spans = [(term.start, term.end) for term in own if term.start and term.end]
    ended = any(end < on for _, end in spans)
    return ended and any(on < start for start, _ in spans) and not any(start <= on <= end for start, end in spans)


def _stated_end(one: Agreement, terms: Sequence[Term]) -> date | None:
    """The latest end the terms state (an extension puts the old one aside), else the agreement's own."""
    ends = [term.end for term in terms if isinstance(term, ContractTerm) and term.end]
    return max(ends) if ends else one.in_force_to


def _renewed(end: date | None, terms: Sequence[Term], on: date) -> date | None:
    renewal = next((term for term in terms if isinstance(term, Renewal) and term.auto), None)
    if end is None or renewal is None:
        return end
    count, unit = _renewal_length(renewal, terms)
    for _ in range(MOST_RENEWALS):
        if on <= end:
            break
        end = add(end + timedelta(days=1), count, unit) - timedelta(days=1)
    return end


def _renewal_length(renewal: Renewal, terms: Sequence[Term]) -> tuple[Decimal, str]:
    """The renewal's own length, else the agreement's, else a year."""
    if renewal.count and renewal.unit:
        return renewal.count, renewal.unit
    length = next(
        (
            term
            for term in terms
            if isinstance(term, ContractTerm) and term.count and term.unit in ("month", "year", "day", "week")
        ),
        None,
    )
    return (length.count, length.unit) if length and length.count else (Decimal(1), "year")


def _replaced_by(old: Agreement, new: Agreement, on: date) -> bool:
    """A later full agreement in force for the same client, with services and a property in common."""
    later = new.in_force_from and old.in_force_from and old.in_force_from < new.in_force_from <= on
    same_place = old.property_ids is None or new.property_ids is None or set(old.property_ids) & set(new.property_ids)
    trades = [
        {term.name for term in one.terms if isinstance(term, ServiceType) and term.pin.confidence >= 0.8}
        for one in (old, new)
    ]
    same_trade = not trades[0] or not trades[1] or bool(trades[0] & trades[1])
    return bool(later and same_place and same_trade and old.client_id == new.client_id)


def _applies(change: Agreement, on: date) -> bool:
    begun = change.in_force_from is None or change.in_force_from <= on
    return begun and (change.in_force_to is None or on <= change.in_force_to)


def _holds(one: Term, on: date) -> bool:
    return (one.since is None or one.since <= on) and (one.until is None or on <= one.until)


def _outside(one: Term, on: date) -> str:
    if one.since and on < one.since:
        return f"applies from {one.since.isoformat()}"
    return f"applied through {one.until.isoformat()}" if one.until else "does not apply on this day"


def _changes_something(one: Term, agreement: Agreement) -> bool:
    """An amendment repeats its parties and its place; those do not become the agreement's a second time."""
    if isinstance(one, Party | Jurisdiction | ServiceType):
        return not any(isinstance(old, type(one)) for old in agreement.terms)
    return not (isinstance(one, ContractTerm) and one.end is None and one.count is None)


def _put_aside(old: Term, new: Iterable[Term], change: Agreement) -> str:
    """Why the amendment takes this term's place, or ""."""
    for section in change.overrides:
        if _in_section(old, section.removeprefix("section:")):
            return f"section {section.removeprefix('section:')} was changed by {change.document_id}"
    return next((f"changed by {change.document_id}" for one in new if _same_matter(old, one)), "")


def _in_section(old: Term, number: str) -> bool:
    own = re.sub(r"^(?:section|article|§)\s*", "", old.pin.number.lower()).strip(". ")
    return (
        own == number
        or own.startswith((f"{number}.", f"{number}("))
        or bool(
            re.match(
                rf"(?:exhibit|schedule|section|article)?\s*{re.escape(number)}\b(?!\.\d)",
                old.pin.section.split(" > ")[0].lower(),
            )
            and "." not in number
        )
    )


def _same_matter(old: Term, new: Term) -> bool:
    if isinstance(new, Exclusion | Inclusion) and isinstance(old, Exclusion | Inclusion):
        return type(old) is not type(new) and _alike(old.what, new.what)
    if type(old) is not type(new) or isinstance(new, _ADDED_TO):
        return False
    if isinstance(new, _ONE_OF_A_KIND):
        return True
    return _same_slot(old, new)


def _same_slot(old: Term, new: Term) -> bool:
    """Whether two terms of one kind fix the same thing."""
    match (old, new):
        case (ContractTerm(), ContractTerm()):
            return bool(old.end and new.end) or bool(old.count and (new.count or new.end))
        case (ContractValue(), ContractValue()):
            return True
        case (Discount(), Discount()):
            return old.applies_to == new.applies_to and (_alike(old.what, new.what) or new.applies_to != "both")
        case (Rate(), Rate()):
            return (old.when, old.unit) == (new.when, new.unit) and _alike(old.what, new.what)
        case (Allowance(), Allowance()):
            return old.unit == new.unit and (_alike(old.what, new.what) or old.unit == "visit")
        case (Cap(), Cap()):
            return old.per == new.per and (_alike(old.what, new.what) or not new.what or not old.what)
        case (
            ServiceFee() | ResponseTime() | Warranty() | Permission(),
            ServiceFee() | ResponseTime() | Warranty() | Permission(),
        ):
            return _alike(old.what, new.what)
        case (Definition(), Definition()):
            return old.name.lower() == new.name.lower()
        case (ApprovalThreshold() | NotToExceed(), ApprovalThreshold() | NotToExceed()):
            return not new.what or not old.what or _alike(old.what, new.what)
    return False


def _alike(one: str, other: str) -> bool:
    left, right = _content(one), _content(other)
    return left == right or (bool(left and right) and len(left & right) / min(len(left), len(right)) >= 0.6)


def _content(words: str) -> set[str]:
    return {
        re.sub(r"(?<=\w\w)(?:e?s)$", "", word)
        for word in re.findall(r"[a-z0-9<>_-]+", (trimmed(words) or words).lower())
    } - _FILLER


def _stepped(terms: Sequence[Term]) -> tuple[list[Term], list[tuple[Term, str]]]:
    """Of terms of one document that fix the same thing from different days on, the latest begun holds."""
    gone: list[tuple[Term, str]] = []
    for new in [one for one in terms if one.since]:
        for old in terms:
            earlier = old.since is None or (new.since and old.since < new.since)
            if old is not new and old.pin.document_id == new.pin.document_id and earlier and _same_matter(old, new):
                gone.append((old, f"replaced from {new.since.isoformat() if new.since else ''}"))
    dropped = {id(one) for one, _ in gone}
    return [one for one in terms if id(one) not in dropped], gone
