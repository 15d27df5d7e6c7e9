"""Which terms of an agreement speak for a line, how nearly, and whether their provisos hold that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from service.agreements.terms import (
    CoveredEquipment,
    Definition,
    Discount,
    Effective,
    Exclusion,
    Inclusion,
    Part,
    Pin,
    Term,
)
from service.coverage.circumstances import State, causes_in
from service.coverage.conditions import Setting, cause_state, provisos, sentence_with, verdict_of
from service.coverage.lines import Line
from service.coverage.matching import DECIDES, GENERAL, HINTS, NO_MATCH, Match, Matcher
from service.coverage.reading import Subject, Wording, wording

T = TypeVar("T", bound=Term)

_PRICES_EXCLUDED = re.compile(
    r"\W*(?:excluded|non-?covered|such|this|that|those) (?:work|services?|repairs?|items?)\b", re.I
)
_EQUIPMENT = re.compile(
    r"\b(?:the |all |any |such |said |your )*(?:listed|covered|above|named|included|scheduled|following)[ -]*(?:equipment|systems?|units?|appliances?|items?)\b"
    r"|\b(?:the |your )?equipment\b(?: (?:above|listed|below|named)(?: above| below)?)?",
    re.I,
)
_PARTS, _LABOUR = (
    re.compile(r"\b(?:parts?|materials?)\b", re.I),
    re.compile(r"\b(?:labou?r|our time|workmanship)\b", re.I),
)
_BEYOND = re.compile(
    r"\b(?:beyond|after the (?:first|second|third|fourth|fifth|\w+th|\d+\w*)|additional|extra|further|in excess|excess|thereafter|over the|past the"
    r"|more than (?:the )?(?:included|allow)|second|third|exceed\w*|each (?:further|additional|extra))\b",
    re.I,
)
_LIST_PRICE = re.compile(
    r"\b(?:list|usual|standard|regular|normal|full|retail|non-?member|prevailing|ordinary|then-?current|our)(?: (?:retail|list|shop|service|hourly|labou?r|posted|published))* (?:prices?|rates?|charges?)\b"
    r"|\bin full\b|\btime and materials?\b|\bT&M\b|\bseparate (?:quote|estimate)\b|\bquoted separately\b",
    re.I,
)
_CARRIES = re.compile(
    r"\b(?:inclu(?:de[sd]?|ding|sive|sions?)|cover(?:s|ed|age)?|no (?:additional |extra |further |trip |service |dispatch )*(?:charges?|costs?|bills?|fees?)|free|at no|without (?:\w+ )?(?:charge|cost|bill)|a bill"
    r"|waive[sd]?|on us|paid for by|part of (?:the|this|your|our)|discharged by|nothing (?:extra|more)? ?to pay|benefits?|entitle[sd]?|enjoy|in the (?:plan|dues|fee|price)|comes? with|(?:is|are) carried|we bear"
    r"|(?:we|contractor|provider|company|vendor)(?:'ll| will| shall| agrees to)? (?:\w+ )?(?:perform|provide|make|service|repair|replace|maintain|clean|inspect|test|treat|come|look after|take care|put|do|furnish|supply|mow|visit|keep|bear|pay|carry|check|tune|handle|apply|trim|monitor|change|install|empty|balance|adjust)s?"
    r"|you(?:'ll| will)? (?:get|receive|have)|(?:won't|don't|do not|does not|will not|never) (?:have to )?pay|members? (?:get|receive)|what (?:you|members|\w+ members) get|scope|services?|tasks?|looked after|maintenance)\b",
    re.I,
)
_AND_LABOUR = re.compile(r"\b(?:and|plus|with|including) (?:the |all |its )?labou?r\b", re.I)
_LESS = re.compile(r"\d\s*(?:\(\d+\))?\s*(?:%|percent)|\bpercent\b|\bhalf\b|\breduc|\bdiscount|\bless\b", re.I)


@dataclass(frozen=True)
class Said(Generic[T]):
    """A term that speaks for a line. `holds` is None where a proviso cannot be told; `doubt` says what would tell."""

    term: T
    match: Match
    holds: bool | None = True
    doubt: str = ""
    by_cause: bool = False
    facts: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        return self.term.pin

    @property
    def weight(self) -> float:
        """How specific it is: its match, more where it names the task or hangs on what happened."""
        tasked = 0.04 if self.match.subject and self.match.subject.tasks and self.match.subject.things else 0.0
        return self.match.score + tasked + (0.5 if self.by_cause else 0.0)


def states_carriage(term: Inclusion) -> bool:
    """Do the clause's words, or the heading above them, say that its object is carried? A bare list of equipment does not."""
    return (
        bool(_CARRIES.search(f"{term.pin.section} {term.pin.quote}"))
        and term.pin.quote.strip(" .:") != term.pin.quote.strip(" .:").upper()
    )


def beyond(term: Term) -> bool:
    """Does the term speak only of what goes past an allowance?"""
    sentence = sentence_with(term.pin.quote, getattr(term, "what", ""))
    return bool(_BEYOND.search(getattr(term, "what", "")) or _BEYOND.search(sentence))


