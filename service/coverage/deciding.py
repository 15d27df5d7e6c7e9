"""Judges one day's work: each line by the agreement that speaks best for it, then what holds for the job as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from service.agreements.terms import ContractTerm, Effective, ServiceFee
from service.coverage.approvals_found import Consent, Matter, consents
from service.coverage.approvals_needed import Approvals, Asked, Owed
from service.coverage.carrying import Ruling, Standing, ruling
from service.coverage.circumstances import circumstances
from service.coverage.conditions import Setting, own_sentence, provisos, verdict_of
from service.coverage.hours import Clock
from service.coverage.lines import Line, LineKind, read_lines
from service.coverage.matching import DECIDES, NO_MATCH, Matcher
from service.coverage.money import NOTHING, cents, dollars, number
from service.coverage.nearness import MOST_SHOWN, Near, nearest
from service.coverage.pricing import list_price
from service.coverage.said import Said
from service.coverage.settling import LIMIT_REACHED, REPAIRS, Outcome, settle
from service.coverage.speaking import Speakers
from service.coverage.usage import Used
from service.coverage.verdict import Rule, Verdict
from service.coverage.vocabulary import tokens
from service.coverage.warranties import Warranted, warranted
from service.coverage.work import Statement, Work

_DEDUCTED = re.compile(
    r"\bfirst \$ ?\d|\b(?:deductible|service call|trade call|service fee|co-?pay|visit fee|per visit|call fee|service charge)\b",
    re.I,
)
_AT_NIGHT = re.compile(r"\b(?:after[- ]?hours|emergency|weekend|holiday|night|overtime)\b", re.I)
BILLABLE = (Verdict.NOT_COVERED, Verdict.PARTIALLY_COVERED)
_OWN_ITEM = re.compile(r"\b(?:item of its own|separate (?:line|item|charge)|separately)\b", re.I)


InForce = Callable[[str | None, date], Sequence[Effective]]


@dataclass(frozen=True)
class Bench:
    """What judging needs besides the work: the matcher, how masked words are revealed, the account's zone."""

    matcher: Matcher
    reveal: Callable[[str], str]
    zone: ZoneInfo


def judge(work: Work, effectives: Sequence[Effective], past: Sequence[Used], bench: Bench) -> list[Outcome]:
    """One Outcome a line, in order. `past` is what the client's earlier work used."""
    lines = read_lines(work.lines, bench.matcher.vocabulary, work.title)
    if not effectives:
        return [_unbound(line) for line in lines]
    voices = [_speakers(work, effective, bench) for effective in effectives]
    outcomes = _settled(lines, voices, past)
    for speakers in voices:
        outcomes = _deducted(outcomes, speakers)
        outcomes = _approved(outcomes, speakers, bench)
    return outcomes


def used(work: Work, outcomes: Iterable[Outcome]) -> list[Used]:
    """What these outcomes leave behind for later work."""
    return [
        Used(
            work.day,
            work.job_id,
            work.property_id,
            one.speakers.effective.agreement.document_id,
            one.line,
            one.borne,
            *one.drew,
            frozenset(pin.quote for pin in one.pins),
            one.pins,
        )
        for one in outcomes
        if one.speakers is not None
    ]


def _unbound(line: Line) -> Outcome:
    found = list_price(line)
    rule = Rule("no_agreement", f"list price {dollars(cents(line.list_amount))}")
    return Outcome(
        line, None, Verdict.NO_AGREEMENT, found.pays, "no agreement was in force", (rule,), sure=0.95, steps=found.steps
    )


def _speakers(work: Work, effective: Effective, bench: Bench) -> Speakers:
    began = next(
        (term.start for term in effective.terms if isinstance(term, ContractTerm) and term.start),
        effective.agreement.in_force_from,
    )
    setting = Setting(work, Clock.of(effective.terms), circumstances([*work.statements, *_said_by_lines(work)]), began)
    return Speakers(effective, bench.matcher, setting)


def _said_by_lines(work: Work) -> list[Statement]:
    """Line items and titles tell causes too ("Repair freeze damage", "Gutter hit by truck")."""
    return [Statement("Job", work.job_id or "", work.title)] + [
        Statement("Job", work.job_id or "", f"{line.name}. {line.description}") for line in work.lines
    ]


