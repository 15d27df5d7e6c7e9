"""The typed terms an agreement is compiled into; answers, verdicts and custom fields all read these.

Every term is pinned to the words it was read from. `what` is the contract's own masked wording of its object; values
are plain. Amounts are `Decimal` dollars, percentages numbers from 0 to 100, `per` one of `PERIODS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Per = Literal["visit", "month", "quarter", "season", "year", "term"]
When = Literal["regular", "after_hours", "weekend", "holiday", "emergency"]
Part = Literal["parts", "labour", "both", "materials"]


@dataclass(frozen=True)
class Pin:
    """Where a term stands: raw offsets in the document, and the masked words. `quote` is verbatim masked text.

    `number` is the clause's own ("7.2"), by which an amendment names it.
    """

    document_id: str
    clause_id: str
    section: str
    quote: str
    start: int
    end: int
    page: int | None
    confidence: float
    number: str = ""


@dataclass(frozen=True)
class Term:
    """`since` and `until` (last day) bound a term that does not hold as long as its document does."""

    pin: Pin
    since: date | None = field(default=None, kw_only=True)
    until: date | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Inclusion(Term):
    """Work or things the agreement carries. `part` narrows to parts or labour; `condition` is the masked proviso.

    `upkeep` says that it is routine care of its object (start, clean, inspect), which mends nothing.
    """

    what: str
    part: Part = "both"
    causes: tuple[str, ...] = ()
    condition: str = ""
    upkeep: bool = False


@dataclass(frozen=True)
class Exclusion(Term):
    """Work, things or causes the agreement does not carry, and what is excepted from the exclusion.

    `everything_else` marks the closing rule that whatever the agreement does not name is billable; `at_list` says that
    the sentence, the next one or the heading prices it at list ("We'll gladly do them at list").
    """

    what: str
    part: Part = "both"
    causes: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    everything_else: bool = False
    at_list: bool = False


@dataclass(frozen=True)
class Allowance(Term):
    """So many visits, hours, calls or pounds of `what` in each period; beyond it the customer pays."""

    what: str
    count: Decimal
    unit: str
    per: Per


@dataclass(frozen=True)
class Cap(Term):
    """The most the agreement carries: per period, per visit or per repair (`what` narrows it); with `each` so much for every
    piece, pound or other unit of `what`."""

    amount: Decimal
    per: Per
    what: str = ""
    each: bool = False


@dataclass(frozen=True)
class NotToExceed(Term):
    """Work beyond this amount needs the customer's approval first (a commercial cap per job or visit)."""

    amount: Decimal
    per: Per | None = None
    what: str = ""


@dataclass(frozen=True)
class ServiceFee(Term):
    """Deductible or trade-call fee the customer pays each time (`per` visit as a rule)."""

    amount: Decimal
    per: Per = "visit"
    what: str = ""
    waived_when: str = ""


@dataclass(frozen=True)
class Discount(Term):
    """A percentage off list; `applies_to` parts, labour or both, or a narrower `what`."""

    percent: Decimal
    applies_to: Part = "both"
    what: str = ""


@dataclass(frozen=True)
class Rate(Term):
    """A price the contract fixes: an amount per unit, or a multiple of the regular rate (`unit` cost: of what it cost us).

    `days` (0 Monday), `opens` and `closes` narrow `when` where the contract names its own hours.
    """

    what: str
    amount: Decimal | None = None
    unit: str = "hour"
    when: When = "regular"
    multiple: Decimal | None = None
    minimum: Decimal | None = None
    minimum_unit: str = ""
    days: frozenset[int] | None = None
    opens: str = ""
    closes: str = ""


@dataclass(frozen=True)
class ResponseTime(Term):
    """How soon somebody comes or answers; `unit` hour or day or business_day, `hours` the calendar's masked words."""

    what: str
    value: Decimal
    unit: str
    hours: str = ""


@dataclass(frozen=True)
class BusinessHours(Term):
    """What counts as regular hours: `days` 0 Monday … 6 Sunday, `opens` and `closes` as "HH:MM".

    `zone` and `holidays` are the contract's own words for its time zone and for the days it takes out, "" where it says none.
    """

    days: frozenset[int]
    opens: str
    closes: str
    zone: str = ""
    holidays: str = ""


