"""What the customer pays for billable work: contract rates, their hours and minimums, discounts, else list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from service.agreements.patterns.bands import MINIMUM
from service.agreements.terms import BusinessHours, Discount, Pin, Rate, Term
from service.coverage.clause_words import beyond
from service.coverage.conditions import provisos, verdict_of
from service.coverage.lines import Line, LineKind
from service.coverage.matching import Match
from service.coverage.money import NOTHING, cents, dollars, number, plain
from service.coverage.rate_choice import JUNIOR, ONCE, by_hour, preference, rates, stated_base, units_at
from service.coverage.rate_times import runs, time_fits
from service.coverage.reading import Subject
from service.coverage.said import Said
from service.coverage.speaking import Speakers
from service.coverage.tiers import Tier, tiers_of
from service.coverage.verdict import Rule, Step
from service.coverage.vocabulary import tokens

HUNDRED = Decimal(100)
_PAST_LIMIT = re.compile(
    r"\b(?:above|past|over|beyond) (?:an?|the|that|your|any|its) (?:\w+ )?(?:limit|cap|maximum|ceiling)\b|\b(?:once|when|after) (?:an?|the|that|your|any|its) (?:\w+ )?(?:limit|cap|maximum|ceiling) is\b",
    re.I,
)
_ON_COVERED = re.compile(r"\b(?:such|covered|these|those|included) (?:repairs?|work|services?|parts?|visits?)\b", re.I)
_ON_EXCLUDED = re.compile(
    r"\b(?:excluded|not (?:covered|included)|non-?covered|all other|any other|other|additional|chargeable|billable|extra) (?:work|labou?r|services?|repairs?|time|hours?)\b|\b(?:work|labou?r|services?|repairs?) (?:other than|beyond|not) (?:the|that|those|what|in|under|listed|covered|included|described)\b",
    re.I,
)
_ON_THE_REST = re.compile(r"\b(?:everything|anything) (?:else|other)\b", re.I)
"""What else the contractor does for members is not what their paper leaves out by name."""
_ON_OWN_SERVICES = re.compile(r"\b(?:additional|base|scheduled|listed) (?:services|work)\b", re.I)
_FOR_MORE = Match(0.8, "general", "it prices what goes past the allowance")


@dataclass(frozen=True)
class Price:
    """`discounted` when the agreement took something off list; `doubt` names what is missing, and `pays` is then None."""

    pays: Decimal | None
    rules: tuple[Rule, ...] = ()
    pins: tuple[Pin, ...] = ()
    discounted: bool = False
    doubt: str = ""
    sure: float = 1.0
    steps: tuple[Step, ...] = ()


def list_price(line: Line, why: str = "") -> Price:
    amount = cents(line.list_amount)
    step = f"{number(line.item.quantity)} × {dollars(line.item.unit_price)} = {dollars(amount)} at list" + (
        f": {why}" if why else ""
    )
    return Price(amount, (Rule("list_price", step),), steps=(at_list_step(line),))


def at_list_step(line: Line) -> Step:
    return Step("list price", f"{plain(line.item.quantity)} × {plain(line.item.unit_price)}", cents(line.list_amount))


def price(
    line: Line, speakers: Speakers, *, past: Pin | None = None, excluded: Pin | None = None, caused: bool = False
) -> Price:
    """A rate fixes the price; a discount comes off list; a multiple of the regular rate runs at its hours.

    `past` is where the allowance stands that the line went past: what that clause asks for more goes first.
    Work that a clause (`excluded`) leaves out takes no part in reductions the contract gives on covered work, nor in the rates
    of clauses elsewhere that do not name it; excluded for what `caused` it, in no reduction on the agreement's own services.
    """
    rate = _rate(line, speakers, past)
    if rate is not None and excluded is not None and not _reaches_excluded(rate, excluded):
        rate = None
    tiers = tiers_of(one.term for one in rates(line, speakers) if one.term.when == "regular")
    if tiers and (rate is None or rate.term in [one.rate for one in tiers]):
        return _tiered(line, tiers)
    fixed = _at_rate(line, rate, speakers) if rate else None
    reduction = _reduced_there(rate.pin, speakers) if rate and fixed and fixed.pays is not None else None
    if fixed and reduction:
        return _reduced(fixed, Said(reduction, _FOR_MORE))
    if fixed is not None and (
        fixed.pays is None or (rate and rate.term.multiple is None) or (rate and rate.term.unit == "cost")
    ):
        return fixed
    within = past is None
    return _discounted(line, speakers, fixed or list_price(line), excluded is not None, caused, within=within)


def priced_by(line: Line, speakers: Speakers, *, at_any_time: bool = False) -> Said[Term] | None:
    """A term that prices the line as work the customer pays for: a discount or a rate that runs, its provisos held."""
    discounts = [
        one for one in speakers.all(Discount, line) if one.match.decides and one.holds and not beyond(one.term)
    ]
    every_rate = rates(line, speakers)
    timeless = at_any_time or line.kind is not LineKind.LABOUR
    running = every_rate if timeless else [one for one in every_rate if runs(one.term, speakers, line)]
    every: list[Said[Term]] = [*discounts, *(one for one in running if not beyond(one.term))]
    return next(iter(every), None)


def priced_at_times(line: Line, speakers: Speakers) -> list[Said[Term]]:
    """Prices whose own words give them for the time the work was done: "from May to September half of our time"."""
    timely = [one for one in rates(line, speakers) if one.term.when != "regular" and runs(one.term, speakers, line)]
    timed = [one for one in speakers.all(Discount, line) if one.match.decides and one.kinds & {"hours", "season"}]
    every: list[Said[Term]] = [
        *timed,
        *(replace(one, facts=(f"{one.term.when.replace('_', ' ')} rate",)) for one in timely),
    ]
    return [one for one in every if one.holds]


def _rate(line: Line, speakers: Speakers, past: Pin | None) -> Said[Rate] | None:
    """Past an allowance its own price for more goes first; within one it never applies."""
    more = [
        Said(term, _FOR_MORE)
        for term in speakers.terms(Rate)
        if past and beyond(term) and _beside(term.pin, past) and by_hour(term) == (line.kind is LineKind.LABOUR)
        if not (named := _things_of(term, speakers)) or speakers.matcher.best(line, named).decides
    ]
    more.sort(key=lambda one: past is not None and one.pin.clause_id != past.clause_id)
    fitting = [one for one in rates(line, speakers) if not beyond(one.term) and runs(one.term, speakers, line)]
    return more[0] if more else max(fitting, key=lambda one: preference(one, line, speakers), default=None)


def _things_of(rate: Rate, speakers: Speakers) -> list[Subject]:
    return [one for one in speakers.words(rate.what).subjects if one.things]


def named_nearer(line: Line, out: Said[Term], speakers: Speakers) -> bool:
    """Does a rate name the line more exactly than the clause that leaves it out and prices it at list?"""
    fixed = (one for one in rates(line, speakers) if one.term.amount is not None and not beyond(one.term))
    return any(one.match.kind in ("same", "kind_of") and one.weight > out.weight for one in fixed)


def _reaches_excluded(rate: Said[Rate], excluded: Pin) -> bool:
    named = rate.match.kind not in ("general", "task")
    return named or _beside(rate.pin, excluded) or _ON_EXCLUDED.search(rate.pin.quote) is not None


def _beside(one: Pin, other: Pin) -> bool:
    same_section = bool(one.section) and one.section == other.section
    return one.document_id == other.document_id and (one.clause_id == other.clause_id or same_section)


def _at_rate(line: Line, said: Said[Rate], speakers: Speakers) -> Price:
    rate = said.term
    if rate.unit == "cost":
        return _cost_plus(line, rate)
    unit_price, how, pins, sure = _unit_price(line, rate, speakers)
    fewest = _least(rate, speakers)
    quantity, least = _quantity(line, rate, fewest.minimum if fewest else None)
    pins = (*pins, *((fewest.pin,) if fewest and least else ()), *_hours_said(speakers), *speakers.changed_from(rate))
    pays = cents(quantity * unit_price)
    note = f" ({least})" if least else ""
    step = f"{number(quantity)} × {how} = {dollars(pays)}{note}"
    sum_ = Step(f"contract rate{note}", f"{plain(quantity)} × {plain(unit_price)}", pays)
    return Price(pays, (Rule("rate", step),), pins, sure=sure * said.pin.confidence, steps=(sum_,))


def _tiered(line: Line, tiers: Sequence[Tier]) -> Price:
    """Each hour at the price of the stretch it falls in, counted on from the hours before."""
    counted = [(one, one.holds(line.hours_before, line.item.quantity)) for one in tiers]
    early = line.item.quantity - sum((hours for _, hours in counted), NOTHING)
    counted[0] = (tiers[0], counted[0][1] + max(NOTHING, early))
    spans = [(one.rate, hours) for one, hours in counted if hours > 0]
    pays = cents(sum((hours * (rate.amount or NOTHING) for rate, hours in spans), NOTHING))
    told = " + ".join(f"{number(hours)} × {dollars(rate.amount or NOTHING)}" for rate, hours in spans)
    sum_ = " + ".join(f"{plain(hours)} × {plain(rate.amount or NOTHING)}" for rate, hours in spans)
    pins = tuple(rate.pin for rate, _ in spans)
    steps = (Step("contract rates, by the hour's number", sum_ or "0", pays),)
    return Price(pays, (Rule("rate", f"{told} = {dollars(pays)}"),), pins, sure=0.85, steps=steps)


def _cost_plus(line: Line, rate: Rate) -> Price:
    markup = rate.multiple or Decimal(1)
    if line.item.unit_cost is None:
        return Price(
            None,
            (Rule("rate", "priced at our cost plus a markup"),),
            (rate.pin,),
            doubt="what the part cost us: the contract prices it at cost plus a markup",
        )
    pays = cents(line.item.quantity * line.item.unit_cost * markup)
    step = f"cost {dollars(line.item.quantity * line.item.unit_cost)} plus {number((markup - 1) * HUNDRED)}% = {dollars(pays)}"
    sum_ = f"{plain(line.item.quantity)} × {plain(line.item.unit_cost)} × {plain(markup)}"
    return Price(pays, (Rule("rate", step),), (rate.pin,), steps=(Step("our cost and the agreed markup", sum_, pays),))


def _unit_price(line: Line, rate: Rate, speakers: Speakers) -> tuple[Decimal, str, tuple[Pin, ...], float]:
    if rate.amount is not None:
        return rate.amount, f"{dollars(rate.amount)} {_per(rate.unit)}", (rate.pin,), 1.0
    multiple = rate.multiple or Decimal(1)
    base = stated_base(rate, speakers) or _regular_rate(line, speakers)
    if base is not None and base.amount is not None:
        return (
            base.amount * multiple,
            f"{dollars(base.amount)} × {number(multiple)}",
            (rate.pin, base.pin, *speakers.changed_from(base)),
            1.0,
        )
    regular = _regular_list(line, speakers) if line.sounds_raised else line.item.unit_price
    if regular is None:
        return (
            line.item.unit_price,
            f"{dollars(line.item.unit_price)} (the line is already at its raised list price)",
            (rate.pin,),
            0.6,
        )
    return regular * multiple, f"{dollars(regular)} × {number(multiple)}", (rate.pin,), 0.9


def _per(unit: str) -> str:
    return "each" if unit == "each" else f"per {unit}"


def _regular_rate(line: Line, speakers: Speakers) -> Rate | None:
    plain = [
        one
        for one in rates(line, speakers)
        if one.term.amount is not None and one.term.when == "regular" and not beyond(one.term)
    ]
    tiers = tiers_of(one.term for one in rates(line, speakers) if one.term.when == "regular")
    if tiers and (not plain or plain[0].term in [one.rate for one in tiers]):
        return next((one.rate for one in tiers if one.holds(line.hours_before, Decimal(1))), tiers[0].rate)
    best = max(plain, key=lambda one: preference(one, line, speakers), default=None)
    return best.term if best else None


def _regular_list(line: Line, speakers: Speakers) -> Decimal | None:
    """The lowest hourly list price of other labour this client was charged, where one is lower than the line's."""
    labour = (
        unit
        for name, unit in speakers.setting.work.regular_prices
        if "labor" in tokens(name) and not set(tokens(name)) & JUNIOR
    )
    lower = [unit for unit in labour if NOTHING < unit < line.item.unit_price]
    return max(lower, default=None)


