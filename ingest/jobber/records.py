"""Jobber's records as the rest of the product sees them: plain frozen values, ids opaque, times aware, money Decimal.

Each type names what it is called in Jobber's GraphQL schema (2026-07-27) and keeps only the fields we use. `id` is
Jobber's opaque `EncodedId`; relations are the other record's id. Absent text is "", absent relations are None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True)
class Address:
    street1: str = ""
    street2: str = ""
    city: str = ""
    province: str = ""
    postal_code: str = ""
    country: str = ""

    def __str__(self) -> str:
        parts = (self.street1, self.street2, self.city, f"{self.province} {self.postal_code}".strip())
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class CustomFieldValue:
    """`value` is str, Decimal (numeric), bool (true/false), or None where Jobber has none."""

    configuration_id: str
    label: str
    value: str | Decimal | bool | None


@dataclass(frozen=True)
class Record:
    """What every Jobber record has. `type_name` is the GraphQL type, the `type` of a citation's record."""

    type_name: ClassVar[str] = ""
    id: str


@dataclass(frozen=True)
class Account(Record):
    type_name: ClassVar[str] = "Account"
    name: str = ""


@dataclass(frozen=True)
class User(Record):
    type_name: ClassVar[str] = "User"
    first: str = ""
    last: str = ""
    full: str = ""
    email: str = ""
    is_account_admin: bool = False


@dataclass(frozen=True)
class Contact:
    """Somebody a client deals through, with the first three e-mail addresses and telephone numbers."""

    first_name: str = ""
    last_name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        return bool(self.first_name or self.last_name)


