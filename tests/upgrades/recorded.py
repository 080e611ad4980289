"""A version's data as they were recorded: read, put into tables of any engine, and compared."""

import base64
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import CHAR, UUID, Column, Connection, Date, DateTime, MetaData, Table, func, select
from sqlalchemy.types import LargeBinary

FOLDER = Path(__file__).parent / "recorded"
DATABASE, REQUESTS = "database.json", "requests.json"
OWN_OF_ALEMBIC = "alembic_version"

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Recorded:
    """What one version left: the revision of its tables, and every row as plain JSON."""

    version: str
    revision: str
    rows: Rows


def versions() -> list[str]:
    """Return the recorded versions, the oldest first."""
    return sorted(
        (path.parent.name for path in FOLDER.glob(f"*/{DATABASE}")),
        key=lambda version: [int(part) for part in version.split(".")],
    )


def recorded(version: str) -> Recorded:
    """Return what a version left."""
    body = json.loads((FOLDER / version / DATABASE).read_text(encoding="utf-8"))
    return Recorded(version, body["revision"], body["tables"])


def write_down(found: Recorded) -> None:
    """Keep it, one row a line, so that a change can be read."""
    tables = ",\n".join(
        f' "{name}": [\n' + ",\n".join(f"  {_json(row)}" for row in rows) + "\n ]"
        for name, rows in sorted(found.rows.items())
    )
    folder = FOLDER / found.version
    folder.mkdir(parents=True, exist_ok=True)
    text = f'{{"revision": "{found.revision}", "tables": {{\n{tables}\n}}}}\n'
    (folder / DATABASE).write_text(text, encoding="utf-8")


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables that there are, parents first; what they are is asked of the database."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != OWN_OF_ALEMBIC]


def put(connection: Connection, rows: Rows) -> None:
    """Put rows into tables that have those columns, whatever else these have."""
    for table in tables_of(connection):
        for row in rows.get(table.name, ()):
            values = {name: _stored(table.columns[name], value) for name, value in row.items()}
            connection.execute(table.insert().values(values))
        if connection.dialect.name == "postgresql":
            _count_on(connection, table)


def rows_of(connection: Connection) -> Rows:
    """Return every row of every table as plain JSON, in an order of its own."""
    found: Rows = {}
    for table in tables_of(connection):
        rows = [
            {column.name: _plain(column, row[column.name]) for column in table.columns}
            for row in connection.execute(select(table)).mappings()
        ]
        found[table.name] = sorted(rows, key=_json)
    return found


def only(rows: Rows, like: Rows) -> Rows:
    """Return rows with the tables and columns that another state has."""
    names = {table: {*held[0]} for table, held in like.items() if held}
    return {
        table: sorted(
            ({name: value for name, value in row.items() if name in names[table]} for row in held),
            key=_json,
        )
        for table, held in rows.items()
        if table in names
    }


def in_order(rows: Rows) -> Rows:
    """Return rows in the order in which they are compared."""
    return {table: sorted(held, key=_json) for table, held in rows.items() if held}


def _count_on(connection: Connection, table: Table) -> None:
    """Let a counter go on after the rows that were put in by number."""
    for column in table.primary_key.columns:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        if sequence:
            after = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, after, False)))


def _stored(column: Column[Any], value: Any) -> Any:
    """Return a value as a column takes it."""
    if value is None:
        return None
    ways: Iterable[tuple[type, Callable[[Any], Any]]] = (
        (DateTime, lambda text: datetime.fromisoformat(text).astimezone(UTC)),
        (Date, date.fromisoformat),
        (LargeBinary, base64.b64decode),
        (UUID, uuid.UUID),
        (CHAR, lambda text: text.replace("-", "")),
    )
    return next((way(value) for kind, way in ways if isinstance(column.type, kind)), value)


def _plain(column: Column[Any], value: Any) -> Any:
    """Return a stored value as JSON has it, the same from either engine."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    is_id = isinstance(value, uuid.UUID) or isinstance(column.type, CHAR)
    return str(uuid.UUID(str(value))) if is_id and value is not None else value


def _json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=True, sort_keys=True)
