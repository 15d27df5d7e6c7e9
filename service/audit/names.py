"""Pseudonyms of what belongs to a client, for the audit log: random, so that they mean nothing once the row is gone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from service.audit.event import Subject, canonical
from service.store.audit_tables import audit_names
from service.store.inserting import insert_new


@dataclass(frozen=True)
class Name:
    """A subject's pseudonym, and the salt of digests of what belongs to it."""

    pseudonym: str
    salt: str

    def digest(self, key: bytes, value: Any) -> str:
        """A keyed digest of a value. It can be made again while the salt is there, that is until an erasure."""
        return hmac.new(key, f"{self.salt}:{canonical(value)}".encode(), hashlib.sha256).hexdigest()[:32]


def name_of(connection: Connection, account: str, subject: Subject) -> Name:
    """The name of a client's subject, made when it is first spoken of."""
    found = _known(connection, account, subject.id)
    if found is not None:
        return found
    made = {
        "account": account,
        "subject_id": subject.id,
        "client_id": subject.client_id,
        "pseudonym": f"ref_{secrets.token_hex(8)}",
        "salt": secrets.token_hex(16),
    }
    insert_new(connection, audit_names, made)
    made_here_or_elsewhere = _known(connection, account, subject.id)
    assert made_here_or_elsewhere is not None  # noqa: S101 - it was inserted, or stood there
    return made_here_or_elsewhere


def _known(connection: Connection, account: str, id: str) -> Name | None:
    of_subject = audit_names.c.account == account, audit_names.c.subject_id == id
    row = connection.execute(select(audit_names.c.pseudonym, audit_names.c.salt).where(*of_subject)).one_or_none()
    return None if row is None else Name(row.pseudonym, row.salt)
