"""Deeds: what drafts and places are that a file of ours names, as their rows and as its cells."""

import re
from collections.abc import Collection
from datetime import date

from backend.services.exporting.rows import Writer
from backend.services.importing.again import Fields, Ours, as_texts
from backend.services.importing.day_hours import WEEKDAYS
from backend.services.transaction import read
from backend.storage.imported import DraftRow, all_drafts
from backend.storage.places import PlaceRow, places_by_id

OWN_ID = re.compile(r"d-[0-9a-f]{20}|fhrs-[0-9]{1,20}", re.ASCII)
"""Ids that imports make: one that is not here is that of another server, or was forgotten."""

_HOURS = ("weekly", "seasons")
_SAME = ("source", "name", "kind", "address", "town", "postcode", "phone", "facilities")
FIELDS: Fields = {
    **{name: (name,) for name in _SAME},
    **dict.fromkeys(("opening_hours", *WEEKDAYS), _HOURS),
}
"""The fields of a draft that each column says, but for its position and notes."""

_HELD = ("id", *_SAME, "lat", "lon", *_HOURS, "notes")


def known_places(ids: Collection[str], today: date) -> dict[str, Ours]:
    """Return the drafts and the places of the network that have these ids."""
    if not ids:
        return {}
    writer = Writer.of(today)
    with read() as session:
        drafts = {row.id: _draft(row, writer) for row in all_drafts(session) if row.id in ids}
        places = {row.id: _place(row, writer) for row in places_by_id(session, ids)}
    return {**drafts, **places}


def _draft(row: DraftRow, writer: Writer) -> Ours:
    return Ours(as_texts(writer.draft(row)), {name: getattr(row, name) for name in _HELD})


def _place(row: PlaceRow, writer: Writer) -> Ours:
    return Ours(as_texts(writer.place(row)), {}, is_in_network=True)
