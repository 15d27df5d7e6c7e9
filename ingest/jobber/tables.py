"""The SQL this package owns: the sealed tokens of connected accounts, and who is refreshing them now."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Float, LargeBinary, MetaData, String, Table

metadata = MetaData()

jobber_tokens = Table(
    "jobber_tokens",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=True),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)

jobber_token_leases = Table(
    "jobber_token_leases",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("holder", String(40), nullable=False),
    Column("until", Float, nullable=False),  # seconds since 1970, so that every database compares them alike
)
