"""Migrations: how Alembic runs them, on either engine, one process at a time."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app
from sqlalchemy import Connection

from backend.storage.migrations.connecting import connected

SETTINGS_SINCE = "0003"
"""The migration that made the table of settings."""

SETTING = sa.table("setting", sa.column("name", sa.String), sa.column("value", sa.JSON))
SERVES_FROM = "serves_from"


def run() -> None:
    with connected(current_app.extensions["sqlalchemy"].engine) as connection:
        migrate(connection)


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=current_app.extensions["sqlalchemy"].metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        # On PostgreSQL locks are let go of after each, and an index can be built outside of any.
        transaction_per_migration=connection.dialect.name == "postgresql",
        # Called by the names of what it is given.
        on_version_apply=note_what_it_serves,  # type: ignore[arg-type]
    )
    with context.begin_transaction():
        context.run_migrations()


def note_what_it_serves(ctx: Any, heads: set[str], **_: Any) -> None:
    """Write down the oldest code that these tables serve, for processes that run it still."""
    for head in heads:
        if head < SETTINGS_SINCE:
            continue
        ctx.connection.execute(SETTING.delete().where(SETTING.c.name == SERVES_FROM))
        module = context.script.get_revision(head).module
        serves = getattr(module, "COMPATIBLE_FROM", head)
        if serves != head:
            ctx.connection.execute(SETTING.insert().values(name=SERVES_FROM, value=serves))


run()
