"""Records: bringing a table to what a file says, and telling what that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from backend.storage.database import Row, table_of

Entry = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Changes:
    """The keys of the rows that were added and changed, and of those that were already so."""

    new: tuple[Key, ...]
    changed: tuple[Key, ...]
    unchanged: tuple[Key, ...]


def compare(session: Session, row_type: type[Row], entries: Sequence[Entry]) -> Changes:
    """Return what `reconcile` would do with these entries; changes nothing."""
    held = _held(session, row_type)
    new, changed, unchanged = [], [], []
    for entry in entries:
        key = _key(row_type, entry)
        if key not in held:
            new.append(key)
        elif any(held[key][name] != value for name, value in entry.items()):
            changed.append(key)
        else:
            unchanged.append(key)
    return Changes(tuple(new), tuple(changed), tuple(unchanged))


def reconcile(session: Session, row_type: type[Row], entries: Sequence[Entry]) -> Changes:
    """Add what is new and update what differs, in the columns that the entries have.

    Every entry has the same columns, the primary key among them, and no key stands twice.
    """
    changes = compare(session, row_type, entries)
    by_key = {_key(row_type, entry): dict(entry) for entry in entries}
    if changes.new:
        session.execute(insert(table_of(row_type)), [by_key[key] for key in changes.new])
    if changes.changed:
        _update(session, row_type, [by_key[key] for key in changes.changed])
    return changes


def _update(session: Session, row_type: type[Row], entries: Sequence[dict[str, Any]]) -> None:
    table = table_of(row_type)
    keys = [column.name for column in table.primary_key]
    values: dict[str, Any] = {
        name: bindparam(f"new_{name}") for name in entries[0] if name not in keys
    }
    statement = update(table).values(values)
    for name in keys:
        statement = statement.where(table.c[name] == bindparam(f"new_{name}"))
    # A bare connection: the session would look for rows it holds, and it holds none.
    session.connection().execute(
        statement,
        [{f"new_{name}": value for name, value in entry.items()} for entry in entries],
    )


def _held(session: Session, row_type: type[Row]) -> dict[Key, Entry]:
    rows = session.execute(select(table_of(row_type))).mappings()
    return {_key(row_type, held): held for held in map(dict[str, Any], rows)}


def _key(row_type: type[Row], entry: Entry) -> Key:
    return tuple(entry[column.name] for column in table_of(row_type).primary_key)
