"""The terms of one agreement for and against carrying a line, weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.agreements.patterns.words import VISITS
from service.agreements.terms import Allowance, Cap, Discount, Exclusion, Inclusion, Per, Term, Warranty
from service.coverage.clause_words import beyond, carriage, part_of
from service.coverage.conditions import own_sentence
from service.coverage.lines import Line, LineKind
from service.coverage.said import Said
from service.coverage.speaking import Speakers
from service.coverage.told_hours import in_hours

_BORNE = re.compile(
    r"\b(?:on us|on me|(?:we|i) (?:pay|cover|bear|carry|absorb|swallow|stand|foot|spend|eat)|of (?:ours|our own)|(?:is|are) (?:covered|included|borne)|(?:contractor|company|provider|the plan|the club) (?:pays|bears|covers|carries|absorbs|shall bear|will bear|will pay)|our share|free)\b",
    re.I,
)
_NUMBERS = {"half": "0.5", "one": "1", "once": "1", "two": "2", "twice": "2", "three": "3", "four": "4", "five": "5", "six": "6", "first": "1"}  # fmt: skip
_SO_MANY = re.compile(
    r"(?:^|[:.,;|] ?)(?:the )?(?P<n>one|two|three|four|once|twice|first|[1-9])(?: \(\d\))? (?:[\w-]+ ){0,4}?(?:per \w+ )?(?:per|each|every|a|(?:in|of) (?:a|each|any|the))"
    r" (?:calendar |contract |agreement |plan |membership )?(?P<per>quarter|month|season|year)\b",
    re.I,
)
_TIMES = re.compile(
    r"\b(?P<n>once|twice|(?:two|three|four|five|six) times),? (?:in|each|every|a|per|during) (?:the |an? |any )?(?:early |late |calendar |contract )?"
    r"(?P<per>spring|summer|autumn|fall|winter|year|season|term|month|quarter)\b",
    re.I,
)
"""How often, inside a sentence: "we rake the leaves twice in autumn"."""
_FIRST_HOURS = re.compile(
    r"\bfirst (?:(?P<n>half(?=[ -]hour)|one|two|three|four|five|six|[1-9]\d?)[ -])?(?:\((?P<digits>\d+)\) )?(?:billable |labou?r )?hours?\b",
    re.I,
)
_VISIT = re.compile(rf"\b{VISITS}\b", re.I)
_VISITS = frozenset({"visit", "call", "trip", "tune-up", "inspection", "treatment", "application"})
_REPAIR_CALLS = frozenset({"call", "trip", "treatment", "application"})
_NAMELESS, _NAMING = frozenset({"general", "task"}), frozenset({"same", "kind_of", "part_of"})
ALLOWANCE_EDGE = 0.03
"""By so much an allowance goes before an exclusion of the same thing: a grant up to a count was meant to be given."""


@dataclass(frozen=True)
class Evidence:
    """`against` and `positive` most specific first. `out` and `inn` are the ones whose provisos hold and which decide."""

    line: Line
    against: tuple[Said[Term], ...]
    positive: tuple[Said[Term], ...]
    allowances: tuple[Said[Allowance], ...]

    @property
    def out(self) -> Said[Term] | None:
        return _first(self.against)

    @property
    def inn(self) -> Said[Term] | None:
        return _first(self.positive)

    @property
    def plain(self) -> Said[Term] | None:
        """The best that says its object is free or covered, not only served."""
        return _first([one for one in self.positive if carriage_of(one) == 2])

    @property
    def allowance(self) -> Said[Allowance] | None:
        """A count of something wider never limits what another clause promises by its very name."""
        inn = self.plain or self.inn
        wider = inn is not None and inn.match.kind == "same" and isinstance(inn.term, Inclusion)
        fitting = (one for one in self.allowances if one.holds and one.match.decides)
        if wider and inn:
            fitting = (
                one
                for one in fitting
                if one.match.kind not in ("part_of", "beside", "contains") or one.pin.clause_id == inn.pin.clause_id
            )
        return next(fitting, None)

    @property
    def doubt(self) -> Said[Term] | None:
        """A term with an open proviso that would turn the answer."""
        inn, out = self.inn, self.out
        open_out = next((one for one in self.against if one.holds is None and one.match.decides), None)
        if open_out and (inn is None or outweighs(open_out, inn)):
            return open_out if out is None or out.weight < open_out.weight else None
        open_in = next((one for one in self.positive if one.holds is None and one.match.decides), None)
        return open_in if open_in and inn is None and (out is None or out.weight < open_in.weight) else None

    def others(self, *but: Said[Term] | None) -> tuple[Said[Term], ...]:
        """The nearest of the rest, for whoever asks why they did not decide."""
        return tuple(one for one in (*self.against[:2], *self.positive[:2]) if all(one is not other for other in but))[
            :3
        ]


def evidence(line: Line, speakers: Speakers) -> Evidence:
    """What a warranty's own clause gives ("part, labor and trip are on us") speaks for repeats alone, which are settled before."""
    repeats = {term.pin.clause_id for term in speakers.terms(Warranty)}
    against: list[Said[Term]] = [one for one in speakers.all(Exclusion, line) if not beyond(one.term)]
    inclusions = [
        one for one in speakers.all(Inclusion, line) if not beyond(one.term) or "includ" in one.pin.quote.lower()
    ]
    inclusions = [one for one in inclusions if one.match.kind != "general" or one.pin.clause_id not in repeats]
    inclusions = [one for one in inclusions if not _mere_upkeep(one, line, speakers)]
    counted = [found for one in inclusions if (found := _counted(one))]
    allowances = [one for one in [*speakers.all(Allowance, line), *counted] if _countable(one.term, line)]
    shares = {
        term.pin.quote for term in speakers.terms(Discount)
    }  # a limit on a share of the price carries nothing whole
    caps = [
        one
        for one in speakers.all(Cap, line)
        if limits_work(one, line) and _BORNE.search(one.pin.quote) and one.pin.quote not in shares
    ]
    positive: list[Said[Term]] = [*inclusions, *allowances, *caps]
    return Evidence(line, tuple(against), tuple(sorted(positive, key=_favour, reverse=True)), tuple(allowances))


