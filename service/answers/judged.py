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
from service.answers.evidence import Evidence, Found, is_place
from service.answers.hours import Hours
from service.answers.kinds import Asked, Kind, interrogative
from service.answers.leads import lead_of
from service.answers.polarity import Verdict
from service.answers.vocabulary import content, stems


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


Check = Callable[[str, str | None, date, str], Judged | None]
"""What is said of a thing for a client, at a property (or any), on a day; None where no clause names it."""
CheckOf = Callable[[str], Judged | None]
"""The same for the client, property and day in question."""


def check_nothing(_client: str, _place: str | None, _on: date, _thing: str) -> None:
    return None


def no_check(_thing: str) -> None:
    return None


@dataclass(frozen=True)
class Decided:
    """The sentence that the check gives, and the passages it stands on; said only beside one of them."""

    said: str
    passages: tuple[Evidence, ...]


def decided_by_check(check: CheckOf, asked: Asked, found: Found, chosen: Sequence[Evidence]) -> Decided | None:
    """What the check decides of a question whose chosen passages settle nothing. It is made only where coverage in regular
    hours is asked about, and a thing is named."""
    things = frozenset(word.stem for word in found.words if not is_place(word.stem))
    if asked.kind is not Kind.COVERAGE or not things or asked.hours not in (None, Hours.REGULAR):
        return None
    judged = check(said_of_thing(found.question))
    if judged is None:
        return None
    passages = tuple(one for words in judged.citations for one in found.evidence if _holds(one, words))
    leaving_out = next((one for one in passages if _leaves_out(one, judged, things)), None)
    if leaving_out and asked.yes_no:
        return Decided(lead_of(Verdict.NO, asked), (leaving_out,))
    told_already = chosen and not asked.yes_no
    return None if told_already or _names_otherwise(chosen, passages, things) else Decided(judged.said, passages)


def _leaves_out(one: Evidence, judged: Judged, things: frozenset[str]) -> bool:
    """Whether it is the excluding passage and has every word of the thing, in its sense or as it stands (an empty box's label)."""
    first = judged.excluded and _holds(one, judged.citations[0]) and one.is_contract and not one.replaced
    return first and not (things & one.missing) - stems(one.words)


def _names_otherwise(chosen: Sequence[Evidence], passages: Sequence[Evidence], things: frozenset[str]) -> bool:
    """Whether a passage chosen names the very thing, and what was judged rests on none that does."""
    naming = [one for one in chosen if one.is_contract and not things & one.missing]
    return bool(naming) and not any(one in passages for one in naming)


def said_of_thing(question: str) -> str:
    """The sentence that asks, where it names something; else ("is that in his contract?") all that was said."""
    asking = interrogative(question)
    return asking if any(not is_place(word.stem) for word in content(asking)) else question


def _holds(one: Evidence, words: Citation) -> bool:
    return one.document.id == words.document_id and one.span.overlaps(Span(words.start, words.end))
