"""A connection's own row: its tokens, whether its permission stands and why it ended; and OAuth flows begun here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jobber_connections",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_id", sa.String(length=200), nullable=True),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refresh_begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_warning", sa.Text(), nullable=True),
        sa.Column("disconnected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disconnected_why", sa.String(length=40), nullable=True),
        sa.Column("served_version", sa.String(length=40), nullable=True),
        sa.Column("version_warning", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("account"),
    )
    op.execute(
        "INSERT INTO jobber_connections (account, sealed, expires_at, connected_at) "
        "SELECT account, sealed, expires_at, updated_at FROM jobber_tokens"
    )
    op.drop_table("jobber_tokens")
    op.create_table(
        "jobber_authorizations",
        sa.Column("state_digest", sa.String(length=64), nullable=False),
        sa.Column("browser_digest", sa.String(length=64), nullable=True),
        sa.Column("initiator", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_digest"),
    )


def downgrade() -> None:
    op.drop_table("jobber_authorizations")
    op.create_table(
        "jobber_tokens",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    op.execute(
        "INSERT INTO jobber_tokens (account, sealed, expires_at, updated_at) "
        "SELECT account, sealed, expires_at, connected_at FROM jobber_connections WHERE sealed IS NOT NULL"
    )
    op.drop_table("jobber_connections")
