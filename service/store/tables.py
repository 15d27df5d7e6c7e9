"""The service's own tables. In clear stand ids, states, dates, digests and masked text; the rest is sealed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, MetaData, String, Table, Text

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
    Column("permissions", Text),  # of a key with the role service: JSON list; null: the role's own
    Column("digest", String, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
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
    Column("contract_type", String),
    Column("approvals_needed", Integer, nullable=False, server_default="1"),
    Column("first_by", String),
    Column("first_at", Moment),
    Column("edited_by", String),
    Column("undo_of", String),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("ended_at", Moment),
    Column("sealed_note", LargeBinary),
    Column("sealed_result", LargeBinary),
    Column("digest", String, nullable=False),
    Column("place", String),  # a digest of where it writes: of two values for one place the later one counts
    Column("sealed", LargeBinary, nullable=False),
)
Index("proposals_place", proposals.c.account, proposals.c.place)
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

# What a reader thought of an answer. A bad one waits for somebody to look into it; erasing its client takes it along.
reviews = Table(
    "reviews",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("answer_id", String, nullable=False),
    Column("client_id", String),
    Column("verdict", String, nullable=False),  # good, bad
    Column("state", String, nullable=False),  # open, closed
    Column("given_by", String, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("closed_by", String),
    Column("closed_at", Moment),
    Column("sealed", LargeBinary, nullable=False),  # the notes, masked
    Index("reviews_once", "account", "answer_id", "given_by", unique=True),
)

rollout = Table(
    "rollout",
    metadata,
    Column("account", String, primary_key=True),
    Column("action", String, primary_key=True),
    Column("contract_type", String, primary_key=True),  # "*": any
    Column("mode", String, nullable=False),
    Column("limit_amount", String),  # a decimal; automatic up to this money impact
    Column("agreements_needed", Integer, nullable=False),
    Column("agreements", Integer, nullable=False),  # of people, in a row
    Column("four_eyes_above", String),  # a decimal; null: never
    Column("changed_by", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

field_maps = Table(
    "field_maps",
    metadata,
    Column("account", String, primary_key=True),
    Column("yaml", Text, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

learned = Table(
    "learned",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("kind", String, nullable=False),  # value, synonym, mapping, threshold
    Column("field", String, nullable=False),
    Column("client_id", String),
    Column("document_id", String),
    Column("configuration", String),
    Column("digest", String, nullable=False),  # of what it is used for: one of each
    Column("learned_from", String, nullable=False),  # the person
    Column("learned_at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("learned_once", "account", "digest", unique=True),
)

extraction_runs = Table(
    "extraction_runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("state", String, nullable=False, index=True),  # running, paused, done, failed
    Column("dry_run", Boolean, nullable=False),
    Column("sees_all", Boolean, nullable=False),  # whether whoever asked sees the whole account
    Column("anew", Boolean, nullable=False),
    Column("requested_by", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

# One client's contracts within a run; the empty client stands for documents of no one client.
extraction_parts = Table(
    "extraction_parts",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("client_id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("state", String, nullable=False),  # waiting, done, unchanged, failed
    Column("source_run", String, nullable=False),  # the run that holds its contracts: an earlier one where unchanged
    Column("contracts", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("writes", Integer, nullable=False),
    Column("proposed", Integer, nullable=False),
    Column("sealed_notes", LargeBinary),
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

# What a client's contracts were last read from; where nothing of it changed they need not be read again.
extraction_marks = Table(
    "extraction_marks",
    metadata,
    Column("account", String, primary_key=True),
    Column("client_id", String, primary_key=True),
    Column("run_id", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("same_until", Date),  # the last day on which the same agreements are in force with the same terms
    Column("read_at", Moment, nullable=False),
)

# A proposal somebody is to be told of. Erasing its client takes the row along.
alerts = Table(
    "alerts",
    metadata,
    Column("proposal_id", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("client_id", String),
    Column("state", String, nullable=False),  # waiting, sending, sent, dropped
    Column("message", String),  # which message carried it
    Column("attempts", Integer, nullable=False),
    Column("noted_at", Moment, nullable=False),
    Column("sent_at", Moment),
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
