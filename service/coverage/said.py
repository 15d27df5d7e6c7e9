"""A term that speaks for a line: by what match, and whether its provisos hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from service.agreements.terms import Exclusion, Pin, Term
from service.coverage.matching import Match
from service.coverage.vocabulary import word_list

_PLACES = word_list("places")

T_co = TypeVar("T_co", bound=Term, covariant=True)


@dataclass(frozen=True)
class Said(Generic[T_co]):
    """A term that speaks for a line. `holds` is None where a proviso cannot be told; `doubt` says what would tell."""

    term: T_co
    match: Match
    holds: bool | None = True
    doubt: str = ""
    by_cause: bool = False
    facts: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def pin(self) -> Pin:
        return self.term.pin

    @property
    def weight(self) -> float:
        """How specific it is: its match, more where it names the task, a range of prices or the place, or hangs on what happened."""
        tasked = 0.04 if self.match.subject and self.match.subject.tasks and self.match.subject.things else 0.0
        priced = 0.2 if "price" in self.kinds or self.match.kind == "place" else 0.0
        return self.match.score + tasked + priced + (0.5 if self.by_cause or self._left_out_place else 0.0)

    @property
    def _left_out_place(self) -> bool:
        """An exclusion of a place the line names leaves out whatever is done there."""
        subject = self.match.subject
        named = isinstance(self.term, Exclusion) and self.match.kind == "words" and subject is not None
        return named and subject is not None and bool(_PLACES.intersection(subject.words))
