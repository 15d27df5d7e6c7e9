"""What applied to a client's property on a day, term by term, each with the reason why it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anonymize.boundary import Scope
from service.agreements.passages import plain
from service.agreements.precedence import effective, in_force, link
from service.agreements.store import AgreementStore
from service.agreements.terms import Agreement, Conflict, Effective, Term


@dataclass(frozen=True)
class Applied:
    """A term that applied, and why; masked words."""

    term: Term
    why: str


@dataclass(frozen=True)
class OnDay:
    """One agreement on the day. `set_aside` are its terms that did not apply, each with why; `conflicts` what the document
    says twice and differently."""

    standing: Effective
    agreement: Agreement
    on: date
    first: date | None
    last: date | None
    applied: tuple[Applied, ...]
    set_aside: tuple[Applied, ...]
    conflicts: tuple[Conflict, ...]
    amended_by: tuple[str, ...]


class AgreementsOnDay:
    def __init__(self, store: AgreementStore) -> None:
        self._store = store

    def agreement_on(
        self,
        scope: Scope,
        client_id: str,
        property_id: str | None,
        on: date,
        *,
        ended: Mapping[str, date] | None = None,
    ) -> list[OnDay]:
        """The client's agreements in force for the property (None: any) on the day, newest first; [] outside the scope.

        A document filed late applies from the day it takes effect, not from the day it was filed, so an amendment changes
        its own period and nothing before or after it.
        """
        known = self._store.of_client(scope, client_id)
        return agreement_on(known, property_id, on, ended=ended)


def agreement_on(
    known: Sequence[Agreement], property_id: str | None, on: date, *, ended: Mapping[str, date] | None = None
) -> list[OnDay]:
    """`AgreementsOnDay.agreement_on` over agreements at hand, all of one client."""
    linked = link(known)
    return [on_day(one, linked) for one in effective(known, property_id=property_id, on=on, ended=ended)]


def on_day(one: Effective, known: Sequence[Agreement]) -> OnDay:
    """An agreement as it stands on a day, with the reasons; `known` are the client's other documents, linked."""
    changes = [each for each in known if each.amends == one.agreement.document_id]
    first, last = in_force(one.agreement, changes, on=one.on)
    began = {each.document_id: each.in_force_from for each in known}
    runs = _runs(one.agreement, first, last)
    return OnDay(
        one, one.agreement, one.on, first, last,
        applied=tuple(Applied(term, "; ".join(_reasons(term, one, runs, began))) for term in one.terms),
        set_aside=tuple(Applied(term, why) for term, why in one.set_aside),
        conflicts=one.conflicts, amended_by=one.amended_by,
    )  # fmt: skip


def _runs(agreement: Agreement, first: date | None, last: date | None) -> str:
    since = f"from {first.isoformat()}" if first else "from an unstated day"
    until = f" through {last.isoformat()}" if last else ", no last day stated"
    renewed = agreement.in_force_to is not None and last is not None and last > agreement.in_force_to
    return f"{since}{until}" + (
        f", renewed since {agreement.in_force_to.isoformat()}" if renewed and agreement.in_force_to else ""
    )


def _reasons(term: Term, one: Effective, runs: str, began: Mapping[str, date | None]) -> Iterator[str]:
    if term.pin.document_id == one.agreement.document_id:
        yield f"stated in the agreement, in force {runs}"
    else:
        day = began.get(term.pin.document_id)
        yield f"stated in amendment {term.pin.document_id}" + (f", in effect from {day.isoformat()}" if day else "")
    if term.since:
        yield f"applies from {term.since.isoformat()}"
    if term.until:
        yield f"applies through {term.until.isoformat()}"
    for conflict in one.conflicts:
        yield from _contradicted(term, conflict)


def _contradicted(term: Term, conflict: Conflict) -> Iterator[str]:
    if not any(term is each for each in conflict.terms):
        return
    other = next(each for each in conflict.terms if each is not term)
    where = f'"{plain(other.pin.quote)}"'
    if conflict.kept is None:
        yield f"the same document also says {where}, and not which of the two prevails"
    elif conflict.resolved_by:
        yield f'prevails over {where}, as "{plain(conflict.resolved_by.quote)}"'
