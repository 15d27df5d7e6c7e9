"""Compiled agreements in SQL: ids, dates and masked JSON only, all of which may stand in clear."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, MetaData, String, Table, Text

metadata = MetaData()

compiled_agreements = Table(
    "compiled_agreements",
    metadata,
    Column("account", String(128), primary_key=True),
    Column("document_id", String(128), primary_key=True),
    Column("client_id", String(128)),
    Column("in_force_from", Date),
    Column("in_force_to", Date),
    Column("compiler", String(32), nullable=False),
    Column("digest", String(128), nullable=False),
    Column("agreement", Text, nullable=False),
    Index("compiled_agreements_client", "account", "client_id"),
)
