"""Migrations: indexes on tables that are in use, made without holding anybody up.

A migration that uses these does nothing else: on PostgreSQL each of them is stored by itself, and
an attempt that was broken off is made again from the beginning.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.storage.migrations.connecting import ANY_WAIT, SHORT_WAIT

_IS_BROKEN = sa.text(
    "SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE relname = :name AND NOT indisvalid"
)


def build_index(
    name: str, table: str, columns: Sequence[str], *, where: str = "", unique: bool = False
) -> None:
    """Add an index while answers go on coming in; what a failed attempt left is made anew."""
    more: dict[str, Any] = {"unique": unique, "if_not_exists": True}
    if op.get_bind().dialect.name == "sqlite":
        more |= {"sqlite_where": sa.text(where)} if where else {}
        op.create_index(name, table, list(columns), **more)
        return
    more |= {"postgresql_where": sa.text(where)} if where else {}
    if op.get_bind().scalar(_IS_BROKEN, {"name": name}):
        drop_index(name, table)
    with _by_itself():
        op.create_index(name, table, list(columns), postgresql_concurrently=True, **more)


def drop_index(name: str, table: str) -> None:
    """Take an index away while answers go on coming in."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(name, table, if_exists=True)
        return
    with _by_itself():
        op.drop_index(name, table, postgresql_concurrently=True, if_exists=True)


@contextmanager
def _by_itself() -> Iterator[None]:
    """Run one statement outside of a transaction; it waits for others, and nobody waits for it."""
    with op.get_context().autocommit_block():
        op.execute(ANY_WAIT)
        try:
            yield
        finally:
            op.execute(SHORT_WAIT)
