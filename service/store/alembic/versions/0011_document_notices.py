"""Why a document has its role, and what was met while reading it: both for a person, neither with any of its content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("role_reason", sa.Text(), nullable=True))
    op.add_column("documents", sa.Column("notices", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("documents") as batch_op:
        batch_op.drop_column("notices")
        batch_op.drop_column("role_reason")
