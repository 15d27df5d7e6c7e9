"""Does the agreement carry a line? The rules in their order; the first that speaks decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.agreements.terms import (
    Allowance,
    ApprovalThreshold,
    Cap,
    ContractValue,
    Discount,
    Exclusion,
    Inclusion,
    Pin,
    Rate,
    ServiceFee,
    Term,
)
from service.coverage.clause_words import at_list, beyond
from service.coverage.conditions import own_sentence
from service.coverage.evidence import Evidence, carriage_of, evidence, outweighs
from service.coverage.lines import Line, LineKind
from service.coverage.matching import Match
from service.coverage.nearer_prices import later_one, nearer_price
from service.coverage.pricing import priced_at_times, priced_by
from service.coverage.said import Said
from service.coverage.speaking import Speakers
from service.coverage.vocabulary import tokens, word_list

_OF_EXCLUDED = re.compile(
    r"\b(?:excluded|non-?covered|uncovered|such|this|that|these|those|any of (?:this|that|it|those))\b[^.]{0,60}|\bnot (?:covered|included)\b[^.]{0,60}",
    re.I,
)
_BILLS = re.compile(r"\b(?:billed|charged|invoiced|priced)\b", re.I)
_SHARE = re.compile(r"\bfirst \$ ?\d|\b(?:deductible|co-?pay)\b", re.I)
"""A customer's share of work is no price of the work."""
TIMES_SAID = frozenset({"hours", "season"})
PERIODS = frozenset({"month", "quarter", "season", "year"})
MOST_SECONDS = 4
CLEARLY = 0.3
"""By so much a price is nearer to a line than a promise that only hints at it, where the price is taken."""
REPAIR_KINDS = (LineKind.PART, LineKind.LABOUR, LineKind.BUNDLE)


class Standing(StrEnum):
    CARRIED = "carried"
    BILLABLE = "billable"
    FEE = "fee"
    UNCLEAR = "unclear"
    SILENT = "silent"


_RANK = {Standing.CARRIED: 3.0, Standing.FEE: 2.5, Standing.BILLABLE: 2.0, Standing.UNCLEAR: 1.0, Standing.SILENT: 0.0}


@dataclass(frozen=True)
class Ruling:
    """Where a line stands under one agreement. `by` is the term that decided, `seconds` those that would have decided the
    same without it; `rests_on` further clauses without which it would be otherwise; `aside` those that spoke and lost, and why.
    `weak` ones only price the work; another agreement that says more goes before."""

    standing: Standing
    why: str
    by: Said[Term] | None = None
    allowance: Said[Allowance] | None = None
    aside: tuple[tuple[Said[Term], str], ...] = ()
    list_only: bool = False
    question: str = ""
    sure: float = 0.5
    seconds: tuple[Said[Term], ...] = ()
    weak: bool = False
    rests_on: tuple[Pin, ...] = ()

    @property
    def rank(self) -> tuple[float, float]:
        """Which of several agreements speaks best for the line."""
        silent = (self.by is None or self.weak) and self.standing is Standing.BILLABLE
        return 0.5 if silent else _RANK[self.standing], self.by.weight if self.by else 0.0


Rule = Callable[[Evidence, Speakers], "Ruling | None"]


def ruling(line: Line, speakers: Speakers) -> Ruling:
    """Open questions first, then call-out fees, waiting times, prices for the time, prices beside a mere list of what is
    served, exclusion against inclusion, failed provisos, hints, and last the rule for silence."""
    found = evidence(line, speakers)
    if line.kind is LineKind.FEE:
        found = replace(found, positive=tuple(one for one in found.positive if _waives(one)))
    return next(said for rule in _RULES if (said := rule(found, speakers)))


def _open_question(found: Evidence, _: Speakers) -> Ruling | None:
    doubt = found.doubt
    if doubt is None:
        return None
    turns = "is excluded" if isinstance(doubt.term, Exclusion) else "is carried"
    question = (
        f"Find out {doubt.doubt or 'what the clause depends on'}: by that “{found.line.item.name}” {turns} or not."
    )
    waiting = tuple((one, "waits for the same answer") for one in found.others(doubt))
    return Ruling(
        Standing.UNCLEAR, "what is on file does not decide it", doubt, aside=waiting, question=question, sure=0.6
    )


