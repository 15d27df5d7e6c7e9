"""How an answer's text comes to be: who writes it, and whom it is told to while it is being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from service.answers.compose import Composed, Page
from service.answers.evidence import Found
from service.answers.kinds import Asked
from service.answers.scope import Subject
from service.answers.standing import Standing

Tell = Callable[[str], None]
"""Takes a piece of the answer's text as soon as it stands; the pieces together are the text."""


def tell_nobody(_: str) -> None: ...


@dataclass(frozen=True)
class Matter:
    """What an answer is written from: the question understood, the evidence found for it, and where agreements stand."""

    question: str
    page: Page
    subject: Subject
    asked: Asked
    found: Found
    standings: dict[str, Standing]


@dataclass(frozen=True)
class Written:
    """`composed` None is an abstention. `notes` say what a reader should know of how the answer was made."""

    composed: Composed | None
    notes: tuple[str, ...] = ()


class Writer(Protocol):
    def write(self, matter: Matter, otherwise: Composed | None, tell: Tell) -> Written:
        """An answer; `otherwise` is the one composed from terms and verbatim clauses, or None where there is none."""


class AsComposed:
    """Leaves the answer as it is."""

    def write(self, _matter: Matter, otherwise: Composed | None, _tell: Tell) -> Written:
        return Written(otherwise)
