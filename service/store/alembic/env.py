"""Runs the migrations on the connection it is handed; each package's own tables are compared with them in a test."""

from __future__ import annotations

from alembic import context

from service.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