def _settled(lines: Sequence[Line], voices: Sequence[Speakers], past: Sequence[Used]) -> list[Outcome]:
    repeats = {id(one): warranted(lines, one, _of(one, past)) for one in voices}
    tabs = {_id(one): _of(one, past) for one in voices}
    outcomes: list[Outcome] = []
    for at, line in enumerate(lines):
        if line.list_amount < 0:
            outcomes.append(_credit(line, voices[0]))
            continue
        hit = next(((one, repeats[id(one)][at]) for one in voices if at in repeats[id(one)]), None)
        outcome = _repeated(line, *hit) if hit else _best(line, voices, tabs)
        outcomes.append(outcome)
        if outcome.speakers is not None:
            tabs[_id(outcome.speakers)] += used(outcome.speakers.setting.work, [outcome])
    return outcomes


def _id(speakers: Speakers) -> str:
    return speakers.effective.agreement.document_id


def _credit(line: Line, speakers: Speakers) -> Outcome:
    """A negative line is money we give back: no agreement decides on it, and it draws on nothing."""
    found = list_price(line)
    why = "a credit: it stands as it was given, whatever the agreement covers"
    return Outcome(
        line, speakers, Verdict.NOT_COVERED, found.pays, why, (Rule("credit", why),), sure=0.9, steps=found.steps
    )


def _of(speakers: Speakers, past: Sequence[Used]) -> list[Used]:
    return [one for one in past if one.agreement_id == speakers.effective.agreement.document_id]


def _best(line: Line, voices: Sequence[Speakers], tabs: Mapping[str, Sequence[Used]]) -> Outcome:
    found = [(*_ruled(line, one), one) for one in voices]
    placed, chosen, speakers = max(found, key=lambda each: each[1].rank)
    return settle(placed, chosen, speakers, tabs[_id(speakers)])


def _ruled(line: Line, speakers: Speakers) -> tuple[Line, Ruling]:
    """Where no word places the line, the clause nearest in meaning may, else it is asked about."""
    found = ruling(line, speakers)
    near = nearest(line, speakers) if found.standing is Standing.SILENT else []
    if near and near[0].decides:
        placed = replace(line, alike=near[0].alike)
        said = ruling(placed, speakers)
        if said.standing is not Standing.SILENT:
            return placed, said
    return line, _asking(found, line, near[:MOST_SHOWN]) if near else found


def _asking(found: Ruling, line: Line, near: Sequence[Near]) -> Ruling:
    aside = tuple(
        (Said(one.term, NO_MATCH), f"near in meaning ({one.score:.2f}), not near enough to decide") for one in near
    )
    question = f"Read the agreement for “{line.item.name}”: is it “{near[0].alike.what}”? No clause names it."
    return replace(found, aside=aside, question=question)


def _repeated(line: Line, speakers: Speakers, hit: Warranted) -> Outcome:
    days = (speakers.setting.work.day - hit.earlier.day).days
    span = f"{number(hit.term.count)} {hit.term.unit}"
    why = f"it repeats work of {hit.earlier.day.isoformat()}, {days} days before, within the warranty of {span}"
    source = tuple(
        one.quote(0, len(one.text))
        for one in speakers.setting.work.statements
        if one.record_type == "Note" and one.text
    )
    return Outcome(
        line,
        speakers,
        Verdict.COVERED,
        NOTHING,
        why,
        (Rule("warranty", why),),
        (hit.term.pin,),
        source[:1],
        sure=0.85 * hit.term.pin.confidence,
    ).free("repeated under warranty")


def _deducted(outcomes: list[Outcome], speakers: Speakers) -> list[Outcome]:
    """A fee per visit comes off what the agreement carries of a repair, once, unless a line of the job already is that fee."""
    fee = _fee_due(speakers)
    own = [one for one in outcomes if one.speakers is speakers]
    if fee is not None and _AT_NIGHT.search(fee.what) and speakers.setting.regular:
        fee = None
    if fee is None or fee.per != "visit" or any(one.line.kind is LineKind.FEE for one in own):
        return outcomes
    left, done = fee.amount, []
    for one in outcomes:
        bears = _bears_fee(one, speakers) and _in_its_row(fee, one, speakers)
        paid = min(left, _past_limit(one)) if bears else NOTHING
        due = min(left - paid, one.borne) if bears else NOTHING
        left -= paid + due
        done.append(_less(one, due, fee) if due else one)
    return done


