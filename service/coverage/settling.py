"""From where a line stands to what the customer pays: allowances, caps and prices, each step written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from service.agreements.terms import Allowance, Cap, Discount, Exclusion, Inclusion, Pin, Rate, ServiceFee
from service.coverage.carrying import Ruling, Standing
from service.coverage.circumstances import causes_in
from service.coverage.clause_words import at_list, beyond, carriage, list_beyond
from service.coverage.conditions import provisos, verdict_of
from service.coverage.evidence import limits_work
from service.coverage.lines import Line, LineKind
from service.coverage.money import NOTHING, cents, dollars, number, plain
from service.coverage.pricing import Price, at_list_step, list_price, named_nearer, price, reduced_by
from service.coverage.speaking import Speakers
from service.coverage.tiers import hours_before
from service.coverage.told_used import told_before
from service.coverage.usage import (
    ONE_VISIT,
    Used,
    borne_before,
    decided_before,
    drawn_before,
    key,
    units_of,
)
from service.coverage.verdict import Fit, Rule, Step, Verdict
from service.coverage.work import RecordQuote

LIMIT_REACHED = "the limit for this period is used up"
_FINE = Decimal("0.0001")
_EACH_TIME = re.compile(
    r"\b(?:each|every|per|any one|a single)(?: \w+)? (?:breakdown|repair|call|visit|occurrence|incident|claim)\b", re.I
)
REPAIRS = (LineKind.PART, LineKind.LABOUR, LineKind.BUNDLE)
_EASED = re.compile(
    r"\b(?:your (?:part|share|portion)|the (?:rest|remainder|balance)|reduced|discount\w*|instead of|in place of|rather than|\w+ off|we (?:cover|carry|pay|bear|pick up)|picks? up|deductible|co-?pay)\b",
    re.I,
)
_IN_ALL = re.compile(r"\b(?:the most|at most|in all|altogether|ceiling|limit|maximum|all repairs)\b", re.I)
_LIMIT = re.compile(r"\b(?:an?|the|any|its|that|each) (?:\w+ )?(?:limit|cap|maximum|ceiling)\b", re.I)
_WAIVED_BY_REPAIR = re.compile(
    r"\brepairs?\b|\bwork (?:is )?(?:performed|approved|done|completed|proceed)|\bproceed", re.I
)


@dataclass(frozen=True)
class Outcome:
    """One line settled. `pays` is None while unclear or unapproved; `drew` what it used of which allowance."""

    line: Line
    speakers: Speakers | None
    verdict: Verdict
    pays: Decimal | None
    reason: str
    rules: tuple[Rule, ...] = ()
    pins: tuple[Pin, ...] = ()
    quotes: tuple[RecordQuote, ...] = ()
    aside: tuple[tuple[Pin, str], ...] = ()
    sure: float = 0.5
    if_approved: Decimal | None = None
    drew: tuple[str, Decimal] = ("", NOTHING)
    what_if: str = ""
    steps: tuple[Step, ...] = ()
    match: Fit | None = None
    question: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def borne(self) -> Decimal:
        """What the contractor carries of the list amount."""
        return NOTHING if self.pays is None else max(NOTHING, cents(self.line.list_amount) - self.pays)

    def with_step(self, kind: str, summary: str, *pins: Pin) -> Outcome:
        return replace(self, rules=(*self.rules, Rule(kind, summary)), pins=(*self.pins, *pins))

    def plus(self, more: Decimal, what: str) -> Outcome:
        """The customer pays so much more."""
        before = self.pays or NOTHING
        step = Step(what, f"{plain(before)} + {plain(more)}", before + more)
        return replace(self, pays=before + more, steps=(*self.steps, step))

    def free(self, what: str) -> Outcome:
        """Carried whole, from list down to nothing."""
        amount = cents(self.line.list_amount)
        carried = Step(what, f"{plain(amount)} − {plain(amount)}", NOTHING)
        return replace(self, verdict=Verdict.COVERED, pays=NOTHING, steps=(at_list_step(self.line), carried))


def settle(line: Line, found: Ruling, speakers: Speakers, past: Sequence[Used]) -> Outcome:
    """The line's money under one agreement, before deductibles and approvals."""
    if line.kind is LineKind.LABOUR:
        line = replace(line, hours_before=hours_before(past, speakers.setting.work.job_id))
    start = _started(line, found, speakers)
    if found.standing in (Standing.UNCLEAR, Standing.SILENT):
        reason = f"{found.why}. {found.question}".strip()
        return replace(start, verdict=Verdict.UNCLEAR, reason=reason, question=found.question)
    if found.standing is Standing.FEE and found.by is not None and isinstance(found.by.term, ServiceFee):
        return _fee(start, found.by.term, speakers)
    if found.standing is Standing.CARRIED:
        return _carried(start, found, speakers, past)
    by = found.by
    named_out = by is not None and isinstance(by.term, Exclusion) and not by.term.everything_else
    list_only = found.list_only and not (by and named_nearer(line, by, speakers))
    more = by.pin if by and isinstance(by.term, Rate) and beyond(by.term) else None
    left_out = by.pin if by and named_out else None
    caused = bool(by and by.by_cause)
    plain = list_price(line, "no reduction applies") if list_only else None
    priced = _priced(start, plain or price(line, speakers, past=more, excluded=left_out, caused=caused))
    return _shared(priced, speakers, past)


