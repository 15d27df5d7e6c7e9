"""The clause by which the coverage check leaves out what a question asks about, where the words found settle nothing.

Answers do not know the check: whoever composes them passes it in. Of its verdicts only one is said here, the plainest: an
exclusion that names the very thing asked about. A bare name tells neither hour nor cause nor what was used up: judged by their
names alone, of the labelled lines of five accounts 1 of 22 so excluded was covered, but 4 of 35 that an inclusion or allowance
of the very thing carries were not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.model import Span
from service.answers.evidence import Evidence, is_place
from service.answers.kinds import Asked, Kind
from service.answers.vocabulary import Word, stems


@dataclass(frozen=True)
class Exclusion:
    """Where the excluding words stand; `span` are raw offsets in the document."""

    document_id: str
    span: Span


Check = Callable[[str, str | None, date, str], Exclusion | None]
"""The exclusion that decides on a thing for a client, at a property (or any), on a day; None where another clause does,
or none."""
CheckOf = Callable[[str], Exclusion | None]
"""The same for the client, property and day in question."""


def check_nothing(_client: str, _place: str | None, _on: date, _thing: str) -> None:
    return None


def no_check(_thing: str) -> None:
    return None


def left_out_by(
    check: CheckOf, asked: Asked, question: str, words: Sequence[Word], evidence: Sequence[Evidence]
) -> Evidence | None:
    """The passage that excludes the thing asked about by its name; the check is made only where a thing is named."""
    things = frozenset(word.stem for word in words if not is_place(word.stem))
    if asked.kind is not Kind.COVERAGE or not asked.yes_no or not things:
        return None
    excluding = check(question)
    if excluding is None:
        return None
    return next((one for one in evidence if _is_it(one, excluding) and not _lacking(one, things)), None)


def _is_it(one: Evidence, excluding: Exclusion) -> bool:
    in_its_words = one.document.id == excluding.document_id and one.span.overlaps(excluding.span)
    return in_its_words and one.is_contract and not one.replaced


def _lacking(one: Evidence, things: frozenset[str]) -> frozenset[str]:
    """Of the words of the thing those the passage has neither in its sense nor as it stands (an empty box's label)."""
    return (things & one.missing) - stems(one.words)
