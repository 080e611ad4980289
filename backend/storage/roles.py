"""Records: what a PostgreSQL role of the service may do; the audit chain it may only lengthen."""

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from backend.storage.audit import AuditHeadRow, AuditRow
from backend.storage.database import Row

_ALL = "SELECT, INSERT, UPDATE, DELETE"
_ALLOWED = {
    AuditRow.__tablename__: "SELECT, INSERT",
    AuditHeadRow.__tablename__: "SELECT, INSERT, UPDATE",
}
_TOO_MIGHTY = text(
    "SELECT r.rolsuper OR r.rolcreaterole OR r.rolbypassrls OR r.rolreplication OR "
    "pg_has_role(r.oid, c.relowner, 'MEMBER') "
    "FROM pg_roles r, pg_class c WHERE r.rolname = :role AND c.oid = 'audit'::regclass"
)


def is_mighty(session: Session, role: str) -> bool | None:
    """Return whether a role could pass by what it is granted; None where there is no such role."""
    found: bool | None = session.scalar(_TOO_MIGHTY, {"role": role})
    return found


def allow(connection: Connection, role: str) -> None:
    """Grant a role what the service needs of each table, and take away all else."""
    name = connection.dialect.identifier_preparer.quote_identifier(role)
    statements = ["REVOKE CREATE ON SCHEMA public FROM PUBLIC"]
    statements += [f"GRANT USAGE ON SCHEMA public TO {name}"]
    for table in Row.metadata.sorted_tables:
        statements += [
            f"REVOKE ALL ON {table.name} FROM PUBLIC, {name}",
            f"GRANT {_ALLOWED.get(table.name, _ALL)} ON {table.name} TO {name}",
        ]
    statements += [f"REVOKE ALL ON alembic_version FROM PUBLIC, {name}"]
    statements += [f"GRANT SELECT ON alembic_version TO {name}"]
    statements += [f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"]
    for statement in statements:
        connection.exec_driver_sql(statement)