def _shared(priced: Outcome, speakers: Speakers, past: Sequence[Used]) -> Outcome:
    """A share we bear up to a sum: "we bear half of it, until our halves have reached $600 in the season"."""
    off = [term.pin for term in speakers.terms(Discount) if term.pin.quote in {pin.quote for pin in priced.pins}]
    for cap in speakers.terms(Cap):
        of_share = _OUR_SHARE.search(cap.pin.quote) and any(pin.clause_id == cap.pin.clause_id for pin in off)
        if priced.borne > 0 and (of_share or any(pin.quote == cap.pin.quote for pin in off)):
            priced = _under(priced, cap, [one for one in past if cap.pin.quote in one.cited], speakers)
    return priced


_OUR_SHARE = re.compile(r"\b(?:our|my) (?:half|halves|shares?|parts?) of\b", re.I)
"""A limit of the share alone, in a sentence beside the one that gives it."""


def _started(line: Line, found: Ruling, speakers: Speakers) -> Outcome:
    kind = type(found.by.term).__name__.lower() if found.by else "silence"
    spoke = (found.by, *found.seconds) if found.by else ()
    leant_on = (pin for one in spoke for pin in speakers.leant_on(one.term))
    pins = (*(one.pin for one in spoke), *leant_on, *found.rests_on, *speakers.prolonged)
    aside = tuple((one.pin, why) for one, why in found.aside)
    quotes = tuple(
        one.source for one in speakers.setting.happened if found.by and found.by.by_cause and _names(found, one.cause)
    )
    failed = found.by is not None and found.by.holds is False and found.standing is Standing.BILLABLE
    what_if = f"It would have been carried but for this: {found.by.doubt}." if failed and found.by else ""
    return Outcome(
        line,
        speakers,
        Verdict.NOT_COVERED,
        None,
        found.why,
        (Rule(kind, found.why),),
        pins,
        quotes[:2],
        aside,
        found.sure,
        what_if=what_if,
        match=_fit(found),
        facts=tuple(("proviso", one) for one in found.by.facts) if found.by else (),
    )


def _fit(found: Ruling) -> Fit | None:
    return Fit(found.by.match.kind, round(found.by.match.score, 2), found.by.match.why) if found.by else None


def _names(found: Ruling, cause: str) -> bool:
    term = found.by.term if found.by else None
    return cause in causes_in(f"{' '.join(getattr(term, 'causes', ()))} {getattr(term, 'what', '')}")


