"""Where a client's agreements stand on a day: in force, ended, not begun, and what amendments took out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anonymize.boundary import Scope
from retrieval.model import Span
from service.agreements.terms import Agreement, ContractTerm, Effective, Term
from service.answers.sources import Sources
from service.answers.told import long_date


class State(StrEnum):
    IN_FORCE = "in_force"
    ENDED = "ended"
    COMING = "coming"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Standing:
    """`replaced` are terms that an amendment in force took out, each with the amendment's document id."""

    on: date
    agreements: tuple[Agreement, ...]
    effective: tuple[Effective, ...]

    @property
    def replaced(self) -> tuple[tuple[Term, str], ...]:
        return tuple(pair for one in self.effective for pair in one.set_aside)

    def state(self, document_id: str) -> State:
        """Of an agreement or amendment; a document no agreement was compiled from is unknown."""
        living = {one.agreement.document_id for one in self.effective} | {
            id for one in self.effective for id in one.amended_by
        }
        if document_id in living:
            return State.IN_FORCE
        own = next((one for one in self.agreements if one.document_id == document_id), None)
        if own is None:
            return State.UNKNOWN
        if own.in_force_from and own.in_force_from > self.on:
            return State.COMING
        return State.ENDED if _last_day(own, self.agreements, self.on) else State.UNKNOWN

    @property
    def not_in_force(self) -> frozenset[str]:
        """The documents that had ended on the day, or not begun."""
        ids = (one.document_id for one in self.agreements)
        return frozenset(id for id in ids if self.state(id) in (State.ENDED, State.COMING))

    def ended_on(self, document_id: str) -> date | None:
        own = next((one for one in self.agreements if one.document_id == document_id), None)
        return _last_day(own, self.agreements, self.on) if own else None

    def begins_on(self, document_id: str) -> date | None:
        return next((one.in_force_from for one in self.agreements if one.document_id == document_id), None)

    def runs(self, document_id: str) -> ContractTerm | None:
        """What an agreement says of its own time, in force or not."""
        own = next((one for one in self.agreements if one.document_id == document_id), None)
        dated = [term for term in own.terms if isinstance(term, ContractTerm)] if own else []
        return next((term for term in dated if term.end), dated[0] if dated else None)

    def terms_at(self, document_id: str, span: Span) -> tuple[Term, ...]:
        """Terms in force that were read from words inside this span."""
        found = (term for one in self.effective for term in one.terms)
        return tuple(
            term
            for term in found
            if term.pin.document_id == document_id and Span(term.pin.start, term.pin.end).overlaps(span)
        )

    def replaced_by(self, document_id: str, span: Span) -> str | None:
        """The amendment that took the words of this span out, where it took out everything read from them."""
        if self.terms_at(document_id, span):
            return None
        return next((by for term, by in self.replaced if _stands_in(term, document_id, span)), None)


def standing(sources: Sources, scope: Scope, client_id: str, on: date) -> Standing:
    agreements = tuple(sources.agreements.of_client(scope, client_id))
    return Standing(on, agreements, tuple(sources.effective(agreements, property_id=None, on=on)))


def told_state(standing: Standing, document_id: str, name: str) -> str:
    """A sentence for words of an agreement that is not in force on the day; "" for one that is."""
    match standing.state(document_id):
        case State.ENDED:
            return (
                f"{name} is no longer in force: it ended on {long_date(standing.ended_on(document_id) or standing.on)}."
            )
        case State.COMING:
            return (
                f"{name} is not yet in force: it begins on {long_date(standing.begins_on(document_id) or standing.on)}."
            )
        case _:
            return ""


def _last_day(own: Agreement, agreements: Sequence[Agreement], on: date) -> date | None:
    """An amendment ends with the agreement it amends."""
    amended = next((one for one in agreements if own.amends and one.document_id == own.amends), own)
    last = amended.in_force_to
    return last if last and last < on else None


def _stands_in(term: Term, document_id: str, span: Span) -> bool:
    return term.pin.document_id == document_id and Span(term.pin.start, term.pin.end).overlaps(span)
