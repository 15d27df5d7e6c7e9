"""Terms a configured language model proposes beside the patterns': each with a quote that stands verbatim in its clause.

A proposal whose quote is not found character by character (line breaks aside), or whose figures and days do not stand in
that quote, is dropped. What is left never enters a verdict: it is shown for review, beside what the patterns read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from anonymize.boundary import SanitizedText
from service.agreements.clause import ClauseText
from service.agreements.dates import dates
from service.agreements.passages import Passage, plain, whole
from service.agreements.quantities import NUMBER, durations, money, number, percents
from service.agreements.terms import (
    Agreement,
    Allowance,
    ApprovalThreshold,
    Billing,
    Cap,
    ContractTerm,
    ContractValue,
    CoveredEquipment,
    Discount,
    Escalator,
    Exclusion,
    Inclusion,
    Jurisdiction,
    NotToExceed,
    Party,
    Per,
    Rate,
    Renewal,
    ResponseTime,
    ServiceFee,
    Term,
    Termination,
    Warranty,
)  # fmt: skip
from service.llm.errors import ModelError, NoModelConfigured
from service.llm.model import LanguageModel
from service.llm.prompt import Passage as Source
from service.llm.prompt import Prompt, Task, opaque_ids
from service.llm.reading import read_items

CONFIDENCE = 0.55
BATCH = 6_000
"""Characters of clauses in one call: the reply has room for the terms of that much."""
Unit = Literal["", "minute", "hour", "day", "business_day", "week", "month", "year", "visit", "pound", "call", "each"]
Frequency = Literal["", "per_visit", "monthly", "quarterly", "semi-annual", "annual", "one_time"]
Kind = Literal[
    "included", "excluded", "allowance", "cap", "not_to_exceed", "fee", "parts_discount", "labour_discount", "rate", "response_time",
    "approval", "starts", "ends", "length", "renewal", "billing", "price", "escalator", "warranty", "customer", "contractor", "law",
    "termination", "equipment",
]  # fmt: skip


class ProposedTerm(BaseModel):
    """One term as a model writes it; only what its kind needs is filled in."""

    kind: Kind
    source: Annotated[str, Field(max_length=20)]
    quote: Annotated[str, Field(min_length=4, max_length=1_500)]
    what: Annotated[str, Field(max_length=200)] = ""
    amount: Annotated[Decimal | None, Field(ge=0)] = None
    percent: Annotated[Decimal | None, Field(ge=0, le=100)] = None
    count: Annotated[Decimal | None, Field(ge=0)] = None
    unit: Unit = ""
    per: Per | None = None
    day: date | None = None
    frequency: Frequency = ""
    automatic: bool | None = None
    notice_days: Annotated[int | None, Field(ge=0)] = None


class ProposedTerms(BaseModel):
    terms: list[ProposedTerm]


TASK = Task(
    "terms",
    """\
You read clauses of a home-service company's agreement and list every term they state, one entry for each.
"kind" says what the term is; "source" is the id of the source it stands in; "quote" is copied from that source's text \
character by character and holds every number, day and name of the entry. "what" is the source's own words for the work, \
things, party or place it speaks of. "amount" is in dollars, "percent" from 0 to 100, "count" with its "unit" a length or \
number, "per" the period it holds for, "day" a date as YYYY-MM-DD. For renewals "automatic" says whether it renews by \
itself and "notice_days" the days of notice against it. Leave out what is not stated; do not work anything out.
If the sources state no terms, reply with an empty list.""",
    ProposedTerms,
)


@dataclass(frozen=True)
class Masked:
    """A clause as the compiler reads it, and as it may leave this process."""

    clause: ClauseText
    text: SanitizedText


@dataclass(frozen=True)
class Outcome:
    """The terms that are proven, how many were dropped, what went wrong ("" for nothing), and whether to ask again later."""

    terms: tuple[Term, ...]
    dropped: int
    trouble: str = ""
    again: bool = False


def proposed(model: LanguageModel, document_id: str, clauses: Sequence[Masked]) -> Outcome:
    """What the model proposes for these clauses. Never raises for a model that fails: what it gave until then is kept."""
    found: list[Term] = []
    dropped = 0
    for batch in _batches(clauses):
        try:
            for one in _asked(model, document_id, batch):
                dropped += one is None
                found += [one] if one is not None else []
        except NoModelConfigured:
            return Outcome((), 0)
        except ModelError as error:
            return Outcome(tuple(found), dropped, str(error), error.retry)
    return Outcome(tuple(found), dropped)


def with_proposals(agreement: Agreement, outcome: Outcome) -> Agreement:
    """The agreement with what the model adds to or says otherwise than its own terms."""
    said = {(type(one), _values(one)) for one in agreement.terms}
    new = tuple(one for one in outcome.terms if (type(one), _values(one)) not in said)
    trouble = (f"the language model read only a part: {outcome.trouble}",) if outcome.trouble else ()
    return replace(agreement, proposed=new, warnings=(*agreement.warnings, *trouble))


def _values(one: Term) -> tuple[object, ...]:
    shown = (getattr(one, name) for name in one.__dataclass_fields__ if name not in ("pin", "since", "until"))
    return tuple(value.lower() if isinstance(value, str) else value for value in shown)


def _batches(clauses: Sequence[Masked]) -> Iterator[list[Masked]]:
    batch: list[Masked] = []
    length = 0
    for one in clauses:
        if batch and length + len(one.clause.text) > BATCH:
            yield batch
            batch, length = [], 0
        batch.append(one)
        length += len(one.clause.text)
    if batch:
        yield batch


def _asked(model: LanguageModel, document_id: str, batch: Sequence[Masked]) -> Iterator[Term | None]:
    """Each proposal as a term, None for one that its clause does not prove."""
    sources = dict(zip(opaque_ids(len(batch)), batch, strict=True))
    prompt = Prompt(TASK, tuple(Source(id, "agreement", one.text) for id, one in sources.items()))
    for one in read_items(model, prompt, "terms", ProposedTerm):
        masked = sources.get(one.source)
        yield _proven(one, whole(masked.clause, document_id)) if masked else None


def _proven(one: ProposedTerm, clause: Passage) -> Term | None:
    """The term pinned to the quote's own words in the clause, where the quote holds all that is claimed."""
    words = re.escape(plain(one.quote))
    match = re.search(words, clause.text)
    if match is None or not all(_claims(one, match.group())):
        return None
    return _BUILT[one.kind](one, clause, match)


