"""The inbox of Jobber's webhooks, the counts of what came to it, and the endpoints that were subscribed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jobber_webhooks",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("item_id", sa.String(length=200), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("jobber_webhooks", schema=None) as batch_op:
        batch_op.create_index("jobber_webhooks_by_state", ["state", "account", "due_at"], unique=False)

    op.create_table(
        "jobber_webhook_counts",
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("outcome"),
    )
    op.create_table(
        "jobber_webhook_endpoints",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "topic"),
    )


def downgrade() -> None:
    op.drop_table("jobber_webhook_endpoints")
    op.drop_table("jobber_webhook_counts")
    with op.batch_alter_table("jobber_webhooks", schema=None) as batch_op:
        batch_op.drop_index("jobber_webhooks_by_state")
    op.drop_table("jobber_webhooks")
