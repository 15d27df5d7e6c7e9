"""Why no agreement held: the ones on file that ended, had not begun, or serve another property, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from service.agreements.terms import Agreement, ContractTerm, CoveredProperty, Exclusion, Pin, Term
from service.coverage.work import Work


@dataclass(frozen=True)
class Absent:
    why: str
    pins: tuple[Pin, ...]
    elsewhere: bool = False
    """It holds on the day and serves another place: an address may have been read wrong."""


def absences(work: Work, on_file: Sequence[Agreement]) -> list[Absent]:
    """One reason an agreement; amendments have none of their own."""
    return [found for one in on_file if not one.is_amendment and (found := _absent(work, one))]


def reason(found: Sequence[Absent]) -> str:
    return "no agreement was in force" + (
        f": {'; '.join(one.why for one in found)}" if found else " and none is on file"
    )


def nearest_day(work: Work, on_file: Sequence[Agreement]) -> date | None:
    """The day nearest to the work's on which an agreement of its place held, by the dates of those that ended or were to come."""
    here = [
        one
        for one in on_file
        if not one.is_amendment and (one.property_ids is None or work.property_id in one.property_ids)
    ]
    ended = [one.in_force_to for one in here if one.in_force_to and one.in_force_to < work.day]
    to_come = [one.in_force_from for one in here if one.in_force_from and work.day < one.in_force_from]
    return min((*ended, *to_come), key=lambda day: (abs((day - work.day).days), day), default=None)


def _absent(work: Work, one: Agreement) -> Absent | None:
    if one.in_force_to is not None and one.in_force_to < work.day:
        return Absent(f"{_called(one)} ended on {one.in_force_to.isoformat()}", _pins(one.terms, ContractTerm))
    if one.in_force_from is not None and work.day < one.in_force_from:
        return Absent(f"{_called(one)} begins on {one.in_force_from.isoformat()}", _pins(one.terms, ContractTerm))
    if one.property_ids is not None and work.property_id not in one.property_ids:
        return Absent(f"{_called(one)} serves another property", _places(one), elsewhere=True)
    return None


def _called(one: Agreement) -> str:
    return f"“{one.title}”" if one.title else "an agreement without a title"


def _pins(terms: Iterable[Term], kind: type[Term]) -> tuple[Pin, ...]:
    return tuple(dict.fromkeys(term.pin for term in terms if isinstance(term, kind)))[:2]


def _places(one: Agreement) -> tuple[Pin, ...]:
    """The clause that names the place served, and what the same section leaves out of it."""
    named = _pins(one.terms, CoveredProperty)
    sections = {pin.section for pin in named}
    beside = [term for term in one.terms if isinstance(term, Exclusion) and term.pin.section in sections]
    return (*named, *_pins(beside, Exclusion)[:1])