@dataclass(frozen=True)
class ApprovalThreshold(Term):
    """Work above `amount` needs approval by `approver` (masked words) in `form` (written, e-mail, …) beforehand.

    `not_by` are the masked words for those whose approval, so the contract says, is none.
    """

    amount: Decimal
    what: str = ""
    approver: str = ""
    form: str = ""
    not_by: str = ""


@dataclass(frozen=True)
class Permission(Term):
    """Work that is not begun before somebody agrees to it, whatever it costs; the rest as in `ApprovalThreshold`."""

    what: str
    approver: str = ""
    form: str = ""
    not_by: str = ""


@dataclass(frozen=True)
class ContractTerm(Term):
    """When the agreement runs. `end` is the last day in force; length as count and unit (month, year, day).

    `open_ended` says that it runs until somebody ends it.
    """

    start: date | None = None
    end: date | None = None
    count: Decimal | None = None
    unit: str = ""
    open_ended: bool = False


@dataclass(frozen=True)
class Renewal(Term):
    auto: bool
    count: Decimal | None = None
    unit: str = ""
    notice_days: int | None = None
    renewal_date: date | None = None


@dataclass(frozen=True)
class Billing(Term):
    """`frequency` one of per_visit, monthly, quarterly, semi-annual, annual, one_time."""

    frequency: str
    due: str = ""


@dataclass(frozen=True)
class ContractValue(Term):
    amount: Decimal
    per: Per
    currency: str = "USD"


@dataclass(frozen=True)
class Escalator(Term):
    percent: Decimal | None = None
    amount: Decimal | None = None
    per: Per = "year"


@dataclass(frozen=True)
class Warranty(Term):
    what: str
    count: Decimal
    unit: str
    part: Part = "both"


@dataclass(frozen=True)
class Party(Term):
    """A named party, masked; `role` customer or contractor as far as the words tell."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class CoveredProperty(Term):
    """An address the agreement names as served, masked words."""

    address: str


@dataclass(frozen=True)
class CoveredEquipment(Term):
    what: str


@dataclass(frozen=True)
class ServiceType(Term):
    name: str


@dataclass(frozen=True)
class Jurisdiction(Term):
    place: str


@dataclass(frozen=True)
class Termination(Term):
    """How it may be ended; `effective` is set where the document itself ends the agreement on that day."""

    notice_days: int | None = None
    fee: Decimal | None = None
    text: str = ""
    effective: date | None = None


@dataclass(frozen=True)
class Definition(Term):
    name: str
    meaning: str


@dataclass(frozen=True)
class Substitution(Term):
    """A figure an amendment puts in another's place: of a section by its number, or of a row by its masked name."""

    new: Decimal
    old: Decimal | None = None
    number: str = ""
    row: str = ""


@dataclass(frozen=True)
class Precedence(Term):
    """Which part of the document prevails where two say different things: masked names of parts, the first prevails.

    "" stands for the document's own body, whatever no other name means.
    """

    order: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Two terms of one document that fix the same thing differently. `kept` prevails by the words at `resolved_by`;
    where the document does not say which does, both are None and both terms stand."""

    terms: tuple[Term, Term]
    kept: Term | None = None
    resolved_by: Pin | None = None


@dataclass(frozen=True)
class Reference:
    """The agreement an amendment names: masked words of its title, and the date it gives it."""

    title: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Agreement:
    """One agreement or amendment document, compiled. `title` is masked; dates are what its own words fix.

    `amends` is the agreement an amendment changes, `refers_to` how it names it, `overrides` what it takes away
    ("section:4.2"). `property_ids` is None where every property of the client is served. `proposed` are terms a language
    model read in it beside `terms` or otherwise: shown for review, never decided on.
    """

    document_id: str
    account: str
    client_id: str | None
    title: str
    is_amendment: bool
    terms: tuple[Term, ...]
    in_force_from: date | None = None
    in_force_to: date | None = None
    amends: str | None = None
    overrides: tuple[str, ...] = ()
    property_ids: tuple[str, ...] | None = None
    warnings: tuple[str, ...] = ()
    refers_to: Reference | None = None
    proposed: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Effective:
    """An agreement as it stands on a day: its terms with those of its amendments put in place of what they override."""

    agreement: Agreement
    on: date
    terms: tuple[Term, ...]
    amended_by: tuple[str, ...] = ()
    set_aside: tuple[tuple[Term, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
