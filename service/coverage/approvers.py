"""Who may give the approval a contract asks for, and in which form: what counts of the consents on file."""

from __future__ import annotations

import re
from collections.abc import Callable

from service.agreements.terms import ApprovalThreshold, Definition, NotToExceed, Permission
from service.coverage.approvals_found import Consent
from service.coverage.speaking import Speakers
from service.coverage.vocabulary import tokens, word_list

Threshold = ApprovalThreshold | NotToExceed
Asking = Threshold | Permission

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
_CAPITALIZED_WORDS = """
The Customer Owner Contractor Provider Client Company Manager General Property Board President Treasurer
Representative Office Maintenance Desk Authorized Facility Facilities Director Article Section Homeowner Landlord
Tenant Agent Member Service Written Approval Authorization Any No Prior Business Work Order Site Superintendent
Secretary
"""
_NOT_NAMES = frozenset(_CAPITALIZED_WORDS.split())


def form_suffices(consent: Consent, term: Asking) -> bool:
    asked_form = f"{getattr(term, 'form', '')} {term.pin.quote}"
    return consent.form == "written" or not _WRITTEN.search(asked_form)


def authorised(consent: Consent, term: Asking, speakers: Speakers, reveal: Callable[[str], str]) -> bool:
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
