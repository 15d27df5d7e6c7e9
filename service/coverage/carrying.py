"""Does the agreement carry a line? Exclusion against inclusion, the more specific wins, and what nobody can tell is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from service.agreements.terms import Allowance, Cap, Exclusion, Inclusion, Per, ServiceFee, Term
from service.coverage.conditions import own_sentence
from service.coverage.lines import Line, LineKind
from service.coverage.matching import Match
from service.coverage.pricing import priced_at_times, priced_by
from service.coverage.speaking import Said, Speakers, at_list, beyond, carriage

_BORNE = re.compile(
    r"\b(?:on us|we (?:pay|cover|bear)|(?:is|are) (?:covered|included|borne)|(?:contractor|company|provider) (?:pays|bears|covers)|free)\b",
    re.I,
)
_OF_EXCLUDED = re.compile(
    r"\b(?:excluded|non-?covered|uncovered|such|this|that|these|those|any of (?:this|that|it|those))\b[^.]{0,60}|\bnot (?:covered|included)\b[^.]{0,60}",
    re.I,
)
_COUNT = {"one": Decimal(1), "once": Decimal(1), "two": Decimal(2), "twice": Decimal(2), "three": Decimal(3), "four": Decimal(4), "1": Decimal(1), "2": Decimal(2), "3": Decimal(3), "4": Decimal(4)}  # fmt: skip
_SO_MANY = re.compile(
    r"(?:^|[:.,;|] ?)(?P<n>one|two|three|four|once|twice|[1-4])(?: \(\d\))? (?:[\w-]+ ){0,4}?(?:per \w+ )?(?:per|each|every|a|in (?:a|each|any))"
    r" (?P<per>(?:calendar |contract |agreement |plan |membership )?(?:quarter|month|season|year))\b",
    re.I,
)
_PERIODS: tuple[tuple[str, Per], ...] = (
    ("quarter", "quarter"),
    ("month", "month"),
    ("season", "season"),
    ("year", "year"),
)
ALLOWANCE_EDGE = 0.03
TIMES_SAID = frozenset({"hours", "season"})
REPAIR_KINDS = (LineKind.PART, LineKind.LABOUR, LineKind.BUNDLE)


class Standing(StrEnum):
    CARRIED = "carried"
    BILLABLE = "billable"
    FEE = "fee"
    UNCLEAR = "unclear"
    SILENT = "silent"


@dataclass(frozen=True)
class Ruling:
    """Where a line stands under one agreement. `by` is the term that decided; `aside` those that spoke and lost, and why."""

    standing: Standing
    why: str
    by: Said[Term] | None = None
    allowance: Said[Allowance] | None = None
    aside: tuple[tuple[Said[Term], str], ...] = ()
    list_only: bool = False
    question: str = ""
    sure: float = 0.5

    @property
    def rank(self) -> tuple[float, float]:
        """Which of several agreements speaks best for the line."""
        order = {
            Standing.CARRIED: 3.0,
            Standing.FEE: 2.5,
            Standing.BILLABLE: 2.0,
            Standing.UNCLEAR: 1.0,
            Standing.SILENT: 0.0,
        }
        explicit = order[self.standing] if self.by or self.standing in (Standing.UNCLEAR, Standing.SILENT) else 0.5
        return explicit, self.by.weight if self.by else 0.0


def ruling(line: Line, speakers: Speakers) -> Ruling:
    """Order: causes and explicit exclusions against inclusions and allowances, then fees, then the rule for silence."""
    against: list[Said[Term]] = [one for one in speakers.all(Exclusion, line) if not beyond(one.term)]
    inclusions: list[Said[Term]] = [
        one
        for one in speakers.all(Inclusion, line)
        if not beyond(one.term) or one.term.pin.quote.lower().count("includ")
    ]
    allowances = [one for one in [*speakers.all(Allowance, line), *_counted(inclusions)] if _countable(one.term, line)]
    caps: list[Said[Term]] = [one for one in speakers.all(Cap, line) if one.term.what and _BORNE.search(one.pin.quote)]
    positive: list[Said[Term]] = sorted([*inclusions, *allowances, *caps], key=_favour, reverse=True)
    out, inn = _first(against), _first(positive)
    doubt = _doubtful(against, positive, inn)
    if doubt is not None and (out is None or out.weight < doubt.weight):
        return _unclear(line, doubt, against, positive)
    if line.kind is LineKind.FEE and (inn is None or not _waives(inn)):
        positive = [one for one in positive if _waives(one)]
        fee = _fee(line, speakers)
        if fee and not (out and out.match.subject and out.match.subject.fee):
            return fee
        inn = None
    barred = next(
        (one for one in positive if one.holds is False and "waiting" in one.kinds and one.match.decides), None
    )
    if barred and inn and line.kind in REPAIR_KINDS:
        return Ruling(
            Standing.BILLABLE,
            f"not carried yet: {barred.doubt}",
            barred,
            aside=((inn, "its time has not begun"),),
            sure=0.8,
        )
    timed = next((one for one in priced_at_times(line, speakers) if inn and _closer(one, inn)), None)
    if timed and inn:
        why = f"the agreement prices it for this time: {timed.facts[0]}"
        return Ruling(
            Standing.BILLABLE, why, timed, aside=((inn, "the price for this time is the nearer clause"),), sure=0.7
        )
    plain = any(carriage_of(one) == 2 for one in positive if one.holds and one.match.decides)
    if inn and not plain and (priced := priced_by(line, speakers)):
        return Ruling(
            Standing.BILLABLE,
            "the agreement prices this work",
            priced,
            aside=((inn, "it says what is served, not that it is free"),),
            sure=0.75,
        )
    if out and (inn is None or _outweighs(out, inn)):
        return _billable(out, positive, speakers)
    if inn:
        return _carried(inn, allowances, against, positive)
    return _otherwise(line, speakers, against, positive)


def _closer(priced: Said[Term], inn: Said[Term]) -> bool:
    """A price given for the very time goes before an inclusion as sweeping as itself that names no time."""
    return priced.weight >= inn.weight and not inn.kinds & TIMES_SAID


def carriage_of(said: Said[Term]) -> int:
    return carriage(said.term) if isinstance(said.term, Inclusion) else 2


def _waives(said: Said[Term]) -> bool:
    """Is it the fee itself that is carried, or diagnosis named as work?"""
    subject = said.match.subject
    return subject is not None and (subject.fee or "diagnosis" in subject.tasks)


def _fee(line: Line, speakers: Speakers) -> Ruling | None:
    fee = next((one for one in speakers.all(ServiceFee, line) if one.match.decides and one.holds), None)
    return (
        Ruling(Standing.FEE, "the agreement sets this fee", fee, sure=fee.match.score * fee.pin.confidence)
        if fee
        else None
    )


def _favour(said: Said[Term]) -> float:
    return said.weight + (ALLOWANCE_EDGE if isinstance(said.term, Allowance) else 0.0)


def _first(said: Sequence[Said[Term]]) -> Said[Term] | None:
    return next((one for one in said if one.holds and one.match.decides), None)


def _outweighs(out: Said[Term], inn: Said[Term]) -> bool:
    """An exclusion beats an inclusion as specific as itself; an inclusion made for the very cause beats both."""
    if out.by_cause and inn.by_cause:
        return False
    return out.weight >= _favour(inn)


def _doubtful(
    against: Sequence[Said[Term]], positive: Sequence[Said[Term]], inn: Said[Term] | None
) -> Said[Term] | None:
    """A term with an open proviso that would turn the answer."""
    open_out = next((one for one in against if one.holds is None and one.match.decides), None)
    if open_out and (inn is None or _outweighs(open_out, inn)):
        return open_out
    open_in = next((one for one in positive if one.holds is None and one.match.decides), None)
    return open_in if open_in and inn is None else None


def _countable(allowance: Allowance, line: Line) -> bool:
    if allowance.unit == "hour":
        return line.kind is LineKind.LABOUR
    if allowance.unit == "time":
        return True
    if allowance.unit in ("visit", "call", "trip", "tune-up", "inspection", "treatment", "application"):
        return line.kind in (LineKind.SERVICE, LineKind.FEE, LineKind.BUNDLE)
    return line.kind is not LineKind.LABOUR


def _counted(inclusions: Sequence[Said[Term]]) -> list[Said[Allowance]]:
    """An inclusion that says how many ("one clearing per calendar quarter") is an allowance too."""
    found = []
    for one in inclusions:
        match = _SO_MANY.search(own_sentence(one.term))
        if match:
            per = next(period for word, period in _PERIODS if word in match["per"].lower())
            counted = Allowance(
                one.pin, what=str(getattr(one.term, "what", "")), count=_COUNT[match["n"].lower()], unit="time", per=per
            )
            found.append(Said(counted, one.match, one.holds, one.doubt, one.by_cause, one.facts))
    return found


def _unclear(line: Line, doubt: Said[Term], against: Sequence[Said[Term]], positive: Sequence[Said[Term]]) -> Ruling:
    turns = "is excluded" if isinstance(doubt.term, Exclusion) else "is carried"
    question = f"Find out {doubt.doubt or 'what the clause depends on'}: by that “{line.item.name}” {turns} or not."
    others = [one for one in (*against[:2], *positive[:2]) if one is not doubt]
    return Ruling(
        Standing.UNCLEAR,
        "what is on file does not decide it",
        doubt,
        aside=tuple((one, "waits for the same answer") for one in others),
        question=question,
        sure=0.6,
    )


def _billable(out: Said[Term], positive: Sequence[Said[Term]], speakers: Speakers) -> Ruling:
    why = f"excluded: {out.match.why}" + (f" and {out.facts[0]}" if out.facts else "")
    lost = tuple((one, _lost(one, "the exclusion is the nearer clause")) for one in positive[:2])
    priced = at_list(out.term) or _excluded_at_list(speakers)
    return Ruling(Standing.BILLABLE, why, out, aside=lost, list_only=priced, sure=out.match.score * out.pin.confidence)


def _carried(
    inn: Said[Term],
    allowances: Sequence[Said[Allowance]],
    against: Sequence[Said[Term]],
    positive: Sequence[Said[Term]],
) -> Ruling:
    allowance = next((one for one in allowances if one.holds and one.match.decides), None)
    lost = [
        (one, _lost(one, "the inclusion is the nearer clause"))
        for one in (*against[:2], *positive[:2])
        if one is not inn and one is not allowance
    ]
    return Ruling(
        Standing.CARRIED,
        f"included: {inn.match.why}",
        inn,
        allowance,
        tuple(lost[:3]),
        sure=inn.match.score * inn.pin.confidence,
    )


def _otherwise(line: Line, speakers: Speakers, against: Sequence[Said[Term]], positive: Sequence[Said[Term]]) -> Ruling:
    fee = _fee(line, speakers) if line.kind is LineKind.SERVICE else None
    if fee:
        return fee
    failed = next((one for one in positive if one.holds is False and one.match.decides), None)
    if failed:
        why = f"not carried: {failed.doubt}"
        return Ruling(
            Standing.BILLABLE,
            why,
            failed,
            aside=tuple((one, "its proviso does not hold") for one in positive[1:2]),
            sure=0.8 * failed.match.score,
        )
    priced = priced_by(line, speakers) is not None
    hint = next((one for one in positive if one.match.hints and one.holds is not False), None)
    if hint and not (priced and carriage_of(hint) < 2):
        question = f"Say more exactly what “{line.item.name}” was: {hint.match.why}."
        return Ruling(
            Standing.UNCLEAR,
            "the agreement may carry it, but the line does not show it",
            hint,
            question=question,
            sure=0.45,
        )
    return _silence(line, speakers, against)


def _silence(line: Line, speakers: Speakers, against: Sequence[Said[Term]]) -> Ruling:
    """docs/decisions/coverage-silence.md: what the agreement neither carries nor excludes by name."""
    closing = next((term for term in speakers.terms(Exclusion) if term.everything_else), None)
    if closing:
        said = Said[Term](closing, _named("whatever it does not name is billable"))
        return Ruling(
            Standing.BILLABLE,
            "the agreement bills whatever it does not name",
            said,
            list_only=at_list(closing),
            sure=0.75,
        )
    if priced_by(line, speakers):
        return Ruling(Standing.BILLABLE, "the agreement prices this work and does not include it", sure=0.75)
    if against:
        return Ruling(
            Standing.BILLABLE,
            f"excluded: {against[0].match.why}",
            against[0],
            list_only=at_list(against[0].term),
            sure=0.5,
        )
    listed = next(iter([*speakers.terms(Inclusion), *speakers.terms(Allowance)]), None)
    if not listed and (line.things or line.around):
        return Ruling(Standing.BILLABLE, "the agreement includes no work without charge", sure=0.55)
    if listed and (line.things or line.around):
        return Ruling(Standing.BILLABLE, "the agreement lists what it includes, and this is not among it", sure=0.5)
    return Ruling(
        Standing.SILENT,
        "the agreement does not speak of it",
        question=f"Say what “{line.item.name}” was for; no clause names it.",
        sure=0.4,
    )


def _named(why: str) -> Match:
    return Match(0.6, "general", why)


def _excluded_at_list(speakers: Speakers) -> bool:
    return any(at_list(term) and _OF_EXCLUDED.match(term.pin.quote) for term in speakers.effective.terms)


def _lost(one: Said[Term], why: str) -> str:
    return f"its proviso does not hold: {one.doubt}" if one.holds is False else why
