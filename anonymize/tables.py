"""The SQL this package owns: wrapped data keys, and the sealed values behind pseudonyms."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, LargeBinary, MetaData, String, Table, UniqueConstraint

metadata = MetaData()

data_keys = Table(
    "data_keys",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("client_digest", String(64), primary_key=True),  # "" is the account's own key
    Column("wrapped", LargeBinary, nullable=True),  # NULL: shredded, and never made again
    Column("created_at", DateTime(timezone=True), nullable=False),
)

pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("pseudonym", String(80), primary_key=True),
    Column("value_digest", String(64), nullable=False),  # HMAC of type, canonical value and owner
    Column("entity", String(40), nullable=False),
    Column("client_id", String(200), nullable=True, index=True),  # the owner; NULL for third parties
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("account", "value_digest"),
)

pseudonym_mentions = (
    Table(  # in whose texts a third party is named: forgetting the last of them forgets the third party
        "pseudonym_mentions",
        metadata,
        Column("account", String(200), primary_key=True),
        Column("pseudonym", String(80), primary_key=True),
        Column("client_id", String(200), primary_key=True),  # "" is a text of no one client
    )
)
