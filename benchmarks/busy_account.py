"""A made-up Jobber account of any size, with the mix of records of a home-service company of some years."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.fakes.account import CREATED, PHOTO, UPDATED, attached, client, job, line_item, note, small_account, visit

# Records for each client, properties, requests and so on; with their notes they come to the size asked for.
_MIX = {
    "properties": 1.1,
    "requests": 0.6,
    "quotes": 0.8,
    "jobs": 1.4,
    "visits": 2.2,
    "timeSheetEntries": 1.2,
    "expenses": 0.3,
    "invoices": 1.3,
}
_NOTED = {"client": 0.3, "request": 0.15, "quote": 0.15, "job": 0.5, "invoice": 0.05}


def busy_account(size: int, seed: int = 11) -> dict[str, Any]:
    """An account folder's `account.json` with about `size` records and notes, the same for the same seed."""
    chance = Random(seed)
    clients = int(size / (1 + sum(_MIX.values()) + _NOTED["client"] + _noted_per_client()))
    counts = {name: int(clients * share) for name, share in _MIX.items()}
    plain = small_account() | {"tasks": [], "clients": [client(n) for n in range(1, clients + 1)]}
    plain |= {name: [_MAKE[name](n, clients, counts, chance) for n in range(1, counts[name] + 1)] for name in counts}
    parents = {"client": clients, "request": counts["requests"], "quote": counts["quotes"]}
    parents |= {"job": counts["jobs"], "invoice": counts["invoices"]}
    return plain | {"notes": _notes(parents, chance)}


def records_in(plain: dict[str, Any]) -> int:
    return sum(len(value) for value in plain.values() if isinstance(value, list))


def _noted_per_client() -> float:
    return sum(_MIX[f"{name}s"] * share for name, share in _NOTED.items() if name != "client")


def _notes(parents: dict[str, int], chance: Random) -> list[dict[str, Any]]:
    """Most records have none, a few several; photos come in handfuls."""
    found: list[dict[str, Any]] = []
    files = 0
    for name, count in parents.items():
        for _ in range(int(count * _NOTED[name])):
            photos = chance.choice((0, 0, 0, 1, 1, 2, 5))
            pictures = [
                attached(files + n, "photo.jpg", contentType="image/jpeg", fileSize=len(PHOTO))
                for n in range(1, photos + 1)
            ]
            parent = f"{name}-{chance.randint(1, count)}"
            found.append(note(len(found) + 1, parent, fileAttachments=pictures, message="Gate code changed. " * 5))
            files += photos
    return found


def _owner(number: int, clients: int) -> dict[str, Any]:
    return {"client": f"client-{1 + number % clients}", "property": f"property-{1 + number % clients}"}


def _lines(number: int, chance: Random) -> list[dict[str, Any]]:
    return [line_item(number * 10 + n, description="As agreed") for n in range(chance.choice((1, 1, 2, 3, 6)))]


def _stamped(number: int, kind: str) -> dict[str, Any]:
    return {"id": f"{kind}-{number}", "createdAt": CREATED, "updatedAt": UPDATED}


def _property(number: int, clients: int, *_: Any) -> dict[str, Any]:
    owner = f"client-{1 + (number - 1) % clients}"
    address = {"street1": f"{number} Elm St", "city": "Duluth", "province": "MN", "postalCode": "55801"}
    return {"id": f"property-{number}", "client": owner, "name": None, "address": address}


def _request(number: int, clients: int, *_: Any) -> dict[str, Any]:
    return _stamped(number, "request") | _owner(number, clients) | {"title": "Boiler", "requestStatus": "converted"}


def _quote(number: int, clients: int, _: Any, chance: Random) -> dict[str, Any]:
    told = {"quoteNumber": str(number), "title": "Plan", "message": "As discussed", "quoteStatus": "approved"}
    return _stamped(number, "quote") | _owner(number, clients) | told | {"lineItems": _lines(number, chance)}


def _job(number: int, clients: int, _: Any, chance: Random) -> dict[str, Any]:
    return job(number, **_owner(number, clients), lineItems=_lines(number, chance))


def _visit(number: int, clients: int, counts: dict[str, int], chance: Random) -> dict[str, Any]:
    where = _owner(number, clients) | {"job": f"job-{1 + number % counts['jobs']}"}
    return visit(number, **where, lineItems=_lines(number, chance))


def _entry(number: int, clients: int, counts: dict[str, int], _: Random) -> dict[str, Any]:
    what = {"user": "user-2", "visit": f"visit-{number}", "job": f"job-{1 + number % counts['jobs']}", "label": "Job"}
    when = {"startAt": CREATED, "endAt": CREATED, "finalDuration": 3600, "note": ""}
    return _stamped(number, "time") | what | when | {"client": f"client-{1 + number % clients}"}


def _expense(number: int, _: int, counts: dict[str, int], __: Random) -> dict[str, Any]:
    what = {"linkedJob": f"job-{1 + number % counts['jobs']}", "enteredBy": "user-2", "title": "Parts", "total": 9.5}
    return _stamped(number, "expense") | what | {"date": "2026-01-05"}


def _invoice(number: int, clients: int, counts: dict[str, int], chance: Random) -> dict[str, Any]:
    told = {"invoiceNumber": str(number), "subject": "Service", "invoiceStatus": "paid", "message": "Thank you"}
    where = {"client": f"client-{1 + number % clients}", "jobs": [f"job-{1 + number % counts['jobs']}"], "visits": []}
    amounts = {"amounts": {"total": 133.65, "invoiceBalance": 0.0}}
    return _stamped(number, "invoice") | told | where | amounts | {"lineItems": _lines(number, chance)}


_MAKE: dict[str, Callable[..., dict[str, Any]]] = {
    "properties": _property,
    "requests": _request,
    "quotes": _quote,
    "jobs": _job,
    "visits": _visit,
    "timeSheetEntries": _entry,
    "expenses": _expense,
    "invoices": _invoice,
}
