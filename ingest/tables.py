"""What ingest keeps in SQL. In clear stand ids, numbers, dates, states, digests and masked text; the rest is sealed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware time, kept and given back in UTC. SQLite keeps no zone and would drop one that is not UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without its zone cannot be stored")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


records = Table(
    "records",
    metadata,
    Column("account", String, primary_key=True),
    Column("type", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("client_id", String, index=True),
    Column("parent_id", String, index=True),
    Column("changed_at", Moment),
    Column("digest", String, nullable=False),
    Column("seen_in", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

passed_over = Table(
    "passed_over",
    metadata,
    Column("account", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("changed_at", Moment),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("role", String),
    Column("role_reason", Text),
    Column("record_type", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("client_id", String, index=True),
    Column("property_id", String),
    Column("job_id", String),
    Column("pages", Integer),
    Column("state", String, nullable=False),
    Column("reason", Text),
    Column("notices", Text),
    Column("source_digest", String, nullable=False),
    Column("content_digest", String),
    Column("pipeline", String),
    Column("written_at", Moment),
    Column("indexed_at", Moment),
    Column("seen_in", String),
    Column("outcome", String),
    Column("sealed_name", LargeBinary),
)

page_texts = Table(
    "page_texts",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("client_id", String),
    Column("sealed", LargeBinary, nullable=False),
)

clauses = Table(
    "clauses",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", String, nullable=False),
    Column("account", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("heading", Text, nullable=False),
    Column("heading_mac", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_mac", String, nullable=False),
    Column("policy", String, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("offsets", Text, nullable=False),
    Index("clauses_by_document", "account", "document_id", "ordinal"),
)

sync_runs = Table(
    "sync_runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("depth", String),
    Column("state", String, nullable=False),
    Column("reason", Text),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("stage", String),
    Column("total", Integer),
    Column("known_names_digest", String),
    Column("counts", Text),
)

watermarks = Table(
    "watermarks",
    metadata,
    Column("account", String, primary_key=True),
    Column("type", String, primary_key=True),
    Column("changes_from", Moment, nullable=False),
    Column("read_at", Moment, nullable=False),
    Column("swept_at", Moment, nullable=False),
    Column("whole_at", Moment, nullable=False),
)
