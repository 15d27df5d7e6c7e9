"""Which terms of an agreement speak for a line, how nearly, and whether their provisos hold that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from service.agreements.patterns.polarity import TO_TICK
from service.agreements.terms import (
    Allowance,
    BusinessHours,
    Cap,
    CoveredEquipment,
    Definition,
    Discount,
    Effective,
    Exclusion,
    Inclusion,
    Pin,
    Rate,
    Renewal,
    Term,
)
from service.coverage import quarry
from service.coverage.another_unit import UNLISTED, another
from service.coverage.circumstances import State, causes_in, told_in
from service.coverage.clause_words import carriage, only_prices, part_of, prices_each_visit, prices_excluded_work
from service.coverage.conditions import ANYTIME, Setting, cause_state, own_sentence, provisos, verdict_of
from service.coverage.defined_names import HEADING_WORDS, DefinedNames
from service.coverage.holding import held
from service.coverage.lines import Line, LineKind
from service.coverage.matching import DECIDES, GENERAL, HINTS, NO_MATCH, Match, Matcher
from service.coverage.reading import Subject, Wording, done_to, narrower
from service.coverage.said import Said
from service.coverage.unnamed import Unnamed
from service.coverage.vocabulary import tokens

_STRUCK = re.compile(r"\b(?:impacts?|strikes?)\b", re.I)
_HOWEVER = re.compile(
    r"\b(?:however|nevertheless|nonetheless|even so|but (?:it|they|we|this|that|these|those)\b)", re.I
)
_DAMAGE = re.compile(r"(?:any |all )?(?:damage|breakage|repairs?|failures?|work|calls?)", re.I)
_PRONOUN = re.compile(r"\b(?:they|them|these|those|one|ones)\b", re.I)
_REFERS = re.compile(rf"{_PRONOUN.pattern}|\b(?:such|its|their|therefor|thereof)\b", re.I)
_CLAUSE = re.compile(
    r"^(?:the |a |an |any )?(?:(?!whose|that|which|who)[\w-]+ ){1,3}(?:is|are|was|were|has|have) [\w-]+(?: [\w-]+){0,3}$",
    re.I,
)
WHEN = "emergency-service"
_LABOUR = frozenset({"labor", "hour", "technician", "work", "service"})
LABEL = 4  # words; what stands longer before a colon is a sentence
_BEFELL = re.compile(r"\w \b(?:frozen|broken|burst|bent|chewed|driven|hit|struck|\w{3,}ed)\b", re.I)
"""A thing and what befell it: "a garage door frozen to the floor"."""
T = TypeVar("T", bound=Term)


@dataclass
class Speakers:
    """The terms of one agreement on one day, read once; asked line by line."""

    effective: Effective
    matcher: Matcher
    setting: Setting

    def terms(self, kind: type[T]) -> Iterator[T]:
        """The terms of one kind that hold on the day."""
        day = self.setting.work.day
        for term in self.effective.terms:
            if (
                isinstance(term, kind)
                and (term.since is None or term.since <= day)
                and (term.until is None or day <= term.until)
            ):
                yield term

    def all(self, kind: type[T], line: Line, *, least: float = HINTS) -> list[Said[T]]:
        """Terms of a kind that speak for the line, most specific first; those whose provisos fail come too."""
        said = [one for term in self.terms(kind) if (one := self.said(term, line)) and one.match.score >= least]
        return sorted(said, key=lambda one: (-one.weight, -one.pin.confidence, one.pin.start))

    def said(self, term: T, line: Line) -> Said[T] | None:
        """None where the term is about other things, the other part of the price, or excepts this line."""
        if isinstance(term, Exclusion) and _CLAUSE.search(term.what) and (given := self._given_beside(term)):
            return self._excepting(term, line, given)
        words = self._wording(term)
        causes = self._causes(term, words)
        if (told := self._happened(term)) is not None:
            return self._match_of_damage(term, line, told)
        match = self._match(term, line, words, bool(causes))
        if match.score == 0:
            return None
        if self._excepted(term, line, words, match):
            return None
        return held(Said(term, match), line, causes, self.setting, self._meant(term))

    def _happened(self, term: Term) -> State | None:
        """Whether what is on file tells of damage by something no list of causes knows ("Damage by carts or knives")."""
        if not isinstance(term, Exclusion) or not term.causes or not _DAMAGE.fullmatch(term.what):
            return None
        states = [told_in(cause, self.setting.work.statements) for cause in term.causes if not causes_in(cause)]
        return next((one for one in (State.CERTAIN, State.DOUBTED) if one in states), None)

    def _match_of_damage(self, term: T, line: Line, told: State) -> Said[T] | None:
        if line.kind not in (LineKind.PART, LineKind.LABOUR, LineKind.BUNDLE):
            return None
        match = Match(GENERAL, "general", "what is on file tells of what the clause names as the cause")
        doubt = "" if told is State.CERTAIN else f"whether it is damage by {' or '.join(getattr(term, 'causes', ()))}"
        return Said(term, match, True if told is State.CERTAIN else None, doubt, True)

    def _given_beside(self, term: Exclusion) -> list[Inclusion]:
        return [one for one in self.terms(Inclusion) if one.pin.quote == term.pin.quote]

    def _excepting(self, term: T, line: Line, given: Sequence[Inclusion]) -> Said[T] | None:
        """ "… except where the fascia is rotten": what its own sentence gives, taken back where the notes tell of it."""
        state = told_in(str(getattr(term, "what", "")), self.setting.work.statements)
        if state not in (State.CERTAIN, State.DOUBTED):
            return None
        matches = [said.match for one in given if (said := self.said(one, line))]
        found = max(matches, key=lambda one: one.score, default=NO_MATCH)
        doubt = "" if state is State.CERTAIN else f"whether {getattr(term, 'what', '')}"
        return Said(term, found, True if state is State.CERTAIN else None, doubt, True) if found.decides else None

    def _wording(self, term: Term) -> Wording:
        """What the term is about; an allowance that names only its unit ("14 hours") is read from its sentence."""
        words = self.words(str(getattr(term, "what", "")))
        if isinstance(term, Allowance) and not any(one.things or one.tasks for one in words.subjects):
            words = self._counted(term) if _only_counts(term, words) else words
        if isinstance(term, Discount) and _REFERS.search(term.what):
            words = self._of_before(term, words)
        if not any(one.things or one.unknown or one.tasks for one in words.subjects):
            words = self._row(term) or self._sentence(term) or words
        if isinstance(term, Discount) and not any(one.things or one.unknown or one.general for one in words.subjects):
            words = self.words(own_sentence(term)) if words.subjects else words
        heading = next((part for part in reversed(term.pin.section.split(" > ")) if "|" not in part), "")
        heading = "" if TO_TICK.match(heading) else heading
        if not isinstance(term, (Allowance, Inclusion, Discount, Rate)) or len(heading.split()) > HEADING_WORDS:
            return words
        headed = tuple(id for one in self.words(heading).subjects for id in one.things)
        if isinstance(term, (Discount, Rate)):
            return self._of_heading(term, words, headed)
        return replace(words, subjects=tuple(done_to(one, headed) for one in words.subjects))

    def _of_before(self, term: Discount, words: Wording) -> Wording:
        """ "… and materials for such work at list less 10%" is off the materials of what its sentence spoke of before."""
        before = self.words(term.pin.quote.partition(f" {term.what}")[0])
        if _PRONOUN.fullmatch(term.what):
            return before
        named = tuple(dict.fromkeys(id for one in before.subjects for id in one.things))
        return replace(words, subjects=tuple(replace(one, things=named) for one in words.subjects)) if named else words

    def _of_heading(self, term: Discount | Rate, words: Wording, headed: tuple[str, ...]) -> Wording:
        """ "20% off list when you buy them from us" under "New faucets" is off those."""
        if not headed or any(one.things for one in words.subjects) or not _PRONOUN.search(own_sentence(term)):
            return words
        told = words.subjects or (Subject("", words=frozenset({"work"})),)
        return replace(words, subjects=tuple(replace(one, things=headed) for one in told))

    def _counted(self, term: Allowance) -> Wording:
        """Hours that name no thing are hours of any work; other counts are of what their sentence names."""
        told = self.words(term.pin.quote)
        if term.unit != "hour":
            return told
        if self._of_another_case(term):
            return Wording(())
        parts = re.split(r"[,;:]|\.\s", term.pin.quote)
        beside = [one for part in parts if "hour" in part.lower() for one in self.words(part).subjects]
        return told if any(one.things for one in beside) else self.words("labor")

    def _of_another_case(self, term: Allowance) -> bool:
        """ "Outage calls: the first two hours are free", where title and notes tell of no outage."""
        label, colon, _ = term.pin.quote.partition(":")
        case = {word for one in self.words(label if colon else "").subjects for word in one.unknown}
        told = " ".join([self.setting.work.about, *(one.name for one in self.setting.work.lines)])
        return bool(case) and len(label.split()) <= LABEL and not case & set(tokens(told))

    def _sentence(self, term: Term) -> Wording | None:
        """Bare labor is about what its sentence names; a limit or an hourly rate about what it names first."""
        if isinstance(term, Inclusion) and term.part == "labour":
            told = tuple(one for one in self.words(term.pin.quote).subjects if one.things)
            return Wording(told) if told else None
        if not isinstance(term, (Cap, Rate)):
            return None
        own = own_sentence(term)
        return next((said for text in (own, own.partition(": ")[0]) if (said := self._first_named(term, text))), None)

    def _first_named(self, term: Term, text: str) -> Wording | None:
        said = self.words(text)
        labour = isinstance(term, Cap) or any(_LABOUR.intersection(one.words) for one in said.subjects[:1])
        return said if labour and any(one.things for one in said.subjects[:1]) else None

    def _row(self, term: Term) -> Wording | None:
        """A term in a table's row that names nothing itself ("list less 18%") is about the row's first telling cell."""
        cells = term.pin.quote.split(" | ")
        read = (self.words(cell) for cell in cells[:-1]) if len(cells) > 1 else iter(())
        return next((one for one in read if any(subject.things or subject.tasks for subject in one.subjects)), None)

    def words(self, text: str) -> Wording:
        """A text taken apart, defined names put for what they mean; equipment a clause only points at is spelled out."""
        return self._names.read(text)[0]

    @property
    def equipment(self) -> tuple[Subject, ...]:
        return self._names.equipment

    @cached_property
    def _names(self) -> DefinedNames:
        defined, listed = tuple(self.terms(Definition)), tuple(self.terms(CoveredEquipment))
        return DefinedNames(defined, listed, self.matcher.vocabulary)

    def _meant(self, term: Term) -> tuple[str, ...]:
        """The clauses that say what a term's names mean."""
        return tuple(pin.quote for pin in self._names.read(str(getattr(term, "what", "")))[1])

    def leant_on(self, term: Term) -> tuple[Pin, ...]:
        """The clauses that say what a term's names and its hours mean, and which equipment it is about."""
        texts = (str(getattr(term, "what", "")), term.pin.quote)
        named = [pin for text in texts for pin in self._names.read(text)[1]]
        timed = provisos(f"{own_sentence(term)} {getattr(term, 'condition', '')}", self.setting)
        hours = [one.pin for one in self.terms(BusinessHours)] if any(one.kind == "hours" for one in timed) else []
        return tuple(dict.fromkeys([*named, *hours, *self.changed_from(term)]))

    def changed_into(self, term: T) -> list[T]:
        """The terms an amendment changed into this one."""
        what = getattr(term, "what", "")
        return [
            old
            for old, _ in self.effective.set_aside
            if isinstance(old, type(term)) and old.pin != term.pin and getattr(old, "what", "") == what
        ][:1]

    def changed_from(self, term: Term) -> tuple[Pin, ...]:
        """The clauses whose figures an amendment changed into this term: without them it would say nothing."""
        return tuple(old.pin for old in self.changed_into(term))

    @property
    def prolonged(self) -> tuple[Pin, ...]:
        """What keeps the agreement in force after the last day it names."""
        last, day = self.effective.agreement.in_force_to, self.setting.work.day
        return tuple(term.pin for term in self.terms(Renewal) if last is not None and last < day)[:1]

    def _causes(self, term: Term, words: Wording) -> frozenset[str]:
        """Causes named as such, or in words that stand beside what is excluded ("frozen pipes", "anything the dog does").

        An excluded thing that could be a cause elsewhere (rodents, in a pest agreement) is a thing, not a cause.
        """
        what = str(getattr(term, "what", ""))
        named = any(one.things for one in words.subjects)
        stated = " ".join(
            cause for cause in getattr(term, "causes", ()) if not (named and cause.strip() == what.strip())
        )
        ids = causes_in(f"{stated} {words.causes}")
        beside = " ".join(word for one in words.subjects for word in one.loose)
        struck = what if _STRUCK.search(what) else ""
        return ids or (causes_in(f"{beside} {struck}") if isinstance(term, (Exclusion, Cap)) else ids)

    def _match(self, term: Term, line: Line, words: Wording, caused: bool) -> Match:
        reach = any(line.called_by(one.tasks) for one in words.subjects) or line.falls_in(part_of(term))
        if reach is False or getattr(term, "everything_else", False) or prices_excluded_work(term) or only_prices(term):
            return NO_MATCH
        if line.alike and (line.alike.what, line.alike.quote) == (str(getattr(term, "what", "")), term.pin.quote):
            return Match(line.alike.score, "alike", f"“{line.item.name}” means about what “{line.alike.what}” means")
        asked = _at_any_hour(line, term)
        match = self.matcher.best(asked, words.subjects)
        if match.score < DECIDES and isinstance(term, (Inclusion, Allowance)):
            unnamed = quarry.without_name(asked, self._hunted, self.matcher.vocabulary)
            match = max(match, self.matcher.best(unnamed, words.subjects), key=lambda one: one.score)
        if match.kind == "place" and not isinstance(term, Exclusion):
            return NO_MATCH
        if match.score < DECIDES:
            match = max(
                match,
                Unnamed(self.matcher, self.words).match(
                    term, line, words, caused and match.score < HINTS and not _of_another_thing(term, words, line)
                ),
                key=lambda one: one.score,
            )
        if isinstance(term, Discount) and line.passed_on and match.kind == "general":
            return NO_MATCH
        if reach is None:
            match = replace(match, score=min(match.score, DECIDES - 0.05), kind="mixed")
        if match.kind == "contains" and prices_each_visit(term):
            match = replace(match, score=min(match.score, DECIDES - 0.05), why="the visit has a price of its own")
        if isinstance(term, Inclusion) and carriage(term) == 0:
            named = match.kind not in ("general", "task")
            match = replace(match, score=min(match.score, DECIDES - 0.05) if named else 0.0, kind="scope")
        found = self._in_row(term, line, match)
        return self._near_equipment(line, found) if isinstance(term, (Inclusion, Allowance, Cap)) else found

    @cached_property
    def _hunted(self) -> frozenset[str]:
        titles = {term.pin.section.split(" > ")[0] for term in self.effective.terms}
        told = titles | {term.pin.quote for term in self.terms(Inclusion)}
        return quarry.hunted([one for text in told for one in self.words(text).subjects], self.matcher.vocabulary)

    def _in_row(self, term: Term, line: Line, match: Match) -> Match:
        """What stands in a table's row or after a label is about what the row names first."""
        label, bar, _ = term.pin.quote.partition(" | ")
        what = str(getattr(term, "what", ""))
        if not bar or not match.score or label.strip().startswith(what.strip()) or what.startswith(label.strip()):
            return match
        named = [one for one in self.words(label).subjects if one.things]
        return match if not named or self.matcher.best(line, named).score >= HINTS else NO_MATCH

    def _near_equipment(self, line: Line, match: Match) -> Match:
        """Sweeping words reach only the equipment the agreement lists, where it lists any."""
        told = f"{line.item.name}. {line.item.description}. {self.setting.work.title}"
        if another(told, [term.pin.quote for term in self.terms(CoveredEquipment)]):
            why = "the agreement lists a unit of another maker or place"
            match = replace(match, score=min(match.score, DECIDES - 0.05), why=why)
        listed = self.equipment
        unlisted = match.kind == "task" and line.kind is LineKind.LABOUR and self._speaks_of_unlisted
        if (match.kind != "general" and not unlisted) or not listed or not (line.things or line.around):
            return match
        near = self.matcher.best(line, [replace(one, tasks=()) for one in listed])
        return (
            match
            if near.score >= HINTS
            else replace(match, score=match.score * 0.6, why="the agreement lists other equipment")
        )

    @cached_property
    def _speaks_of_unlisted(self) -> bool:
        """Whether the agreement says what holds for equipment it does not list."""
        return any(UNLISTED.search(term.pin.quote) for term in self.effective.terms)

    def _excepted(self, term: Term, line: Line, words: Wording, match: Match) -> bool:
        if isinstance(term, Exclusion) and self._carried_however(term, line):
            return True
        for text in (*getattr(term, "exceptions", ()), *words.exceptions):
            named = self.words(text)
            causes = causes_in(text)
            if causes and not any(one.things for one in named.subjects):
                if cause_state(causes, self.setting) is State.CERTAIN:
                    return True
                continue
            judged = provisos(text, self.setting, line.item.unit_price)
            if judged and verdict_of(judged):
                return True
            found = self.matcher.best(line, [one for one in named.subjects if one.things or one.unknown])
            reaches = not judged and found.decides and found.score >= match.score
            told = not narrower(named, words) or told_in(text, self.setting.work.statements) is State.CERTAIN
            if reaches and told:
                return True
        return False

    def _carried_however(self, term: Exclusion, line: Line) -> bool:
        """ "A condensate pump is covered, however, when it has shut the system down" takes back an exclusion of that pump where
        somebody tells of it."""
        return any(
            told_in(one.condition.split(",")[0], self.setting.work.statements) is State.CERTAIN
            and self.matcher.best(line, self.words(one.what).subjects).decides
            for one in self.terms(Inclusion)
            if one.condition and one.pin.section == term.pin.section and _HOWEVER.search(one.pin.quote)
        )


def _at_any_hour(line: Line, term: Term) -> Line:
    """For a clause that holds at whatever hour, hours of the night are hours like any other."""
    if line.kind is not LineKind.LABOUR or WHEN not in line.tasks or not ANYTIME.search(own_sentence(term)):
        return line
    return replace(line, tasks=tuple(task for task in line.tasks if task != WHEN))


def _only_counts(term: Allowance, words: Wording) -> bool:
    """Whether an allowance's own words are but its unit ("pounds") or the label of its line ("Silver: two visits")."""
    labelled = term.pin.quote.lower().startswith(f"{term.what.lower()}:")
    return labelled or all(set(one.unknown) <= {term.unit} for one in words.subjects)


def _of_another_thing(term: Term, words: Wording, line: Line) -> bool:
    """Whether an exclusion's cause stands in the words of a thing ("panels somebody drove into") that the line is not about."""
    befell = isinstance(term, Exclusion) and set(term.causes) <= {term.what} and _BEFELL.search(term.what)
    named = isinstance(term, Exclusion) and (not term.causes or befell) and any(one.things for one in words.subjects)
    return bool(named) and bool(line.things) and line.kind is not LineKind.LABOUR
