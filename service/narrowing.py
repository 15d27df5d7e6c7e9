"""What a question may be narrowed to: a client, one of its properties or a job, found by words and told by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job, Property
from ingest.lookup import LookupFailed
from ingest.records import Records

Json = dict[str, Any]
MOST_OF_A_KIND = 6


@dataclass(frozen=True)
class Narrowing:
    records: Records
    scope: Scope

    def found(self, named: str) -> list[Json]:
        """The first clients, properties and jobs whose name holds every word (shape: `kind`, `id`, `name`, `of`)."""
        words = named.casefold().replace("#", " ").split()
        if not words:
            return []
        kinds = (self._all_clients(), self._all_properties(), self._all_jobs())
        return [one for kind in kinds for one in islice(_holding(kind, words), MOST_OF_A_KIND)]

    def chips(self, kind: str, id: str) -> list[Json]:
        """What is chosen with one of them: a property or a job brings its client along. Raises `LookupFailed`."""
        if kind == "client" and id in self._clients:
            return [_client(self._clients[id])]
        if kind == "property" and (place := self.records.one(self.scope, Property, id)):
            return [*self._owner(place.client_id), _property(place, "")]
        if kind == "job" and (job := self.records.one(self.scope, Job, id)):
            return [*self._owner(job.client_id), _job(job, "")]
        raise LookupFailed(f"there is no {kind} of this id here; choose one from the list")

    def properties_of(self, client_id: str) -> list[Json]:
        return [_property(one, "") for one in self.records.all(self.scope, Property, client_id=client_id)]

    @cached_property
    def _clients(self) -> dict[str, Client]:
        return {client.id: client for client in self.records.all(self.scope, Client)}

    def _owner(self, client_id: str) -> list[Json]:
        return [_client(self._clients[client_id])] if client_id in self._clients else []

    def _name(self, client_id: str) -> str:
        return self._clients[client_id].name if client_id in self._clients else ""

    def _all_clients(self) -> Iterator[Json]:
        yield from map(_client, sorted(self._clients.values(), key=lambda one: one.name.casefold()))

    def _all_properties(self) -> Iterator[Json]:
        yield from (_property(one, self._name(one.client_id)) for one in self.records.all(self.scope, Property))

    def _all_jobs(self) -> Iterator[Json]:
        found = self.records.all(self.scope, Job)
        newest = sorted(found, key=lambda one: (len(one.number), one.number), reverse=True)
        yield from (_job(one, self._name(one.client_id)) for one in newest)


def _holding(kind: Iterator[Json], words: list[str]) -> Iterator[Json]:
    for one in kind:
        told = f"{one['name']} {one['of']}".casefold()
        if all(word in told for word in words):
            yield one


def _client(client: Client) -> Json:
    return {"kind": "client", "id": client.id, "name": client.name, "of": ""}


def _property(place: Property, of: str) -> Json:
    return {"kind": "property", "id": place.id, "name": place.address.street1 or place.name, "of": of}


def _job(job: Job, of: str) -> Json:
    return {"kind": "job", "id": job.id, "name": f"job {job.number} {job.title}".strip(), "of": of}
