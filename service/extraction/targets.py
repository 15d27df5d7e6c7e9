"""Which record an agreement's values are written on: the recurring job it hangs on, else the property, else the client."""

from __future__ import annotations

from dataclasses import dataclass

from anonymize.boundary import Scope
from ingest.jobber.records import Client, CustomFieldValue, Job, Property
from ingest.ledger import Document
from ingest.records import Records


@dataclass(frozen=True)
class Holder:
    """A record that carries custom fields: `applies_to` is the configurations' word for its type."""

    type: str
    id: str
    name: str
    applies_to: str
    values: tuple[CustomFieldValue, ...]

    def value_of(self, configuration_id: str) -> CustomFieldValue | None:
        return next((value for value in self.values if value.configuration_id == configuration_id), None)


def holders(records: Records, scope: Scope, document: Document, property_ids: tuple[str, ...] | None) -> list[Holder]:
    """Every record this agreement's values may stand on, the most specific first; empty without a client."""
    if document.client_id is None:
        return []
    found = [_of_job(records, scope, document), _of_property(records, scope, document, property_ids)]
    client = records.one(scope, Client, document.client_id)
    if client is not None:
        found.append(Holder("Client", client.id, client.name, "ALL_CLIENTS", client.custom_fields))
    return [holder for holder in found if holder is not None]


def _of_job(records: Records, scope: Scope, document: Document) -> Holder | None:
    jobs = records.all(scope, Job, client_id=document.client_id)
    recurring = [job for job in jobs if job.job_type == "RECURRING"]
    own = [job for job in recurring if job.id == document.job_id]
    job = own[0] if own else recurring[0] if len(recurring) == 1 and document.job_id is None else None
    return None if job is None else Holder("Job", job.id, f"#{job.number} {job.title}", "ALL_JOBS", job.custom_fields)


def _of_property(
    records: Records, scope: Scope, document: Document, property_ids: tuple[str, ...] | None
) -> Holder | None:
    ids = property_ids or ((document.property_id,) if document.property_id else ())
    if not ids:
        ids = tuple(each.id for each in records.all(scope, Property, client_id=document.client_id))
    found = records.one(scope, Property, ids[0]) if len(ids) == 1 else None
    if found is None:
        return None
    return Holder("Property", found.id, str(found.address), "ALL_PROPERTIES", found.custom_fields)
