"""A small Jobber account as a folder, served by the simulator on a real port, and clients connected to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from pydantic import SecretStr

from anonymize.master_key import new_master_key
from ingest.jobber.client import JobberClient
from ingest.jobber.connection import client_of, connect
from ingest.jobber.oauth import JobberApp
from ingest.jobber.records import Account
from ingest.jobber.simulator.cost import Limits
from ingest.jobber.simulator.server import build_app, running
from ingest.jobber.simulator.simulator import Simulator
from ingest.jobber.throttle import Throttle
from ingest.jobber.tokens import TokenStore
from service.settings import Settings
from tests.fakes.pace import unhurried
from tests.fakes.tokens import MemoryTokenStore

PDF = b"%PDF-1.4 a service agreement"
PHOTO = b"\xff\xd8\xff a photo"
REDIRECT = "http://127.0.0.1/oauth/jobber/callback"
AMPLE = Limits(maximum=1_000_000, restore_rate=1_000_000, requests=1_000_000)
CREATED, UPDATED = "2026-01-05T15:00:00Z", "2026-03-01T15:00:00Z"


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def line_item(number: int, **changes: Any) -> dict[str, Any]:
    item = {
        "id": f"item-{number}",
        "name": f"Tune-up {number}",
        "description": "",
        "category": "SERVICE",
        "quantity": 1.5,
        "unitPrice": 89.1,
        "totalPrice": 133.65,
        "unitCost": 40.0,
    }
    return item | changes


def client(number: int, **changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"client-{number}",
        "firstName": "Rosa",
        "lastName": f"Quill {number}",
        "companyName": None,
        "isCompany": False,
        "emails": [{"address": f"rosa{number}@example.com", "primary": True}],
        "phones": [{"number": "555-0100", "description": "MAIN"}],
        "billingAddress": {"street1": "1 Elm St", "city": "Duluth", "province": "MN", "postalCode": "55801"},
        "createdAt": CREATED,
        "updatedAt": UPDATED,
    }
    return plain | changes


def job(number: int, **changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"job-{number}",
        "client": "client-1",
        "property": "property-1",
        "quote": None,
        "request": None,
        "jobNumber": number,
        "title": "Boiler service",
        "instructions": None,
        "jobType": "ONE_OFF",
        "jobStatus": "active",
        "billingType": "VISIT_BASED",
        "total": 133.65,
        "startAt": CREATED,
        "endAt": None,
        "completedAt": None,
        "createdAt": CREATED,
        "updatedAt": UPDATED,
        "invoiceSchedule": {"billingFrequency": "ON_COMPLETION", "scheduleSummary": "After completion"},
        "visitSchedule": {"startDate": "2026-01-05", "endDate": None, "recurrenceSchedule": None},
        "lineItems": [],
    }
    return plain | changes


def visit(number: int, **changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"visit-{number}",
        "client": "client-1",
        "job": "job-1001",
        "property": "property-1",
        "assignedUsers": ["user-2"],
        "title": "Boiler service",
        "instructions": "Side door",
        "startAt": CREATED,
        "endAt": CREATED,
        "completedAt": None,
        "visitStatus": "UPCOMING",
        "createdAt": CREATED,
        "lineItems": [line_item(1)],
    }
    return plain | changes


def note(number: int, parent: str, **changes: Any) -> dict[str, Any]:
    kind = parent.split("-")[0].title()
    plain: dict[str, Any] = {
        "id": f"note-{number}",
        "__typename": f"{kind}Note",
        "parent": {"__typename": kind, "id": parent},
        "createdBy": "user-1",
        "message": f"Note {number} on a {kind.lower()}",
        "createdAt": f"2026-02-01T10:{number % 60:02}:00Z",
        "lastEditedAt": None,
        "pinned": False,
        "fileAttachments": [],
    }
    return plain | changes


def attached(number: int, path: str = "agreement.pdf", **changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"file-{number}",
        "fileName": "Agreement.pdf",
        "contentType": "application/pdf",
        "fileSize": len(PDF),
        "status": "READY",
        "createdAt": CREATED,
        "path": path,
    }
    return plain | changes


def small_account() -> dict[str, Any]:
    """Two clients; client 1 has one of everything, each parent type one note, the client's note with a PDF."""
    return {
        "account": {"id": "account-1", "name": "Quill & Daughters Heating"},
        "users": [
            {
                "id": f"user-{number}",
                "name": {"first": first, "last": "Quill", "full": f"{first} Quill"},
                "email": {"raw": f"{first.lower()}@example.com"},
                "isAccountAdmin": number == 1,
            }
            for number, first in ((1, "Ada"), (2, "Ben"))
        ],
        "clients": [
            client(1, customFields=[{"configuration": "field-1", "value": "March 31, 2027"}]),
            client(2, companyName="Fairview Co-op", isCompany=True),
        ],
        "properties": [
            {"id": f"property-{n}", "client": f"client-{n}", "name": None, "address": {"street1": f"{n} Elm St"}}
            for n in (1, 2)
        ],
        "products": [
            {
                "id": "product-1",
                "name": "Tune-up",
                "description": "Yearly",
                "defaultUnitCost": 89.1,
                "category": "SERVICE",
            }
        ],
        "requests": [
            {
                "id": "request-1",
                "client": "client-1",
                "property": "property-1",
                "title": "Boiler",
                "requestStatus": "converted",
                "createdAt": CREATED,
                "updatedAt": UPDATED,
            }
        ],
        "quotes": [
            {
                "id": "quote-1",
                "client": "client-1",
                "property": "property-1",
                "request": "request-1",
                "quoteNumber": "501",
                "title": "Boiler plan",
                "message": "As discussed",
                "contractDisclaimer": "Valid for 30 days.",
                "quoteStatus": "converted",
                "createdAt": CREATED,
                "updatedAt": UPDATED,
                "lineItems": [line_item(7)],
            }
        ],
        "jobs": [
            job(1001, quote="quote-1", lineItems=[line_item(1)], updatedAt="2026-05-01T15:00:00Z"),
            job(1002, client="client-2", property="property-2", jobType="RECURRING"),
        ],
        "visits": [visit(1)],
        "timeSheetEntries": [
            {
                "id": "time-1",
                "user": "user-2",
                "client": "client-1",
                "job": "job-1001",
                "visit": "visit-1",
                "startAt": CREATED,
                "endAt": CREATED,
                "finalDuration": 5400,
                "label": "Job",
                "note": "filter swapped",
                "createdAt": CREATED,
                "updatedAt": UPDATED,
            }
        ],
        "expenses": [
            {
                "id": "expense-1",
                "linkedJob": "job-1001",
                "enteredBy": "user-2",
                "title": "Supply house",
                "description": "Valve",
                "date": "2026-01-05",
                "total": 12.34,
                "createdAt": CREATED,
                "updatedAt": UPDATED,
            }
        ],
        "invoices": [
            {
                "id": "invoice-1",
                "client": "client-1",
                "jobs": ["job-1001"],
                "visits": ["visit-1"],
                "invoiceNumber": "4001",
                "subject": "Boiler",
                "message": "Thank you",
                "invoiceStatus": "paid",
                "issuedDate": "2026-01-06",
                "dueDate": "2026-02-06T00:00:00Z",
                "receivedDate": None,
                "createdAt": CREATED,
                "updatedAt": UPDATED,
                "amounts": {"subtotal": 133.65, "total": 133.65, "invoiceBalance": 0.0, "paymentsTotal": 133.65},
                "lineItems": [line_item(9)],
            }
        ],
        "customFieldConfigurations": [
            _field(1, "Text", "Renewal date"),
            _field(2, "Numeric", "Contract value", unit="$"),
            _field(3, "Dropdown", "Billing", dropdownOptions=["Monthly", "Annual"]),
            _field(4, "TrueFalse", "Gate code known", "ALL_PROPERTIES"),
            _field(5, "Link", "Agreement", "ALL_JOBS"),
            _field(6, "Area", "Lawn", "ALL_PROPERTIES", unit="ft"),
        ],
        "tasks": [
            {"id": "task-1", "client": "client-1", "title": "Call back", "instructions": None, "startAt": CREATED}
        ],
        "notes": [
            note(1, "client-1", fileAttachments=[attached(1)]),
            note(2, "request-1"),
            note(3, "quote-1", createdBy="client-1"),
            note(4, "job-1001", pinned=True, fileAttachments=[attached(2, "photo.jpg", fileSize=len(PHOTO))]),
            note(5, "invoice-1"),
        ],
    }


