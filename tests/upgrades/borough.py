"""A wholly invented small borough with rows in every table, made by the newest code itself."""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

from backend.services.actors import COMMAND_LINE
from backend.services.audit import Entry, record
from backend.services.load_network import load_network
from backend.services.publish import publish
from backend.services.transaction import write
from backend.services.young_questions import switch_young_questions
from backend.storage.database import Row, db
from backend.storage.zones import AreaRow
from backend.web.world import EXTENSION
from tests.backend.cast import SIGN_OFF, a_network, a_place
from tests.conftest import NOW
from tests.upgrades.client import Noted, talk
from tests.upgrades.edges import edges_of

BY_DEEDS_ALONE = {
    *("audit", "audit_head", "publication", "setting"),
    *("area", "zone", "zone_area", "gazetteer_name", "point_of_help"),
}
"""Tables whose rows hang together, or are published as they stand; deeds fill them."""

A_SQUARE = [[-2.64, 53.54], [-2.62, 53.54], [-2.63, 53.55], [-2.64, 53.54]]
BORDER = json.dumps({"type": "Polygon", "coordinates": [A_SQUARE]})
A_DEFIBRILLATOR = {
    "id": "aed-1",
    "kind": "defibrillator",
    "name": "Town hall, „front“ door",
    "town": "Wigan",
    "detail": "Always open",
    "lat": 53.5452,
    "lon": -2.6318,
}


def a_borough() -> dict[str, Any]:
    """Return the network that residents see: two places, an area with an outline, a point."""
    area = {"id": "wigan", "name": "Wigan centre", "kind": "town", "zones": ["z1"]}
    return a_network(
        places=[a_place(), a_place("p2", name="The Łoft & Co")],
        areas=[{**area, "outline": A_SQUARE}],
        points=[A_DEFIBRILLATOR],
    )


def ids() -> Callable[[], str]:
    """Return what makes ids that are the same each time."""
    numbers = count(1)
    return lambda: str(uuid.UUID(int=next(numbers), version=4))


def settle(app: Flask) -> list[Noted]:
    """Fill the application's empty database; return what a phone asked meanwhile."""
    app.extensions[EXTENSION] = world = replace(app.extensions[EXTENSION], new_id=ids())
    with app.app_context():
        load_network(a_borough(), NOW)
        with write() as session:
            session.execute(update(AreaRow).values(border=BORDER))
            for number in range(3):
                entry = Entry(COMMAND_LINE, "approve", f"place:p{number}", "Ünïcode’s “reason”")
                record(session, NOW, entry)
                session.flush()
        publish(world)
        switch_young_questions(world, COMMAND_LINE, "on", SIGN_OFF)
    noted = talk(app)
    with app.app_context():
        fill_the_rest()
    return noted


def fill_the_rest() -> None:
    """Put two rows at the edges into every table that deeds do not fill."""
    with write() as session:
        for table in Row.metadata.sorted_tables:
            if table.name in BY_DEEDS_ALONE:
                continue
            parents = {
                key.column.table.name: [
                    dict(row) for row in session.execute(select(key.column.table)).mappings()
                ]
                for key in table.foreign_keys
            }
            for row in edges_of(table, parents):
                session.execute(insert(table).values(row))
    db.session.remove()
