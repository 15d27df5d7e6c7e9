"""Whether the contract asked for an approval first, what it measures, and whether a sufficient one was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from service.agreements.terms import ApprovalThreshold, Definition, NotToExceed, Permission, Pin
from service.coverage.approvals_found import Consent, latest
from service.coverage.conditions import provisos, verdict_of
from service.coverage.lines import Line, LineKind
from service.coverage.money import dollars
from service.coverage.speaking import Speakers
from service.coverage.vocabulary import tokens, word_list

Threshold = ApprovalThreshold | NotToExceed
Asking = Threshold | Permission

_EACH_PART = re.compile(
    r"\b(?:an?|any|each|every|single|one|individual)(?: single| one| individual)? (?:part|item|component|line item|piece|material)\b",
    re.I,
)
_EACH_LINE = re.compile(
    r"\bper (?:item|line(?: item| of work)?|charge|task)\b|\b(?:each|every|any (?:one|single)|a single|single) (?:item of work|line(?: of work)?|charge|task)\b"
    r"|\b(?:any|no) (?:charge|expense|purchase|repair (?:item|listing)|(?:additional|extra) (?:service|charge|item))\b",
    re.I,
)
_PARTS_ONLY = re.compile(r"\b(?:parts?|materials?)\b(?!\s*(?:and|&|or)\s*labou?r)", re.I)
_SUM_ASKED = re.compile(r"\b(?:at least|not less than|sum|amount|that is enough|sufficient|covers? the)\b", re.I)
_ORDER = re.compile(r"\b(?:P\.?O\.?|purchase order)\b")
_WRITTEN = re.compile(
    r"\b(?:written|writing|e-?mail(?:ed|s)?|electronic mail|text(?: message)?s?|signed|P\.?O\.?|purchase order)\b", re.I
)
_ROLE = re.compile(
    r"\b(representative|manager|agent|board|president|treasurer|director|desk|superintendent|supervisor)\b", re.I
)
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’]+(?:[ -][A-Z][a-zà-ÿ'’]+)*")
_YOU = re.compile(r"\byou(?:r)? (?:or|and|say|said|have|agree|approve)\b|\bunless you\b", re.I)
_FROM_WHOM = re.compile(r"\b(?:from|by):? ([^.;]{3,60})")
_SAYING_NOTHING = word_list("stop") | word_list("general") | frozenset(["customer", "owner"])
_NOT_NAMES = frozenset(
    [
        "The",
        "Customer",
        "Owner",
        "Contractor",
        "Provider",
        "Client",
        "Company",
        "Manager",
        "General",
        "Property",
        "Board",
        "President",
        "Treasurer",
        "Representative",
        "Office",
        "Maintenance",
        "Desk",
        "Authorized",
        "Facility",
        "Facilities",
        "Director",
        "Article",
        "Section",
        "Homeowner",
        "Landlord",
        "Tenant",
        "Agent",
        "Member",
        "Service",
        "Written",
        "Approval",
        "Authorization",
        "Any",
        "No",
        "Prior",
        "Business",
        "Work",
        "Order",
        "Site",
        "Superintendent",
        "Secretary",
    ]
)


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


def asked(
    speakers: Speakers,
    priced: Sequence[tuple[Line, Decimal | None]],
    found: Sequence[Consent],
    reveal: Callable[[str], str],
) -> list[Asked]:
    """Every threshold these billable lines pass; `priced` holds what the customer would pay for each (None: not billable)."""
    every: list[Threshold] = [*speakers.terms(ApprovalThreshold), *speakers.terms(NotToExceed)]
    standing = [term for term in every if _applies(term, speakers)]
    bound = [term for term in standing if _judged(term, speakers)]
    passed: list[Asked] = []
    for term in bound or standing:
        passed += _measured(term, speakers, priced, found, reveal)
    for permission in speakers.terms(Permission):
        passed += _permitted(permission, speakers, priced, found, reveal)
    return passed


def _permitted(
    term: Permission,
    speakers: Speakers,
    priced: Sequence[tuple[Line, Decimal | None]],
    found: Sequence[Consent],
    reveal: Callable[[str], str],
) -> Iterator[Asked]:
    """Each line that is the very work which waits for somebody's word, whatever it costs."""
    named = speakers.words(term.what).subjects
    for at, (line, pays) in enumerate(priced):
        match = speakers.matcher.best(line, named)
        beside = match.kind == "beside" and line.kind is not LineKind.LABOUR
        if match.decides and not beside and (pays or match.kind not in ("general", "task")):
            yield _answered(term, (at,), pays or Decimal(0), speakers, found, reveal)


def _judged(term: Threshold, speakers: Speakers) -> bool:
    """The threshold is made for a case such as this one, and goes before the general one."""
    return bool(provisos(term.pin.quote, speakers.setting))


def _applies(term: Threshold, speakers: Speakers) -> bool:
    return verdict_of(provisos(term.pin.quote, speakers.setting)) is not False


