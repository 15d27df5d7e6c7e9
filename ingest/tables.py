"""What ingest keeps in SQL. In clear stand ids, numbers, dates, states, digests and masked text; the rest is sealed."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

records = Table(
    "records",
    metadata,
    Column("account", String, primary_key=True),
    Column("type", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("client_id", String, index=True),
    Column("parent_id", String, index=True),
    Column("changed_at", DateTime(timezone=True)),
    Column("digest", String, nullable=False),
    Column("seen_in", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("role", String),
    Column("record_type", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("client_id", String, index=True),
    Column("property_id", String),
    Column("job_id", String),
    Column("pages", Integer),
    Column("state", String, nullable=False),
    Column("reason", Text),
    Column("source_digest", String, nullable=False),
    Column("content_digest", String),
    Column("pipeline", String),
    Column("generation", String),
    Column("written_at", DateTime(timezone=True)),
    Column("indexed_at", DateTime(timezone=True)),
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
    Column("state", String, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("stage", String),
    Column("total", Integer),
    Column("known_names_digest", String),
    Column("counts", Text),
)
