"""A document that could not be read, put back before the next sync, which reads it as if it were new."""

from __future__ import annotations

from dataclasses import replace

from ingest.ledger import Document, Ledger, State
from service.audit.event import Subject
from service.audit.log import AuditLog


class NotQuarantined(ValueError):
    """The document was read, or is not for reading."""


def put_back(ledger: Ledger, audit: AuditLog, document: Document, *, by: str) -> Document:
    """Without the digest of its source a sync takes it for changed. Raises `NotQuarantined`."""
    if document.state is not State.QUARANTINED:
        raise NotQuarantined(f"only a quarantined document is read again; this one is {document.state.value}")
    waiting = replace(document, source_digest="")
    ledger.save(waiting)
    audit.add(document.account, "document.put_back", by, Subject(document.id, document.client_id))
    return waiting
