"""What reaches a line without naming it: by a cause on file, by parts or labour alone, as the trade's regular visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.agreements.terms import Discount, ServiceFee, Term
from service.coverage import quarry, rounds
from service.coverage.circumstances import causes_in
from service.coverage.clause_words import part_of
from service.coverage.lines import Line, LineKind
from service.coverage.matching import GENERAL, NO_MATCH, Match, Matcher
from service.coverage.reading import Wording, only_part
from service.coverage.told_hours import in_hours


@dataclass(frozen=True)
class Unnamed:
    """Asked term by term; `words` takes a text of the agreement apart."""

    matcher: Matcher
    words: Callable[[str], Wording]

    def match(self, term: Term, line: Line, words: Wording, caused: bool) -> Match:
        part = part_of(term)
        if caused and (quarry.hunts(line, causes_in(_told_of(term)), self.matcher.vocabulary) or self._undamaged(line)):
            return NO_MATCH
        if caused:
            return Match(GENERAL, "general", "what is on file names the cause the clause speaks of")
        if not words.subjects and isinstance(term, Discount):
            return Match(GENERAL, "general", "it reaches all work")
        if isinstance(term, ServiceFee) and self._same_fee(term, line):
            return Match(0.85, "task", "the clause sets this fee")
        done = {task for one in words.subjects for task in one.tasks} & set(line.tasks)
        if isinstance(term, Discount) and line.kind is LineKind.FEE and done:
            return Match(0.85, "task", "the clause takes something off this fee")
        if self._regular(term, line):
            return Match(0.65, "task", "it is the visit the agreement provides for")
        hours = part != "labour" or line.kind is not LineKind.SERVICE or bool(line.tasks) or in_hours(line)
        if part != "both" and words.subjects and only_part(words) and hours:
            return Match(GENERAL, "general", f"it reaches all {part}")
        return NO_MATCH

    def _regular(self, term: Term, line: Line) -> bool:
        """Is the line the trade's regular service, no other named, and the term one of visits without more said?"""
        plain = not any(one.unknown for one in self.words(line.item.name).subjects[:1])
        visits = rounds.of_visits(term, self.words(str(getattr(term, "what", ""))))
        return visits and rounds.is_one(line, self.matcher.vocabulary, plain=plain)

    def _undamaged(self, line: Line) -> bool:
        """Upkeep mends no damage, whatever caused it."""
        return line.kind is LineKind.SERVICE and self.matcher.cares(line)

    def _same_fee(self, term: ServiceFee, line: Line) -> bool:
        said = {task for one in self.words(term.pin.quote).subjects for task in one.tasks}
        above = self.matcher.vocabulary.above
        called = {task for task in line.tasks if {"service-call", "emergency-service"} & above(task).keys()}
        return line.kind is LineKind.FEE and bool(called & said)


def _told_of(term: Term) -> str:
    return f"{getattr(term, 'what', '')} {' '.join(getattr(term, 'causes', ()))}"