def _mere_upkeep(said: Said[Inclusion], line: Line, speakers: Speakers) -> bool:
    """Starting, cleaning or inspecting a thing is no promise to mend it: repairs and parts take another clause, unless the
    line's own work is that care ("oak pruning, crew hour")."""
    subject = said.match.subject
    shared = set(subject.things) & {*line.things, *line.around} if subject else set[str]()
    served = any(speakers.matcher.vocabulary.concepts[id].sort == "service" for id in shared)
    same = subject is not None and (served or bool(set(subject.tasks) & set(line.tasks)))
    return said.term.upkeep and speakers.matcher.renews(line) and not same


def limits_work(cap: Said[Cap], line: Line) -> bool:
    """A limit on what is spent is about repairs; other services it reaches only by their own name."""
    repair = line.kind in (LineKind.PART, LineKind.LABOUR, LineKind.BUNDLE)
    return cap.match.kind != "general" and (repair or cap.match.kind == "same")


def carriage_of(said: Said[Term]) -> int:
    return carriage(said.term) if isinstance(said.term, Inclusion) else 2


def outweighs(out: Said[Term], inn: Said[Term]) -> bool:
    """An exclusion beats an inclusion as specific as itself, and one that names its thing beats a bare task or "all parts"; an
    inclusion made for the very cause beats both."""
    if out.by_cause and inn.by_cause:
        return False
    nameless = inn.match.kind in _NAMELESS and not inn.by_cause
    return out.weight >= _favour(inn) or (nameless and out.match.decides and out.match.kind in _NAMING)


def _favour(said: Said[Term]) -> float:
    return said.weight + (ALLOWANCE_EDGE if isinstance(said.term, Allowance) else 0.0)


def _first(said: Sequence[Said[Term]]) -> Said[Term] | None:
    return next((one for one in said if one.holds and one.match.decides), None)


def _countable(allowance: Allowance, line: Line) -> bool:
    if allowance.unit == "time":
        return True
    if allowance.unit == "hour":
        return line.kind is LineKind.LABOUR or in_hours(line)
    if allowance.unit in _VISITS:
        hours = line.kind is LineKind.LABOUR and _of_labour(allowance)
        repair = line.kind is LineKind.BUNDLE and allowance.unit in _REPAIR_CALLS
        return hours or repair or line.kind in (LineKind.SERVICE, LineKind.FEE)
    return line.kind is not LineKind.LABOUR


def _second_cell(quote: str) -> str:
    return quote.split(" | ")[1] if " | " in quote else ""


def _of_labour(allowance: Allowance) -> bool:
    """Are the counted calls calls' labor, by the row they stand in or their own words?"""
    label = allowance.pin.quote.partition(" | ")[0] if " | " in allowance.pin.quote else ""
    return re.search(r"\blabou?r\b", f"{label} {allowance.what}", re.I) is not None


def _counted(said: Said[Inclusion]) -> Said[Allowance] | None:
    """An inclusion that says how many ("one clearing per calendar quarter") is an allowance too."""
    first = _FIRST_HOURS.search(said.term.what) or _FIRST_HOURS.search(own_sentence(said.term))
    if first and part_of(said.term) == "labour":
        hours = Decimal(_NUMBERS.get((first["n"] or "one").lower()) or first["digits"] or first["n"])
        free = Allowance(said.pin, what=said.term.what, count=hours, unit="hour", per="visit")
        return Said(free, said.match, said.holds, said.doubt, said.by_cause, said.facts, said.kinds)
    match = _SO_MANY.search(own_sentence(said.term)) or _SO_MANY.search(_second_cell(said.pin.quote))
    match = match or _TIMES.search(own_sentence(said.term))
    if match is None or (_VISIT.search(match[0]) and said.match.subject and "repair" in said.match.subject.tasks):
        return None
    word, per = match["n"].lower().removesuffix(" times"), match["per"].lower()
    count = Decimal(_NUMBERS.get(word, word))
    counted = Allowance(said.pin, what=said.term.what, count=count, unit="time", per=_PERIODS.get(per, "year"))
    return Said(counted, said.match, said.holds, said.doubt, said.by_cause, said.facts, said.kinds)


_PERIODS: dict[str, Per] = {"quarter": "quarter", "month": "month", "season": "season", "term": "term"}
"""A time of the year comes once in it."""