def _call_fee(found: Evidence, speakers: Speakers) -> Ruling | None:
    if found.line.kind not in (LineKind.FEE, LineKind.SERVICE) or found.inn or _about_fees(found.out):
        return None
    if found.line.kind is LineKind.SERVICE and found.out:
        return None
    if found.line.kind is LineKind.FEE and (spared := _spared(found.line, speakers)):
        return spared
    timed = next(iter(priced_at_times(found.line, speakers)), None) if found.line.kind is LineKind.FEE else None
    if timed is not None:
        return Ruling(Standing.BILLABLE, f"the agreement prices it for this time: {timed.facts[0]}", timed, sure=0.7)
    fees = [one for one in speakers.all(ServiceFee, found.line) if one.match.decides and one.holds]
    if found.line.kind is LineKind.SERVICE:
        fees = [one for one in fees if not _SHARE.search(one.pin.quote)]
    fee = next((one for one in fees if one.kinds & TIMES_SAID), fees[0] if fees else None)
    return Ruling(Standing.FEE, "the agreement sets this fee", fee, sure=_sure(fee)) if fee else None


_SPARES = re.compile(
    r"\b(?:except|other than|but not|not due|not charged|excluding)(?: (?:for|on|at|during|with|when))* (?P<visits>[^.;:$]+)",
    re.I,
)
_ANY_VISIT = frozenset({"visit", "service", "work", "our", "my", "scheduled", "regular", "routine"})


def _spared(line: Line, speakers: Speakers) -> Ruling | None:
    """ "Each time I drive out it is $35, except for the spring visit and the fall visit": no fee where the job is such a visit."""
    job = speakers.setting.work
    told = {word for text in (job.title, *(one.name for one in job.lines)) for word in tokens(text)}
    every: list[Said[Term]] = [*speakers.all(ServiceFee, line), *speakers.all(Rate, line)]
    for said in every:
        spares = _SPARES.search(own_sentence(said.term)) if said.match.decides else None
        for visit in re.split(r",|\band\b|\bor\b", spares["visits"]) if spares else ():
            named = [word for word in tokens(visit) if word not in word_list("stop")]
            if set(named) <= told and set(named) - _ANY_VISIT:
                why = f"no fee is due for the {visit.strip().removeprefix('the ')}"
                return Ruling(Standing.CARRIED, why, said, sure=0.7)
    return None


def _waiting_time(found: Evidence, _: Speakers) -> Ruling | None:
    """A general inclusion whose time has not begun holds back every repair, whatever clause names it."""
    barred = next(
        (one for one in found.positive if one.holds is False and "waiting" in one.kinds and one.match.decides), None
    )
    if barred is None or found.inn is None or found.line.kind not in REPAIR_KINDS:
        return None
    aside = ((found.inn, "its time has not begun"),)
    return Ruling(Standing.BILLABLE, f"not carried yet: {barred.doubt}", barred, aside=aside, sure=0.8)


def _price_for_the_time(found: Evidence, speakers: Speakers) -> Ruling | None:
    """A price given for the very time goes before an inclusion no nearer than itself that names no time."""
    inn, plain = found.inn, found.plain
    if inn is None or inn.kinds & TIMES_SAID or (plain and plain.kinds & TIMES_SAID):
        return None
    priced = next(
        (one for one in priced_at_times(found.line, speakers) if plain is None or one.weight >= plain.weight), None
    )
    if priced is None:
        return None
    why = f"the agreement prices it for this time: {priced.facts[0]}"
    return Ruling(
        Standing.BILLABLE, why, priced, aside=((inn, "the price for this time is the nearer clause"),), sure=0.7
    )


