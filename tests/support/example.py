"""The example network in a database: taken in by its deed once, then put in as the rows it made.

To take it in asks the database some two thousand questions, a second of processor time; the rows
are the same every time.
"""

from typing import Any

from sqlalchemy import Table, func, insert, select

from backend.services.load_network import load_network
from backend.services.transaction import read, write
from backend.storage.database import Row
from backend.storage.places import PlaceRow
from backend.storage.publication import mark_due
from demo.network import example_network
from tests.conftest import NOW

FILLED = (
    *("area", "zone", "zone_area", "gazetteer_name", "point_of_help"),
    *("place", "place_weekly", "place_exception", "place_exception_interval"),
)
"""The tables that the network fills."""

_rows: dict[Table, list[dict[str, Any]]] = {}


def put_example_network() -> None:
    """Put the example network into the database of the open application; it must hold no place."""
    with read() as session:
        assert session.scalar(select(func.count()).select_from(PlaceRow)) == 0
    if not _rows:
        load_network(example_network(NOW), NOW)
        _rows.update(_read())
        return
    with write() as session:
        for table, rows in _rows.items():
            session.execute(insert(table), rows)
        mark_due(session)


def _read() -> dict[Table, list[dict[str, Any]]]:
    """Return the rows of each table, parents first."""
    tables = [table for table in Row.metadata.sorted_tables if table.name in FILLED]
    with read() as session:
        found = {table: session.execute(select(table)).all() for table in tables}
        return {table: [dict(row._mapping) for row in rows] for table, rows in found.items()}