def _measured(
    term: Threshold,
    speakers: Speakers,
    priced: Sequence[tuple[Line, Decimal | None]],
    found: Sequence[Consent],
    reveal: Callable[[str], str],
) -> list[Asked]:
    counted = [(at, pays) for at, (line, pays) in enumerate(priced) if pays and _counts(term, line, speakers)]
    if _EACH_PART.search(f"{term.what} {term.pin.quote}"):
        groups = [[one] for one in counted if priced[one[0]][0].kind in (LineKind.PART, LineKind.BUNDLE)]
    elif _EACH_LINE.search(term.pin.quote):
        groups = [[one] for one in counted]
    else:
        groups = [counted] if counted else []
    sums = [(tuple(at for at, _ in group), sum((pays for _, pays in group), Decimal(0))) for group in groups]
    before = min((old.amount for old in speakers.changed_into(term)), default=term.amount)
    pins = (term.pin, *speakers.changed_from(term))
    raised = [
        Asked(term, lines, total, None, True, "an amendment raised it", pins)
        for lines, total in sums
        if before < total <= term.amount
    ]
    passed = [_answered(term, lines, total, speakers, found, reveal) for lines, total in sums if total > term.amount]
    return raised + [replace(one, pins=pins) for one in passed]


def _counts(term: Threshold, line: Line, speakers: Speakers) -> bool:
    """All billable lines but those about other things than the threshold names; parts alone where it says parts."""
    named = [one for one in speakers.words(term.what).subjects if one.things]
    if named and not speakers.matcher.best(line, named).decides:
        return speakers.matcher.best(line, named).score > 0
    return line.kind is not LineKind.LABOUR or not (term.what and _PARTS_ONLY.search(term.what))


def _answered(
    term: Asking,
    lines: tuple[int, ...],
    total: Decimal,
    speakers: Speakers,
    found: Sequence[Consent],
    reveal: Callable[[str], str],
) -> Asked:
    given = [one for one in found if not one.given or _authorised(one, term, speakers, reveal)]
    last = latest([one for one in given if not one.given or one.first_hand or _form_suffices(one, term)])
    if last is None:
        quote = speakers.setting.work.quote
        if quote and quote.approved and quote.total >= total:
            return Asked(term, lines, total, None, True, "the customer approved the quote in Jobber")
        return Asked(term, lines, total, None, False, _missing(term, found, total))
    if not last.given:
        return Asked(term, lines, total, last, False, "the customer's last word was not to go ahead")
    if last.amount is None and _SUM_ASKED.search(term.pin.quote):
        return Asked(
            term, lines, total, last, False, "the approval on file names no sum, and the contract asks for one"
        )
    if last.amount is not None and last.amount < total:
        why = f"approved up to {dollars(last.amount)}, and the work comes to {dollars(total)}"
        return Asked(term, lines, total, last, False, why)
    return Asked(
        term,
        lines,
        total,
        last,
        True,
        "approved beforehand" + (f" up to {dollars(last.amount)}" if last.amount else ""),
    )


def _missing(term: Asking, found: Sequence[Consent], total: Decimal) -> str:
    over = _what_asks(term, total)
    return (
        f"{over}; what is on file is not from somebody who may approve, or not in the form asked"
        if found
        else f"{over} and no approval from before the work is on file"
    )


def _what_asks(term: Asking, total: Decimal) -> str:
    if isinstance(term, Permission):
        return f"the agreement asks for an approval of “{term.what}”"
    return f"{dollars(total)} is above {dollars(term.amount)}"


def _form_suffices(consent: Consent, term: Asking) -> bool:
    asked_form = f"{getattr(term, 'form', '')} {term.pin.quote}"
    return consent.form == "written" or not _WRITTEN.search(asked_form)


def _authorised(consent: Consent, term: Asking, speakers: Speakers, reveal: Callable[[str], str]) -> bool:
    """Was it said by somebody the contract lets approve? Names bind; without names any but a tenant, caretaker or the like."""
    if _ORDER.search(term.pin.quote) and not consent.order:
        return False
    if _barred(term, reveal) & set(tokens(f"{consent.who} {consent.other_person}")):
        return False
    names = _approvers(term, speakers, reveal)
    role, other = _role(term), set(tokens(consent.other_person))
    if other and not other <= role:
        return False
    if names:
        named = any(re.search(rf"\b{re.escape(name)}\b", consent.who, re.I) for name in names)
        return named or bool(role & set(tokens(consent.who)))
    return consent.first_hand or not role or bool(role & set(tokens(consent.who)))


def _barred(term: Asking, reveal: Callable[[str], str]) -> frozenset[str]:
    """The telling words of those whose approval the contract says is none."""
    return frozenset(tokens(reveal(getattr(term, "not_by", "")))) - _SAYING_NOTHING


def _role(term: Asking) -> frozenset[str]:
    """The office that must approve where it is not simply the customer: representative, manager, board, desk."""
    said = _ROLE.findall(f"{getattr(term, 'approver', '')} {term.pin.quote}")
    return frozenset(tokens(" ".join(said)))


def _approvers(term: Asking, speakers: Speakers, reveal: Callable[[str], str]) -> frozenset[str]:
    """First and last names of those the threshold, or the definition of the role it names, lets approve; where it names nobody
    and does not turn to the customer, the names after "from" or "by"."""
    role = getattr(term, "approver", "")
    from_whom = "" if role or _YOU.search(term.pin.quote) else " ".join(_FROM_WHOM.findall(term.pin.quote))
    said = [role, from_whom] + [
        defined.meaning
        for defined in speakers.terms(Definition)
        if (role and defined.name.lower() in role.lower()) or defined.name.lower() in term.pin.quote.lower()
        if re.search(r"represent|approv|author|agent|contact", defined.name, re.I)
    ]
    full = [_plain_names(match) for text in said for match in _NAME.findall(reveal(text))]
    return frozenset(word for names in full if len(names) > 1 for word in names)


def _plain_names(match: str) -> list[str]:
    words = (re.sub(r"['’]s$", "", word) for word in re.split(r"[ -]", match))
    return [word for word in words if word not in _NOT_NAMES and len(word) > 2]
