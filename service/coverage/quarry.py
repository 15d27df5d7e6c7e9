"""What pest agreements hunt: pests a line names, and those that need no name because the agreement is about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from service.coverage.lines import Line
from service.coverage.reading import Subject
from service.coverage.vocabulary import Vocabulary


def hunts(line: Line, causes: frozenset[str], vocabulary: Vocabulary) -> bool:
    """What pests did is one thing; treating pests is the pest trade's own work."""
    concepts, above = vocabulary.concepts, vocabulary.above
    hunted = any(concepts[up].trade == "pest" for id in (*line.things, *line.around) for up in above(id))
    return hunted and causes == {"animals"}


def hunted(told: Iterable[Subject], vocabulary: Vocabulary) -> frozenset[str]:
    """The pests that an agreement's title or its promises name."""
    named = (id for one in told for id in one.things)
    return frozenset(
        id for id in named if vocabulary.concepts[id].trade == "pest" and vocabulary.concepts[id].sort == "thing"
    )


def without_name(line: Line, hunted: frozenset[str], vocabulary: Vocabulary) -> Line:
    """In a termite bond "we inspect the house" is the termite inspection: what the agreement hunts needs no name."""
    own = bool(line.things) and all(
        any(id == one or vocabulary.relation(id, one) or vocabulary.relation(one, id) for one in hunted)
        for id in line.things
    )
    return replace(line, things=()) if own and line.tasks else line
