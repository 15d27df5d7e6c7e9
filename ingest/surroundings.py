"""What a clause found by search is read with: the rest of its list, the words it uses, what it excepts and what excepts it.

Search itself ranks single clauses: on the sample accounts' questions the next best hit finds more than any neighbour of
the same length (docs/decisions/0017). What is found is understood with these beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ingest.ledger import KeptClause
from ingest.links import Link, LinkKind, links

MOST_ITEMS = 8
# Characters of an introduction that tell it from others; the heading of an item ends with it.
MATCHED = 40
_GOES_ON = (";", ",", "; and", "; or", ", and", ", or")


class Why(StrEnum):
    """Why a clause stands beside another."""

    LIST = "list"
    DEFINITION = "definition"
    EXCEPTION = "exception"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Beside:
    kept: KeptClause
    why: Why


@dataclass(frozen=True)
class Surroundings:
    """The clauses of one document, in order, and what binds them; its links are found when first asked for."""

    clauses: Sequence[KeptClause]

    def of(self, clause_id: str) -> list[Beside]:
        """What to read a clause with, each once and in the document's order; nothing for an id that is not here.

        Of a list the items after this one, `MOST_ITEMS` at most: its introduction stands in every item's heading.
        """
        place = next((at for at, one in enumerate(self.clauses) if one.clause.id == clause_id), None)
        if place is None:
            return []
        found: dict[int, Why] = {}
        for at, why in (*self._bound(place), *self._listed(place)):
            if at != place:
                found.setdefault(at, why)
        return [Beside(self.clauses[at], why) for at, why in sorted(found.items())]

    def _listed(self, place: int) -> Iterator[tuple[int, Why]]:
        """The clauses that go on where this one introduces a list or breaks off in one: those under its own words, or
        under its heading for as long as they break off too."""
        words = _said(self.clauses[place])
        for at in range(place + 1, min(place + 1 + MOST_ITEMS, len(self.clauses))):
            heading = self.clauses[at].clause.heading.text
            below = words.endswith(":") and heading.endswith(words[-MATCHED:])
            if not below and not (words.endswith(_GOES_ON) and heading == self.clauses[place].clause.heading.text):
                return
            yield at, Why.LIST
            words = words if below else _said(self.clauses[at])

    def _bound(self, place: int) -> Iterator[tuple[int, Why]]:
        """An exception counts from both sides: it is no use to read a rule without what lifts it, nor the other way."""
        for link in self._links:
            if link.source == place:
                yield link.target, Why(link.kind.value)
            elif link.target == place and link.kind is LinkKind.EXCEPTION:
                yield link.source, Why.EXCEPTION

    @cached_property
    def _links(self) -> list[Link]:
        return links([_Said(at, one) for at, one in enumerate(self.clauses)])


@dataclass(frozen=True)
class _Said:
    """A kept clause as `links` reads it; its place stands for its ordinal."""

    ordinal: int
    kept: KeptClause

    @property
    def number(self) -> str:
        return self.kept.clause.number

    @property
    def heading(self) -> str:
        return self.kept.clause.heading.text

    @property
    def text(self) -> str:
        return self.kept.clause.text.text


def _said(kept: KeptClause) -> str:
    return kept.clause.text.text.rstrip()
