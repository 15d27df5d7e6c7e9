"""A term that speaks for a line: by what match, and whether its provisos hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from service.agreements.terms import Pin, Term
from service.coverage.matching import Match

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
        return self.match.score + tasked + priced + (0.5 if self.by_cause else 0.0)