def _claims(one: ProposedTerm, quote: str) -> Iterator[bool]:
    numbers = {value for m in re.finditer(NUMBER, quote, re.I) if (value := number(m.group())) is not None}
    numbers |= {found.value.count for found in durations(quote)} | {
        Decimal(found.value.days or 0) for found in durations(quote)
    }
    if one.amount is not None:
        yield one.amount in {found.value for found in money(quote)}
    if one.percent is not None:
        yield one.percent in {found.value for found in percents(quote)}
    if one.count is not None:
        yield one.count in numbers
    if one.notice_days is not None:
        yield Decimal(one.notice_days) in numbers
    if one.day is not None:
        yield one.day in {found.value for found in dates(quote)}
    if one.what:
        yield plain(one.what).lower() in quote.lower()


Builder = Callable[[ProposedTerm, Passage, "re.Match[str]"], Term | None]


def _built(make: Callable[[ProposedTerm], Mapping[str, object] | None], kind: type[Term]) -> Builder:
    """A builder of one kind of term: `make` gives its values, or None where the proposal lacks one it needs."""

    def build(one: ProposedTerm, clause: Passage, match: re.Match[str]) -> Term | None:
        values = make(one)
        return kind(clause.pin(match.start(), match.end(), CONFIDENCE), **values) if values is not None else None  # type: ignore[arg-type]

    return build


def _needs(**values: object) -> dict[str, object] | None:
    """The values, or None where one of them is missing."""
    return values if all(value not in (None, "") for value in values.values()) else None


def _with(needed: dict[str, object] | None, **more: object) -> dict[str, object] | None:
    return needed | more if needed is not None else None


_BUILT: Mapping[Kind, Builder] = {
    "included": _built(lambda one: _needs(what=one.what), Inclusion),
    "excluded": _built(lambda one: _needs(what=one.what), Exclusion),
    "allowance": _built(lambda one: _needs(what=one.what, count=one.count, unit=one.unit or "each", per=one.per), Allowance),
    "cap": _built(lambda one: _with(_needs(amount=one.amount, per=one.per), what=one.what), Cap),
    "not_to_exceed": _built(lambda one: _with(_needs(amount=one.amount), per=one.per, what=one.what), NotToExceed),
    "fee": _built(lambda one: _with(_needs(amount=one.amount), what=one.what), ServiceFee),
    "parts_discount": _built(lambda one: _with(_needs(percent=one.percent), applies_to="parts", what=one.what), Discount),
    "labour_discount": _built(lambda one: _with(_needs(percent=one.percent), applies_to="labour", what=one.what), Discount),
    "rate": _built(lambda one: _with(_needs(amount=one.amount), what=one.what or "labor", unit=one.unit or "hour"), Rate),
    "response_time": _built(lambda one: _needs(what=one.what, value=one.count, unit=one.unit), ResponseTime),
    "approval": _built(lambda one: _with(_needs(amount=one.amount), what=one.what), ApprovalThreshold),
    "starts": _built(lambda one: _needs(start=one.day), ContractTerm),
    "ends": _built(lambda one: _needs(end=one.day), ContractTerm),
    "length": _built(lambda one: _needs(count=one.count, unit=one.unit), ContractTerm),
    "renewal": _built(lambda one: _with(_needs(auto=one.automatic), notice_days=one.notice_days, count=one.count, unit=one.unit), Renewal),
    "billing": _built(lambda one: _needs(frequency=one.frequency), Billing),
    "price": _built(lambda one: _needs(amount=one.amount, per=one.per), ContractValue),
    "escalator": _built(lambda one: _with(_needs(percent=one.percent), per=one.per or "year"), Escalator),
    "warranty": _built(lambda one: _needs(what=one.what, count=one.count, unit=one.unit), Warranty),
    "customer": _built(lambda one: _with(_needs(name=one.what), role="customer"), Party),
    "contractor": _built(lambda one: _with(_needs(name=one.what), role="contractor"), Party),
    "law": _built(lambda one: _needs(place=one.what), Jurisdiction),
    "termination": _built(lambda one: _with({}, notice_days=one.notice_days, fee=one.amount, text=one.quote), Termination),
    "equipment": _built(lambda one: _needs(what=one.what), CoveredEquipment),
}  # fmt: skip