def _field(number: int, kind: str, name: str, applies_to: str = "ALL_CLIENTS", **more: Any) -> dict[str, Any]:
    plain = {"id": f"field-{number}", "__typename": f"CustomFieldConfiguration{kind}", "name": name}
    return plain | {"appliesTo": applies_to} | more


def write_account(folder: Path, plain: dict[str, Any] | None = None) -> Path:
    """The folder of an account; `files/` holds `agreement.pdf` and `photo.jpg`."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    (folder / "files" / "agreement.pdf").write_bytes(PDF)
    (folder / "files" / "photo.jpg").write_bytes(PHOTO)
    (folder / "account.json").write_text(json.dumps(small_account() if plain is None else plain))
    return folder


@dataclass
class Served:
    """A simulator on a real port."""

    url: str
    simulator: Simulator

    @property
    def app(self) -> JobberApp:
        return JobberApp(self.url, "demo-client", "demo-secret", REDIRECT)

    def settings(self, data_dir: Path, master_key: str = "", **more: Any) -> Settings:
        """Of an installation that connects here; a new master key where none is given."""
        return Settings(
            _env_file=None,
            data_dir=data_dir,
            jobber_url=self.url,
            jobber_client_id=self.app.client_id,
            jobber_client_secret=SecretStr(self.app.client_secret),
            master_key=SecretStr(master_key or new_master_key()),
            **more,
        )

    def code(self) -> str:
        """The code an admin's browser would come back with."""
        redirect = httpx.get(self.app.authorize_url("state-1"))
        return parse_qs(urlsplit(redirect.headers["location"]).query)["code"][0]

    def connected(self, http: httpx.Client, store: TokenStore) -> Account:
        return connect(http, self.app, store, self.code())

    def client(
        self, http: httpx.Client, store: TokenStore | None = None, throttle: Throttle | None = None
    ) -> JobberClient:
        """A client that went through OAuth; it keeps no reserve unless its throttle does."""
        store = store or MemoryTokenStore()
        account = self.connected(http, store)
        return client_of(http, self.app, store, account.id, throttle or unhurried())


@contextmanager
def served(folder: Path, *, clock: HandClock | None = None, limits: Limits = AMPLE) -> Iterator[Served]:
    app = build_app(folder, clock=clock or HandClock(), limits=limits)
    with running(app) as url:
        yield Served(url, app.state.simulator)
