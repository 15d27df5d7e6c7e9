"""Which record a person or program means: an opaque id, an account folder's short id, a job number, a client's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from anonymize.boundary import Scope
from ingest.jobber.ids import is_named
from ingest.jobber.records import Client, Job, Property, Record
from ingest.records import Records

R = TypeVar("R", bound=Record)


class LookupFailed(LookupError):
    """Nothing, or more than one thing, answers to what was given; the message says what to give instead."""


def job_named(records: Records, scope: Scope, given: str) -> Job:
    """A job by opaque id, number (`1007`, `#1007`) or short id (`job-1007`), the number first."""
    number = given.removeprefix("#")
    if not number.isdigit() and (known := records.one(scope, Job, given)):
        return known
    jobs = records.all(scope, Job)
    by_number = [job for job in jobs if job.number == number]
    return _only(by_number or _by_id(jobs, given), f"job {given!r}", "give the job number as Jobber shows it")


def client_named(records: Records, scope: Scope, given: str) -> Client:
    """A client by opaque id, short id, full name, or a part of the name that only one client has."""
    if known := records.one(scope, Client, given):
        return known
    clients = records.all(scope, Client)
    wanted = _folded(given)
    found: Sequence[Client] = _by_id(clients, given)
    found = found or [client for client in clients if wanted in _names(client)]
    found = found or [client for client in clients if any(wanted in name for name in _names(client))]
    return _only(found, f"client {given!r}", "give the client's id or full name")


def property_named(records: Records, scope: Scope, client_id: str, given: str) -> Property:
    """A client's property by opaque id, short id, or a part of its name or address."""
    properties = records.all(scope, Property, client_id=client_id)
    wanted = _folded(given)
    found = _by_id(properties, given) or [
        place for place in properties if wanted in _folded(f"{place.name} {place.address}")
    ]
    return _only(found, f"property {given!r} of this client", "give its id or street address")


def _only(found: Sequence[R], what: str, mend: str) -> R:
    if len(found) == 1:
        return found[0]
    raise LookupFailed(f"there is {'no' if not found else 'more than one'} {what} here; {mend}")


def _by_id(candidates: Iterable[R], given: str) -> list[R]:
    return [record for record in candidates if is_named(record.id, given)]


def _names(client: Client) -> set[str]:
    names = (client.name, client.company_name, f"{client.first_name} {client.last_name}")
    return {_folded(name) for name in names if name.strip()}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