def _price_of_its_own(found: Evidence, speakers: Speakers) -> Ruling | None:
    """A price for repairs of a thing by its name ("Repairs to the sauna are billed at $120 an hour") goes before a promise
    of repairs that names nothing, and a price of any work before hours bought for whatever comes."""
    inn = found.plain or found.inn
    if inn is None:
        return None
    if inn.match.kind not in ("general", "task"):
        named = None if isinstance(inn.term, Cap) else nearer_price(found.line, inn, speakers)
        aside = ((inn, "the price is made for this very thing"),)
        why = "the agreement prices this very thing"
        return Ruling(Standing.BILLABLE, why, named, aside=aside, sure=0.7) if named else None
    bought = isinstance(inn.term, Allowance) and inn.term.per == "term"
    named = next(
        (
            one
            for one in speakers.all(Rate, found.line)
            if one.match.decides
            and one.holds
            and (
                (one.match.kind in ("same", "kind_of", "part_of", "beside") and one.weight >= inn.weight)
                or one.match.kind == "words"
            )
            and (bought or _BILLS.search(one.pin.quote))
            and not beyond(one.term)
        ),
        None,
    )
    if named is None:
        return None
    aside = ((inn, "the price is made for this very thing"),)
    return Ruling(Standing.BILLABLE, "the agreement prices repairs of this thing", named, aside=aside, sure=0.75)


def _later_one(found: Evidence, speakers: Speakers) -> Ruling | None:
    priced = later_one(found.line, speakers)
    why = "the agreement prices what comes past those it gives"
    return Ruling(Standing.BILLABLE, why, priced, sure=0.7) if priced else None


def _price_of_what_is_served(found: Evidence, speakers: Speakers) -> Ruling | None:
    """A clause that says only what is served, beside one that prices it, carries nothing."""
    inn, out = found.inn, found.out
    if inn is None or found.plain is not None or (out is not None and outweighs(out, inn)):
        return None
    priced = priced_by(found.line, speakers)
    if priced is None:
        return _price_at_other_times(found, speakers)
    aside = ((inn, "it says what is served, not that it is free"),)
    return Ruling(Standing.BILLABLE, "the agreement prices this work", priced, aside=aside, sure=0.75)


def _price_at_other_times(found: Evidence, speakers: Speakers) -> Ruling | None:
    """What is served and priced, but not for this time."""
    priced = priced_by(found.line, speakers, at_any_time=True)
    if priced is None:
        return None
    question = f"Find out what “{found.line.item.name}” costs at this time: the agreement prices it for others."
    return Ruling(
        Standing.UNCLEAR,
        "the agreement does not price it for this time",
        priced,
        question=question,
        sure=0.45,
        rests_on=(found.inn.pin,) if found.inn else (),
    )


def _excluded(found: Evidence, speakers: Speakers) -> Ruling | None:
    out, inn = found.out, found.inn
    if out is None or (inn is not None and not outweighs(out, inn)):
        return None
    why = f"excluded: {out.match.why}" + (f" and {out.facts[0]}" if out.facts else "")
    aside = tuple((one, _lost(one, "the exclusion is the nearer clause")) for one in found.positive[:2])
    seconds = [one for one in found.against if _decides(one) and (inn is None or outweighs(one, inn))]
    return Ruling(
        Standing.BILLABLE,
        why,
        out,
        aside=aside,
        list_only=any(at_list(one.term) for one in (out, *seconds)) or _excluded_at_list(speakers),
        sure=_sure(out),
        seconds=_seconding(seconds, out),
    )


def _included(found: Evidence, _: Speakers) -> Ruling | None:
    inn, allowance = found.plain or found.inn, found.allowance
    if inn is None:
        return None
    aside = tuple((one, _lost(one, "the inclusion is the nearer clause")) for one in found.others(inn, allowance))
    seconds = [one for one in found.positive if _decides(one) and carriage_of(one) > 0]
    why = f"included: {inn.match.why}"
    return Ruling(Standing.CARRIED, why, inn, allowance, aside, sure=_sure(inn), seconds=_seconding(seconds, inn))


def _decides(one: Said[Term]) -> bool:
    return one.holds is not False and one.match.decides


def _seconding(found: Sequence[Said[Term]], by: Said[Term]) -> tuple[Said[Term], ...]:
    return tuple(one for one in found if one is not by and one.pin.quote != by.pin.quote)[:MOST_SECONDS]


def _proviso_failed(found: Evidence, _: Speakers) -> Ruling | None:
    failed = next((one for one in found.positive if one.holds is False and one.match.decides), None)
    if failed is None:
        return None
    aside = tuple((one, "its proviso does not hold") for one in found.others(failed)[:1])
    return Ruling(Standing.BILLABLE, f"not carried: {failed.doubt}", failed, aside=aside, sure=0.8 * failed.match.score)