@dataclass(frozen=True)
class Client(Record):
    type_name: ClassVar[str] = "Client"
    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    is_company: bool = False
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    billing_address: Address = Address()
    contacts: tuple[Contact, ...] = ()
    custom_fields: tuple[CustomFieldValue, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def name(self) -> str:
        person = f"{self.first_name} {self.last_name}".strip()
        return self.company_name if self.is_company and self.company_name else person or self.company_name

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The client's e-mail addresses and its contacts', each once."""
        return tuple(dict.fromkeys([*self.emails, *(mail for one in self.contacts for mail in one.emails)]))

    @property
    def telephones(self) -> tuple[str, ...]:
        """The client's telephone numbers and its contacts', each once."""
        return tuple(dict.fromkeys([*self.phones, *(number for one in self.contacts for number in one.phones)]))


@dataclass(frozen=True)
class Property(Record):
    type_name: ClassVar[str] = "Property"
    client_id: str = ""
    name: str = ""
    address: Address = Address()
    custom_fields: tuple[CustomFieldValue, ...] = ()


@dataclass(frozen=True)
class Product(Record):
    type_name: ClassVar[str] = "ProductOrService"
    name: str = ""
    description: str = ""
    default_unit_cost: Decimal = Decimal(0)
    category: str = ""


@dataclass(frozen=True)
class LineItem:
    """`unit_price` and `total_price` are what the customer is asked (list); `unit_cost` what it cost us."""

    id: str
    name: str
    description: str = ""
    category: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)
    total_price: Decimal = Decimal(0)
    unit_cost: Decimal | None = None


@dataclass(frozen=True)
class Quote(Record):
    type_name: ClassVar[str] = "Quote"
    client_id: str | None = None
    property_id: str | None = None
    number: str = ""
    title: str = ""
    message: str = ""
    contract_disclaimer: str = ""
    status: str = ""
    line_items: tuple[LineItem, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Request(Record):
    type_name: ClassVar[str] = "Request"
    client_id: str | None = None
    property_id: str | None = None
    title: str = ""
    status: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Job(Record):
    """`job_type` is ONE_OFF or RECURRING; `billing_type` VISIT_BASED or FIXED_PRICE."""

    type_name: ClassVar[str] = "Job"
    client_id: str = ""
    property_id: str | None = None
    quote_id: str | None = None
    request_id: str | None = None
    number: str = ""
    title: str = ""
    instructions: str = ""
    job_type: str = "ONE_OFF"
    status: str = ""
    billing_type: str = ""
    total: Decimal = Decimal(0)
    line_items: tuple[LineItem, ...] = ()
    custom_fields: tuple[CustomFieldValue, ...] = ()
    start_at: datetime | None = None
    end_at: datetime | None = None
    completed_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Visit(Record):
    type_name: ClassVar[str] = "Visit"
    client_id: str = ""
    job_id: str = ""
    property_id: str | None = None
    title: str = ""
    instructions: str = ""
    status: str = ""
    start_at: datetime | None = None
    end_at: datetime | None = None
    completed_at: datetime | None = None
    line_items: tuple[LineItem, ...] = ()
    assigned_user_ids: tuple[str, ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True)
class TimeSheetEntry(Record):
    """`duration_seconds` is Jobber's `finalDuration`."""

    type_name: ClassVar[str] = "TimeSheetEntry"
    user_id: str | None = None
    client_id: str | None = None
    job_id: str | None = None
    visit_id: str | None = None
    label: str = ""
    note: str = ""
    duration_seconds: int = 0
    start_at: datetime | None = None
    end_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Expense(Record):
    type_name: ClassVar[str] = "Expense"
    job_id: str | None = None
    entered_by_id: str | None = None
    title: str = ""
    description: str = ""
    total: Decimal = Decimal(0)
    date: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Invoice(Record):
    type_name: ClassVar[str] = "Invoice"
    client_id: str = ""
    job_ids: tuple[str, ...] = ()
    visit_ids: tuple[str, ...] = ()
    number: str = ""
    subject: str = ""
    message: str = ""
    status: str = ""
    issued_date: date | None = None
    due_date: date | None = None
    total: Decimal = Decimal(0)
    balance: Decimal = Decimal(0)
    line_items: tuple[LineItem, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Attachment:
    """A file on a note. Its download URL expires, so it is asked for again right before the download."""

    id: str
    file_name: str
    content_type: str
    file_size: int
    status: str = "READY"
    created_at: datetime | None = None


@dataclass(frozen=True)
class Note(Record):
    """`note_type` is ClientNote, JobNote, QuoteNote, RequestNote or InvoiceNote; `parent_id` the record it hangs on.

    Inherited notes are kept once, under the record they were written on.
    """

    type_name: ClassVar[str] = "Note"
    note_type: str = "ClientNote"
    client_id: str | None = None
    parent_id: str = ""
    property_id: str | None = None
    job_id: str | None = None
    message: str = ""
    pinned: bool = False
    created_by_id: str | None = None
    created_at: datetime | None = None
    last_edited_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Task(Record):
    type_name: ClassVar[str] = "Task"
    client_id: str | None = None
    property_id: str | None = None
    title: str = ""
    instructions: str = ""
    start_at: datetime | None = None
    end_at: datetime | None = None


@dataclass(frozen=True)
class CustomFieldConfiguration(Record):
    """`value_type` is TEXT, NUMERIC, DROPDOWN, TRUE_FALSE, LINK or AREA; `applies_to` is ALL_JOBS, ALL_CLIENTS, …"""

    type_name: ClassVar[str] = "CustomFieldConfiguration"
    name: str = ""
    applies_to: str = ""
    value_type: str = "TEXT"
    unit: str | None = None
    options: tuple[str, ...] = ()
    read_only: bool = False
    archived: bool = False


@dataclass(frozen=True)
class Message(Record):
    """A communication from a mail file or Jobber's report (Jobber's API does not expose message texts).

    `id` is derived from its content; `client_id` is None where no known client or several are named, and `unmatched`
    says which.
    """

    type_name: ClassVar[str] = "Message"
    client_id: str | None = None
    file: str = ""
    channel: str = "email"
    sender: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    sent_at: datetime | None = None
    attachments: tuple[str, ...] = field(default=())
    unmatched: str = ""


@dataclass(frozen=True)
class CommunicationFile(Record):
    """A file that came with a message, or lies in the communications folder by itself (`message_id` None).

    `place` is its path below the folder, or its message's; `digest` a keyed digest of its bytes. `names` is a digest of
    whom the account knew when its client was looked for.
    """

    type_name: ClassVar[str] = "CommunicationFile"
    client_id: str | None = None
    message_id: str | None = None
    file: str = ""
    place: str = ""
    content_type: str = ""
    size: int = 0
    digest: str = ""
    sent_at: datetime | None = None
    unmatched: str = ""
    names: str = ""

    @property
    def is_pdf(self) -> bool:
        return self.content_type == "application/pdf" or self.file.lower().endswith(".pdf")