def at_list(term: Term) -> bool:
    """Does the term's own clause price its object at list, leaving no reduction?"""
    return bool(_LIST_PRICE.search(term.pin.quote)) and not _LESS.search(term.pin.quote)


@dataclass
class Speakers:
    """The terms of one agreement on one day, read once; asked line by line."""

    effective: Effective
    matcher: Matcher
    setting: Setting
    _read: dict[str, Wording] = field(default_factory=dict)

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
        words = self.words(str(getattr(term, "what", "")))
        causes = self._causes(term, words)
        match = self._match(term, line, words, bool(causes))
        if match.score == 0:
            return None
        if self._excepted(term, line, words, match):
            return None
        return self._held(Said(term, match), line, causes)

    def words(self, text: str) -> Wording:
        """A text taken apart, defined names put for what they mean; equipment a clause only points at is spelled out."""
        if text not in self._read:
            self._read[text] = wording(self._spelled(text), self.matcher.vocabulary)
        return self._read[text]

    def equipment(self) -> tuple[Subject, ...]:
        return tuple(
            one for term in self.terms(CoveredEquipment) for one in self.words(term.what).subjects if one.things
        )

    def _spelled(self, text: str) -> str:
        for defined in self.terms(Definition):
            if len(defined.name) > 3 and len(defined.meaning) < 400:
                text = re.sub(rf"\b{re.escape(defined.name)}\b", f"({defined.meaning})", text, flags=re.I)
        listed = ", ".join(term.what for term in self.terms(CoveredEquipment))
        return _EQUIPMENT.sub(f"({listed})", text) if listed and len(text) < 300 else text

    def _causes(self, term: Term, words: Wording) -> frozenset[str]:
        stated = " ".join(getattr(term, "causes", ()))
        ids = causes_in(f"{stated} {words.causes}")
        bare = not any(one.things for one in words.subjects)
        return ids or (causes_in(str(getattr(term, "what", ""))) if bare and isinstance(term, Exclusion) else ids)

    def _match(self, term: Term, line: Line, words: Wording, caused: bool) -> Match:
        if isinstance(term, Exclusion) and _PRICES_EXCLUDED.match(term.pin.quote) and at_list(term):
            return NO_MATCH
        part = self._part(term)
        reach = line.falls_in(part)
        if reach is False or getattr(term, "everything_else", False):
            return NO_MATCH
        match = self.matcher.best(line, words.subjects)
        if match.score < HINTS and (caused or (not words.subjects and isinstance(term, Discount))):
            match = Match(GENERAL, "general", "it reaches all work")
        elif match.score == 0 and part != "both" and _only_part(words):
            match = Match(GENERAL, "general", f"it reaches all {part}")
        return self._near_equipment(
            line, match if reach else replace(match, score=min(match.score, DECIDES - 0.05), kind="mixed")
        )

    def _near_equipment(self, line: Line, match: Match) -> Match:
        """Sweeping words reach only the equipment the agreement lists, where it lists any."""
        listed = self.equipment()
        if match.kind != "general" or not listed or not (line.things or line.around):
            return match
        near = self.matcher.best(line, [replace(one, tasks=()) for one in listed])
        return (
            match
            if near.score >= HINTS
            else replace(match, score=match.score * 0.6, why="the agreement lists other equipment")
        )

    def _part(self, term: Term) -> Part:
        """Parts or labour; where the term does not narrow it, its own words may."""
        stated: Part = getattr(term, "part", getattr(term, "applies_to", "both"))
        what = str(getattr(term, "what", ""))
        if stated == "labour" and _AND_LABOUR.search(what):
            return "both"
        if stated != "both" or not isinstance(term, (Inclusion, Exclusion, Discount)):
            return stated
        parts, labour = bool(_PARTS.search(what)), bool(_LABOUR.search(what))
        return "parts" if parts and not labour else "labour" if labour and not parts else "both"

    def _excepted(self, term: Term, line: Line, words: Wording, match: Match) -> bool:
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
            if not judged and found.decides and found.score >= match.score:
                return True
        return False

    def _held(self, said: Said[T], line: Line, causes: frozenset[str]) -> Said[T] | None:
        term = said.term
        if causes:
            state = cause_state(causes, self.setting)
            if state in (None, State.DENIED):
                return None
            said = replace(said, by_cause=True, holds=None if state is State.DOUBTED else True)
            said = replace(said, doubt=f"whether the cause was {_named(causes)}" if said.holds is None else "")
        sentence = sentence_with(term.pin.quote, str(getattr(term, "what", ""))[:60])
        stated = f"{sentence} {getattr(term, 'condition', '')}"
        judged = provisos(stated, self.setting, line.item.unit_price)
        if not judged:
            return said
        held = verdict_of(judged)
        failing = [one.said for one in judged if one.holds is not True]
        if held is False or (held is None and said.holds):
            said = replace(said, holds=held, doubt=failing[0])
        bound = isinstance(term, Exclusion) and held is True
        return replace(said, by_cause=said.by_cause or bound, facts=tuple(one.said for one in judged))


def _only_part(words: Wording) -> bool:
    return all(not one.things and not one.unknown for one in words.subjects)


def _named(causes: frozenset[str]) -> str:
    return " or ".join(sorted(id.replace("_", " ") for id in causes))
