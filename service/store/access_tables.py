"""Who may sign in, and who is signed in. Addresses of mail are sealed; sessions and flows are known by digests."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, String, Table, Text

from ingest.tables import Moment
from service.store.tables import metadata

users = Table(
    "users",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("role", String, nullable=False),
    Column("jobber_user", String),
    Column("email_digest", String, nullable=False),
    Column("sealed_email", LargeBinary, nullable=False),
    Column("subject_digest", String),  # of the issuer's own name for the person, once signed in
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    Index("users_by_email", "account", "email_digest", unique=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("user_id", String, nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

# A sign-in that is under way at the issuer.
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("digest", String, primary_key=True),  # of the state that the issuer sends back
    Column("browser", String, nullable=False),  # digest of the cookie of the browser that began
    Column("nonce", String, nullable=False),
    Column("verifier", String, nullable=False),  # of PKCE
    Column("then", Text, nullable=False),  # path to go on to
    Column("expires_at", Moment, nullable=False),
)

# A link that signs a user in once, where there is no issuer.
sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("digest", String, primary_key=True),
    Column("user_id", String, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