def _priced(start: Outcome, found: Price) -> Outcome:
    if found.pays is None:
        return replace(
            start, verdict=Verdict.UNCLEAR, rules=(*start.rules, *found.rules), pins=(*start.pins, *found.pins),
            reason=f"{start.reason}; its price depends on {found.doubt}", question=f"Find out {found.doubt}.",
        )  # fmt: skip
    verdict = Verdict.PARTIALLY_COVERED if found.discounted else Verdict.NOT_COVERED
    verdict = Verdict.COVERED if found.pays == 0 and start.line.list_amount > 0 else verdict
    return replace(
        start, verdict=verdict, pays=found.pays, rules=(*start.rules, *found.rules), pins=(*found.pins, *start.pins),
        sure=min(start.sure, found.sure) if found.pins else start.sure, steps=found.steps,
    )  # fmt: skip


def _fee(start: Outcome, fee: ServiceFee, speakers: Speakers) -> Outcome:
    """The customer's own fee; what list asks above it the agreement carries."""
    repaired = speakers.setting.work.lines and len(speakers.setting.work.lines) > 1
    by_repair = fee.waived_when and _WAIVED_BY_REPAIR.search(fee.waived_when) and repaired
    timely = verdict_of(provisos(fee.waived_when, speakers.setting)) if _WHEN.match(fee.waived_when) else None
    if by_repair or timely or _on_such_a_visit(fee, speakers):
        return start.free("the fee is waived").with_step("fee", f"waived: {fee.waived_when}")
    pays = cents(fee.amount)
    eased = pays < cents(start.line.list_amount) and _EASED.search(_of_fee(fee, speakers))
    verdict = Verdict.COVERED if pays == 0 else Verdict.PARTIALLY_COVERED if eased else Verdict.NOT_COVERED
    steps = (Step(f"the fee the agreement sets, a {fee.per}", f"1 × {plain(pays)}", pays),)
    return replace(start, verdict=verdict, pays=pays, steps=steps).with_step("fee", f"{dollars(pays)} a {fee.per}")


_WHEN = re.compile(r"(?:on|during|in|at) (?:weekdays?\b|(?:regular|normal|business|working|office) hours\b)", re.I)
"""A time at which a fee is not asked."""


def _on_such_a_visit(fee: ServiceFee, speakers: Speakers) -> bool:
    """Whether the job is a visit for which the fee is waived ("waived on PM visits")."""
    above = speakers.matcher.vocabulary.above
    waived = {task for one in speakers.words(fee.waived_when).subjects for task in one.tasks}
    done = {
        up
        for item in speakers.setting.work.lines
        for one in speakers.words(item.name).subjects
        for task in one.tasks
        for up in above(task)
    }
    return bool(waived & done) and re.match(r"(?:on|with|for|during|at|when)\b", fee.waived_when, re.I) is not None


def _of_fee(fee: ServiceFee, speakers: Speakers) -> str:
    """The sentences of a fee's clause that were read into terms, and those elsewhere that speak of it by its name."""
    named = fee.what.lower() if len(fee.what.split()) > 1 else fee.pin.quote.lower()
    return " ".join(
        one.pin.quote
        for one in speakers.effective.terms
        if one.pin.clause_id == fee.pin.clause_id or named in one.pin.quote.lower()
    )


def _carried(start: Outcome, found: Ruling, speakers: Speakers, past: Sequence[Used]) -> Outcome:
    settled = start.free("carried by the agreement")
    if found.allowance:
        settled = _allowed(settled, found.allowance.term, speakers, past)
    return _capped(settled, speakers, past)


