"""Agreements and work by hand, short enough to read in a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from ingest.jobber.records import LineItem
from retrieval.model import Citation
from service.agreements.terms import (
    Agreement,
    Allowance,
    ApprovalThreshold,
    BusinessHours,
    Cap,
    Definition,
    Discount,
    Effective,
    Exclusion,
    Inclusion,
    Part,
    Per,
    Pin,
    Rate,
    ServiceFee,
    Term,
    Warranty,
    When,
)
from service.coverage.coverage import Sources, check
from service.coverage.verdict import Coverage
from service.coverage.work import RecordQuote, Statement, Work

WEEKDAY = date(2026, 6, 10)  # a Wednesday
MORNING = time(10)


def pin(quote: str, section: str = "Agreement", document: str = "plan.pdf") -> Pin:
    return Pin(document, f"clause:{section}", section, quote, 0, len(quote), 1, 0.9)


def included(
    what: str, quote: str = "", part: Part = "both", condition: str = "", section: str = "What is included",
    upkeep: bool = False,
) -> Inclusion:  # fmt: skip
    said = quote or f"{what} is included."
    return Inclusion(pin(said, section), what=what, part=part, condition=condition, upkeep=upkeep)


def excluded(
    what: str, quote: str = "", part: Part = "both", causes: tuple[str, ...] = (), exceptions: tuple[str, ...] = ()
) -> Exclusion:
    said = quote or f"{what} is not covered."
    return Exclusion(pin(said, "Exclusions"), what=what, part=part, causes=causes, exceptions=exceptions)


def anything_else(quote: str = "All other work is billed at our regular rates.") -> Exclusion:
    return Exclusion(pin(quote, "Exclusions"), what="all other work", everything_else=True)


def allowance(what: str, count: int, unit: str, per: Per, quote: str = "") -> Allowance:
    return Allowance(
        pin(quote or f"{count} {what} per {per} are included.", "Allowances"),
        what=what,
        count=Decimal(count),
        unit=unit,
        per=per,
    )


def cap(amount: str, per: Per, what: str = "", quote: str = "") -> Cap:
    return Cap(
        pin(quote or f"We cover up to ${amount} per {per}.", "Limits"), amount=Decimal(amount), per=per, what=what
    )


def fee(amount: str, what: str = "service call fee", quote: str = "", waived_when: str = "") -> ServiceFee:
    return ServiceFee(
        pin(quote or f"You pay a {what} of ${amount} per visit.", "Fees"),
        amount=Decimal(amount),
        what=what,
        waived_when=waived_when,
    )


def discount(percent: str, applies_to: Part = "both", what: str = "", quote: str = "") -> Discount:
    return Discount(
        pin(quote or f"{percent}% off {what or applies_to}.", "Discounts"),
        percent=Decimal(percent),
        applies_to=applies_to,
        what=what,
    )


def rate(what: str, amount: str | None = None, unit: str = "hour", when: When = "regular", multiple: str | None = None, minimum: str | None = None, quote: str = "") -> Rate:  # fmt: skip
    return Rate(
        pin(quote or f"{what}: {amount or multiple} per {unit}", "Rates"), what=what, unit=unit, when=when,
        amount=Decimal(amount) if amount else None, multiple=Decimal(multiple) if multiple else None,
        minimum=Decimal(minimum) if minimum else None, minimum_unit="hour" if minimum else "",
    )  # fmt: skip


def threshold(amount: str, what: str = "", approver: str = "", form: str = "", quote: str = "") -> ApprovalThreshold:
    said = quote or f"Work above ${amount} needs the customer's approval first."
    return ApprovalThreshold(pin(said, "Approvals"), amount=Decimal(amount), what=what, approver=approver, form=form)


def hours(opens: str = "08:00", closes: str = "17:00", days: Sequence[int] = range(5)) -> BusinessHours:
    return BusinessHours(pin(f"Our hours are {opens} to {closes}.", "Hours"), frozenset(days), opens, closes)


def defined(name: str, meaning: str) -> Definition:
    return Definition(pin(f"{name} means {meaning}.", "Definitions"), name, meaning)


def warranty(what: str, count: int, unit: str, part: Part = "both", quote: str = "") -> Warranty:
    return Warranty(pin(quote or f"{what}: {count} {unit}s.", "Warranty"), what, Decimal(count), unit, part)


def agreement(
    *terms: Term, start: date = date(2026, 1, 1), end: date | None = date(2026, 12, 31), document: str = "plan.pdf"
) -> Agreement:
    return Agreement(
        document, "account-1", "client-1", "Service Plan", False, terms, in_force_from=start, in_force_to=end
    )


def line(name: str, quantity: str = "1", price: str = "100", category: str = "", description: str = "", id: str = "", cost: str | None = None) -> LineItem:  # fmt: skip
    return LineItem(
        id or name, name, description, category, Decimal(quantity), Decimal(price), Decimal(quantity) * Decimal(price),
        Decimal(cost) if cost else None,
    )  # fmt: skip


def part(name: str, price: str = "100", quantity: str = "1", description: str = "") -> LineItem:
    return line(name, quantity, price, "PRODUCT", description)


def labour(quantity: str = "2", price: str = "130", name: str = "Labor") -> LineItem:
    return line(name, quantity, price, "SERVICE")


def note(text: str, at: datetime | None = None, job_id: str = "job-1", id: str = "note-1") -> Statement:
    return Statement("Note", id, text, at or datetime(2026, 6, 10, 18, tzinfo=UTC), "Kim", True, job_id=job_id)


def letter(
    text: str, at: datetime, sender: str = "Pat Doe <pat@example.com>", subject: str = "", id: str = "mail-1"
) -> Statement:
    return Statement("Message", id, text, at, sender, False, subject, file=f"{id}.eml")


def work(*lines: LineItem, day: date = WEEKDAY, start: time | None = MORNING, notes: Sequence[Statement] = (), mail: Sequence[Statement] = (),
         title: str = "", job: str = "job-1", property_id: str = "property-1", earlier: Sequence[Work] = ()) -> Work:  # fmt: skip
    return Work(
        "client-1", property_id, day, start, lines, job_id=job, number=job.removeprefix("job-"), title=title,
        statements=tuple(notes), correspondence=tuple(mail), earlier=tuple(earlier),
    )  # fmt: skip


def cited(found: Pin) -> Citation:
    return Citation(
        0,
        found.document_id,
        "contract",
        found.document_id,
        "Note",
        "note-9",
        found.page,
        found.section,
        found.quote,
        found.start,
        found.end,
    )


def cited_record(found: RecordQuote) -> Citation:
    return Citation(
        0,
        found.record_id,
        "note",
        found.file or None,
        found.record_type,
        found.record_id,
        None,
        "",
        found.quote,
        found.start,
        found.end,
    )


def judged(job: Work, *agreements: Agreement) -> Coverage:
    """The coverage of work under agreements that serve every property between their dates."""

    def in_force(property_id: str | None, on: date) -> list[Effective]:
        return [
            Effective(one, on, one.terms)
            for one in agreements
            if (one.in_force_from or on) <= on <= (one.in_force_to or on)
            and (one.property_ids is None or property_id in one.property_ids)
        ]

    return check(job, Sources(in_force, cited, cited_record, on_file=agreements))
