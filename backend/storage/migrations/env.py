"""Migrations: how Alembic runs them, on either engine, one process at a time."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

LOCK = 7_243_117
"""The advisory lock that makes a second `init` on PostgreSQL wait for the first."""


def run() -> None:
    engine = current_app.extensions["sqlalchemy"].engine
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Rebuilding a parent table would delete the rows that refer to it.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        migrate(connection.execution_options(umay_writes=True))
        if is_sqlite:
            connection.connection.execute("PRAGMA foreign_keys=ON")


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=current_app.extensions["sqlalchemy"].metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.run_migrations()


run()
