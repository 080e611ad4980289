"""Records: INSERT … ON CONFLICT, which SQLAlchemy writes differently for each engine."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

AnyInsert = postgresql.Insert | sqlite.Insert


def dialect_of(session: Session | Connection) -> str:
    """Return the name of the engine that is spoken to: sqlite or postgresql."""
    bind = session if isinstance(session, Connection) else session.get_bind()
    return bind.dialect.name


def insert_into(table: Table, dialect: str) -> AnyInsert:
    """Return an INSERT of an engine, which offers on_conflict_do_nothing."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
