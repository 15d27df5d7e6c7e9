"""Work that repeats earlier work under the warranty the agreement gives on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.agreements.patterns.warranty import FEE_ALONE
from service.agreements.terms import Warranty
from service.coverage.circumstances import FROM_OUTSIDE, State
from service.coverage.conditions import Setting
from service.coverage.lines import Line, LineKind
from service.coverage.matching import AGAIN
from service.coverage.speaking import Speakers
from service.coverage.usage import Used
from service.coverage.vocabulary import Vocabulary

_OURS = re.compile(
    r"\bwarrant|\bdefect|\bbad part\b|\bworkmanship\b|\bcame loose\b|\bwe (?:put|installed|replaced|fitted)\b|\bour (?:repair|part|work|install)"
    r"|\bagain\b|\bsame (?:fault|thing|problem|trouble|issue|leak|spot|failure|joint)\b|\b(?:came|come|is|are) back\b|\breturned\b|\brepeat\b|\bfactory\b|\bcall-?back\b|\brecall\b|\bfrom job \S*\d|\bfailed (?:again|repair)|\bre-?do\b|\bredid\b|\bdead\b|\bdied\b|\bsame [\w ]{2,30}? (?:as|we did|from)\b",
    re.I,
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_FREE_TRAVEL = re.compile(
    r"\b(?:travel|trip|truck|drive|dispatch|no charge|without charge|free|on us|at no cost|owe nothing|costs? (?:you )?nothing)\b",
    re.I,
)


@dataclass(frozen=True)
class Warranted:
    term: Warranty
    earlier: Used


def warranted(lines: Sequence[Line], speakers: Speakers, past: Sequence[Used]) -> dict[int, Warranted]:
    """Which lines (by position) repeat warranted work: the same thing at the same place within the time given, and
    what was written says it failed by part or workmanship, with no outside cause."""
    setting = speakers.setting
    if not _OURS.search(setting.work.about) or _outside(setting):
        return {}
    found: dict[int, Warranted] = {}
    for term in speakers.terms(Warranty):
        repeated = {at: earlier for at, line in enumerate(lines) if (earlier := _earlier(line, term, past, speakers))}
        first = next(iter(repeated.values()), None) or _hours_before(lines, term, past, setting)
        for at, line in enumerate(lines):
            earlier = repeated.get(at) or (first if line.kind in (LineKind.LABOUR, LineKind.FEE) else None)
            if earlier and _reaches(term, line) and _of_its_things(term, line, speakers):
                found.setdefault(at, Warranted(term, earlier))
    return found


def _of_its_things(term: Warranty, line: Line, speakers: Speakers) -> bool:
    """A warranty that names a thing is on work of its trade; hours and return visits that name nothing are on whatever was
    done."""
    concepts = speakers.matcher.vocabulary.concepts
    trades = {concepts[id].trade for one in speakers.words(term.what).subjects for id in one.things}
    if not trades or not line.things or AGAIN in line.tasks:
        return True
    return bool(trades & {concepts[id].trade for id in line.things})


def _outside(setting: Setting) -> bool:
    return any(one.cause in FROM_OUTSIDE and one.state is not State.DENIED for one in setting.happened)


def _earlier(line: Line, term: Warranty, past: Sequence[Used], speakers: Speakers) -> Used | None:
    setting, vocabulary = speakers.setting, speakers.matcher.vocabulary
    if line.kind in (LineKind.LABOUR, LineKind.FEE):
        return None
    return next((one for one in reversed(_within(term, past, setting)) if _repeats(line, one, vocabulary)), None)


def _repeats(line: Line, earlier: Used, vocabulary: Vocabulary) -> bool:
    """Is it the same thing, or one a kind or part of the other? A return visit that names nothing repeats what the job's title
    speaks of, or what was treated last."""
    things = set(line.things) or (set(line.around) if AGAIN in line.tasks else set())
    if AGAIN in line.tasks and not things:
        return earlier.line.kind is LineKind.SERVICE and AGAIN not in earlier.line.tasks
    return any(
        own == other or vocabulary.relation(own, other) or vocabulary.relation(other, own)
        for own in things
        for other in earlier.line.things
    )


def _hours_before(lines: Sequence[Line], term: Warranty, past: Sequence[Used], setting: Setting) -> Used | None:
    """Where only hours are billed: the latest hours on the same thing, of those the jobs' titles name."""
    if any(line.kind not in (LineKind.LABOUR, LineKind.FEE) for line in lines):
        return None
    about = {id for line in lines for id in line.around}
    return next(
        (one for one in reversed(_within(term, past, setting)) if about & {*one.line.things, *one.line.around}), None
    )


def _within(term: Warranty, past: Sequence[Used], setting: Setting) -> list[Used]:
    """Work at the same place within the time given, not of this job."""
    since, work = _since(setting.work.day, term), setting.work
    return [
        one for one in past if since <= one.day and one.property_id == work.property_id and one.job_id != work.job_id
    ]


def _since(day: date, term: Warranty) -> date:
    return day - timedelta(days=int(term.count * _DAYS.get(term.unit.rstrip("s"), 1)))


def _reaches(term: Warranty, line: Line) -> bool:
    words = term.pin.quote.lower()
    if term.what == FEE_ALONE:
        return line.kind is LineKind.FEE
    if line.kind is LineKind.FEE:
        return bool(_FREE_TRAVEL.search(words))
    wanted = ("part", "material") if line.kind is LineKind.PART else ("labor", "labour")
    return term.part == "both" or line.falls_in(term.part) is not False or any(word in words for word in wanted)
