"""The SQL this package owns: connections with their sealed tokens, who refreshes them now, what came by webhook."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

from ingest.tables import Moment

metadata = MetaData()

jobber_connections = Table(
    "jobber_connections",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("sealed", LargeBinary, nullable=True),  # NULL: disconnected
    Column("expires_at", Moment, nullable=True),
    Column("user_id", String(200), nullable=True),
    Column("connected_at", Moment, nullable=False),
    Column("refresh_begun_at", Moment, nullable=True),
    Column("token_warning", Text, nullable=True),
    Column("disconnected_at", Moment, nullable=True),
    Column("disconnected_why", String(40), nullable=True),
    Column("served_version", String(40), nullable=True),
    Column("version_warning", Text, nullable=True),
    Column("blocked_until", Moment, nullable=True),  # no call before, after Jobber saw "unusual activity"
)

jobber_token_leases = Table(
    "jobber_token_leases",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("holder", String(40), nullable=False),
    Column("until", Float, nullable=False),  # seconds since 1970, so that every database compares them alike
)

jobber_authorizations = Table(
    "jobber_authorizations",
    metadata,
    Column("state_digest", String(64), primary_key=True),
    Column("browser_digest", String(64), nullable=True),  # NULL until a browser has taken it up
    Column("initiator", String(200), nullable=False),
    Column("account", String(200), nullable=True),  # the only account it may connect; NULL for any
    Column("expires_at", Moment, nullable=False),
)

jobber_webhooks = Table(
    "jobber_webhooks",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", String(200), nullable=False),
    Column("topic", String(200), nullable=False),
    Column("item_id", String(200), nullable=False),
    Column("occurred_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(20), nullable=False),
    Column("run", String(40)),
    Column("tries", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("reason", Text),
    Index("jobber_webhooks_by_state", "state", "account", "due_at"),
)

jobber_webhook_counts = Table(
    "jobber_webhook_counts",
    metadata,
    Column("outcome", String(40), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

# What several processes know together of Jobber's limits on an account: points, counts and times, as JSON.
jobber_pace = Table(
    "jobber_pace",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("state", Text, nullable=False),
)

jobber_webhook_endpoints = Table(
    "jobber_webhook_endpoints",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("topic", String(200), primary_key=True),
    Column("url", Text, nullable=False),
    Column("id", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
)
