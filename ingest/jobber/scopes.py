"""The least scopes that serve, what each is for, and which of them a "hidden due to permissions" means.

Jobber asks for scopes on the app in its Developer Center, not when an account connects, and tells a missing one only
when something is hidden: "The field jobs on an object of type Query was hidden due to permissions", or "An object of
type ExpenseCreate was hidden …". Notes need no scope of their own: the record they hang on carries them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.jobber.errors import ScopeMissing

HIDDEN = "hidden due to permissions"
_FIELD = re.compile(r"field (\w+) on an object of type")
_OBJECT = re.compile(r"object of type (\w+)")
_WRAPPERS = re.compile(r"(Connection|Payload|Edge)$")


@dataclass(frozen=True)
class Need:
    """`names` are the root fields of Jobber's schema that it opens. What is not `required` serves one feature only."""

    scope: str
    serves: str
    names: tuple[str, ...]
    required: bool = True


NEEDS = (
    Need(
        "read_clients", "clients, contacts, properties and their notes", ("client", "clients", "property", "properties")
    ),
    Need("read_requests", "requests and their notes", ("request", "requests")),
    Need("read_quotes", "quotes, their terms and notes", ("quote", "quotes")),
    Need("read_jobs", "jobs, line items and notes", ("job", "jobs")),
    Need("read_scheduled_items", "visits and tasks", ("visit", "visits", "task", "tasks")),
    Need("read_invoices", "invoices and their notes", ("invoice", "invoices")),
    Need("read_users", "technicians, and who wrote a note", ("user", "users")),
    Need("read_expenses", "expenses of jobs", ("expense", "expenses")),
    Need("read_time_sheets", "hours worked", ("timeSheetEntry", "timeSheetEntries")),
    Need("read_custom_field_configurations", "which custom fields there are", ("customFieldConfigurations",)),
    Need(
        "write_clients",
        "approved custom fields and notes of clients and properties",
        ("clientEdit", "propertyEdit", "clientCreateNote", "clientDeleteNote"),
        required=False,
    ),
    Need(
        "write_jobs",
        "approved custom fields and notes of jobs",
        ("jobEdit", "jobCreateNote", "jobDeleteNote"),
        required=False,
    ),
    Need("write_quotes", "approved notes on quotes", ("quoteEdit", "quoteCreateNote"), required=False),
    Need("write_requests", "approved notes on requests", ("requestCreateNote",), required=False),
    Need("write_invoices", "approved notes on invoices", ("invoiceEdit", "invoiceCreateNote"), required=False),
    Need(
        "write_custom_field_configurations",
        "approved new custom fields",
        tuple(
            f"customFieldConfigurationCreate{kind}"
            for kind in ("Text", "Numeric", "Dropdown", "TrueFalse", "Link", "Area")
        ),
        required=False,
    ),
)
UNSCOPED = ("account", "appDisconnect", "webhookEndpointCreate", "webhookEndpointDelete")
"""Root fields that need no scope: open to every app, or to the owner of a topic's read scope."""

UNNAMED = {"product": "products and services", "products": "products and services"}
"""Root fields whose scope Jobber's documentation does not name; the Developer Center lists it by these words."""

_SCOPE_OF = {name: need.scope for need in NEEDS for name in need.names}


def scope_missing(messages: Sequence[str]) -> ScopeMissing | None:
    """The error that names the scopes, or None where nothing was hidden. These messages hold schema names only."""
    hidden = tuple(message.split(" was hidden")[0] for message in messages if HIDDEN in message)
    return ScopeMissing(tuple(sorted({_scope(each) for each in hidden})), "; ".join(hidden)) if hidden else None


def _scope(hidden: str) -> str:
    name = _name(hidden)
    if name in UNNAMED:
        return f"the one for {UNNAMED[name]}"
    return _SCOPE_OF.get(name, "one that this names")


def _name(hidden: str) -> str:
    """The root field a message is about: the field's name, or its type's as Jobber derives one from the other."""
    field = _FIELD.search(hidden)
    if field:
        return field[1]
    found = _OBJECT.search(hidden)
    type_name = _WRAPPERS.sub("", found[1]) if found else ""
    return type_name[:1].lower() + type_name[1:]