def _fee_due(speakers: Speakers) -> ServiceFee | None:
    """The fee for the visit: the one made for its time, else the plain one."""
    named = [
        (term, provisos(own_sentence(term), speakers.setting))
        for term in speakers.terms(ServiceFee)
        if _DEDUCTED.search(f"{term.what} {term.pin.quote}") and not _OWN_ITEM.search(term.pin.quote)
    ]
    held = [(term, said) for term, said in named if verdict_of(said) is not False] or named
    return max(held, key=lambda each: bool(each[1]), default=(None, ()))[0]


def _past_limit(one: Outcome) -> Decimal:
    """What the customer pays already because a limit was reached: the fee comes first, the limit holds for the rest."""
    return (one.pays or NOTHING) if any(rule.kind == "cap" for rule in one.rules) else NOTHING


def _bears_fee(one: Outcome, speakers: Speakers) -> bool:
    carried = one.verdict in (Verdict.COVERED, Verdict.PARTIALLY_COVERED) and one.rules[0].kind in ("inclusion", "cap")
    limited = any(rule.kind == "cap" for rule in one.rules)
    return (
        one.speakers is speakers and carried and (one.line.kind in REPAIRS or limited) and one.reason != LIMIT_REACHED
    )


def _in_its_row(fee: ServiceFee, one: Outcome, speakers: Speakers) -> bool:
    """A fee that stands in a table's row is due for what the row names."""
    label, bar, _ = fee.pin.quote.partition(" | ")
    named = [subject for subject in speakers.words(label).subjects if subject.things] if bar else []
    return not named or speakers.matcher.best(one.line, named).decides


def _less(one: Outcome, due: Decimal, fee: ServiceFee) -> Outcome:
    step = f"the customer's {dollars(fee.amount)} for the visit is due on what is carried"
    paid = replace(one.plus(due, "the customer's fee for the visit"), verdict=Verdict.PARTIALLY_COVERED)
    return paid.with_step("fee", step, fee.pin)


def _approved(outcomes: list[Outcome], speakers: Speakers, bench: Bench) -> list[Outcome]:
    owed = [_owed(one, speakers) for one in outcomes]
    work = speakers.setting.work
    found = consents([*work.statements, *work.correspondence], _matter(work, outcomes, bench), bench.matcher.vocabulary)
    for need in Approvals(speakers, owed, found, bench.reveal).asked():
        outcomes = [
            _with_answer(one, need, found) if at in need.lines and one.speakers is speakers else one
            for at, one in enumerate(outcomes)
        ]
    return outcomes


def _owed(one: Outcome, speakers: Speakers) -> Owed:
    mine = one.speakers is speakers
    if mine and one.verdict is Verdict.UNCLEAR and (one.match is None or one.match.score < DECIDES):
        return Owed(one.line, one.line.list_amount, open=True)
    priced = any(rule.kind in ("rate", "discount") for rule in one.rules)
    return Owed(one.line, one.pays if mine and one.verdict in BILLABLE else None, priced=priced)


def _with_answer(one: Outcome, need: Asked, found: Sequence[Consent]) -> Outcome:
    quotes = (need.consent.source,) if need.consent else tuple(consent.source for consent in found[-1:])
    told = replace(one, quotes=(*one.quotes, *quotes)).with_step("approval", need.said, *need.pins)
    if need.granted or one.verdict is Verdict.NEEDS_APPROVAL:
        return told
    pays = one.pays if one.verdict is Verdict.UNCLEAR else one.pays or NOTHING
    then = "" if pays is None else f"With a sufficient approval the customer pays {dollars(pays)}."
    return replace(
        told, verdict=Verdict.NEEDS_APPROVAL, pays=None, if_approved=pays, reason=need.why, pins=(*need.pins, *one.pins),
        what_if=then,
    )  # fmt: skip


def _matter(work: Work, outcomes: Sequence[Outcome], bench: Bench) -> Matter:
    things = frozenset(id for one in outcomes for id in (*one.line.things, *one.line.around))
    began = datetime.combine(work.day, work.start or time.max, bench.zone)
    ends = datetime.combine(work.day, time.max, bench.zone)
    words = frozenset(tokens(" ".join([work.title, *(f"{line.name} {line.description}" for line in work.lines)])))
    return Matter(work.number, work.property_id, work.places, things, began, ends, work.job_id, words)
