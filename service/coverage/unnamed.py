"""What reaches a line without naming it: by a cause on file, by parts or labour alone, as the trade's regular visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.agreements.terms import Allowance, Discount, ServiceFee, Term
from service.coverage.circumstances import causes_in
from service.coverage.clause_words import part_of
from service.coverage.lines import ROUND_WORDS, Line, LineKind
from service.coverage.matching import GENERAL, NO_MATCH, Match, Matcher
from service.coverage.reading import Wording, only_part
from service.coverage.told_hours import in_hours
from service.coverage.vocabulary import tokens


@dataclass(frozen=True)
class Unnamed:
    """Asked term by term; `words` takes a text of the agreement apart."""

    matcher: Matcher
    words: Callable[[str], Wording]

    def match(self, term: Term, line: Line, words: Wording, caused: bool) -> Match:
        part = part_of(term)
        if caused and (self._quarry(term, line) or self._undamaged(line)):
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
        if isinstance(term, Allowance) and term.unit == "visit" and self._routine(term, line):
            return Match(0.65, "task", "it is the visit the agreement provides for")
        hours = part != "labour" or line.kind is not LineKind.SERVICE or bool(line.tasks) or in_hours(line)
        if part != "both" and words.subjects and only_part(words) and hours:
            return Match(GENERAL, "general", f"it reaches all {part}")
        return NO_MATCH

    def _quarry(self, term: Term, line: Line) -> bool:
        """What pests did is one thing; treating pests is the pest trade's own work."""
        concepts, above = self.matcher.vocabulary.concepts, self.matcher.vocabulary.above
        hunted = any(concepts[up].trade == "pest" for id in (*line.things, *line.around) for up in above(id))
        return hunted and causes_in(f"{getattr(term, 'what', '')} {' '.join(getattr(term, 'causes', ()))}") == {
            "animals"
        }

    def _undamaged(self, line: Line) -> bool:
        """Upkeep mends no damage, whatever caused it."""
        return line.kind is LineKind.SERVICE and self.matcher.cares(line)

    def _same_fee(self, term: ServiceFee, line: Line) -> bool:
        said = {task for one in self.words(term.pin.quote).subjects for task in one.tasks}
        above = self.matcher.vocabulary.above
        called = {task for task in line.tasks if {"service-call", "emergency-service"} & above(task).keys()}
        return line.kind is LineKind.FEE and bool(called & said)

    def _routine(self, term: Allowance, line: Line) -> bool:
        """Is the line the trade's regular service, and the allowance one of visits without more said?"""
        bare = not any(one.things or one.unknown or one.tasks for one in self.words(term.what).subjects)
        concepts = self.matcher.vocabulary.concepts
        visit = not line.things and not line.around and set(tokens(line.item.name)) <= ROUND_WORDS
        plain = not any(one.unknown for one in self.words(line.item.name).subjects[:1])
        regular = visit or any(
            plain and concepts[id].sort == "service" and self.matcher.vocabulary.is_container(id) for id in line.things
        )
        return bare and regular and line.kind is LineKind.SERVICE
