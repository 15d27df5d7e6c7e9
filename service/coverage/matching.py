"""Does a line fall under the words of a term? A graded match with the reason a person can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.agreements.patterns.care import is_care
from service.agreements.stem import stem
from service.coverage.lines import VISIT_WORDS, Line, LineKind, names_a_thing
from service.coverage.reading import Subject, subjects
from service.coverage.shared_words import likeness
from service.coverage.vocabulary import Vocabulary, tokens

Similar = Callable[[str, Sequence[str]], Sequence[float]]
"""The cosine of one phrase with each wording, by an embedding model, rounded to three digits."""


def unlike(_: str, wordings: Sequence[str]) -> Sequence[float]:
    """No model at hand: nothing is near."""
    return [0.0] * len(wordings)


CONTAINS = 0.62
WHOLE = frozenset({"unit", "system", "equipment", "appliance"})
FAR, NEARER = 0.6, 0.04
"""A part of a part is a part still: however far the climb, it decides, and the nearer decides first."""
CLOSE = 0.9
"""A task or a wording so close takes no decision away."""
FAULTS = frozenset({"fault", "problem", "trouble", "issue", "malfunction"})
"""Whose clause speaks of finding them too."""
_A_COMING = re.compile(
    r"(?:(?:an?|the) )?(?:(?:one|two|three|four|five|six|\d+|annual|yearly|quarterly|monthly|spring|fall|autumn|each|every) )+(?:services?|visits?)\W*",
    re.I,
)
"""A visit that is promised is upkeep, and no other work that is done on it: "one yearly service"."""
AGAIN = "callback-visit"
NO_ACCESS = "no-access"
DECIDES, HINTS = 0.6, 0.4
GENERAL, BESIDE, BROADER, PLACED = 0.6, 0.85, 0.5, 0.95
WHOLE_UNIT = 0.9
"""A clause on replacing complete units is nearer to a new unit than one on mending that very unit."""
CONSUMED = frozenset({"maintenance", "tune-up", "start-up", "winterization"})
CONTEXT_MISSED, QUALIFIER_MISSED = 0.55, 0.6


@dataclass(frozen=True)
class Match:
    """`score` 0..1: from `DECIDES` on the term speaks for the line, from `HINTS` on it may. `kind` says by what way."""

    score: float
    kind: str
    why: str
    subject: Subject | None = None

    @property
    def decides(self) -> bool:
        return self.score >= DECIDES

    @property
    def hints(self) -> bool:
        return HINTS <= self.score < DECIDES


NO_MATCH = Match(0.0, "none", "names other things")


class Matcher:
    """Compares lines with subjects by the vocabulary; `similar` is for where no word places a line (see nearness.py)."""

    def __init__(self, vocabulary: Vocabulary, similar: Similar = unlike) -> None:
        self.vocabulary, self.similar = vocabulary, similar

    def best(self, line: Line, subjects: Iterable[Subject]) -> Match:
        return max((self.match(line, subject) for subject in subjects), key=lambda match: match.score, default=NO_MATCH)

    def match(self, line: Line, subject: Subject) -> Match:
        """Hours that went with several parts match as well as the part that fits worst."""
        if len(line.groups) > 1:
            singly = (replace(line, around=group, groups=()) for group in line.groups)
            return min((self.match(one, subject) for one in singly), key=lambda match: match.score)
        task = self._task(line, subject)
        if task == 0 or (subject.fee and line.kind is not LineKind.FEE) or self._goods_for_hours(line, subject):
            return NO_MATCH
        found = max(self._ways(line, subject), key=lambda match: match.score, default=NO_MATCH)
        if found.score < DECIDES and _stands_in(subject.text, line.item.description):
            return Match(PLACED, "place", f"the line says “{subject.text}”", subject)
        fit = self._fit(line, subject)
        score = found.score * task * fit
        if found.decides and min(task, fit) >= CLOSE:
            score = max(score, FAR)
        return Match(min(score, 1.0), found.kind, found.why, subject) if score else NO_MATCH

    def _goods_for_hours(self, line: Line, subject: Subject) -> bool:
        """A clause on supplies (filters, refrigerant) says nothing of hours."""
        sorts = {self.vocabulary.concepts[id].sort for id in subject.things}
        return line.kind is LineKind.LABOUR and sorts == {"supply"} and not subject.tasks

    def _ways(self, line: Line, subject: Subject) -> Iterator[Match]:
        if subject.things:
            yield self._thing(line, subject)
        elif subject.general:
            yield self._sweeping(line, subject)
        if shared := likeness(line.item.name, subject.said):
            yield Match(shared, "words", f"the line uses the clause's words “{subject.said}”")
        if subject.unknown:
            yield self._words(line, subject)
        elif not subject.things and not subject.general and len(line.words) > 1 and line.words <= subject.words:
            yield Match(0.8, "words", f"the clause says “{subject.text}”")

    def _sweeping(self, line: Line, subject: Subject) -> Match:
        """Sweeping words. A bare task ("maintenance visits") reaches that task on equipment, not other services of their
        own; replacing "complete units" reaches whole units alone."""
        why = f"“{subject.text}” names it"
        if not subject.tasks:
            upkeep = any(self._family(task) == "maintenance" for task in line.tasks)
            visit = upkeep or bool(VISIT_WORDS.intersection(tokens(line.item.name)))
            return NO_MATCH if _A_COMING.fullmatch(subject.text) and not visit else Match(GENERAL, "general", why)
        if self._replaces(subject) and subject.words & WHOLE:
            whole = any(self.vocabulary.is_container(id) for id in line.things)
            return Match(WHOLE_UNIT, "task", why) if whole else NO_MATCH
        if self._special_pest(line):
            return NO_MATCH
        own_service = self._sorts(line) == {"service"}
        told = line.tasks or self._implied(line) or (line.kind is LineKind.LABOUR and "repair" in subject.tasks)
        return Match(0.85 if told and not own_service else 0.5 if told or not own_service else 0.35, "task", why)

    def _special_pest(self, line: Line) -> bool:
        """A pest that no general pest service treats (bed bugs, termites) is work of its own."""
        hunted = [id for id in line.things if self.vocabulary.concepts[id].trade == "pest"]
        return bool(hunted) and all(
            self.vocabulary.concepts[id].sort == "thing" and "pest-control" not in self.vocabulary.above(id)
            for id in hunted
        )

    def _replaces(self, subject: Subject) -> bool:
        return bool(subject.tasks) and all(
            self._family(task) == "repair" and task != "repair" for task in subject.tasks
        )

    def _thing(self, line: Line, subject: Subject) -> Match:
        """A clause on replacing a thing means the whole thing, never one of its parts or what it stands beside. A clause about
        what a service stands beside ("circuit for the outlet") only comes near that service."""
        whole = self._replaces(subject)
        near = tuple(group[0] for group in line.groups if group) if whole else line.around
        beside = BROADER if line.things and line.kind is LineKind.SERVICE else BESIDE
        ways = [self._relate(own, named, 1.0, whole=whole) for own in line.things for named in subject.things]
        if not line.passed_on:
            ways += [self._relate(one, named, beside, whole=whole) for one in near for named in subject.things]
        ways += [self._bare_visit(line, subject)]
        whole_visit = line.kind is LineKind.SERVICE and self._kept(line, subject)
        plain = whole_visit or not self._says_more(line)
        ways += [self._broader(own, named, whole_visit, plain) for own in line.things for named in subject.things]
        return max(ways, key=lambda match: match.score, default=NO_MATCH)

    def _bare_visit(self, line: Line, subject: Subject) -> Match:
        """A line that says only "inspection" or "tune-up" is the one the clause provides for, whatever it is done to."""
        upkeep = any(self._family(task) == "maintenance" for task in line.tasks)
        alone = not line.things and not line.around and line.kind is LineKind.SERVICE
        if alone and upkeep and set(line.tasks) & set(subject.tasks):
            return Match(0.7, "task", f"it is the {self._name(line.tasks[0])} the clause speaks of")
        return NO_MATCH

    def _relate(self, own: str, named: str, weight: float, *, whole: bool) -> Match:
        relation = self.vocabulary.relation(own, named)
        if relation is None or (whole and relation.kind == "part_of"):
            return NO_MATCH
        kind = relation.kind if weight == 1.0 else "beside"
        least = FAR + NEARER * relation.weight if weight > BROADER else 0.0
        return Match(max(relation.weight * weight, least), kind, self._say(own, named, kind))

    def _kept(self, line: Line, subject: Subject) -> bool:
        """Is the same routine care asked for on both sides: inspecting the plumbing is inspecting its faucets?"""
        return any(self._family(task) == "maintenance" for task in set(line.tasks) & set(subject.tasks))

    def _broader(self, own: str, named: str, whole_visit: bool, plain: bool) -> Match:
        relation = self.vocabulary.relation(named, own)
        served = whole_visit or self.vocabulary.concepts[own].sort == "service"
        if relation is not None and relation.kind == "part_of" and served:
            if not plain:
                return Match(BROADER, "broader", f"the {self._name(named)} is only part of {self._name(own)}")
            return Match(CONTAINS, "contains", f"the {self._name(named)} is part of {self._name(own)}")
        if relation is None or relation.kind != "kind_of":
            return NO_MATCH
        return Match(BROADER, "broader", f"the line says only “{self._name(own)}”, the clause “{self._name(named)}”")

    def _says_more(self, line: Line) -> bool:
        """Does the line's own name tell more than the trade's words in it ("banked snow load-out")?"""
        return any(one.unknown for one in subjects(line.item.name, self.vocabulary)[:1])

    def _words(self, line: Line, subject: Subject) -> Match:
        wanted = set(map(stem, subject.unknown))
        shared = len(wanted & set(map(stem, line.words))) / len(wanted)
        if shared == 1 and not subject.things:
            return Match(0.8, "words", f"the line uses the clause's words “{subject.text}”")
        return Match(0.5, "words", "shares some words") if shared >= 0.6 and not subject.things else NO_MATCH

    def _fit(self, line: Line, subject: Subject) -> float:
        """Less than 1 when the clause narrows its thing in a way the line does not show."""
        said = (one.ids for one in self.vocabulary.mentions(tokens(line.item.name)))
        near = {*line.things, *line.around, *(id for ids in said for id in ids)}
        reached = {upper for id in near for upper in self.vocabulary.above(id)}
        missed = [id for id in subject.context if id not in reached]
        told = len(subject.words & line.words) > 1
        tied = bool(subject.things) and bool(subject.context) and len(missed) == len(subject.context) and not told
        narrower = subject.things and subject.qualifiers - line.words
        return (
            (CONTEXT_MISSED if tied else 1.0)
            * (QUALIFIER_MISSED if narrower else 1.0)
            * self._told_apart(line, subject)
        )

    def _told_apart(self, line: Line, subject: Subject) -> float:
        """Words no trade knows ("the bell tower heaters") speak for a line that uses them too, a little against others."""
        if not subject.things or not subject.unknown:
            return 1.0
        shared = set(subject.unknown) & line.words
        return 1.1 if len(shared) * 2 >= len(subject.unknown) or len(shared) > 1 else 1.0 if shared else 0.93

    def _task(self, line: Line, subject: Subject) -> float:
        """How well what was done fits what the clause speaks of: 1 the same, 0 something else."""
        if not subject.tasks:
            faults = "diagnosis" in line.tasks and subject.words & FAULTS
            return 0.5 if line.kind is LineKind.FEE and subject.things and not faults else 1.0
        if NO_ACCESS in subject.tasks and NO_ACCESS not in line.tasks:
            return 0.0
        if AGAIN in line.tasks and AGAIN not in subject.tasks and not subject.things:
            return 0.5
        if self._used_up(line, subject):
            return 0.9
        done = tuple(task for task in line.tasks if task != AGAIN or AGAIN in subject.tasks) or self._implied(line)
        if not done:
            upkeep = not any(self._family(task) == "repair" for task in subject.tasks)
            return 0.5 if upkeep and line.kind is LineKind.LABOUR else 0.9
        return max(self._task_pair(own, asked) for own in done for asked in subject.tasks)

    def _used_up(self, line: Line, subject: Subject) -> bool:
        """What a maintenance visit uses up ("annual service: belts, plugs") comes with it; what it inspects does not."""
        named = {self.vocabulary.concepts[id].sort for id in subject.things}
        goods = line.kind is LineKind.PART and self._sorts(line) == {"supply"}
        return goods and named == {"supply"} and set(subject.tasks) <= CONSUMED

    def _task_pair(self, own: str, asked: str) -> float:
        downward, upward = self.vocabulary.relation(own, asked), self.vocabulary.relation(asked, own)
        if downward:
            return downward.weight
        if upward:
            return 0.6 if own != "repair" or asked != "replacement" else 0.5
        families = {self._family(own), self._family(asked)}
        return 0.5 if families == {"repair", "service-call"} else 0.0

    def _family(self, task: str) -> str:
        above = self.vocabulary.above(task)
        return next((root for root in ("repair", "maintenance", "service-call") if root in above), task)

    def renews(self, line: Line) -> bool:
        """Does the line say that something was mended or renewed?"""
        if line.kind in (LineKind.PART, LineKind.LABOUR, LineKind.BUNDLE):
            return True
        told = any(self._family(task) == "repair" for task in line.tasks)
        bare = self._bare_thing(line) and self._sorts(line) == {"thing"}
        return told or (bare and not is_care(line.item.name))

    def cares(self, line: Line) -> bool:
        """Does the line tell of upkeep alone?"""
        return bool(line.tasks) and all(self._family(task) == "maintenance" for task in line.tasks)

    def _implied(self, line: Line) -> tuple[str, ...]:
        if line.kind is LineKind.LABOUR:
            return ("replacement",) if line.groups else ()
        return ("replacement",) if line.kind in (LineKind.PART, LineKind.BUNDLE) or self._bare_thing(line) else ()

    def _bare_thing(self, line: Line) -> bool:
        """A line filed under services that tells no work is its thing renewed."""
        goods = line.kind is LineKind.SERVICE and bool(line.things) and self._sorts(line) <= {"thing", "supply"}
        return goods and names_a_thing(line.item.name, line.things, self.vocabulary)

    def _sorts(self, line: Line) -> set[str]:
        return {self.vocabulary.concepts[id].sort for id in line.things}

    def _name(self, id: str) -> str:
        return self.vocabulary.concepts[id].name

    def _say(self, own: str, named: str, kind: str) -> str:
        if kind == "same":
            return f"the clause names the {self._name(named)}"
        if kind == "beside":
            return f"the work is on the {self._name(named)}"
        joint = "a kind of" if kind == "kind_of" else "part of"
        return f"the {self._name(own)} is {joint} {self._name(named)}"


def _stands_in(named: str, description: str) -> bool:
    """Are a clause's own words (two or more) said in the line's description, as where it was done is: "pump house"?"""
    words, said = tokens(named), tokens(description)
    return len(words) > 1 and any(said[at : at + len(words)] == words for at in range(len(said) - len(words) + 1))
