"""Work that repeats earlier work under the warranty the agreement gives on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.agreements.terms import Warranty
from service.coverage.circumstances import State
from service.coverage.conditions import Setting
from service.coverage.lines import Line, LineKind
from service.coverage.speaking import Speakers
from service.coverage.usage import Used

_OURS = re.compile(
    r"\bwarrant|\bdefect|\bbad part\b|\bworkmanship\b|\bcame loose\b|\bwe (?:put|installed|replaced|fitted)\b|\bour (?:repair|part|work|install)"
    r"|\bagain\b|\bsame (?:fault|thing|problem|trouble|issue|leak|spot|failure|joint)\b|\b(?:came|come|is|are) back\b|\breturned\b|\brepeat\b|\bfactory\b|\bcall-?back\b|\brecall\b|\bfrom job \S*\d|\bfailed (?:again|repair)|\bre-?do\b|\bredid\b",
    re.I,
)
_FOREIGN = frozenset(
    {
        "misuse",
        "accident",
        "vandalism",
        "freeze",
        "flood",
        "lightning",
        "animals",
        "storm",
        "fire",
        "others_work",
        "tenant",
    }
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_FREE_TRAVEL = re.compile(r"\b(?:travel|trip|no charge|without charge|free|at no cost)\b", re.I)


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
        for at, line in enumerate(lines):
            earlier = _earlier(line, term, past, setting)
            if earlier and _reaches(term, line):
                found.setdefault(at, Warranted(term, earlier))
    for at, line in enumerate(lines):
        hit = next((one for one in found.values() if _reaches(one.term, line)), None)
        if hit and line.kind in (LineKind.LABOUR, LineKind.FEE):
            found.setdefault(at, hit)
    return found


def _outside(setting: Setting) -> bool:
    return any(one.cause in _FOREIGN and one.state is State.CERTAIN for one in setting.happened)


def _earlier(line: Line, term: Warranty, past: Sequence[Used], setting: Setting) -> Used | None:
    since = _since(setting.work.day, term)
    same = [
        one
        for one in past
        if since <= one.day and one.property_id == setting.work.property_id and one.job_id != setting.work.job_id
        and line.kind not in (LineKind.LABOUR, LineKind.FEE) and set(one.line.things) & set(line.things)
    ]  # fmt: skip
    return same[-1] if same else None


def _since(day: date, term: Warranty) -> date:
    return day - timedelta(days=int(term.count * _DAYS.get(term.unit.rstrip("s"), 1)))


def _reaches(term: Warranty, line: Line) -> bool:
    words = term.pin.quote.lower()
    if line.kind is LineKind.FEE:
        return bool(_FREE_TRAVEL.search(words))
    wanted = ("part", "material") if line.kind is LineKind.PART else ("labor", "labour")
    return term.part == "both" or line.falls_in(term.part) is not False or any(word in words for word in wanted)