def _hours_said(speakers: Speakers) -> list[Pin]:
    """The clause that says which hours are regular, where the agreement has prices that hang on it."""
    timed = any(one.when != "regular" for one in speakers.terms(Rate))
    return [one.pin for one in speakers.terms(BusinessHours)] if timed else []


def _least(rate: Rate, speakers: Speakers) -> Rate | None:
    """What sets the fewest hours charged at a rate: the rate itself, else the clause that holds for every call."""
    if rate.minimum is not None and rate.minimum_unit.startswith("h"):
        return rate
    every = [one for one in speakers.terms(Rate) if one.what == MINIMUM and one.minimum_unit == "hour"]
    running = [one for one in every if time_fits(one, speakers)]
    timed = [one for one in running if one.when != "regular"]
    return next(iter((*timed, *running)), None)


def _quantity(line: Line, rate: Rate, least: Decimal | None) -> tuple[Decimal, str]:
    if rate.unit in ONCE and line.kind is LineKind.LABOUR:
        return Decimal(1), ""
    if least is not None and line.hours_before == 0 and line.item.quantity < least and line.kind is LineKind.LABOUR:
        return least, f"at least {number(least)} h are charged"
    return units_at(rate, line), ""


def _discounted(line: Line, speakers: Speakers, base: Price, excluded: bool, caused: bool, *, within: bool) -> Price:
    """`within`: the line is not what goes past an allowance or a limit, which a discount of its own may ease."""
    said = [
        one
        for one in speakers.all(Discount, line)
        if one.holds is not False
        and not _bound_elsewhere(one.term, speakers)
        and not (within and _PAST_LIMIT.search(one.pin.quote))
    ]
    bound = [pin for one in speakers.all(Discount, line) for pin in _bound_elsewhere(one.term, speakers)]
    base = replace(base, pins=(*base.pins, *bound[:1])) if bound and not said else base
    said = [one for one in said if not (excluded and _ON_COVERED.search(f"{one.term.what} {one.pin.quote}"))]
    said = [one for one in said if not (excluded and _ON_THE_REST.search(one.term.what))]
    said = [one for one in said if not (caused and _ON_OWN_SERVICES.search(one.pin.quote))]
    best = max(
        _own_row([one for one in said if one.match.decides], line),
        key=lambda one: (one.holds is True, one.weight, one.term.percent),
        default=None,
    )
    if best is None:
        mixed = next((one for one in said if one.match.kind == "mixed"), None)
        if mixed:
            return replace(
                base,
                pays=None,
                doubt=f"how much of “{line.item.name}” is {mixed.term.applies_to}: only that is reduced",
                pins=(mixed.pin,),
            )
        return base
    if best.holds is None:
        return replace(base, pays=None, doubt=best.doubt, pins=(*base.pins, best.pin))
    return _reduced(base, best)


