"""The audit log's tables. `audit_events` can only be added to: the database itself refuses to change or delete a row."""

from __future__ import annotations

from sqlalchemy import DDL, Column, Index, Integer, String, Table, Text, event

from service.store.tables import metadata

audit_events = Table(
    "audit_events",
    metadata,
    Column("account", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),  # ISO 8601 UTC, as it was hashed
    Column("actor", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("about", String),
    Column("detail", Text, nullable=False),  # JSON
    Column("hash", String, nullable=False),
    Index("audit_events_about", "account", "about"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("account", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String, nullable=False),
)

# What a pseudonym of the log stands for. An erasure takes its client's rows, and the pseudonyms mean nothing.
audit_names = Table(
    "audit_names",
    metadata,
    Column("account", String, primary_key=True),
    Column("subject_id", String, primary_key=True),
    Column("client_id", String, nullable=False, index=True),
    Column("pseudonym", String, nullable=False),
    Column("salt", String, nullable=False),
    Index("audit_names_pseudonym", "account", "pseudonym", unique=True),
)

REFUSING = {
    "sqlite": (
        "CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
        "CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''the audit log is only added to''; END'",
        "CREATE TRIGGER audit_events_no_change BEFORE UPDATE OR DELETE ON audit_events "
        "FOR EACH ROW EXECUTE FUNCTION audit_events_refuse()",
    ),
}
for _dialect, _statements in REFUSING.items():
    for _statement in _statements:
        event.listen(audit_events, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