def _hinted(found: Evidence, speakers: Speakers) -> Ruling | None:
    hint = next((one for one in found.positive if one.match.hints and one.holds is not False), None)
    priced = priced_by(found.line, speakers) if hint else None
    if hint is None or (priced and (carriage_of(hint) < 2 or priced.match.score > hint.match.score + CLEARLY)):
        return None
    question = f"Say more exactly what “{found.line.item.name}” was: {hint.match.why}."
    return Ruling(
        Standing.UNCLEAR,
        "the agreement may carry it, but the line does not show it",
        hint,
        question=question,
        sure=0.45,
    )


def _silence(found: Evidence, speakers: Speakers) -> Ruling:
    """docs/decisions/0004-coverage-silence.md: what the agreement neither carries nor excludes by name."""
    closing = next((term for term in speakers.terms(Exclusion) if term.everything_else), None)
    if closing:
        said = Said[Term](closing, Match(0.6, "general", "whatever it does not name is billable"))
        return Ruling(
            Standing.BILLABLE,
            "the agreement bills whatever it does not name",
            said,
            list_only=at_list(closing),
            sure=0.75,
        )
    priced = priced_by(found.line, speakers)
    if priced is not None and not (priced.match.kind == "general" and _says_nothing(found.line)):
        why = "the agreement prices this work and does not include it"
        return Ruling(Standing.BILLABLE, why, priced, sure=0.75, weak=True)
    hinting = [one for one in found.against if one.holds is not False and not _narrower_than(found.line, one)]
    if hinting:
        out = hinting[0]
        return Ruling(Standing.BILLABLE, f"excluded: {out.match.why}", out, list_only=at_list(out.term), sure=0.5)
    named = bool(found.line.things or found.line.around)
    giving = dict.fromkeys(term.pin for kind in (Inclusion, Allowance, Cap) for term in speakers.terms(kind))
    if named and not giving and _price_list(speakers):
        return Ruling(Standing.BILLABLE, "the agreement includes no work without charge", sure=0.5)
    question = f"Read the agreement for “{found.line.item.name}”, and say what it was for: no clause names it."
    return Ruling(
        Standing.SILENT,
        "nothing the agreement includes, excludes or prices names it",
        question=question,
        sure=0.4,
        rests_on=tuple(giving) if named and len({pin.quote for pin in giving}) == 1 else (),
    )


def _narrower_than(line: Line, said: Said[Term]) -> bool:
    """Does an exclusion that only comes near say of its thing what nobody says of the line's ("appliances used commercially")?"""
    subject = said.match.subject
    return subject is not None and bool({*subject.unknown, *subject.qualifiers} - line.words)


def _says_nothing(line: Line) -> bool:
    """A service whose name tells neither a thing nor a task ("Misc per office"): what prices labor or parts may not reach it."""
    return line.kind is LineKind.SERVICE and not (line.things or line.around or line.tasks or line.trade)


def _price_list(speakers: Speakers) -> bool:
    """An agreement that prices work. One that prices none, or costs so much a month or a year for nothing that was found, has
    not been understood."""
    if any(term.per in PERIODS for term in speakers.terms(ContractValue)):
        return False
    return any(True for kind in (Rate, Discount, ServiceFee, ApprovalThreshold) for _ in speakers.terms(kind))


_RULES: tuple[Rule, ...] = (
    _open_question, _call_fee, _waiting_time, _later_one, _price_for_the_time, _price_of_its_own, _price_of_what_is_served, _excluded, _included,
    _proviso_failed, _hinted, _silence,
)  # fmt: skip


def _waives(said: Said[Term]) -> bool:
    """Is it the fee itself that is carried, or diagnosis named as work?"""
    subject = said.match.subject
    return subject is not None and (subject.fee or "diagnosis" in subject.tasks)


def _about_fees(out: Said[Term] | None) -> bool:
    return out is not None and out.match.subject is not None and out.match.subject.fee


def _sure(said: Said[Term]) -> float:
    return said.match.score * said.pin.confidence


def _excluded_at_list(speakers: Speakers) -> bool:
    return any(at_list(term) and _OF_EXCLUDED.match(term.pin.quote) for term in speakers.effective.terms)


def _lost(one: Said[Term], why: str) -> str:
    return f"its proviso does not hold: {one.doubt}" if one.holds is False else why
