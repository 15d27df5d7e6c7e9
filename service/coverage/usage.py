"""What earlier work has used of an allowance or a cap: periods, and the record each judged line leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from service.agreements.terms import Allowance, Cap, Pin
from service.coverage.lines import Line, LineKind
from service.coverage.vocabulary import tokens
from service.coverage.work import Work

_CALENDAR = re.compile(r"\bcalendar\b|\bfrom january\b|\bjanuary 1\b", re.I)
_EACH_PLACE = re.compile(
    r"\b(?:per|each|every|for each) (?:\w+ )?(?:dwelling|property|properties|site|home|house|address|location|building|unit|residence)\b",
    re.I,
)
ONE_VISIT = frozenset({"visit", "call", "trip"})
_MONTHS = {"month": 1, "quarter": 3, "season": 12, "year": 12}
TIMES = frozenset(
    {
        "visit",
        "call",
        "trip",
        "service",
        "time",
        "clearing",
        "cleaning",
        "tune-up",
        "inspection",
        "treatment",
        "application",
        "occurrence",
    }
)


@dataclass(frozen=True)
class Used:
    """One line judged earlier: what it drew on an allowance (in its unit), what the contractor bore, at list, and the quotes
    of the clauses that decided."""

    day: date
    job_id: str | None
    property_id: str | None
    agreement_id: str
    line: Line
    borne: Decimal
    drew_on: str = ""
    drawn: Decimal = Decimal(0)
    cited: frozenset[str] = frozenset()
    pins: tuple[Pin, ...] = ()


class Tab:
    """What a client's work has used so far. Asked again for the same work and some more, it judges only what came since:
    a batch goes through a client's jobs without judging each again for every later one. `words` and `likeness` are what was
    asked of the outside meanwhile: whoever makes a check again judges the past again, too."""

    def __init__(self) -> None:
        self._days: list[tuple[Work, list[Used]]] = []
        self.words: tuple[tuple[str, str], ...] = ()
        self.likeness: tuple[tuple[str, float], ...] = ()

    def up_to(self, earlier: Sequence[Work], judge: Callable[[Work, Sequence[Used]], list[Used]]) -> list[Used]:
        """What `earlier` used, oldest first; `judge` gives what one day's work used after what went before."""
        same = next(
            (at for at, (now, (kept, _)) in enumerate(zip(earlier, self._days, strict=False)) if now != kept), None
        )
        del self._days[min(len(earlier), len(self._days)) if same is None else same :]
        past = [one for _, used in self._days for one in used]
        for work in earlier[len(self._days) :]:
            found = judge(work, past)
            self._days.append((work, found))
            past += found
        return past


def key(allowance: Allowance, line: Line) -> str:
    """Names an allowance across amendments that change its count; hours draw on "one repair a year" beside their part."""
    beside = "labour" if line.kind is LineKind.LABOUR and allowance.unit != "hour" else ""
    return f"{_names(allowance)}{beside}"


def _names(allowance: Allowance) -> str:
    return f"{allowance.what.lower()}|{allowance.unit}|{allowance.per}|"


def period(per: str, pin: Pin, on: date, began: date | None) -> tuple[date, date]:
    """First and last day of the period `on` lies in: counted from the agreement's first day, or by the calendar where
    the clause says so or no first day is known. A visit's period is its day; the term runs from the first day on."""
    if per == "visit":
        return on, on
    if per == "term":
        return began or date.min, date.max
    if began is None or per == "month" or _CALENDAR.search(pin.quote):
        began = date(on.year, 1, 1)
    months = _MONTHS[per]
    passed = (on.year - began.year) * 12 + on.month - began.month - (1 if on.day < began.day else 0)
    start = _later(began, passed // months * months)
    return start, _later(start, months) - timedelta(days=1)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def drawn_before(
    allowance: Allowance, line: Line, past: Iterable[Used], on: date, began: date | None, property_id: str | None
) -> Decimal:
    """How much of the allowance its period had used; per property where the clause says so."""
    first, last = period(allowance.per, allowance.pin, on, began)
    counted = (one for one in past if one.drew_on == key(allowance, line) and first <= one.day <= last)
    return sum((one.drawn for one in counted if _here(allowance.pin, one, property_id)), Decimal(0))


def drawn_in(
    allowance: Allowance, past: Iterable[Used], on: date, began: date | None, property_id: str | None
) -> Decimal:
    """How much of the allowance its period has used, by whatever kind of line drew most on it."""
    first, last = period(allowance.per, allowance.pin, on, began)
    counted = [one for one in past if first <= one.day <= last and _here(allowance.pin, one, property_id)]
    keys = {one.drew_on for one in counted if one.drew_on.startswith(_names(allowance))}
    return max(
        (sum((one.drawn for one in counted if one.drew_on == name), Decimal(0)) for name in keys), default=Decimal(0)
    )


def decided_before(term: Allowance | Cap, past: Iterable[Used], on: date, began: date | None) -> tuple[Pin, ...]:
    """The clauses that decided earlier work of the period: on them hangs what is left of it."""
    first, last = period(term.per, term.pin, on, began)
    if term.per == "visit":
        return ()
    return tuple(dict.fromkeys(pin for one in past if first <= one.day <= last for pin in one.pins))


def borne_before(cap: Cap, past: Iterable[Used], on: date, began: date | None, job_id: str | None) -> Decimal:
    """What the contractor has borne under the cap in its period; of this job alone for a cap per visit or repair."""
    first, last = period(cap.per, cap.pin, on, began)
    counted = (one for one in past if first <= one.day <= last and (cap.per != "visit" or one.job_id == job_id))
    return sum((one.borne for one in counted), Decimal(0))


def _here(pin: Pin, one: Used, property_id: str | None) -> bool:
    return not _EACH_PLACE.search(pin.quote) or one.property_id == property_id


def units_of(line: Line, allowance: Allowance) -> Decimal:
    """How many units of the allowance the line uses: hours and pounds by quantity, visits and calls at least one."""
    if allowance.unit in TIMES:
        counted = line.item.quantity == line.item.quantity.to_integral_value() and line.kind is not LineKind.LABOUR
        if allowance.unit in ONE_VISIT and not set(tokens(line.item.name)) & {*ONE_VISIT, "service"}:
            return Decimal(1)
        return max(line.item.quantity, Decimal(1)) if counted else Decimal(1)
    return line.item.quantity