def _allowed(start: Outcome, allowance: Allowance, speakers: Speakers, past: Sequence[Used]) -> Outcome:
    """Within the allowance free, past it at the contract's price for more, in between split by units."""
    work, line = speakers.setting.work, start.line
    on_file = drawn_before(allowance, line, past, work.day, speakers.setting.began, work.property_id)
    used = max(on_file, told_before(line, allowance, work.statements))
    needed = units_of(line, allowance)
    same_visit = any(
        one.job_id == work.job_id and one.day == work.day and one.drew_on == key(allowance, line) for one in past
    )
    if (
        (allowance.unit in ONE_VISIT or (line.kind is LineKind.LABOUR and allowance.unit == "time"))
        and same_visit
        and work.job_id
    ):
        needed = NOTHING
    left = max(NOTHING, allowance.count - used)
    drawn = min(left, needed)
    step = f"{number(allowance.count)} {allowance.unit} per {allowance.per}: {number(used)} used before, {number(drawn)} of {number(needed)} carried now"
    earlier = decided_before(allowance, past, work.day, speakers.setting.began)
    start = replace(start, pins=(*start.pins, *earlier))
    told = ("used", f"{number(used)} of {number(allowance.count)} {allowance.unit} used earlier in the period")
    settled = replace(start, drew=(key(allowance, line), drawn), facts=(*start.facts, told)).with_step(
        "allowance", step, allowance.pin
    )
    if drawn >= needed:
        return settled
    return _past_allowance(settled, (needed - drawn) / needed, drawn, allowance, speakers)


def _past_allowance(
    settled: Outcome, share: Decimal, drawn: Decimal, allowance: Allowance, speakers: Speakers
) -> Outcome:
    line = settled.line
    rest = _rest(line, share, drawn)
    named = [one for one in speakers.all(Exclusion, rest) if beyond(one.term) and at_list(one.term)]
    more = [one for one in named if line.kind is not LineKind.LABOUR or one.term.part == "labour"]
    found = price(rest, speakers, past=allowance.pin)
    if (eased := _eased_later(allowance, speakers)) is not None:
        found = reduced_by(found, eased)
    if list_beyond(allowance) and line.kind is not LineKind.LABOUR:
        found = replace(list_price(rest, "so the contract says of what goes past it"), pins=(allowance.pin,))
    if more:
        found = replace(list_price(rest, "so the contract says"), pins=(more[0].pin,))
    priced = _priced(settled, found)
    if drawn > 0 and priced.pays is not None:
        return replace(priced, verdict=Verdict.PARTIALLY_COVERED, reason="the allowance carries a part of it")
    return replace(
        priced, reason="the allowance for this period is used up" if priced.pays is not None else priced.reason
    )


def _eased_later(allowance: Allowance, speakers: Speakers) -> Discount | None:
    """What an allowance's own sentence takes off what comes after it: "once in the term free; a second time is at 30% off"."""
    return next((one for one in speakers.terms(Discount) if one.pin.quote == allowance.pin.quote and beyond(one)), None)


def _rest(line: Line, share: Decimal, drawn: Decimal) -> Line:
    """What of the line is past the allowance; hours within it count as hours before."""
    whole = line.item.quantity
    quantity = whole - drawn if whole - drawn == whole * share else (whole * share).quantize(_FINE).normalize()
    return replace(line, item=replace(line.item, quantity=quantity), hours_before=line.hours_before + whole - quantity)


def _capped(settled: Outcome, speakers: Speakers, past: Sequence[Used]) -> Outcome:
    for cap in speakers.terms(Cap):
        if any(rule.kind == "discount" for rule in settled.rules):
            break  # past a limit, what is taken off the rest is no share that another limit bounds
        if settled.borne > 0 and _limits(cap, settled.line, settled.pins, speakers):
            settled = _under(settled, cap, _counted(cap, settled.line, speakers, past), speakers)
            spared = [one for one in past if _limits(cap, one.line, (), speakers)]
            kept_from = decided_before(cap, spared, speakers.setting.work.day, speakers.setting.began)
            settled = replace(settled, pins=(*settled.pins, *kept_from))
    return settled


def _counted(cap: Cap, line: Line, speakers: Speakers, past: Sequence[Used]) -> list[Used]:
    """The earlier lines that drew on a limit; on one for a cause, those it was cited for."""
    said = speakers.said(cap, line)
    tied = said is not None and said.by_cause
    return [one for one in past if (cap.pin.quote in one.cited if tied else _limits(cap, one.line, one.pins, speakers))]