def _own_row(said: Sequence[Said[Discount]], line: Line) -> list[Said[Discount]]:
    """In a table with a row for parts, the row of a whole unit ("Compressors and condensing units") is no row of its parts."""
    rows = {
        one.pin.section
        for one in said
        if one.match.kind == "general" and one.term.applies_to in ("parts", "materials") and " | " in one.pin.quote
    }
    return [
        one
        for one in said
        if not (
            line.kind is LineKind.PART
            and one.match.kind in ("part_of", "beside")
            and one.term.applies_to == "both"
            and one.pin.section in rows
        )
    ]


def _reduced_there(pin: Pin, speakers: Speakers) -> Discount | None:
    """The sentence of a rate reduces it itself: "$72 per hour less your 15% discount"."""
    there = (
        term
        for term in speakers.terms(Discount)
        if term.pin.quote == pin.quote and term.applies_to in ("labour", "both")
    )
    return next(there, None)


def _bound_elsewhere(discount: Discount, speakers: Speakers) -> list[Pin]:
    """Clauses that name this percentage and give it only at times that do not hold."""
    named = f"{number(discount.percent)}%"
    others = {
        term.pin.quote: term.pin
        for term in speakers.effective.terms
        if named in term.pin.quote and term.pin.quote != discount.pin.quote
    }
    return [pin for quote, pin in others.items() if verdict_of(provisos(quote, speakers.setting)) is False]


def reduced_by(base: Price, discount: Discount) -> Price:
    """The price with a reduction that is for more of the same; unchanged where one was taken off already."""
    return base if base.discounted else _reduced(base, Said(discount, _FOR_MORE))


def _reduced(base: Price, said: Said[Discount]) -> Price:
    before = base.pays or NOTHING
    pays = cents(before * (HUNDRED - said.term.percent) / HUNDRED)
    step = f"{dollars(before)} less {number(said.term.percent)}% = {dollars(pays)}"
    sure = base.sure * min(1.0, said.match.score + 0.2) * said.pin.confidence
    taken = Step(
        f"{number(said.term.percent)}% off", f"{plain(before)} × (100 − {plain(said.term.percent)}) ÷ 100", pays
    )
    return Price(
        pays, (*base.rules, Rule("discount", step)), (*base.pins, said.pin), True, sure=sure, steps=(*base.steps, taken)
    )
