"""How the records of an account folder hang together: which key of which record names which other record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A key of `account.json`: its GraphQL type, the fields a record must have, and its relations (field → type)."""

    type_name: str
    required: tuple[str, ...]
    relations: tuple[tuple[str, str], ...] = ()


def _table(type_name: str, required: str, **relations: str) -> Table:
    return Table(type_name, tuple(required.split()), tuple(relations.items()))


TABLES: dict[str, Table] = {
    "users": _table("User", "id name email isAccountAdmin"),
    "clients": _table("Client", "id isCompany createdAt updatedAt"),
    "properties": _table("Property", "id address", client="Client"),
    "products": _table("ProductOrService", "id name defaultUnitCost category"),
    "quotes": _table(
        "Quote",
        "id quoteNumber quoteStatus createdAt updatedAt",
        client="Client",
        property="Property",
        request="Request",
    ),
    "requests": _table("Request", "id requestStatus createdAt updatedAt client", client="Client", property="Property"),
    "jobs": _table(
        "Job",
        "id jobNumber jobType jobStatus billingType createdAt updatedAt total client property",
        client="Client",
        property="Property",
        quote="Quote",
        request="Request",
    ),
    "visits": _table(
        "Visit",
        "id visitStatus createdAt job",
        client="Client",
        job="Job",
        property="Property",
        assignedUsers="User",
    ),
    "timeSheetEntries": _table(
        "TimeSheetEntry",
        "id startAt finalDuration createdAt updatedAt",
        user="User",
        client="Client",
        job="Job",
        visit="Visit",
    ),
    "expenses": _table("Expense", "id title date createdAt updatedAt", linkedJob="Job", enteredBy="User"),
    "invoices": _table(
        "Invoice",
        "id invoiceNumber invoiceStatus createdAt updatedAt",
        client="Client",
        jobs="Job",
        visits="Visit",
    ),
    "tasks": _table("Task", "id title", client="Client", property="Property", quote="Quote", request="Request"),
    "customFieldConfigurations": _table("CustomFieldConfiguration", "id __typename name appliesTo"),
    "notes": _table("Note", "id __typename message createdAt parent"),
}

RELATIONS: dict[str, dict[str, str]] = {table.type_name: dict(table.relations) for table in TABLES.values()}

# The other way round: the list on a type → the records listed, and the key by which they name it.
LISTS: dict[tuple[str, str], tuple[str, str]] = {
    ("Client", "clientProperties"): ("Property", "client"),
    ("Client", "jobs"): ("Job", "client"),
    ("Client", "quotes"): ("Quote", "client"),
    ("Client", "requests"): ("Request", "client"),
    ("Client", "invoices"): ("Invoice", "client"),
    ("Property", "jobs"): ("Job", "property"),
    ("Property", "quotes"): ("Quote", "property"),
    ("Property", "requests"): ("Request", "property"),
    ("Quote", "jobs"): ("Job", "quote"),
    ("Request", "jobs"): ("Job", "request"),
    ("Request", "quotes"): ("Quote", "request"),
    ("Job", "visits"): ("Visit", "job"),
    ("Job", "invoices"): ("Invoice", "jobs"),
    ("Job", "expenses"): ("Expense", "linkedJob"),
    ("Job", "timeSheetEntries"): ("TimeSheetEntry", "job"),
    ("Visit", "timeSheetEntries"): ("TimeSheetEntry", "visit"),
}

# `CustomFieldAppliesTo` by the type that carries the values.
APPLIES_TO: dict[str, str] = {
    "Client": "ALL_CLIENTS",
    "Property": "ALL_PROPERTIES",
    "Quote": "ALL_QUOTES",
    "Job": "ALL_JOBS",
    "Invoice": "ALL_INVOICES",
    "ProductOrService": "ALL_PRODUCTS_AND_SERVICES",
    "User": "TEAM",
}

# Whose notes a record shows: its own and those of these relations, and theirs in turn.
NOTE_HEIRS: dict[str, tuple[str, ...]] = {
    "Client": (),
    "Request": ("client",),
    "Quote": ("client", "request"),
    "Job": ("client", "quote", "request"),
    "Invoice": ("client", "jobs"),
}

LINE_ITEM_TYPES = {"Quote": "QuoteLineItem", "Job": "JobLineItem", "Visit": "JobLineItem", "Invoice": "InvoiceLineItem"}
