"""What a question may be narrowed to: a client, one of its properties or a job, found by words and told by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job, Property, Record
from ingest.lookup import LookupFailed
from ingest.records import Records
from service.directory import Directory

Json = dict[str, Any]
R = TypeVar("R", bound=Record)
MOST_OF_A_KIND = 6


@dataclass(frozen=True)
class Narrowing:
    records: Records
    scope: Scope
    directory: Directory

    def found(self, named: str, *, jobs: bool = True) -> list[Json]:
        """The first clients, properties and, unless told otherwise, jobs whose name holds every word (shape: `kind`, `id`,
        `name`, `of`)."""
        words, directory = named.casefold().replace("#", " ").split(), self.directory
        if not words:
            return []
        clients = self._first(Client, directory.clients(words))
        places = self._first(Property, directory.properties(words))
        numbered = self._first(Job, directory.jobs_by_number(words)) if jobs else []
        owners = {*(one.client_id for one in places), *(one.client_id for one in numbered)}
        names = {one.id: one.name for one in directory.opened(Client, sorted(owners))}
        return [
            *map(_client, clients),
            *(_property(one, names.get(one.client_id, "")) for one in places),
            *(_job(one, names.get(one.client_id, "")) for one in numbered),
        ]

    def chips(self, kind: str, id: str) -> list[Json]:
        """What is chosen with one of them: a property or a job brings its client along. Raises `LookupFailed`."""
        if kind == "client" and (client := self.records.one(self.scope, Client, id)):
            return [_client(client)]
        if kind == "property" and (place := self.records.one(self.scope, Property, id)):
            return [*self._owner(place.client_id), _property(place, "")]
        if kind == "job" and (job := self.records.one(self.scope, Job, id)):
            return [*self._owner(job.client_id), _job(job, "")]
        raise LookupFailed(f"there is no {kind} of this id here; choose one from the list")

    def _first(self, kind: type[R], ids: Iterator[str]) -> list[R]:
        return self.directory.opened(kind, islice(ids, MOST_OF_A_KIND))

    def _owner(self, client_id: str) -> list[Json]:
        return [_client(one) for one in self.directory.opened(Client, [client_id])]


def _client(client: Client) -> Json:
    return {"kind": "client", "id": client.id, "name": client.name, "of": ""}


def _property(place: Property, of: str) -> Json:
    return {"kind": "property", "id": place.id, "name": place.address.street1 or place.name, "of": of}


def _job(job: Job, of: str) -> Json:
    return {"kind": "job", "id": job.id, "name": f"job {job.number} {job.title}".strip(), "of": of}
