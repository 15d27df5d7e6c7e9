"""Which operation reads which record: page sizes, and the lists inside a record that may go on.

Page sizes keep a page's requested cost (Jobber's rule: `first` times the selected fields) below about 5,000 points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.jobber import records
from ingest.jobber.records import Record


@dataclass(frozen=True)
class Read:
    """`lists` maps a nested connection to the operation that reads its further pages.

    `changes` says how Jobber tells what changed since a time: `filter` by updatedAt, `newest_first` (sorted by
    updatedAt, read down to the time), or None where it cannot and everything is read.
    """

    pages: str
    field: str
    size: int
    one: str | None = None
    lists: tuple[tuple[str, str], ...] = ()
    changes: Literal["filter", "newest_first"] | None = None


READS: dict[type[Record], Read] = {
    records.User: Read("Users", "users", 100, "User"),
    records.Client: Read("Clients", "clients", 50, "Client", (("contacts", "ClientContacts"),), "filter"),
    records.Property: Read("Properties", "properties", 75, "Property"),
    records.Product: Read("Products", "products", 100, "Product"),
    records.Quote: Read("Quotes", "quotes", 25, "Quote", (("lineItems", "QuoteLineItems"),), "filter"),
    records.Request: Read("Requests", "requests", 100, "Request", changes="filter"),
    records.Job: Read("Jobs", "jobs", 25, "Job", (("lineItems", "JobLineItems"),), "newest_first"),
    records.Visit: Read(
        "Visits",
        "visits",
        25,
        "Visit",
        (("lineItems", "VisitLineItems"), ("assignedUsers", "VisitAssignedUsers")),
    ),
    records.TimeSheetEntry: Read("TimeSheetEntries", "timeSheetEntries", 100, "TimeSheetEntry", changes="filter"),
    records.Expense: Read("Expenses", "expenses", 100, "Expense", changes="filter"),
    records.Invoice: Read(
        "Invoices",
        "invoices",
        20,
        "Invoice",
        (("lineItems", "InvoiceLineItems"), ("jobs", "InvoiceJobs"), ("visits", "InvoiceVisits")),
        "filter",
    ),
    records.Task: Read("Tasks", "tasks", 100, "Task"),
    records.CustomFieldConfiguration: Read("CustomFieldConfigurations", "customFieldConfigurations", 100),
}

NOTE_PARENTS: tuple[type[Record], ...] = (
    records.Client,
    records.Request,
    records.Quote,
    records.Job,
    records.Invoice,
)

# The operation that pages through the records of a type with their first notes, and its field.
NOTED_PAGES: dict[type[Record], tuple[str, str]] = {
    records.Client: ("NotesOfClients", "clients"),
    records.Request: ("NotesOfRequests", "requests"),
    records.Quote: ("NotesOfQuotes", "quotes"),
    records.Job: ("NotesOfJobs", "jobs"),
    records.Invoice: ("NotesOfInvoices", "invoices"),
}

NOTED_SIZE = 27
NOTES_SIZE, FILES_SIZE, REST_SIZE, IDS_SIZE = 20, 50, 100, 100
