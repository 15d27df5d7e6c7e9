"""The service's own tables. In clear stand ids, states, dates, digests and masked text; the rest is sealed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, MetaData, String, Table, Text

from ingest.tables import Moment

metadata = MetaData()
WAITING = ("pending", "approved", "executing")  # states of a proposal that has not come to its end

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("role", String, nullable=False),
    Column("jobber_user", String),
    Column("client_id", String),
    Column("digest", String, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("action", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("target_type", String, nullable=False),
    Column("target_id", String, nullable=False),
    Column("client_id", String),
    Column("requires_role", String, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("decided_by", String),
    Column("decided_at", Moment),
    Column("sealed_note", LargeBinary),
    Column("sealed_result", LargeBinary),
    Column("digest", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
Index(
    "proposals_waiting_once",
    proposals.c.account,
    proposals.c.digest,
    unique=True,
    sqlite_where=proposals.c.state.in_(WAITING),
    postgresql_where=proposals.c.state.in_(WAITING),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("client_id", String),
    Column("made_at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

extraction_runs = Table(
    "extraction_runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

extracted_contracts = Table(
    "extracted_contracts",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("document_id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("client_id", String),
    Column("sealed", LargeBinary, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("state", String, nullable=False),  # begun, done, residue
    Column("begun_at", Moment, nullable=False),
    Column("certificate", Text),  # JSON; holds counts, times and keyed hashes only
)

leak_scans = Table(
    "leak_scans",
    metadata,
    Column("account", String, primary_key=True),
    Column("measured_at", Moment, nullable=False),
    Column("report", Text, nullable=False),  # JSON; counts by place, seconds, bytes
)

llm_spending = Table(
    "llm_spending",
    metadata,
    Column("day", Date, primary_key=True),  # UTC
    Column("calls", Integer, nullable=False),
    Column("tokens_in", BigInteger, nullable=False),
    Column("tokens_out", BigInteger, nullable=False),
    Column("cost_micros", BigInteger, nullable=False),
)
