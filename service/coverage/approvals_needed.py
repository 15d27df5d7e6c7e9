"""Whether the contract asked for an approval first, what it measures, and whether a sufficient one was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from service.agreements.terms import ApprovalThreshold, NotToExceed, Permission, Pin
from service.coverage.approvals_found import Consent, latest
from service.coverage.approvers import Asking, Threshold, authorised, form_suffices
from service.coverage.circumstances import State, causes_in, told_in
from service.coverage.conditions import cause_state, provisos, verdict_of
from service.coverage.lines import Line, LineKind
from service.coverage.money import NOTHING, dollars
from service.coverage.speaking import Speakers
from service.coverage.work import Statement

_ANY = r"\b(?:an?|any|each|every|no|single|one|individual)(?: (?:one|single|individual|additional|extra|repair|replacement|spare))*"
_EACH_PART = re.compile(
    rf"{_ANY} (?:part|item|component|line item|piece|material)\b(?! of work)|^parts\b(?! (?:and|&|or))", re.I
)
_EACH_LINE = re.compile(
    rf"\bper (?:item|line(?: item| of work)?|charge|task)\b|{_ANY} (?:item of work|line(?: of work)?|charge|task|expense|purchase(?! order)|service(?! (?:call|visit))|listing)\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:per|on|in|of|an?|one|any|each|every|no|single|under)(?: (?:one|single|repair|work))* "
    r"(?:visit|trip|call|job|bill|invoice|ticket|order|request|turnover|go|day|month|occasion)\b"
    r"|^[\w' ]*\b(?:visit|trip|call|job|bill|invoice|ticket|order|request)s?\b[\w' ]*\||\bin all\b|\baltogether\b",
    re.I,
)
"""Words for all that is done at a time."""
_PARTS_ONLY = re.compile(r"\b(?:parts?|materials?)\b(?!\s*(?:and|&|or)\s*labou?r)", re.I)
_BUYING = re.compile(
    r"\b(?:single|any|each|one|every) purchases?\b(?! orders?)|\b(?:order|buy|purchase)s? (?:any )?(?:goods|materials|parts|supplies)\b",
    re.I,
)
"""A limit on what is bought is none on the hours worked."""
_OUTSIDE = re.compile(
    r"\b(?:outside|not in|beyond|other than|not (?:covered|priced|named|listed) (?:by|in|on)) (?:this|the|our|that) (?:letter|agreement|contract|table|plan|list|schedule|sheet|matrix|paper|order)\b|\b(?:quoted|priced) separately\b",
    re.I,
)
"""Work the paper does not speak of: what it prices itself is none."""
_MENDING = re.compile(r"(?:any |no |single )*repairs?(?: work)?", re.I)
_AT_LIST = re.compile(r"\b(?:list(?:ing|s|ed)?(?: price)?|(?:shelf|book|catalog(?:ue)?) price)\b[^.;$]{0,20}\$", re.I)
_BOUGHT = re.compile(r"\b(?:purchas|bought|buy|order)\w*", re.I)
"""Goods, and no hours, wait for a word to buy them."""
_SUM_ASKED = re.compile(r"\b(?:at least|not less than|sum|amount|that is enough|sufficient|covers? the)\b", re.I)
_FREED = re.compile(r"\b(?:go(?:es)? (?:right )?ahead|proceed|without (?:asking|calling|her|his|your|an?)\b)", re.I)
"""Up to a sum nobody is asked: in every case, or in one named before the sum ("Pouring water: we go ahead up to $900")."""
_CASE = re.compile(r"(?P<case>[^$]{3,}?)[:,] [^:,$]*\$")
_TOLD = (State.CERTAIN, State.DOUBTED)


@dataclass(frozen=True)
class Owed:
    """What the customer would pay for a line; None where nothing. `open` where no clause says who pays: its list price. `priced`
    where the agreement itself names the price or the reduction."""

    line: Line
    pays: Decimal | None
    open: bool = False
    priced: bool = False


@dataclass(frozen=True)
class Asked:
    """A threshold that was passed: by which lines, at what sum, and the consent found, if it suffices. One that an amendment
    raised above the sum is `granted` too: on the amendment's clause hangs that nobody need be asked."""

    term: Asking
    lines: tuple[int, ...]
    total: Decimal
    consent: Consent | None
    granted: bool
    why: str
    pins: tuple[Pin, ...] = ()

    @property
    def said(self) -> str:
        if isinstance(self.term, Permission):
            return f"“{self.term.what}” needs an approval, whatever it costs: {self.why}"
        side = "above" if self.total > self.term.amount else "within"
        return f"{dollars(self.total)} is {side} {dollars(self.term.amount)}: {self.why}"


