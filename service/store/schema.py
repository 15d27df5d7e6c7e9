"""Every package's tables: what the migrations have to come to."""

from __future__ import annotations

import anonymize.tables
import ingest.jobber.tables
import ingest.tables
import service.agreements.tables
import service.store.access_tables
import service.store.audit_tables
import service.store.tables

METADATA = [
    anonymize.tables.metadata,
    ingest.tables.metadata,
    ingest.jobber.tables.metadata,
    service.agreements.tables.metadata,
    service.store.tables.metadata,
]
