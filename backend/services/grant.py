"""Deeds: giving the service's own database role what it needs, and no more."""

from sqlalchemy.exc import ProgrammingError

from backend.services.transaction import write
from backend.storage.conflicts import dialect_of
from backend.storage.roles import allow, is_mighty
from shared.problems import Problem


def grant(role: str) -> None:
    """Let a role do what the service does; of the audit chain it can change and delete nothing.

    Run it as the tables' owner after each migration. Raises Problem role-unfit.
    """
    with write() as session:
        if dialect_of(session) != "postgresql":
            raise Problem("role-unfit", "SQLite has no roles; use PostgreSQL for this.")
        mighty = is_mighty(session, role)
        if mighty is None:
            raise Problem("role-unfit", f"There is no role {role!r}. Create it first.")
        if mighty:
            raise Problem("role-unfit", f"{role!r} owns the tables, or may do as if it did.")
        try:
            allow(session.connection(), role)
        except ProgrammingError:
            raise Problem("role-unfit", "Run this as the owner of the tables.") from None