def _limits(cap: Cap, line: Line, pins: Sequence[Pin], speakers: Speakers) -> bool:
    """A limit that stands in the sentence of a promise limits what that promise carries (`pins`: what decided, first)."""
    if _OUR_SHARE.search(cap.pin.quote):
        return False
    beside = [term for term in speakers.terms(Inclusion) if term.pin.quote == cap.pin.quote and carriage(term)]
    if beside and not _IN_ALL.search(cap.pin.quote) and pins and pins[0].quote != cap.pin.quote:
        return False
    said = speakers.said(cap, line)
    if said is not None and said.match.decides:
        return said.holds is not False and (said.match.kind == "general" or limits_work(said, line))
    label, bar, _ = cap.pin.quote.partition(" | ")
    named = [one for one in speakers.words(label).subjects if one.things] if bar else []
    if named and not speakers.matcher.best(line, named).decides:
        return False
    bare = not any(one.things or one.unknown for one in speakers.words(cap.what).subjects)
    return line.kind in REPAIRS and bare and not _other_part(cap, line)


def _other_part(cap: Cap, line: Line) -> bool:
    words = f"{cap.pin.quote.partition(' | ')[0] if ' | ' in cap.pin.quote else ''} {cap.what}".lower()
    parts, labour = "part" in words or "material" in words, "labor" in words or "labour" in words
    return (parts and not labour and line.kind is LineKind.LABOUR) or (
        labour and not parts and line.kind is LineKind.PART
    )


def _eased(dearer: Outcome, over: Decimal, eased: Discount) -> Outcome:
    before, percent = dearer.pays or NOTHING, eased.percent
    pays, what = before - cents(over * percent / 100), f"{number(percent)}% off what is past it"
    step = Step(what, f"{plain(before)} − {plain(over)} × {plain(percent)} ÷ 100", pays)
    return replace(dearer, pays=pays, steps=(*dearer.steps, step)).with_step("discount", what, eased.pin)


def _eased_past(cap: Cap, line: Line, speakers: Speakers) -> Discount | None:
    """What the same section, or a sentence on limits, takes off list once the limit is reached: "when the $350 is gone, you
    get 15% off", "what is above a limit is yours at list less 10%"."""
    for term in speakers.terms(Discount):
        near = term.pin.section == cap.pin.section or f"{cap.amount.normalize():f}" in term.pin.quote.replace(",", "")
        near = near or _LIMIT.search(term.pin.quote) is not None
        if near and beyond(term) and line.falls_in(term.applies_to) is not False:
            return term
    return None


def _under(settled: Outcome, cap: Cap, counted: Sequence[Used], speakers: Speakers) -> Outcome:
    setting = speakers.setting
    cap = replace(cap, per="visit") if _EACH_TIME.search(cap.pin.quote) else cap
    if cap.each:
        cap, counted = replace(cap, amount=cap.amount * settled.line.item.quantity), ()
    before = borne_before(cap, counted, setting.work.day, setting.began, setting.work.job_id)
    left = max(NOTHING, cap.amount - before)
    bears = min(settled.borne, left)
    over = settled.borne - bears
    settled = replace(settled, pins=(*settled.pins, *decided_before(cap, counted, setting.work.day, setting.began)))
    step = f"limit {dollars(cap.amount)} per {cap.per}: {dollars(before)} used before, {dollars(bears)} carried now"
    told_before = ("used", f"{dollars(before)} of {dollars(cap.amount)} borne earlier in the period")
    settled = replace(settled, facts=(*settled.facts, told_before)).with_step("cap", step, cap.pin)
    if over == 0:
        return settled
    verdict = Verdict.PARTIALLY_COVERED if bears > 0 else Verdict.NOT_COVERED
    reason = f"carried, and {dollars(over)} of it is past the limit" if bears > 0 else LIMIT_REACHED
    dearer = settled.plus(over, f"past the limit of {dollars(cap.amount)} per {cap.per}")
    if (eased := _eased_past(cap, settled.line, speakers)) is not None:
        dearer, verdict = _eased(dearer, over, eased), Verdict.PARTIALLY_COVERED
    return replace(dearer, verdict=verdict, reason=reason)
