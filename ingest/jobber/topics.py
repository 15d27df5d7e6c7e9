"""Every topic of Jobber's `WebHookTopicEnum` (API version 2026-07-27, 46 of them), and the record its `itemId` names."""

from __future__ import annotations

from ingest.jobber.records import (
    Client,
    Expense,
    Invoice,
    Job,
    Product,
    Property,
    Quote,
    Record,
    Request,
    TimeSheetEntry,
    User,
    Visit,
)

APP_CONNECT, APP_DISCONNECT = "APP_CONNECT", "APP_DISCONNECT"
CHANGES = ("CREATE", "UPDATE", "DESTROY")

_OF_RECORDS: tuple[tuple[str, type[Record], tuple[str, ...]], ...] = (
    ("CLIENT", Client, CHANGES),
    ("PROPERTY", Property, CHANGES),
    ("QUOTE", Quote, (*CHANGES, "SENT", "APPROVED")),
    ("REQUEST", Request, CHANGES),
    ("JOB", Job, (*CHANGES, "CLOSED")),
    ("VISIT", Visit, (*CHANGES, "COMPLETE")),
    ("INVOICE", Invoice, CHANGES),
    ("EXPENSE", Expense, CHANGES),
    ("TIMESHEET", TimeSheetEntry, CHANGES),
    ("PRODUCT_OR_SERVICE", Product, CHANGES),
    ("USER", User, ("CREATE", "UPDATE")),
)

RECORD_OF_TOPIC = {f"{name}_{change}": kind.type_name for name, kind, changes in _OF_RECORDS for change in changes}
"""Topic → `type_name` of the record that is read again. A note or file has no topic: a sync finds it."""

TOPIC_OF = {(kind.type_name, change): f"{name}_{change}" for name, kind, changes in _OF_RECORDS for change in changes}
"""(type name, CREATE, UPDATE or DESTROY) → topic."""

OF_NOTHING_KEPT = frozenset(
    {
        *(f"{name}_{change}" for name in ("PAYMENT", "PAYOUT") for change in CHANGES),
        "ON_MY_WAY_TRACKING_LINK_REQUEST",
        "MARKETING_ITEM_UPDATE",
        APP_CONNECT,
    }
)
"""Acknowledged and dropped. A payment changes its invoice, which has a topic of its own."""

KEPT = frozenset({*RECORD_OF_TOPIC, APP_DISCONNECT})
"""What goes into the inbox, and what `fineprint webhooks subscribe` asks Jobber for."""
