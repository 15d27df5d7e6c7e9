"""Where one fact decides: the same work judged with that fact otherwise, and what would come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from service.agreements.terms import Agreement, Effective
from service.coverage.absence import nearest_day
from service.coverage.circumstances import State
from service.coverage.conditions import Setting
from service.coverage.deciding import Bench, InForce, judge
from service.coverage.money import cents, dollars
from service.coverage.settling import Outcome
from service.coverage.usage import Used
from service.coverage.verdict import Verdict
from service.coverage.work import Statement, Work

MOST_CAUSES, MOST_LINES = 3, 200
"""Longer jobs are not judged over again with other facts."""
_WOULD_BE = {
    Verdict.COVERED: "covered",
    Verdict.PARTIALLY_COVERED: "carried in part",
    Verdict.NOT_COVERED: "billable",
    Verdict.NEEDS_APPROVAL: "in need of an approval",
}
_MINUTE = timedelta(minutes=1)
_SPENT = frozenset({"allowance", "cap"})


@dataclass(frozen=True)
class Otherwise:
    """The work with one fact changed; `said` ends the sentence "It would be covered …"."""

    said: str
    work: Work
    past: tuple[Used, ...]
    effectives: tuple[Effective, ...]


def with_what_if(
    work: Work,
    effectives: Sequence[Effective],
    past: Sequence[Used],
    outcomes: Sequence[Outcome],
    bench: Bench,
) -> list[Outcome]:
    """The outcomes, each with what would turn it, where one fact does."""
    told: list[list[str]] = [[] for _ in outcomes]
    if len(outcomes) > MOST_LINES:
        return list(outcomes)
    for one in _otherwise(work, effectives, past, outcomes):
        for at, (was, now) in enumerate(zip(outcomes, judge(one.work, one.effectives, one.past, bench), strict=True)):
            if sentence := _difference(was, now, one.said):
                told[at].append(sentence)
    return [replace(one, what_if=" ".join(said) or one.what_if) for one, said in zip(outcomes, told, strict=True)]


def where_none_held(work: Work, on_file: Sequence[Agreement], in_force: InForce, bench: Bench) -> list[str]:
    """For each line: what the nearest agreement in time would have said of it on its nearest day; "" where none would."""
    day = nearest_day(work, on_file)
    found = in_force(work.property_id, day) if day else ()
    if day is None or not found:
        return [""] * len(work.lines)
    said = f"had the work been done {'by' if day < work.day else 'on or after'} {day.isoformat()}"
    return [f"It would be {_standing(one)} {said}." for one in judge(replace(work, day=day), found, (), bench)]


def _otherwise(
    work: Work, effectives: Sequence[Effective], past: Sequence[Used], outcomes: Sequence[Outcome]
) -> Iterator[Otherwise]:
    setting = next((one.speakers.setting for one in outcomes if one.speakers), None)
    if setting is None:
        return
    kept = tuple(effectives)
    for said, changed in (*_hours(setting), *_causes(setting)):
        yield Otherwise(said, changed, tuple(past), kept)
    if any(rule.kind in _SPENT for one in outcomes for rule in one.rules) and past:
        yield Otherwise("had earlier work of the period not drawn on it", work, (), kept)


def _hours(setting: Setting) -> Iterator[tuple[str, Work]]:
    """The nearest moment at which the other clock runs: before closing, after opening, after closing."""
    work = setting.work
    if work.start is None:
        return
    today = [window for window in setting.clock.windows if work.day.weekday() in window.days]
    if setting.regular:
        closes = next((window.closes for window in today if window.opens <= work.start < window.closes), None)
        if closes and closes < time(23, 59):
            yield f"had the visit begun at {closes:%H:%M} or later", replace(work, start=closes)
    elif today and "holiday" not in setting.bands:
        yield _within(work, today[0].opens, today[0].closes)
    elif setting.clock.windows:
        day = _next_day(setting)
        yield (
            "had the visit begun on a weekday in regular hours",
            replace(work, day=day, start=setting.clock.windows[0].opens),
        )


def _within(work: Work, opens: time, closes: time) -> tuple[str, Work]:
    if work.start is not None and work.start < opens:
        return f"had the visit begun at {opens:%H:%M} or later", replace(work, start=opens)
    before = (datetime.combine(work.day, closes) - _MINUTE).time()
    return f"had the visit begun before {closes:%H:%M}", replace(work, start=before)


def _next_day(setting: Setting) -> date:
    """The first later day with regular hours; a week holds one."""
    windows = setting.clock.windows
    days = (setting.work.day + timedelta(days=ahead) for ahead in range(1, 8))
    regular = (
        day
        for day in days
        if any(
            day.weekday() in window.days and "regular" in setting.clock.bands(day, window.opens) for window in windows
        )
    )
    return next(regular, setting.work.day)


def _causes(setting: Setting) -> Iterator[tuple[str, Work]]:
    """Without the sentences that tell of a cause."""
    certain = [one for one in setting.happened if one.state is State.CERTAIN]
    for cause in list(dict.fromkeys(one.cause for one in certain))[:MOST_CAUSES]:
        spans = [one.source for one in certain if one.cause == cause]
        cut = {(one.record_id, one.start, one.end) for one in spans}
        statements = tuple(_without(statement, cut) for statement in setting.work.statements)
        if statements != setting.work.statements:
            yield f"had nobody told of {cause.replace('_', ' ')}", replace(setting.work, statements=statements)


def _without(statement: Statement, cut: set[tuple[str, int, int]]) -> Statement:
    text = statement.text
    for id, start, end in cut:
        if id == statement.record_id:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return replace(statement, text=text) if text != statement.text else statement


def _difference(was: Outcome, now: Outcome, said: str) -> str:
    if now.verdict is Verdict.UNCLEAR or (was.verdict, was.pays) == (now.verdict, now.pays):
        return ""
    if now.verdict is was.verdict and now.pays is not None:
        return f"The customer would pay {dollars(now.pays)} {said}."
    return f"It would be {_standing(now)} {said}."


def _standing(one: Outcome) -> str:
    pays = one.pays if one.pays is not None else one.if_approved
    amount = f" (the customer pays {dollars(cents(pays))})" if pays and one.verdict is not Verdict.COVERED else ""
    return f"{_WOULD_BE.get(one.verdict, 'undecided')}{amount}"
