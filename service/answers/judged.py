"""What the coverage check says of a thing asked about, where the words found settle nothing.

Answers do not know the check: whoever composes them passes it in. A bare name tells neither hour nor cause nor what was used
up. Judged by their names alone, of the labelled lines of eight accounts and the short agreements (`samples`) that a clause
names, 76 of 98 so included and 56 of 76 so excluded came out the same with everything known; so only an exclusion whose words
hold everything asked about is said as a plain no, and all else as what it is: judged by the name, its clauses beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval.model import Citation, Span
from service.answers.evidence import Evidence, is_place
from service.answers.hours import Hours
from service.answers.kinds import Asked, Kind, interrogative
from service.answers.vocabulary import Word, content, stems


class Side(StrEnum):
    """How one side of work on a thing comes out: the thing itself, or the labor to repair it."""

    FREE = "covered"
    LIMITED = "covered up to a limit"
    REDUCED = "charged at a reduced price"
    CHARGED = "not covered"


@dataclass(frozen=True)
class Judged:
    """What the one agreement in force says of a thing by its name; None for a side of which it says nothing. Only a part
    has two sides. `citations` are verified, those that decide first; `excluded` tells that the first one leaves out the
    very thing."""

    thing: Side | None
    labour: Side | None
    is_part: bool
    citations: tuple[Citation, ...]
    excluded: bool = False

    @property
    def said(self) -> str:
        """In a sentence, with what it does not take into account."""
        sides = {"the labor to repair it": self.labour, "the part": self.thing}
        if not self.is_part or self.thing is self.labour:
            told = f"it is {self.thing}" + (", parts and labor" if self.is_part else "")
        else:
            told = " and ".join(f"{name} is {side}" for name, side in sides.items() if side)
        return f"By its name alone, {told}. The cause, the hour and what was used before can change that."

    def passages(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The passages that hold the words it rests on, in its order."""
        return [one for words in self.citations for one in evidence if _holds(one, words)]


Check = Callable[[str, str | None, date, str], Judged | None]
"""What is said of a thing for a client, at a property (or any), on a day; None where no clause names it."""
CheckOf = Callable[[str], Judged | None]
"""The same for the client, property and day in question."""


def check_nothing(_client: str, _place: str | None, _on: date, _thing: str) -> None:
    return None


def no_check(_thing: str) -> None:
    return None


def judged_by_name(
    check: CheckOf, asked: Asked, question: str, words: Sequence[Word], chosen: Sequence[Evidence]
) -> Judged | None:
    """The check is made only where coverage in regular hours is asked about, and a thing is named. Where one of the passages
    chosen names the very thing, what rests on other words than that is not told."""
    things = _things(words)
    if asked.kind is not Kind.COVERAGE or not things or asked.hours not in (None, Hours.REGULAR):
        return None
    judged = check(said_of_thing(question))
    naming = [one for one in chosen if one.is_contract and not things & one.missing]
    if judged is None or judged.excluded or not naming:
        return judged
    return judged if any(one in naming for one in judged.passages(chosen)) else None


def left_out_by(judged: Judged | None, words: Sequence[Word], evidence: Sequence[Evidence]) -> Evidence | None:
    """The passage that excludes the thing asked about by its name, where it has every word of it."""
    if judged is None or not judged.excluded:
        return None
    things = _things(words)
    named = (one for one in evidence if _holds(one, judged.citations[0]) and one.is_contract and not one.replaced)
    return next((one for one in named if not _lacking(one, things)), None)


def said_of_thing(question: str) -> str:
    """The sentence that asks, where it names something; else ("is that in his contract?") all that was said."""
    asking = interrogative(question)
    return asking if any(not is_place(word.stem) for word in content(asking)) else question


def _things(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words if not is_place(word.stem))


def _holds(one: Evidence, words: Citation) -> bool:
    return one.document.id == words.document_id and one.span.overlaps(Span(words.start, words.end))


def _lacking(one: Evidence, things: frozenset[str]) -> frozenset[str]:
    """Of the words of the thing those the passage has neither in its sense nor as it stands (an empty box's label)."""
    return (things & one.missing) - stems(one.words)
