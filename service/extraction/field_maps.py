"""The mapping an account uses: the one a person saved, else the one that names and types propose."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select

from anonymize.boundary import Scope
from ingest.jobber.records import CustomFieldConfiguration
from ingest.records import Records
from service.audit.log import AuditLog
from service.extraction.field_map import dump, load
from service.extraction.mapping import Mapping, propose
from service.store.tables import field_maps


class FieldMaps:
    def __init__(self, engine: Engine, records: Records, audit: AuditLog) -> None:
        self._engine, self._records, self._audit = engine, records, audit

    def of(self, account: str) -> list[Mapping]:
        """Raises `FieldMapFaulty` where a saved map no longer fits the account."""
        saved = self.saved(account)
        return propose(self.configurations(account)) if saved is None else load(saved, self.configurations(account))

    def text(self, account: str) -> str:
        """The map as its file: as saved, or as proposed."""
        saved = self.saved(account)
        configurations = self.configurations(account)
        return dump(propose(configurations), configurations) if saved is None else saved

    def saved(self, account: str) -> str | None:
        query = select(field_maps.c.yaml).where(field_maps.c.account == account)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def save(self, account: str, text: str, *, by: str) -> list[Mapping]:
        """Check and keep a file. Raises `FieldMapFaulty`, and keeps what was."""
        mappings = load(text, self.configurations(account))
        with self._audit.transaction(account) as entries:
            entries.connection.execute(delete(field_maps).where(field_maps.c.account == account))
            row = {"account": account, "yaml": text, "changed_by": by, "changed_at": datetime.now(UTC)}
            entries.connection.execute(field_maps.insert().values(row))
            entries.add("mapping.changed", by, None, fields=sorted(mapping.field for mapping in mappings))
        return mappings

    def configurations(self, account: str) -> list[CustomFieldConfiguration]:
        return list(self._records.all(Scope(account), CustomFieldConfiguration))