@dataclass(frozen=True)
class Approvals:
    """What one agreement asks of the lines of a job, held against the consents `found`."""

    speakers: Speakers
    owed: Sequence[Owed]
    found: Sequence[Consent]
    reveal: Callable[[str], str]

    def asked(self) -> list[Asked]:
        """Every threshold the lines pass and every permission they wait for. What is made for such a case goes first."""
        every: list[Threshold] = [*self.speakers.terms(ApprovalThreshold), *self.speakers.terms(NotToExceed)]
        cases = [(term, self._case_holds(term)) for term in every]
        standing = [term for term, holds in cases if holds is not False]
        bound = [term for term, holds in cases if holds]
        passed = [one for term in bound or standing for one in self._measured(term)]
        return passed + [one for term in self.speakers.terms(Permission) for one in self._permitted(term)]

    def _case_holds(self, term: Threshold) -> bool | None:
        """Whether this is the case a threshold is made for; None where it is made for all."""
        found = provisos(term.pin.quote, self.speakers.setting)
        if found:
            return verdict_of(found) is not False
        case = _CASE.match(term.pin.quote) if _FREED.search(term.pin.quote) else None
        return self._told(case["case"]) if case else None

    def _told(self, case: str) -> bool:
        """Do title or notes tell of one of the cases in which we may go ahead up to a sum of its own ("with active flooding or
        no heat")?"""
        setting = self.speakers.setting
        told = (*setting.work.statements, Statement("Job", setting.work.job_id or "", setting.work.title))
        return any(
            told_in(one, told) in _TOLD or cause_state(causes_in(one), setting) in _TOLD
            for one in re.split(r"[:,]| or ", case)
        )

    def _measured(self, term: Threshold) -> Iterator[Asked]:
        at_list = _AT_LIST.search(term.pin.quote) is not None
        before = min((old.amount for old in self.speakers.changed_into(term)), default=term.amount)
        pins = (term.pin, *self.speakers.changed_from(term))
        for lines, total in self._sums(term, at_list=at_list):
            if total > term.amount:
                yield replace(self._answered(term, lines, total), pins=pins)
            elif total > before:
                yield Asked(term, lines, total, None, True, "an amendment raised it", pins)

    def _sums(self, term: Threshold, *, at_list: bool) -> Iterator[tuple[tuple[int, ...], Decimal]]:
        """Lines measured together, and their sum. What nobody says who pays adds nothing to a sum, and waits with what passes;
        by itself it is measured at list."""
        owed = [one.line.list_amount if at_list else one.pays or NOTHING for one in self.owed]
        for lines in self._grouped(term):
            known = tuple(at for at in lines if not self.owed[at].open)
            total = sum((owed[at] for at in known), NOTHING)
            if total > term.amount:
                yield lines, total
            else:
                yield from [(known, total), *(((at,), owed[at]) for at in lines if at not in known)]

    def _grouped(self, term: Threshold) -> list[tuple[int, ...]]:
        """The lines one sum is measured on: each part or line where the term says so, all of them where it speaks of a visit, a
        bill or an order, else each piece of work: hours go with the parts they fit, a price that holds both stands alone."""
        outside = _OUTSIDE.search(term.pin.quote) is not None
        counted = [
            at
            for at, one in enumerate(self.owed)
            if one.pays and not (outside and one.priced) and self._counts(term, one.line)
        ]
        kinds = {at: self.owed[at].line.kind for at in counted}
        said = f"{term.what}|{term.pin.quote}"
        if _EACH_PART.search(said):
            return [(at,) for at in counted if kinds[at] in (LineKind.PART, LineKind.BUNDLE)]
        if _EACH_LINE.search(term.pin.quote):
            return [(at,) for at in counted]
        if isinstance(term, NotToExceed) or _WHOLE.search(said):
            return [tuple(counted)]
        alone = [at for at in counted if _stands_alone(self.owed[at].line)]
        rest = tuple(at for at in counted if at not in alone)
        fitted = any(kinds[at] is LineKind.LABOUR for at in rest)
        return [*((at,) for at in alone), *([rest] if fitted else [(at,) for at in rest])]

    def _counts(self, term: Threshold, line: Line) -> bool:
        """All billable lines but those about other things than the threshold names; parts alone where it says parts."""
        named = [one for one in self.speakers.words(term.what).subjects if one.things]
        if named and not self.speakers.matcher.best(line, named).decides:
            return self.speakers.matcher.best(line, named).score > 0
        if _BUYING.search(f"{term.what} {term.pin.quote}"):
            return line.kind in (LineKind.PART, LineKind.BUNDLE) or line.item.category == "PRODUCT"
        if _MENDING.fullmatch(term.what) and line.kind is LineKind.SERVICE and self.speakers.matcher.cares(line):
            return False
        return line.kind is not LineKind.LABOUR or not (term.what and _PARTS_ONLY.search(term.what))

    def _permitted(self, term: Permission) -> Iterator[Asked]:
        """Each line that is the very work which waits for somebody's word, whatever it costs; hours beside it where they are billed."""
        named = self.speakers.words(term.what).subjects
        for at, one in enumerate(self.owed):
            match = self.speakers.matcher.best(one.line, named)
            billed = one.pays and not one.open
            hours = one.line.kind is LineKind.LABOUR and billed and not _BOUGHT.search(term.what)
            beside = match.kind == "beside" and not hours
            if match.decides and not beside and (billed or match.kind not in ("general", "task")):
                yield self._answered(term, (at,), one.pays or NOTHING)

    def _answered(self, term: Asking, lines: tuple[int, ...], total: Decimal) -> Asked:
        given = [one for one in self.found if not one.given or authorised(one, term, self.speakers, self.reveal)]
        last = latest([one for one in given if not one.given or one.first_hand or form_suffices(one, term)])
        quote = self.speakers.setting.work.quote
        if last is None and quote and quote.approved and quote.total >= total:
            return Asked(term, lines, total, None, True, "the customer approved the quote in Jobber", (term.pin,))
        why = _missing(term, self.found, total) if last is None else _falls_short(last, term, total)
        upto = f" up to {dollars(last.amount)}" if last and last.amount else ""
        return Asked(term, lines, total, last, not why, why or f"approved beforehand{upto}", (term.pin,))


def _stands_alone(line: Line) -> bool:
    """A price that holds part and labor, or a service of its own."""
    return line.kind is LineKind.BUNDLE or (line.kind is LineKind.SERVICE and bool(line.tasks))


def _falls_short(last: Consent, term: Asking, total: Decimal) -> str:
    """Why the last word on file does not do; "" where it does."""
    if not last.given:
        return "the customer's last word was not to go ahead"
    if last.amount is None and _SUM_ASKED.search(term.pin.quote):
        return "the approval on file names no sum, and the contract asks for one"
    if last.amount is not None and last.amount < total:
        return f"approved up to {dollars(last.amount)}, and the work comes to {dollars(total)}"
    return ""


def _missing(term: Asking, found: Sequence[Consent], total: Decimal) -> str:
    over = (
        f"the agreement asks for an approval of “{term.what}”"
        if isinstance(term, Permission)
        else f"{dollars(total)} is above {dollars(term.amount)}"
    )
    lacks = "; what is on file is not from somebody who may approve, or not in the form asked"
    return over + (lacks if found else " and no approval from before the work is on file")
