"""The SQL this package owns: wrapped keys, and the sealed values behind pseudonyms."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

account_keys = Table(
    "account_keys",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("generation", Integer, primary_key=True),  # the highest wraps what is new
    Column("master", String(16), nullable=False),  # fingerprint of the master key that wraps this one
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("client_digest", String(64), primary_key=True),  # "" is for what belongs to no client, and for digests
    Column("wrapped", LargeBinary, nullable=True),  # NULL: shredded, and never made again
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("generation", Integer, nullable=True),  # of the account key that wraps it; NULL: the master key itself
    ForeignKeyConstraint(
        ["account", "generation"], ["account_keys.account", "account_keys.generation"], name="data_keys_account_key"
    ),
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
