"""Networks in a database: taken in by the deed once, then put in as the rows that it made.

To take the example network in asks the database some two thousand questions, a second of processor
time, and the small one still 50 ms; the rows are the same every time.
"""

import json
from typing import Any

from sqlalchemy import Table, exists, insert, select

from backend.services.load_network import load_network
from backend.services.transaction import read, write
from backend.storage.database import Row
from backend.storage.publication import mark_due
from demo.network import example_network
from tests.conftest import NOW

FILLED = (
    *("area", "zone", "zone_area", "gazetteer_name", "point_of_help"),
    *("place", "place_weekly", "place_exception", "place_exception_interval"),
)
"""The tables that a network fills; each names its rows by their own words, none by a counter."""

Rows = dict[Table, list[dict[str, Any]]]

_made: dict[str, Rows] = {}


def put_example_network() -> None:
    """Put the example network into the database of the open application, which must hold none."""
    assert _is_empty()
    put_network(example_network(NOW))


def put_network(network: dict[str, Any]) -> None:
    """Put a network file into the database of the open application, as it would be at NOW.

    Where the database holds a network already, the deed decides what becomes of it.
    """
    name = json.dumps(network, sort_keys=True, default=str)
    if not _is_empty():
        load_network(network, NOW)
    elif name not in _made:
        load_network(network, NOW)
        _made[name] = _read()
    else:
        with write() as session:
            for table, rows in _made[name].items():
                session.execute(insert(table), rows)
            mark_due(session)


def _is_empty() -> bool:
    held = [exists(select(1).select_from(table)) for table in _tables()]
    with read() as session:
        return not any(session.execute(select(*held)).one())


def _tables() -> list[Table]:
    """Return the tables that a network fills, parents first."""
    return [table for table in Row.metadata.sorted_tables if table.name in FILLED]


def _read() -> Rows:
    """Return the rows of each of these tables that holds any."""
    with read() as session:
        found = {table: session.execute(select(table)).all() for table in _tables()}
    return {table: [dict(row._mapping) for row in rows] for table, rows in found.items() if rows}
